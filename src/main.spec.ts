// The command line as a person meets it: help, mistakes, exit codes.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { commands } from './cli/commands.ts';
import { rootFolder } from './cli/settings.ts';

type Ended = { status: number | null; stdout: string; stderr: string };

function ramz(given: readonly string[], environment: Readonly<Record<string, string>> = {}): Ended {
  const env: NodeJS.ProcessEnv = { ...process.env, ...environment };
  delete env['NODE_TEST_CONTEXT'];
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts', ...given], {
    cwd: rootFolder,
    env,
    encoding: 'utf8',
  });
}

const cases: [rule: string, given: string[], status: number, told: RegExp][] = [
  ['no command shows the overview and is a mistake', [], 64, /usage: \.\/ramz COMMAND/],
  ['an unknown command is answered with the nearest', ['strat'], 64, /Did you mean 'start'/],
  ['a far word is answered without a guess', ['xylophone'], 64, /'xylophone' is not a command\. \.\/ramz --help/],
  ['half a command is answered with its other half', ['evidence'], 64, /evidence verify, evidence export/],
  ['a wrong second word is answered with the nearest', ['keys', 'rotat'], 64, /keys rotate/],
  ['an unknown option is answered with the nearest', ['test', '--write-clause'], 64, /Did you mean --write-clauses/],
  ['an option without its value is a mistake', ['bench', '--seconds'], 64, /--seconds needs a value/],
  ['a value for a switch is a mistake', ['clauses', '--json=1'], 64, /takes no value/],
  ['a missing argument is named', ['evidence', 'verify'], 64, /FILE is missing/],
  ['an argument too many is named', ['evidence', 'verify', 'a', 'b'], 64, /'b' is one argument too many/],
  ['a file that is not there is told', ['evidence', 'verify', 'nowhere.jsonl'], 66, /There is no file nowhere\.jsonl/],
  ['an export needs one of its two ways', ['evidence', 'export'], 64, /Either --operation/],
  ['an export of no id is a mistake', ['evidence', 'export', '--operation', 'x'], 64, /the id of an operation is needed/],
  ['an unknown bench is answered with the names', ['bench', 'aprovals'], 64, /Did you mean 'approvals'/],
  ['resetting without a terminal needs --yes', ['demo', 'reset'], 0, /nothing to reset/],
];
for (const [rule, given, status, told] of cases) {
  test(rule, () => {
    const ended = ramz(given, { RAMZ_DATA: join(tmpdir(), 'ramz-nothing-here') });
    assert.equal(ended.status, status, ended.stderr);
    assert.match(`${ended.stdout}${ended.stderr}`, told);
    // Mistakes are told on the standard error, so that a pipe never takes them for data.
    if (status !== 0) assert.equal(ended.stdout, '');
  });
}

const settings: [rule: string, environment: Record<string, string>, status: number, told: RegExp][] = [
  ['a port that is none is told', { RAMZ_PORT: 'http' }, 78, /RAMZ_PORT is 'http'/],
  [
    'an address with a password in it is not repeated',
    { DATABASE_URL: 'mysql://u:secret@h/d' },
    78,
    /DATABASE_URL is not an address that begins with postgres/,
  ],
  [
    'a database that does not answer is told without its password',
    { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/d' },
    69,
    /does not answer/,
  ],
  ['an unknown programme is told', { RAMZ_PROGRAMME: 'mars' }, 78, /which is none of: oman-token/],
  ['a folder without programmes is told', { RAMZ_PROGRAMMES: join(rootFolder, 'docs', 'decisions') }, 65, /no programme/],
  ['a data folder that cannot be is told', { RAMZ_DATA: '/dev/null/x' }, 73, /cannot be used/],
];
for (const [rule, environment, status, told] of settings) {
  test(rule, { timeout: 60_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'ramz-settings-'));
    const ended = ramz(['start'], { RAMZ_DATA: folder, RAMZ_PAGES: '', ...environment });
    rmSync(folder, { recursive: true, force: true });
    assert.equal(ended.status, status, ended.stderr);
    assert.match(ended.stderr, told);
    assert.doesNotMatch(ended.stderr, /secret/);
  });
}

test('a programme that is wrong is told with file, line and field', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-programmes-'));
  writeFileSync(join(folder, 'oman-token.yaml'), 'programme: oman-token\ncurrency: QQQ\n');
  const ended = ramz(['start'], { RAMZ_PROGRAMMES: folder, RAMZ_DATA: join(folder, 'data') });
  rmSync(folder, { recursive: true, force: true });
  assert.equal(ended.status, 65);
  assert.match(ended.stderr, /oman-token\.yaml:2: currency: must be one of/);
});

test('every command has a help of its own with its exit codes', () => {
  for (const { name } of commands) {
    const ended = ramz([...name.split(' '), '--help']);
    assert.equal(ended.status, 0);
    assert.match(ended.stdout, new RegExp(`usage: \\./ramz ${name}`));
    assert.match(ended.stdout, /exit codes:/);
  }
});

test('--version and --help go to the standard output', () => {
  assert.match(ramz(['--version']).stdout, /^ramz \d+\.\d+\.\d+/);
  assert.match(ramz(['--help']).stdout, /evidence verify/);
});

test('clauses ends with how many are met', () => {
  const lines = ramz(['clauses']).stdout.trimEnd().split('\n');
  assert.equal(lines.length, 195);
  assert.match(lines.at(-1) ?? '', /^\d+ of 194 clauses met$/);
});
