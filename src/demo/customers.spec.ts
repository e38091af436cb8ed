// The demo's customers: seeded once, signed in with their own passwords, with working hard tokens.

import assert from 'node:assert/strict';
import test from 'node:test';

import { customer } from '../modules/customers/index.ts';
import { tokenOf, tokensInStock, verifyCode } from '../modules/hard-tokens/index.ts';
import { isEnrolled, signIn } from '../modules/web-bank/index.ts';
import { testDeps } from '../testing/deps.ts';
import { seedCustomers } from './customers.ts';
import { demoDisplay, seedHardTokens } from './hard-tokens.ts';

test('the demo customers are seeded once, speak four languages and sign in with passwords of this installation', async (t) => {
  const deps = await testDeps(t);
  const { database, keys, programme, clock } = deps;
  const customers = await seedCustomers(database, keys, programme, clock.now());
  assert.deepEqual(await seedCustomers(database, keys, programme, clock.now()), customers, 'a second start changes nothing');
  assert.deepEqual([...new Set(customers.map(({ language }) => language))].sort(), ['ar', 'en', 'fa', 'kk']);
  assert.equal(customers.filter(({ mobile }) => !mobile.startsWith('+968')).length, 1);
  for (const { id, signIn: credentials, nameLatin } of customers) {
    assert.equal((await customer(database, id))?.nameLatin, nameLatin);
    assert.equal(await isEnrolled(database, id), credentials !== undefined);
    if (credentials === undefined) continue;
    const outcome = await signIn(deps, { ...credentials, sharedComputer: false, source: nameLatin, userAgent: undefined }, clock.now());
    assert.equal(outcome.kind, 'done', nameLatin);
  }
  assert.equal(customers.filter(({ signIn: credentials }) => credentials === undefined).length, 1);
});

test('a demo hard token shows the code that the bank accepts, and others lie in stock', async (t) => {
  const { database, keys, programme, clock } = await testDeps(t);
  const customers = await seedCustomers(database, keys, programme, clock.now());
  await seedHardTokens(database, keys, programme, customers, clock.now());
  await seedHardTokens(database, keys, programme, customers, clock.now());
  for (const { id, hardToken } of customers) {
    const token = await tokenOf(database, id);
    assert.equal(token !== undefined, hardToken);
    if (token === undefined) continue;
    const code = demoDisplay(keys, token.serial, clock.now());
    assert.equal((await verifyCode(database, keys, { customerId: id, programme, code }, clock.now())).kind, 'done');
  }
  assert.equal((await tokensInStock(database, programme.programme, { limit: 10 })).length, 4);
});
