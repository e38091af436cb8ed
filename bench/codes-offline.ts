// Offline codes of the app: the try of operation and device claimed, the code judged, the operation ended, before the answer.

import canonicalize from 'canonicalize';

import { authenticationKey, messageBytes, offlineCode } from '../src/crypto/soft-token.ts';
import { claimCodeTries, decideOperations } from '../src/modules/operations/store.ts';
import { judgeCodes, type SoftTokenContext } from '../src/modules/soft-tokens/index.ts';
import { sealSecrets, sealState } from '../src/modules/soft-tokens/secrets.ts';
import { createBatcher } from '../src/postgres/batcher.ts';
import { statement } from '../src/postgres/database.ts';
import { measure, type Measured } from './callers.ts';
import type { Stack } from './stack.ts';

const devices = 10_000;
const operationsEach = 12;
const callers = 512;

const idOf = (kind: number, nth: number): string => `0000001${kind}-0000-7000-8000-${nth.toString(16).padStart(12, '0')}`;
const keyOf = (name: string, nth: number): Uint8Array => new TextEncoder().encode(`${name} ${nth}`.padEnd(32, '.'));
const secretsOf = (nth: number) => ({
  possession: keyOf('possession', nth),
  knowledge: keyOf('knowledge', nth),
  biometry: keyOf('biometry', nth),
  transport: keyOf('transport', nth),
});
const details = { kind: 'address-change', address: 'Way 3015, Al Khuwair, Muscat' };
const detailsText = canonicalize(details) ?? '';
const start = Temporal.Instant.from('2026-03-01T08:00:00Z');

/** Customers, each with an active phone and pending operations whose QR is shown. Not through the use-cases: those are not measured. */
async function seed({ database, keys, programme }: Stack): Promise<void> {
  const all = Array.from({ length: devices }, (_, nth) => nth);
  const owner = (nth: number) => ({ programme: programme.programme, customerId: idOf(1, nth), id: idOf(2, nth) });
  const state = keyOf('state', 0);
  await database.query(
    statement(
      'bench_offline_customers',
      `INSERT INTO customers (id, programme, number, name, name_latin, language, civil_id_sealed, civil_id_digest, birth_date, mobile, created_at)
       SELECT id, $3, (5000000 + nth)::text, 'Bench', 'Bench', 'en', '\\x00', sha256(('o' || nth)::bytea), '1990-01-01', '+9687' || (1000000 + nth), $2
       FROM unnest($1::uuid[]) WITH ORDINALITY AS c (id, nth)`,
    ),
    [all.map((nth) => idOf(1, nth)), start, programme.programme],
  );
  const ids = [all.map((nth) => idOf(2, nth)), all.map((nth) => idOf(1, nth))];
  await database.query(
    statement(
      'bench_offline_authenticators',
      `INSERT INTO authenticators (id, customer_id, kind, status, registered_at, activated_at, changed_at)
       SELECT id, customer_id, 'soft', 'active', $3, $3, $3 FROM unnest($1::uuid[], $2::uuid[]) AS t (id, customer_id)`,
    ),
    [...ids, start],
  );
  await database.query(
    statement(
      'bench_offline_devices',
      `INSERT INTO soft_devices (id, customer_id, programme, installation_key, platform, model, system, screen_lock, language, secrets,
         online_index, online_state, offline_index, offline_state, otp_index, otp_state, otp_epoch, created_at)
       SELECT id, customer_id, $4, decode('04' || repeat('00', 64), 'hex'), 'other', '', '', 'yes', 'en', secrets, 0, state, 0, state, 0, state, $3, $3
       FROM unnest($1::uuid[], $2::uuid[], $5::bytea[], $6::bytea[]) AS t (id, customer_id, secrets, state)`,
    ),
    [
      ...ids,
      start,
      programme.programme,
      all.map((nth) => sealSecrets(keys, owner(nth), secretsOf(nth))),
      all.map((nth) => sealState(keys, owner(nth), 'otp', state)),
    ],
  );
  for (let round = 0; round < operationsEach; round += 1) {
    const sealed = all.map((nth) => {
      const row = idOf(3, nth + round * devices);
      return keys.seal({ tenant: programme.programme, customer: idOf(1, nth), row, column: 'qr_state' }, keyOf('qr', nth));
    });
    await database.query(
      statement(
        'bench_offline_operations',
        `INSERT INTO operations (id, programme, customer_id, kind, class, status, details, params, initiator, created_at, expires_at, qr_device_id,
           qr_index, qr_state)
         SELECT id, $6, customer_id, 'address-change', 'non-financial', 'pending', $4, '{}', 'bank', $5, $5::timestamptz + interval '1 day', device_id,
           $7, qr FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $8::bytea[]) AS t (id, customer_id, device_id, qr)`,
      ),
      [all.map((nth) => idOf(3, nth + round * devices)), ids[1], ids[0], detailsText, start, programme.programme, round, sealed],
    );
  }
  await database.query(statement('bench_offline_analyze', 'ANALYZE soft_devices, authenticators, operations'));
}

/** What the phone shows for the nth operation. */
function codeOf(nth: number): string {
  const device = nth % devices;
  const { knowledge, possession } = secretsOf(device);
  const fields = { deviceId: idOf(2, device), operationId: idOf(3, nth), index: Math.floor(nth / devices), details };
  return offlineCode(authenticationKey(knowledge, possession, keyOf('qr', device)), messageBytes('offline', fields));
}

type Item = { readonly nth: number; readonly code: string };

/** Every code is right and used once. What an executor would do and the evidence are left out: bench/approvals has them. */
export async function offlineCodes(stack: Stack, seconds: number): Promise<Measured & { readonly callers: number }> {
  const { database, keys, programme } = stack;
  await seed(stack);
  const context = { database, keys, programmes: new Map([[programme.programme, programme]]) } as unknown as SoftTokenContext;
  const triesMax = programme.approval.codeAttemptsMax;
  const checks = createBatcher<Item, boolean>({
    key: ({ nth }) => idOf(2, nth % devices),
    lanes: 3,
    sizeMax: 256,
    work: async (items) =>
      await database.transaction(async (tx) => {
        const ids = items.map(({ nth }) => idOf(3, nth));
        const claims = ids.map((id) => ({ id, triesMax }));
        const claimed = new Map((await claimCodeTries(tx, claims, start)).map((row) => [row.id, row]));
        const typed = items.map(({ nth, code }) => {
          const operationId = idOf(3, nth);
          const row = claimed.get(operationId);
          if (row?.qrState == null || row.qrIndex === null) throw new Error('bug: an operation was not open');
          const qr = { index: Number(row.qrIndex), sealedState: row.qrState };
          return { deviceId: idOf(2, nth % devices), operationId, details: row.details, code, qr, otpAllowed: false };
        });
        const outcomes = await judgeCodes(context, tx, typed, start);
        const ended = outcomes.flatMap((outcome, place) => {
          const id = ids[place];
          if (outcome.kind !== 'right' || id === undefined) return [];
          return [
            { id, status: 'executed' as const, authenticatorId: outcome.device.id, method: outcome.method, refusal: null, posting: null },
          ];
        });
        await decideOperations(tx, ended, start);
        return outcomes.map(({ kind }) => kind === 'right');
      }),
  });
  // The phones' side is computed beforehand: it is not what is measured.
  const codes = Array.from({ length: devices * operationsEach }, (_, nth) => codeOf(nth));
  const measured = await measure({
    callers,
    seconds,
    call: async (nth) => {
      const code = codes[nth];
      if (code === undefined) throw new Error('the operations are used up: measure for a shorter time');
      if (!(await checks.submit({ nth, code }))) throw new Error('a right code was refused');
    },
  });
  await checks.drain();
  return { ...measured, callers };
}
