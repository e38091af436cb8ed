// The server and its database killed with -9 under authorisations: what was acknowledged is there, nothing is there twice, all counts are right.

import { strict as assert } from 'node:assert';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { openProgrammes, visit } from '../cli/installation.ts';
import { readSettings, rootFolder, type Settings } from '../cli/settings.ts';
import { systemClock } from '../kernel/clock.ts';
import { allScopes, createClient } from '../modules/api-clients/index.ts';
import { checkCards } from '../modules/card-clearing/index.ts';
import { activateCard, issueCard } from '../modules/cards/index.ts';
import { openCustomer } from '../modules/customers/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { openEvents } from '../postgres/events.ts';
import { statement } from '../postgres/database.ts';
import { cardAccount } from '../testing/card-accounts.ts';
import { freeFirstPort } from '../testing/ports.ts';
import { range } from '../testing/race.ts';
import { openCards } from '../wire-cards.ts';
import { must } from './world.ts';

/** `./ramz test --long` kills 20 times; otherwise the server once and the database once. */
const kills = process.env['RAMZ_TEST_LONG'] === '1' ? 20 : 2;
const workers = 16;
const cardsCount = 24;
const amountMinor = 100n;

const words = ['--disable-warning=ExperimentalWarning', 'src/main.ts'];

type Bank = {
  readonly settings: Settings;
  readonly environment: NodeJS.ProcessEnv;
  readonly key: string;
  readonly cardIds: readonly string[];
};

const person = (id: string, programme: string, digits: string): Parameters<typeof openCustomer>[2] => ({
  ...{ id, programme, number: `1${digits}`, name: 'Aisha Al Habsi', nameLatin: 'Aisha Al Habsi', language: 'en' },
  ...{ civilId: digits, birthDate: '1990-01-01', mobile: `+9689${digits}` },
});

/** A data folder with accounts, active cards and an API key, its programmes without limits by count and sum. */
async function prepare(t: TestContext): Promise<Bank> {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-kill-'));
  chmodSync(folder, 0o711);
  const programmesFolder = join(folder, 'programmes');
  mkdirSync(programmesFolder);
  cpSync(join(rootFolder, 'programmes'), programmesFolder, { recursive: true });
  const file = join(programmesFolder, 'oman-prepaid.yaml');
  writeFileSync(
    file,
    readFileSync(file, 'utf8')
      .replaceAll(/(per(?:Day|Month)(?:Count)?Max): \d+/g, '$1: null')
      .replace(/countryLimits:\n.*\n/, 'countryLimits: []\n'),
  );
  const port = await freeFirstPort(10);
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    RAMZ_DATA: join(folder, 'data'),
    RAMZ_PORT: String(port),
    RAMZ_PROGRAMMES: programmesFolder,
    RAMZ_DEMO: 'off',
    RAMZ_SIMULATOR: 'on',
    RAMZ_LOG: 'error',
    RAMZ_REQUESTS_PER_SECOND: '0',
  };
  // The runner's own variables would make the child report its tests, or use the tests' database.
  for (const name of ['DATABASE_URL', 'NODE_TEST_CONTEXT', 'RAMZ_TEST_LONG', 'RAMZ_TEST_DATABASE_URL']) delete environment[name];
  mkdirSync(join(folder, 'data'), { mode: 0o711 });
  const settings = readSettings(environment);
  t.after(() => {
    spawnSync(process.execPath, [...words, 'demo', 'reset', '--yes'], { cwd: rootFolder, env: { ...environment, RAMZ_DEMO: 'on' } });
    rmSync(folder, { recursive: true, force: true });
  });
  const made = await visit(settings, async ({ database, keys }) => {
    const { programmes, cardProgrammes, programme } = openProgrammes(settings);
    const events = await openEvents(database);
    const cards = await openCards({ database, keys, programmes, cardProgrammes, clock: systemClock, events });
    const cardIds: string[] = [];
    for (const index of range(cardsCount)) {
      const customerId = randomUUID();
      const digits = String(2_000_000 + index);
      must(await openCustomer(database, keys, person(customerId, programme.programme, digits), systemClock.now()));
      const accountId = await cardAccount(database, 4_000_000n, customerId);
      const now = systemClock.now();
      await database.transaction(async (tx) => {
        const issued = must(await issueCard(tx, cards, { accountId, customerId, role: 'main', form: 'virtual', actor: 'system' }, now));
        must(await activateCard(tx, cards, { cardId: issued.id, actor: 'system' }, now));
        cardIds.push(issued.id);
      });
    }
    await events.close();
    const client = must(
      await createClient(database, keys, { programme: programme.programme, name: 'kill', scopes: allScopes }, systemClock.now()),
    );
    return { cardIds, key: client.key };
  });
  return { settings, environment, ...made };
}

async function ready(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(50);
  }
  throw new Error('the server was not ready within half a minute');
}

async function start(t: TestContext, { environment, settings }: Bank): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...words, 'start'], { cwd: rootFolder, env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  });
  await Promise.race([ready(settings.port), once(child, 'exit').then(() => Promise.reject(new Error('the server ended at its start')))]);
  return child;
}

type Acknowledged = { readonly authorizationId: string; readonly outcome: string };

/** Asks until it is acknowledged, with the same key whatever happens in between; undefined where `isOver` says stop. */
async function ask(bank: Bank, key: string, cardId: string, isOver: () => boolean): Promise<Acknowledged | undefined> {
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${bank.settings.port}/v1/simulator/authorizations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bank.key}`, 'idempotency-key': key, 'content-type': 'application/json' },
      body: JSON.stringify({
        cardId,
        amount: { currency: 'OMR', minor: amountMinor.toString() },
        mcc: '5411',
        country: 'OM',
        channel: 'ecommerce',
      }),
    }).catch(() => undefined);
    if (reply?.status === 201) return (await reply.json()) as Acknowledged;
    if (reply !== undefined && reply.status < 500) throw new Error(`an authorisation was answered ${reply.status}: ${await reply.text()}`);
    if (isOver()) return undefined;
    await sleep(20);
  }
}

const requestsStatement = statement(
  'test_kill_requests',
  `SELECT e.authorization_id AS id, count(*)::int AS count, min(e.outcome) AS outcome FROM card_authorization_events e
   WHERE e.kind = 'request' GROUP BY e.authorization_id`,
);
const heldStatement = statement(
  'test_kill_held',
  `SELECT coalesce(sum(a.debits_pending), 0)::bigint AS held FROM ledger_accounts a WHERE a.chart = 'card-wallet'`,
);

test(
  `${kills} kills with -9 under authorisations: each acknowledged one is there once, and every count is what a recount gives`,
  { timeout: 580_000 },
  async (t) => {
    const bank = await prepare(t);
    let server = await start(t, bank);
    const acknowledged = new Map<string, Acknowledged & { readonly cardId: string }>();
    let over = false;
    let asked = 0;
    const unanswered = new Map<string, string>();
    const run = `run-${randomUUID()}`;
    const load = Promise.all(
      range(workers).map(async () => {
        while (!over) {
          asked += 1;
          const key = `${run}-${asked}`;
          const cardId = bank.cardIds[asked % cardsCount] ?? '';
          const answer = await ask(bank, key, cardId, () => over);
          if (answer === undefined) unanswered.set(key, cardId);
          else acknowledged.set(key, { ...answer, cardId });
        }
      }),
    );
    for (let kill = 0; kill < kills; kill += 1) {
      // Somewhere in the middle of batches, at another place each time.
      await sleep(400 + ((kill * 137) % 300));
      if (kill % 2 === 0) {
        const ended = once(server, 'exit');
        server.kill('SIGKILL');
        await ended;
        server = await start(t, bank);
      } else {
        const [pid] = readFileSync(join(bank.settings.dataFolder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');
        process.kill(Number(pid), 'SIGKILL');
        await sleep(100);
        await ready(bank.settings.port);
      }
    }
    await sleep(300);
    over = true;
    await load;
    // What was not answered is asked again: it is answered as the first time, if there was one.
    for (const [key, cardId] of unanswered)
      acknowledged.set(key, { ...((await ask(bank, key, cardId, () => false)) as Acknowledged), cardId });
    // So is what was: each repeat is answered as the first.
    for (const [key, { cardId, authorizationId, outcome }] of [...acknowledged].slice(-100)) {
      const again = await ask(bank, key, cardId, () => false);
      assert.deepEqual([again?.authorizationId, again?.outcome], [authorizationId, outcome]);
    }
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    await visit(bank.settings, async ({ database }) => {
      const rows = await database.query<{ id: string; count: number; outcome: string }>(requestsStatement);
      const written = new Map(rows.map((row) => [row.id, row]));
      for (const { authorizationId, outcome } of acknowledged.values()) {
        const row = written.get(authorizationId);
        assert.deepEqual([row?.count, row?.outcome], [1, outcome]);
      }
      assert.equal(written.size, acknowledged.size, 'nothing is there that nobody asked for, and nothing twice');
      const approved = [...acknowledged.values()].filter(({ outcome }) => outcome === 'approved').length;
      assert.ok(approved > kills * 5, `${approved} were approved`);
      assert.equal((await database.query<{ held: bigint }>(heldStatement))[0]?.held, BigInt(approved) * amountMinor);
      assert.deepEqual(await checkLedger(database, systemClock.now()), []);
      assert.deepEqual(await checkCards(database), []);
      t.diagnostic(`${kills} kills, ${acknowledged.size} acknowledged, ${approved} approved, ${unanswered.size} open at the end`);
    });
  },
);
