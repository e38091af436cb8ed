// Activation by the coloured QR: what it does in one act, and codes that are too old, altered, foreign or used.

import assert from 'node:assert/strict';
import test from 'node:test';

import { transfer } from './acts.ts';
import { copyOf, openWorld, reasonOf, value, type Person, type World } from './world.ts';

async function registered(world: World, person: Person, password = '739251') {
  const { phone, store } = world.phone();
  value(
    await phone.register({
      platform: 'android',
      screenLock: 'yes',
      mobile: person.mobile,
      cardNumber: person.cardNumber,
      cardPin: person.cardPin,
      language: 'en',
      model: 'Pixel 9',
    }),
  );
  value(await phone.enterCode(await world.codeOf(person.mobile)));
  value(await phone.choosePassword(password));
  value(await phone.signIn({ password }));
  return { phone, store };
}

const frameOf = (payload: string): Uint8Array => Buffer.from(payload, 'base64url');

test('TK-12 TK-13 the web bank makes a code for the registered phone, good for 120 seconds; scanning it activates at once', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { phone } = await registered(world, salim);
  const bank = await world.signIn(salim);
  const made = await bank.post('/bank/v1/token/activations');
  assert.equal(made.status, 201);
  assert.equal(Date.parse(made.body.expiresAt) - world.deps.clock.now().epochMilliseconds, 120_000);
  assert.ok(frameOf(made.body.payload).length <= 130);
  const scanned = value(await phone.scanFrame(frameOf(made.body.payload)));
  assert.equal(scanned.kind, 'activation');
  value(await phone.commitActivation());
  const state = await bank.get(`/bank/v1/token/activations/${made.body.activationId}`);
  assert.equal(state.body.state, 'committed', 'the page that waits moves on');
  assert.equal((await bank.get('/bank/v1/token')).body.active, 'soft');
  const texts = await world.texts(salim.mobile);
  assert.ok(texts.some((text) => /was activated/.test(text)));
  assert.ok(world.mail.inbox(salim.email).some(({ subject }) => subject.endsWith('App activated')));
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  assert.equal((await transfer(bank, salim, huda)).status, 201, 'it can approve from that moment');
});

test('TK-12 a renewed code replaces the one before', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { phone } = await registered(world, salim);
  const bank = await world.signIn(salim);
  const first = await bank.post('/bank/v1/token/activations');
  const second = await bank.post('/bank/v1/token/activations');
  value(await phone.scanFrame(frameOf(first.body.payload)));
  assert.equal(reasonOf(await phone.commitActivation()), 'activation-expired');
  value(await phone.scanFrame(frameOf(second.body.payload)));
  value(await phone.commitActivation());
});

test('TK-14 the old phone works until the new one is activated, then its token is dead and its next online use says so', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const old = await world.activated(salim);
  world.deps.clock.advance(60);
  const fresh = await registered(world, salim, '864207');
  const bank = await world.signIn(salim);
  const before = (await transfer(bank, salim, huda)).body.operationId;
  value(await old.phone.signIn({ password: old.password }));
  value(await old.phone.operation(before));
  assert.equal(value(await old.phone.decide(before, 'approve')).status, 'executed', 'the old phone still approves');
  const waiting = (await transfer(bank, salim, huda)).body.operationId;
  const made = await bank.post('/bank/v1/token/activations');
  value(await fresh.phone.scanFrame(frameOf(made.body.payload)));
  value(await fresh.phone.commitActivation());
  assert.equal((await bank.get(`/bank/v1/operations/${waiting}`)).body.status, 'cancelled', 'what waited for the old phone is cancelled');
  assert.equal(value(await old.phone.state()).status, 'deregistered');
  assert.equal(reasonOf(await old.phone.signIn({ password: old.password })), 'device-ended');
});

test('TK-15 an expired, altered, replayed or foreign code is refused and leaves the state as it was', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const his = await registered(world, salim);
  const hers = await registered(world, huda);
  const bank = await world.signIn(salim);
  const stateOf = async (): Promise<string> => (await bank.get('/bank/v1/token')).body.soft.status;
  const make = async (): Promise<Uint8Array> => frameOf((await bank.post('/bank/v1/token/activations')).body.payload);

  const foreign = await make();
  assert.equal(reasonOf(await hers.phone.scanFrame(foreign)), 'foreign-frame');
  const altered = Uint8Array.from(foreign);
  altered[40] = (altered[40] ?? 0) ^ 1;
  assert.equal(reasonOf(await his.phone.scanFrame(altered)), 'altered-frame');
  value(await his.phone.scanFrame(foreign));
  world.deps.clock.advance(121);
  assert.equal(reasonOf(await his.phone.commitActivation()), 'activation-expired');
  assert.equal(await stateOf(), 'registered');

  const later = await world.signIn(salim);
  const good = frameOf((await later.post('/bank/v1/token/activations')).body.payload);
  value(await his.phone.signIn({ password: '739251' }));
  const copy = world.phone(await copyOf(his.store));
  value(await his.phone.scanFrame(good));
  value(await his.phone.commitActivation());
  assert.notEqual(
    (await his.phone.scanFrame(good)).kind === 'done' ? (await his.phone.commitActivation()).kind : 'refused',
    'done',
    'a used code activates nothing again',
  );
  assert.equal(
    reasonOf(await copy.phone.signIn({ password: '739251' })),
    'wrong-password',
    'a copy of the storage from before knows keys that are gone',
  );
  assert.equal((await later.get('/bank/v1/token')).body.soft.status, 'active');
});

test('TK-28 after the app was removed nothing of the old token works, and registering anew does', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { phone } = await world.activated(salim);
  await phone.remove();
  assert.notEqual((await phone.signIn({ password: '739251' })).kind, 'done');
  world.deps.clock.advance(60);
  const again = await world.activated(salim, { password: '864207' });
  const signedIn = value(await again.phone.signIn({ password: '864207' }));
  assert.ok(signedIn.online && signedIn.status === 'active');
});

test('TK-03 TK-05 the database itself allows one active authenticator a customer and one customer a phone', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { deviceId } = await world.activated(salim);
  const { database } = world.deps;
  const second = {
    name: 'spec_second_active',
    text: `INSERT INTO authenticators (id, customer_id, kind, status, registered_at, changed_at) VALUES (gen_random_uuid(), $1, 'hard', 'active', $2, $2)`,
  };
  await assert.rejects(database.query(second, [salim.id, world.deps.clock.now()]), /authenticators_one_active/);
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const steal = { name: 'spec_second_customer', text: `UPDATE soft_devices SET customer_id = $2 WHERE id = $1` };
  await assert.rejects(database.query(steal, [deviceId, huda.id]), /foreign key/);
});
