// Which clauses are met: the rules in words, joined with what the tests of a full run said.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { rootFolder } from './settings.ts';

/** One line of the results reporter (checks/results-reporter.ts). */
export type TestResult = { readonly name: string; readonly file: string; readonly outcome: 'passed' | 'failed' | 'skipped' };

export type Clause = { readonly id: string; readonly rule: string; readonly met: boolean; readonly tests: readonly string[] };

export const clausesPath = join(rootFolder, 'docs', 'clauses.json');
export const clausesPagePath = join(rootFolder, 'docs', 'clauses.md');

const leadingIds = /^(?:[A-Z]{2}-\d{2}[ ,:]+)+/;

/** The clause ids that a title begins with: 'TK-09 TK-10 Android …' has two. */
export function clauseIds(title: string): string[] {
  return leadingIds.exec(`${title} `)?.[0].match(/[A-Z]{2}-\d{2}/g) ?? [];
}

/** Only tests that drive the public surface (an HTTP door, a page in a browser) may speak for a clause. */
export function drivesPublicSurface(file: string): boolean {
  return /^(?:src\/doors|src\/journeys|web)\//.test(file);
}

export function readRules(): ReadonlyMap<string, string> {
  return new Map(Object.entries(parse(readFileSync(join(rootFolder, 'docs', 'clause-rules.yaml'), 'utf8')) as Record<string, string>));
}

/** A clause is met when at least one test names it, and every one that does has passed. */
export function judgeClauses(rules: ReadonlyMap<string, string>, results: readonly TestResult[]): Clause[] {
  const named = results
    .filter(({ file }) => drivesPublicSurface(file))
    .flatMap((result) => clauseIds(result.name).map((id) => ({ id, ...result })));
  return [...rules].map(([id, rule]) => {
    const own = named.filter((result) => result.id === id);
    const met = own.length > 0 && own.every(({ outcome }) => outcome === 'passed');
    return { id, rule, met, tests: [...new Set(own.map(({ name }) => name))].sort() };
  });
}

/** What is wrong with the titles themselves: ids that no rule has, and ids on tests that do not drive the public surface. */
export function titleMistakes(rules: ReadonlyMap<string, string>, results: readonly TestResult[]): string[] {
  return results.flatMap(({ name, file }) => {
    const ids = clauseIds(name);
    const unknown = ids.filter((id) => !rules.has(id)).map((id) => `${file}: '${name}' names ${id}, which is no clause`);
    return ids.length > 0 && !drivesPublicSurface(file)
      ? [...unknown, `${file}: '${name}' names a clause but does not drive the public surface`]
      : unknown;
  });
}

export function clausesJson(clauses: readonly Clause[]): string {
  return `${JSON.stringify({ clauses }, null, 2)}\n`;
}

export function tally(clauses: readonly Clause[]): string {
  return `${clauses.filter(({ met }) => met).length} of ${clauses.length} clauses met`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

export function clausesPage(clauses: readonly Clause[]): string {
  const rows = clauses.map(
    ({ id, rule, met, tests }) => `| ${id} | ${met ? 'yes' : 'no'} | ${cell(rule)} | ${tests.map(cell).join('<br>')} |`,
  );
  return [
    '# Clauses',
    '',
    `Written by \`./ramz test --write-clauses\`; the test run fails where it is not what the tests say. ${tally(clauses)}.`,
    '',
    '| clause | met | rule | tests |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
