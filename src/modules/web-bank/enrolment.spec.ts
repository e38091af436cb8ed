// Enrolling by oneself against a real database: what must match, what is never told, what happens once.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test, { type TestContext } from 'node:test';

import { seedAccounts } from '../../demo/accounts.ts';
import { seedCustomers, type DemoCustomer } from '../../demo/customers.ts';
import { statement } from '../../postgres/database.ts';
import { testDeps } from '../../testing/deps.ts';
import { connectAll, range } from '../../testing/race.ts';
import { cardsOf } from '../accounts/index.ts';
import { changeMobile } from '../customers/index.ts';
import { recordsAbout } from '../evidence/index.ts';
import * as webBank from './index.ts';
import { startEnrolment } from './enrolment.ts';
import { claimIdentityTry } from './enrolment-store.ts';

const password = 'tiled-harbour-lantern';

type Bank = {
  readonly context: Parameters<typeof startEnrolment>[0];
  readonly clock: { now(): Temporal.Instant; advance(seconds: number): void };
  readonly outsider: DemoCustomer;
  readonly insider: DemoCustomer;
  /** What the three are for a customer. */
  readonly identity: (person: DemoCustomer) => webBank.EnrolmentRequest;
  readonly start: (over?: Partial<webBank.EnrolmentRequest>, person?: DemoCustomer) => ReturnType<typeof startEnrolment>;
  /** The newest code that went to a number. */
  readonly sentCode: (person?: DemoCustomer) => Promise<string>;
};

async function bank(t: TestContext): Promise<Bank> {
  const deps = await testDeps(t);
  const { database, keys, clock } = deps;
  const programme = { ...deps.programme, smsCode: { ...deps.programme.smsCode, sendsPerHourMax: 50 } };
  const people = await seedCustomers(database, keys, programme, clock.now());
  const cards = await seedAccounts(database, keys, programme, people, clock.now());
  const outsider = people.find(({ signIn }) => signIn === undefined) ?? assert.fail('nobody is left to enrol');
  const [insider = assert.fail('nobody is enrolled')] = people.filter(({ signIn }) => signIn !== undefined);
  const identity = (person: DemoCustomer): webBank.EnrolmentRequest => {
    const card = cards.find(({ customerId }) => customerId === person.id) ?? assert.fail(`${person.nameLatin} has no card`);
    return { mobile: person.mobile, cardNumber: card.cardNumber, cardPin: card.cardPin, source: '192.0.2.1' };
  };
  const context = { database, keys, programme };
  const newest = statement('spec_newest_secrets', `SELECT id, secrets FROM messages WHERE recipient = $1 ORDER BY id DESC LIMIT 1`);
  return {
    context,
    clock,
    outsider,
    insider,
    identity,
    start: async (over = {}, person = outsider) => await startEnrolment(context, { ...identity(person), ...over }, clock.now()),
    async sentCode(person = outsider) {
      const [row] = await database.query<{ id: string; secrets: Uint8Array }>(newest, [person.mobile]);
      if (row === undefined) return assert.fail('no code was sent');
      const owner = { tenant: programme.programme, customer: person.id, row: row.id, column: 'messages.secrets' };
      return (JSON.parse(new TextDecoder().decode(keys.open(owner, row.secrets))) as { code: string }).code;
    },
  };
}

const reasonOf = (outcome: { kind: string; reason?: string }): string => outcome.reason ?? outcome.kind;
const value = <T>(outcome: { kind: string; value?: T }): T => {
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  return outcome.value as T;
};
const otherDigit = (digits: string): string => `${digits.slice(0, -1)}${(Number(digits.at(-1)) + 1) % 10}`;

/** An enrolment whose code was entered. */
async function verified({ context, clock, start, sentCode }: Bank): Promise<webBank.EnrolmentRow> {
  const { row } = value(await start());
  return value(await webBank.verifyEnrolmentCode(context, row, await sentCode(), clock.now()));
}

test('who is not enrolled enrols once, is told on all channels, and leaves evidence', async (t) => {
  const here = await bank(t);
  const { context, clock, outsider } = here;
  const row = await verified(here);
  const done = await webBank.completeEnrolment(context, row, { userName: ' New.Customer ', password }, clock.now());
  assert.deepEqual(done, { kind: 'done', value: { userName: 'new.customer' } });
  assert.equal(await webBank.userNameOf(context.database, outsider.id), 'new.customer');
  const sent = await context.database.query<{ channel: string }>(
    statement('spec_enrolled', `SELECT channel FROM messages WHERE customer_id = $1 AND template = 'enrolled' ORDER BY channel`),
    [outsider.id],
  );
  assert.deepEqual(sent, [{ channel: 'email' }, { channel: 'sms' }]);
  const [record] = await recordsAbout(context.database, [outsider.id]);
  assert.deepEqual([record?.kind, record?.actor], ['web-bank-enrolled', `customer:${outsider.id}`]);
  assert.deepEqual(record?.body, { enrolmentId: row.id, identifiedBy: ['debit-card', 'card-pin', 'sms-code'] });
  assert.equal(reasonOf(await webBank.completeEnrolment(context, row, { userName: 'another', password }, clock.now())), 'enrolment-over');
  assert.equal(reasonOf(await here.start()), 'already-enrolled');
});

test('all three must match one customer; no answer tells which was wrong, or that somebody is enrolled', async (t) => {
  const { context, clock, identity, insider, outsider } = await bank(t);
  const [known, other] = [identity(insider), identity(outsider)];
  const wrong: Partial<webBank.EnrolmentRequest>[] = [
    { mobile: '+96890000001' },
    { mobile: other.mobile },
    { cardNumber: '5399990000000000' },
    { cardNumber: other.cardNumber },
    { cardPin: otherDigit(known.cardPin) },
  ];
  for (const change of wrong) {
    const outcome = await startEnrolment(context, { ...known, ...change }, clock.now());
    assert.deepEqual(outcome, { kind: 'refused', reason: 'identity-not-matched' }, JSON.stringify(Object.keys(change)));
  }
  const sent = await context.database.query(statement('spec_sent', `SELECT id FROM messages WHERE template = 'enrolment-code'`));
  assert.deepEqual(sent, []);
  assert.equal(reasonOf(await startEnrolment(context, known, clock.now())), 'already-enrolled');
});

test('64 guesses at once of one card are the tries of its window, and count anew after it', async (t) => {
  const { context, clock, identity, outsider, start } = await bank(t);
  await connectAll(context.database);
  const right = identity(outsider);
  const guesses = range(64).map(
    async (index) =>
      await startEnrolment(
        context,
        { ...right, mobile: `+9689000${String(index).padStart(4, '0')}`, source: `192.0.2.${index}` },
        clock.now(),
      ),
  );
  const reasons = (await Promise.all(guesses)).map(reasonOf);
  assert.equal(reasons.filter((reason) => reason === 'identity-not-matched').length, 5);
  assert.equal(reasons.filter((reason) => reason === 'too-many-tries').length, 59);
  assert.deepEqual(await start(), { kind: 'refused', reason: 'too-many-tries', figures: { retryAfterSeconds: 3600 } });
  clock.advance(3600);
  assert.equal(reasonOf(await start()), 'done');
});

test('64 guesses at once of one number are its tries, whatever card they name', async (t) => {
  const { context, clock, outsider } = await bank(t);
  await connectAll(context.database);
  const guesses = range(64).map(async (index) => {
    const cardNumber = `53999900000${String(index).padStart(5, '0')}`;
    const request = { mobile: outsider.mobile, cardNumber, cardPin: '1234', source: `192.0.2.${index}` };
    return await startEnrolment(context, request, clock.now());
  });
  const reasons = (await Promise.all(guesses)).map(reasonOf);
  assert.equal(reasons.filter((reason) => reason === 'identity-not-matched').length, 5);
});

test('a source has twenty times the tries, and one that has used them takes none of a number or a card', async (t) => {
  const { context, clock, outsider, start } = await bank(t);
  const guess = async (index: number) => {
    const [mobile, cardNumber] = [`+96890${String(index).padStart(6, '0')}`, `53999900000${String(index).padStart(5, '0')}`];
    return reasonOf(await startEnrolment(context, { mobile, cardNumber, cardPin: '1234', source: '203.0.113.9' }, clock.now()));
  };
  const reasons: string[] = [];
  for (let index = 0; index < 101; index += 1) reasons.push(await guess(index));
  assert.deepEqual([reasons.indexOf('too-many-tries'), reasons.length], [100, 101]);
  for (let round = 0; round < 10; round += 1) assert.equal(reasonOf(await start({ source: '203.0.113.9' })), 'too-many-tries');
  assert.equal(reasonOf(await start()), 'done', `${outsider.nameLatin} has all tries of her own`);
});

test('a claim without its condition lets all guesses through: the one statement is the guard', async (t) => {
  const { context, clock } = await bank(t);
  const { database } = context;
  await connectAll(database);
  const unguarded = statement(
    'spec_unguarded_try',
    `INSERT INTO enrolment_tries AS t (subject, window_started_at, tries) VALUES ($1, $2, 1)
     ON CONFLICT (subject) DO UPDATE SET tries = t.tries + 1
     WHERE $3::timestamptz IS NOT NULL AND $4::integer IS NOT NULL RETURNING tries`,
  );
  const count = async (claim?: typeof unguarded): Promise<number> => {
    const subject = randomBytes(32);
    const rule = { triesMax: 5, windowSeconds: 3600 };
    const taken = range(64).map(async () => await claimIdentityTry(database, subject, rule, clock.now(), claim));
    return (await Promise.all(taken)).filter(Boolean).length;
  };
  assert.deepEqual([await count(), await count(unguarded)], [5, 64]);
});

test('64 guesses at once of the code are its attempts; a code that is sent again voids the one before', async (t) => {
  const { context, clock, start, sentCode } = await bank(t);
  const { row } = value(await start());
  const first = await sentCode();
  assert.deepEqual(await webBank.resendEnrolmentCode(context, row, clock.now()), {
    kind: 'refused',
    reason: 'code-too-soon',
    figures: { retryAfterSeconds: 30 },
  });
  clock.advance(30);
  value(await webBank.resendEnrolmentCode(context, row, clock.now()));
  const second = await sentCode();
  await connectAll(context.database);
  const wrong = [first, otherDigit(second), otherDigit(otherDigit(second))].filter((code) => code !== second);
  const guesses = range(64).map(
    async (index) => await webBank.verifyEnrolmentCode(context, row, wrong[index % wrong.length] ?? '', clock.now()),
  );
  const reasons = (await Promise.all(guesses)).map(reasonOf);
  assert.equal(reasons.filter((reason) => reason === 'wrong-code').length, 5);
  assert.equal(reasonOf(await webBank.verifyEnrolmentCode(context, row, second, clock.now())), 'too-many-attempts');
});

test('64 completions at once open the web bank once, and the code is used once', async (t) => {
  const here = await bank(t);
  const { context, clock, start, sentCode, outsider } = here;
  await connectAll(context.database);
  const { row } = value(await start());
  const code = await sentCode();
  const entered = await Promise.all(range(64).map(async () => await webBank.verifyEnrolmentCode(context, row, code, clock.now())));
  assert.equal(entered.filter(({ kind }) => kind === 'done').length, 1);
  const verifiedRow = { ...row, state: 'code-verified' as const };
  const wider = { ...context, programme: { ...context.programme, webBank: { ...context.programme.webBank, enrolmentChoicesMax: 100 } } };
  const outcomes = await Promise.all(
    range(64).map(
      async (index) => await webBank.completeEnrolment(wider, verifiedRow, { userName: `outsider${index}`, password }, clock.now()),
    ),
  );
  const reasons = outcomes.map(reasonOf);
  assert.deepEqual([...new Set(reasons)].toSorted(), ['done', 'enrolment-over']);
  assert.equal(reasons.filter((reason) => reason === 'done').length, 1);
  assert.equal((await recordsAbout(context.database, [outsider.id])).length, 1);
});

test('a name that is taken or a password that is weak leaves the enrolment open, for as many names as the programme says', async (t) => {
  const here = await bank(t);
  const { context, clock, insider } = here;
  const row = await verified(here);
  const taken = { userName: insider.signIn?.userName ?? '', password };
  assert.equal(reasonOf(await webBank.completeEnrolment(context, row, { ...taken, userName: 'x' }, clock.now())), 'user-name-malformed');
  assert.equal(
    reasonOf(await webBank.completeEnrolment(context, row, { ...taken, password: 'Password2024' }, clock.now())),
    'password-common',
  );
  const { enrolmentChoicesMax } = context.programme.webBank;
  for (let round = 0; round < enrolmentChoicesMax; round += 1)
    assert.equal(reasonOf(await webBank.completeEnrolment(context, row, taken, clock.now())), 'user-name-taken');
  assert.equal(reasonOf(await webBank.completeEnrolment(context, row, taken, clock.now())), 'too-many-choices');
});

test('steps come in their order, within their time, and for the enrolment of the secret only', async (t) => {
  const here = await bank(t);
  const { context, clock, start, sentCode } = here;
  const { row, token } = value(await start());
  assert.equal(reasonOf(await webBank.completeEnrolment(context, row, { userName: 'outsider', password }, clock.now())), 'wrong-step');
  assert.equal((await webBank.openEnrolment(context, { id: row.id, token }))?.id, row.id);
  for (const stranger of ['', `${token}x`, 'A'.repeat(43)])
    assert.equal(await webBank.openEnrolment(context, { id: row.id, token: stranger }), undefined);

  const { row: newer } = value(await start());
  assert.equal((await webBank.openEnrolment(context, { id: row.id, token }))?.state, 'ended', 'a newer one ends it');
  const code = await sentCode();
  clock.advance(181);
  assert.equal(reasonOf(await webBank.verifyEnrolmentCode(context, newer, code, clock.now())), 'expired');
  const late = await verified(here);
  clock.advance(900);
  assert.equal(reasonOf(await webBank.completeEnrolment(context, late, { userName: 'outsider', password }, clock.now())), 'enrolment-over');
  clock.advance(25 * 3600);
  await webBank.forgetOldTries(context.database, clock.now());
  const left = statement('spec_left', `SELECT id::text FROM enrolments UNION ALL SELECT encode(subject, 'hex') FROM enrolment_tries`);
  assert.deepEqual(await context.database.query(left), []);
});

test('a number of record that changes ends the enrolment that its code went to', async (t) => {
  const here = await bank(t);
  const { context, clock, outsider } = here;
  const row = await verified(here);
  clock.advance(1);
  const changed = await context.database.transaction(
    async (tx) => await changeMobile(tx, { customerId: outsider.id, mobile: '+96890000777' }, clock.now()),
  );
  assert.equal(changed.kind, 'done');
  assert.equal(reasonOf(await webBank.completeEnrolment(context, row, { userName: 'outsider', password }, clock.now())), 'enrolment-over');
  assert.equal(await webBank.isEnrolled(context.database, outsider.id), false);
});

test('nothing of the secret, the card or its PIN is kept in clear', async (t) => {
  const { context, start, identity, outsider } = await bank(t);
  const { token } = value(await start());
  const { cardNumber } = identity(outsider);
  const rows = await context.database.query<{ row: string }>(
    statement('spec_rows', `SELECT e::text AS row FROM enrolments AS e UNION ALL SELECT t::text FROM enrolment_tries AS t`),
  );
  assert.equal(rows.length, 2);
  const [card] = await cardsOf(context.database, outsider.id);
  assert.equal(card?.lastFour, cardNumber.slice(-4));
  for (const { row } of rows) for (const secret of [token, cardNumber, outsider.mobile]) assert.ok(!row.includes(secret));
});
