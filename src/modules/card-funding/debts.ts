// What is owed: taken from another wallet of the same holder after some days, with interest by day and costs (PC-21).

import { dayAt, endOfDay, startOfDay } from '../../kernel/calendar.ts';
import type { Currency } from '../../kernel/money.ts';
import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed, type CardProgramme } from '../card-programmes/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { rateTable, type RateTable } from '../exchange/index.ts';
import { derivedId, entriesOf } from '../ledger/index.ts';
import {
  accountOf,
  accountsOfHolder,
  chargeWallet,
  lockAccounts,
  walletsOf,
  type CardAccount,
  type WalletState,
} from '../wallets/index.ts';
import { emitAll } from '../webhooks/index.ts';
import { cardProgrammeOf, type FundingContext } from './context.ts';
import * as store from './debts-store.ts';
import { interestOf } from './rules/interest.ts';
import { planRecovery, type Taking } from './rules/recovery.ts';
import { accountEvent, tellHolder, tellPosted } from './tell.ts';
import { moveBetween } from './wallet-exchange.ts';

export type CardDay = { readonly programme: string; readonly day: Temporal.PlainDate };

const sameCurrency = { numerator: 1n, denominator: 1n };

/** At the day's rate; of a currency to itself it is 1, also where there are no rates at all. */
function rateOf(rates: RateTable | undefined, from: Currency, to: Currency): Taking['rate'] | undefined {
  return from === to ? { from, to, ...sameCurrency } : rates?.rate(from, to)?.rate;
}

type Recovery = { readonly account: CardAccount; readonly debtor: WalletState; readonly reference: string; readonly detail: string };

/**
 * Takes what a wallet owes from the holder's other wallets, in the programme's order, at the day's rate without a spread.
 * @param accounts of the same holder, all of them locked
 * @returns what was taken now; a reference that took from a wallet before takes nothing of it again
 */
export async function takeFromOthers(
  tx: Session,
  context: FundingContext,
  { account, debtor, reference, detail }: Recovery,
  accounts: readonly { readonly account: CardAccount; readonly wallets: readonly WalletState[] }[],
  now: Temporal.Instant,
): Promise<bigint> {
  const rates = await rateTable(tx, now);
  const payers = accounts.flatMap(({ wallets }) =>
    wallets
      .filter((wallet) => wallet.debt === 0n && !(wallet.accountId === debtor.accountId && wallet.currency === debtor.currency))
      .map(({ accountId, currency, available }) => ({ accountId, currency, available })),
  );
  const order = cardProgrammeOf(context, account).exchange.walletOrder;
  const takings = planRecovery({ currency: debtor.currency, minor: debtor.debt }, payers, order, (from, to) => rateOf(rates, from, to));
  let recovered = 0n;
  for (const { from, sold, bought, rate } of takings) {
    const payer = accounts.find((one) => one.account.id === from.accountId)?.account;
    if (payer === undefined) throw new Error('bug: a wallet without its account');
    const id = derivedId('card-recovery', `${reference} ${from.accountId} ${from.currency}`);
    const known = { rate, source: rates?.source ?? 'none', day: rates?.day ?? dayAt('UTC', now).toString() };
    const spread = { currency: bought.currency, minor: 0n };
    const move = {
      id,
      reference: account.id,
      kind: 'recovery',
      detail,
      from: sold,
      to: bought,
      spread,
      spreadPpm: 0,
      rate: known,
    } as const;
    if (await moveBetween(tx, context, payer, { ...move, toAccount: account }, now)) recovered += bought.minor;
  }
  return recovered;
}

async function recoverOne(
  tx: Session,
  context: FundingContext,
  { accountId, customerId, currency }: store.Debtor,
  day: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<void> {
  const held = await accountsOfHolder(tx, customerId);
  const locked = await lockAccounts(
    tx,
    held.map(({ id }) => id),
  );
  const account = await accountOf(tx, accountId);
  const debtor = locked.get(accountId)?.find((wallet) => wallet.currency === currency);
  if (account === undefined || debtor === undefined || debtor.debt === 0n || debtor.debtSince === null) return;
  const accounts = held
    .filter((one) => one.programme === account.programme)
    .map((one) => ({ account: one, wallets: locked.get(one.id) ?? [] }));
  const reference = `${accountId} ${currency} ${day.toString()}`;
  const recovered = await takeFromOthers(tx, context, { account, debtor, reference, detail: 'debt' }, accounts, now);
  if (recovered === 0n) return;
  await chargeCost(tx, context, account, debtor.debtSince, now);
  await tellHolder(tx, context, account, 'card-debt-recovered', { amount: String(recovered), currency, kind: 'card-debt' }, now);
  await emitAll(tx, [accountEvent(context, account, 'card-account.debt-recovered', { currency, amount: String(recovered) })], now);
  const body = { accountId, currency, recovered: String(recovered), day: day.toString() };
  await appendEvidence(tx, [{ kind: 'card-debt-recovered', subject: accountId, customerId, actor: 'system', body }], now);
}

/** Costs of a recovery: once for a debt, however many days it takes. */
async function chargeCost(
  tx: Session,
  context: FundingContext,
  account: CardAccount,
  since: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  const { recoveryCost } = cardProgrammeOf(context, account).negativeBalance;
  if (recoveryCost === 0) return;
  const id = derivedId('card-recovery-cost', `${account.id} ${since.toString()}`);
  const { currency, termsVersion } = account;
  const amount = BigInt(recoveryCost);
  const transaction = { kind: 'recovery', detail: 'cost', termsVersion, occurredAt: now } as const;
  const common = {
    id,
    accountId: account.id,
    currency,
    amount,
    counterpart: 'recovery-income',
    code: 'card-recovery-cost',
    reference: account.id,
  };
  const charged = await chargeWallet(tx, { ...common, transaction }, now);
  if (charged.kind === 'refused') throw new Error(`bug: the cost of a recovery was refused: ${charged.reason}`);
  if (!charged.value.existed)
    await tellPosted(tx, context, [{ account, id, kind: 'recovery', detail: 'cost', currency, amount: -amount }], now);
}

/** Takes what has been owed for longer than the programme waits from other wallets of the same holder. A day run twice takes once. */
export async function recoverDebts(context: FundingContext, { programme: name, day }: CardDay, now: Temporal.Instant): Promise<number> {
  const programme = cardProgrammeNamed(context.cardProgrammes, name);
  const firstDay = day.subtract({ days: programme.negativeBalance.recoverFromOtherWalletsAfterDays });
  const debtors = await store.owingSince(context.database, name, endOfDay(programme.timeZone, firstDay));
  for (const debtor of debtors) await context.database.transaction(async (tx) => await recoverOne(tx, context, debtor, day, now));
  return debtors.length;
}

/** What a wallet owed at an instant gone by: what it owes now, less what its ledger account moved since. */
async function owedAt(tx: Session, wallet: WalletState, at: Temporal.Instant): Promise<bigint> {
  if (wallet.debtAccountId === null) return 0n;
  let owed = wallet.debt;
  let before: string | undefined;
  for (;;) {
    const entries = await entriesOf(tx, wallet.debtAccountId, { limit: 200, ...(before === undefined ? {} : { before }) });
    for (const entry of entries) {
      if (Temporal.Instant.compare(entry.at, at) < 0) return owed;
      // A debit of the debt's account, which made it larger, is negative here.
      owed += entry.amount;
    }
    before = entries.at(-1)?.cursor;
    if (entries.length < 200) return owed;
  }
}

/** Keeps what each wallet owed at 24:00 of a day, with the rate of that day: what interest is counted from. */
export async function accrueInterest(context: FundingContext, { programme: name, day }: CardDay): Promise<number> {
  const programme = cardProgrammeNamed(context.cardProgrammes, name);
  const { interestPerYearPpm } = programme.negativeBalance;
  const at = endOfDay(programme.timeZone, day);
  let count = 0;
  for (const { accountId, currency } of await store.everOwing(context.database, name)) {
    await context.database.transaction(async (tx) => {
      await lockAccounts(tx, [accountId]);
      const wallet = (await walletsOf(tx, accountId)).find((one) => one.currency === currency);
      const debt = wallet === undefined ? 0n : await owedAt(tx, wallet, at);
      if (debt <= 0n) return;
      await store.insertDebtDay(tx, { accountId, currency, day, debt, interestPerYearPpm });
      count += 1;
    });
  }
  return count;
}

const isLastOfMonth = (day: Temporal.PlainDate): boolean => day.add({ days: 1 }).day === 1;

async function postOne(
  tx: Session,
  context: FundingContext,
  programme: CardProgramme,
  { accountId, currency, amount, month }: { accountId: string; currency: Currency; amount: bigint; month: Temporal.PlainDate },
  now: Temporal.Instant,
): Promise<void> {
  const account = await accountOf(tx, accountId);
  if (account === undefined) throw new Error('bug: interest without its account');
  const id = derivedId('card-interest', `${accountId} ${currency} ${month.toString()}`);
  const occurredAt = startOfDay(programme.timeZone, month.add({ months: 1 }));
  const transaction = { kind: 'interest', detail: month.toString().slice(0, 7), termsVersion: account.termsVersion, occurredAt } as const;
  const common = { id, accountId, currency, amount, counterpart: 'interest-income', code: 'card-interest', reference: accountId };
  const charged = await chargeWallet(tx, { ...common, transaction }, now);
  if (charged.kind === 'refused') throw new Error(`bug: interest was refused: ${charged.reason}`);
  if (charged.value.existed) return;
  await tellPosted(tx, context, [{ account, id, kind: 'interest', detail: transaction.detail, currency, amount: -amount }], now);
  await tellHolder(tx, context, account, 'card-interest-posted', { amount: String(amount), currency, kind: 'card-interest' }, now);
}

/** On the last day of a month: posts the month's interest of each wallet, rounded once; what cannot be taken is owed. */
export async function postInterest(context: FundingContext, { programme: name, day }: CardDay, now: Temporal.Instant): Promise<number> {
  if (!isLastOfMonth(day)) return 0;
  const programme = cardProgrammeNamed(context.cardProgrammes, name);
  const month = day.with({ day: 1 });
  const byWallet = Map.groupBy(
    await store.debtDays(context.database, name, month, month.add({ months: 1 })),
    ({ accountId, currency }) => `${accountId} ${currency}`,
  );
  let count = 0;
  for (const days of byWallet.values()) {
    const [first] = days;
    const amount = interestOf(days);
    if (first === undefined || amount === 0n) continue;
    const { accountId, currency } = first;
    await context.database.transaction(async (tx) => await postOne(tx, context, programme, { accountId, currency, amount, month }, now));
    count += 1;
  }
  return count;
}
