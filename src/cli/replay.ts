// `ramz replay FILE`: real purchases through the ISO 8583 door and the clearing, compared to the penny.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { pino } from 'pino';

import { cardProgrammeNamed } from '../modules/card-programmes/index.ts';
import { isReconciled, readCategories, readReplayRates, replay, reportJson, reportText } from '../replay/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { progressBar, type Progress } from './progress.ts';
import { readSettings } from './settings.ts';
import { visitCards } from './visit-cards.ts';

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFault('noInput', `${path} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

export async function replayCommand({ options, rest }: Arguments): Promise<ExitCode> {
  const [path = ''] = rest;
  const json = options['json'] === true;
  const text = readText(path);
  const { programmesFolder, logLevel } = readSettings();
  const programme = typeof options['programme'] === 'string' ? options['programme'] : 'purchase-cards';
  return await visitCards(async (cards) => {
    if (!cards.cardProgrammes.has(programme)) throw new CommandFault('usage', `There is no card programme '${programme}'.`);
    const { currency } = cardProgrammeNamed(cards.cardProgrammes, programme);
    const data = {
      categories: readCategories(readText(join(programmesFolder, 'replay', 'categories.csv'))),
      rates: readReplayRates(readText(join(programmesFolder, 'replay', 'rates.csv')), currency),
    };
    const bars = new Map<string, Progress>();
    const show = (done: number, total: number, what: string): void => {
      let bar = bars.get(what);
      if (bar === undefined) {
        for (const before of bars.values()) before.end();
        bar = progressBar(what, json);
        bars.set(what, bar);
      }
      bar.show(done, total);
    };
    let stopping = false;
    const stop = (): void => void (stopping = true);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    try {
      const logger = pino({ level: logLevel === 'info' ? 'warn' : logLevel }, pino.destination(2));
      const outcome = await replay(cards, {
        file: basename(path),
        text,
        data,
        programme,
        logger,
        onProgress: show,
        isStopping: () => stopping,
      });
      for (const bar of bars.values()) bar.end();
      if (outcome.kind === 'refused') throw new CommandFault('data', `${path} is no file of purchases: its first line is another.`);
      if (outcome.kind === 'stopped') {
        process.stderr.write(`ramz: stopped after ${outcome.rowsDone} of ${outcome.rows} rows; the same command goes on\n`);
        return exitCodes.foundWrong;
      }
      const { report } = outcome;
      process.stdout.write(json ? `${JSON.stringify(reportJson(report))}\n` : reportText(report));
      return isReconciled(report) ? exitCodes.ok : exitCodes.foundWrong;
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    }
  });
}
