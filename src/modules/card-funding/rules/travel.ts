// What a holder is warned of who registers travel: conversion at the terminal, restricted countries, countries with limits (PC-23, PC-42).

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import type { CardProgramme } from '../../card-programmes/index.ts';

export type TravelRefusal = 'country-unknown' | 'travel-days-malformed' | 'travel-over';

export type TravelWarning =
  /** PC-23: a terminal abroad may offer to convert itself, at its own rate: choose the currency of the country. */
  | { readonly kind: 'dynamic-conversion' }
  /** PC-42: no authorisation is given there. */
  | { readonly kind: 'restricted-country'; readonly country: string }
  | { readonly kind: 'country-limit'; readonly country: string; readonly channel: 'purchase' | 'cash'; readonly perDayMax: number };

export type AskedTravel = { readonly countries: readonly string[]; readonly fromDay: string; readonly toDay: string };

type Countries = Pick<CardProgramme, 'country' | 'countriesRestricted' | 'countryLimits'>;

function dayOf(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** Travel within a year from today, at most 180 days, to 1 … 30 countries (ISO 3166-1 alpha-2). */
export function judgeTravel(asked: AskedTravel, today: Temporal.PlainDate): Outcome<undefined, TravelRefusal> {
  const { countries } = asked;
  if (countries.length === 0 || countries.length > 30 || !countries.every((code) => /^[A-Z]{2}$/.test(code)))
    return refused('country-unknown');
  const [from, to] = [dayOf(asked.fromDay), dayOf(asked.toDay)];
  if (from === undefined || to === undefined || Temporal.PlainDate.compare(to, from) < 0 || from.until(to).days > 180)
    return refused('travel-days-malformed');
  if (Temporal.PlainDate.compare(to, today) < 0) return refused('travel-over');
  return today.until(from).days > 366 ? refused('travel-days-malformed') : done(undefined);
}

/** What is shown at the registration. Travel that never leaves the country is warned of nothing. */
export function warningsFor(programme: Countries, countries: readonly string[]): TravelWarning[] {
  const abroad = [...new Set(countries)].filter((country) => country !== programme.country);
  return [
    ...(abroad.length === 0 ? [] : [{ kind: 'dynamic-conversion' } as const]),
    ...abroad
      .filter((country) => programme.countriesRestricted.includes(country))
      .map((country) => ({ kind: 'restricted-country', country }) as const),
    ...programme.countryLimits
      .filter(({ country }) => abroad.includes(country))
      .map((limit) => ({ kind: 'country-limit', ...limit }) as const),
  ];
}
