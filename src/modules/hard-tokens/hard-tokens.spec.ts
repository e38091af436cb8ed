// Hard tokens on PostgreSQL: import, assignment, codes, replay, locks, and races that fail without their guards.

import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';

import { hotp, timeStep } from '../../crypto/otp.ts';
import { ocra, parseOcraSuite } from '../../crypto/ocra.ts';
import { statement, type Database, type Session, type Statement } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { fixedClock } from '../../testing/clock.ts';
import { testKeys } from '../../testing/keys.ts';
import { omanToken, testCustomer } from '../../testing/messages.ts';
import { activeAuthenticator, register, activate } from '../authenticators/index.ts';
import { KeyFault, type KeyStore } from '../keys/index.ts';
import {
  assign,
  createCodeChecks,
  importedBatches,
  importPskc,
  ocraQuestion,
  resynchronise,
  retire,
  sealedColumns,
  tokenById,
  tokenOf,
  tokensBySerial,
  tokensInStock,
  unlock,
  verifyCode,
  verifyCodes,
} from './index.ts';
import { acceptCodes, claimTries } from './store.ts';
import { verifyCodes as verifyWith } from './verify-codes.ts';

const programme = omanToken();
const uri = 'urn:ietf:params:xml:ns:keyprov:pskc';
const secretOf = (serial: string): Uint8Array => new TextEncoder().encode(`secret of ${serial}`.padEnd(20, '.'));

type Wanted = { serial: string; algorithm?: string; suite?: string; digits?: number; secret?: Uint8Array; policy?: string };

function pskc(...wanted: Wanted[]): Uint8Array {
  const packages = wanted.map(
    ({
      serial,
      algorithm = 'hotp',
      suite,
      digits = 6,
      secret = secretOf(serial),
      policy = '',
    }) => `<KeyPackage><DeviceInfo><Manufacturer>Acme</Manufacturer><SerialNo>${serial}</SerialNo></DeviceInfo>
      <Key Id="${serial}" Algorithm="${uri}:${algorithm}"><AlgorithmParameters>${suite === undefined ? '' : `<Suite>${suite}</Suite>`}<ResponseFormat Length="${digits}" Encoding="DECIMAL"/></AlgorithmParameters>
      <Data><Secret><PlainValue>${Buffer.from(secret).toString('base64')}</PlainValue></Secret></Data>${policy}</Key></KeyPackage>`,
  );
  return new TextEncoder().encode(`<KeyContainer Version="1.0" xmlns="${uri}">${packages.join('')}</KeyContainer>`);
}

type World = { database: Database; keys: KeyStore; clock: ReturnType<typeof fixedClock> };

async function world(t: TestContext): Promise<World> {
  const { database } = await testDatabase(t, 24);
  return { database, keys: await testKeys(t), clock: fixedClock() };
}

const bring = async ({ database, keys, clock }: World, file: Uint8Array) =>
  await database.transaction(
    async (tx) => await importPskc(tx, keys, { programme: 'oman-token', fileName: 'acme.xml', file, actor: 'staff:test' }, clock.now()),
  );

/** A customer with a device of that kind, active. */
async function holder(w: World, wanted: Partial<Wanted> & { serial: string }): Promise<{ customerId: string; tokenId: string }> {
  const imported = await bring(w, pskc(wanted));
  assert.ok(imported.kind === 'done');
  const tokenId = imported.value.tokens[0]?.id ?? '';
  const customerId = await testCustomer(w.database, w.keys, {}, w.clock.now());
  const assigned = await w.database.transaction(async (tx) => await assign(tx, w.keys, { tokenId, customerId, programme }, w.clock.now()));
  assert.ok(assigned.kind === 'done');
  assert.equal(assigned.value.status, 'active');
  return { customerId, tokenId };
}

const code = (serial: string, index: bigint): string => hotp(secretOf(serial), index, { algorithm: 'SHA1', digits: 6 });
const wrongFor = (right: string): string => String((Number(right) + 1) % 1e6).padStart(6, '0');
const reasonOf = (outcome: { kind: string; reason?: string }): string => (outcome.kind === 'done' ? 'done' : (outcome.reason ?? ''));

describe('import', () => {
  test('all devices of a file come into stock, sealed for nobody', async (t) => {
    const w = await world(t);
    const outcome = await bring(
      w,
      pskc({ serial: 'A1' }, { serial: 'A2', algorithm: 'totp' }, { serial: 'A3', algorithm: 'ocra', suite: 'OCRA-1:HOTP-SHA256-6:QN08' }),
    );
    assert.ok(outcome.kind === 'done');
    const stock = await tokensInStock(w.database, 'oman-token', { limit: 10 });
    assert.deepEqual(
      new Set(stock.map(({ serial, kind, status }) => `${serial} ${kind} ${status}`)),
      new Set(['A1 hotp in-stock', 'A2 totp in-stock', 'A3 ocra in-stock']),
    );
    const page = await tokensInStock(w.database, 'oman-token', { limit: 10, after: stock[0]?.id ?? '' });
    assert.equal(page.length, 2);
    const [batch] = await importedBatches(w.database, 'oman-token', 5);
    assert.deepEqual([batch?.tokens, batch?.inStock, batch?.importedBy, batch?.fileName], [3, 3, 'staff:test', 'acme.xml']);
    const [raw] = await w.database.query<{ found: boolean }>(
      statement('raw', `SELECT bool_or(position($1::bytea IN secret) > 0) AS found FROM hard_tokens`),
      [secretOf('A1')],
    );
    assert.equal(raw?.found, false);
  });

  const refusals: [string, string, Wanted[]][] = [
    ['already-imported', 'a device that is known', [{ serial: 'B2' }, { serial: 'B1' }]],
    ['serial-missing', 'a device without a number', [{ serial: '' }]],
    ['secret-short', 'a secret below 128 bits', [{ serial: 'B3', secret: new Uint8Array(15) }]],
    ['suite-unsupported', 'a suite that wants a PIN', [{ serial: 'B4', algorithm: 'ocra', suite: 'OCRA-1:HOTP-SHA1-6:QN08-PSHA1' }]],
    [
      'token-expired',
      'a device past its date',
      [{ serial: 'B5', policy: '<Policy><ExpiryDate>2020-01-01T00:00:00Z</ExpiryDate></Policy>' }],
    ],
    [
      'policy',
      'a policy that cannot be kept',
      [{ serial: 'B6', policy: '<Policy><NumberOfTransactions>9</NumberOfTransactions></Policy>' }],
    ],
  ];
  test('one device that is refused leaves the others out as well', async (t) => {
    const w = await world(t);
    await bring(w, pskc({ serial: 'B1' }));
    for (const [reason, what, wanted] of refusals) {
      const file =
        wanted[0]?.serial === ''
          ? new TextEncoder().encode(new TextDecoder().decode(pskc({ serial: 'X' })).replace('<SerialNo>X</SerialNo>', ''))
          : pskc({ serial: 'new' }, ...wanted);
      assert.equal(reasonOf(await bring(w, file)), reason, what);
      assert.equal((await tokensInStock(w.database, 'oman-token', { limit: 10 })).length, 1, what);
    }
  });

  test('of two imports of one file at once one succeeds', async (t) => {
    const w = await world(t);
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, async () => await bring(w, pskc({ serial: 'C1' }))));
    assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.kind === 'done').length, 1);
    assert.equal((await tokensBySerial(w.database, 'oman-token', 'C1')).length, 1);
  });
});

describe('assignment', () => {
  test('a device belongs to one customer, and a customer has one device', async (t) => {
    const w = await world(t);
    const { customerId, tokenId } = await holder(w, { serial: 'D1' });
    const other = await testCustomer(w.database, w.keys, {}, w.clock.now());
    const imported = await bring(w, pskc({ serial: 'D2' }));
    assert.ok(imported.kind === 'done');
    const second = imported.value.tokens[0]?.id ?? '';
    const give = async (token: string, customer: string) =>
      reasonOf(
        await w.database.transaction(
          async (tx) => await assign(tx, w.keys, { tokenId: token, customerId: customer, programme }, w.clock.now()),
        ),
      );
    assert.equal(await give(tokenId, other), 'token-not-in-stock');
    assert.equal(await give(second, customerId), 'customer-has-token');
    assert.equal(await give('00000000-0000-7000-8000-000000000000', other), 'token-unknown');
    assert.equal((await activeAuthenticator(w.database, customerId))?.id, tokenId);
    await w.database.transaction(async (tx) => await retire(tx, tokenId, 'lost', w.clock.now()));
    assert.equal(await give(second, customerId), 'done');
    assert.equal((await tokenOf(w.database, customerId))?.serial, 'D2');
    assert.equal((await tokenById(w.database, tokenId))?.status, 'retired');
  });

  test('beside an active soft token the device comes in suspended, and its code is refused', async (t) => {
    const w = await world(t);
    const customerId = await testCustomer(w.database, w.keys, {}, w.clock.now());
    const softId = '00000000-0000-7000-8000-000000000001';
    await w.database.transaction(async (tx) => {
      await register(tx, { id: softId, customerId, kind: 'soft', status: 'registered' }, w.clock.now());
      await activate(tx, customerId, softId, w.clock.now());
    });
    const imported = await bring(w, pskc({ serial: 'D3' }));
    assert.ok(imported.kind === 'done');
    const tokenId = imported.value.tokens[0]?.id ?? '';
    await w.database.transaction(async (tx) => await assign(tx, w.keys, { tokenId, customerId, programme }, w.clock.now()));
    assert.equal((await tokenOf(w.database, customerId))?.status, 'suspended');
    assert.equal(
      reasonOf(await verifyCode(w.database, w.keys, { customerId, programme, code: code('D3', 0n) }, w.clock.now())),
      'suspended',
    );
    assert.equal((await tokenOf(w.database, customerId))?.failures, 0);
    await w.database.transaction(async (tx) => await activate(tx, customerId, tokenId, w.clock.now()));
    assert.equal(reasonOf(await verifyCode(w.database, w.keys, { customerId, programme, code: code('D3', 0n) }, w.clock.now())), 'done');
  });

  test('of 64 assignments of one device one succeeds, and of 64 devices one goes to a customer', async (t) => {
    const w = await world(t);
    const imported = await bring(w, pskc(...Array.from({ length: 64 }, (_, index) => ({ serial: `E${index}` }))));
    assert.ok(imported.kind === 'done');
    const [first] = imported.value.tokens;
    const customers: string[] = [];
    for (let index = 0; index < 16; index += 1) customers.push(await testCustomer(w.database, w.keys, {}, w.clock.now()));
    const give = async (tokenId: string, customerId: string) =>
      reasonOf(await w.database.transaction(async (tx) => await assign(tx, w.keys, { tokenId, customerId, programme }, w.clock.now())));
    const one = await Promise.all(Array.from({ length: 64 }, async (_, index) => await give(first?.id ?? '', customers[index % 16] ?? '')));
    assert.equal(one.filter((outcome) => outcome === 'done').length, 1);
    const lucky = (await tokenById(w.database, first?.id ?? ''))?.customerId;
    const free = customers.find((id) => id !== lucky) ?? '';
    const many = await Promise.all(imported.value.tokens.slice(1).map(async ({ id }) => await give(id, free)));
    assert.equal(many.filter((outcome) => outcome === 'done').length, 1);
  });

  test('a secret that was moved to another customer does not open', async (t) => {
    const w = await world(t);
    const one = await holder(w, { serial: 'F1' });
    const two = await holder(w, { serial: 'F2' });
    await w.database.query(
      statement(
        'swap',
        'UPDATE hard_tokens a SET secret = b.secret FROM hard_tokens b WHERE (a.id, b.id) IN (($1::uuid, $2::uuid), ($2::uuid, $1::uuid))',
      ),
      [one.tokenId, two.tokenId],
    );
    await assert.rejects(
      verifyCode(w.database, w.keys, { customerId: one.customerId, programme, code: code('F2', 0n) }, w.clock.now()),
      (error) => error instanceof KeyFault && error.code === 'key-mismatch',
    );
  });

  test('the declaration for the rotation of keys opens what is there', async (t) => {
    const w = await world(t);
    await holder(w, { serial: 'G1' });
    await bring(w, pskc({ serial: 'G2' }));
    const rows = await w.database.query<{ id: string; secret: Uint8Array }>(
      statement('rows', 'SELECT id, secret, programme, customer_id FROM hard_tokens'),
    );
    for (const row of rows) assert.equal(w.keys.open(sealedColumns[0]?.ownerOf(row) ?? assert.fail(), row.secret).length, 20);
  });
});

describe('codes', () => {
  test('a counter code is good once, the window looks ahead, and used ones stay used', async (t) => {
    const w = await world(t);
    const { customerId, tokenId } = await holder(w, { serial: 'H1' });
    const enter = async (index: bigint) =>
      await verifyCode(w.database, w.keys, { customerId, programme, code: code('H1', index) }, w.clock.now());
    assert.deepEqual(await enter(0n), { kind: 'done', value: { tokenId, counter: 0n } });
    assert.deepEqual(await enter(0n), { kind: 'refused', reason: 'wrong-code', figures: { attemptsLeft: 4 } });
    assert.deepEqual(await enter(8n), { kind: 'done', value: { tokenId, counter: 8n } });
    assert.equal(reasonOf(await enter(5n)), 'wrong-code');
    assert.equal((await tokenOf(w.database, customerId))?.failures, 1);
  });

  test('a time code is good once, also after the clock was set back', async (t) => {
    const w = await world(t);
    const { customerId } = await holder(w, { serial: 'H2', algorithm: 'totp' });
    const enter = async () =>
      reasonOf(
        await verifyCode(w.database, w.keys, { customerId, programme, code: code('H2', timeStep(w.clock.now(), 30)) }, w.clock.now()),
      );
    assert.equal(await enter(), 'done');
    assert.equal(await enter(), 'wrong-code');
    w.clock.advance(-30);
    assert.equal(await enter(), 'wrong-code');
    w.clock.advance(-3600);
    assert.equal(await enter(), 'wrong-code');
    w.clock.advance(3660);
    assert.equal(await enter(), 'done');
  });

  test("the programme's number of wrong codes locks, a branch unlocks, a right code clears the count", async (t) => {
    const w = await world(t);
    const { customerId, tokenId } = await holder(w, { serial: 'H3' });
    const enter = async (typed: string) => await verifyCode(w.database, w.keys, { customerId, programme, code: typed }, w.clock.now());
    const wrong = wrongFor(code('H3', 0n));
    for (const left of [4, 3])
      assert.deepEqual(await enter(wrong), { kind: 'refused', reason: 'wrong-code', figures: { attemptsLeft: left } });
    assert.equal(reasonOf(await enter(code('H3', 0n))), 'done');
    for (const left of [4, 3, 2, 1, 0])
      assert.deepEqual(await enter(wrong), { kind: 'refused', reason: 'wrong-code', figures: { attemptsLeft: left } });
    assert.equal((await tokenOf(w.database, customerId))?.status, 'locked');
    assert.equal(reasonOf(await enter(code('H3', 1n))), 'locked');
    assert.equal(
      reasonOf(await resynchronise(w.database, w.keys, { customerId, programme, codes: [code('H3', 1n), code('H3', 2n)] }, w.clock.now())),
      'locked',
    );
    assert.equal(reasonOf(await unlock(w.database, tokenId)), 'done');
    assert.equal(reasonOf(await unlock(w.database, tokenId)), 'not-locked');
    assert.equal(reasonOf(await enter(code('H3', 1n))), 'done');
  });

  test('without a device, or outside its dates, no code is looked at', async (t) => {
    const w = await world(t);
    const nobody = await testCustomer(w.database, w.keys, {}, w.clock.now());
    assert.equal(
      reasonOf(await verifyCode(w.database, w.keys, { customerId: nobody, programme, code: '123456' }, w.clock.now())),
      'none-assigned',
    );
    const { customerId } = await holder(w, { serial: 'H4', policy: '<Policy><ExpiryDate>2026-04-01T00:00:00Z</ExpiryDate></Policy>' });
    w.clock.set('2026-04-01T00:00:00Z');
    assert.equal(reasonOf(await verifyCode(w.database, w.keys, { customerId, programme, code: code('H4', 0n) }, w.clock.now())), 'expired');
    const codes = [code('H4', 0n), code('H4', 1n)] as const;
    assert.equal(reasonOf(await resynchronise(w.database, w.keys, { customerId, programme, codes }, w.clock.now())), 'suspended');
    assert.equal((await tokenOf(w.database, customerId))?.failures, 0);
  });

  test('a device that ran away is found by two codes in a row', async (t) => {
    const w = await world(t);
    const { customerId, tokenId } = await holder(w, { serial: 'H5' });
    const enter = async (index: bigint) =>
      reasonOf(await verifyCode(w.database, w.keys, { customerId, programme, code: code('H5', index) }, w.clock.now()));
    const find = async (...codes: [string, string]) =>
      reasonOf(await resynchronise(w.database, w.keys, { customerId, programme, codes }, w.clock.now()));
    assert.equal(await enter(60n), 'wrong-code');
    assert.equal(await find(code('H5', 60n), code('H5', 62n)), 'wrong-code');
    assert.equal(await find(code('H5', 60n), code('H5', 61n)), 'done');
    assert.equal(await enter(61n), 'wrong-code');
    assert.equal(await enter(62n), 'done');
    await w.database.transaction(async (tx) => await retire(tx, tokenId, 'lost', w.clock.now()));
    assert.equal(await find(code('H5', 63n), code('H5', 64n)), 'none-assigned');
  });

  test('an OCRA response is good for the operation that was asked, once', async (t) => {
    const w = await world(t);
    const suiteText = 'OCRA-1:HOTP-SHA1-6:QN08';
    const { customerId, tokenId } = await holder(w, { serial: 'H6', algorithm: 'ocra', suite: suiteText });
    const operationId = '00000000-0000-7000-8000-00000000000a';
    const question = await w.database.transaction(async (tx) => await ocraQuestion(tx, w.keys, { tokenId, operationId }));
    assert.equal(await w.database.transaction(async (tx) => await ocraQuestion(tx, w.keys, { tokenId, operationId })), question);
    const other = await w.database.transaction(
      async (tx) => await ocraQuestion(tx, w.keys, { tokenId, operationId: operationId.replace('a', 'b') }),
    );
    assert.notEqual(other, question);
    const suite = parseOcraSuite(suiteText);
    assert.ok(suite.kind === 'done');
    const answer = ocra(secretOf('H6'), suite.value, { question });
    assert.ok(answer.kind === 'done');
    const enter = async (challenge: string) =>
      reasonOf(await verifyCode(w.database, w.keys, { customerId, programme, code: answer.value, challenge }, w.clock.now()));
    assert.equal(await enter(other), 'wrong-code');
    assert.equal(await enter('00000000'), 'wrong-code');
    const outcomes = await Promise.all(Array.from({ length: 64 }, async () => await enter(question)));
    assert.equal(outcomes.filter((outcome) => outcome === 'done').length, 1);
    await unlock(w.database, tokenId);
    assert.equal(
      reasonOf(await verifyCode(w.database, w.keys, { customerId, programme, code: answer.value }, w.clock.now())),
      'wrong-code',
    );
  });

  test('several codes of one customer in one batch are judged in their order', async (t) => {
    const w = await world(t);
    const { customerId } = await holder(w, { serial: 'H7' });
    const { customerId: second } = await holder(w, { serial: 'H8' });
    const check = (id: string, serial: string, index: bigint) => ({ customerId: id, programme, code: code(serial, index) });
    const results = await w.database.transaction(
      async (tx) =>
        await verifyCodes(
          tx,
          w.keys,
          [check(customerId, 'H7', 1n), check(second, 'H8', 0n), check(customerId, 'H7', 0n), check(customerId, 'H7', 2n)],
          w.clock.now(),
        ),
    );
    assert.deepEqual(results.map(reasonOf), ['done', 'done', 'wrong-code', 'done']);
  });
});

describe('races', () => {
  const unguardedClaim = statement(
    'claim_unguarded',
    claimTries.text.replace('AND t.failures < held.lock_after AND t.locked_at IS NULL', ''),
  );
  const unguardedAccept = statement('accept_unguarded', acceptCodes.text.replace('AND (t.next_index < u.next_index OR u.counterless)', ''));
  const guarded = { claim: claimTries, accept: acceptCodes };

  /** 64 parallel checks, each in connections of its own, with the statements given. */
  async function race(w: World, customerId: string, typed: string, statements: typeof guarded): Promise<string[]> {
    return await Promise.all(
      Array.from({ length: 64 }, async () => {
        const [result] = await verifyWith(w.database, w.keys, [{ customerId, programme, code: typed }], w.clock.now(), statements);
        return reasonOf(result ?? assert.fail());
      }),
    );
  }

  test("of 64 parallel guesses exactly the programme's number is looked at", async (t) => {
    const w = await world(t);
    const { customerId } = await holder(w, { serial: 'J1' });
    const outcomes = await race(w, customerId, wrongFor(code('J1', 0n)), guarded);
    assert.equal(outcomes.filter((outcome) => outcome === 'wrong-code').length, programme.hardToken.lockAfter);
    assert.equal(outcomes.filter((outcome) => outcome === 'locked').length, 64 - programme.hardToken.lockAfter);
    assert.equal((await tokenOf(w.database, customerId))?.failures, programme.hardToken.lockAfter);
  });

  test('without the guard of the claim more guesses are looked at, so the test above can fail', async (t) => {
    const w = await world(t);
    const { customerId } = await holder(w, { serial: 'J2' });
    const outcomes = await race(w, customerId, wrongFor(code('J2', 0n)), { ...guarded, claim: unguardedClaim });
    assert.ok(outcomes.filter((outcome) => outcome === 'wrong-code').length > programme.hardToken.lockAfter);
  });

  // The lock would hide a second success, so these races have tries enough.
  const patient = { ...programme, hardToken: { ...programme.hardToken, lockAfter: 1000 } };

  /** 64 parallel uses of a right code, none of which is written before all of them have been looked at. */
  async function raceRight(w: World, customerId: string, typed: string, statements: typeof guarded): Promise<number> {
    let claimed = 0;
    const { promise: allClaimed, resolve } = Promise.withResolvers<undefined>();
    const session: Session = {
      query: async <Row>(wanted: Statement, values?: readonly unknown[]): Promise<Row[]> => {
        if (wanted === statements.accept) await allClaimed;
        const rows = await w.database.query<Row>(wanted, values);
        if (wanted === statements.claim) claimed += 1;
        if (claimed === 64) resolve(undefined);
        return rows;
      },
    };
    const check = { customerId, programme: patient, code: typed };
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, async () => await verifyWith(session, w.keys, [check], w.clock.now(), statements)),
    );
    return outcomes.filter(([result]) => result?.kind === 'done').length;
  }

  for (const algorithm of ['hotp', 'totp'] as const) {
    test(`of 64 parallel uses of one right ${algorithm} code exactly one succeeds; without the guard all do`, async (t) => {
      const w = await world(t);
      const index = algorithm === 'hotp' ? 0n : timeStep(w.clock.now(), 30);
      const one = await holder(w, { serial: 'K1', algorithm });
      assert.equal(await raceRight(w, one.customerId, code('K1', index), guarded), 1);
      // Once more on another device, with the condition taken out of the statement.
      const two = await holder(w, { serial: 'K2', algorithm });
      assert.equal(await raceRight(w, two.customerId, code('K2', index), { ...guarded, accept: unguardedAccept }), 64);
    });
  }

  test('gathered into batches the same holds, and every customer gets an answer of their own', async (t) => {
    const w = await world(t);
    const holders: { customerId: string; serial: string }[] = [];
    for (let index = 0; index < 12; index += 1) holders.push({ ...(await holder(w, { serial: `L${index}` })), serial: `L${index}` });
    const checks = createCodeChecks(w);
    const results = await Promise.all(
      holders.flatMap(({ customerId, serial }) =>
        Array.from({ length: 8 }, async () => ({
          serial,
          outcome: reasonOf(await checks.submit({ check: { customerId, programme, code: code(serial, 0n) }, now: w.clock.now() })),
        })),
      ),
    );
    for (const { serial } of holders) {
      assert.equal(results.filter((result) => result.serial === serial && result.outcome === 'done').length, 1, serial);
    }
    await checks.drain();
  });
});
