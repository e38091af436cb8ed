// Sign-in and sessions against a real database.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test, { type TestContext } from 'node:test';

import { uuidV7 } from '../../kernel/ids.ts';
import { statement } from '../../postgres/database.ts';
import { testDeps } from '../../testing/deps.ts';
import { openCustomer } from '../customers/index.ts';
import { recordsAbout } from '../evidence/index.ts';
import * as webBank from './index.ts';
import { claimTry } from './store.ts';

const password = 'tiled-harbour-lantern';
const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

async function enrolled(t: TestContext): Promise<{
  deps: Awaited<ReturnType<typeof testDeps>>;
  customerId: string;
  signIn: (over?: Partial<webBank.SignInRequest>) => ReturnType<typeof webBank.signIn>;
}> {
  const deps = await testDeps(t);
  const customerId = uuidV7(deps.clock.now().epochMilliseconds, randomBytes(10));
  const opened = await openCustomer(
    deps.database,
    deps.keys,
    {
      id: customerId,
      programme: 'oman-token',
      number: '1000001',
      name: 'سالم الحارثي',
      nameLatin: 'Salim Al Harthy',
      language: 'ar',
      civilId: '90000001',
      birthDate: '1984-05-11',
      mobile: '+96892345678',
      email: 'salim@example.om',
    },
    deps.clock.now(),
  );
  assert.equal(opened.kind, 'done');
  assert.deepEqual(await webBank.enrol(deps.database, { customerId, userName: ' Salim.H ', password }, deps.clock.now()), {
    kind: 'done',
    value: { userName: 'salim.h' },
  });
  const signIn = (over: Partial<webBank.SignInRequest> = {}) =>
    webBank.signIn(
      deps,
      { userName: 'salim.h', password, sharedComputer: false, source: '192.0.2.1', userAgent: agent, ...over },
      deps.clock.now(),
    );
  return { deps, customerId, signIn };
}

const value = <T>(outcome: { kind: string; value?: T }): T => {
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  return outcome.value as T;
};

test('a customer is enrolled once, and a user name serves one customer', async (t) => {
  const { deps, customerId } = await enrolled(t);
  const now = deps.clock.now();
  assert.equal(await webBank.isEnrolled(deps.database, customerId), true);
  const rows: [string, string, string][] = [
    ['salim2', password, 'already-enrolled'],
    ['ab', password, 'user-name-malformed'],
    ['sa lim', password, 'user-name-malformed'],
    ['salim2', 'short', 'password-too-short'],
    ['salim2', 'my-harthy-house', 'password-like-name'],
  ];
  for (const [userName, secret, reason] of rows) {
    const outcome = await webBank.enrol(deps.database, { customerId, userName, password: secret }, now);
    assert.deepEqual(outcome.kind === 'refused' && outcome.reason, reason);
  }
});

test('a wrong password and an unknown user get the same answer for the same work', async (t) => {
  const { signIn } = await enrolled(t);
  const wrong = await signIn({ password: 'not-the-password' });
  const unknown = await signIn({ userName: 'nobody' });
  assert.deepEqual(wrong, { kind: 'refused', reason: 'sign-in-failed' });
  assert.deepEqual(unknown, wrong);
  const time = async (userName: string, source: string): Promise<number> => {
    const started = performance.now();
    await signIn({ userName, password: 'not-the-password', source });
    return performance.now() - started;
  };
  const known: number[] = [];
  const other: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    known.push(await time('salim.h', `a${round}`));
    other.push(await time(`nobody${round}`, `b${round}`));
  }
  const least = (times: number[]): number => Math.min(...times);
  assert.ok(least(other) > least(known) / 3 && least(other) < least(known) * 3, `${least(known)} ${least(other)}`);
});

test('64 guesses at once are exactly the free tries, for a user that exists and for one that does not', async (t) => {
  const { signIn } = await enrolled(t);
  for (const userName of ['salim.h', 'nobody']) {
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, (_, index) => signIn({ userName, password: 'guess', source: `192.0.2.${index}` })),
    );
    const reasons = outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.reason : 'done'));
    assert.equal(reasons.filter((reason) => reason === 'sign-in-failed').length, 5, userName);
    assert.equal(reasons.filter((reason) => reason === 'too-many-sign-ins').length, 59, userName);
  }
});

test('a claim that looks first and writes afterwards lets more through: the one statement is the guard', async (t) => {
  const { deps } = await enrolled(t);
  const now = deps.clock.now();
  const rule = { triesMax: 5, baseSeconds: 2, maxSeconds: 900 };
  const look = statement('test_look', `SELECT next_at AS "nextAt" FROM sign_in_tries WHERE subject = $1`);
  const write = statement(
    'test_write',
    `INSERT INTO sign_in_tries AS t VALUES ($1, 1, $2, $2) ON CONFLICT (subject) DO UPDATE
    SET failures = t.failures + 1, next_at = CASE WHEN t.failures + 1 < 5 THEN $2 ELSE $2 + interval '2 seconds' END`,
  );
  const count = async (claim: () => Promise<boolean>): Promise<number> =>
    (await Promise.all(Array.from({ length: 64 }, claim))).filter(Boolean).length;
  const unguarded = randomBytes(32);
  const through = await count(async () => {
    const [row] = await deps.database.query<{ nextAt: Temporal.Instant }>(look, [unguarded]);
    if (row !== undefined && Temporal.Instant.compare(row.nextAt, now) > 0) return false;
    await deps.database.query(write, [unguarded, now]);
    return true;
  });
  assert.ok(through > 5, String(through));
  const guarded = randomBytes(32);
  assert.equal(await count(() => claimTry(deps.database, guarded, rule, now)), 5);
});

test('the wait grows with each try and a good sign-in clears it', async (t) => {
  const { deps, signIn } = await enrolled(t);
  for (let round = 0; round < 5; round += 1) await signIn({ password: 'guess' });
  const waits: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const outcome = await signIn();
    assert.equal(outcome.kind, 'refused');
    if (outcome.kind !== 'refused') return;
    const seconds = Number(outcome.figures?.['retryAfterSeconds']);
    waits.push(seconds);
    deps.clock.advance(seconds);
    if (round < 3) await signIn({ password: 'guess' });
  }
  assert.deepEqual(waits, [2, 4, 8, 16]);
  assert.equal((await signIn()).kind, 'done');
  assert.equal((await signIn({ password: 'guess' })).kind === 'refused' && 'ok', 'ok');
  assert.equal((await signIn()).kind, 'done');
});

test('guesses of strangers do not keep the owner out of a browser that the bank knows', async (t) => {
  const { signIn } = await enrolled(t);
  const first = value(await signIn());
  assert.equal(first.newDevice, true);
  for (let round = 0; round < 6; round += 1) await signIn({ password: 'guess', source: '198.51.100.9' });
  assert.equal((await signIn()).kind, 'refused');
  const again = value(await signIn({ deviceToken: first.deviceToken }));
  assert.deepEqual([again.newDevice, again.deviceToken], [false, undefined]);
});

test('one source is slowed down whatever names it tries', async (t) => {
  const { deps } = await enrolled(t);
  const subject = deps.keys.digest('web-bank/tries', 'source 203.0.113.5');
  for (let round = 0; round < 50; round += 1)
    assert.equal(await claimTry(deps.database, subject, { triesMax: 50, baseSeconds: 2, maxSeconds: 900 }, deps.clock.now()), true);
  const outcome = await webBank.signIn(
    deps,
    { userName: 'someone', password, sharedComputer: false, source: '203.0.113.5', userAgent: undefined },
    deps.clock.now(),
  );
  assert.deepEqual(outcome, { kind: 'refused', reason: 'too-many-sign-ins', figures: { retryAfterSeconds: 2 } });
});

test('a session ends when idle, sooner on a shared computer, and after twelve hours however busy', async (t) => {
  const { deps, signIn } = await enrolled(t);
  const use = (token: string, active = true) => webBank.useSession(deps.database, deps.keys, { token, active }, deps.clock.now());
  const own = value(await signIn());
  const shared = value(await signIn({ sharedComputer: true }));
  assert.equal(shared.deviceToken, undefined);
  deps.clock.advance(119);
  assert.notEqual(await use(own.sessionToken), undefined);
  assert.notEqual(await use(shared.sessionToken, false), undefined);
  deps.clock.advance(2);
  assert.equal(await use(shared.sessionToken), undefined);
  deps.clock.advance(297);
  assert.notEqual(await use(own.sessionToken), undefined);
  deps.clock.advance(299);
  assert.notEqual(await use(own.sessionToken, false), undefined);
  deps.clock.advance(2);
  assert.equal(await use(own.sessionToken), undefined);
  const busy = value(await signIn());
  for (let minutes = 0; minutes < 12 * 60 - 4; minutes += 4) {
    deps.clock.advance(240);
    assert.notEqual(await use(busy.sessionToken), undefined, String(minutes));
  }
  deps.clock.advance(240);
  assert.equal(await use(busy.sessionToken), undefined);
});

test('a session is ended by its owner only, and the token is dead at once', async (t) => {
  const { deps, customerId, signIn } = await enrolled(t);
  const { sessionId, sessionToken } = value(await signIn());
  const now = deps.clock.now();
  assert.equal(await webBank.endSession(deps.database, { customerId: sessionId, sessionId, reason: 'ended-by-customer' }, now), false);
  assert.equal(await webBank.endSession(deps.database, { customerId, sessionId, reason: 'signed-out' }, now), true);
  assert.equal(await webBank.useSession(deps.database, deps.keys, { token: sessionToken, active: true }, now), undefined);
  for (const token of ['', 'x', '"; drop', sessionId])
    assert.equal(await webBank.useSession(deps.database, deps.keys, { token, active: true }, now), undefined);
});

test('a new password ends the other sessions and leaves evidence; the old one no longer works', async (t) => {
  const { deps, customerId, signIn } = await enrolled(t);
  const here = value(await signIn());
  const there = value(await signIn());
  const change = (current: string, next: string) =>
    webBank.changePassword(deps, { customerId, sessionId: here.sessionId, current, next }, deps.clock.now());
  assert.deepEqual(await change('wrong', 'copper-kettle-morning'), { kind: 'refused', reason: 'password-wrong' });
  assert.equal((await change(password, 'Password2024')).kind, 'refused');
  assert.equal((await change(password, 'copper-kettle-morning')).kind, 'done');
  const sessions = await webBank.sessionsOf(deps.database, customerId, deps.clock.now());
  assert.deepEqual(
    sessions.map(({ id }) => id),
    [here.sessionId],
  );
  assert.notEqual(there.sessionId, here.sessionId);
  const records = await recordsAbout(deps.database, [customerId]);
  assert.deepEqual(
    records.map(({ kind, body }) => [kind, body]),
    [['web-bank-password-changed', { sessionId: here.sessionId }]],
  );
  assert.equal((await signIn()).kind, 'refused');
  assert.equal((await signIn({ password: 'copper-kettle-morning' })).kind, 'done');
});

test('a removed browser is signed out and unknown again', async (t) => {
  const { deps, customerId, signIn } = await enrolled(t);
  const first = value(await signIn());
  const [device] = await webBank.devicesOf(deps.database, customerId);
  assert.equal(device?.label, 'Chrome, Linux');
  const removed = await deps.database.transaction((tx) => webBank.removeDevice(tx, { customerId, deviceId: device.id }, deps.clock.now()));
  assert.equal(removed, true);
  assert.equal(
    await webBank.useSession(deps.database, deps.keys, { token: first.sessionToken, active: true }, deps.clock.now()),
    undefined,
  );
  assert.equal(value(await signIn({ deviceToken: first.deviceToken })).newDevice, true);
});
