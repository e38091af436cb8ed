// Orders to other banks as files, and what those banks answer: collected, paid, or returned; each once.

import { businessDayAfter, dayAt } from '../../kernel/calendar.ts';
import type { Currency } from '../../kernel/money.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed, type CardProgramme } from '../card-programmes/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { applyTransfers, derivedId, internalAccount } from '../ledger/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { accountsOf, chargeWallet, lockAccounts, type CardAccount } from '../wallets/index.ts';
import { emitAll } from '../webhooks/index.ts';
import * as files from './bank-files-store.ts';
import type { FundingContext } from './context.ts';
import * as loads from './loads-store.ts';
import { loadPosting, postLoad } from './loads.ts';
import { endMandates, mandatesById } from './mandates-store.ts';
import { writeBankFile, type BankOrder } from './rules/bank-file.ts';
import { readBankResults, type BankResult, type ResultsRefusal } from './rules/bank-results.ts';
import { accountEvent, tellHolder, tellPosted } from './tell.ts';

export type FileKind = 'collections' | 'payouts';

/** Orders of one file: more wait for the next one. */
const ordersMax = 2000;

async function waiting(tx: Session, kind: FileKind, programme: CardProgramme): Promise<{ ids: string[]; orders: BankOrder[] }> {
  if (kind === 'payouts') {
    const rows = await files.waitingPayouts(tx, programme.programme, ordersMax);
    return {
      ids: rows.map(({ id }) => id),
      orders: rows.map(({ reference, amount, toIban, toName }) => ({
        reference: reference ?? '',
        amount,
        iban: toIban ?? '',
        bankCode: (toIban ?? '').slice(4, 7),
        name: toName ?? '',
      })),
    };
  }
  const rows = await files.waitingCollections(tx, programme.programme, ordersMax);
  const mandates = await mandatesById(
    tx,
    rows.map(({ mandateId }) => mandateId),
  );
  return {
    ids: rows.map(({ id }) => id),
    orders: rows.map(({ reference, amount, mandateId }) => {
      const given = mandates.get(mandateId);
      if (given === undefined) throw new Error('bug: a collection without its mandate');
      const givenOn = dayAt(programme.timeZone, given.givenAt).toString();
      const { iban, bankCode, holderName } = given;
      return { reference, amount, iban, bankCode, name: holderName, mandate: { reference: given.reference, givenOn } };
    }),
  };
}

/**
 * Makes the file of all orders that wait, marks them as sent and keeps it as it was made; undefined where nothing waits.
 * Two makers at once: each order is in one file.
 */
export async function makeBankFile(
  tx: Session,
  context: FundingContext,
  { kind, programme: name }: { readonly kind: FileKind; readonly programme: string },
  now: Temporal.Instant,
): Promise<files.BankFileRow | undefined> {
  const programme = cardProgrammeNamed(context.cardProgrammes, name);
  const holders = programmeNamed(context.programmes, programme.holders);
  await files.lockFiles(tx, name);
  const { ids, orders } = await waiting(tx, kind, programme);
  if (orders.length === 0) return undefined;
  const id = context.newId();
  const messageId = id.replaceAll('-', '').toUpperCase();
  const currency = programme.currency as Currency;
  const executeOn = businessDayAfter(
    { timeZone: programme.timeZone, ...programme.calendar },
    dayAt(programme.timeZone, now),
    programme.funding.bookAfterDays,
  ).toString();
  const bank = { name: holders.title.en ?? holders.programme, code: holders.accounts.bankCode, iban: programme.funding.iban };
  const content = writeBankFile({ kind, messageId, madeAt: now.toString(), executeOn, currency, bank, orders });
  const total = orders.reduce((sum, { amount }) => sum + amount, 0n);
  const row = { id, kind, programme: name, messageId, entries: orders.length, currency, total, content, madeAt: now };
  await files.insertFile(tx, row);
  const sent = kind === 'payouts' ? await files.sendPayouts(tx, ids, id) : await files.sendCollections(tx, ids, id);
  if (sent !== ids.length) throw new Error('bug: an order changed between its lock and its file');
  const body = { fileId: id, kind, entries: orders.length, total: String(total), currency };
  await appendEvidence(tx, [{ kind: 'card-bank-file', subject: id, actor: 'system', body }], now);
  return row;
}

export type ImportedResults = {
  readonly settled: number;
  readonly returned: number;
  /** Answered before with the same result. */
  readonly repeated: number;
  /** References that no order has, or whose order stands otherwise: for people to look at. */
  readonly unmatched: readonly string[];
};

type Applied = 'settled' | 'returned' | 'repeated' | 'unmatched';

async function applyToLoad(
  tx: Session,
  context: FundingContext,
  account: CardAccount,
  load: loads.Load,
  { result, reason }: BankResult,
  now: Temporal.Instant,
): Promise<Applied> {
  if (result === 'settled') {
    if (load.status === 'posted') return 'repeated';
    if ((await loads.moveLoad(tx, load.id, ['sent'], 'posted', {}, now)) === undefined) return 'unmatched';
    const posting = { id: load.id, amount: load.amount, counterpart: 'nostro', detail: 'mandate', reference: load.id };
    await postLoad(tx, context, account, posting, now);
    await tellHolder(tx, context, account, 'card-loaded', { amount: String(load.amount), currency: load.currency, kind: 'card-load' }, now);
    return 'settled';
  }
  if (load.status === 'returned') return 'repeated';
  const returned = await loads.moveLoad(tx, load.id, ['sent', 'posted'], 'returned', { returnReason: reason }, now);
  if (returned === undefined) return 'unmatched';
  // Collected, credited, and taken back afterwards: it is charged again, and what was spent meanwhile is owed (PC-21).
  if (load.status === 'posted') await takeBack(tx, context, account, load, now);
  // ISO 20022 external status reasons: MD01 no mandate, MD07 debtor deceased, AC04 account closed.
  if (['MD01', 'MD07', 'AC04'].includes(reason) && load.mandateId !== null) await endMandates(tx, [load.mandateId], 'returned', now);
  const { amount, currency } = load;
  await tellHolder(tx, context, account, 'card-load-returned', { amount: String(amount), currency, kind: 'card-load' }, now);
  await emitAll(tx, [accountEvent(context, account, 'card-load.returned', { loadId: load.id, reason })], now);
  return 'returned';
}

async function takeBack(
  tx: Session,
  context: FundingContext,
  account: CardAccount,
  load: loads.Load,
  now: Temporal.Instant,
): Promise<void> {
  const id = derivedId('card-load-returned', load.id);
  const { currency, termsVersion } = account;
  const charged = await chargeWallet(
    tx,
    {
      id,
      accountId: account.id,
      currency,
      amount: load.amount,
      counterpart: 'nostro',
      code: 'card-load-returned',
      reference: load.id,
      transaction: { kind: 'adjustment', detail: 'load-returned', parentId: loadPosting(load.id), termsVersion, occurredAt: now },
    },
    now,
  );
  if (charged.kind === 'refused') throw new Error(`bug: a returned load was refused: ${charged.reason}`);
  await tellPosted(tx, context, [{ account, id, kind: 'adjustment', detail: 'load-returned', currency, amount: -load.amount }], now);
}

async function applyToPayout(tx: Session, payout: files.Payout, { result, reason }: BankResult, now: Temporal.Instant): Promise<Applied> {
  const to = result === 'settled' ? 'paid' : 'returned';
  if (payout.status === to) return 'repeated';
  const ended = await files.endPayout(tx, payout.id, ['sent'], to, to === 'returned' ? reason : null, now);
  if (ended === undefined) return 'unmatched';
  if (to === 'returned') return 'returned';
  const currency = payout.currency as Currency;
  const [from, into] = [await internalAccount(tx, payoutsChart, currency, now), await internalAccount(tx, 'nostro', currency, now)];
  const legs = [{ debitAccountId: from, creditAccountId: into, amount: payout.amount }];
  const id = derivedId('card-payout-paid', payout.id);
  const [paid] = await applyTransfers(tx, [{ kind: 'transfer', id, currency, code: 'card-payout', reference: payout.id, legs }], now);
  if (paid?.kind === 'refused') throw new Error(`bug: a payout was refused by the ledger: ${paid.reason}`);
  return 'settled';
}

/** What was taken from wallets for accounts elsewhere and is not booked there yet. */
export const payoutsChart = 'card-payouts';

/**
 * Reads an answer of the other banks and does what it says, all of it in the caller's transaction: collections are posted
 * (what is owed first) or returned, payouts are booked or returned. The same answer again changes nothing.
 * @param programmes card programmes whose orders may be answered: another's are unmatched
 * @param actor 'client:<id>' or 'system'
 */
export async function importBankResults(
  tx: Session,
  context: FundingContext,
  { text, programmes, actor }: { readonly text: string; readonly programmes: readonly string[]; readonly actor: string },
  now: Temporal.Instant,
): Promise<Outcome<ImportedResults, ResultsRefusal>> {
  const read = readBankResults(text);
  if (read.kind === 'refused') return read;
  const references = read.value.map(({ reference }) => reference);
  const [foundLoads, foundPayouts] = [await loads.loadsOfReferences(tx, references), await files.payoutsOfReferences(tx, references)];
  const accountIds = [...new Set([...foundLoads, ...foundPayouts].map(({ accountId }) => accountId))];
  await lockAccounts(tx, accountIds);
  const accounts = await accountsOf(tx, accountIds);
  const count: Record<Applied, number> = { settled: 0, returned: 0, repeated: 0, unmatched: 0 };
  const unmatched: string[] = [];
  const isOurs = ({ accountId }: { accountId: string }): boolean => programmes.includes(accounts.get(accountId)?.programme ?? '');
  for (const result of read.value) {
    // Read again under the lock: another answer may have come first.
    const [load] = (await loads.loadsOfReferences(tx, [result.reference])).filter(isOurs);
    const [payout] = (await files.payoutsOfReferences(tx, [result.reference])).filter(isOurs);
    const account = accounts.get(load?.accountId ?? '');
    let applied: Applied = 'unmatched';
    if (load !== undefined && account !== undefined) applied = await applyToLoad(tx, context, account, load, result, now);
    else if (payout !== undefined) applied = await applyToPayout(tx, payout, result, now);
    count[applied] += 1;
    if (applied === 'unmatched') unmatched.push(result.reference);
  }
  const { settled, returned, repeated } = count;
  if (settled + returned > 0) {
    const body = { settled, returned, repeated, unmatched: unmatched.length };
    await appendEvidence(tx, [{ kind: 'card-bank-results', subject: context.newId(), actor, body }], now);
  }
  return done({ settled, returned, repeated, unmatched });
}
