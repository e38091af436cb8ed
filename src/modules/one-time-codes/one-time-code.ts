// One-time codes by SMS and e-mail: made, sent, checked once, bound to one purpose and one subject.

import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

import { toLatinDigits } from '../../kernel/digits.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { contactsOf, isLanguage, maskEmail, maskMobile, type Language } from '../customers/index.ts';
import type { KeyStore } from '../keys/index.ts';
import { enqueue, type CodeTemplate, type MessageProgramme } from '../messaging/index.ts';
import type { Programme } from '../programmes/index.ts';
import * as store from './store.ts';

export type CodeOrder = {
  readonly programme: MessageProgramme & Pick<Programme, 'smsCode'>;
  /** Null where the code goes to somebody who is no customer yet. */
  readonly customerId: string | null;
  /** What the code is good for: 'registration', 'switch' … A code of one purpose never passes for another. */
  readonly purpose: string;
  /** The one thing that it is good for: a registration's id, an operation's id … */
  readonly subjectId: string;
  readonly channel: 'sms' | 'email';
  /** E.164 number or e-mail address. */
  readonly to: string;
  readonly template: CodeTemplate;
  /** 'web-otp' adds the last line `@host #code` that phones fill in by themselves (TK-09). */
  readonly format?: 'plain' | 'web-otp';
  readonly host?: string;
  /** Without it: the customer's language, or the programme's. */
  readonly language?: Language;
  /** Further values of the template: `kind`, `amount`, `currency`, `payee` for 'operation-code'. */
  readonly values?: Readonly<Record<string, string>>;
};

export type CodeSent = { readonly expiresAt: Temporal.Instant; readonly resendAt: Temporal.Instant; readonly maskedTo: string };

const hour = { hours: 1 };

const codeDigest = (keys: KeyStore, purpose: string, subjectId: string, code: string): Uint8Array =>
  keys.digest('one-time-codes/code', `${purpose}\u0000${subjectId}\u0000${code}`);

async function languageOf(tx: Session, order: CodeOrder): Promise<Language> {
  if (order.language !== undefined) return order.language;
  const contacts = order.customerId === null ? undefined : await contactsOf(tx, order.customerId);
  const fallback = order.programme.defaultLanguage;
  return contacts?.language ?? (isLanguage(fallback) ? fallback : 'en');
}

/**
 * Makes a code, replaces the open one of the same purpose and subject, and queues its message, all in the caller's transaction.
 * Digits, life, attempts, the wait between two sends and the sends per hour and recipient are the programme's `smsCode`.
 * @returns refused('too-soon') before the wait is over, refused('too-many-sends') beyond the hourly number;
 *   both with `retryAfterSeconds`
 */
export async function issueCode(
  tx: Session,
  keys: KeyStore,
  order: CodeOrder,
  now: Temporal.Instant,
): Promise<Outcome<CodeSent, 'too-soon' | 'too-many-sends'>> {
  const { programme, customerId, purpose, subjectId, channel, to } = order;
  const { digits, seconds, attemptsMax, resendWaitSeconds, sendsPerHourMax } = programme.smsCode;
  const recipientDigest = keys.digest('one-time-codes/recipient', `${programme.programme}\u0000${to}`);
  await store.lockRecipient(tx, Buffer.from(recipientDigest).toString('base64'));
  const past = await store.sendsSince(tx, recipientDigest, now.subtract(hour), purpose, subjectId);
  const wait = (until: Temporal.Instant): number => Math.max(1, Math.ceil((until.epochMilliseconds - now.epochMilliseconds) / 1000));
  if (past.sends >= sendsPerHourMax && past.oldest !== null) {
    return refused('too-many-sends', { retryAfterSeconds: wait(past.oldest.add(hour)) });
  }
  if (past.resendAt !== null && Temporal.Instant.compare(now, past.resendAt) < 0) {
    return refused('too-soon', { retryAfterSeconds: wait(past.resendAt) });
  }
  const code = String(randomInt(10 ** digits)).padStart(digits, '0');
  const expiresAt = now.add({ seconds });
  const resendAt = now.add({ seconds: resendWaitSeconds });
  await store.replaceOpen(tx, purpose, subjectId);
  const id = uuidV7(now.epochMilliseconds, randomBytes(10));
  const row = {
    id,
    programme: programme.programme,
    customerId,
    purpose,
    subjectId,
    channel,
    recipientDigest,
    attemptsMax,
    expiresAt,
    resendAt,
  };
  await store.insertCode(tx, { ...row, codeDigest: codeDigest(keys, purpose, subjectId, code) }, now);
  if (order.format === 'web-otp' && order.host === undefined) throw new Error('bug: a WebOTP message needs the host of its page');
  const host: Record<string, string> = order.format === 'web-otp' && order.host !== undefined ? { host: order.host } : {};
  const message = {
    programme,
    customerId,
    channel,
    to,
    template: order.template,
    language: await languageOf(tx, order),
    values: { ...order.values, ...host },
    secrets: { keys, values: { code } },
    uselessAt: expiresAt,
  };
  await enqueue(tx, [message], now);
  return done({ expiresAt, resendAt, maskedTo: channel === 'sms' ? maskMobile(to) : maskEmail(to) });
}

export type CodeRefusal = 'wrong-code' | 'expired' | 'used' | 'too-many-attempts';

/**
 * Checks a code that a person typed; any script's digits will do. An attempt is claimed before the check, and only one
 * caller can use the code. Run it OUTSIDE the transaction that its success leads to, so that a rollback there does not
 * give a guess back.
 * @returns refused with `attemptsLeft`; a code that was never sent is answered as a wrong one
 */
export async function verifyCode(
  db: Session,
  keys: KeyStore,
  given: { purpose: string; subjectId: string; code: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, CodeRefusal>> {
  const { purpose, subjectId } = given;
  const typed = codeDigest(keys, purpose, subjectId, toLatinDigits(given.code).replace(/[\s\u200e\u200f\u2066-\u2069-]/g, ''));
  const claimed = await store.claimAttempt(db, purpose, subjectId, now);
  if (claimed === undefined) return refused(await reasonWhyNot(db, purpose, subjectId, now), { attemptsLeft: 0 });
  const attemptsLeft = claimed.attemptsMax - claimed.attempts;
  if (!timingSafeEqual(claimed.codeDigest, typed)) return refused('wrong-code', { attemptsLeft });
  return (await store.useCode(db, claimed.id, now)) ? done(undefined) : refused('used', { attemptsLeft: 0 });
}

async function reasonWhyNot(db: Session, purpose: string, subjectId: string, now: Temporal.Instant): Promise<CodeRefusal> {
  const last = await store.latestCode(db, purpose, subjectId);
  if (last === undefined) return 'wrong-code';
  if (last.status === 'used') return 'used';
  if (Temporal.Instant.compare(last.expiresAt, now) <= 0) return 'expired';
  if (last.attempts >= last.attemptsMax) return 'too-many-attempts';
  return last.status === 'open' ? 'expired' : 'wrong-code';
}

/** Forgets codes of more than a day ago; gives their number. Counts of the last hour need the younger ones. */
export async function sweepCodes(db: Session, now: Temporal.Instant): Promise<number> {
  return await store.deleteBefore(db, now.subtract({ hours: 24 }));
}
