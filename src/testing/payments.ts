// Customers with accounts and money, and payments asked for as the approvals engine asks, for tests.

import { strict as assert } from 'node:assert';
import { randomBytes, randomUUID } from 'node:crypto';

import { Value } from 'typebox/value';

import { detailsFit } from '../crypto/details.ts';
import { accountsOf, openAccount } from '../modules/accounts/index.ts';
import { openCustomer } from '../modules/customers/index.ts';
import { internalAccount, transfer } from '../modules/ledger/index.ts';
import type { Details, Executor, OperationRow } from '../modules/operations/index.ts';
import { openBiller, paymentExecutors } from '../modules/payments/index.ts';
import { loadProgrammes, programmeNamed } from '../modules/programmes/index.ts';
import { RolledBack, type Database } from '../postgres/database.ts';
import { testDatabase } from './database.ts';
import { testKeys } from './keys.ts';

export const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
export const programmes = loadProgrammes('programmes');
export const programme = programmeNamed(programmes, 'oman-token');
export const expiresAt = now.add({ seconds: programme.approval.expirySeconds });
export const executors = new Map(paymentExecutors(programmes).map((executor) => [executor.kind, executor]));

export type Person = { id: string; name: string; accounts: { id: string; number: string }[] };

export async function person(
  db: Database,
  keys: Awaited<ReturnType<typeof testKeys>>,
  name: string,
  amounts: readonly bigint[],
): Promise<Person> {
  const id = randomUUID();
  const digits = String((randomBytes(4).readUInt32BE() % 9_000_000) + 1_000_000);
  assert.equal(
    (
      await openCustomer(
        db,
        keys,
        {
          id,
          programme: 'oman-token',
          number: `1${digits}`,
          name,
          nameLatin: name,
          language: 'en',
          civilId: digits,
          birthDate: '1990-01-01',
          mobile: `+9689${digits}`,
        },
        now,
      )
    ).kind,
    'done',
  );
  const settlement = await internalAccount(db, 'settlement', 'OMR', now);
  const accounts: Person['accounts'] = [];
  for (const amount of amounts) {
    const { accountId, number } = await db.transaction((tx) =>
      openAccount(tx, programme, { customerIds: [id] }, now.subtract({ seconds: 60 - accounts.length })),
    );
    if (amount > 0n)
      await db.transaction((tx) =>
        transfer(
          tx,
          {
            id: randomUUID(),
            currency: 'OMR',
            code: 'opening',
            reference: '',
            legs: [{ debitAccountId: settlement, creditAccountId: accountId, amount }],
          },
          now,
        ),
      );
    accounts.push({ id: accountId, number });
  }
  return { id, name, accounts };
}

export async function world(
  t: Parameters<typeof testDatabase>[0],
): Promise<{ db: Database; keys: Awaited<ReturnType<typeof testKeys>>; a: Person; b: Person }> {
  const { database: db } = await testDatabase(t);
  const keys = await testKeys(t);
  await openBiller(
    db,
    {
      id: 'test-power',
      programme: 'oman-token',
      category: 'electricity',
      referencePattern: '[0-9]{8}',
      referenceExample: '10203040',
      name: { en: 'Test Power', ar: 'كهرباء', fa: 'برق', kk: 'Жарық' },
      referenceLabel: { en: 'Account', ar: 'الحساب', fa: 'حساب', kk: 'Шот' },
    },
    'OMR',
    now,
  );
  return {
    db,
    keys,
    a: await person(db, keys, 'Aisha Al Habsi', [10_000_000n, 50_000n]),
    b: await person(db, keys, 'Badr Al Kindi', [0n]),
  };
}

export type Asked = { kind: 'done'; operation: OperationRow } | { kind: 'refused'; reason: string };

/** Asks for an operation as the engine does: a refusal rolls back. */
export async function ask(db: Database, customerId: string, kind: string, params: unknown, at = now): Promise<Asked> {
  const executor = executors.get(kind) as Executor;
  assert.ok(Value.Check(executor.params, params), 'the parameters have the shape that the door lets through');
  const id = randomUUID();
  return await db.transaction<Asked>(async (tx) => {
    const prepared = await executor.prepare(
      tx,
      { operationId: id, programme, customerId, expiresAt: at.add({ seconds: 600 }) },
      params,
      at,
    );
    if (prepared.kind === 'refused') throw new RolledBack(prepared);
    const { details, holdId } = prepared.value;
    assert.ok(detailsFit(details));
    return {
      kind: 'done',
      operation: {
        id,
        programme: 'oman-token',
        customerId,
        kind,
        class: 'financial',
        status: 'pending',
        details,
        params,
        holdId: holdId ?? null,
        createdAt: at,
        expiresAt: at.add({ seconds: 600 }),
      },
    };
  });
}

export const omr = (minor: bigint | number): { currency: string; minor: string } => ({ currency: 'OMR', minor: String(minor) });
export const details = (asked: Asked): Details => (asked.kind === 'done' ? asked.operation.details : assert.fail(asked.reason));
export const funds = async (db: Database, who: Person): Promise<[bigint, bigint, bigint][]> =>
  (await accountsOf(db, who.id)).map(({ posted, held, available }) => [posted, held, available]);
