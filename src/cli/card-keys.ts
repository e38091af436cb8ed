// `ramz card-keys list` and `ramz card-keys import-zmk`: the keys of cards by name and check value, and a scheme's master key.

import { createInterface } from 'node:readline';

import { keyCheckValue } from '../crypto/block-cipher.ts';
import { fromHex, toHex } from '../crypto/bytes.ts';
import { systemClock } from '../kernel/clock.ts';
import { openCardSecurity } from '../modules/card-security/index.ts';
import { appendEvidence } from '../modules/evidence/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { visit } from './installation.ts';
import { readSettings } from './settings.ts';

const pad = (text: string | number, width: number): string => String(text).padEnd(width);

export async function cardKeysList(): Promise<ExitCode> {
  return await visit(readSettings(), async ({ database, keys }) => {
    const security = await openCardSecurity(database, keys, systemClock.now());
    const rows = [...security.keys()].sort((a, b) =>
      `${a.connection} ${a.kind} ${a.algorithm}`.localeCompare(`${b.connection} ${b.kind} ${b.algorithm}`),
    );
    process.stdout.write(`${pad('connection', 20)} ${pad('key', 5)} ${pad('for', 5)} ${pad('version', 8)} check value  made\n`);
    for (const { connection, kind, algorithm, version, checkValue, madeAt } of rows)
      process.stdout.write(
        `${pad(connection, 20)} ${pad(kind, 5)} ${pad(algorithm, 5)} ${pad(version, 8)} ${pad(checkValue, 12)} ${madeAt.toString()}\n`,
      );
    return exitCodes.ok;
  });
}

/** Lines of the standard input; at a terminal what is typed is not shown. */
async function readComponents(): Promise<string[]> {
  const { stdin, stderr } = process;
  const lines: string[] = [];
  const ask = (): void => {
    if (stdin.isTTY) stderr.write(`component ${lines.length + 1}, 32 hexadecimal digits, not shown (empty: no more): `);
  };
  // Without an output readline echoes nothing; in raw mode the terminal does not either.
  const input = createInterface({ input: stdin, terminal: stdin.isTTY });
  if (stdin.isTTY) stdin.setRawMode(true);
  ask();
  for await (const line of input) {
    if (stdin.isTTY) stderr.write('\n');
    const component = line.replace(/\s+/g, '');
    if (component === '') break;
    lines.push(component);
    if (lines.length === 3) break;
    ask();
  }
  input.close();
  if (stdin.isTTY) stdin.setRawMode(false);
  return lines;
}

/** Components come from the standard input alone: what stands on a command line is seen by every user of the machine. */
export async function cardKeysImportZmk({ options, rest }: Arguments): Promise<ExitCode> {
  const connection = rest[0] ?? '';
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(connection))
    throw new CommandFault('usage', 'The connection is a name of small letters, digits and hyphens.');
  const algorithm = options['algorithm'] ?? 'tdes';
  if (algorithm !== 'tdes' && algorithm !== 'aes') throw new CommandFault('usage', "--algorithm is 'tdes' or 'aes'.");
  const checkValue = options['check-value'];
  if (typeof checkValue !== 'string' || !/^[0-9A-Fa-f]{6}$/.test(checkValue))
    throw new CommandFault('usage', '--check-value is needed: six hexadecimal digits of the whole key.');
  const components = await readComponents();
  if (components.length < 2 || components.some((component) => !/^[0-9A-Fa-f]{32}$/.test(component)))
    throw new CommandFault('data', 'Two or three components are needed, each of 32 hexadecimal digits on a line of its own.');
  const bytes = components.map(fromHex);
  bytes.forEach((component, index) => {
    const value = toHex(keyCheckValue(algorithm, component)).toUpperCase();
    process.stderr.write(`ramz: component ${index + 1} has the check value ${value}\n`);
  });
  return await visit(readSettings(), async ({ database, keys }) => {
    const now = systemClock.now();
    const security = await openCardSecurity(database, keys, now);
    const imported = await security.importZmk(database, { connection, algorithm, components: bytes, checkValue }, now);
    if (imported.kind === 'refused')
      throw new CommandFault(
        'data',
        imported.reason === 'wrong-check-value'
          ? 'The components make a key with another check value. Nothing was changed.'
          : 'The components make no key. Nothing was changed.',
      );
    const body = { connection, algorithm, ...imported.value };
    await database.transaction(async (tx) => {
      await appendEvidence(tx, [{ kind: 'card-key-imported', subject: `zmk ${algorithm} ${connection}`, actor: 'system', body }], now);
    });
    process.stdout.write(
      `zmk ${algorithm} of ${connection}, version ${imported.value.version}, check value ${imported.value.checkValue}\n`,
    );
    process.stderr.write('ramz: a running server uses it within half a minute; then let the other side send a key change\n');
    return exitCodes.ok;
  });
}
