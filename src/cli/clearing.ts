// `ramz clearing import FILE` and `ramz clearing template`: presentments from a scheme's file.

import { createReadStream, statSync } from 'node:fs';

import { dayAt, startOfDay } from '../kernel/calendar.ts';
import { systemClock } from '../kernel/clock.ts';
import {
  type clearingColumns,
  importClearingFile,
  writeClearingFile,
  type ClearingRefusal,
  type ClearingReport,
} from '../modules/card-clearing/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { openProgrammes } from './installation.ts';
import { progressBar } from './progress.ts';
import { readSettings } from './settings.ts';
import { printJson, programmeOption, visitCards } from './visit-cards.ts';

const texts = {
  'file-empty': 'it is empty',
  'header-malformed': 'its first line is no header',
  'format-unknown': 'it is of another format',
  'version-unknown': 'it is of a version that is not known',
  'programme-foreign': 'it is of a programme that is not served here',
  'columns-malformed': 'a column is not known, comes twice, or is missing',
  'file-in-future': 'it was made in the future',
  'file-id-used': 'a file with this id and other content was taken before',
} as const satisfies Record<ClearingRefusal, string>;

function* lines(report: ClearingReport): Generator<string> {
  const { fileId, status, reason, rowsDone, rowsTotal, results, badLines, badTotal, gapBefore, existed } = report;
  yield `${fileId}: ${status}${reason === null ? '' : ` (${reason})`}, ${rowsDone} of ${rowsTotal} good records posted${existed ? ', known before: nothing was changed' : ''}`;
  for (const [result, count] of Object.entries(results)) yield `  ${result.padEnd(12)} ${count}`;
  if (badTotal > 0) yield `  bad lines    ${badTotal}`;
  for (const { line, reason: why, field } of badLines.slice(0, 50)) yield `    line ${line}: ${why}${field === null ? '' : ` (${field})`}`;
  if (badTotal > 50) yield `    … ${badTotal - 50} more: --json lists them`;
  if (gapBefore) yield '  the file before this one in the sequence has not come';
}

export async function clearingImport({ options, rest }: Arguments): Promise<ExitCode> {
  const [path = ''] = rest;
  const json = options['json'] === true;
  try {
    if (!statSync(path).isFile()) throw new CommandFault('noInput', `${path} is no file.`);
  } catch (error) {
    if (error instanceof CommandFault) throw error;
    throw new CommandFault('noInput', `There is no file ${path}.`, { cause: error });
  }
  return await visitCards(async (cards) => {
    const bar = progressBar('records', json);
    let stopping = false;
    const stop = (): void => void (stopping = true);
    process.once('SIGINT', stop).once('SIGTERM', stop);
    try {
      const outcome = await importClearingFile(
        cards,
        { open: () => createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array> },
        {
          mode: options['all-or-nothing'] === true ? 'all-or-nothing' : 'rest-goes-on',
          actor: 'system',
          onProgress: bar.show,
          isStopping: () => stopping,
        },
      );
      bar.end();
      if (outcome.kind === 'refused')
        throw new CommandFault('data', `${path} was not taken: ${texts[outcome.reason]}. Nothing was posted.`);
      const report = outcome.value;
      if (json) printJson(report);
      else for (const line of lines(report)) process.stdout.write(`${line}\n`);
      if (report.status === 'running') {
        process.stderr.write('ramz: stopped; the same command goes on where it stopped\n');
        return exitCodes.foundWrong;
      }
      return report.status === 'done' && report.badTotal === 0 ? exitCodes.ok : exitCodes.foundWrong;
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
    }
  });
}

/** A file with one record of every column; its card number is of no card, so that it goes to suspense where somebody imports it. */
export async function clearingTemplate({ options }: Arguments): Promise<ExitCode> {
  const { cardProgrammes } = openProgrammes(readSettings());
  const programme = programmeOption({ cardProgrammes }, options['programme']);
  const { timeZone, currency } = cardProgrammes.get(programme) ?? { timeZone: 'UTC', currency: 'USD' as const };
  const now = systemClock.now();
  const at = startOfDay(timeZone, dayAt(timeZone, now)).toString();
  const example: Record<(typeof clearingColumns)[number], string> = {
    id: 'example-1',
    type: 'purchase',
    card_number: '9512001000000018',
    transaction_at: at,
    amount: '26.01',
    currency: 'USD',
    billing_amount: '10.001',
    billing_currency: currency,
    settlement_amount: '10.001',
    settlement_currency: currency,
    network_trace_id: 'ABC123456789012',
    stan: '000123',
    transmission_at: at,
    acquirer: '00000012345',
    rrn: '631512000123',
    acquirer_reference: '24123456315000000000123',
    approval_code: 'A1B2C3',
    merchant_id: '000000012345678',
    merchant_name: 'Example Shop',
    city: 'New York',
    country: 'US',
    mcc: '5411',
    terminal_id: '00001234',
    entry_mode: 'chip',
    verification: 'pin',
    part: '1',
    parts: '1',
    conversion_amount: '10.300',
    conversion_currency: currency,
    conversion_accepted: 'no',
    terminal_currency: 'USD',
    amount_given: '26.01',
  };
  const format = options['jsonl'] === true ? 'jsonl' : 'csv';
  const header = { format, programme, fileId: 'EXAMPLE-1', sequence: 1, createdAt: now } as const;
  process.stdout.write(writeClearingFile(header, [example], { count: 1, sum: 2601n }));
  return await Promise.resolve(exitCodes.ok);
}
