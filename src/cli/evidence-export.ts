// `ramz evidence export`: writes an evidence file to the standard output.

import { once } from 'node:events';

import { isUuid } from '../kernel/ids.ts';
import { systemClock } from '../kernel/clock.ts';
import { exportOperation, exportPeriod } from '../modules/evidence/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { visit } from './installation.ts';
import { readSettings } from './settings.ts';

function instant(name: string, text: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch (error) {
    throw new CommandFault('usage', `--${name} is '${text}': a time such as 2026-03-01T00:00:00Z is needed.`, { cause: error });
  }
}

async function write(lines: AsyncIterable<string>): Promise<void> {
  for await (const line of lines) if (!process.stdout.write(line)) await once(process.stdout, 'drain');
}

export async function evidenceExport({ options }: Arguments): Promise<ExitCode> {
  const { operation, from, to } = options;
  if (typeof operation === 'string' && from === undefined && to === undefined) {
    if (!isUuid(operation)) throw new CommandFault('usage', `--operation is '${operation}': the id of an operation is needed.`);
    return await visit(readSettings(), async ({ database, keys }) => {
      const lines = await exportOperation(database, keys, operation, systemClock.now());
      if (lines === undefined) throw new CommandFault('noInput', `There is no evidence of operation ${operation}.`);
      await write(lines);
      return exitCodes.ok;
    });
  }
  if (operation !== undefined || typeof from !== 'string' || typeof to !== 'string') {
    throw new CommandFault(
      'usage',
      'Either --operation ID or both --from TIME and --to TIME are needed. See ./ramz evidence export --help.',
    );
  }
  const [first, last] = [instant('from', from), instant('to', to)];
  if (Temporal.Instant.compare(first, last) >= 0) throw new CommandFault('usage', '--from must be before --to.');
  return await visit(readSettings(), async ({ database, keys }) => {
    await write(await exportPeriod(database, keys, first, last, systemClock.now()));
    return exitCodes.ok;
  });
}
