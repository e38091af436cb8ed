// Opens what the commands about cards work with: beside a running server, or with the database started for their time.

import { systemClock } from '../kernel/clock.ts';
import type { CardsContext } from '../modules/cards/index.ts';
import { openEvents } from '../postgres/events.ts';
import { openCards } from '../wire-cards.ts';
import { CommandFault } from './fault.ts';
import { openProgrammes, visit } from './installation.ts';
import { readSettings } from './settings.ts';

export async function visitCards<T>(work: (cards: CardsContext) => Promise<T>): Promise<T> {
  const settings = readSettings();
  const { programmes, cardProgrammes } = openProgrammes(settings);
  return await visit(settings, async ({ database, keys }) => {
    const events = await openEvents(database);
    try {
      return await work(await openCards({ database, keys, programmes, cardProgrammes, clock: systemClock, events }));
    } finally {
      await events.close();
    }
  });
}

/** The card programme that is named, or the only one. */
export function programmeOption({ cardProgrammes }: Pick<CardsContext, 'cardProgrammes'>, given: string | boolean | undefined): string {
  const names = [...cardProgrammes.keys()];
  if (typeof given === 'string') {
    if (!cardProgrammes.has(given)) throw new CommandFault('usage', `--programme is '${given}', which is none of: ${names.join(', ')}.`);
    return given;
  }
  const [only, ...others] = names;
  if (only === undefined) throw new CommandFault('configuration', 'This installation has no card programme.');
  if (others.length > 0) throw new CommandFault('usage', `--programme is needed: one of ${names.join(', ')}.`);
  return only;
}

export function dayOption(given: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(given)) return Temporal.PlainDate.from(given, { overflow: 'reject' });
  } catch {
    // Said below.
  }
  throw new CommandFault('usage', `--day is '${given}': a day such as 2026-03-01 is needed.`);
}

/** JSON with bigint as text, for --json. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, (_name, field: unknown) => (typeof field === 'bigint' ? field.toString() : field))}\n`);
}
