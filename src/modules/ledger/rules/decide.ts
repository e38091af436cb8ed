// The ledger's one decision: may this command be written, and as which legs. First the ladder of refusals, the result last.

import { isUuid } from '../../../kernel/ids.ts';
import {
  addCounters,
  available,
  movementOf,
  noCounters,
  type Book,
  type Counters,
  type HoldState,
  type LedgerAccount,
  type WrittenLeg,
} from './book.ts';
import { amountMax, legsMax, type Command, type KnownRefusal, type Leg, type MalformedRefusal, type TransientRefusal } from './command.ts';

export type Decision =
  | {
      readonly kind: 'written';
      readonly legs: readonly WrittenLeg[];
      readonly deltas: ReadonlyMap<string, Counters>;
      readonly hold: HoldState | undefined;
    }
  | { readonly kind: 'exists' }
  /** Refused without a trace: the id stays free (malformed), or is another's. */
  | { readonly kind: 'refused'; readonly reason: MalformedRefusal | KnownRefusal; readonly first?: string }
  /** Refused for the state of the ledger: the id is written down as refused. */
  | { readonly kind: 'refused-for-good'; readonly reason: TransientRefusal };

const codePattern = /^[a-z][a-z0-9-]{0,39}$/;

/** Refusals that need no state, in the order of `malformed`. */
export function findMalformed(command: Command): MalformedRefusal | undefined {
  if (!isUuid(command.id)) return 'id-malformed';
  if (command.kind === 'void' || command.kind === 'expire' || command.kind === 'post') {
    if (!isUuid(command.holdId) || command.holdId === command.id) return 'id-malformed';
    if (command.reference.length > 64) return 'text-too-long';
    const amounts = command.kind === 'post' ? command.amounts : undefined;
    if (amounts === undefined) return undefined;
    if (amounts.some((amount) => amount < 0n) || amounts.every((amount) => amount === 0n)) return 'amount-not-positive';
    return amounts.some((amount) => amount > amountMax) ? 'amount-too-large' : undefined;
  }
  const { legs } = command;
  if (legs.some((leg) => !isUuid(leg.debitAccountId) || !isUuid(leg.creditAccountId))) return 'id-malformed';
  if (legs.length < 1 || legs.length > legsMax) return 'legs-out-of-range';
  const texts = [command.memo ?? '', ...legs.flatMap((leg) => [leg.debitParty ?? '', leg.creditParty ?? ''])];
  if (texts.some((text) => text.length > 140) || command.reference.length > 64 || !codePattern.test(command.code)) return 'text-too-long';
  if (legs.some((leg) => leg.amount <= 0n)) return 'amount-not-positive';
  if (legs.some((leg) => leg.amount > amountMax)) return 'amount-too-large';
  return legs.some((leg) => leg.debitAccountId === leg.creditAccountId) ? 'accounts-same' : undefined;
}

function sameInstant(a: Temporal.Instant | null, b: Temporal.Instant | null): boolean {
  return a === null || b === null ? a === b : a.epochMilliseconds === b.epochMilliseconds;
}

/** Whether what is written under the id is what the command asks for: kind, accounts, amounts, code, reference. */
function isSame(book: Book, written: readonly WrittenLeg[], command: Command): boolean {
  const first = written[0];
  if (first === undefined || first.kind !== command.kind || first.reference !== command.reference) return false;
  if (command.kind === 'post' || command.kind === 'void' || command.kind === 'expire') {
    if (first.holdId !== command.holdId) return false;
    const amounts = (command.kind === 'post' ? command.amounts : undefined) ?? book.transfers.get(command.holdId)?.map((leg) => leg.amount);
    return amounts?.length === written.length && written.every((leg, index) => leg.amount === amounts[index]);
  }
  if (first.currency !== command.currency || first.code !== command.code || first.memo !== (command.memo ?? '')) return false;
  if (command.kind === 'hold' && !sameInstant(first.expiresAt, command.expiresAt)) return false;
  const sameLeg = (leg: WrittenLeg, wanted: Leg | undefined): boolean =>
    leg.debitAccountId === wanted?.debitAccountId && leg.creditAccountId === wanted.creditAccountId && leg.amount === wanted.amount;
  return written.length === command.legs.length && written.every((leg, index) => sameLeg(leg, command.legs[index]));
}

type Drafted = { readonly legs: readonly WrittenLeg[]; readonly held: readonly bigint[]; readonly hold: HoldState | undefined };

/** The state of a hold that has no row of its own: without an expiry it waits until it is settled. */
function withoutRow(id: string, first: WrittenLeg): HoldState | undefined {
  return first.expiresAt === null ? { id, status: 'pending', expiresAt: null, settledBy: null } : undefined;
}

/** The second phase: legs that mirror the hold's, or why there is nothing to settle. */
function draftSettlement(book: Book, command: Extract<Command, { holdId: string }>, now: Temporal.Instant): Drafted | TransientRefusal {
  const held = book.transfers.get(command.holdId);
  const first = held?.[0];
  if (held === undefined || first?.kind !== 'hold') return 'hold-not-found';
  const hold = book.holds.get(command.holdId) ?? withoutRow(command.holdId, first);
  if (hold === undefined) return 'hold-not-found';
  if (hold.status === 'posted') return 'hold-already-posted';
  if (hold.status === 'voided') return 'hold-already-voided';
  if (hold.status === 'expired') return 'hold-expired';
  const due = hold.expiresAt !== null && Temporal.Instant.compare(hold.expiresAt, now) <= 0;
  // A hold is over at its expiry, whether or not the sweep has come by; giving it back is always right.
  if (command.kind === 'post' && due) return 'hold-expired';
  if (command.kind === 'expire' && !due) return 'hold-not-due';
  const amounts = command.kind === 'post' && command.amounts !== undefined ? command.amounts : held.map((leg) => leg.amount);
  if (amounts.length !== held.length) return 'amounts-not-of-hold';
  if (held.some((leg, index) => (amounts[index] ?? 0n) > leg.amount)) return 'exceeds-hold';
  return {
    legs: held.map((leg, index) => ({
      ...leg,
      id: command.id,
      kind: command.kind,
      holdId: command.holdId,
      amount: amounts[index] ?? 0n,
      reference: command.reference,
      expiresAt: null,
    })),
    held: held.map((leg) => leg.amount),
    hold: { ...hold, status: command.kind === 'post' ? 'posted' : command.kind === 'void' ? 'voided' : 'expired', settledBy: command.id },
  };
}

function draftMovement(command: Extract<Command, { legs: unknown }>, now: Temporal.Instant): Drafted | TransientRefusal {
  const expiresAt = command.kind === 'hold' ? command.expiresAt : null;
  if (expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0) return 'expiry-not-ahead';
  return {
    legs: command.legs.map((leg, index) => ({
      id: command.id,
      leg: index,
      kind: command.kind,
      holdId: null,
      debitAccountId: leg.debitAccountId,
      creditAccountId: leg.creditAccountId,
      amount: leg.amount,
      currency: command.currency,
      code: command.code,
      reference: command.reference,
      debitParty: leg.debitParty ?? '',
      creditParty: leg.creditParty ?? '',
      memo: command.memo ?? '',
      expiresAt,
    })),
    held: command.legs.map(() => 0n),
    hold: command.kind === 'hold' ? { id: command.id, status: 'pending', expiresAt, settledBy: null } : undefined,
  };
}

function exceedsDebits(account: LedgerAccount): boolean {
  return account.bound === 'credits' && account.creditsPosted + account.creditsPending > account.debitsPosted + account.creditLimit;
}

/**
 * Decides one command against the book. Reads nothing but its arguments and changes nothing: see `evolve`.
 * Refusals come in the order of the lists in command.ts.
 */
export function decide(book: Book, command: Command, now: Temporal.Instant): Decision {
  const bad = findMalformed(command);
  if (bad !== undefined) return { kind: 'refused', reason: bad };
  const written = book.transfers.get(command.id);
  if (written !== undefined) return isSame(book, written, command) ? { kind: 'exists' } : { kind: 'refused', reason: 'id-used-otherwise' };
  const first = book.refusals.get(command.id);
  if (first !== undefined) return { kind: 'refused', reason: 'id-already-refused', first };

  const no = (reason: TransientRefusal): Decision => ({ kind: 'refused-for-good', reason });
  const draft = 'legs' in command ? draftMovement(command, now) : draftSettlement(book, command, now);
  if (typeof draft === 'string') return no(draft);
  const accounts = (side: 'debitAccountId' | 'creditAccountId'): (LedgerAccount | undefined)[] =>
    draft.legs.map((leg) => book.accounts.get(leg[side]));
  const debited = accounts('debitAccountId');
  const credited = accounts('creditAccountId');
  if (debited.includes(undefined)) return no('debit-account-not-found');
  if (credited.includes(undefined)) return no('credit-account-not-found');
  if ([...debited, ...credited].some((account) => account?.currency !== draft.legs[0]?.currency)) return no('currency-mismatch');
  if (debited.some((account) => account?.closed === true)) return no('debit-account-closed');
  if (credited.some((account) => account?.closed === true)) return no('credit-account-closed');

  const deltas = new Map<string, Counters>();
  draft.legs.forEach((leg, index) => {
    const { debit, credit } = movementOf(leg, draft.held[index] ?? 0n);
    deltas.set(leg.debitAccountId, addCounters(deltas.get(leg.debitAccountId) ?? noCounters, debit));
    deltas.set(leg.creditAccountId, addCounters(deltas.get(leg.creditAccountId) ?? noCounters, credit));
  });
  const moved = [...debited, ...credited].flatMap((account) =>
    account === undefined ? [] : [{ ...account, ...addCounters(account, deltas.get(account.id) ?? noCounters) }],
  );
  if (moved.some((account) => account.bound === 'debits' && available(account) < 0n)) return no('insufficient-funds');
  if (moved.some(exceedsDebits)) return no('credits-exceeded');
  return { kind: 'written', legs: draft.legs, deltas, hold: draft.hold };
}

/** Puts a decision into the book, so that the next command of the batch is decided after it. */
export function evolve(book: Book, id: string, decision: Decision): void {
  if (decision.kind === 'refused-for-good') book.refusals.set(id, decision.reason);
  if (decision.kind !== 'written') return;
  book.transfers.set(id, decision.legs);
  if (decision.hold !== undefined) book.holds.set(decision.hold.id, decision.hold);
  for (const [accountId, delta] of decision.deltas) {
    const account = book.accounts.get(accountId);
    if (account !== undefined) book.accounts.set(accountId, { ...account, ...addCounters(account, delta) });
  }
}
