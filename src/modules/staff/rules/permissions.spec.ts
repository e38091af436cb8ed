// The table of roles and permissions, row by row.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { may, permissions, permissionsOf, roles, type Permission, type Role } from './permissions.ts';

// One column a role, in the order of `roles`: y may, - may not.
const table: Record<Permission, string> = {
  //                          b c o s a
  'own.session': /*         */ 'y y y y y',
  'own.passkeys': /*        */ 'y y y y y',
  'customer.find': /*       */ 'y y - y y',
  'customer.view': /*       */ 'y y - y y',
  'mobile.verify': /*       */ 'y - - - -',
  'mobile.change': /*       */ 'y - - - -',
  'hard-token.assign': /*   */ 'y - - - -',
  'hard-token.resynchronise': 'y - - - -',
  'hard-token.unlock': /*   */ 'y - - - -',
  'hard-token.import': /*   */ '- - y - -',
  'hard-token.stock': /*    */ 'y - y y y',
  'soft-token.deregister': /**/ 'y y - - -',
  'call.take': /*           */ '- y - - -',
  'request.read': /*        */ 'y y - y y',
  'request.decide': /*      */ 'y y - y -',
  'card.view': /*           */ 'y y y y y',
  'card.replace': /*        */ 'y y - - -',
  'card.pin': /*            */ 'y y - - -',
  'dispute.read': /*        */ 'y y y y y',
  'dispute.open': /*        */ 'y y - - -',
  'dispute.work': /*        */ '- - y y -',
  'dispute.decide': /*      */ '- - y y -',
  'suspense.read': /*       */ '- - y y y',
  'suspense.resolve': /*    */ '- - y y -',
  'card.application': /*    */ 'y - - - -',
  'card.loss': /*           */ 'y y - - -',
  'card.care': /*           */ '- - y y -',
  'card.reasons-read': /*   */ '- - y y y',
  'card.contact': /*        */ 'y y y y -',
  'card.privacy': /*        */ 'y - - y -',
  'card.privacy-read': /*   */ 'y - - y y',
  'staff.read': /*          */ '- - - y y',
  'staff.change': /*        */ '- - - y -',
};

test('each role may do what the table says and nothing else', () => {
  for (const [permission, row] of Object.entries(table)) {
    const cells = row.split(' ');
    roles.forEach((role, index) => {
      assert.equal(may([role], permission as Permission), cells[index] === 'y', `${role} ${permission}`);
    });
  }
});

test('a person without a role may do nothing', () => {
  assert.deepEqual(permissionsOf([]), []);
});

test('an auditor changes nothing', () => {
  const changing = permissionsOf(['auditor']).filter((name) => !/(find|view|read|stock)$|^own\./.test(name));
  assert.deepEqual(changing, []);
});

test('several roles add up', () => {
  const both: Role[] = ['operations', 'branch'];
  assert.deepEqual(
    permissionsOf(both),
    (Object.keys(permissions) as Permission[]).filter((name) => may(['operations'], name) || may(['branch'], name)),
  );
});
