// Travel of the holder: registered with what it warns of (PC-23).

import { dayAt } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { accountOf } from '../wallets/index.ts';
import { cardProgrammeOf, type FundingContext } from './context.ts';
import { judgeTravel, warningsFor, type AskedTravel, type TravelRefusal, type TravelWarning } from './rules/travel.ts';
import * as store from './travel-store.ts';

export type RegisteredTravel = store.Travel & { readonly shown: readonly TravelWarning[] };

/** Registers travel of an account and gives what the holder is to be warned of: conversion at terminals, restricted countries, limits. */
export async function registerTravel(
  tx: Session,
  context: FundingContext,
  { accountId, ...asked }: AskedTravel & { readonly accountId: string },
  now: Temporal.Instant,
): Promise<Outcome<RegisteredTravel, TravelRefusal | 'card-account-unknown' | 'card-account-closed'>> {
  const account = await accountOf(tx, accountId);
  if (account === undefined) return refused('card-account-unknown');
  if (account.status === 'closed') return refused('card-account-closed');
  const programme = cardProgrammeOf(context, account);
  const judged = judgeTravel(asked, dayAt(programme.timeZone, now));
  if (judged.kind === 'refused') return judged;
  const countries = [...new Set(asked.countries)];
  const shown = warningsFor(programme, countries);
  const warnings = shown.map((warning) => ('country' in warning ? `${warning.kind} ${warning.country}` : warning.kind));
  const travel = { id: context.newId(), accountId, countries, fromDay: asked.fromDay, toDay: asked.toDay, warnings, registeredAt: now };
  await store.insertTravel(tx, travel);
  return done({ ...travel, endedAt: null, shown });
}

/** Travel that is not over, with its warnings as the programme has them today. */
export async function travelOf(
  db: Session,
  context: FundingContext,
  accountId: string,
  now: Temporal.Instant,
): Promise<RegisteredTravel[]> {
  const account = await accountOf(db, accountId);
  if (account === undefined) return [];
  const programme = cardProgrammeOf(context, account);
  const rows = await store.travelOf(db, accountId, dayAt(programme.timeZone, now).toString());
  return rows.map((row) => ({ ...row, shown: warningsFor(programme, row.countries) }));
}

/** Takes back a registration. */
export async function endTravel(
  tx: Session,
  wanted: { readonly accountId: string; readonly travelId: string },
  now: Temporal.Instant,
): Promise<Outcome<store.Travel, 'travel-unknown'>> {
  const ended = await store.endTravel(tx, wanted.accountId, wanted.travelId, now);
  return ended === undefined ? refused('travel-unknown') : done(ended);
}
