// The life of the process: it starts, refuses a second one, survives a kill and a missing database, and stops cleanly.

import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { freeFirstPort } from '../testing/ports.ts';
import { rootFolder } from './settings.ts';

const words = ['--disable-warning=ExperimentalWarning', 'src/main.ts'];

describe('the process of a data folder', { timeout: 600_000 }, () => {
  let folder = '';
  let port = 0;
  let environment: NodeJS.ProcessEnv = {};
  const children: ChildProcess[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ramz-start-'));
    port = await freeFirstPort(7);
    environment = { ...process.env, RAMZ_DATA: folder, RAMZ_PORT: String(port), RAMZ_DEMO: 'off', RAMZ_LOG: 'info', RAMZ_PAGES: '' };
    delete environment['DATABASE_URL'];
    // The runner's own variable would make the child report its tests instead of starting.
    delete environment['NODE_TEST_CONTEXT'];
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    // What a killed server left behind is stopped by the last command that uses the folder.
    spawnSync(process.execPath, [...words, 'demo', 'reset', '--yes'], { cwd: rootFolder, env: { ...environment, RAMZ_DEMO: 'on' } });
    await sleep(100);
    rmSync(folder, { recursive: true, force: true });
  });

  async function ready(): Promise<void> {
    for (let tries = 0; tries < 600; tries += 1) {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
      if (answer?.status === 200) return;
      await sleep(100);
    }
    throw new Error('the server was not ready within a minute');
  }
  async function start(t: TestContext): Promise<{ child: ChildProcess; said: () => string }> {
    const child = spawn(process.execPath, [...words, 'start'], { cwd: rootFolder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    // A test that fails midway leaves no server to the next one.
    t.after(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    });
    let text = '';
    child.stdout.on('data', (part: Buffer) => (text += part.toString()));
    child.stderr.on('data', (part: Buffer) => (text += part.toString()));
    await Promise.race([ready(), once(child, 'exit').then(() => Promise.reject(new Error(`the server ended at its start:\n${text}`)))]);
    return { child, said: () => text };
  }
  const stop = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  };
  const ramz = (...given: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [...words, ...given], { cwd: rootFolder, env: environment, encoding: 'utf8' });

  test('starts, says where it is, and ends with 0 at SIGTERM', async (t) => {
    const { child, said } = await start(t);
    assert.match(said(), new RegExp(`http://localhost:${port}\\s`));
    assert.match(said(), /ready in \d+ ms/);
    assert.equal(await stop(child, 'SIGTERM'), 0);
    assert.equal(await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => 'gone'), 'gone');
  });

  test('refuses a second start on its data folder and names the first', async (t) => {
    const { child } = await start(t);
    const second = ramz('start');
    assert.equal(second.status, 75);
    assert.match(second.stderr, new RegExp(`in use by process ${child.pid}`));
    assert.equal(await stop(child, 'SIGINT'), 0);
  });

  test('starts again after it was killed, adopting the database that was left', async (t) => {
    const first = await start(t);
    await stop(first.child, 'SIGKILL');
    const second = await start(t);
    assert.equal(await stop(second.child, 'SIGTERM'), 0);
  });

  test('answers 503 while the database is away, and is ready again by itself', async (t) => {
    const { child } = await start(t);
    const live = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/health/live`)).status;
    const [pid] = readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    // The supervisor starts it again within a second or two: until then every answer says 'not now'.
    let away = await fetch(`http://127.0.0.1:${port}/health/ready`);
    for (let tries = 0; away.status === 200 && tries < 200; tries += 1) {
      await sleep(5);
      away = await fetch(`http://127.0.0.1:${port}/health/ready`);
    }
    assert.equal(away.status, 503);
    assert.ok(Number(away.headers.get('retry-after')) > 0);
    const refused = await fetch(`http://127.0.0.1:${port + 1}/token/v1/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    // A malformed request is told as such even now; nothing hangs and nothing is a 500.
    assert.notEqual(refused.status, 500);
    assert.equal(await live(), 200);
    await ready();
    assert.equal(await stop(child, 'SIGTERM'), 0);
  });

  test('doctor finds nothing wrong with a folder at rest', () => {
    const { status, stdout } = ramz('doctor');
    assert.equal(status, 0, stdout);
    assert.match(stdout, /the evidence chains are whole/);
  });

  test('keys are rotated and the server starts with them', async (t) => {
    const { status, stdout, stderr } = ramz('keys', 'rotate', '--reseal');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /master key [0-9a-f]{16}/);
    const { child } = await start(t);
    assert.equal(await stop(child, 'SIGTERM'), 0);
  });

  test('evidence of a period is exported and verifies; of an unknown operation there is none', () => {
    const { status, stdout } = ramz('evidence', 'export', '--from', '2026-01-01T00:00:00Z', '--to', '2100-01-01T00:00:00Z');
    assert.equal(status, 0);
    assert.match(stdout, /"type":"ramz-evidence"/);
    assert.equal(ramz('evidence', 'export', '--operation', '0192f0c1-0000-7000-8000-000000000001').status, 66);
  });
});
