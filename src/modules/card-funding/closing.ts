// Closing an account: its cards end, one fee, what is left is paid out, and what was held follows when it is released (PC-37).

import { convert } from '../../kernel/rate.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { accountHeldBy, readAccountReference } from '../accounts/index.ts';
import { chargeFees, quoteFee } from '../card-fees/index.ts';
import { cardsOf, closeCard } from '../cards/index.ts';
import { customer } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { rateTable } from '../exchange/index.ts';
import { derivedId } from '../ledger/index.ts';
import { emitAll } from '../webhooks/index.ts';
import { accountOf, chargeWallet, lockAccounts, setAccountStatus, type CardAccount, type WalletState } from '../wallets/index.ts';
import { insertPayout, payoutsOf } from './bank-files-store.ts';
import { payoutsChart } from './bank-files.ts';
import * as store from './closing-store.ts';
import { cardProgrammeOf, holdersOf, type FundingContext } from './context.ts';
import { takeFromOthers, type CardDay } from './debts.ts';
import { lockOwn, referenceOf } from './loads.ts';
import { onTheWay } from './loads-store.ts';
import { endMandates, mandatesOf } from './mandates-store.ts';
import { judgeIban, type MandateRefusal } from './rules/mandate.ts';
import { accountEvent, tellHolder, tellPosted } from './tell.ts';
import { moveBetween } from './wallet-exchange.ts';

/** Where the money goes: an account of the holder here, or an IBAN of the holder at another bank of the country. */
export type PayTo = { readonly account: string } | { readonly iban: string };

export type ClosingRefusal =
  | 'card-account-unknown'
  | 'card-account-closed'
  | 'account-unknown'
  | 'account-closed'
  | 'currency-mismatch'
  | MandateRefusal;

type Destination = {
  readonly toAccountId: string | null;
  readonly toIban: string | null;
  readonly toName: string | null;
  readonly shown: string;
};

/** Where the money may go: to an account of the holder here that is not closed, or to an IBAN at another bank of the country. */
export async function judgeDestination(
  tx: Session,
  context: FundingContext,
  account: CardAccount,
  payTo: PayTo,
): Promise<Outcome<Destination, ClosingRefusal>> {
  if ('account' in payTo) {
    const own = await accountHeldBy(tx, account.customerId, payTo.account);
    if (own === undefined) return refused('account-unknown');
    if (own.status === 'closed') return refused('account-closed');
    if (own.currency !== account.currency) return refused('currency-mismatch');
    return done({ toAccountId: own.id, toIban: null, toName: null, shown: own.number });
  }
  const reference = readAccountReference(payTo.iban);
  const typed = reference !== undefined && 'iban' in reference ? reference.iban : undefined;
  const iban = judgeIban(cardProgrammeOf(context, account).country, holdersOf(context, account).accounts.bankCode, typed);
  if (iban.kind === 'refused') return iban;
  const holder = await customer(tx, account.customerId);
  return done({ toAccountId: null, toIban: iban.value.iban, toName: holder?.nameLatin ?? '', shown: iban.value.iban });
}

const feeIdOf = (accountId: string): string => derivedId('card-closing-fee', accountId);

/** PC-37: what will be shown: the fee with its tax, and what the base wallet leaves after it. Other wallets and holds follow at their day's rates. */
export async function askClosing(
  tx: Session,
  context: FundingContext,
  asked: { readonly customerId: string; readonly accountId: string; readonly payTo: PayTo },
  now: Temporal.Instant,
): Promise<Outcome<{ details: Readonly<Record<string, string>> }, ClosingRefusal>> {
  const own = await lockOwn(tx, asked.customerId, asked.accountId);
  if (own === undefined) return refused('card-account-unknown');
  const { account, wallets } = own;
  if (account.status === 'closing' || account.status === 'closed') return refused('card-account-closed');
  const destination = await judgeDestination(tx, context, account, asked.payTo);
  if (destination.kind === 'refused') return destination;
  const fee = quoteFee(context, account, 'closing', now).total.minor;
  const base = wallets.find(({ currency }) => currency === account.currency);
  const left = (base?.available ?? 0n) - (base?.debt ?? 0n) - fee;
  return done({
    details: {
      kind: 'card-closing',
      amount: String(left > 0n ? left : 0n),
      currency: account.currency,
      fee: String(fee),
      to: destination.value.shown,
      ...(wallets.some(({ held }) => held > 0n) ? { note: 'holds-follow' } : {}),
    },
  });
}

export type StartedClosing = {
  readonly accountId: string;
  readonly paidOut: bigint;
  readonly fee: bigint;
  readonly status: 'closing' | 'closed';
};

/**
 * PC-37: closes the cards, charges the one fee, pays out what is free. Asked again it is `card-account-closed`: there is one closing.
 * @param wanted.channel 'app', 'kiosk', 'branch' …: for the record
 * @param wanted.actor 'customer:<id>', 'kiosk:<id>', 'staff:<id>' or 'client:<id>'
 */
export async function startClosing(
  tx: Session,
  context: FundingContext,
  wanted: {
    readonly accountId: string;
    readonly payTo: PayTo;
    readonly reference: string;
    readonly channel: string;
    readonly actor: string;
  },
  now: Temporal.Instant,
): Promise<Outcome<StartedClosing, ClosingRefusal>> {
  const { accountId, reference, channel, actor } = wanted;
  await lockAccounts(tx, [accountId]);
  const account = await accountOf(tx, accountId);
  if (account === undefined) return refused('card-account-unknown');
  const destination = await judgeDestination(tx, context, account, wanted.payTo);
  if (destination.kind === 'refused') return destination;
  if (!(await setAccountStatus(tx, accountId, ['pending', 'open', 'frozen'], 'closing', null, now))) return refused('card-account-closed');
  const { toAccountId, toIban, toName } = destination.value;
  const feeId = feeIdOf(accountId);
  if (!(await store.insertClosing(tx, { accountId, reference, channel, feeId, toAccountId, toIban, toName }, now)))
    return refused('card-account-closed');
  // The cards end before the money goes: no authorisation comes between.
  for (const card of await cardsOf(tx, accountId)) {
    if (card.status === 'closed') continue;
    const ended = await closeCard(tx, context, { cardId: card.id, reason: 'account-closed', actor }, now);
    if (ended.kind === 'refused') throw new Error(`bug: a card could not be closed: ${ended.reason}`);
  }
  const mandates = await mandatesOf(tx, accountId);
  await endMandates(
    tx,
    mandates.filter(({ endedAt }) => endedAt === null).map(({ id }) => id),
    'closed',
    now,
  );
  const [fee] = await chargeFees(tx, context, [{ id: feeId, accountId, fee: 'closing', reference, occurredAt: now }], now);
  if (fee?.charged === true)
    await tellPosted(
      tx,
      context,
      [{ account, id: feeId, kind: 'fee', detail: 'closing', currency: account.currency, amount: -fee.total.minor }],
      now,
    );
  await emitAll(tx, [accountEvent(context, account, 'card-account.closing', { channel })], now);
  await tellHolder(tx, context, account, 'card-closing', {}, now);
  const settled = await settleClosing(tx, context, { ...account, status: 'closing' }, now);
  const body = { accountId, reference, channel, feeId, to: toAccountId ?? toIban, paidOut: String(settled.paidOut) };
  await appendEvidence(tx, [{ kind: 'card-account-closing', subject: accountId, customerId: account.customerId, actor, body }], now);
  return done({ accountId, paidOut: settled.paidOut, fee: fee?.total.minor ?? 0n, status: settled.closed ? 'closed' : 'closing' });
}

const walletsNow = async (tx: Session, accountId: string): Promise<readonly WalletState[]> =>
  (await lockAccounts(tx, [accountId])).get(accountId) ?? [];

/** Other wallets pay what one owes, then what is free in them becomes base currency at the day's rate. */
async function gather(tx: Session, context: FundingContext, account: CardAccount, now: Temporal.Instant): Promise<void> {
  for (const { currency } of await walletsNow(tx, account.id)) {
    const wallets = await walletsNow(tx, account.id);
    const debtor = wallets.find((wallet) => wallet.currency === currency && wallet.debt > 0n);
    if (debtor !== undefined)
      await takeFromOthers(tx, context, { account, debtor, reference: context.newId(), detail: 'closing' }, [{ account, wallets }], now);
  }
  const rates = await rateTable(tx, now);
  for (const { currency, available, debt } of await walletsNow(tx, account.id)) {
    if (currency === account.currency || available <= 0n || debt > 0n) continue;
    const rate = rates?.rate(currency, account.currency);
    if (rates === undefined || rate === undefined) continue;
    const request = { id: context.newId(), reference: account.id, kind: 'exchange', detail: 'closing' } as const;
    const from = { currency, minor: available };
    const to = convert(from, rate.rate, 'down');
    if (to.minor <= 0n) continue;
    const spread = { currency: account.currency, minor: 0n };
    await moveBetween(
      tx,
      context,
      account,
      { ...request, from, to, spread, spreadPpm: 0, rate: { rate: rate.rate, source: rate.source, day: rate.day } },
      now,
    );
  }
}

async function payOut(
  tx: Session,
  context: FundingContext,
  account: CardAccount,
  closing: store.Closing,
  amount: bigint,
  now: Temporal.Instant,
): Promise<boolean> {
  const { toAccountId, toIban, toName } = closing;
  // The account that it was to go to was closed since: it waits until the holder names another.
  if (toAccountId !== null && (await accountHeldBy(tx, account.customerId, toAccountId))?.status !== 'open') return false;
  const id = context.newId();
  const { currency, termsVersion } = account;
  const status = toAccountId === null ? 'ordered' : 'paid';
  const reference = toAccountId === null ? referenceOf(id) : null;
  await insertPayout(tx, { id, accountId: account.id, currency, amount, toAccountId, toIban, toName, status, reference }, now);
  const transaction = { kind: 'payout', detail: 'closing', verification: 'approval', termsVersion, occurredAt: now } as const;
  const counterpart = toAccountId === null ? payoutsChart : { ledgerAccountId: toAccountId };
  const common = {
    id,
    accountId: account.id,
    currency,
    amount,
    counterpart,
    code: 'card-payout',
    reference: closing.reference.slice(0, 64),
  };
  const charged = await chargeWallet(tx, { ...common, onlyAvailable: true, transaction }, now);
  if (charged.kind === 'refused') throw new Error(`bug: a payout of what is there was refused: ${charged.reason}`);
  await tellPosted(tx, context, [{ account, id, kind: 'payout', detail: 'closing', currency, amount: -amount }], now);
  return true;
}

/** Pays out what is free now and ends the account where nothing is held, owed, or on its way any more. The caller holds the lock. */
export async function settleClosing(
  tx: Session,
  context: FundingContext,
  account: CardAccount,
  now: Temporal.Instant,
): Promise<{ paidOut: bigint; closed: boolean }> {
  const closing = await store.closing(tx, account.id);
  if (closing === undefined) throw new Error('bug: a closing without its row');
  await gather(tx, context, account, now);
  const base = (await walletsNow(tx, account.id)).find(({ currency }) => currency === account.currency);
  let paidOut = 0n;
  if (base !== undefined && base.available > 0n && base.debt === 0n && (await payOut(tx, context, account, closing, base.available, now)))
    paidOut = base.available;
  const over = (await walletsNow(tx, account.id)).every(({ posted, held, debt }) => posted === 0n && held === 0n && debt === 0n);
  if (!over || (await onTheWay(tx, account.id, null)) > 0n) return { paidOut, closed: false };
  if (await setAccountStatus(tx, account.id, ['closing'], 'closed', null, now)) {
    await store.endClosing(tx, account.id, now);
    await emitAll(tx, [accountEvent(context, account, 'card-account.closed', {})], now);
    await tellHolder(tx, context, account, 'card-account-closed', {}, now);
  }
  return { paidOut, closed: true };
}

/** PC-37: held amounts follow when they are released; money that a closed account gets later (a refund) is paid out too. */
export async function followClosings(context: FundingContext, { programme }: CardDay, now: Temporal.Instant): Promise<number> {
  const ids = await store.dueClosings(context.database, programme);
  for (const id of ids) {
    await context.database.transaction(async (tx) => {
      await lockAccounts(tx, [id]);
      const account = await accountOf(tx, id);
      if (account !== undefined) await settleClosing(tx, context, account, now);
    });
  }
  return ids.length;
}

export type ClosingView = store.Closing & { readonly payouts: Awaited<ReturnType<typeof payoutsOf>> };

/** How the closing of an account stands; undefined where nobody asked for it. */
export async function closingOf(db: Session, accountId: string): Promise<ClosingView | undefined> {
  const found = await store.closing(db, accountId);
  return found === undefined ? undefined : { ...found, payouts: await payoutsOf(db, accountId) };
}
