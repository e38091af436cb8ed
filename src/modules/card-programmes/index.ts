// Card programmes: the figures and rules of each card product of the bank, read once from files at the start.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ProgrammeFault, type ProgrammeMistake } from '../programmes/index.ts';
import { readCardProgramme } from './read.ts';
import type { CardProgramme } from './schema.ts';

export { readCardProgramme } from './read.ts';
export { feeVersionOn, merchantGroupOf, termsOn } from './rules/figures.ts';
export {
  CardProgrammeSchema,
  disputeDocuments,
  disputeReasons,
  feeNames,
  identityChecks,
  identityDocuments,
  type CardProduct,
  type CardProgramme,
  type DisputeDocument,
  type DisputeReason,
  type FeeName,
  type FeeVersion,
  type LimitKind,
} from './schema.ts';

/** All card programmes of an installation by their name. */
export type CardProgrammes = ReadonlyMap<string, CardProgramme>;

/**
 * Reads every *.yaml of a folder that says `kind: cards`; a folder without any is an installation without cards.
 * @throws ProgrammeFault with the mistakes of all files together
 */
export function loadCardProgrammes(folder: string): CardProgrammes {
  const mistakes: ProgrammeMistake[] = [];
  const programmes = new Map<string, CardProgramme>();
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()) {
    const text = readFileSync(join(folder, name), 'utf8');
    if (!/^kind: cards$/m.test(text)) continue;
    try {
      const programme = readCardProgramme(name, text);
      programmes.set(programme.programme, programme);
    } catch (error) {
      if (!(error instanceof ProgrammeFault)) throw error;
      mistakes.push(...error.mistakes);
    }
  }
  if (mistakes.length > 0) throw new ProgrammeFault(mistakes);
  return programmes;
}

/** The card programme of that name; a name that is not loaded is a bug (rows only ever hold loaded names). */
export function cardProgrammeNamed(programmes: CardProgrammes, name: string): CardProgramme {
  const programme = programmes.get(name);
  if (programme === undefined) throw new Error(`bug: there is no card programme '${name}'`);
  return programme;
}
