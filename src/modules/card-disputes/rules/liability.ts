// The holder's side of a dispute: what is credited, taken back, recovered, denied and written off, and where the money comes from.

import type { Currency } from '../../../kernel/money.ts';

/** One wallet's share of a dispute, in minor units. `original = recovered + denied + writtenOff + remaining`, always. */
export type Part = {
  readonly part: number;
  readonly role: 'transaction' | 'fee';
  readonly sourceId: string;
  readonly currency: Currency;
  readonly original: bigint;
  /** Of a fee: the tax in it. */
  readonly vatAmount: bigint;
  readonly vatPpm: number;
  readonly recovered: bigint;
  readonly denied: bigint;
  readonly writtenOff: bigint;
  readonly remaining: bigint;
  /** What of it the holder has back now. */
  readonly credited: bigint;
};

export type Step = 'give-credit' | 'take-back' | 'recover' | 'write-off' | 'deny';

/** An internal account of the chart; `fee` stands for income and tax of the fee that was charged. */
export type Side = 'chargeback-receivable' | 'provisional-credit' | 'scheme-settlement' | 'write-off' | 'fee';

/** What moves: into the holder's wallet, out of it, or between two accounts of the bank. */
export type Move =
  | { readonly kind: 'credit'; readonly from: Side; readonly amount: bigint }
  | { readonly kind: 'charge'; readonly to: Side; readonly amount: bigint }
  | { readonly kind: 'internal'; readonly from: Side; readonly to: Side; readonly amount: bigint };

/** Where a provisional credit waits: for the scheme's answer, or with the bank where it is its own fee. */
const claimOf = (part: Part): Side => (part.role === 'fee' ? 'provisional-credit' : 'chargeback-receivable');

/** Who pays in the end: the acquirer through the scheme, or the bank. A fee is always the bank's own. */
function payerOf(part: Part, step: 'recover' | 'write-off'): Side {
  if (part.role === 'fee') return 'fee';
  return step === 'recover' ? 'scheme-settlement' : 'write-off';
}

/** Settles what remains in the holder's favour: from the claim where it was credited before, into the wallet where not. */
function keep(part: Part, step: 'recover' | 'write-off'): { part: Part; moves: Move[] } {
  const { remaining } = part;
  if (remaining === 0n) return { part, moves: [] };
  const from = payerOf(part, step);
  const moves: Move[] =
    part.credited === 0n
      ? [{ kind: 'credit', from, amount: remaining }]
      : [{ kind: 'internal', from, to: claimOf(part), amount: remaining }];
  const settled = { ...part, remaining: 0n, credited: part.original - part.denied };
  return step === 'recover'
    ? { part: { ...settled, recovered: part.recovered + remaining }, moves }
    : { part: { ...settled, writtenOff: part.writtenOff + remaining }, moves };
}

/** What of a part was settled in the holder's favour, and by whom. */
function revoked(part: Part): Move[] {
  return [
    { kind: 'charge' as const, to: payerOf(part, 'recover'), amount: part.recovered },
    { kind: 'charge' as const, to: payerOf(part, 'write-off'), amount: part.writtenOff },
  ].filter(({ amount }) => amount > 0n);
}

/**
 * One step of one part: how it stands afterwards, and what moves. A step that has nothing to do moves nothing, so that a repetition is
 * harmless. `deny` holds at any time, also after a favourable end (PC-33: the holder did make the transaction after all).
 */
export function take(part: Part, step: Step): { part: Part; moves: Move[] } {
  switch (step) {
    case 'give-credit':
      if (part.remaining === 0n || part.credited > 0n) return { part, moves: [] };
      return {
        part: { ...part, credited: part.remaining },
        moves: [{ kind: 'credit', from: claimOf(part), amount: part.remaining }],
      };
    case 'take-back':
      if (part.remaining === 0n || part.credited === 0n) return { part, moves: [] };
      return { part: { ...part, credited: 0n }, moves: [{ kind: 'charge', to: claimOf(part), amount: part.credited }] };
    case 'recover':
    case 'write-off':
      return keep(part, step);
    case 'deny': {
      const back = take(part, 'take-back');
      const moves = [...back.moves, ...revoked(part)];
      return { part: { ...part, recovered: 0n, writtenOff: 0n, remaining: 0n, credited: 0n, denied: part.original }, moves };
    }
  }
}
