// A customer on the phone: questions chosen by chance, answers compared without being shown, a code by SMS where needed.

import { randomInt } from 'node:crypto';

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { currencyRow } from '../../kernel/money.ts';
import { contactsOf } from '../customers/index.ts';
import { issueCode, verifyCode } from '../one-time-codes/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { recordAct } from './acts-log.ts';
import { newId, type StaffContext } from './context.ts';
import { knownAnswers } from './known-answers.ts';
import { answersMatch, callAllows, chooseQuestions, questions, type CallRefusal, type Question } from './rules/call.ts';
import type { Role } from './rules/permissions.ts';
import * as store from './store-cases.ts';
import type { CallRow } from './store-cases.ts';

export type OpenCallRefusal = 'customer-unknown' | 'not-enough-known' | 'caller-tries-used-up';

/** Opens a call for one customer; the caller before, if staff forgot to end it, is let go. */
export async function openCall(
  { db, keys, programmes }: StaffContext,
  wanted: { customerId: string; staffId: string; reason: string },
  now: Temporal.Instant,
): Promise<Outcome<CallRow, OpenCallRefusal>> {
  const contacts = await contactsOf(db, wanted.customerId);
  if (contacts === undefined) return refused('customer-unknown');
  const { staff } = programmeNamed(programmes, contacts.programme);
  const windowStart = now.subtract({ seconds: staff.callerTriesWindowSeconds });
  if ((await store.callerFailures(db, wanted.customerId, windowStart)) >= staff.callerTriesMax) return refused('caller-tries-used-up');
  const known = await knownAnswers(db, keys, wanted.customerId);
  const random = questions.map(() => randomInt(2 ** 32) / 2 ** 32);
  const chosen = chooseQuestions(known, staff.callerQuestionsNeeded, random);
  if (chosen.kind === 'refused') return chosen;
  const id = newId(now);
  const { customerId, staffId, reason } = wanted;
  return await db.transaction(async (tx) => {
    await store.endCallsOf(tx, staffId, now);
    const row = {
      id,
      programme: contacts.programme,
      customerId,
      staffId,
      reason,
      questions: chosen.value,
      attemptsMax: staff.callerTriesMax,
      expiresAt: now.add({ seconds: staff.callSeconds }),
    };
    await store.insertCall(tx, row, now);
    await recordAct(tx, { kind: 'staff.call.opened', staffId, subject: id, customerId, reason, body: { questions: chosen.value } }, now);
    return done({ ...row, attempts: 0, openedAt: now, verifiedAt: null, codeMatchedAt: null, endedAt: null });
  });
}

export type AnswerRefusal = 'no-call' | 'call-ended' | 'call-verified' | 'caller-tries-used-up';

/**
 * Compares the caller's answers with what the bank knows: one yes or no for all of them together.
 * A try is claimed for the call and for the customer before anything is compared.
 */
export async function answerCall(
  { db, keys, programmes }: StaffContext,
  wanted: { callId: string; staffId: string; answers: Partial<Record<Question, string>> },
  now: Temporal.Instant,
): Promise<Outcome<{ match: boolean; triesLeft: number }, AnswerRefusal>> {
  const { callId, staffId, answers } = wanted;
  const found = await store.call(db, callId);
  if (found === undefined || found.staffId !== staffId) return refused('no-call');
  const { staff, currency } = programmeNamed(programmes, found.programme);
  const { customerId } = found;
  const claimed = await db.transaction(async (tx) => {
    const claim = await store.claimAnswer(tx, callId, staffId, now);
    if (claim === undefined) return undefined;
    const windowStart = now.subtract({ seconds: staff.callerTriesWindowSeconds });
    const failures = await store.claimCallerTry(tx, customerId, { max: staff.callerTriesMax, windowStart }, now);
    return { failures, attempts: claim.attempts };
  });
  if (claimed === undefined) {
    if (found.verifiedAt !== null) return refused('call-verified');
    const over = found.endedAt !== null || Temporal.Instant.compare(now, found.expiresAt) >= 0;
    return refused(over ? 'call-ended' : 'caller-tries-used-up');
  }
  const { failures, attempts } = claimed;
  if (failures === undefined) return refused('caller-tries-used-up');
  const known = await knownAnswers(db, keys, customerId);
  const match = answersMatch(found.questions, known, answers, currencyRow(currency).exponent);
  return await db.transaction(async (tx) => {
    if (match && !(await store.verifyCall(tx, callId, now))) return refused('call-ended');
    if (match) await store.clearCallerFailures(tx, customerId);
    await recordAct(tx, { kind: 'staff.call.answered', staffId, subject: callId, customerId, body: { match, attempt: attempts } }, now);
    return done({ match, triesLeft: match ? 0 : Math.max(0, staff.callerTriesMax - Math.max(failures, attempts)) });
  });
}

export type CallCodeRefusal = 'no-call' | 'call-ended' | 'too-soon' | 'too-many-sends';

/** RB-02: sends a code to the number of record. Only the person who holds the open call of that customer can do this. */
export async function sendCallCode(
  { db, keys, programmes }: StaffContext,
  wanted: { callId: string; staffId: string },
  now: Temporal.Instant,
): Promise<Outcome<{ maskedTo: string; expiresAt: Temporal.Instant; resendAt: Temporal.Instant }, CallCodeRefusal>> {
  const { callId, staffId } = wanted;
  return await db.transaction(async (tx) => {
    const found = await store.call(tx, callId);
    if (found === undefined || found.staffId !== staffId) return refused('no-call');
    if (found.endedAt !== null || Temporal.Instant.compare(now, found.expiresAt) >= 0) return refused('call-ended');
    const { customerId, programme } = found;
    const contacts = await contactsOf(tx, customerId);
    if (contacts === undefined) return refused('no-call');
    const issued = await issueCode(
      tx,
      keys,
      {
        programme: programmeNamed(programmes, programme),
        customerId,
        purpose: 'inbound-call',
        subjectId: callId,
        channel: 'sms',
        to: contacts.mobile,
        template: 'call-verification-code',
        language: contacts.language,
      },
      now,
    );
    if (issued.kind === 'refused') return issued;
    await recordAct(tx, { kind: 'staff.call.code-sent', staffId, subject: callId, customerId }, now);
    return issued;
  });
}

export type CallCodeCheckRefusal = 'no-call' | 'call-ended' | 'expired' | 'used' | 'too-many-attempts';

/** What the caller read out, typed by staff: match or no match, nothing else. */
export async function checkCallCode(
  { db, keys }: StaffContext,
  wanted: { callId: string; staffId: string; code: string },
  now: Temporal.Instant,
): Promise<Outcome<{ match: boolean }, CallCodeCheckRefusal>> {
  const { callId, staffId, code } = wanted;
  const found = await store.call(db, callId);
  if (found === undefined || found.staffId !== staffId) return refused('no-call');
  if (found.endedAt !== null || Temporal.Instant.compare(now, found.expiresAt) >= 0) return refused('call-ended');
  const { customerId } = found;
  const verified = await verifyCode(db, keys, { purpose: 'inbound-call', subjectId: callId, code }, now);
  const match = verified.kind === 'done';
  if (!match && verified.reason !== 'wrong-code') return refused(verified.reason);
  await db.transaction(async (tx) => {
    if (match) await store.markCallCodeMatched(tx, callId, now);
    await recordAct(tx, { kind: 'staff.call.code-checked', staffId, subject: callId, customerId, body: { match } }, now);
  });
  return done({ match });
}

/** Hangs up: nothing that the call allowed is allowed any more. */
export async function endCall({ db }: StaffContext, wanted: { callId: string; staffId: string }, now: Temporal.Instant): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await store.endCallsOf(tx, wanted.staffId, now);
    for (const id of ended) await recordAct(tx, { kind: 'staff.call.ended', staffId: wanted.staffId, subject: id }, now);
  });
}

/** The caller that this member of staff has now, for a page that was reloaded. */
export async function currentCall({ db }: StaffContext, staffId: string, now: Temporal.Instant): Promise<CallRow | undefined> {
  return await store.openCallOf(db, staffId, now);
}

/**
 * Whether this person may act for the customer now (TK-27, RB-02). At a branch the customer stands before them; whoever only works in
 * the contact centre needs a verified call of that customer.
 */
export async function allowsForCustomer(
  { db }: StaffContext,
  wanted: { staff: { staffId: string; roles: readonly Role[] }; customerId: string; callId: string | undefined },
  now: Temporal.Instant,
): Promise<Outcome<undefined, CallRefusal>> {
  const { staff, customerId, callId } = wanted;
  if (staff.roles.includes('branch')) return done(undefined);
  const found = callId === undefined ? undefined : await store.call(db, callId);
  return callAllows(found, { staffId: staff.staffId, customerId }, now);
}
