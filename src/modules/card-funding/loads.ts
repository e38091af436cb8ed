// Loads: from an account here, from a bank elsewhere under a mandate, in cash; each posted once (PC-07).

import { dayAt } from '../../kernel/calendar.ts';
import { convert } from '../../kernel/rate.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { accountHeldBy } from '../accounts/index.ts';
import type { CardProgramme } from '../card-programmes/index.ts';
import { customer } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { rateTable } from '../exchange/index.ts';
import { applyTransfers, derivedId, hold, internalAccount } from '../ledger/index.ts';
import { accountOf, creditWallet, lockAccounts, type CardAccount, type WalletState } from '../wallets/index.ts';
import { cardProgrammeOf, type FundingContext } from './context.ts';
import * as store from './loads-store.ts';
import { mandate } from './mandates-store.ts';
import { judgeLoad, loadRoom, readAmount, type LoadRefusal, type LoadTarget } from './rules/load.ts';
import { tellPosted } from './tell.ts';

/** Between the current account and the wallet: nil whenever nobody is in the middle of a load. */
const clearingChart = 'card-loads';

export type SourceRefusal =
  | 'card-account-unknown'
  | 'account-unknown'
  | 'account-closed'
  | 'insufficient-funds'
  | 'mandate-unknown'
  | 'mandate-ended'
  | 'mandate-exceeded';

export type AskedLoad = {
  /** The operation's: the load has the same. */
  readonly id: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly from: { readonly account: string } | { readonly mandate: string };
  readonly amount: { readonly currency: string; readonly minor: string };
  readonly expiresAt: Temporal.Instant;
};

const monthOf = (day: Temporal.PlainDate): Temporal.PlainDate => day.with({ day: 1 });

/** What the rules need to know of an account that is to be loaded; the caller holds its lock where it goes on to write. */
export async function loadTarget(
  db: Session,
  context: FundingContext,
  account: CardAccount,
  wallets: readonly WalletState[],
  without: string | null,
  now: Temporal.Instant,
): Promise<LoadTarget> {
  const rates = wallets.some(({ currency }) => currency !== account.currency) ? await rateTable(db, now) : undefined;
  const inBase = ({ currency, posted }: WalletState): bigint => {
    if (currency === account.currency) return posted;
    // A currency without a rate today counts for nothing: the wallet could not have been filled without one.
    const known = rates?.rate(currency, account.currency);
    return known === undefined ? 0n : convert({ currency, minor: posted }, known.rate).minor;
  };
  return {
    status: account.status,
    identityEstablished: (await context.identityHold?.(db, account.id, 'load'))?.kind !== 'refused',
    currency: account.currency,
    balance: wallets.reduce((sum, wallet) => sum + inBase(wallet), 0n),
    debt: wallets.find(({ currency }) => currency === account.currency)?.debt ?? 0n,
    onTheWay: await store.onTheWay(db, account.id, without),
  };
}

async function judge(
  tx: Session,
  context: FundingContext,
  account: CardAccount,
  wallets: readonly WalletState[],
  amount: bigint,
  without: string | null,
  now: Temporal.Instant,
): Promise<Outcome<{ day: string; month: string }, LoadRefusal>> {
  const programme = cardProgrammeOf(context, account);
  const { day, month } = dayOf(programme, now);
  const target = await loadTarget(tx, context, account, wallets, without, now);
  const judged = judgeLoad(programme.limits, target, await store.usage(tx, account.id, day, month, without), amount);
  return judged.kind === 'refused' ? judged : done({ day, month });
}

function dayOf(programme: CardProgramme, now: Temporal.Instant): { day: string; month: string } {
  const day = dayAt(programme.timeZone, now);
  return { day: day.toString(), month: monthOf(day).toString() };
}

/** How much can be loaded now, in minor units of the account's currency; 0 where nothing can. */
export async function roomForLoad(
  db: Session,
  context: FundingContext,
  account: CardAccount,
  wallets: readonly WalletState[],
  now: Temporal.Instant,
): Promise<bigint> {
  const programme = cardProgrammeOf(context, account);
  const { day, month } = dayOf(programme, now);
  const target = await loadTarget(db, context, account, wallets, null, now);
  return loadRoom(programme.limits, target, await store.usage(db, account.id, day, month, null));
}

/** The account with its wallets, locked; undefined where the customer is not its main holder. */
export async function lockOwn(
  tx: Session,
  customerId: string,
  accountId: string,
): Promise<{ account: CardAccount; wallets: readonly WalletState[] } | undefined> {
  const locked = await lockAccounts(tx, [accountId]);
  const account = await accountOf(tx, accountId);
  return account?.customerId === customerId ? { account, wallets: locked.get(accountId) ?? [] } : undefined;
}

/**
 * A load as it is asked for: judged, counted towards the limits, and, where it comes from an account here, its money held.
 * Gives what will be shown for approval. Nothing is kept where it is refused: the caller rolls back.
 */
export async function askLoad(
  tx: Session,
  context: FundingContext,
  asked: AskedLoad,
  now: Temporal.Instant,
): Promise<Outcome<{ details: Readonly<Record<string, string>>; holdId?: string }, LoadRefusal | SourceRefusal>> {
  const own = await lockOwn(tx, asked.customerId, asked.accountId);
  if (own === undefined) return refused('card-account-unknown');
  const { account, wallets } = own;
  const amount = readAmount(account.currency, asked.amount);
  if (amount.kind === 'refused') return amount;
  const judged = await judge(tx, context, account, wallets, amount.value, asked.id, now);
  if (judged.kind === 'refused') return judged;
  const details = { kind: 'card-load', amount: String(amount.value), currency: account.currency };
  const row = {
    id: asked.id,
    accountId: account.id,
    amount: amount.value,
    currency: account.currency,
    status: 'asked',
    ...judged.value,
  } as const;
  if ('mandate' in asked.from) {
    const given = await mandate(tx, asked.from.mandate);
    if (given === undefined || given.accountId !== account.id) return refused('mandate-unknown');
    if (given.endedAt !== null) return refused('mandate-ended');
    if (amount.value > given.amountMax) return refused('mandate-exceeded', { limit: String(given.amountMax), currency: given.currency });
    await store.insertLoad(tx, { ...row, source: 'mandate', mandateId: given.id }, now);
    return done({ details: { ...details, from: given.iban, bank: given.bankName } });
  }
  const source = await accountHeldBy(tx, asked.customerId, asked.from.account);
  if (source === undefined) return refused('account-unknown');
  if (source.status === 'closed') return refused('account-closed');
  if (source.currency !== account.currency) return refused('currency-mismatch');
  const holder = await customer(tx, asked.customerId);
  const clearing = await internalAccount(tx, clearingChart, account.currency, now);
  const parties = { debitParty: holder?.nameLatin ?? '', creditParty: cardProgrammeOf(context, account).title.en ?? '' };
  const held = await hold(
    tx,
    {
      id: asked.id,
      currency: account.currency,
      code: 'card-load',
      reference: asked.id,
      legs: [{ debitAccountId: source.id, creditAccountId: clearing, amount: amount.value, ...parties }],
      expiresAt: asked.expiresAt,
    },
    now,
  );
  if (held.kind === 'refused') {
    if (held.reason === 'insufficient-funds') return refused('insufficient-funds');
    if (held.reason === 'debit-account-closed') return refused('account-closed');
    throw new Error(`bug: the ledger refused the hold of a load: ${held.reason}`);
  }
  await store.insertLoad(tx, { ...row, source: 'account', fromAccountId: source.id }, now);
  return done({ details: { ...details, from: source.number }, holdId: asked.id });
}

/**
 * An approved load: the held money becomes the card's, what is owed first; or the collection waits for the next file.
 * A repetition finds the load where it stands and moves nothing.
 */
export async function executeLoad(
  tx: Session,
  context: FundingContext,
  id: string,
  now: Temporal.Instant,
): Promise<Outcome<{ posting?: string }, LoadRefusal | SourceRefusal | 'operation-expired'>> {
  const before = await store.load(tx, id);
  if (before === undefined) throw new Error('bug: an approved load that was never asked for');
  const wallets = (await lockAccounts(tx, [before.accountId])).get(before.accountId) ?? [];
  const account = await accountOf(tx, before.accountId);
  const load = await store.load(tx, id);
  if (account === undefined || load === undefined) throw new Error('bug: a load without its account');
  if (load.status !== 'asked') return load.status === 'cancelled' ? refused('operation-expired') : done({ posting: loadPosting(id) });
  const judged = await judge(tx, context, account, wallets, load.amount, id, now);
  if (judged.kind === 'refused') return judged;
  if (load.source === 'mandate') {
    const given = await mandate(tx, load.mandateId ?? '');
    if (given === undefined || given.endedAt !== null) return refused('mandate-ended');
    await store.moveLoad(tx, id, ['asked'], 'requested', { reference: referenceOf(id) }, now);
    return done({});
  }
  const [posted] = await applyTransfers(tx, [{ kind: 'post', id: derivedId('post', id), holdId: id, reference: id }], now);
  if (posted?.kind === 'refused') {
    if (posted.reason === 'hold-expired') return refused('operation-expired');
    throw new Error(`bug: the hold of an approved load was refused: ${posted.reason}`);
  }
  await postLoad(tx, context, account, { id, amount: load.amount, counterpart: clearingChart, detail: 'account', reference: id }, now);
  await store.moveLoad(tx, id, ['asked'], 'posted', {}, now);
  return done({ posting: loadPosting(id) });
}

/** The id of a load's transaction on the wallet. */
export const loadPosting = (loadId: string): string => derivedId('card-load', loadId);

/** What the other bank is told of a collection or a payout: 32 characters of the id. */
export const referenceOf = (id: string): string => id.replaceAll('-', '').toUpperCase();

type PostedLoad = {
  readonly id: string;
  readonly amount: bigint;
  readonly counterpart: string;
  readonly detail: string;
  readonly reference: string;
};

/** Credits the base wallet: what is owed first (PC-21). Once for a load, whatever is retried. */
export async function postLoad(
  tx: Session,
  context: FundingContext,
  account: CardAccount,
  { id, amount, counterpart, detail, reference }: PostedLoad,
  now: Temporal.Instant,
): Promise<{ readonly existed: boolean }> {
  const { currency, termsVersion } = account;
  const credited = await creditWallet(
    tx,
    {
      id: loadPosting(id),
      accountId: account.id,
      currency,
      amount,
      counterpart,
      code: 'card-load',
      reference,
      transaction: { kind: 'load', detail, verification: detail === 'cash' ? 'none' : 'approval', termsVersion, occurredAt: now },
    },
    now,
  );
  if (credited.kind === 'refused') throw new Error(`bug: a load was refused by its wallet: ${credited.reason}`);
  const { existed } = credited.value;
  if (!existed) await tellPosted(tx, context, [{ account, id: loadPosting(id), kind: 'load', detail, currency, amount }], now);
  if (!existed) await context.afterLoad?.(tx, account.id, now);
  return { existed };
}

/** Rejected, expired or cancelled: the money goes back and the load counts no more. */
export async function cancelLoad(tx: Session, id: string, now: Temporal.Instant): Promise<void> {
  const load = await store.load(tx, id);
  if (load === undefined) return;
  await lockAccounts(tx, [load.accountId]);
  if (load.source === 'account') {
    const [ended] = await applyTransfers(tx, [{ kind: 'void', id: derivedId('void', id), holdId: id, reference: id }], now);
    if (ended?.kind === 'refused' && ended.reason !== 'hold-expired')
      throw new Error(`bug: the hold of an ended load was refused: ${ended.reason}`);
  }
  await store.moveLoad(tx, id, ['asked'], 'cancelled', {}, now);
}

export type CashLoad = {
  readonly accountId: string;
  readonly amount: bigint;
  /** Which machine, and its own number of what it took: the same again is the same load. */
  readonly acceptor: string;
  readonly receipt: string;
};

/**
 * PC-07: cash that a machine took. Idempotent by the machine's receipt; with another amount or account it is `receipt-used-otherwise`.
 * Ask `roomForLoad` before notes are taken: a load that breaks a limit is refused here too, and its notes go back.
 */
export async function loadCash(
  tx: Session,
  context: FundingContext,
  cash: CashLoad,
  now: Temporal.Instant,
): Promise<
  Outcome<{ id: string; existed: boolean; balance: bigint; debt: bigint }, LoadRefusal | 'card-account-unknown' | 'receipt-used-otherwise'>
> {
  const { accountId, amount, acceptor, receipt } = cash;
  const wallets = (await lockAccounts(tx, [accountId])).get(accountId) ?? [];
  const account = await accountOf(tx, accountId);
  if (account === undefined) return refused('card-account-unknown');
  if (amount <= 0n) return refused('amount-not-positive');
  const id = derivedId('card-cash', `${acceptor} ${receipt}`);
  const before = await store.loadOfReceipt(tx, acceptor, receipt);
  const base = (): WalletState | undefined => wallets.find(({ currency }) => currency === account.currency);
  if (before !== undefined) {
    if (before.accountId !== accountId || before.amount !== amount) return refused('receipt-used-otherwise');
    return done({ id, existed: true, balance: base()?.posted ?? 0n, debt: base()?.debt ?? 0n });
  }
  const judged = await judge(tx, context, account, wallets, amount, null, now);
  if (judged.kind === 'refused') return judged;
  const row = {
    id,
    accountId,
    source: 'cash',
    amount,
    currency: account.currency,
    status: 'asked',
    acceptor,
    receipt,
    ...judged.value,
  } as const;
  if (!(await store.insertLoad(tx, row, now))) return refused('receipt-used-otherwise');
  await postLoad(
    tx,
    context,
    account,
    { id, amount, counterpart: 'kiosk-cash', detail: 'cash', reference: `${acceptor} ${receipt}`.slice(0, 64) },
    now,
  );
  await store.moveLoad(tx, id, ['asked'], 'posted', {}, now);
  const after = (await lockAccounts(tx, [accountId])).get(accountId)?.find(({ currency }) => currency === account.currency);
  const body = { accountId, amount: String(amount), currency: account.currency, acceptor, receipt, posting: loadPosting(id) };
  await appendEvidence(
    tx,
    [{ kind: 'card-cash-load', subject: accountId, customerId: account.customerId, actor: `kiosk:${acceptor}`, body }],
    now,
  );
  return done({ id, existed: false, balance: after?.posted ?? 0n, debt: after?.debt ?? 0n });
}
