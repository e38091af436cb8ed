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

const groupsOfCodes = new WeakMap<CardProgramme['merchantGroups'], Map<string, string>>();

/** The group of each category code that is in one; the first one, in the programme's order. */
function groupsByCode(groups: CardProgramme['merchantGroups']): Map<string, string> {
  const byCode = new Map<string, string>();
  for (const [group, ranges] of Object.entries(groups))
    for (const [from = 0, to = -1] of ranges)
      for (let code = from; code <= to; code += 1) {
        const mcc = String(code).padStart(4, '0');
        if (!byCode.has(mcc)) byCode.set(mcc, group);
      }
  return byCode;
}

/** The first merchant group, in the programme's order, that has this category code (four digits, ISO 18245). */
export function merchantGroupOf({ merchantGroups }: CardProgramme, mcc: string): string | undefined {
  let byCode = groupsOfCodes.get(merchantGroups);
  if (byCode === undefined) {
    byCode = groupsByCode(merchantGroups);
    groupsOfCodes.set(merchantGroups, byCode);
  }
  return byCode.get(mcc);
}
