// `ramz clauses`: prints the committed clause table.

import { readFileSync } from 'node:fs';

import type { Arguments } from './command.ts';
import { clausesPath, tally, type Clause } from './clause-table.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';

export async function clauses({ options }: Arguments): Promise<ExitCode> {
  let text;
  try {
    text = readFileSync(clausesPath, 'utf8');
  } catch (error) {
    throw new CommandFault('noInput', 'docs/clauses.json is missing. ./ramz test --write-clauses makes it.', { cause: error });
  }
  if (options['json'] === true) {
    process.stdout.write(text);
    return exitCodes.ok;
  }
  const { clauses: all } = JSON.parse(text) as { clauses: Clause[] };
  for (const { id, rule, met, tests } of all)
    process.stdout.write(`${id}  ${met ? 'met    ' : 'not met'}  ${rule}${met ? ` (${tests.length})` : ''}\n`);
  process.stdout.write(`${tally(all)}\n`);
  return await Promise.resolve(exitCodes.ok);
}
