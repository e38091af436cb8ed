// Money between the wallets of one account, at a rate that was quoted and is kept for its time (PC-08).

import { isCurrency, type Currency } from '../../kernel/money.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { giveQuote, quote, useQuote, type Quote } from '../exchange/index.ts';
import { applyTransfers, derivedId, internalAccount } from '../ledger/index.ts';
import { accountOf, chargeWallet, creditWallet, ensureWallet, walletsOf, type CardAccount } from '../wallets/index.ts';
import { cardProgrammeOf, type FundingContext } from './context.ts';
import { lockOwn } from './loads.ts';
import { tellPosted } from './tell.ts';

export type QuoteRefusal =
  | 'card-account-unknown'
  | 'card-account-closed'
  | 'currency-not-offered'
  | 'amount-malformed'
  | 'amount-not-positive'
  | 'amount-too-small'
  | 'same-currency'
  | 'rate-unknown'
  | 'insufficient-funds';

export type AskedQuote = {
  readonly accountId: string;
  readonly customerId: string;
  readonly from: string;
  readonly to: string;
  /** Minor units of `side`: 'sell' of the wallet that gives, 'buy' of the one that gets. */
  readonly side: 'sell' | 'buy';
  readonly minor: string;
};

const mayExchange = ({ status }: CardAccount): boolean => status === 'open' || status === 'frozen';

/** PC-08: a quote for the holder's own wallets, kept for the programme's `quoteSeconds`. Nothing is held yet. */
export async function quoteWallets(
  tx: Session,
  context: FundingContext,
  asked: AskedQuote,
  now: Temporal.Instant,
): Promise<Outcome<Quote, QuoteRefusal>> {
  const account = await accountOf(tx, asked.accountId);
  if (account?.customerId !== asked.customerId) return refused('card-account-unknown');
  if (!mayExchange(account)) return refused('card-account-closed');
  const programme = cardProgrammeOf(context, account);
  const offered = programme.products[account.product]?.currencies ?? [];
  const { from, to } = asked;
  if (!isCurrency(from) || !isCurrency(to) || !offered.includes(from) || !offered.includes(to)) return refused('currency-not-offered');
  if (!/^-?\d{1,18}$/.test(asked.minor)) return refused('amount-malformed');
  const minor = BigInt(asked.minor);
  const request =
    asked.side === 'sell' ? { sell: { currency: from, minor }, buyCurrency: to } : { buy: { currency: to, minor }, sellCurrency: from };
  const given = await giveQuote(tx, programme, { id: context.newId(), accountId: account.id, request }, now);
  if (given.kind === 'refused') return given;
  const wallet = (await walletsOf(tx, account.id)).find(({ currency }) => currency === from);
  if ((wallet?.available ?? 0n) < given.value.from.minor || (wallet?.debt ?? 0n) > 0n) return refused('insufficient-funds');
  return given;
}

export type AskedExchange = {
  readonly operationId: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly quoteId: string;
};
export type ExchangeRefusal = QuoteRefusal | 'quote-unknown' | 'quote-expired' | 'quote-used';

/** What will be shown: both amounts and the rate, as they were quoted. */
export async function askExchange(
  tx: Session,
  _context: FundingContext,
  asked: AskedExchange,
  now: Temporal.Instant,
): Promise<Outcome<{ details: Readonly<Record<string, string>> }, ExchangeRefusal>> {
  const own = await lockOwn(tx, asked.customerId, asked.accountId);
  if (own === undefined) return refused('card-account-unknown');
  if (!mayExchange(own.account)) return refused('card-account-closed');
  const quoted = await quote(tx, asked.quoteId, asked.accountId);
  if (quoted === undefined) return refused('quote-unknown');
  if (Temporal.Instant.compare(quoted.expiresAt, now) <= 0) return refused('quote-expired');
  const wallet = own.wallets.find(({ currency }) => currency === quoted.from.currency);
  if ((wallet?.available ?? 0n) < quoted.from.minor || (wallet?.debt ?? 0n) > 0n) return refused('insufficient-funds');
  const { from, to } = quoted;
  return done({
    details: {
      kind: 'card-exchange',
      amount: String(from.minor),
      currency: from.currency,
      bought: String(to.minor),
      boughtCurrency: to.currency,
      rate: rateText(quoted),
    },
  });
}

/** How many of the sold currency one of the bought costs, spread included, to five places: for people; the exact rate is kept. */
export function rateText({ from, to, rate, spreadPpm }: Pick<Quote, 'from' | 'to' | 'rate' | 'spreadPpm'>): string {
  const places = 100_000n;
  const whole = (rate.rate.denominator * 1_000_000n * places) / (rate.rate.numerator * BigInt(1_000_000 - spreadPpm));
  const text = whole.toString().padStart(6, '0');
  return `1 ${to.currency} = ${text.slice(0, -5)}.${text.slice(-5)} ${from.currency}`;
}

/** Ids of an exchange's two transactions, by the id that caused it. */
export const exchangePostings = (id: string): { readonly sold: string; readonly bought: string } => ({
  sold: derivedId('card-exchange-sold', id),
  bought: derivedId('card-exchange-bought', id),
});

/** Executes the quote that was approved, within its time and once; otherwise it is refused and nothing moves. */
export async function executeExchange(
  tx: Session,
  context: FundingContext,
  asked: AskedExchange,
  now: Temporal.Instant,
): Promise<Outcome<{ posting?: string }, ExchangeRefusal>> {
  const own = await lockOwn(tx, asked.customerId, asked.accountId);
  if (own === undefined) return refused('card-account-unknown');
  if (!mayExchange(own.account)) return refused('card-account-closed');
  const wanted = await quote(tx, asked.quoteId, asked.accountId);
  if (wanted === undefined) return refused('quote-unknown');
  const wallet = own.wallets.find(({ currency }) => currency === wanted.from.currency);
  const { sold } = exchangePostings(asked.operationId);
  const used = await useQuote(tx, { id: asked.quoteId, accountId: asked.accountId, usedBy: asked.operationId }, now);
  if (used.kind === 'refused') return used;
  if ((wallet?.available ?? 0n) < wanted.from.minor || (wallet?.debt ?? 0n) > 0n) return refused('insufficient-funds');
  await moveBetween(
    tx,
    context,
    own.account,
    { ...used.value, id: asked.operationId, reference: asked.operationId, kind: 'exchange' },
    now,
  );
  return done({ posting: sold });
}

export type WalletMove = Pick<Quote, 'from' | 'to' | 'spread' | 'rate' | 'spreadPpm'> & {
  /** What causes it: both postings' ids follow from it. */
  readonly id: string;
  readonly reference: string;
  readonly kind: 'exchange' | 'recovery';
  readonly detail?: string;
  /** The account whose wallet gets it, where it is another of the same holder. */
  readonly toAccount?: CardAccount;
  readonly occurredAt?: Temporal.Instant;
};

/**
 * Two linked legs over the bank's positions, and the spread as a transfer of its own. What the buying wallet owes is paid first.
 * The caller holds the locks and has looked that the money is there.
 * @returns false where this id has moved before: then nothing moves and nobody is told
 */
export async function moveBetween(
  tx: Session,
  context: FundingContext,
  account: CardAccount,
  move: WalletMove,
  now: Temporal.Instant,
): Promise<boolean> {
  const { from, to, spread, rate, reference, kind, detail = '', toAccount = account, occurredAt = now } = move;
  const ids = exchangePostings(move.id);
  await ensureWallet(tx, toAccount.id, to.currency, now);
  const at = Temporal.Instant.from(`${rate.day}T00:00:00Z`);
  const applied = { rate: { ...rate.rate }, source: rate.source, at, markUpPpm: move.spreadPpm };
  const common = { kind, detail, verification: kind === 'exchange' ? ('approval' as const) : ('none' as const), occurredAt };
  const charged = await chargeWallet(
    tx,
    {
      id: ids.sold,
      accountId: account.id,
      currency: from.currency,
      amount: from.minor,
      counterpart: 'exchange-position',
      code: `card-${kind}`,
      reference,
      onlyAvailable: true,
      transaction: {
        ...common,
        parentId: ids.bought,
        originalAmount: to.minor,
        originalCurrency: to.currency,
        rate: {
          ...applied,
          rate: { from: to.currency, to: from.currency, numerator: rate.rate.denominator, denominator: rate.rate.numerator },
        },
        termsVersion: account.termsVersion,
      },
    },
    now,
  );
  if (charged.kind === 'refused') throw new Error(`bug: a wallet that had enough was refused: ${charged.reason}`);
  if (charged.value.existed) return false;
  const credited = await creditWallet(
    tx,
    {
      id: ids.bought,
      accountId: toAccount.id,
      currency: to.currency,
      amount: to.minor,
      counterpart: 'exchange-position',
      code: `card-${kind}`,
      reference,
      transaction: {
        ...common,
        parentId: ids.sold,
        originalAmount: from.minor,
        originalCurrency: from.currency,
        rate: applied,
        termsVersion: toAccount.termsVersion,
      },
    },
    now,
  );
  if (credited.kind === 'refused') throw new Error(`bug: the second leg of an exchange was refused: ${credited.reason}`);
  if (spread.minor > 0n) await keepSpread(tx, ids.sold, spread, reference, now);
  await tellPosted(
    tx,
    context,
    [
      { account, id: ids.sold, kind, detail, currency: from.currency, amount: -from.minor },
      { account: toAccount, id: ids.bought, kind, detail, currency: to.currency, amount: to.minor },
    ],
    now,
  );
  return true;
}

async function keepSpread(
  tx: Session,
  soldId: string,
  spread: { currency: Currency; minor: bigint },
  reference: string,
  now: Temporal.Instant,
): Promise<void> {
  const position = await internalAccount(tx, 'exchange-position', spread.currency, now);
  const income = await internalAccount(tx, 'exchange-income', spread.currency, now);
  const legs = [{ debitAccountId: position, creditAccountId: income, amount: spread.minor }];
  const id = derivedId('exchange-spread', soldId);
  const [kept] = await applyTransfers(
    tx,
    [{ kind: 'transfer', id, currency: spread.currency, code: 'exchange-spread', reference, legs }],
    now,
  );
  if (kept?.kind === 'refused') throw new Error(`bug: the spread of an exchange was refused: ${kept.reason}`);
}
