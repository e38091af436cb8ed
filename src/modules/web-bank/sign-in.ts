// Signing in: tries are claimed before the password is looked at, and nothing in the answer tells whether the user exists.

import { randomBytes } from 'node:crypto';

import type { Database, Session } from '../../postgres/database.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import { done, refused, type Outcome, type Refused } from '../../kernel/refusal.ts';
import type { KeyStore } from '../keys/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify } from '../messaging/index.ts';
import type { Programme } from '../programmes/index.ts';
import { hashPassword, verifyPassword } from './hash.ts';
import { deviceLabel } from './rules/device-label.ts';
import { normaliseUserName } from './rules/enrolment.ts';
import { judgePassword, normalisePassword, passwordLengthMax, type PasswordRefusal } from './rules/password.ts';
import { customer } from '../customers/index.ts';
import * as store from './store.ts';

export type WebBankContext = { database: Database; keys: KeyStore; programme: Programme };

export type SignInRequest = {
  userName: string;
  password: string;
  /** The customer said that others use this computer too: a short session, and nothing is kept on it (RB-13). */
  sharedComputer: boolean;
  /** What counts as one source of requests. */
  source: string;
  userAgent: string | undefined;
  /** The token of a browser that was seen before. */
  deviceToken?: string | undefined;
};

export type SignedIn = {
  sessionId: string;
  customerId: string;
  /** Goes into the cookie; only its digest is kept. */
  sessionToken: string;
  /** Goes into the cookie that lets us know this browser again; none on a shared computer. */
  deviceToken?: string;
  idleSeconds: number;
  newDevice: boolean;
};

export type SignInRefusal = 'sign-in-failed' | 'too-many-sign-ins';

// However busy, a session ends after this; people sign in each day.
const sessionHoursMax = 12;
// One source serves many customers (a carrier's gateway, an office), so it has more free tries than one account.
const sourceTriesFactor = 10;

const newToken = (): string => randomBytes(32).toString('base64url');
const newId = (now: Temporal.Instant): string => uuidV7(now.epochMilliseconds, randomBytes(10));

export function sessionDigest(keys: KeyStore, token: string): Uint8Array {
  return keys.digest('web-bank/session', token);
}

function deviceDigest(keys: KeyStore, token: string): Uint8Array {
  return keys.digest('web-bank/device', token);
}

function ruleOf(programme: Programme, factor = 1): store.DelayRule {
  const { signInTriesMax, signInDelayBaseSeconds, signInDelayMaxSeconds } = programme.webBank;
  return { triesMax: signInTriesMax * factor, baseSeconds: signInDelayBaseSeconds, maxSeconds: signInDelayMaxSeconds };
}

async function mustWait(db: Session, subject: Uint8Array, now: Temporal.Instant): Promise<Refused<'too-many-sign-ins'>> {
  const next = (await store.selectNextTry(db, subject)) ?? now;
  const retryAfterSeconds = Math.max(1, Math.ceil((next.epochMilliseconds - now.epochMilliseconds) / 1000));
  return refused('too-many-sign-ins', { retryAfterSeconds });
}

/**
 * Signs a customer in. Tries count per source, and per user name or, in a browser where this user signed in before,
 * per browser: strangers who guess a name make its owner wait in new browsers only.
 */
export async function signIn(
  context: WebBankContext,
  request: SignInRequest,
  now: Temporal.Instant,
): Promise<Outcome<SignedIn, SignInRefusal>> {
  const { database, keys, programme } = context;
  const userName = normaliseUserName(request.userName).slice(0, 200);
  const user = await store.selectUserByName(database, programme.programme, userName);
  const token = request.deviceToken ?? '';
  const seen = await store.selectDeviceByToken(database, deviceDigest(keys, token));
  const known = seen !== undefined && seen.customerId === user?.customerId ? seen : undefined;

  const sourceSubject = keys.digest('web-bank/tries', `source ${request.source}`);
  const ownSubject = keys.digest('web-bank/tries', known === undefined ? `user ${programme.programme} ${userName}` : `device ${known.id}`);
  if (!(await store.claimTry(database, sourceSubject, ruleOf(programme, sourceTriesFactor), now)))
    return await mustWait(database, sourceSubject, now);
  if (!(await store.claimTry(database, ownSubject, ruleOf(programme), now))) return await mustWait(database, ownSubject, now);

  const password = normalisePassword(request.password).slice(0, passwordLengthMax);
  if (!(await verifyPassword(user?.passwordHash, password)) || user === undefined) return refused('sign-in-failed');

  const label = deviceLabel(request.userAgent);
  const sessionToken = newToken();
  const freshDeviceToken = known === undefined && !request.sharedComputer ? newToken() : undefined;
  const idleSeconds = request.sharedComputer ? programme.webBank.sharedComputerIdleSeconds : programme.webBank.idleSeconds;
  const sessionId = newId(now);
  await database.transaction(async (tx) => {
    await store.clearTries(tx, ownSubject);
    await store.giveBackTry(tx, sourceSubject, now);
    let deviceId = known?.id ?? null;
    if (known !== undefined) await store.markDeviceSeen(tx, known.id, label, now);
    else if (freshDeviceToken !== undefined) {
      deviceId = newId(now);
      await store.insertDevice(tx, { id: deviceId, customerId: user.customerId, digest: deviceDigest(keys, freshDeviceToken), label }, now);
    }
    const endsAt = now.add({ hours: sessionHoursMax });
    const digest = sessionDigest(keys, sessionToken);
    await store.insertSession(
      tx,
      {
        id: sessionId,
        customerId: user.customerId,
        digest,
        deviceId,
        label,
        source: request.source,
        sharedComputer: request.sharedComputer,
        idleSeconds,
        endsAt,
      },
      now,
    );
    // RB-06: a browser that was not seen before is told on all channels.
    if (known === undefined)
      await notify(tx, { programme, customerId: user.customerId, event: 'new-device-sign-in', values: { device: label } }, now);
  });
  return done({
    sessionId,
    customerId: user.customerId,
    sessionToken,
    ...(freshDeviceToken === undefined ? {} : { deviceToken: freshDeviceToken }),
    idleSeconds,
    newDevice: known === undefined,
  });
}

/** Changes the password: the current one is asked for, its tries are limited like sign-ins, and every other session ends. */
export async function changePassword(
  context: WebBankContext,
  request: { customerId: string; sessionId: string; current: string; next: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, PasswordRefusal | 'password-wrong' | 'too-many-sign-ins' | 'customer-unknown'>> {
  const { database, keys, programme } = context;
  const user = await store.selectUser(database, request.customerId);
  const person = await customer(database, request.customerId);
  if (user === undefined || person === undefined) return refused('customer-unknown');
  const subject = keys.digest('web-bank/tries', `password ${user.customerId}`);
  if (!(await store.claimTry(database, subject, ruleOf(programme), now))) return await mustWait(database, subject, now);
  if (!(await verifyPassword(user.passwordHash, normalisePassword(request.current).slice(0, passwordLengthMax))))
    return refused('password-wrong');
  const bad = judgePassword(request.next, [person.name, person.nameLatin, person.mobile, user.userName]);
  if (bad !== undefined) return bad;
  const hash = await hashPassword(normalisePassword(request.next));
  return await database.transaction(async (tx) => {
    if (!(await store.updatePassword(tx, user.customerId, user.passwordHash, hash, now))) return refused('password-wrong');
    await store.clearTries(tx, subject);
    await store.markSessionsEnded(tx, user.customerId, 'password-changed', { except: request.sessionId }, now);
    const { customerId } = user;
    await notify(tx, { programme, customerId, event: 'web-password-changed' }, now);
    const record = { kind: 'web-bank-password-changed', subject: customerId, customerId, actor: `customer:${customerId}` };
    await appendEvidence(tx, [{ ...record, body: { sessionId: request.sessionId } }], now);
    return done(undefined);
  });
}
