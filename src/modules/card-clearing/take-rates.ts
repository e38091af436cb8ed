// Takes rates of exchange and tells the systems of every bank of the installation: all post at the same rates.

import type { Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { importRates, type ImportedRates, type PublishedRates, type RatesRefusal } from '../exchange/index.ts';
import { emitAll } from '../webhooks/index.ts';
import type { ClearingContext } from './context.ts';

/** As `importRates`; a new version of a day is told as 'exchange-rates.imported', what was known before is not. Refusals: its own. */
export async function takeRates(
  tx: Session,
  { cardProgrammes }: Pick<ClearingContext, 'cardProgrammes'>,
  published: PublishedRates & { readonly timeZone?: string },
  now: Temporal.Instant,
): Promise<Outcome<ImportedRates, RatesRefusal>> {
  const outcome = await importRates(tx, published, now);
  if (outcome.kind === 'refused' || !outcome.value.created) return outcome;
  const { id: ratesId, version, confirmed } = outcome.value;
  const { source, day, base, rates } = published;
  const data = { ratesId, source, day, version, base, currencies: rates.map(({ currency }) => currency), confirmed };
  const banks = [...new Set([...cardProgrammes.values()].map(({ holders }) => holders))];
  await emitAll(
    tx,
    banks.map((programme) => ({ programme, type: 'exchange-rates.imported', object: source, data })),
    now,
  );
  return outcome;
}
