// The shape of one command, the reading of its arguments, and its help text.

import { parseArgs } from 'node:util';

import { CommandFault, type ExitCode } from './fault.ts';
import { nearest } from './nearest.ts';

export type Option = {
  readonly type: 'string' | 'boolean';
  /** What stands for the value in the help: 'N', 'FILE'. */
  readonly value?: string;
  readonly about: string;
};

export type Arguments = { readonly options: Readonly<Record<string, string | boolean | undefined>>; readonly rest: readonly string[] };

export type Command = {
  /** One or two words: 'start', 'evidence verify'. */
  readonly name: string;
  readonly about: string;
  /** Longer text of the command's own help. */
  readonly details?: string;
  /** Names of what follows, for the help: ['FILE']; in brackets where it may be left out. */
  readonly operands?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  /** Exit codes that are special to it. */
  readonly exits?: Readonly<Record<number, string>>;
  run(given: Arguments): Promise<ExitCode>;
};

export function usageOf({ name, operands = [], options = {} }: Command): string {
  const flags = Object.entries(options).map(
    ([option, { type, value }]) => `[--${option}${type === 'string' ? ` ${value ?? 'VALUE'}` : ''}]`,
  );
  return ['./ramz', name, ...operands, ...flags].join(' ');
}

export function helpOf(command: Command): string {
  const { about, details, options = {}, exits = {} } = command;
  const shown: Readonly<Record<string, Option>> = { ...options, help: { type: 'boolean', about: 'this text' } };
  const rows: [string, string][] = Object.entries(shown).map(([option, { type, value, about: text }]) => [
    `--${option}${type === 'string' ? ` ${value ?? 'VALUE'}` : ''}`,
    text,
  ]);
  const ends: [string, string][] = [['0', 'done'], ...Object.entries(exits), ['64', 'the command line is wrong']];
  return [
    `usage: ${usageOf(command)}`,
    '',
    about,
    ...(details === undefined ? [] : ['', details]),
    '',
    'options:',
    columns(rows),
    '',
    'exit codes:',
    columns(ends),
    '',
  ].join('\n');
}

export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

/** Reads the arguments of a command; whatever it does not know ends with exit code 64 and the nearest that it knows. */
export function readArguments(command: Command, given: readonly string[]): Arguments {
  const known = { ...command.options, help: { type: 'boolean' as const, about: '' } };
  const hint = `See ./ramz ${command.name} --help.`;
  const { tokens } = parseArgs({ args: [...given], options: known, strict: false, tokens: true, allowPositionals: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name as 'help'] : undefined;
    if (option === undefined) {
      const near = nearest(token.name, Object.keys(known));
      throw new CommandFault(
        'usage',
        `${token.rawName} is not an option of '${command.name}'.${near === undefined ? '' : ` Did you mean --${near}?`} ${hint}`,
      );
    }
    if (option.type === 'boolean' && token.value !== undefined) throw new CommandFault('usage', `--${token.name} takes no value. ${hint}`);
    if ((option as Option).type === 'string' && (token.value === undefined || token.value === ''))
      throw new CommandFault('usage', `--${token.name} needs a value. ${hint}`);
  }
  const { values, positionals } = parseArgs({ args: [...given], options: known, strict: true, allowPositionals: true });
  const operands = command.operands ?? [];
  const needed = operands.filter((operand) => !operand.startsWith('[')).length;
  if (values['help'] !== true) {
    if (positionals.length < needed)
      throw new CommandFault('usage', `${operands[positionals.length] ?? ''} is missing: ${usageOf(command)}`);
    if (positionals.length > operands.length)
      throw new CommandFault('usage', `'${positionals[operands.length] ?? ''}' is one argument too many: ${usageOf(command)}`);
  }
  return { options: values, rest: positionals };
}
