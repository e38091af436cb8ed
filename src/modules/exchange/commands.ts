// An exchange as the ledger sees it: four accounts, two linked legs, and the spread as a transfer of its own.

import type { Currency, Money } from '../../kernel/money.ts';
import { derivedId, type Command } from '../ledger/index.ts';

/** Money on one side of an exchange and the ledger account that it leaves or reaches. */
export type Side = { readonly money: Money; readonly ledgerAccountId: string };

/** Internal accounts by currency: what the bank holds of each currency, and what it earns. */
export type ExchangeAccounts = {
  position(currency: Currency): string;
  income(currency: Currency): string;
};

export type Exchange = {
  /** The caller's id: it becomes the id of the first leg, the others' follow from it. */
  readonly id: string;
  /** What is sold and who pays it. */
  readonly from: Side;
  /** What is bought and who gets it, the spread taken off already. */
  readonly to: Side;
  /** What the bank keeps, in one of the two currencies; 0 for none. It is moved from the bank's position, not from the holder. */
  readonly spread: Money;
  readonly code: string;
  readonly reference: string;
  readonly fromParty?: string;
  readonly toParty?: string;
};

/** Ids of the movements that an exchange of this id makes. */
export const exchangeIds = (id: string): { sold: string; bought: string; spread: string } => ({
  sold: id,
  bought: derivedId('exchange-bought', id),
  spread: derivedId('exchange-spread', id),
});

/**
 * Commands for applyTransfers, in this order: sold, bought, spread (where there is one). They are linked: where the first is refused the
 * caller rolls back, as `exchange` does.
 */
export function exchangeCommands(accounts: ExchangeAccounts, wanted: Exchange): Command[] {
  const { from, to, spread, code, reference } = wanted;
  if (from.money.currency === to.money.currency) throw new Error('bug: an exchange is between two currencies');
  if (spread.currency !== from.money.currency && spread.currency !== to.money.currency)
    throw new Error('bug: a spread is kept in one of the two currencies');
  if (spread.minor < 0n) throw new Error('bug: a spread is not negative');
  const ids = exchangeIds(wanted.id);
  const move = (id: string, { currency, minor }: Money, debit: string, credit: string, parties: object = {}): Command => ({
    kind: 'transfer',
    id,
    currency,
    code,
    reference,
    legs: [{ debitAccountId: debit, creditAccountId: credit, amount: minor, ...parties }],
  });
  const commands = [
    move(ids.sold, from.money, from.ledgerAccountId, accounts.position(from.money.currency), {
      ...(wanted.fromParty === undefined ? {} : { debitParty: wanted.fromParty }),
      ...(wanted.toParty === undefined ? {} : { creditParty: wanted.toParty }),
    }),
    move(ids.bought, to.money, accounts.position(to.money.currency), to.ledgerAccountId, {
      ...(wanted.fromParty === undefined ? {} : { debitParty: wanted.fromParty }),
      ...(wanted.toParty === undefined ? {} : { creditParty: wanted.toParty }),
    }),
  ];
  if (spread.minor === 0n) return commands;
  return [...commands, move(ids.spread, spread, accounts.position(spread.currency), accounts.income(spread.currency))];
}
