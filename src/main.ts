// Where ./ramz begins: finds the command, runs it, turns faults into exit codes.

import { readFileSync } from 'node:fs';

import { columns, helpOf, readArguments, type Command } from './cli/command.ts';
import { commands } from './cli/commands.ts';
import { CommandFault, exitCodes } from './cli/fault.ts';
import { nearest } from './cli/nearest.ts';

const overview = (): string =>
  [
    'usage: ./ramz COMMAND',
    '',
    'Ramz: strong customer authentication for a bank, with the accounts that it protects and evidence of every decision.',
    '',
    'commands:',
    columns(commands.map(({ name, about }) => [name, about])),
    '',
    'options:',
    columns([
      ['--help', 'this text; after a command, its own'],
      ['--version', 'the version'],
    ]),
    '',
    'First steps: ./ramz start, then open http://localhost:8420.',
    '',
  ].join('\n');

function version(): string {
  const { version: number } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return `ramz ${number}, Node.js ${process.versions.node}\n`;
}

function find(given: readonly string[]): { command: Command; rest: readonly string[] } {
  for (const words of [2, 1]) {
    const name = given.slice(0, words).join(' ');
    const command = commands.find((candidate) => candidate.name === name);
    if (command !== undefined) return { command, rest: given.slice(words) };
  }
  const [first = '', second = ''] = given;
  const group = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  if (group.length > 0) {
    const near = nearest(
      second,
      group.map((name) => name.slice(first.length + 1)),
    );
    throw new CommandFault(
      'usage',
      `${second === '' ? `'${first}' needs one more word` : `'${first} ${second}' is not a command`}: ${near === undefined ? group.join(', ') : `did you mean '${first} ${near}'?`}`,
    );
  }
  const near = nearest(first, [...new Set(commands.flatMap(({ name }) => [name, name.split(' ')[0] ?? '']))]);
  throw new CommandFault(
    'usage',
    `'${first}' is not a command.${near === undefined ? '' : ` Did you mean '${near}'?`} ./ramz --help lists all.`,
  );
}

async function run(given: readonly string[]): Promise<number> {
  const [first] = given;
  if (first === undefined) {
    process.stderr.write(overview());
    return exitCodes.usage;
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    process.stdout.write(overview());
    return exitCodes.ok;
  }
  if (first === '--version' || first === '-V') {
    process.stdout.write(version());
    return exitCodes.ok;
  }
  if (first.startsWith('-')) throw new CommandFault('usage', `${first} is not an option of ramz. ./ramz --help lists all.`);
  if (given.includes('--help') && commands.some(({ name }) => name.startsWith(`${first} `)) && given[1] === '--help') {
    const group = commands.filter(({ name }) => name.startsWith(`${first} `));
    process.stdout.write(group.map(helpOf).join('\n'));
    return exitCodes.ok;
  }
  const { command, rest } = find(given);
  const read = readArguments(command, rest);
  if (read.options['help'] === true) {
    process.stdout.write(helpOf(command));
    return exitCodes.ok;
  }
  return await command.run(read);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof CommandFault) {
    process.stderr.write(`ramz: ${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    process.stderr.write(`ramz: this is a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = exitCodes.bug;
  }
}
