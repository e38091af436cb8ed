// Applies commands to the ledger: lock and read, decide each in arrival order, write all at once.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { addCounters, emptyBook, noCounters, type Book, type Counters, type HoldState, type WrittenLeg } from './rules/book.ts';
import type { Command, Hold, LedgerRefusal, Post, Transfer, Void } from './rules/command.ts';
import { decide, evolve, findMalformed, type Decision } from './rules/decide.ts';
import * as store from './store.ts';

/** 'created' now, or 'exists': written before under the same id with the same content. */
export type Applied = { readonly id: string; readonly result: 'created' | 'exists' };
export type LedgerOutcome = Outcome<Applied, LedgerRefusal>;

/** Statements that a test replaces to show what each guard is for. */
export type Guards = { readonly lockAccounts?: typeof store.lockAccountsStatement; readonly write?: typeof store.writeStatement };

async function gather(tx: Session, commands: readonly Command[], guards: Guards): Promise<Book> {
  const book = emptyBook();
  const accountIds = new Set<string>();
  const holdIds = new Set<string>();
  for (const command of commands) {
    if (findMalformed(command) !== undefined) continue;
    if ('holdId' in command) holdIds.add(command.holdId);
    else for (const leg of command.legs) accountIds.add(leg.debitAccountId).add(leg.creditAccountId);
  }
  const ids = new Set([...commands.filter((command) => findMalformed(command) === undefined).map(({ id }) => id), ...holdIds]);
  if (ids.size === 0) return book;
  // In this order: once the locks are had, what the next statements read cannot change under the decision.
  const accounts = await store.lockAccounts(tx, [...accountIds], [...holdIds], guards.lockAccounts);
  const holds = holdIds.size === 0 ? [] : await store.lockHolds(tx, [...holdIds]);
  const { legs, refusals } = await store.written(tx, [...ids]);
  for (const account of accounts) book.accounts.set(account.id, account);
  for (const hold of holds) book.holds.set(hold.id, hold);
  for (const { id, reason } of refusals) book.refusals.set(id, reason);
  for (const leg of legs) book.transfers.set(leg.id, [...(book.transfers.get(leg.id) ?? []), leg]);
  return book;
}

function answer(id: string, decision: Decision): LedgerOutcome {
  switch (decision.kind) {
    case 'written':
      return done({ id, result: 'created' });
    case 'exists':
      return done({ id, result: 'exists' });
    case 'refused':
      return decision.first === undefined ? refused(decision.reason) : refused(decision.reason, { first: decision.first });
    case 'refused-for-good':
      return refused(decision.reason);
  }
}

/**
 * Applies commands inside the caller's transaction, each as a whole or not at all, decided in the order given;
 * outcomes come in that order. A refusal of one does not touch the others. Four round trips at most, whatever the number.
 *
 * The ids of refusals that depend on the state (`transient` in rules/command.ts) are written down: the same id cannot
 * succeed later. Where the caller rolls back, nothing was asked.
 * Two transactions that use one id at the same moment with no customer account in common: the second is a fault
 * (unique violation), and its repetition gets the documented answer.
 */
export async function applyTransfers(
  tx: Session,
  commands: readonly Command[],
  now: Temporal.Instant,
  guards: Guards = {},
): Promise<LedgerOutcome[]> {
  const book = await gather(tx, commands, guards);
  const before = new Map(book.holds);
  const legs: WrittenLeg[] = [];
  const refusals: { id: string; reason: string }[] = [];
  const moved = new Map<string, Counters>();
  const appended = new Map<string, Counters>();
  const holds = new Map<string, HoldState>();
  const outcomes = commands.map((command) => {
    const decision = decide(book, command, now);
    evolve(book, command.id, decision);
    if (decision.kind === 'refused-for-good') refusals.push({ id: command.id, reason: decision.reason });
    if (decision.kind === 'written') {
      legs.push(...decision.legs);
      if (decision.hold !== undefined) holds.set(decision.hold.id, decision.hold);
      for (const [id, delta] of decision.deltas) {
        const target = book.accounts.get(id)?.hot === true ? appended : moved;
        target.set(id, addCounters(target.get(id) ?? noCounters, delta));
      }
    }
    return answer(command.id, decision);
  });
  if (legs.length === 0 && refusals.length === 0) return outcomes;

  // A hold without an expiry gets its row when it is settled; one with an expiry when it is placed.
  const isPlacedHere = (hold: HoldState): boolean => hold.expiresAt !== null && !before.has(hold.id);
  const settled = [...holds.values()].filter((hold) => hold.status !== 'pending' && !isPlacedHere(hold));
  const held = [...holds.values()].filter(isPlacedHere);
  const count = await store.write(tx, { moved, appended, legs, held, settled, refusals }, now, guards.write);
  if (count.moved !== moved.size || count.settled !== settled.length) {
    throw new Error('bug: an account or a hold changed between its lock and its write');
  }
  return outcomes;
}

/** Which of these ids a transfer has already, whatever it moved. */
export async function knownTransfers(db: Session, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { legs } = await store.written(db, ids);
  return new Set(legs.flatMap(({ id, kind }) => (kind === 'transfer' ? [id] : [])));
}

async function applyOne(tx: Session, command: Command, now: Temporal.Instant): Promise<LedgerOutcome> {
  const [outcome] = await applyTransfers(tx, [command], now);
  if (outcome === undefined) throw new Error('bug: a command without an outcome');
  return outcome;
}

/** Moves money at once. */
export async function transfer(tx: Session, wanted: Omit<Transfer, 'kind'>, now: Temporal.Instant): Promise<LedgerOutcome> {
  return await applyOne(tx, { kind: 'transfer', ...wanted }, now);
}

/** Places a hold: the amounts count in every funds check until it is posted, voided or expired. */
export async function hold(tx: Session, wanted: Omit<Hold, 'kind'>, now: Temporal.Instant): Promise<LedgerOutcome> {
  return await applyOne(tx, { kind: 'hold', ...wanted }, now);
}

/** Posts a hold in whole, or in part with `amounts`; what is not posted is released. */
export async function post(tx: Session, wanted: Omit<Post, 'kind'>, now: Temporal.Instant): Promise<LedgerOutcome> {
  return await applyOne(tx, { kind: 'post', ...wanted }, now);
}

/** Gives back a hold. */
export async function voidHold(tx: Session, wanted: Omit<Void, 'kind'>, now: Temporal.Instant): Promise<LedgerOutcome> {
  return await applyOne(tx, { kind: 'void', ...wanted }, now);
}
