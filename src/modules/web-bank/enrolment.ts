// Enrolling by oneself: number, card and PIN, a code to the number of record, then a user name and a password (TK-06).

import { randomBytes, timingSafeEqual } from 'node:crypto';

import { uuidV7 } from '../../kernel/ids.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { RolledBack, type Session } from '../../postgres/database.ts';
import { matchIdentity } from '../accounts/index.ts';
import { customer as readCustomer, toMobile, type Customer } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify } from '../messaging/index.ts';
import { issueCode, verifyCode, type CodeRefusal, type CodeSent } from '../one-time-codes/index.ts';
import { isEnrolled, whyNotStored } from './enrol.ts';
import * as enrolments from './enrolment-store.ts';
import type { EnrolmentRow } from './enrolment-store.ts';
import { hashPassword } from './hash.ts';
import { judgeStep, readChoice, type ChoiceRefusal } from './rules/enrolment.ts';
import { normalisePassword } from './rules/password.ts';
import type { WebBankContext } from './sign-in.ts';
import { insertUser } from './store.ts';

const codePurpose = 'web-bank-enrolment';
// One source serves many customers (a carrier's gateway), so its limit is wider than that of a number.
const sourceFactor = 20;

export type EnrolmentRequest = {
  /** As people write it: with the country code or without, in Latin digits. */
  readonly mobile: string;
  readonly cardNumber: string;
  readonly cardPin: string;
  /** What counts as one source of requests; kept as a digest only. */
  readonly source: string;
};

export type EnrolmentStartRefusal =
  | 'too-many-tries'
  | 'identity-not-matched'
  | 'already-enrolled'
  | 'code-too-soon'
  | 'code-too-many-sends';

/** Statements that a test replaces to show what the guard is for. */
export type EnrolmentGuards = { readonly claim?: typeof enrolments.claimIdentityTryStatement };

/**
 * Starts an enrolment and sends the one-time password to the number of record.
 * Tries are taken per source, number and card before anything is looked up, and those of number and card given back by a
 * match. Whether somebody is enrolled is told only to who knows all three.
 * @returns the enrolment and its bearer secret, of which only the digest is kept
 */
export async function startEnrolment(
  context: WebBankContext,
  request: EnrolmentRequest,
  now: Temporal.Instant,
  guards: EnrolmentGuards = {},
): Promise<Outcome<{ row: EnrolmentRow; token: string }, EnrolmentStartRefusal>> {
  const { database, keys, programme } = context;
  const { enrolmentSeconds, enrolmentTriesMax, enrolmentTriesWindowSeconds: windowSeconds } = programme.webBank;
  const mobile = toMobile(request.mobile, programme.countryCode) ?? request.mobile;
  const subject = (kind: string, value: string): Uint8Array =>
    keys.digest('web-bank/enrolment-try', `${programme.programme} ${kind} ${value}`);
  const subjects = [subject('mobile', mobile), subject('card', request.cardNumber)];
  const isTaken = await database.transaction(async (tx) => {
    const take = async (one: Uint8Array, triesMax: number): Promise<boolean> =>
      await enrolments.claimIdentityTry(tx, one, { triesMax, windowSeconds }, now, guards.claim);
    // A source that has used its tries takes none of a number's or a card's.
    if (!(await take(subject('source', request.source), enrolmentTriesMax * sourceFactor))) return false;
    let all = true;
    for (const one of subjects) all = (await take(one, enrolmentTriesMax)) && all;
    return all;
  });
  if (!isTaken) return refused('too-many-tries', { retryAfterSeconds: windowSeconds });

  const { cardNumber, cardPin } = request;
  const customerId = await matchIdentity(database, keys, { programme: programme.programme, mobile, cardNumber, cardPin }, now);
  const person = customerId === undefined ? undefined : await readCustomer(database, customerId);
  if (person === undefined) return refused('identity-not-matched');
  await enrolments.clearIdentityTries(database, subjects);
  if (await isEnrolled(database, person.id)) return refused('already-enrolled');

  const id = uuidV7(now.epochMilliseconds, randomBytes(10));
  const token = randomBytes(32).toString('base64url');
  return await database.transaction(async (tx) => {
    // The code is made under a lock of its recipient, so that of several starts at once the last one stays.
    const sent = await sendCode(context, tx, { id, person }, now);
    // Without a code there is nothing to go on with: what was under way before stays as it was.
    if (sent.kind === 'refused') throw new RolledBack(sent);
    const row: EnrolmentRow = {
      id,
      programme: programme.programme,
      customerId: person.id,
      tokenDigest: keys.digest('web-bank/enrolment', token),
      state: 'awaiting-code',
      codeExpiresAt: sent.value.expiresAt,
      codeResendAt: sent.value.resendAt,
      maskedTo: sent.value.maskedTo,
      expiresAt: now.add({ seconds: enrolmentSeconds }),
    };
    await enrolments.endOtherEnrolments(tx, person.id, id);
    await enrolments.insertEnrolment(tx, row, now);
    return done({ row, token });
  });
}

async function sendCode(
  { keys, programme }: WebBankContext,
  tx: Session,
  { id, person }: { id: string; person: Customer },
  now: Temporal.Instant,
): Promise<Outcome<CodeSent, 'code-too-soon' | 'code-too-many-sends'>> {
  const sent = await issueCode(
    tx,
    keys,
    {
      programme,
      customerId: person.id,
      purpose: codePurpose,
      subjectId: id,
      channel: 'sms',
      to: person.mobile,
      template: 'enrolment-code',
    },
    now,
  );
  if (sent.kind === 'refused') return refused(sent.reason === 'too-soon' ? 'code-too-soon' : 'code-too-many-sends', sent.figures);
  return sent;
}

/** The enrolment that a bearer secret belongs to; undefined where the two do not fit, or it is another programme's. */
export async function openEnrolment(
  { database, keys, programme }: WebBankContext,
  { id, token }: { id: string; token: string },
): Promise<EnrolmentRow | undefined> {
  const row = await enrolments.selectEnrolment(database, id);
  if (row === undefined || row.programme !== programme.programme) return undefined;
  return timingSafeEqual(row.tokenDigest, keys.digest('web-bank/enrolment', token)) ? row : undefined;
}

export type EnrolmentStepRefusal = 'enrolment-over' | 'wrong-step';
export type EnrolmentCodeRefusal = EnrolmentStepRefusal | CodeRefusal;

/** Sends the one-time password again; the one before is void. Refusals: too soon, too many in an hour, or the step is another. */
export async function resendEnrolmentCode(
  context: WebBankContext,
  row: EnrolmentRow,
  now: Temporal.Instant,
): Promise<Outcome<EnrolmentRow, EnrolmentStepRefusal | 'code-too-soon' | 'code-too-many-sends'>> {
  const wrong = judgeStep(row, 'awaiting-code', now);
  if (wrong !== undefined) return refused(wrong);
  return await context.database.transaction(async (tx) => {
    const person = await readCustomer(tx, row.customerId);
    if (person === undefined) return refused('enrolment-over');
    const sent = await sendCode(context, tx, { id: row.id, person }, now);
    if (sent.kind === 'refused') return sent;
    if (!(await enrolments.markEnrolmentCodeSent(tx, row.id, sent.value))) throw new RolledBack(refused('enrolment-over'));
    const { expiresAt, resendAt, maskedTo } = sent.value;
    return done({ ...row, codeExpiresAt: expiresAt, codeResendAt: resendAt, maskedTo });
  });
}

/** Takes the one-time password, once. Wrong ones are counted before they are looked at, and tell `attemptsLeft`. */
export async function verifyEnrolmentCode(
  { database, keys }: WebBankContext,
  row: EnrolmentRow,
  code: string,
  now: Temporal.Instant,
): Promise<Outcome<EnrolmentRow, EnrolmentCodeRefusal>> {
  const wrong = judgeStep(row, 'awaiting-code', now);
  if (wrong !== undefined) return refused(wrong);
  const checked = await verifyCode(database, keys, { purpose: codePurpose, subjectId: row.id, code }, now);
  if (checked.kind === 'refused') return checked;
  return (await enrolments.markEnrolmentCodeVerified(database, row.id, now))
    ? done({ ...row, state: 'code-verified' as const })
    : refused('enrolment-over');
}

export type EnrolmentCompletionRefusal = EnrolmentStepRefusal | ChoiceRefusal | 'user-name-taken' | 'already-enrolled' | 'too-many-choices';

/**
 * Opens the web bank under the chosen name, tells the customer on all channels and leaves evidence, in one transaction:
 * of 64 at once one opens it. A name that is taken leaves the enrolment where it was, for `enrolmentChoicesMax` choices.
 */
export async function completeEnrolment(
  { database, programme }: WebBankContext,
  row: EnrolmentRow,
  wanted: { userName: string; password: string },
  now: Temporal.Instant,
): Promise<Outcome<{ userName: string }, EnrolmentCompletionRefusal>> {
  const wrong = judgeStep(row, 'code-verified', now);
  if (wrong !== undefined) return refused(wrong);
  const { customerId } = row;
  const person = await readCustomer(database, customerId);
  if (person === undefined) return refused('enrolment-over');
  const choice = readChoice(person, wanted);
  if (choice.kind === 'refused') return choice;
  if (!(await enrolments.claimChoice(database, row.id, programme.webBank.enrolmentChoicesMax))) {
    const current = await enrolments.selectEnrolment(database, row.id);
    return refused(current?.state === 'code-verified' ? 'too-many-choices' : 'enrolment-over');
  }
  const { userName } = choice.value;
  const passwordHash = await hashPassword(normalisePassword(wanted.password));
  try {
    return await database.transaction(async (tx) => {
      if (!(await enrolments.markEnrolmentCompleted(tx, row.id, now))) return refused('enrolment-over');
      await insertUser(tx, { customerId, programme: row.programme, userName, passwordHash }, now);
      await notify(tx, { programme, customerId, event: 'enrolled' }, now);
      const body = { enrolmentId: row.id, identifiedBy: ['debit-card', 'card-pin', 'sms-code'] };
      await appendEvidence(
        tx,
        [{ kind: 'web-bank-enrolled', subject: customerId, customerId, actor: `customer:${customerId}`, body }],
        now,
      );
      return done({ userName });
    });
  } catch (error) {
    return whyNotStored(error);
  }
}
