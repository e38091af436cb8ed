// Invitations, passkeys and sessions of staff, against a real database.

import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { fixedClock } from '../../testing/clock.ts';
import { testDatabase } from '../../testing/database.ts';
import { testKeys } from '../../testing/keys.ts';
import { softwarePasskey } from '../../testing/passkey.ts';
import { loadProgrammes } from '../programmes/index.ts';
import {
  addMember,
  beginInvitedEnrolment,
  beginOwnEnrolment,
  beginSignIn,
  completeEnrolment,
  idleSeconds,
  invite,
  removePasskey,
  setActive,
  signIn,
  signOut,
  staffOfSession,
  type StaffContext,
} from './index.ts';

const origin = 'http://localhost:8422';

async function house(t: TestContext) {
  const { database } = await testDatabase(t);
  const keys = await testKeys(t);
  const programmes = loadProgrammes('programmes');
  const site = { name: 'Ramz Bank', rpId: 'localhost', origins: [origin] };
  const context: StaffContext = { db: database, keys, programmes, site: () => site };
  const clock = fixedClock();
  const added = await addMember(context, { userName: 'Salma', name: 'Salma Al Harthy', roles: ['branch'], by: null }, clock.now());
  assert.ok(added.kind === 'done');
  return { context, clock, staffId: added.value.id };
}

type House = Awaited<ReturnType<typeof house>>;

async function invitation({ context, clock, staffId }: House): Promise<string> {
  const invited = await invite(context, { staffId, by: null }, clock.now());
  assert.ok(invited.kind === 'done');
  return invited.value.secret;
}

async function enrol(here: House, passkey = softwarePasskey(origin)) {
  const { context, clock } = here;
  const begun = await beginInvitedEnrolment(context, await invitation(here), clock.now());
  assert.ok(begun.kind === 'done');
  const response = passkey.create(begun.value.options);
  const { challengeId } = begun.value;
  const outcome = await completeEnrolment(context, { challengeId, staffId: null, name: 'Laptop', response }, clock.now());
  return { passkey, outcome };
}

async function comeIn({ context, clock }: House, passkey: ReturnType<typeof softwarePasskey>) {
  const { challengeId, options } = await beginSignIn(context, clock.now());
  return await signIn(context, { challengeId, response: passkey.get(options) }, clock.now());
}

const reasonOf = (outcome: { kind: string; reason?: string }): string => outcome.reason ?? outcome.kind;

test('an invited person enrols a passkey and signs in with it', async (t) => {
  const here = await house(t);
  const { passkey, outcome } = await enrol(here);
  assert.equal(outcome.kind, 'done');
  const came = await comeIn(here, passkey);
  assert.ok(came.kind === 'done');
  const staff = await staffOfSession(here.context, came.value.secret, here.clock.now());
  assert.equal(staff?.userName, 'salma');
  assert.deepEqual(staff?.roles, ['branch']);
});

test('an invitation makes one passkey, however many try at once', async (t) => {
  const here = await house(t);
  const { context, clock } = here;
  const secret = await invitation(here);
  const tries = Array.from({ length: 16 }, async () => {
    const begun = await beginInvitedEnrolment(context, secret, clock.now());
    assert.ok(begun.kind === 'done');
    return { challengeId: begun.value.challengeId, response: softwarePasskey(origin).create(begun.value.options) };
  });
  const answers = await Promise.all(
    (await Promise.all(tries)).map((given) => completeEnrolment(context, { ...given, staffId: null, name: 'x' }, clock.now())),
  );
  assert.equal(answers.filter(({ kind }) => kind === 'done').length, 1);
  assert.equal((await beginInvitedEnrolment(context, secret, clock.now())).kind, 'refused');
});

test('an invitation ends after its time, and when another takes its place', async (t) => {
  const here = await house(t);
  const first = await invitation(here);
  const second = await invitation(here);
  const begin = async (secret: string) => (await beginInvitedEnrolment(here.context, secret, here.clock.now())).kind;
  assert.equal(await begin(first), 'refused');
  assert.equal(await begin(second), 'done');
  here.clock.advance(86_400);
  assert.equal(await begin(second), 'refused');
  assert.equal(await begin('not-an-invitation-at-all'), 'refused');
});

test('a passkey without user verification is not enrolled', async (t) => {
  const here = await house(t);
  const { outcome } = await enrol(here, softwarePasskey(origin, { userVerified: false }));
  assert.equal(reasonOf(outcome), 'passkey-refused');
});

test('a passkey of another origin is not enrolled', async (t) => {
  const here = await house(t);
  const { outcome } = await enrol(here, softwarePasskey('http://localhost.example'));
  assert.equal(reasonOf(outcome), 'passkey-refused');
});

test('an answer to a challenge counts once', async (t) => {
  const here = await house(t);
  const { passkey } = await enrol(here);
  const { challengeId, options } = await beginSignIn(here.context, here.clock.now());
  const response = passkey.get(options);
  assert.equal((await signIn(here.context, { challengeId, response }, here.clock.now())).kind, 'done');
  assert.equal(reasonOf(await signIn(here.context, { challengeId, response }, here.clock.now())), 'challenge-expired');
});

test('a counter that stands still tells of a copied key', async (t) => {
  const here = await house(t);
  const { passkey } = await enrol(here, softwarePasskey(origin, { counterStands: true }));
  assert.equal(reasonOf(await comeIn(here, passkey)), 'passkey-refused');
});

test('a stranger’s passkey, and one with another’s user handle, are refused alike', async (t) => {
  const here = await house(t);
  assert.equal(reasonOf(await comeIn(here, softwarePasskey(origin))), 'passkey-refused');
  const { passkey } = await enrol(here);
  const { challengeId, options } = await beginSignIn(here.context, here.clock.now());
  const response = passkey.get(options);
  const userHandle = Buffer.from('somebody-else').toString('base64url');
  const swapped = { ...response, response: { ...response.response, userHandle } };
  assert.equal(reasonOf(await signIn(here.context, { challengeId, response: swapped }, here.clock.now())), 'passkey-refused');
});

test('a session ends by idleness, and a request keeps it alive', async (t) => {
  const here = await house(t);
  const { passkey } = await enrol(here);
  const came = await comeIn(here, passkey);
  assert.ok(came.kind === 'done');
  const alive = async () => (await staffOfSession(here.context, came.value.secret, here.clock.now())) !== undefined;
  const idle = idleSeconds(here.context);
  here.clock.advance(idle - 1);
  assert.equal(await alive(), true);
  here.clock.advance(idle - 1);
  assert.equal(await alive(), true);
  here.clock.advance(idle);
  assert.equal(await alive(), false);
});

test('a session ends after a shift, however busy', async (t) => {
  const here = await house(t);
  const { passkey } = await enrol(here);
  const came = await comeIn(here, passkey);
  assert.ok(came.kind === 'done');
  let last: unknown = came;
  for (let seconds = 0; seconds < 12 * 3600; seconds += 500) {
    here.clock.advance(500);
    last = await staffOfSession(here.context, came.value.secret, here.clock.now());
  }
  assert.equal(last, undefined);
});

test('signing out ends the session on the server', async (t) => {
  const here = await house(t);
  const { passkey } = await enrol(here);
  const came = await comeIn(here, passkey);
  assert.ok(came.kind === 'done');
  const staff = await staffOfSession(here.context, came.value.secret, here.clock.now());
  assert.ok(staff !== undefined);
  await signOut(here.context, staff, here.clock.now());
  assert.equal(await staffOfSession(here.context, came.value.secret, here.clock.now()), undefined);
});

test('a disabled person is out at once and cannot come in', async (t) => {
  const here = await house(t);
  const { passkey } = await enrol(here);
  const came = await comeIn(here, passkey);
  assert.ok(came.kind === 'done');
  const wanted = { staffId: here.staffId, active: false, by: crypto.randomUUID(), reason: 'left the bank' };
  assert.equal((await setActive(here.context, wanted, here.clock.now())).kind, 'done');
  assert.equal(await staffOfSession(here.context, came.value.secret, here.clock.now()), undefined);
  assert.equal(reasonOf(await comeIn(here, passkey)), 'passkey-refused');
});

test('the last passkey cannot be removed; another one ends with its sessions', async (t) => {
  const here = await house(t);
  const { context, clock, staffId } = here;
  const { passkey, outcome } = await enrol(here);
  assert.ok(outcome.kind === 'done');
  const first = outcome.value.passkeyId;
  assert.equal(reasonOf(await removePasskey(context, { passkeyId: first, staffId }, clock.now())), 'last-passkey');
  const begun = await beginOwnEnrolment(context, { staffId, userName: 'salma', name: 'Salma' }, clock.now());
  const second = softwarePasskey(origin);
  const { challengeId } = begun;
  const added = await completeEnrolment(
    context,
    { challengeId, staffId, name: 'Key', response: second.create(begun.options) },
    clock.now(),
  );
  assert.equal(added.kind, 'done');
  const came = await comeIn(here, passkey);
  assert.ok(came.kind === 'done');
  assert.equal((await removePasskey(context, { passkeyId: first, staffId }, clock.now())).kind, 'done');
  assert.equal(await staffOfSession(context, came.value.secret, clock.now()), undefined);
  assert.equal((await comeIn(here, second)).kind, 'done');
});

test('a challenge of one person does not enrol a passkey for another', async (t) => {
  const here = await house(t);
  const { context, clock, staffId } = here;
  const begun = await beginOwnEnrolment(context, { staffId, userName: 'salma', name: 'Salma' }, clock.now());
  const { challengeId, options } = begun;
  const response = softwarePasskey(origin).create(options);
  const other = await completeEnrolment(context, { challengeId, staffId: crypto.randomUUID(), name: 'x', response }, clock.now());
  assert.equal(reasonOf(other), 'challenge-expired');
});
