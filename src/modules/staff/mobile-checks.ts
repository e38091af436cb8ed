// A number is proved to be in the customer's hands at a branch: a code goes there, the customer reads it, staff type it.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { contactsOf, customerByMobile, maskMobile, toMobile } from '../customers/index.ts';
import { issueCode, verifyCode } from '../one-time-codes/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import type { SoftTokenContext } from '../soft-tokens/index.ts';
import { changeMobileAtBranch } from './acts.ts';
import { recordAct } from './acts-log.ts';
import { newId, type StaffContext } from './context.ts';
import { askOrDo, type ActAnswer, type ActExecutors } from './requests.ts';
import * as store from './store-cases.ts';

export type BeginCheckRefusal =
  | 'customer-unknown'
  | 'ownership-not-declared'
  | 'mobile-malformed'
  | 'mobile-unchanged'
  | 'mobile-taken'
  | 'too-soon'
  | 'too-many-sends';

export type MobileCheckBegun = { checkId: string; maskedTo: string; expiresAt: Temporal.Instant; resendAt: Temporal.Instant };

/**
 * Sends a code to the number of record, or to the one that shall take its place (TK-29).
 * RB-03: a number that serves another customer is refused, and the customer declares that it is theirs.
 * @param wanted.mobile the new number as typed; undefined to verify the number of record
 */
export async function beginMobileCheck(
  { db, keys, programmes }: StaffContext,
  wanted: { customerId: string; mobile?: string; ownershipDeclared: boolean; staffId: string; reason: string },
  now: Temporal.Instant,
): Promise<Outcome<MobileCheckBegun, BeginCheckRefusal>> {
  const { customerId, staffId, reason } = wanted;
  const contacts = await contactsOf(db, customerId);
  if (contacts === undefined) return refused('customer-unknown');
  if (!wanted.ownershipDeclared) return refused('ownership-not-declared');
  const programme = programmeNamed(programmes, contacts.programme);
  const change = wanted.mobile !== undefined;
  const mobile = wanted.mobile === undefined ? contacts.mobile : toMobile(wanted.mobile, programme.countryCode);
  if (mobile === undefined) return refused('mobile-malformed');
  if (change && mobile === contacts.mobile) return refused('mobile-unchanged');
  const holder = await customerByMobile(db, contacts.programme, mobile);
  if (holder !== undefined && holder.id !== customerId) return refused('mobile-taken');
  const id = newId(now);
  return await db.transaction(async (tx) => {
    const row = { id, programme: contacts.programme, customerId, staffId, mobile, change };
    await store.insertMobileCheck(tx, { ...row, expiresAt: now.add({ seconds: programme.staff.mobileCheckSeconds }) }, now);
    const issued = await issueCode(
      tx,
      keys,
      {
        programme,
        customerId,
        purpose: change ? 'branch-mobile-change' : 'branch-mobile-check',
        // Bound to this check and with it to this number: the code of one number never proves another.
        subjectId: id,
        channel: 'sms',
        to: mobile,
        template: change ? 'mobile-change-code' : 'verify-number-code',
        language: contacts.language,
      },
      now,
    );
    if (issued.kind === 'refused') return issued;
    const { maskedTo, expiresAt, resendAt } = issued.value;
    const kind = change ? 'staff.mobile.change-begun' : 'staff.mobile.check-begun';
    await recordAct(tx, { kind, staffId, subject: id, customerId, reason, body: { to: maskedTo, ownershipDeclared: true } }, now);
    return done({ checkId: id, maskedTo, expiresAt, resendAt });
  });
}

export type MobileCheckAnswer = { match: false; attemptsLeft: number } | ({ match: true } & ActAnswer);

/** What the customer read from their phone, typed by staff. On a match the number is verified, or changed (TK-29). */
export async function completeMobileCheck(
  context: StaffContext,
  { executors, softTokens }: { executors: ActExecutors; softTokens: SoftTokenContext },
  wanted: { checkId: string; code: string; staffId: string; reason: string },
  now: Temporal.Instant,
): Promise<Outcome<MobileCheckAnswer, string>> {
  const { db, keys } = context;
  const { checkId, code, staffId, reason } = wanted;
  const check = await store.mobileCheck(db, checkId);
  if (check === undefined || check.staffId !== staffId) return refused('check-unknown');
  if (check.endedAt !== null || Temporal.Instant.compare(now, check.expiresAt) >= 0) return refused('check-ended');
  const { customerId, programme, mobile, change } = check;
  const purpose = change ? 'branch-mobile-change' : 'branch-mobile-check';
  const verified = await verifyCode(db, keys, { purpose, subjectId: checkId, code }, now);
  if (verified.kind === 'refused') {
    if (verified.reason !== 'wrong-code') return refused(verified.reason);
    await db.transaction(async (tx) => {
      await recordAct(tx, { kind: 'staff.mobile.code-checked', staffId, subject: checkId, customerId, body: { match: false } }, now);
    });
    return done({ match: false, attemptsLeft: Number(verified.figures?.['attemptsLeft'] ?? 0) });
  }
  if ((await store.matchMobileCheck(db, checkId, staffId, now)) === undefined) return refused('check-ended');
  if (!change) {
    const act = { programme, customerId, payload: { mobile: maskMobile(mobile), checkId }, reason, by: staffId };
    const answer = await askOrDo(context, executors, 'mobile.verify', act, now);
    return answer.kind === 'refused' ? answer : done({ match: true, ...answer.value });
  }
  return await db.transaction(async (tx) => {
    const changed = await changeMobileAtBranch(softTokens, tx, { customerId, mobile, staffId }, now);
    if (changed.kind === 'refused') return changed;
    const body = { mobile: maskMobile(mobile), oldMobile: maskMobile(changed.value.oldMobile) };
    await recordAct(tx, { kind: 'staff.mobile.changed', staffId, subject: checkId, customerId, reason, body }, now);
    return done({ match: true, state: 'done', result: {} });
  });
}
