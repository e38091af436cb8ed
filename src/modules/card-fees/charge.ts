// Posts fees of the schedule, several at once, and gives them back.

import { money, type Money } from '../../kernel/money.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed, type CardProgrammes, type FeeName } from '../card-programmes/index.ts';
import { derivedId } from '../ledger/index.ts';
import { accountsOf, chargeWallets, creditWallet, transaction, type CardAccount } from '../wallets/index.ts';
import { priceFee, type PricedFee } from './rules/fee.ts';

export type FeesContext = { readonly cardProgrammes: CardProgrammes };

export type FeeCharge = {
  /** Id of the posting: the same again moves nothing. */
  readonly id: string;
  readonly accountId: string;
  readonly cardId?: string;
  readonly fee: FeeName;
  /** The transaction that the fee belongs to: of cash abroad, of a dispute's slip. */
  readonly parentId?: string;
  /** What caused it where that is no transaction: an operation's id. Without it the fee's own id. */
  readonly reference?: string;
  /** The day of it says which version of the schedule holds (PC-39). */
  readonly occurredAt: Temporal.Instant;
};

/** A fee that was charged. `charged` is false where the schedule says nought: nothing is posted then. */
export type ChargedFee = PricedFee & { readonly id: string; readonly charged: boolean; readonly existed: boolean };

/** What a fee would come to, to be shown before an approval. */
export function quoteFee(context: FeesContext, account: Pick<CardAccount, 'programme'>, fee: FeeName, at: Temporal.Instant): PricedFee {
  return priceFee(cardProgrammeNamed(context.cardProgrammes, account.programme), fee, at);
}

/**
 * PC-25: posts fees as they are incurred, in the base currency of their accounts, each with its tax on top; what the wallet
 * does not have becomes a debt (PC-21). Net to `fee-income`, tax to `vat-payable`. Outcomes in the order given.
 */
export async function chargeFees(
  tx: Session,
  context: FeesContext,
  charges: readonly FeeCharge[],
  now: Temporal.Instant,
): Promise<ChargedFee[]> {
  const accounts = await accountsOf(tx, [...new Set(charges.map(({ accountId }) => accountId))]);
  const priced = charges.map((charge) => {
    const account = accounts.get(charge.accountId);
    if (account === undefined) throw new Error('bug: a fee for an account that does not exist');
    const price = quoteFee(context, account, charge.fee, charge.occurredAt);
    if (price.total.currency !== account.currency)
      throw new Error(`bug: a fee in ${price.total.currency} on an account in ${account.currency}`);
    return { charge, account, price };
  });
  const due = priced.filter(({ price }) => price.total.minor > 0n);
  const posted = await chargeWallets(
    tx,
    due.map(({ charge, account, price }) => ({
      id: charge.id,
      accountId: charge.accountId,
      currency: account.currency,
      amount: price.total.minor,
      ...(price.vat.minor === 0n ? {} : { vat: { amount: price.vat.minor, ppm: price.vatPpm, chart: 'vat-payable' } }),
      counterpart: 'fee-income',
      code: 'card-fee',
      reference: charge.reference ?? charge.id,
      transaction: {
        kind: 'fee',
        detail: charge.fee,
        ...(charge.cardId === undefined ? {} : { cardId: charge.cardId }),
        ...(charge.parentId === undefined ? {} : { parentId: charge.parentId }),
        termsVersion: account.termsVersion,
        feeVersion: price.version,
        occurredAt: charge.occurredAt,
      },
    })),
    now,
  );
  const existed = new Map<string, boolean>();
  due.forEach(({ charge }, index) => {
    const outcome = posted[index];
    if (outcome === undefined || outcome.kind === 'refused') throw new Error(`bug: a fee was refused: ${outcome?.reason ?? 'no outcome'}`);
    existed.set(charge.id, outcome.value.existed);
  });
  return priced.map(({ charge, price }) => ({
    ...price,
    id: charge.id,
    charged: existed.has(charge.id),
    existed: existed.get(charge.id) ?? false,
  }));
}

export type FeeRefund = {
  readonly accountId: string;
  /** The posting of the fee. */
  readonly feeId: string;
  /** Why: 'dispute-won', 'waived' … */
  readonly reason: string;
  readonly reference?: string;
  readonly occurredAt: Temporal.Instant;
};

/** The id under which a fee is given back: there is one, so that it is given back once. */
export const refundIdOf = (feeId: string): string => derivedId('fee-refund', feeId);

/**
 * PC-31, PC-53: gives a fee back as it was posted, with its tax and at the rate of its posting. Once, whatever is retried.
 * Refusals: `fee-unknown` (no such posting on this account, or none of a fee).
 */
export async function refundFee(
  tx: Session,
  refund: FeeRefund,
  now: Temporal.Instant,
): Promise<Outcome<{ id: string; amount: Money; existed: boolean }, 'fee-unknown'>> {
  const fee = await transaction(tx, refund.accountId, refund.feeId);
  if (fee === undefined || fee.kind !== 'fee' || fee.amount > 0n) return refused('fee-unknown');
  const id = refundIdOf(fee.id);
  const amount = -fee.amount;
  const credited = await creditWallet(
    tx,
    {
      id,
      accountId: refund.accountId,
      currency: fee.walletCurrency,
      amount,
      ...(fee.vatAmount === 0n
        ? {}
        : { vat: { amount: fee.vatAmount < 0n ? -fee.vatAmount : fee.vatAmount, ppm: fee.vatPpm, chart: 'vat-payable' } }),
      counterpart: 'fee-income',
      code: 'card-fee-refund',
      reference: refund.reference ?? fee.id,
      transaction: {
        kind: 'fee',
        detail: `${fee.detail} ${refund.reason}`.trim(),
        ...(fee.cardId === null ? {} : { cardId: fee.cardId }),
        parentId: fee.id,
        termsVersion: fee.termsVersion,
        ...(fee.feeVersion === null ? {} : { feeVersion: fee.feeVersion }),
        occurredAt: refund.occurredAt,
      },
    },
    now,
  );
  if (credited.kind === 'refused') throw new Error(`bug: a fee could not be given back: ${credited.reason}`);
  return done({ id, amount: money(fee.walletCurrency, amount), existed: credited.value.existed });
}

/** The id under which a fee that was given back is charged again: once. */
export const chargedAgainIdOf = (feeId: string): string => derivedId('fee-charged-again', feeId);

/**
 * PC-31, PC-33: charges a fee again that was given back for an end that did not stay, exactly as it was given back; what the wallet does
 * not have becomes a debt. Once, whatever is retried. Refusals: `fee-unknown` (it was not given back).
 */
export async function chargeAgain(
  tx: Session,
  again: FeeRefund,
  now: Temporal.Instant,
): Promise<Outcome<{ id: string; amount: Money; existed: boolean }, 'fee-unknown'>> {
  const fee = await transaction(tx, again.accountId, again.feeId);
  const given = await transaction(tx, again.accountId, refundIdOf(again.feeId));
  if (fee?.kind !== 'fee' || given === undefined) return refused('fee-unknown');
  const id = chargedAgainIdOf(fee.id);
  const charged = await chargeWallets(
    tx,
    [
      {
        id,
        accountId: again.accountId,
        currency: given.walletCurrency,
        amount: given.amount,
        ...(given.vatAmount === 0n
          ? {}
          : { vat: { amount: given.vatAmount < 0n ? -given.vatAmount : given.vatAmount, ppm: given.vatPpm, chart: 'vat-payable' } }),
        counterpart: 'fee-income',
        code: 'card-fee',
        reference: again.reference ?? fee.id,
        transaction: {
          kind: 'fee',
          detail: `${fee.detail} ${again.reason}`.trim(),
          ...(fee.cardId === null ? {} : { cardId: fee.cardId }),
          parentId: fee.id,
          termsVersion: fee.termsVersion,
          ...(fee.feeVersion === null ? {} : { feeVersion: fee.feeVersion }),
          occurredAt: again.occurredAt,
        },
      },
    ],
    now,
  );
  const [outcome] = charged;
  if (outcome === undefined || outcome.kind === 'refused') throw new Error(`bug: a fee was refused: ${outcome?.reason ?? 'no outcome'}`);
  return done({ id, amount: money(given.walletCurrency, given.amount), existed: outcome.value.existed });
}
