// The tasks of the end of day of card programmes, in their order, from the modules that own them.

import type { DayTask, EndOfDay } from './jobs/end-of-day/end-of-day.ts';
import { holdExpiryTask } from './modules/card-authorizations/index.ts';
import { disputesDayTask } from './modules/card-disputes/index.ts';
import { fundingDayTasks } from './modules/card-funding/index.ts';
import { statementDayTasks } from './modules/card-statements/index.ts';
import { cardDayTasks, type CardsContext } from './modules/cards/index.ts';
import { careDayTasks } from './wire-card-hooks.ts';

/**
 * Holds end first, so that what they free counts in recovery; money owed before renewals, so that a fee of today is not recovered today;
 * statements come after all that posts.
 */
export function dayTasks(cards: CardsContext): DayTask[] {
  return [
    holdExpiryTask(cards),
    ...fundingDayTasks(cards),
    ...cardDayTasks(cards),
    disputesDayTask(cards),
    ...careDayTasks(cards),
    ...statementDayTasks(cards),
  ];
}

/** The end of day of every card programme of the installation. */
export function wireDays(cards: CardsContext): EndOfDay {
  const { database, clock, cardProgrammes } = cards;
  const programmes = [...cardProgrammes.values()].map(({ programme, timeZone }) => ({ programme, timeZone }));
  return { database, clock, tasks: dayTasks(cards), programmes };
}
