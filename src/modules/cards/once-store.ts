// SQL of what serves once: PINs that wait for delivery, and what a holder approved to see.

import { statement, type Session, type Statement } from '../../postgres/database.ts';
import type { SealedColumn } from '../keys/index.ts';

const keepPin = statement(
  'card_pin_keep',
  `INSERT INTO card_pins_waiting (card_id, account_id, pin_sealed, made_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (card_id) DO UPDATE SET pin_sealed = excluded.pin_sealed, made_at = excluded.made_at`,
);

export async function keepWaitingPin(
  tx: Session,
  pin: { readonly cardId: string; readonly accountId: string; readonly pinSealed: Uint8Array },
  now: Temporal.Instant,
): Promise<void> {
  await tx.query(keepPin, [pin.cardId, pin.accountId, pin.pinSealed, now]);
}

/** A test replaces it to show what taking and erasing in one statement is for. */
export const takePinStatement = statement(
  'card_pin_take',
  `DELETE FROM card_pins_waiting WHERE card_id = $1 RETURNING pin_sealed AS "pinSealed"`,
);

/** PC-04: the waiting PIN, erased in the same statement; undefined where it was delivered already. */
export async function takeWaitingPin(tx: Session, cardId: string, take: Statement = takePinStatement): Promise<Uint8Array | undefined> {
  return (await tx.query<{ pinSealed: Uint8Array }>(take, [cardId]))[0]?.pinSealed;
}

const markDelivered = statement('card_pin_delivered', `UPDATE cards SET pin_delivered_at = $2 WHERE id = $1`);

export async function markPinDelivered(tx: Session, cardId: string, now: Temporal.Instant): Promise<void> {
  await tx.query(markDelivered, [cardId, now]);
}

const setPin = statement(
  'card_pin_set',
  `UPDATE cards SET pin_sealed = $2, pin_status = 'set', pin_failures = 0 WHERE id = $1 AND status <> 'closed' RETURNING id`,
);

/** Another PIN; the tries count from nought again. False where the card is closed. */
export async function replacePin(tx: Session, cardId: string, pinSealed: Uint8Array): Promise<boolean> {
  return (await tx.query(setPin, [cardId, pinSealed])).length === 1;
}

const forgetPin = statement('card_pin_forget', `DELETE FROM card_pins_waiting WHERE card_id = $1`);

/** A PIN that was not fetched is worth nothing once the holder chose another, or the card is closed. */
export async function forgetWaitingPin(tx: Session, cardId: string): Promise<void> {
  await tx.query(forgetPin, [cardId]);
}

const unblock = statement(
  'card_pin_unblock',
  `UPDATE cards SET pin_status = 'set', pin_failures = 0 WHERE id = $1 AND status <> 'closed' AND pin_status = 'blocked' RETURNING id`,
);

export async function unblockPin(tx: Session, cardId: string): Promise<boolean> {
  return (await tx.query(unblock, [cardId])).length === 1;
}

const countFailure = statement(
  'card_pin_failure',
  `UPDATE cards SET pin_failures = least(pin_failures + 1, $2), pin_status = CASE WHEN pin_failures + 1 >= $2 THEN 'blocked' ELSE pin_status END
   WHERE id = $1 AND pin_status = 'set' RETURNING pin_status AS "pinStatus"`,
);

/** PC-09: one wrong PIN more; 'blocked' where it was the last try that the programme allows. */
export async function countPinFailure(tx: Session, cardId: string, triesMax: number): Promise<'set' | 'blocked' | undefined> {
  return (await tx.query<{ pinStatus: 'set' | 'blocked' }>(countFailure, [cardId, triesMax]))[0]?.pinStatus;
}

export type Shows = 'number' | 'pin' | 'pin-change';

export type Grant = { readonly operationId: string; readonly cardId: string; readonly customerId: string; readonly shows: Shows };

const insertGrantStatement = statement(
  'card_grant_insert',
  `INSERT INTO card_detail_grants (operation_id, card_id, customer_id, shows, expires_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
);

export async function insertGrant(tx: Session, grant: Grant, expiresAt: Temporal.Instant): Promise<void> {
  await tx.query(insertGrantStatement, [grant.operationId, grant.cardId, grant.customerId, grant.shows, expiresAt]);
}

/** A test replaces it to show what its condition is for. */
export const useGrantStatement = statement(
  'card_grant_use',
  `UPDATE card_detail_grants SET shown_at = $5
   WHERE operation_id = $1 AND card_id = $2 AND customer_id = $3 AND shows = $4 AND shown_at IS NULL AND expires_at > $5
   RETURNING operation_id`,
);

/** Uses an approval up; false where there is none, it served already, or its time is over. */
export async function useGrant(tx: Session, grant: Grant, now: Temporal.Instant, use: Statement = useGrantStatement): Promise<boolean> {
  const { operationId, cardId, customerId, shows } = grant;
  return (await tx.query(use, [operationId, cardId, customerId, shows, now])).length === 1;
}

/** A PIN may wait for weeks until a card arrives: a rotation of the keys seals it again. */
export const waitingPinColumn: SealedColumn = {
  table: 'card_pins_waiting',
  column: 'pin_sealed',
  id: 'card_id',
  ownerColumns: ['account_id'],
  ownerOf: (row) => ({ tenant: 'cards', customer: String(row['account_id']), row: row.id, column: 'waiting_pin_sealed' }),
};
