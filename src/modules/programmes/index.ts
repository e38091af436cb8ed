// Programmes: the figures and rules of each product of the bank, read once from files at the start.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { addedOperations, ProgrammeFault, readProgramme, type ProgrammeMistake } from './read.ts';
import type { ApproverKind, OperationClass, Programme } from './schema.ts';

export { ProgrammeFault, readFigures, readProgramme, type Disagreement, type ProgrammeMistake } from './read.ts';
export {
  approverKinds,
  Language,
  languages,
  operationClasses,
  ProgrammeSchema,
  Texts,
  type ApproverKind,
  type OperationClass,
  type Programme,
} from './schema.ts';

/** All programmes of an installation by their name. */
export type Programmes = ReadonlyMap<string, Programme>;

/**
 * Reads every *.yaml of a folder. A file with a `kind` is another module's (card-programmes); its operations are added here.
 * @throws ProgrammeFault with the mistakes of all files together, each with file, line and field
 */
export function loadProgrammes(folder: string): Programmes {
  const mistakes: ProgrammeMistake[] = [];
  const programmes = new Map<string, Programme>();
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  if (names.length === 0) throw new ProgrammeFault([{ file: folder, line: 1, field: '', message: 'the folder has no programme (*.yaml)' }]);
  const added: { shown: string; holders: string; operations: Programme['operations'] }[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const shown = relative(process.cwd(), path);
    const text = readFileSync(path, 'utf8');
    const more = addedOperations(text);
    if (more !== undefined) {
      added.push({ shown, ...more });
      continue;
    }
    try {
      const programme = readProgramme(shown.startsWith('..') ? path : shown, text);
      programmes.set(programme.programme, programme);
    } catch (error) {
      if (!(error instanceof ProgrammeFault)) throw error;
      mistakes.push(...error.mistakes);
    }
  }
  for (const { shown, holders, operations } of added) {
    const programme = programmes.get(holders);
    const twice = Object.keys(operations).filter((kind) => Object.hasOwn(programme?.operations ?? {}, kind));
    if (programme === undefined && mistakes.length === 0)
      mistakes.push({ file: shown, line: 1, field: 'holders', message: `there is no programme '${holders}'` });
    for (const kind of twice)
      mistakes.push({ file: shown, line: 1, field: `operations.${kind}`, message: `'${holders}' has an operation of this name already` });
    if (programme !== undefined) programmes.set(holders, { ...programme, operations: { ...programme.operations, ...operations } });
  }
  if (mistakes.length > 0) throw new ProgrammeFault(mistakes);
  return programmes;
}

/** The programme of that name; a name that is not loaded is a bug (rows only ever hold loaded names). */
export function programmeNamed(programmes: Programmes, name: string): Programme {
  const programme = programmes.get(name);
  if (programme === undefined) throw new Error(`bug: there is no programme '${name}'`);
  return programme;
}

/** TK-01: the class of a kind of operation; undefined where the programme does not know the kind. */
export function operationClass(programme: Programme, kind: string): OperationClass | undefined {
  return Object.hasOwn(programme.operations, kind) ? programme.operations[kind]?.class : undefined;
}

/** Which authenticators may approve a kind of operation, in the programme's order; none for an unknown kind. */
export function approvers(programme: Programme, kind: string): readonly ApproverKind[] {
  return Object.hasOwn(programme.operations, kind) ? (programme.operations[kind]?.approvers ?? []) : [];
}
