// Makes the statements of a day: one for each account, as data that never changes (PC-27).

import { startOfDay } from '../../kernel/calendar.ts';
import { toJson } from '../../kernel/money.ts';
import type { Session } from '../../postgres/database.ts';
import { authorizationsOf, type Authorization } from '../card-authorizations/index.ts';
import { cardProgrammeNamed, type CardProgramme } from '../card-programmes/index.ts';
import { cardsOf, holdersProgramme, type Card, type CardsContext } from '../cards/index.ts';
import { contactsOf, customer } from '../customers/index.ts';
import { derivedId } from '../ledger/index.ts';
import { notify } from '../messaging/index.ts';
import { accountOf, lockAccounts, transactionsOf, type CardAccount, type CardTransaction, type WalletState } from '../wallets/index.ts';
import { emit } from '../webhooks/index.ts';
import { foldWallet, periodOf, type Period, type PostedEntry, type StatementContent, type StatementHold } from './rules/statement.ts';
import * as store from './store.ts';

export type StatementsContext = Pick<CardsContext, 'database' | 'programmes' | 'cardProgrammes'>;

/** No hold lives longer than this: older authorisations need not be looked at. */
const holdDaysMax = 62;
const holdPagesMax = 20;

/** Authorisations of an account that hold money now, newest first. Without anything held no authorisation is read. */
export async function openHolds(
  db: Session,
  accountId: string,
  wallets: readonly WalletState[],
  now: Temporal.Instant,
): Promise<Authorization[]> {
  if (wallets.every(({ held }) => held === 0n)) return [];
  const oldest = now.subtract({ hours: 24 * holdDaysMax });
  const open: Authorization[] = [];
  let before: string | undefined;
  for (let page = 0; page < holdPagesMax; page += 1) {
    const rows = await authorizationsOf(db, accountId, { limit: 200, ...(before === undefined ? {} : { before }) });
    open.push(...rows.filter(({ held }) => held.some(({ minor }) => minor > 0n)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < 200 || Temporal.Instant.compare(last.requestedAt, oldest) < 0) break;
    before = `${last.requestedAt.toString()}_${last.id}`;
  }
  return open;
}

const present = <Value>(name: string, given: Value | null | undefined): Record<string, Value> =>
  given === null || given === undefined || given === '' ? {} : { [name]: given };

function entryOf(row: CardTransaction, cards: ReadonlyMap<string, Card>): PostedEntry {
  const { rate } = row;
  const merchant = { ...present('city', row.city), ...present('country', row.country), ...present('mcc', row.mcc) };
  return {
    transactionId: row.id,
    part: row.part,
    postedOn: row.postedOn,
    occurredAt: row.occurredAt.toString(),
    kind: row.kind,
    detail: row.detail,
    ...present('cardLastFour', row.cardId === null ? null : cards.get(row.cardId)?.lastFour),
    amount: row.amount,
    vatAmount: row.vatAmount,
    ...(row.vatAmount === 0n ? {} : { vat: { amount: String(row.vatAmount), ppm: row.vatPpm } }),
    ...(row.originalAmount === null || row.originalCurrency === null
      ? {}
      : { original: { currency: row.originalCurrency, minor: String(row.originalAmount) } }),
    ...(rate === null || row.rateAt === null
      ? {}
      : {
          rate: {
            numerator: String(rate.numerator),
            denominator: String(rate.denominator),
            source: row.rateSource ?? '',
            at: row.rateAt.toString(),
            markUpPpm: row.markUpPpm,
          },
        }),
    ...(row.merchantName === '' && row.mcc === null ? {} : { merchant: { name: row.merchantName, ...merchant } }),
    ...present('dynamicConversion', row.dynamicConversion),
    ...present('verification', row.verification),
    ...present('parentId', row.parentId),
  };
}

function holdOf(one: Authorization, cards: ReadonlyMap<string, Card>): StatementHold {
  return {
    authorizationId: one.id,
    at: one.requestedAt.toString(),
    ...present('cardLastFour', cards.get(one.cardId)?.lastFour),
    merchantName: one.merchantName,
    ...present('city', one.city),
    ...present('country', one.country),
    amounts: one.held.map(toJson),
    original: toJson(one.authorized),
  };
}

/** All transactions of a period, oldest first. */
async function entriesOf(tx: Session, accountId: string, { fromDay, toDay }: Period): Promise<CardTransaction[]> {
  const rows: CardTransaction[] = [];
  let before: string | undefined;
  for (;;) {
    const page = { limit: 500, from: fromDay.toString(), to: toDay.toString(), ...(before === undefined ? {} : { before }) };
    const read = await transactionsOf(tx, accountId, page);
    rows.push(...read);
    before = read.at(-1)?.cursor;
    if (read.length < 500) return rows.reverse();
  }
}

/** Days that a dispute has from the day after the statement's (PC-29). */
const disputeUntil = (programme: CardProgramme, { statementDay }: Period): string =>
  statementDay.add({ days: programme.disputes.fromStatementDays }).toString();

async function contentFor(
  tx: Session,
  programme: CardProgramme,
  account: CardAccount,
  wallets: readonly WalletState[],
  period: Period,
  now: Temporal.Instant,
): Promise<{ content: StatementContent; sums: store.WalletSums[] }> {
  const [holder, contacts] = [await customer(tx, account.customerId), await contactsOf(tx, account.customerId)];
  if (holder === undefined) throw new Error('bug: a card account of nobody');
  const all = await cardsOf(tx, account.id);
  const cards = new Map(all.map((card) => [card.id, card]));
  const around = await store.sumsAround(tx, account.id, period.fromDay, period.toDay);
  const previous = await store.closingsBefore(tx, account.id, period.fromDay);
  const entries = await entriesOf(tx, account.id, period);
  const sums: store.WalletSums[] = [];
  const folded = wallets.map(({ currency, posted, debt }) => {
    // Three sources that must agree: the statement before, the transactions, and the ledger.
    const opening = previous.get(currency) ?? around.get(currency)?.before ?? 0n;
    const closing = posted - debt - (around.get(currency)?.after ?? 0n);
    const own = entries.filter(({ walletCurrency }) => walletCurrency === currency).map((row) => entryOf(row, cards));
    const wallet = foldWallet(currency, opening, closing, own);
    sums.push({ currency, opening, entries: own.reduce((sum, { amount }) => sum + amount, 0n), closing });
    return wallet;
  });
  const holds = await openHolds(tx, account.id, wallets, now);
  const lived = all.filter(({ closedAt, issuedAt }) => {
    const begins = startOfDay(programme.timeZone, period.fromDay);
    const ends = startOfDay(programme.timeZone, period.statementDay);
    return Temporal.Instant.compare(issuedAt, ends) < 0 && (closedAt === null || Temporal.Instant.compare(closedAt, begins) >= 0);
  });
  const content: StatementContent = {
    form: 1,
    statementId: derivedId('card-statement', `${account.id} ${period.statementDay.toString()}`),
    accountId: account.id,
    programme: account.programme,
    product: account.product,
    holder: { name: holder.name, nameLatin: holder.nameLatin, customerNumber: holder.number, address: holder.address },
    language: contacts?.language ?? holder.language,
    currency: account.currency,
    fromDay: period.fromDay.toString(),
    toDay: period.toDay.toString(),
    statementDay: period.statementDay.toString(),
    madeAt: now.toString(),
    cards: lived.map(({ lastFour, role }) => ({ lastFour, role })),
    termsVersion: account.termsVersion,
    disputeUntil: disputeUntil(programme, period),
    wallets: folded,
    holds: holds.map((one) => holdOf(one, cards)),
  };
  return { content, sums };
}

async function makeOne(
  tx: Session,
  context: StatementsContext,
  programme: CardProgramme,
  accountId: string,
  period: Period,
  now: Temporal.Instant,
): Promise<boolean> {
  const wallets = (await lockAccounts(tx, [accountId])).get(accountId) ?? [];
  const account = await accountOf(tx, accountId);
  if (account === undefined) return false;
  const { content, sums } = await contentFor(tx, programme, account, wallets, period, now);
  if (!(await store.insert(tx, content, sums, now))) return false;
  const holders = holdersProgramme(context, account.programme);
  const { statementId, fromDay, toDay, statementDay } = content;
  const data = { accountId, statementId, fromDay, toDay, statementDay };
  await emit(tx, { programme: holders.programme, type: 'card-statement.made', object: accountId, data }, now);
  const values = { period: `${fromDay} – ${toDay}` };
  await notify(tx, { programme: holders, customerId: account.customerId, event: 'card-statement', values }, now);
  return true;
}

export type CardDay = { readonly programme: string; readonly day: Temporal.PlainDate };

/**
 * Makes the statements whose period ends with a day; on other days nothing. Each account in a transaction of its own, under its lock:
 * a run that was killed is resumed, and one that runs again finds nothing to make.
 * @returns how many were made
 */
export async function makeStatements(
  context: StatementsContext,
  { programme: name, day }: CardDay,
  now: Temporal.Instant,
): Promise<number> {
  const programme = cardProgrammeNamed(context.cardProgrammes, name);
  const period = periodOf(programme.statements.dayOfMonth, day.add({ days: 1 }));
  if (period === undefined) return 0;
  const { timeZone } = programme;
  const wanted = {
    programme: name,
    begins: startOfDay(timeZone, period.fromDay),
    ends: startOfDay(timeZone, period.statementDay),
    ...period,
  };
  let made = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const ids = await store.accountsWithout(context.database, wanted, after, 500);
    for (const id of ids)
      if (await context.database.transaction(async (tx) => await makeOne(tx, context, programme, id, period, now))) made += 1;
    const last = ids.at(-1);
    if (last === undefined) return made;
    after = last;
  }
}

/** The end-of-day task: it runs after whatever still posts on the last day of the period. */
export function statementDayTasks(
  context: StatementsContext,
): { readonly name: string; run(day: CardDay, now: Temporal.Instant): Promise<unknown> }[] {
  return [{ name: 'card-statements', run: async (day, now) => await makeStatements(context, day, now) }];
}
