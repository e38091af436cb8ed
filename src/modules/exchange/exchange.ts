// Posts an exchange: both legs and the spread, or nothing.

import type { Currency } from '../../kernel/money.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { applyTransfers, internalAccount, type LedgerRefusal } from '../ledger/index.ts';
import { exchangeCommands, type Exchange, type ExchangeAccounts } from './commands.ts';

/** The bank's internal accounts for exchanges in these currencies: 'exchange-position' and 'exchange-income'. */
export async function exchangeAccounts(tx: Session, currencies: readonly Currency[], now: Temporal.Instant): Promise<ExchangeAccounts> {
  const [positions, incomes] = [new Map<Currency, string>(), new Map<Currency, string>()];
  for (const currency of new Set(currencies)) {
    positions.set(currency, await internalAccount(tx, 'exchange-position', currency, now));
    incomes.set(currency, await internalAccount(tx, 'exchange-income', currency, now));
  }
  const of = (accounts: ReadonlyMap<Currency, string>, currency: Currency): string => {
    const id = accounts.get(currency);
    if (id === undefined) throw new Error(`bug: the accounts of ${currency} were not asked for`);
    return id;
  };
  return { position: (currency) => of(positions, currency), income: (currency) => of(incomes, currency) };
}

/**
 * Posts one exchange. A refusal of what is sold writes nothing of the rest; the id is then used up, as the ledger says.
 * The same id again with the same content is `existed`. The caller holds the locks of both accounts where more follows.
 */
export async function exchange(
  tx: Session,
  wanted: Exchange,
  now: Temporal.Instant,
): Promise<Outcome<{ readonly existed: boolean }, LedgerRefusal>> {
  const accounts = await exchangeAccounts(tx, [wanted.from.money.currency, wanted.to.money.currency], now);
  const [sold, ...linked] = exchangeCommands(accounts, wanted);
  if (sold === undefined) throw new Error('bug: an exchange without legs');
  const [first] = await applyTransfers(tx, [sold], now);
  if (first === undefined) throw new Error('bug: a command without an outcome');
  if (first.kind === 'refused') return refused(first.reason, first.figures);
  for (const outcome of await applyTransfers(tx, linked, now))
    if (outcome.kind === 'refused') throw new Error(`the second leg of exchange ${wanted.id} was refused: ${outcome.reason}`);
  return done({ existed: first.value.result === 'exists' });
}
