// `ramz bench [NAME]`: runs measured comparisons and prints their ratios.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { nearest } from './nearest.ts';
import { rootFolder } from './settings.ts';

type Figures = Readonly<Record<string, number | string>>;

/** What a file in bench/ exports: one sentence, and its run. */
type Bench = {
  readonly about: string;
  run(order: {
    readonly seconds: number;
    readonly say: (text: string) => void;
  }): Promise<{ readonly ratios: Readonly<Record<string, number>>; readonly figures: Figures }>;
};

const folder = join(rootFolder, 'bench');
const secondsDefault = 10;

/** Names of the benches: the files in bench/ that say what they measure; the others are parts of them. */
function benchNames(): string[] {
  return readdirSync(folder)
    .filter((file) => /^[a-z-]+\.ts$/.test(file) && /^export const about\b/m.test(readFileSync(join(folder, file), 'utf8')))
    .map((file) => file.slice(0, -3))
    .sort();
}

export async function bench({ options, rest }: Arguments): Promise<ExitCode> {
  const seconds = Number(options['seconds'] ?? secondsDefault);
  if (!Number.isFinite(seconds) || seconds < 1)
    throw new CommandFault('usage', `--seconds is '${String(options['seconds'])}': a number from 1 is needed.`);
  const json = options['json'] === true;
  const names = benchNames();
  const [wanted] = rest;
  if (wanted !== undefined && !names.includes(wanted)) {
    const near = nearest(wanted, names);
    throw new CommandFault(
      'usage',
      `There is no bench '${wanted}'.${near === undefined ? '' : ` Did you mean '${near}'?`} There are: ${names.join(', ')}.`,
    );
  }
  // With --json the last line must be the object alone: what is said on the way goes to the standard error.
  const say = (text: string): void => void (json ? process.stderr : process.stdout).write(`${text}\n`);
  const ratios: Record<string, number> = {};
  const figures: Record<string, Figures> = {};
  for (const name of wanted === undefined ? names : [wanted]) {
    const { about, run } = (await import(join(folder, `${name}.ts`))) as Bench;
    say(`${name}: ${about}`);
    const result = await run({ seconds, say });
    Object.assign(ratios, result.ratios);
    figures[name] = result.figures;
    for (const [ratio, value] of Object.entries(result.ratios)) say(`${name}: ${ratio} = ${value}`);
  }
  if (json) process.stdout.write(`${JSON.stringify({ ratios, figures })}\n`);
  return exitCodes.ok;
}
