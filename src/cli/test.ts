// `ramz test`: types, lint, checks and tests, then the clause table; the last line counts.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync, existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { startEmbedded, type EmbeddedServer } from '../postgres/embedded.ts';
import type { Arguments } from './command.ts';
import {
  clausesJson,
  clausesPage,
  clausesPagePath,
  clausesPath,
  judgeClauses,
  readRules,
  tally,
  titleMistakes,
  type TestResult,
} from './clause-table.ts';
import { CommandFault, exitCodes, type ExitCode } from './fault.ts';
import { ensurePages } from './pages.ts';
import { ensurePrograms, programs } from './programs.ts';
import { rootFolder } from './settings.ts';

const say = (text: string): void => void process.stdout.write(`ramz: ${text}\n`);

/** A test that hangs is ended after this long; journeys through several browsers take minutes on two cores. */
const testTimeoutMs = 600_000;

function run(program: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      cwd: rootFolder,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...environment },
    });
    // Somebody who stops the run still gets the database stopped: the signal ends the program that runs, then this one.
    const end = (): void => void child.kill('SIGTERM');
    process.once('SIGINT', end).once('SIGTERM', end);
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('SIGINT', end).off('SIGTERM', end);
      resolve(code ?? exitCodes.foundWrong);
    });
  });
}

const installed = (name: string): string => join(rootFolder, 'node_modules', '.bin', name);

/** What is checked before a test runs; each counts as one in the closing line. */
const stages: readonly { readonly name: string; readonly program: string; readonly words: readonly string[] }[] = [
  { name: 'types', program: installed('tsc'), words: ['-p', 'tsconfig.json'] },
  { name: 'types of the pages', program: installed('tsc'), words: ['-p', 'web/tsconfig.json'] },
  { name: 'lint', program: installed('oxlint'), words: ['--type-aware', 'src', 'web', 'bench', 'checks'] },
  { name: 'format', program: installed('oxfmt'), words: ['--check', 'src', 'web', 'bench', 'checks'] },
];

async function testFiles(pattern: string | undefined): Promise<string[]> {
  const files = await Array.fromAsync(glob('{src,web,checks,bench}/**/*.spec.{ts,tsx}', { cwd: rootFolder }));
  return files.filter((file) => pattern === undefined || file.includes(pattern)).sort();
}

function readResults(path: string): (TestResult & { kind: string })[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TestResult & { kind: string });
}

/** Writes or compares the committed table; gives what is wrong. */
function settleClauses(results: readonly TestResult[], write: boolean): string[] {
  const rules = readRules();
  const table = judgeClauses(rules, results);
  const wrong = titleMistakes(rules, results);
  const wanted = [
    [clausesPath, clausesJson(table)],
    [clausesPagePath, clausesPage(table)],
  ] as const;
  if (write) {
    for (const [path, text] of wanted) writeFileSync(path, text);
    say(`docs/clauses.json and docs/clauses.md are written: ${tally(table)}`);
  } else if (wanted.some(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)) {
    wrong.push(
      `the committed clause table is not what the tests say (${tally(table)}): run ./ramz test --write-clauses and look at the difference`,
    );
  } else say(tally(table));
  return wrong;
}

export async function test({ options, rest }: Arguments): Promise<ExitCode> {
  const [pattern] = rest;
  const write = options['write-clauses'] === true;
  // Read by the tests that repeat something: how often they kill the server.
  const long: Readonly<Record<string, string>> = options['long'] === true ? { RAMZ_TEST_LONG: '1' } : {};
  if (write && pattern !== undefined) throw new CommandFault('usage', '--write-clauses needs a full run: leave PATTERN out.');
  // A file waits for browsers and timers a third of its time: one more than there are processors keeps them busy.
  const concurrency = Number(options['concurrency'] ?? availableParallelism() + 1);
  if (!Number.isInteger(concurrency) || concurrency < 1)
    throw new CommandFault('usage', `--concurrency is '${String(options['concurrency'])}': a whole number from 1 is needed.`);
  const files = await testFiles(pattern);
  if (files.length === 0) throw new CommandFault('noInput', `No test file has '${pattern ?? ''}' in its path.`);

  const folder = mkdtempSync(join(tmpdir(), 'ramz-test-'));
  chmodSync(folder, 0o711);
  let server: EmbeddedServer | undefined;
  const failed: string[] = [];
  let passed = 0;
  try {
    ensurePrograms([programs.chromium, programs.ffmpeg, programs.softhsm, programs.pgbench], say);
    if (pattern === undefined) {
      for (const { name, program, words } of stages) {
        say(name);
        if ((await run(program, words)) === 0) passed += 1;
        else failed.push(name);
      }
    }
    await ensurePages(say);
    const given = process.env['RAMZ_TEST_DATABASE_URL'];
    // Tests need no durability across a power cut; benches do, and have a server of their own.
    if (given === undefined || given === '') server = await startEmbedded(join(folder, 'postgres'), ['fsync=off', 'max_connections=300']);
    const output = join(folder, 'results.jsonl');
    say(`${files.length} test files`);
    const code = await run(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        `--import=${join(rootFolder, 'checks', 'end-of-file.ts')}`,
        '--test',
        `--test-concurrency=${concurrency}`,
        `--test-timeout=${testTimeoutMs}`,
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        `--test-reporter=${join(rootFolder, 'checks', 'results-reporter.ts')}`,
        `--test-reporter-destination=${output}`,
        ...files,
      ],
      { ...long, ...(server === undefined ? {} : { RAMZ_TEST_DATABASE_URL: server.url('postgres') }) },
    );
    const results = readResults(output);
    // A file that says nothing is a rule that nobody looked at.
    failed.push(...files.filter((file) => !results.some((result) => result.file === file)).map((file) => `${file}: reported no test`));
    const tests = results.filter(({ kind }) => kind !== 'suite');
    passed += tests.filter(({ outcome }) => outcome === 'passed').length;
    failed.push(...tests.filter(({ outcome }) => outcome === 'failed').map(({ name, file }) => `${file}: ${name}`));
    // A skipped test is a rule that nobody looked at.
    failed.push(...tests.filter(({ outcome }) => outcome === 'skipped').map(({ name, file }) => `${file}: ${name} (skipped)`));
    if (code !== 0 && failed.length === 0) failed.push(`node --test ended with ${code}`);
    if (pattern === undefined) failed.push(...settleClauses(results, write));
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  for (const name of failed) process.stdout.write(`FAILED ${name}\n`);
  process.stdout.write(`${passed} passed, ${failed.length} failed\n`);
  return failed.length === 0 ? exitCodes.ok : exitCodes.foundWrong;
}
