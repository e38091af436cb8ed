// `ramz days run`: the end of a day of a card programme, by hand; without a day, of every day that is over and not done.

import { runCardDay, runFinishedDays, type DayProgress, type DayRun, type DayRefusal } from '../jobs/end-of-day/end-of-day.ts';
import { wireDays } from '../wire-days.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { dayOption, programmeOption, visitCards } from './visit-cards.ts';

const texts = {
  'programme-unknown': 'This programme is not known.',
  'day-not-over': 'This day is not over yet.',
  'already-running': 'Another process runs the end of day. It is done once whichever does it.',
} as const satisfies Record<DayRefusal, string>;

const show = ({ day, task, index, count }: DayProgress): void => {
  if (task !== undefined) process.stderr.write(`${day.toString()}  ${String(index + 1).padStart(2)} of ${count}  ${task}\n`);
};

export async function daysRun({ options }: Arguments): Promise<ExitCode> {
  return await visitCards(async (cards) => {
    const programme = programmeOption(cards, options['programme']);
    const endOfDay = wireDays(cards);
    const { day } = options;
    let runs: readonly DayRun[];
    if (typeof day === 'string') {
      const outcome = await runCardDay(
        endOfDay,
        { programme, day: dayOption(day) },
        { onProgress: show, again: options['again'] === true },
      );
      if (outcome.kind === 'refused')
        throw new CommandFault(outcome.reason === 'already-running' ? 'inUse' : 'usage', texts[outcome.reason]);
      runs = [outcome.value];
    } else {
      const outcome = await runFinishedDays(endOfDay, programme, { onProgress: show });
      if (outcome.kind === 'refused')
        throw new CommandFault(outcome.reason === 'already-running' ? 'inUse' : 'usage', texts[outcome.reason]);
      runs = outcome.value;
    }
    for (const { day: done, ran } of runs) process.stdout.write(`${done}: ${ran.length === 0 ? 'was done' : ran.join(', ')}\n`);
    if (runs.length === 0) process.stdout.write('Every day that is over is done.\n');
    return exitCodes.ok;
  });
}
