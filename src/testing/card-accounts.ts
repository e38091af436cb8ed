// Card accounts with money on them, for tests that need no card.

import { randomBytes, randomUUID } from 'node:crypto';

import type { Currency } from '../kernel/money.ts';
import { openCustomer } from '../modules/customers/index.ts';
import { openKeyStore } from '../modules/keys/index.ts';
import { creditWallet, ensureWallet, openCardAccount } from '../modules/wallets/index.ts';
import type { Database } from '../postgres/database.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');

let keys: ReturnType<typeof openKeyStore> | undefined;

async function testKeyStore(): ReturnType<typeof openKeyStore> {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-card-keys-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return await openKeyStore({ folder });
}

/** A customer of the holders' programme; gives the id. */
export async function cardHolder(db: Database): Promise<string> {
  keys ??= testKeyStore();
  const id = randomUUID();
  const digits = String((randomBytes(4).readUInt32BE() % 9_000_000) + 1_000_000);
  const opened = await openCustomer(
    db,
    await keys,
    {
      id,
      programme: 'oman-token',
      number: `1${digits}`,
      name: 'Aisha Al Habsi',
      nameLatin: 'Aisha Al Habsi',
      language: 'en',
      civilId: digits,
      birthDate: '1990-01-01',
      mobile: `+9689${digits}`,
    },
    now,
  );
  if (opened.kind === 'refused') throw new Error(`a test's customer was refused: ${opened.reason}`);
  return id;
}

/** Puts money on a wallet of a card account. */
export async function loadWallet(db: Database, accountId: string, amount: bigint, currency: Currency = 'OMR'): Promise<void> {
  await db.transaction(async (tx) => {
    await ensureWallet(tx, accountId, currency, now);
    const transaction = { kind: 'load' as const, termsVersion: '2026-01', occurredAt: now };
    const load = {
      id: randomUUID(),
      accountId,
      currency,
      amount,
      counterpart: 'nostro',
      code: 'card-load',
      reference: 'test',
      transaction,
    };
    const outcome = await creditWallet(tx, load, now);
    if (outcome.kind === 'refused') throw new Error(`a test's load was refused: ${outcome.reason}`);
  });
}

/** An open account of oman-prepaid with so much in rials; gives its id. */
export async function cardAccount(db: Database, amount: bigint, customerId?: string): Promise<string> {
  const id = randomUUID();
  const holder = customerId ?? (await cardHolder(db));
  await db.transaction(
    async (tx) =>
      await openCardAccount(
        tx,
        {
          id,
          programme: 'oman-prepaid',
          product: 'prepaid-classic',
          customerId: holder,
          currency: 'OMR',
          termsVersion: '2026-01',
          timeZone: 'Asia/Muscat',
          status: 'open',
        },
        now,
      ),
  );
  if (amount > 0n) await loadWallet(db, id, amount);
  return id;
}
