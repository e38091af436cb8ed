// TOTP codes of hard tokens: each claimed, looked at and used up in the database before its caller is answered.

import { hotp, timeStep } from '../src/crypto/otp.ts';
import { createCodeChecks } from '../src/modules/hard-tokens/index.ts';
import type { KeyStore } from '../src/modules/keys/index.ts';
import { statement, type Database } from '../src/postgres/database.ts';
import { measure, type Measured } from './callers.ts';
import type { Stack } from './stack.ts';

const tokens = 20_000;
const callers = 512;
const periodS = 30;
const digits = 6;

const idOf = (kind: number, nth: number): string => `0000000${kind}-0000-7000-8000-${nth.toString(16).padStart(12, '0')}`;
const secretOf = (nth: number): Uint8Array => new TextEncoder().encode(`bench secret ${nth}`.padEnd(20, '.'));

/** As many customers as tokens, each with an active TOTP device. Not through the use-cases: those are not what is measured. */
async function seed(database: Database, keys: KeyStore, now: Temporal.Instant): Promise<void> {
  const all = Array.from({ length: tokens }, (_, nth) => nth);
  const customerIds = all.map((nth) => idOf(1, nth));
  const tokenIds = all.map((nth) => idOf(2, nth));
  await database.query(
    statement(
      'bench_customers',
      `INSERT INTO customers (id, programme, number, name, name_latin, language, civil_id_sealed, civil_id_digest, birth_date, mobile, created_at)
       SELECT id, 'oman-token', (1000000 + nth)::text, 'Bench', 'Bench', 'en', '\\x00', sha256(nth::text::bytea), '1990-01-01', '+9689' || (1000000 + nth), $2
       FROM unnest($1::uuid[]) WITH ORDINALITY AS c (id, nth)`,
    ),
    [customerIds, now],
  );
  await database.query(
    statement(
      'bench_batch',
      `INSERT INTO hard_token_batches (id, programme, file_name, imported_by, imported_at, tokens) VALUES ($1, 'oman-token', 'bench', 'bench', $2, $3)`,
    ),
    [idOf(3, 0), now, tokens],
  );
  const secrets = all.map((nth) =>
    keys.seal({ tenant: 'oman-token', customer: idOf(1, nth), row: idOf(2, nth), column: 'hard_tokens.secret' }, secretOf(nth)),
  );
  await database.query(
    statement(
      'bench_tokens',
      `INSERT INTO hard_tokens (id, programme, batch_id, manufacturer, serial, key_id, kind, algorithm, digits, period_seconds, secret, status,
         customer_id, assigned_at, next_index)
       SELECT id, 'oman-token', $4, 'Bench', nth::text, '1', 'totp', 'SHA1', $6, $7, secret, 'assigned', customer_id, $5, 0
       FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) WITH ORDINALITY AS t (id, customer_id, secret, nth)`,
    ),
    [tokenIds, customerIds, secrets, idOf(3, 0), now, digits, periodS],
  );
  await database.query(
    statement(
      'bench_authenticators',
      `INSERT INTO authenticators (id, customer_id, kind, status, registered_at, activated_at, changed_at)
       SELECT id, customer_id, 'hard', 'active', $3, $3, $3 FROM unnest($1::uuid[], $2::uuid[]) AS t (id, customer_id)`,
    ),
    [tokenIds, customerIds, now],
  );
  await database.query(statement('bench_analyze', 'ANALYZE hard_tokens, authenticators'));
}

/** Every code is right and used once: when all devices have had their turn, the next time step begins. */
export async function hardTokenCodes(
  { database, keys, programme }: Stack,
  seconds: number,
): Promise<Measured & { readonly callers: number }> {
  const start = Temporal.Instant.from('2026-03-01T08:00:00Z');
  await seed(database, keys, start);
  const checks = createCodeChecks({ database, keys });
  const measured = await measure({
    callers,
    seconds,
    call: async (nth) => {
      const token = nth % tokens;
      const now = start.add({ seconds: Math.floor(nth / tokens) * periodS });
      const code = hotp(secretOf(token), timeStep(now, periodS), { algorithm: 'SHA1', digits });
      const result = await checks.submit({ check: { customerId: idOf(1, token), programme, code }, now });
      if (result.kind === 'refused') throw new Error(`a right code was refused: ${result.reason}`);
    },
  });
  await checks.drain();
  return { ...measured, callers };
}
