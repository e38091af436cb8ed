// The moves of a dispute as movements of wallets and of the bank's own accounts.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { chargeAgain, refundFee } from '../card-fees/index.ts';
import { applyTransfers, derivedId, internalAccount } from '../ledger/index.ts';
import { chargeWallet, creditWallet, type CardAccount } from '../wallets/index.ts';
import { take, type Move, type Part, type Side, type Step } from './rules/liability.ts';
import type { DisputeRow } from './store.ts';

/** Where `Side` is on the chart; a fee that was charged is income and tax. */
const chartOf = (side: Side): string => (side === 'fee' ? 'fee-income' : side);

const detailOf = {
  'give-credit': 'provisional',
  'take-back': 're-presented',
  recover: 'won',
  'write-off': 'written-off',
  deny: 'denied',
} as const satisfies Record<Step, string>;

type Moving = { readonly row: DisputeRow; readonly account: CardAccount; readonly part: Part; readonly step: Step; readonly move: Move };

async function post(tx: Session, id: string, { row, account, part, step, move }: Moving, now: Temporal.Instant): Promise<void> {
  const { currency } = part;
  if (move.kind === 'internal') {
    const to = await internalAccount(tx, chartOf(move.to), currency, now);
    const tax = move.from === 'fee' ? part.vatAmount : 0n;
    const from = [
      { account: await internalAccount(tx, chartOf(move.from), currency, now), amount: move.amount - tax },
      { account: await internalAccount(tx, 'vat-payable', currency, now), amount: tax },
    ].filter(({ amount }) => amount > 0n);
    const legs = from.map(({ account: debitAccountId, amount }) => ({ debitAccountId, creditAccountId: to, amount }));
    const [applied] = await applyTransfers(tx, [{ kind: 'transfer', id, currency, code: 'card-dispute', reference: row.id, legs }], now);
    if (applied?.kind !== 'done') throw new Error(`bug: the ledger refused a dispute's settlement: ${applied?.reason ?? 'no outcome'}`);
    return;
  }
  const side = move.kind === 'credit' ? move.from : move.to;
  const movement = {
    id,
    accountId: row.accountId,
    currency,
    amount: move.amount,
    ...(side === 'fee' && part.vatAmount > 0n ? { vat: { amount: part.vatAmount, ppm: part.vatPpm, chart: 'vat-payable' } } : {}),
    counterpart: chartOf(side),
    code: 'card-dispute',
    reference: row.id,
    transaction: {
      kind: move.kind === 'credit' ? ('dispute-credit' as const) : ('dispute-debit' as const),
      detail: part.role === 'fee' ? `${detailOf[step]} fee` : detailOf[step],
      ...(row.cardId === null ? {} : { cardId: row.cardId }),
      merchantName: row.merchantName,
      parentId: row.transactionId,
      termsVersion: account.termsVersion,
      occurredAt: now,
    },
  };
  const moved = move.kind === 'credit' ? await creditWallet(tx, movement, now) : await chargeWallet(tx, movement, now);
  if (moved.kind === 'refused') throw new Error(`bug: a dispute's movement was refused: ${moved.reason}`);
}

/**
 * Takes the steps of an act with every part, posts what moves, and gives the parts as they stand afterwards. Ids follow from the
 * dispute and the act's number, so that a repetition moves nothing.
 */
export async function takeSteps(
  tx: Session,
  dispute: { row: DisputeRow; account: CardAccount; parts: readonly Part[]; seq: number; steps: readonly Step[] },
  now: Temporal.Instant,
): Promise<Part[]> {
  const { row, account, seq } = dispute;
  let parts = [...dispute.parts];
  let count = 0;
  for (const step of dispute.steps) {
    const next: Part[] = [];
    for (const part of parts) {
      const taken = take(part, step);
      for (const move of taken.moves) {
        count += 1;
        await post(tx, derivedId('card-dispute', `${row.id} ${seq} ${count}`), { row, account, part, step, move }, now);
      }
      next.push(taken.part);
    }
    parts = next;
  }
  return parts;
}

/** Id of the n-th slip request's fee. */
export const slipFeeId = (disputeId: string, number: number): string => derivedId('card-dispute-slip', `${disputeId} ${number}`);

/** PC-31: the slips' fees come back where the dispute ends in the holder's favour, once each. */
export async function returnSlipFees(tx: Session, row: DisputeRow, now: Temporal.Instant): Promise<number> {
  let returned = 0;
  for (let number = 1; number <= row.slipRequests; number += 1) {
    const refund = {
      accountId: row.accountId,
      feeId: slipFeeId(row.id, number),
      reason: 'dispute-won',
      reference: row.id,
      occurredAt: now,
    };
    if ((await refundFee(tx, refund, now)).kind === 'done') returned += 1;
  }
  return returned;
}

/** PC-33: what `returnSlipFees` gave back is charged again where the favourable end did not stay. How many were. */
export async function chargeSlipFeesAgain(tx: Session, row: DisputeRow, now: Temporal.Instant): Promise<number> {
  let charged = 0;
  for (let number = 1; number <= row.slipRequests; number += 1) {
    const fee = {
      accountId: row.accountId,
      feeId: slipFeeId(row.id, number),
      reason: 'made-by-holder',
      reference: row.id,
      occurredAt: now,
    };
    if ((await chargeAgain(tx, fee, now)).kind === 'done') charged += 1;
  }
  return charged;
}

/** A charge that staff or the calculation makes beside the disputed amounts: expenses of a chargeback, financial charges. */
export async function postCharge(
  tx: Session,
  charge: {
    row: DisputeRow;
    account: CardAccount;
    id: string;
    kind: 'interest' | 'fee';
    detail: string;
    counterpart: string;
    currency: Part['currency'];
    amount: bigint;
    occurredAt: Temporal.Instant;
  },
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'wallet-unknown'>> {
  const { row, account, id, kind, detail, counterpart, currency, amount, occurredAt } = charge;
  const moved = await chargeWallet(
    tx,
    {
      id,
      accountId: row.accountId,
      currency,
      amount,
      counterpart,
      code: 'card-dispute',
      reference: row.id,
      transaction: {
        kind,
        detail,
        ...(row.cardId === null ? {} : { cardId: row.cardId }),
        parentId: row.transactionId,
        termsVersion: account.termsVersion,
        occurredAt,
      },
    },
    now,
  );
  return moved.kind === 'refused' ? refused('wallet-unknown') : done(undefined);
}
