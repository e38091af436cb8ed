// The frame of every act on a dispute: lock, decide, move money, write, tell, leave evidence; in one transaction.

import { dayAt, type Calendar } from '../../kernel/calendar.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import { refused } from '../../kernel/refusal.ts';
import { RolledBack, type Session } from '../../postgres/database.ts';
import { cardProgrammeNamed, type CardProgramme } from '../card-programmes/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { accountOf, lockAccounts, type CardAccount } from '../wallets/index.ts';
import { emit } from '../webhooks/index.ts';
import type { DisputesContext } from './context.ts';
import { returnSlipFees, takeSteps } from './money.ts';
import { tell } from './notices.ts';
import type { Act, Change } from './rules/decide.ts';
import type { Part } from './rules/liability.ts';
import { stageDueOn } from './rules/stages.ts';
import type { State } from './rules/state.ts';
import * as store from './store.ts';
import type { DisputeRow } from './store.ts';

/** Who acts: `customer:<id>`, `staff:<id>`, `client:<id>` or `system`, with the words that are kept. */
export type By = { readonly actor: string; readonly note?: string };

export type Working = {
  readonly tx: Session;
  readonly row: DisputeRow;
  readonly parts: readonly Part[];
  readonly account: CardAccount;
  readonly programme: CardProgramme;
};

/** What an act writes: a change by the rules, with columns that only this act sets. */
export type Written = {
  readonly change: Pick<Change, 'act'> & Partial<Omit<Change, 'act'>>;
  readonly columns?: Partial<DisputeRow>;
  /** For the history, the evidence and the event: no card numbers, amounts in minor units. */
  readonly data?: Readonly<Record<string, string>>;
};

/** `unchanged`: the same was asked before and is answered as it stands. */
export type Decided = Written | 'unchanged';

export const calendarOf = ({ timeZone, calendar }: CardProgramme): Calendar => ({ timeZone, ...calendar });

export const stateOf = ({ reason, status, outcome, because, stage, chargebackFailed, writeOffAskedBy }: DisputeRow): State => ({
  reason,
  status,
  outcome,
  because,
  stage,
  chargebackFailed,
  writeOffAskedBy,
});

/** How the row stands after the change: days and times follow from what became different. */
function nextRow(row: DisputeRow, written: Written, programme: CardProgramme, now: Temporal.Instant): DisputeRow {
  const { change, columns = {} } = written;
  const state = change.state ?? stateOf(row);
  const { disputes } = programme;
  const begun = state.stage !== null && state.stage !== row.stage;
  const asked = state.writeOffAskedBy !== null && row.writeOffAskedBy === null;
  return {
    ...row,
    ...columns,
    ...state,
    documentsDueOn:
      state.status === 'incomplete'
        ? (row.documentsDueOn ?? dayAt(programme.timeZone, now).add({ days: disputes.documentsDays }).toString())
        : null,
    stageDueOn:
      begun && state.stage !== null ? stageDueOn(calendarOf(programme), disputes.stageDays, state.stage, now).toString() : row.stageDueOn,
    chargebackFailedAt: state.chargebackFailed ? (row.chargebackFailedAt ?? now) : null,
    writeOffAskedAt: state.writeOffAskedBy === null ? null : asked ? now : row.writeOffAskedAt,
    submittedAt:
      state.status === 'draft' ? null : (row.submittedAt ?? (row.status === 'draft' && state.outcome === 'withdrawn' ? null : now)),
    closedAt: state.status === 'closed' ? (row.status === 'closed' && change.act !== 'made-by-holder' ? row.closedAt : now) : null,
    acts: row.acts + 1,
  };
}

/** The name of the event for other systems. */
function eventOf(act: Act, state: State): string {
  if (state.status === 'closed') return 'card-dispute.closed';
  return `card-dispute.${act === 'document-added' && state.status === 'open' ? 'completed' : act}`;
}

/** Writes an act on a dispute that the caller has locked: its money, its row, its history, its messages, its evidence. */
export async function write(
  context: DisputesContext,
  working: Working,
  written: Written,
  by: By,
  now: Temporal.Instant,
): Promise<{ row: DisputeRow; parts: Part[] }> {
  const { tx, row, account, programme } = working;
  const { change, data = {} } = written;
  const next = nextRow(row, written, programme, now);
  const parts = await takeSteps(tx, { row, account, parts: working.parts, seq: next.acts, steps: change.steps ?? [] }, now);
  if (change.steps !== undefined && change.steps.length > 0) await store.writeParts(tx, row.id, parts);
  if (next.status === 'closed' && next.outcome === 'won') await returnSlipFees(tx, next, now);
  await store.update(tx, next);
  await store.insertAct(tx, row.id, { seq: next.acts, act: change.act, actor: by.actor, note: by.note ?? '', data, at: now });
  const holders = programmeNamed(context.programmes, programme.holders);
  await tell(tx, { holders, row: next, parts, timeZone: programme.timeZone, notices: change.notices ?? [] }, now);
  const body = {
    disputeId: row.id,
    accountId: row.accountId,
    transactionId: row.transactionId,
    reason: row.reason,
    status: next.status,
    outcome: next.outcome,
    because: next.because,
    stage: next.stage,
    ...data,
  };
  await emit(
    tx,
    { programme: programme.holders, type: eventOf(change.act, next), object: row.id, data: { ...body, act: change.act } },
    now,
  );
  const evidence = { kind: `card-dispute-${change.act}`, subject: row.id, customerId: row.customerId, actor: by.actor };
  await appendEvidence(tx, [{ ...evidence, body: { ...body, note: by.note ?? '' } }], now);
  return { row: next, parts };
}

/**
 * Locks a dispute (the wallets of its account first), lets `decide` judge it, and writes what it decided. Nothing is written where it
 * refuses. `holderId` bounds whose dispute it may be: any other is `dispute-unknown`.
 */
export async function changeDispute<Reason extends string>(
  context: DisputesContext,
  wanted: { readonly disputeId: string; readonly holderId?: string; readonly by: By },
  now: Temporal.Instant,
  decide: (working: Working) => Outcome<Decided, Reason> | Promise<Outcome<Decided, Reason>>,
): Promise<Outcome<{ row: DisputeRow; parts: Part[] }, Reason | 'dispute-unknown'>> {
  type Changed = Outcome<{ row: DisputeRow; parts: Part[] }, Reason | 'dispute-unknown'>;
  return await context.database.transaction<Changed>(async (tx) => {
    const place = await store.placeOf(tx, wanted.disputeId);
    if (place === undefined || (wanted.holderId !== undefined && place.customerId !== wanted.holderId)) return refused('dispute-unknown');
    await lockAccounts(tx, [place.accountId]);
    const row = await store.lock(tx, wanted.disputeId);
    const account = await accountOf(tx, place.accountId);
    if (account === undefined) throw new Error('bug: a dispute without its account');
    const parts = (await store.parts(tx, [row.id])).get(row.id) ?? [];
    const working = { tx, row, parts, account, programme: cardProgrammeNamed(context.cardProgrammes, place.programme) };
    const decided = await decide(working);
    // An act may have written before it found its refusal.
    if (decided.kind === 'refused') throw new RolledBack<Changed>(decided);
    if (decided.value === 'unchanged') return { kind: 'done', value: { row, parts } };
    return { kind: 'done', value: await write(context, working, decided.value, wanted.by, now) };
  });
}
