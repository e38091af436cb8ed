// `ramz evidence verify FILE`: the verdict of the pure check, written for a person.

import { readFileSync } from 'node:fs';

import { readPublicKeys, verifyEvidence, type ShownRecord, type Verdict } from '../modules/evidence/index.ts';
import type { Arguments } from './command.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';

function readInput(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    throw new CommandFault('noInput', code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`, {
      cause: error,
    });
  }
}

const value = (given: unknown): string => (typeof given === 'string' ? given : JSON.stringify(given));

// A terminal obeys control characters; nothing in a file may steer it, or write a line of its own.
const safe = (text: string): string =>
  text.replace(
    /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );

const proofs = {
  verified: "the phone's signature over these details is right",
  none: 'a code; the record in the chain is the proof',
  'wrong-signature': "the phone's signature is WRONG",
  'other-details': 'the phone signed OTHER details',
  unreadable: "the phone's signature CANNOT BE READ",
} as const;

function* describe({ chain, seq, record, proof }: ShownRecord): Generator<string> {
  yield `${record.at}  ${record.kind}  ${record.subject}`;
  yield `  place   chain ${chain}, record ${seq}`;
  if (record.customer !== undefined) yield `  customer ${record.customer}`;
  yield `  who     ${record.actor}`;
  const { details, authenticator, decision, decidedAt, ...others } = record.body;
  if (typeof details === 'object' && details !== null) {
    for (const [name, shown] of Object.entries(details)) yield `  shown   ${name}: ${value(shown)}`;
  }
  if (typeof authenticator === 'object' && authenticator !== null) {
    const { kind, id } = authenticator as { kind?: unknown; id?: unknown };
    yield `  with    ${value(kind)} ${value(id ?? '')}`.trimEnd();
  }
  if (decision !== undefined) yield `  decided ${value(decision)}${decidedAt === undefined ? '' : ` at ${value(decidedAt)}`}`;
  if (proof !== undefined) yield `  proof   ${proofs[proof]}`;
  for (const [name, other] of Object.entries(others)) {
    if (!['operationId', 'customer', 'message', 'label', 'signature'].includes(name)) yield `  ${name.padEnd(7)} ${value(other)}`;
  }
}

export function report({ findings, scope, shown, hidden, heads, fingerprints, pinned }: Verdict): string {
  const lines: string[] = [];
  if (Object.keys(scope).length > 0)
    lines.push(
      `evidence of ${Object.entries(scope)
        .map(([name, text]) => `${name} ${text}`)
        .join(' ')}`,
      '',
    );
  for (const record of shown) lines.push(...describe(record), '');
  const last = heads.at(-1);
  lines.push(
    `${shown.length} records shown, ${hidden} of others as hashes${last === undefined ? '' : `; signed head ${last.number} of ${last.at}`}`,
  );
  for (const print of fingerprints) lines.push(`signed with the key ${print.replaceAll(/(.{8})(?=.)/g, '$1 ')}`);
  if (!pinned && fingerprints.length > 0)
    lines.push("This key is the file's own: compare it with the one that the bank publishes, or give --public-key.");
  lines.push('');
  for (const { kind, message } of findings) lines.push(`${kind.toUpperCase()}: ${message}`);
  lines.push(
    findings.length === 0
      ? 'VERIFIED: nothing was altered, reordered, left out or cut off.'
      : `NOT VERIFIED: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.`,
  );
  return `${lines.map(safe).join('\n')}\n`;
}

export async function evidenceVerify({ options, rest }: Arguments): Promise<ExitCode> {
  const text = readInput(rest[0] ?? '');
  const keyFile = options['public-key'];
  let keys;
  if (typeof keyFile === 'string') {
    const pem = readInput(keyFile);
    try {
      keys = readPublicKeys(pem);
    } catch (error) {
      throw new CommandFault('data', `${keyFile} cannot be read as a public key: ${(error as Error).message}.`, { cause: error });
    }
  }
  const verdict = verifyEvidence(text, keys);
  process.stdout.write(report(verdict));
  return verdict.findings.length === 0 ? exitCodes.ok : exitCodes.foundWrong;
}
