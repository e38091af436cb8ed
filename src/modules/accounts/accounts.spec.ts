// Accounts and cards against a real database.

import { strict as assert } from 'node:assert';
import { randomBytes, randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { statement, type Database } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import { testKeys } from '../../testing/keys.ts';
import { connectAll, range } from '../../testing/race.ts';
import { openCustomer } from '../customers/index.ts';
import type { KeyStore } from '../keys/index.ts';
import { checkLedger, internalAccount, transfer } from '../ledger/index.ts';
import { loadProgrammes, programmeNamed } from '../programmes/index.ts';
import { matchIdentity as matchWith } from './debit-cards.ts';
import {
  accountsOf,
  addHolder,
  cardsOf,
  closeAccount,
  entriesOf,
  findAccount,
  holdsJointAccount,
  issueCard,
  matchIdentity,
  openAccount,
  sealedColumns,
  unlockCardPin,
  withCheckDigit,
} from './index.ts';
import { claimPinTryStatement } from './store.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const programme = programmeNamed(loadProgrammes('programmes'), 'oman-token');

async function makeCustomer(db: Database, keys: KeyStore, name = 'Salim Al Balushi'): Promise<{ id: string; mobile: string }> {
  const id = randomUUID();
  const digits = String((randomBytes(4).readUInt32BE() % 9_000_000) + 1_000_000);
  const mobile = `+9689${digits}`;
  const opened = await openCustomer(
    db,
    keys,
    {
      id,
      programme: 'oman-token',
      number: `1${digits}`,
      name,
      nameLatin: name,
      language: 'en',
      civilId: digits,
      birthDate: '1990-01-01',
      mobile,
    },
    now,
  );
  assert.equal(opened.kind, 'done');
  return { id, mobile };
}

async function withCard(
  db: Database,
  keys: KeyStore,
): Promise<{ id: string; mobile: string; cardId: string; cardNumber: string; cardPin: string; accountId: string; number: string }> {
  const { id, mobile } = await makeCustomer(db, keys);
  const { accountId, number } = await db.transaction((tx) => openAccount(tx, programme, { customerIds: [id] }, now));
  const cardNumber = withCheckDigit(`539999${String(randomBytes(4).readUInt32BE()).padStart(9, '0').slice(0, 9)}`);
  const issued = await issueCard(
    db,
    keys,
    programme,
    { id: randomUUID(), customerId: id, accountId, number: cardNumber, expiresOn: '2028-12-31', pin: '4071' },
    now,
  );
  assert.ok(issued.kind === 'done');
  return { id, mobile, cardId: issued.value.cardId, cardNumber, cardPin: '4071', accountId, number };
}

const failuresStatement = statement('test_failures', `SELECT id, pin_failures AS failures FROM debit_cards WHERE id = $1`);
const failures = async (db: Database, id: string): Promise<number | undefined> =>
  (await db.query<{ failures: number }>(failuresStatement, [id]))[0]?.failures;

test('the three that belong together find the customer; any one wrong finds nobody', async (t) => {
  const { database: db } = await testDatabase(t);
  const keys = await testKeys(t);
  const one = await withCard(db, keys);
  const other = await withCard(db, keys);
  const right = { programme: 'oman-token', mobile: one.mobile, cardNumber: one.cardNumber, cardPin: one.cardPin };
  // oxfmt-ignore
  const rows: [title: string, change: Partial<typeof right>, found: boolean, failures: number][] = [
    ['all right',              {},                              true,  0],
    ['grouped, Arabic digits', { cardPin: '٤٠٧١', cardNumber: one.cardNumber.replace(/(\d{4})/g, '$1 ') }, true, 0],
    ['another\'s mobile',      { mobile: other.mobile },        false, 0],
    ['unknown mobile',         { mobile: '+96890000000' },      false, 0],
    ['another\'s card',        { cardNumber: other.cardNumber }, false, 0],
    ['unknown card',           { cardNumber: withCheckDigit('539999000000000') }, false, 0],
    ['no card number',         { cardNumber: 'x' },             false, 0],
    ['another programme',      { programme: 'oman-credit' },    false, 0],
    ['wrong PIN',              { cardPin: '4072' },             false, 1],
    ['no PIN',                 { cardPin: '' },                 false, 2],
    ['right again: cleared',   {},                              true,  0],
  ];
  for (const [title, change, found, left] of rows) {
    assert.equal(await matchIdentity(db, keys, { ...right, ...change }, now), found ? one.id : undefined, title);
    assert.equal(await failures(db, one.cardId), left, title);
  }
  assert.equal(await failures(db, other.cardId), 0, 'a card number alone locks nobody out');
  assert.equal(await matchIdentity(db, keys, right, Temporal.Instant.from('2029-01-01T08:00:00Z')), undefined, 'an expired card');
});

test('three wrong PINs in a row lock the PIN, also against the right one, until the branch unlocks it', async (t) => {
  const { database: db } = await testDatabase(t);
  const keys = await testKeys(t);
  const one = await withCard(db, keys);
  const match = async (cardPin: string): Promise<boolean> =>
    (await matchIdentity(db, keys, { programme: 'oman-token', mobile: one.mobile, cardNumber: one.cardNumber, cardPin }, now)) === one.id;
  for (const pin of ['0000', '1111', '2222']) assert.equal(await match(pin), false);
  assert.equal(await match('4071'), false);
  assert.equal((await cardsOf(db, one.id))[0]?.pinLocked, true);
  assert.equal(await unlockCardPin(db, one.cardId), true);
  assert.equal(await match('4071'), true);
});

// The guard taken away: the count is read before and written afterwards.
const readFirst = statement(
  'test_read_first',
  claimPinTryStatement.text.replace(
    /UPDATE debit_cards c SET[\s\S]*?RETURNING c\.pin_verification/,
    `SELECT c.pin_verification FROM debit_cards c, LATERAL (SELECT pg_sleep(0.3)) s
   WHERE c.id = $1 AND c.status = 'active' AND c.pin_failures < c.pin_tries_max`,
  ),
);

test('of 64 guesses at once exactly three are compared; without the claim all would be', async (t) => {
  const { database: db } = await testDatabase(t, 20);
  await connectAll(db);
  const keys = await testKeys(t);
  const one = await withCard(db, keys);
  let compared = 0;
  const counting: Database = {
    ...db,
    query: async <Row>(wanted: Parameters<Database['query']>[0], values?: readonly unknown[]) => {
      const rows = await db.query<Row>(wanted, values);
      if (/claim_try|read_first/.test(wanted.name)) compared += rows.length;
      return rows;
    },
  };
  const guess = async (index: number, guards = {}): Promise<unknown> =>
    await matchWith(
      counting,
      keys,
      { programme: 'oman-token', mobile: one.mobile, cardNumber: one.cardNumber, cardPin: String(1000 + index) },
      now,
      guards,
    );
  assert.deepEqual(new Set(await Promise.all(range(64).map((index) => guess(index)))), new Set([undefined]));
  assert.equal(compared, 3);
  await unlockCardPin(db, one.cardId);
  compared = 0;
  await Promise.all(range(64).map((index) => guess(index, { claim: readFirst })));
  assert.ok(compared > 3, `compared ${compared}`);
});

const writesStatement = statement(
  'test_writes',
  `SELECT ((SELECT sum(writes) FROM debit_card_decoys) + (SELECT sum(pin_failures) FROM debit_cards))::bigint AS writes`,
);

test('a miss writes as many rows and sends as many statements as a wrong PIN', async (t) => {
  const { database: db } = await testDatabase(t);
  const keys = await testKeys(t);
  const one = await withCard(db, keys);
  const cost = async (mobile: string, cardNumber: string): Promise<[bigint, number]> => {
    let statements = 0;
    const counting: Database = {
      ...db,
      query: async <Row>(wanted: Parameters<Database['query']>[0], values?: readonly unknown[]) => {
        statements += 1;
        return await db.query<Row>(wanted, values);
      },
    };
    const [before] = await db.query<{ writes: bigint }>(writesStatement);
    await matchIdentity(counting, keys, { programme: 'oman-token', mobile, cardNumber, cardPin: '0000' }, now);
    const [after] = await db.query<{ writes: bigint }>(writesStatement);
    return [(after?.writes ?? 0n) - (before?.writes ?? 0n), statements];
  };
  const wrongPin = await cost(one.mobile, one.cardNumber);
  assert.equal(wrongPin[0], 1n);
  assert.deepEqual(await cost('+96890000000', one.cardNumber), wrongPin);
  assert.deepEqual(await cost(one.mobile, withCheckDigit('539999000000000')), wrongPin);
  for (const _ of range(2)) await cost(one.mobile, one.cardNumber);
  assert.deepEqual(await cost(one.mobile, one.cardNumber), wrongPin, 'a locked card');
});

test('a PIN digest copied to another card verifies nothing, and a sealed number opens in its own row only', async (t) => {
  const { database: db } = await testDatabase(t);
  const keys = await testKeys(t);
  const one = await withCard(db, keys);
  const other = await withCard(db, keys);
  await db.query(
    statement(
      'test_swap',
      `UPDATE debit_cards c SET pin_verification = o.pin_verification, number_sealed = o.number_sealed FROM debit_cards o WHERE c.id = $1 AND o.id = $2`,
    ),
    [one.cardId, other.cardId],
  );
  assert.equal(
    await matchIdentity(db, keys, { programme: 'oman-token', mobile: one.mobile, cardNumber: one.cardNumber, cardPin: '4071' }, now),
    undefined,
  );
  const rows = await db.query<{ id: string; programme: string; customer_id: string; number_sealed: Uint8Array }>(
    statement('test_sealed', `SELECT id, programme, customer_id, number_sealed FROM debit_cards ORDER BY id = $1`),
    [one.cardId],
  );
  const [column] = sealedColumns;
  assert.ok(column && rows[0] && rows[1]);
  assert.equal(new TextDecoder().decode(keys.open(column.ownerOf(rows[0]), rows[0].number_sealed)), other.cardNumber);
  assert.throws(() => keys.open(column.ownerOf(rows[1] as { id: string }), rows[1]?.number_sealed ?? new Uint8Array()), {
    code: 'key-mismatch',
  });
});

test('an account is joint from its second holder on, and all holders are told in that transaction', async (t) => {
  const { database: db } = await testDatabase(t);
  const keys = await testKeys(t);
  const [a, b, c] = [await makeCustomer(db, keys), await makeCustomer(db, keys), await makeCustomer(db, keys)];
  const told: string[][] = [];
  const hooks = { onJointAccountOpened: [async (_: unknown, ids: readonly string[]) => void told.push([...ids].sort())] };
  const { accountId } = await db.transaction((tx) => openAccount(tx, programme, { customerIds: [a.id] }, now, hooks));
  assert.deepEqual([await holdsJointAccount(db, a.id), told], [false, []]);
  const add = async (customerId: string): Promise<string> => {
    const outcome = await db.transaction((tx) => addHolder(tx, { accountId, customerId }, now, hooks));
    return outcome.kind === 'done' ? 'done' : outcome.reason;
  };
  assert.equal(await add(b.id), 'done');
  assert.deepEqual(told, [[a.id, b.id].sort()]);
  assert.equal(await add(b.id), 'already-holder');
  assert.deepEqual(
    [await holdsJointAccount(db, a.id), await holdsJointAccount(db, b.id), await holdsJointAccount(db, c.id)],
    [true, true, false],
  );
  await db.transaction((tx) => openAccount(tx, programme, { customerIds: [c.id, a.id] }, now, hooks));
  assert.equal(await holdsJointAccount(db, c.id), true);
  assert.equal(told.length, 2);
  const [account] = await accountsOf(db, b.id);
  assert.deepEqual([account?.joint, account?.role], [true, 'joint']);
  assert.equal((await db.transaction((tx) => closeAccount(tx, accountId, now))).kind, 'done');
  assert.equal(await holdsJointAccount(db, b.id), false, 'a closed account counts no more');
  assert.equal(await add(c.id), 'account-closed');
});

test('an account is found by its number and by its IBAN, and shows its holder and its money', async (t) => {
  const { database: db } = await testDatabase(t);
  const keys = await testKeys(t);
  const one = await withCard(db, keys);
  const other = await makeCustomer(db, keys);
  const settlement = await internalAccount(db, 'settlement', 'OMR', now);
  await db.transaction((tx) =>
    transfer(
      tx,
      {
        id: randomUUID(),
        currency: 'OMR',
        code: 'salary',
        reference: 'r',
        legs: [{ debitAccountId: settlement, creditAccountId: one.accountId, amount: 1_842_350n, debitParty: 'Employer' }],
      },
      now,
    ),
  );
  const found = await findAccount(db, 'oman-token', one.number);
  assert.deepEqual([found?.id, found?.holderName], [one.accountId, 'Salim Al Balushi']);
  assert.equal((await findAccount(db, 'oman-token', found?.iban ?? ''))?.id, one.accountId);
  assert.equal(await findAccount(db, 'oman-token', '1000000008'), undefined);
  const [account] = await accountsOf(db, one.id);
  assert.deepEqual([account?.posted, account?.held, account?.available, account?.joint], [1_842_350n, 0n, 1_842_350n, false]);
  assert.deepEqual(
    (await entriesOf(db, one.id, one.accountId, { limit: 10 }))?.map(({ amount, party, code }) => [amount, party, code]),
    [[1_842_350n, 'Employer', 'salary']],
  );
  assert.equal(await entriesOf(db, other.id, one.accountId, { limit: 10 }), undefined, 'not theirs');
  const closing = await db.transaction((tx) => closeAccount(tx, one.accountId, now));
  assert.equal(closing.kind === 'refused' && closing.reason, 'account-not-empty');
  assert.deepEqual(await checkLedger(db, now), []);
});

test('a card is refused where its number, its PIN or its account is not right', async (t) => {
  const { database: db } = await testDatabase(t);
  const keys = await testKeys(t);
  const one = await withCard(db, keys);
  const other = await makeCustomer(db, keys);
  const card = {
    id: randomUUID(),
    customerId: one.id,
    accountId: one.accountId,
    number: withCheckDigit('539999000000001'),
    expiresOn: '2028-12-31',
    pin: '1234',
  };
  // oxfmt-ignore
  const rows: [change: Partial<typeof card>, reason: string][] = [
    [{ number: '5399990000000010' }, 'card-number-malformed'],
    [{ pin: '12' },                  'pin-malformed'],
    [{ customerId: other.id },       'not-a-holder'],
    [{ number: one.cardNumber },     'card-exists'],
  ];
  for (const [change, reason] of rows) {
    const outcome = await issueCard(db, keys, programme, { ...card, ...change }, now);
    assert.equal(outcome.kind === 'refused' && outcome.reason, reason);
  }
});
