// Acts under four eyes: asked for by one person, decided by another, executed once.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { brokenConstraint, type Session } from '../../postgres/database.ts';
import { programmeNamed } from '../programmes/index.ts';
import { recordAct } from './acts-log.ts';
import { newId, type StaffContext } from './context.ts';
import { fourEyesName, mayDecide, type Act, type DecisionRefusal } from './rules/four-eyes.ts';
import type { SignedInStaff } from './sessions.ts';
import * as store from './store-cases.ts';

export type ActWanted = {
  readonly programme: string;
  readonly customerId: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly reason: string;
  /** The person who does it, or who asked for it. */
  readonly by: string;
};

/** What an act does. Both run in the transaction of the request; both refuse before they write anything. */
export type ActExecutor = {
  check(tx: Session, act: ActWanted, now: Temporal.Instant): Promise<Outcome<undefined, string>>;
  execute(tx: Session, act: ActWanted, now: Temporal.Instant): Promise<Outcome<Record<string, string>, string>>;
};

export type ActExecutors = Readonly<Record<Act, ActExecutor>>;

export type ActAnswer =
  | { state: 'done'; result: Record<string, string> }
  | { state: 'waiting'; requestId: string; expiresAt: Temporal.Instant };

/**
 * Does an act at once, or where the programme wants two people for it (`staff.fourEyes`) leaves a request for the second.
 * Refusals are those of the act, and `request-waiting` where the same act already waits for this customer.
 */
export async function askOrDo(
  context: StaffContext,
  executors: ActExecutors,
  action: Act,
  wanted: ActWanted,
  now: Temporal.Instant,
): Promise<Outcome<ActAnswer, string>> {
  const { staff } = programmeNamed(context.programmes, wanted.programme);
  const { programme, customerId, payload, reason, by } = wanted;
  const executor = executors[action];
  if (!staff.fourEyes[fourEyesName[action]]) {
    return await context.db.transaction(async (tx) => {
      const outcome = await executor.execute(tx, wanted, now);
      if (outcome.kind === 'refused') return outcome;
      await recordAct(tx, { kind: `staff.${action}.done`, staffId: by, subject: customerId, customerId, reason, body: payload }, now);
      return done({ state: 'done', result: outcome.value });
    });
  }
  const id = newId(now);
  const expiresAt = now.add({ seconds: staff.requestSeconds });
  try {
    return await context.db.transaction(async (tx) => {
      const checked = await executor.check(tx, wanted, now);
      if (checked.kind === 'refused') return checked;
      await store.dropExpiredRequest(tx, customerId, action, now);
      await store.insertRequest(tx, { id, programme, action, customerId, payload: { ...payload }, reason, askedBy: by, expiresAt }, now);
      await recordAct(tx, { kind: `staff.${action}.asked`, staffId: by, subject: id, customerId, reason, body: payload }, now);
      return done({ state: 'waiting', requestId: id, expiresAt });
    });
  } catch (error) {
    if (brokenConstraint(error) === 'staff_requests_one_waiting') return refused('request-waiting');
    throw error;
  }
}

export type DecideRefusal = 'request-unknown' | DecisionRefusal;

export type Decision =
  | { status: 'approved'; result: Record<string, string> }
  | { status: 'refused' }
  | { status: 'failed'; because: string };

/**
 * Approves or refuses a request. The row is claimed in one conditional UPDATE, so that the act runs once however many
 * press; an act that is no longer possible ends the request as `failed` with the reason.
 */
export async function decideRequest(
  context: StaffContext,
  executors: ActExecutors,
  wanted: { requestId: string; decision: 'approve' | 'refuse'; person: Pick<SignedInStaff, 'staffId' | 'roles'>; note: string },
  now: Temporal.Instant,
): Promise<Outcome<Decision, DecideRefusal>> {
  const { requestId, decision, person, note } = wanted;
  return await context.db.transaction(async (tx) => {
    const found = await store.request(tx, requestId);
    if (found === undefined) return refused('request-unknown');
    const allowed = mayDecide(found, { id: person.staffId, roles: person.roles }, now);
    if (allowed.kind === 'refused') return allowed;
    const status = decision === 'approve' ? 'approved' : 'refused';
    if (!(await store.claimRequest(tx, { id: requestId, status, by: person.staffId, note: note === '' ? null : note }, now))) {
      return refused('request-decided');
    }
    const { programme, action, customerId, payload, reason, askedBy } = found;
    const record = { staffId: person.staffId, subject: requestId, customerId, body: { ...payload, askedBy, note } };
    if (decision === 'refuse') {
      await recordAct(tx, { ...record, kind: `staff.${action}.refused` }, now);
      return done({ status: 'refused' });
    }
    const outcome = await executors[action].execute(tx, { programme, customerId, payload, reason, by: askedBy }, now);
    if (outcome.kind === 'refused') {
      await store.failRequest(tx, requestId, outcome.reason);
      await recordAct(tx, { ...record, kind: `staff.${action}.failed`, body: { ...record.body, because: outcome.reason } }, now);
      return done({ status: 'failed', because: outcome.reason });
    }
    await recordAct(tx, { ...record, kind: `staff.${action}.approved` }, now);
    return done({ status: 'approved', result: outcome.value });
  });
}

/** Takes back one's own request. */
export async function withdrawRequest(
  context: StaffContext,
  wanted: { requestId: string; staffId: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'request-unknown' | 'request-decided'>> {
  return await context.db.transaction(async (tx) => {
    const found = await store.request(tx, wanted.requestId);
    if (found === undefined || found.askedBy !== wanted.staffId) return refused('request-unknown');
    const claim = { id: wanted.requestId, status: 'withdrawn', by: wanted.staffId, note: null } as const;
    if (!(await store.claimRequest(tx, claim, now))) return refused('request-decided');
    const { action, customerId } = found;
    await recordAct(tx, { kind: `staff.${action}.withdrawn`, staffId: wanted.staffId, subject: found.id, customerId }, now);
    return done(undefined);
  });
}
