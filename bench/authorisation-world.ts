// Accounts with a card and money each, made with set-based statements: what the bench of authorisations spends from.

import { hash, randomBytes } from 'node:crypto';

import pg from 'pg';

import { cardNumberFrom } from '../src/kernel/card-number.ts';
import { money } from '../src/kernel/money.ts';
import type { AuthorizationsContext, NetworkRequest } from '../src/modules/card-authorizations/index.ts';
import { loadCardProgrammes } from '../src/modules/card-programmes/index.ts';
import { openCardSecurity } from '../src/modules/card-security/index.ts';
import { openCustomer } from '../src/modules/customers/index.ts';
import { loadProgrammes } from '../src/modules/programmes/index.ts';
import { uuidArray } from '../src/postgres/arrays.ts';
import { openDatabase, type Database } from '../src/postgres/database.ts';
import { openEvents } from '../src/postgres/events.ts';
import { migrate } from '../src/postgres/migrate.ts';
import type { Stack } from './stack.ts';

const uuid = (kind: string, index: number): string => {
  const hex = hash('sha256', `${kind} ${index}`, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Numbers of the programme's range: prefix, index, check digit. */
export function panOf(index: number): string {
  return cardNumberFrom({ prefix: '95120010', length: 16 }, String(index).padStart(7, '0'));
}

/** 10^9 minor units: nobody runs out of money during a bench. */
const balance = 1_000_000_000;

export type AuthorisationWorld = {
  readonly ctx: AuthorizationsContext;
  readonly accounts: number;
  /** The number of the card of that account, and the digest by which it is found. */
  panOf(index: number): string;
  digestOf(index: number): Uint8Array;
  cardIdOf(index: number): string;
  close(): Promise<void>;
};

const seedStatements = [
  `INSERT INTO card_accounts (id, programme, product, customer_id, status, currency, terms_version, opened_at, time_zone)
   SELECT a, 'oman-prepaid', 'prepaid-classic', $5::uuid, 'open', 'OMR', '2026-01', now(), 'Asia/Muscat' FROM unnest($1::uuid[]) a`,
  `INSERT INTO ledger_accounts (id, chart, currency, bound, credit_limit, hot, credits_posted, opened_at)
   SELECT l, 'card-wallet', 'OMR', 'debits', 0, false, ${balance}, now() FROM unnest($2::uuid[]) l`,
  `INSERT INTO wallets (account_id, currency, ledger_account_id, opened_at)
   SELECT w.a, 'OMR', w.l, now() FROM unnest($1::uuid[], $2::uuid[]) w (a, l)`,
  `INSERT INTO cards (id, account_id, customer_id, role, chain_id, number_sealed, number_digest, last_four, valid_from, expires_on, service_code,
     status, controls, issued_at, activated_at, notify, account_status, account_programme, account_currency, account_holder_id)
   SELECT k.c, k.a, $5::uuid, 'main', k.c, '\\x00', k.d, '0000', '2026-01-01', '2039-12-31', '221', 'active', '{}', now(), now(), false,
     'open', 'oman-prepaid', 'OMR', $5::uuid
   FROM unnest($1::uuid[], $3::uuid[], $4::bytea[]) k (a, c, d)`,
];

/** Seeds a database of the bench's server. The programme's limits are those of the file, but counts and sums are set aside. */
export async function openAuthorisationWorld(stack: Stack, name: string, accounts: number): Promise<AuthorisationWorld> {
  const url = await stack.databaseUrl(name);
  await migrate(url);
  const database: Database = openDatabase(url, 8);
  const now = Temporal.Now.instant();
  const customerId = uuid('customer', 0);
  await openCustomer(
    database,
    stack.keys,
    {
      id: customerId,
      programme: stack.programme.programme,
      number: '10000001',
      name: 'Bench',
      nameLatin: 'Bench',
      language: 'en',
      civilId: '10000001',
      birthDate: '1990-01-01',
      mobile: '+96890000001',
    },
    now,
  );
  const security = await openCardSecurity(database, stack.keys, now);
  const digests = Array.from({ length: accounts }, (_, index) => security.numberDigest(panOf(index)));
  const digestOf = (index: number): Uint8Array => digests[index] as Uint8Array;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // What is made here is whole: no key of another table is looked up for each row, and no commit is waited for.
  await client.query(`SET session_replication_role = replica; SET synchronous_commit = off`);
  const step = 20_000;
  for (let from = 0; from < accounts; from += step) {
    const indices = Array.from({ length: Math.min(step, accounts - from) }, (_, index) => from + index);
    const columns = [
      uuidArray(indices.map((index) => uuid('account', index))),
      uuidArray(indices.map((index) => uuid('wallet', index))),
      uuidArray(indices.map((index) => uuid('card', index))),
      `{${indices.map((index) => `"\\\\x${Buffer.from(digestOf(index)).toString('hex')}"`).join(',')}}`,
      customerId,
    ];
    await client.query('BEGIN');
    for (const text of seedStatements) {
      const used = [...new Set([...text.matchAll(/\$(\d)/g)].map((match) => Number(match[1])))].sort((a, b) => a - b);
      const renumbered = used.reduce((sql, number, place) => sql.replaceAll(`$${number}`, `$${place + 1}`), text);
      await client.query(
        renumbered,
        used.map((number) => columns[number - 1]),
      );
    }
    await client.query('COMMIT');
  }
  await client.query('VACUUM ANALYZE');
  await client.end();
  const programmes = loadProgrammes(stack.settings.programmesFolder);
  const cardProgrammes = new Map(
    [...loadCardProgrammes(stack.settings.programmesFolder)].map(([key, programme]) => {
      // A hot card of the bench is used more often in some seconds than a card in a year.
      const free = { ...programme.limits.purchase, perDayCountMax: null, perDayMax: null, perMonthCountMax: null, perMonthMax: null };
      return [key, { ...programme, limits: { ...programme.limits, purchase: free } }];
    }),
  );
  const events = await openEvents(database);
  const ctx: AuthorizationsContext = {
    database,
    keys: stack.keys,
    programmes,
    cardProgrammes,
    security,
    clock: { now: () => Temporal.Now.instant() },
    newId: () => uuid('id', randomBytes(6).readUIntBE(0, 6)),
    events,
  };
  return {
    ctx,
    accounts,
    panOf,
    digestOf,
    cardIdOf: (index) => uuid('card', index),
    async close() {
      await events.close();
      await database.end();
    },
  };
}

const began = Math.floor(Date.now() / 1000);

/** The nth request of a run: an on-line purchase, with its own STAN and time. */
export function requestOf(digest: Uint8Array, nth: number): NetworkRequest {
  return {
    kind: 'authorization',
    repeat: false,
    panDigest: digest,
    amount: money('OMR', 1000n + BigInt(nth % 9000)),
    stan: String(nth % 1_000_000).padStart(6, '0'),
    transmissionAt: Temporal.Instant.fromEpochMilliseconds((began + Math.floor(nth / 1_000_000)) * 1000),
    acquirer: '00000012345',
    rrn: String(nth).padStart(12, '0'),
    merchantId: 'SHOP00000000001',
    merchantName: 'Muttrah Grocer',
    terminalId: 'TERM0001',
    city: 'Muscat',
    country: 'OM',
    mcc: '5411',
    processing: 'purchase',
    channel: 'ecommerce',
    entryMode: 'ecommerce',
    cardPresent: false,
    manual: false,
    offline: false,
    preAuthorization: false,
    partialAllowed: false,
  };
}
