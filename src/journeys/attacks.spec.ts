// What somebody tries who wants to approve without being asked: replays, races, swapped rows, clocks set back, storms.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test from 'node:test';

import { checkLedger } from '../modules/ledger/index.ts';
import { createHttpTransport, createPhone } from '../../web/token/protocol/phone.ts';
import { available, transfer } from './acts.ts';
import { type copyOf, openWorld, readReply, reasonOf, value, type World } from './world.ts';

type Sent = { readonly path: string; readonly body: unknown; readonly token: string | undefined };

/** A phone whose conversation somebody listens to. */
function overheard(world: World, store: Parameters<typeof copyOf>[0]) {
  const sent: Sent[] = [];
  const real = createHttpTransport({ origin: world.tokenOrigin, language: () => 'en' });
  const phone = createPhone({
    store,
    clock: () => world.deps.clock.now().epochMilliseconds,
    transport: async (call) => {
      sent.push({ path: call.path, body: call.body, token: call.token });
      return await real(call);
    },
  });
  const replay = async ({ path, body, token }: Sent) =>
    await readReply(
      await fetch(`${world.tokenOrigin}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'accept-language': 'en',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      }),
    );
  return { phone, sent, replay };
}

test('a replayed sign-in and a replayed approval are refused, and no try of the customer is used up', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const { store, bank, password } = await world.activated(salim);
  const { phone, sent, replay } = overheard(world, store);
  value(await phone.signIn({ password }));
  const first = (await transfer(bank, salim, huda)).body.operationId;
  const second = (await transfer(bank, salim, huda)).body.operationId;
  value(await phone.operation(first));
  value(await phone.decide(first, 'approve'));
  const signIn = sent.find(({ path }) => path.endsWith('/sign-ins'));
  const decision = sent.find(({ path }) => path.endsWith('/decision'));
  assert.ok(signIn && decision);
  assert.equal((await replay(signIn)).reason, 'stale-index');
  assert.equal((await replay(decision)).reason, 'operation-decided');
  assert.notEqual(
    (await replay({ ...decision, path: decision.path.replace(first, second) })).status,
    200,
    'the proof is bound to its operation',
  );
  assert.equal((await bank.get(`/bank/v1/operations/${second}`)).body.status, 'pending');
  const [row] = await world.deps.database.query<{ failures: number }>(
    { name: 'spec_failures', text: 'SELECT password_failures AS failures FROM soft_devices WHERE customer_id = $1' },
    [salim.id],
  );
  assert.equal(row?.failures, 0, 'a stranger cannot use up tries');
  assert.equal(await available(bank), 975_000n);
});

test("a stranger without the phone's key cannot lock the app", async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { phone, password, deviceId } = await world.activated(salim);
  for (let tries = 0; tries < 8; tries += 1) {
    const forged = {
      deviceId,
      factor: 'knowledge',
      index: 5,
      proof: randomBytes(32).toString('base64url'),
      signature: randomBytes(64).toString('base64url'),
    };
    const reply = await readReply(
      await fetch(`${world.tokenOrigin}/token/v1/sign-ins`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(forged),
      }),
    );
    assert.equal(reply.reason, 'signature-wrong');
  }
  value(await phone.signIn({ password }));
});

test("another customer's phone neither sees nor decides an operation", async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const his = await world.activated(salim);
  const hers = await world.activated(huda);
  const { operationId } = (await transfer(his.bank, salim, huda)).body;
  assert.equal(reasonOf(await hers.phone.operation(operationId)), 'operation-unknown');
  assert.equal((await hers.bank.get(`/bank/v1/operations/${operationId}`)).reason, 'operation-unknown');
  assert.equal((await hers.bank.post(`/bank/v1/operations/${operationId}/cancel`)).reason, 'operation-unknown');
  assert.equal((await hers.bank.post(`/bank/v1/operations/${operationId}/code`, { code: '12345678' })).reason, 'operation-unknown');
  assert.equal((await his.bank.get(`/bank/v1/operations/${operationId}`)).body.status, 'pending');
});

test('approval, code, cancellation and 61 repetitions at once end an operation exactly once', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const { phone, bank } = await world.activated(salim);
  const { operationId } = (await transfer(bank, salim, huda)).body;
  const qr = await bank.post(`/bank/v1/operations/${operationId}/qr`);
  const scanned = value(await phone.scanFrame(Buffer.from(qr.body.payload, 'base64url')));
  assert.ok(scanned.kind === 'operation');
  value(await phone.operation(operationId));
  const answers = await Promise.all([
    phone.decide(operationId, 'approve').then(({ kind }) => kind === 'done'),
    bank.post(`/bank/v1/operations/${operationId}/cancel`).then(({ status }) => status === 200),
    ...Array.from(
      { length: 62 },
      async () => (await bank.post(`/bank/v1/operations/${operationId}/code`, { code: scanned.code })).status === 200,
    ),
  ]);
  assert.equal(answers.filter(Boolean).length, 1, 'one wins');
  const { status } = (await bank.get(`/bank/v1/operations/${operationId}`)).body;
  assert.equal(await available(bank), status === 'executed' ? 987_500n : 1_000_000n);
  assert.deepEqual(await checkLedger(world.deps.database, world.deps.clock.now()), []);
});

test('64 times the same order with one Idempotency-Key is one operation with one hold', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person({ balanceMinor: 15_000n });
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const { bank } = await world.activated(salim);
  const order = {
    kind: 'transfer-customer',
    params: { from: salim.accounts[0]?.accountId, to: huda.accounts[0]?.number, amount: { currency: 'OMR', minor: '12500' } },
  };
  const replies = await Promise.all(
    Array.from({ length: 64 }, async () => await bank.post('/bank/v1/operations', order, { 'idempotency-key': 'rent-march' })),
  );
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [201], 'none is told that the money is missing');
  assert.equal(new Set(replies.map(({ body }) => body.operationId)).size, 1);
  assert.equal(await available(bank), 2_500n);
  const other = await bank.post(
    '/bank/v1/operations',
    { ...order, params: { ...order.params, amount: { currency: 'OMR', minor: '1' } } },
    { 'idempotency-key': 'rent-march' },
  );
  assert.equal(other.reason, 'idempotency-key-reused');
});

test('rows that were swapped between two customers do not open', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const his = await world.activated(salim);
  await world.activated(huda);
  const swap = `UPDATE soft_devices d SET secrets = o.secrets, online_state = o.online_state FROM soft_devices o WHERE d.customer_id = $1 AND o.customer_id = $2`;
  await world.deps.database.query({ name: 'spec_swap', text: swap }, [salim.id, huda.id]);
  const answer = await his.phone.signIn({ password: his.password });
  assert.notEqual(answer.kind === 'done' && answer.value.online, true, 'her secrets do not sign his phone in');
  assert.ok(!world.deps.logged.join('').includes(salim.cardNumber));
});

test('a clock set back gives no code a second life', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { phone, bank } = await world.activated(salim);
  const order = async (way: number): Promise<string> =>
    (await bank.post('/bank/v1/operations', { kind: 'address-change', params: { address: `Way ${way}, Al Khuwair, Muscat` } })).body
      .operationId;
  const otp = value(await phone.otp());
  assert.equal((await bank.post(`/bank/v1/operations/${await order(3015)}/code`, { code: otp.code })).status, 200);
  world.deps.clock.advance(-20);
  assert.equal((await bank.post(`/bank/v1/operations/${await order(3016)}/code`, { code: otp.code })).reason, 'wrong-code');
  world.deps.clock.advance(-7200);
  const early = await bank.post(`/bank/v1/operations/${await order(3017)}/code`, { code: otp.code });
  assert.notEqual(early.status, 200);
});

test('asking for codes again and again meets a limit that says when to come back', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const { phone } = world.phone();
  value(
    await phone.register({
      platform: 'android',
      screenLock: 'yes',
      mobile: salim.mobile,
      cardNumber: salim.cardNumber,
      cardPin: salim.cardPin,
      language: 'en',
    }),
  );
  assert.equal(reasonOf(await phone.resendCode()), 'too-soon');
  let reason = '';
  for (let tries = 0; tries < 8 && reason !== 'too-many-sends'; tries += 1) {
    world.deps.clock.advance(31);
    const answer = await phone.resendCode();
    reason = reasonOf(answer);
    if (answer.kind === 'refused') assert.ok(Number(answer.figures['retryAfterSeconds']) > 0);
  }
  assert.equal(reason, 'too-many-sends');
  assert.ok((await world.texts(salim.mobile)).length <= world.programme.smsCode.sendsPerHourMax);
});

test('no code, PIN, password or card number of a whole journey reaches the log', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const huda = await world.person({ nameLatin: 'Huda Al Balushi' });
  const { phone, bank, password } = await world.activated(salim);
  const { operationId } = (await transfer(bank, salim, huda)).body;
  value(await phone.operation(operationId));
  value(await phone.decide(operationId, 'approve'));
  await phone.signIn({ password: '555123' });
  const code = await world.codeOf(salim.mobile);
  const log = world.deps.logged.join('\n');
  for (const secret of [salim.cardNumber, salim.password, password, code]) assert.ok(!log.includes(secret));
});
