// Charges and credits of wallets: what is there is taken first, the rest is owed; a credit pays what is owed first (PC-21).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Currency } from '../../kernel/money.ts';
import type { Session } from '../../postgres/database.ts';
import { applyTransfers, derivedId, internalAccounts, openDebtAccount, type Command } from '../ledger/index.ts';
import { lockAccounts } from './accounts.ts';
import { pair, splitCharge, splitCredit } from './rules/split.ts';
import * as store from './store.ts';
import * as transactions from './transactions-store.ts';
import type { Charge, Credit, Moved, Movement, NewTransaction, WalletState } from './types.ts';

export type WalletRefusal = 'wallet-unknown' | 'insufficient-funds';
export type WalletOutcome = Outcome<Moved, WalletRefusal>;

const walletKey = (accountId: string, currency: string): string => `${accountId} ${currency}`;
const transactionKey = ({ accountId, id, transaction }: Movement): string => `${accountId} ${id} ${transaction.part ?? 0}`;
const ledgerId = ({ id, transaction }: Movement): string =>
  (transaction.part ?? 0) === 0 ? id : derivedId('transaction-part', `${id} ${transaction.part ?? 0}`);

/** The wallet after a movement: `delta` of what is posted, `debtDelta` of what is owed. */
function evolve(wallet: WalletState, delta: bigint, debtDelta: bigint, now: Temporal.Instant): WalletState {
  const posted = wallet.posted + delta;
  const debt = wallet.debt + debtDelta;
  return { ...wallet, posted, available: posted - wallet.held, debt, debtSince: debt > 0n ? (wallet.debtSince ?? now) : null };
}

type Direction = 'charge' | 'credit';
type Input = Movement & { readonly onlyAvailable?: boolean };

async function internalIds(
  tx: Session,
  inputs: readonly Input[],
  now: Temporal.Instant,
): Promise<(chart: string, currency: Currency) => string> {
  const wanted = inputs.flatMap(({ counterpart, vat, currency }) => [
    ...(typeof counterpart === 'string' ? [{ chart: counterpart, currency }] : []),
    ...(vat === undefined || vat.amount === 0n ? [] : [{ chart: vat.chart, currency }]),
  ]);
  const ids = await internalAccounts(tx, wanted, now);
  const byName = new Map(wanted.map(({ chart, currency }, index) => [`${chart} ${currency}`, ids[index] ?? '']));
  return (chart, currency) => byName.get(`${chart} ${currency}`) ?? '';
}

async function move(tx: Session, direction: Direction, inputs: readonly Input[], now: Temporal.Instant): Promise<WalletOutcome[]> {
  if (inputs.length === 0) return [];
  const locked = await lockAccounts(tx, [...new Set(inputs.map(({ accountId }) => accountId))]);
  const states = new Map([...locked.values()].flat().map((wallet) => [walletKey(wallet.accountId, wallet.currency), wallet]));
  const before = new Map(states);
  const keys = inputs.map(({ accountId, id, transaction }) => ({ accountId, id, part: transaction.part ?? 0 }));
  const written = new Set(await transactions.known(tx, keys));
  const internal = await internalIds(tx, inputs, now);
  const commands: Command[] = [];
  const rows: NewTransaction[] = [];

  const outcomes = inputs.map((input): WalletOutcome => {
    const { id, accountId, currency, amount, vat, counterpart, code, reference, transaction } = input;
    const wallet = states.get(walletKey(accountId, currency));
    if (wallet === undefined) return refused('wallet-unknown');
    if (amount <= 0n || (vat !== undefined && (vat.amount < 0n || vat.amount > amount)))
      throw new Error('bug: a movement of nothing, or of more tax than amount');
    if (written.has(transactionKey(input))) return done({ id, existed: true, wallet, debtPart: 0n });
    const taken = direction === 'charge' ? splitCharge(amount, wallet.available) : splitCredit(amount, wallet.debt);
    if (direction === 'charge' && input.onlyAvailable === true && (taken.debt > 0n || wallet.debt > 0n))
      return refused('insufficient-funds');
    const debtAccountId = wallet.debtAccountId ?? (taken.debt > 0n ? derivedId('wallet-debt', wallet.ledgerAccountId) : null);
    const own = [
      { ledgerAccountId: wallet.ledgerAccountId, amount: taken.wallet },
      { ledgerAccountId: debtAccountId ?? '', amount: taken.debt },
    ].filter((share) => share.amount > 0n);
    const tax = vat?.amount ?? 0n;
    const other = [
      {
        ledgerAccountId: typeof counterpart === 'string' ? internal(counterpart, currency) : counterpart.ledgerAccountId,
        amount: amount - tax,
      },
      { ledgerAccountId: vat === undefined ? '' : internal(vat.chart, currency), amount: tax },
    ].filter((share) => share.amount > 0n);
    const legs = direction === 'charge' ? pair(own, other) : pair(other, own);
    commands.push({ kind: 'transfer', id: ledgerId(input), currency, code, reference, legs });
    const sign = direction === 'charge' ? -1n : 1n;
    rows.push({
      ...transaction,
      id,
      accountId,
      walletCurrency: currency,
      amount: sign * amount,
      vatAmount: sign * tax,
      vatPpm: vat?.ppm ?? 0,
    });
    written.add(transactionKey(input));
    const after = evolve({ ...wallet, debtAccountId }, sign * taken.wallet, -sign * taken.debt, now);
    states.set(walletKey(accountId, currency), after);
    return done({ id, existed: false, wallet: after, debtPart: taken.debt });
  });

  if (commands.length > 0) await write(tx, { commands, rows, before, states }, now);
  return outcomes;
}

type Writing = {
  readonly commands: readonly Command[];
  readonly rows: readonly NewTransaction[];
  readonly before: ReadonlyMap<string, WalletState>;
  readonly states: ReadonlyMap<string, WalletState>;
};

async function write(tx: Session, { commands, rows, before, states }: Writing, now: Temporal.Instant): Promise<void> {
  const changed = [...states].flatMap(([key, wallet]) => {
    const was = before.get(key);
    return was === undefined || (was.debtAccountId === wallet.debtAccountId && was.debt > 0n === wallet.debt > 0n) ? [] : [{ was, wallet }];
  });
  for (const { was, wallet } of changed)
    if (was.debtAccountId === null && wallet.debtAccountId !== null)
      await openDebtAccount(tx, { id: wallet.debtAccountId, currency: wallet.currency }, now);
  if (changed.length > 0)
    await store.setDebts(
      tx,
      changed.map(({ wallet: { accountId, currency, debtAccountId, debtSince } }) => ({
        accountId,
        currency,
        debtAccountId,
        since: debtSince,
      })),
    );
  const applied = await applyTransfers(tx, commands, now);
  for (const outcome of applied) {
    // Everything was decided under the lock: only an id that means something else can be in the way.
    if (outcome.kind === 'refused') throw new Error(`bug: the ledger refused a wallet's movement: ${outcome.reason}`);
    if (outcome.value.result === 'exists') throw new Error('bug: a movement without its transaction');
  }
  await transactions.insert(tx, rows, now);
}

/**
 * Takes amounts from wallets, in the order given: what is available first, the rest becomes a debt, unless `onlyAvailable`.
 * Each writes a ledger transfer with its own id and its row of card_transactions; an id that is posted already moves nothing.
 */
export async function chargeWallets(tx: Session, charges: readonly Charge[], now: Temporal.Instant): Promise<WalletOutcome[]> {
  return await move(tx, 'charge', charges, now);
}

/** Gives amounts to wallets, in the order given: what is owed is paid first. Otherwise as `chargeWallets`. */
export async function creditWallets(tx: Session, credits: readonly Credit[], now: Temporal.Instant): Promise<WalletOutcome[]> {
  return await move(tx, 'credit', credits, now);
}

export async function chargeWallet(tx: Session, charge: Charge, now: Temporal.Instant): Promise<WalletOutcome> {
  return (await chargeWallets(tx, [charge], now))[0] as WalletOutcome;
}

export async function creditWallet(tx: Session, credit: Credit, now: Temporal.Instant): Promise<WalletOutcome> {
  return (await creditWallets(tx, [credit], now))[0] as WalletOutcome;
}
