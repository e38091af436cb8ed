// SQL of what waits in suspense, and of what staff did about it.

import { statement, type Session, type Statement } from '../../postgres/database.ts';
import type { Presentment } from './types.ts';

export const suspenseStates = ['open', 'asked', 'matched', 'returned'] as const;
export type SuspenseStatus = (typeof suspenseStates)[number];
export type SuspenseKind = Presentment['kind'] | 'reversal';

/** What a presentment said, as JSON: no card number, no digest of one. */
export type KeptPresentment = Readonly<Record<string, unknown>>;

export type NewSuspenseItem = {
  readonly id: string;
  readonly programme: string | null;
  readonly kind: SuspenseKind;
  readonly amount: bigint;
  readonly currency: string;
  readonly accountId: string | null;
  readonly cardId: string | null;
  readonly reference: string;
  readonly presentment: KeptPresentment;
};

export type SuspenseItem = NewSuspenseItem & {
  readonly at: Temporal.Instant;
  readonly status: SuspenseStatus;
  readonly act: 'match' | 'return' | null;
  readonly targetCardId: string | null;
  readonly reason: string | null;
  readonly askedBy: string | null;
  readonly askedAt: Temporal.Instant | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly position: bigint;
};

const insertStatement = statement(
  'card_suspense_insert',
  `
  INSERT INTO card_suspense_items (id, programme, kind, amount, currency, account_id, card_id, reference, presentment, at)
  SELECT n.*, $10::timestamptz FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::uuid[], $7::uuid[], $8::text[],
    $9::jsonb[]) AS n ON CONFLICT (id) DO NOTHING`,
);

/** Keeps what went to suspense now; of what is there already nothing changes. */
export async function insertSuspense(tx: Session, items: readonly NewSuspenseItem[], now: Temporal.Instant): Promise<void> {
  if (items.length === 0) return;
  const column = <Name extends keyof NewSuspenseItem>(name: Name): NewSuspenseItem[Name][] => items.map((item) => item[name]);
  await tx.query(insertStatement, [
    ...[column('id'), column('programme'), column('kind'), column('amount'), column('currency'), column('accountId'), column('cardId')],
    column('reference'),
    items.map(({ presentment }) => JSON.stringify(presentment)),
    now,
  ]);
}

const columns = `i.id, i.programme, i.kind, i.amount, i.currency, i.account_id AS "accountId", i.card_id AS "cardId", i.reference, i.presentment,
  i.at, i.status, i.act, i.target_card_id AS "targetCardId", i.reason, i.asked_by AS "askedBy", i.asked_at AS "askedAt",
  i.decided_by AS "decidedBy", i.decided_at AS "decidedAt", i.position`;

const oneStatement = statement('card_suspense_one', `SELECT ${columns} FROM card_suspense_items i WHERE i.id = $1`);
const lockStatement = statement('card_suspense_lock', `SELECT ${columns} FROM card_suspense_items i WHERE i.id = $1 FOR UPDATE`);

export async function suspenseItem(db: Session, id: string): Promise<SuspenseItem | undefined> {
  return (await db.query<SuspenseItem>(oneStatement, [id]))[0];
}

/** Nobody else resolves it until the transaction ends. */
export async function lockSuspenseItem(tx: Session, id: string): Promise<SuspenseItem | undefined> {
  return (await tx.query<SuspenseItem>(lockStatement, [id]))[0];
}

const listStatement = statement(
  'card_suspense_list',
  `SELECT ${columns} FROM card_suspense_items i
   WHERE ($1::text[] IS NULL OR i.programme = ANY ($1)) AND i.status = ANY ($2::text[]) AND ($3::bigint IS NULL OR i.position < $3)
   ORDER BY i.position DESC LIMIT $4`,
);

export type SuspenseFilter = {
  /** Undefined: of all programmes, and what belongs to none. */
  readonly programmes?: readonly string[];
  readonly statuses: readonly SuspenseStatus[];
  /** The position after which the page goes on, downwards. */
  readonly before?: bigint;
  readonly limit: number;
};

/** Newest first. */
export async function suspenseItems(db: Session, { programmes, statuses, before, limit }: SuspenseFilter): Promise<SuspenseItem[]> {
  return await db.query<SuspenseItem>(listStatement, [programmes ?? null, statuses, before ?? null, limit]);
}

export const moveStatement = statement(
  'card_suspense_move',
  `UPDATE card_suspense_items i SET status = $3, act = $4, target_card_id = $5, reason = $6, asked_by = $7, asked_at = $8, decided_by = $9,
     decided_at = $10
   WHERE i.id = $1 AND i.status = $2 RETURNING i.id`,
);

export type SuspenseMove = Pick<
  SuspenseItem,
  'id' | 'status' | 'act' | 'targetCardId' | 'reason' | 'askedBy' | 'askedAt' | 'decidedBy' | 'decidedAt'
>;

/** Moves an item on from a status; false where it stands elsewhere by now. */
export async function moveSuspense(tx: Session, from: SuspenseStatus, move: SuspenseMove, by: Statement = moveStatement): Promise<boolean> {
  const { id, status, act, targetCardId, reason, askedBy, askedAt, decidedBy, decidedAt } = move;
  return (await tx.query(by, [id, from, status, act, targetCardId, reason, askedBy, askedAt, decidedBy, decidedAt])).length > 0;
}
