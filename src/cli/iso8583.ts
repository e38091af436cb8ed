// `ramz iso8583 describe [FILE|-]`: what the messages of a trace say, for a person, with card data masked.

import { readFileSync } from 'node:fs';

import { createFrameReader, decodeMessage, describe, describeRefusal, dialects, findDialect, type Dialect } from '../iso8583/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { nearest } from './nearest.ts';

/** A trace of this size is some hundred thousand messages; more is not read by a person. */
const inputMax = 64 * 1024 * 1024;

function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? process.stdin.fd : path);
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    const what = path === '-' ? 'The standard input' : path;
    throw new CommandFault('noInput', code === 'ENOENT' ? `There is no file ${path}.` : `${what} cannot be read (${code}).`, {
      cause: error,
    });
  }
}

/** The bytes that hexadecimal text stands for, spaces and line breaks left out; undefined where it is no such text. */
export function bytesOfHex(input: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(input).toString('latin1').replaceAll(/\s+/g, '');
  return text !== '' && text.length % 2 === 0 && /^[0-9a-f]*$/i.test(text) ? Buffer.from(text, 'hex') : undefined;
}

/**
 * The messages of one input: frames behind each other where the lengths add up, otherwise one message without its length. Text of nothing
 * but hexadecimal digits is taken for hexadecimal, unless its bytes are a message as they stand (ascii-87 without letters).
 */
export function messagesOf(dialect: Dialect, input: Uint8Array): readonly Uint8Array[] {
  const plain = split(dialect, input);
  if (plain.some((bytes) => decodeMessage(dialect, bytes).kind === 'done')) return plain;
  const bytes = bytesOfHex(input);
  return bytes === undefined ? plain : split(dialect, bytes);
}

function split(dialect: Dialect, bytes: Uint8Array): readonly Uint8Array[] {
  const reader = createFrameReader({ lengthMax: dialect.lengthMax });
  const read = reader.push(bytes);
  return read.kind === 'done' && read.frames.length > 0 && reader.pendingBytes === 0 ? read.frames : [bytes];
}

/** What is printed of one input, and whether every message of it could be read. */
export function describeInput(dialect: Dialect, input: Uint8Array): { readonly text: string; readonly whole: boolean } {
  const lines: string[] = [];
  let whole = true;
  for (const bytes of messagesOf(dialect, input)) {
    const decoded = decodeMessage(dialect, bytes);
    if (decoded.kind === 'done') lines.push(describe(decoded.message));
    else {
      whole = false;
      lines.push(`NOT READ: ${describeRefusal(decoded)}`);
      if (decoded.readable !== undefined) lines.push('what could be read:', describe(decoded.readable));
    }
    lines.push('');
  }
  return { text: lines.join('\n'), whole };
}

export async function iso8583Describe({ options, rest }: Arguments): Promise<ExitCode> {
  const name = typeof options['dialect'] === 'string' ? options['dialect'] : 'ascii-87';
  const dialect = findDialect(name);
  if (dialect === undefined) {
    const names = Object.keys(dialects);
    const near = nearest(name, names);
    throw new CommandFault('usage', `${near === undefined ? '' : `Did you mean ${near}? `}The dialects are ${names.join(', ')}.`);
  }
  const input = readInput(rest[0] ?? '-');
  if (input.length > inputMax) throw new CommandFault('data', `The input is longer than ${inputMax / 1024 / 1024} MiB; give a part of it.`);
  if (input.length === 0) throw new CommandFault('data', 'The input is empty.');
  const { text, whole } = describeInput(dialect, input);
  process.stdout.write(text);
  return whole ? exitCodes.ok : exitCodes.foundWrong;
}
