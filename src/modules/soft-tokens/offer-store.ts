// All SQL over key offers: the server's half of a key agreement that waits for the phone.

import { statement, type Session } from '../../postgres/database.ts';

export type OfferRow = {
  readonly id: string;
  readonly purpose: 'activation' | 'rekey';
  readonly customerId: string;
  readonly deviceId: string;
  readonly state: 'open' | 'committed' | 'ended';
  readonly serverKey: Uint8Array;
  readonly serverPrivate: Uint8Array | null;
  readonly clientKey: Uint8Array | null;
  readonly confirmation: Uint8Array | null;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly committedAt: Temporal.Instant | null;
};

const columns = `id, purpose, customer_id AS "customerId", device_id AS "deviceId", state, server_key AS "serverKey",
  server_private AS "serverPrivate", client_key AS "clientKey", confirmation, created_at AS "createdAt", expires_at AS "expiresAt",
  committed_at AS "committedAt"`;

const endOpen = statement(
  'key_offers_end_open',
  `UPDATE key_offers SET state = 'ended', server_private = NULL WHERE device_id = $1 AND state = 'open' AND ($2::text IS NULL OR purpose = $2)`,
);

/** Ends what is open for a device, of one purpose or of all. */
export async function endOffers(tx: Session, deviceId: string, purpose: 'activation' | 'rekey' | null = null): Promise<void> {
  await tx.query(endOpen, [deviceId, purpose]);
}

const insert = statement(
  'key_offer_insert',
  `INSERT INTO key_offers (id, purpose, customer_id, device_id, state, server_key, server_private, created_at, expires_at)
   VALUES ($1, $2, $3, $4, 'open', $5, $6, $7, $8)`,
);

export async function insertOffer(
  tx: Session,
  row: {
    id: string;
    purpose: 'activation' | 'rekey';
    customerId: string;
    deviceId: string;
    serverKey: Uint8Array;
    serverPrivate: Uint8Array;
    expiresAt: Temporal.Instant;
  },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(insert, [row.id, row.purpose, row.customerId, row.deviceId, row.serverKey, row.serverPrivate, now, row.expiresAt]);
}

const byId = statement('key_offer_by_id', `SELECT ${columns} FROM key_offers WHERE id = $1`);

export async function selectOffer(db: Session, id: string): Promise<OfferRow | undefined> {
  return (await db.query<OfferRow>(byId, [id]))[0];
}

const commit = statement(
  'key_offer_commit',
  `UPDATE key_offers SET state = 'committed', server_private = NULL, client_key = $2, confirmation = $3, committed_at = $4
   WHERE id = $1 AND state = 'open' AND expires_at > $4 RETURNING id`,
);

/** Takes the offer, once: false when it was taken, renewed or is too old (TK-15). */
export async function commitOffer(
  tx: Session,
  id: string,
  clientKey: Uint8Array,
  confirmation: Uint8Array,
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(commit, [id, clientKey, confirmation, now])).length === 1;
}
