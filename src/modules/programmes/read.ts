// Reads one programme file and names every mistake with its file, line and field.

import { Settings } from 'typebox/system';
import { Value } from 'typebox/value';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';

import type { Static, TSchema } from 'typebox';

import { ProgrammeSchema, type Programme } from './schema.ts';

/** One thing that is wrong with a programme file. `line` counts from 1. */
export type ProgrammeMistake = { readonly file: string; readonly line: number; readonly field: string; readonly message: string };

/** The programme files cannot be used; `mistakes` has all that was found, and the message shows them line by line. */
export class ProgrammeFault extends Error {
  readonly code = 'programme-invalid';
  readonly mistakes: readonly ProgrammeMistake[];
  constructor(mistakes: readonly ProgrammeMistake[]) {
    super(mistakes.map(({ file, line, field, message }) => `${file}:${line}: ${field === '' ? '' : `${field}: `}${message}`).join('\n'));
    this.mistakes = mistakes;
  }
}

type Path = readonly (string | number)[];

const toPath = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    // A missing field has no line of its own: the nearest parent that is there tells where it belongs.
    const node =
      length === 0
        ? document.contents
        : document.getIn(
            path.slice(0, length).map((part) => (/^\d+$/.test(String(part)) ? Number(part) : part)),
            true,
          );
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

const named = (path: Path): string =>
  path
    .map((part) => (/^\d+$/.test(String(part)) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

type SchemaError = { keyword: string; schemaPath: string; instancePath: string; message: string; params: Record<string, unknown> };

function schemaErrors(schema: TSchema, value: unknown): SchemaError[] {
  // The library stops at eight errors to protect doors; a file of the bank's own is told all of its mistakes at once.
  const { maxErrors } = Settings.Get();
  Settings.Set({ maxErrors: 1000 });
  try {
    return Value.Errors(schema, value) as SchemaError[];
  } finally {
    Settings.Set({ maxErrors });
  }
}

function describe(errors: readonly SchemaError[]): { path: string[]; message: string }[] {
  return errors.flatMap(({ keyword, instancePath, params, message }) => {
    const path = toPath(instancePath);
    switch (keyword) {
      // An unknown field breaks twice: as the false schema of its value, and in its parent, where it is told.
      case 'boolean':
        return [];
      case 'enum':
        return [{ path, message: `must be one of ${(params['allowedValues'] as string[]).join(', ')}` }];
      case 'additionalProperties':
        return (params['additionalProperties'] as string[]).map((name) => ({ path: [...path, name], message: 'unknown field' }));
      case 'required':
        return (params['requiredProperties'] as string[]).map((name) => ({ path: [...path, name], message: 'is missing' }));
      default:
        return [{ path, message }];
    }
  });
}

const isTimeZone = (name: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return /^[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+$/.test(name) || name === 'UTC';
  } catch {
    return false;
  }
};

export type Disagreement = { readonly path: string[]; readonly message: string };

/** What the schema alone cannot say: how fields must fit each other. */
function disagreements(programme: Programme, file: string): { path: string[]; message: string }[] {
  const found: { path: string[]; message: string }[] = [];
  const check = (fits: boolean, path: string[], message: string): void => {
    if (!fits) found.push({ path, message });
  };
  check(file.endsWith(`${programme.programme}.yaml`), ['programme'], 'must be the name of the file without .yaml');
  check(
    isTimeZone(programme.timeZone),
    ['timeZone'],
    `unknown time zone '${programme.timeZone}' (a name of the IANA database is needed, such as Asia/Muscat)`,
  );
  check(programme.languages.includes(programme.defaultLanguage), ['defaultLanguage'], 'must be one of languages');
  check(
    programme.approval.pushWaitSeconds < programme.approval.expirySeconds,
    ['approval', 'pushWaitSeconds'],
    'must be less than approval.expirySeconds',
  );
  check(
    programme.softToken.passwordLengthMin <= programme.softToken.passwordLengthMax,
    ['softToken', 'passwordLengthMin'],
    'must not be more than softToken.passwordLengthMax',
  );
  check(
    programme.webBank.idleWarningSeconds < programme.webBank.idleSeconds,
    ['webBank', 'idleWarningSeconds'],
    'must be less than webBank.idleSeconds',
  );
  check(
    programme.hardToken.lookAhead <= programme.hardToken.resynchronisationWindow,
    ['hardToken', 'lookAhead'],
    'must not be more than hardToken.resynchronisationWindow',
  );
  for (const [kind, operation] of Object.entries(programme.operations)) {
    const path = ['operations', kind, 'approvers'];
    const approved = operation.class === 'financial' || operation.class === 'non-financial';
    check(!approved || operation.approvers.length > 0, path, `a ${operation.class} operation needs at least one approver`);
    // TK-20: a code that is not linked to a transaction can never move money.
    check(
      operation.class !== 'financial' || !operation.approvers.includes('soft-otp'),
      path,
      "'soft-otp' cannot approve a financial operation",
    );
    // TK-29: a new number of record is never confirmed by the phone that it would replace.
    check(
      kind !== 'mobile-change' || operation.approvers.every((approver) => approver === 'hard-token'),
      path,
      "only 'hard-token' can approve a change of the number",
    );
  }
  return found;
}

/**
 * Reads one file of a schema from its text.
 * @param file the name that mistakes are told with
 * @param disagree what the schema alone cannot say
 * @throws ProgrammeFault with every mistake of the file
 */
export function readFigures<Schema extends TSchema>(
  schema: Schema,
  disagree: (value: Static<Schema>, file: string) => Disagreement[],
  file: string,
  text: string,
): Static<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new ProgrammeFault(
      document.errors.map((error) => ({
        file,
        line: error.linePos?.[0].line ?? 1,
        field: '',
        message: (error.message.split('\n')[0] ?? '').replace(/ at line .*$/, ''),
      })),
    );
  }
  const told = (found: { path: string[]; message: string }[]): ProgrammeMistake[] =>
    found
      .map(({ path, message }) => ({ file, line: lineOf(document, lines, path), field: named(path), message }))
      .sort((a, b) => a.line - b.line);

  const value: unknown = document.toJS();
  if (!Value.Check(schema, value)) throw new ProgrammeFault(told(describe(schemaErrors(schema, value))));
  const wrong = disagree(value, file);
  if (wrong.length > 0) throw new ProgrammeFault(told(wrong));
  return value;
}

/** Reads a programme of customers from its text; see readFigures. */
export function readProgramme(file: string, text: string): Programme {
  return readFigures(ProgrammeSchema, disagreements, file, text);
}

/** Whether a file is about something that another module reads, and what it says of operations before that module checks it. */
export function addedOperations(text: string): { holders: string; operations: Programme['operations'] } | undefined {
  if (!/^kind: [a-z]/m.test(text)) return undefined;
  const value = parseDocument(text).toJS() as { holders?: unknown; operations?: unknown } | null;
  const operations = value?.operations;
  const isMap = typeof operations === 'object' && operations !== null && !Array.isArray(operations);
  const holders = typeof value?.holders === 'string' ? value.holders : '';
  return { holders, operations: isMap ? (operations as Programme['operations']) : {} };
}
