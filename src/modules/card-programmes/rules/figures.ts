// Looks up what a card programme says on a day or for a merchant: fees, terms, merchant groups.

import type { CardProgramme, FeeVersion } from '../schema.ts';

/** The newest of versions with a `from` that is in force on the day. */
function inForce<Version extends { readonly from: string }>(versions: readonly Version[], day: string): Version | undefined {
  return versions.filter(({ from }) => from <= day).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
}

/** PC-25, PC-39: the fee schedule of a day (ISO date); undefined before the first. */
export function feeVersionOn(programme: CardProgramme, day: string): FeeVersion | undefined {
  return inForce(programme.fees, day);
}

/** PC-39, PC-58: the terms of a day (ISO date); undefined before the first. */
export function termsOn(programme: CardProgramme, day: string): CardProgramme['terms'][number] | undefined {
  return inForce(programme.terms, day);
}

/** The first merchant group, in the programme's order, that has this category code (four digits, ISO 18245). */
export function merchantGroupOf(programme: CardProgramme, mcc: string): string | undefined {
  if (!/^\d{4}$/.test(mcc)) return undefined;
  const code = Number(mcc);
  for (const [group, ranges] of Object.entries(programme.merchantGroups))
    if (ranges.some(([from = 0, to = -1]) => code >= from && code <= to)) return group;
  return undefined;
}
