// The stop list: cards that acceptors must not take, shared with them by exports that are each logged (PC-54).

import { createHash } from 'node:crypto';

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { statement, type Session } from '../../postgres/database.ts';
import { card, holdersProgramme, type Card, type CardsContext, type IssuerReason } from '../cards/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { lockAccounts } from '../wallets/index.ts';
import { emit } from '../webhooks/index.ts';

export type StopEntry = {
  readonly id: string;
  readonly cardId: string;
  readonly accountId: string;
  readonly lastFour: string;
  readonly expiresOn: string;
  /** For auditors and staff alone. */
  readonly reason: string;
  readonly note: string;
  readonly listedBy: string;
  readonly listedAt: Temporal.Instant;
  readonly liftedBy: string | null;
  readonly liftedAt: Temporal.Instant | null;
  readonly position: bigint;
};

const columns = `s.id, s.card_id AS "cardId", c.account_id AS "accountId", c.last_four AS "lastFour", c.expires_on AS "expiresOn", s.reason,
  s.note, s.listed_by AS "listedBy", s.listed_at AS "listedAt", s.lifted_by AS "liftedBy", s.lifted_at AS "liftedAt", s.position`;

const insert = statement(
  'card_stop_list_insert',
  `INSERT INTO card_stop_list (id, programme, card_id, reason, note, listed_by, listed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT DO NOTHING RETURNING id`,
);

const lift = statement(
  'card_stop_list_lift',
  `UPDATE card_stop_list SET lifted_by = $2, lifted_at = $3 WHERE card_id = $1 AND lifted_at IS NULL RETURNING id`,
);

const page = statement(
  'card_stop_list_page',
  `SELECT ${columns} FROM card_stop_list s JOIN cards c ON c.id = s.card_id
   WHERE s.programme = ANY ($1::text[]) AND s.position > $2 AND ($3::boolean OR s.lifted_at IS NULL) ORDER BY s.position LIMIT $4`,
);

const ofCard = statement(
  'card_stop_list_of_card',
  `SELECT ${columns} FROM card_stop_list s JOIN cards c ON c.id = s.card_id WHERE s.card_id = $1 ORDER BY s.position`,
);

/** Entries in the order of their listing. @property lifted also those that were lifted */
export async function stopList(
  db: Session,
  wanted: { programmes: readonly string[]; after: bigint; lifted: boolean; limit: number },
): Promise<StopEntry[]> {
  return await db.query<StopEntry>(page, [wanted.programmes, wanted.after, wanted.lifted, wanted.limit]);
}

/** All entries that a card ever had. */
export async function stopEntriesOf(db: Session, cardId: string): Promise<StopEntry[]> {
  return await db.query<StopEntry>(ofCard, [cardId]);
}

/** PC-54: puts a card on the list, in the caller's transaction; `already-listed` where it is on it. */
export async function listCard(
  tx: Session,
  context: CardsContext,
  wish: { cardId: string; reason: IssuerReason; note: string; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<{ id: string; of: Card }, 'card-unknown' | 'already-listed'>> {
  const of = await card(tx, wish.cardId);
  if (of === undefined) return refused('card-unknown');
  await lockAccounts(tx, [of.accountId]);
  const id = context.newId();
  const values = [id, of.programme, of.id, wish.reason, wish.note, wish.actor, now];
  if ((await tx.query(insert, values)).length === 0) return refused('already-listed');
  const { programme } = holdersProgramme(context, of.programme);
  await emit(tx, { programme, type: 'card-stop-list.added', object: of.id, data: { cardId: of.id, accountId: of.accountId } }, now);
  const body = { cardId: of.id, lastFour: of.lastFour, reason: wish.reason, note: wish.note };
  await appendEvidence(tx, [{ kind: 'card-stop-listed', subject: of.id, customerId: of.customerId, actor: wish.actor, body }], now);
  return done({ id, of });
}

/** Takes a card off the list. */
export async function unlistCard(
  tx: Session,
  context: CardsContext,
  wish: { cardId: string; note: string; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'card-unknown' | 'not-listed'>> {
  const of = await card(tx, wish.cardId);
  if (of === undefined) return refused('card-unknown');
  await lockAccounts(tx, [of.accountId]);
  if ((await tx.query(lift, [of.id, wish.actor, now])).length === 0) return refused('not-listed');
  const { programme } = holdersProgramme(context, of.programme);
  await emit(tx, { programme, type: 'card-stop-list.removed', object: of.id, data: { cardId: of.id, accountId: of.accountId } }, now);
  const body = { cardId: of.id, lastFour: of.lastFour, note: wish.note };
  await appendEvidence(tx, [{ kind: 'card-stop-lifted', subject: of.id, customerId: of.customerId, actor: wish.actor, body }], now);
  return done(undefined);
}

const numbers = statement(
  'card_stop_list_numbers',
  `SELECT s.card_id AS "cardId", c.account_id AS "accountId", c.number_sealed AS "numberSealed", c.expires_on AS "expiresOn", s.listed_at AS "listedAt",
     s.position
   FROM card_stop_list s JOIN cards c ON c.id = s.card_id
   WHERE s.programme = $1 AND s.lifted_at IS NULL ORDER BY s.position LIMIT $2`,
);

const exportInsert = statement(
  'card_stop_list_export_insert',
  `INSERT INTO card_stop_list_exports (id, programme, client, recipient, entries, digest, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

export type StopListExport = {
  readonly exportId: string;
  readonly recipient: string;
  readonly madeAt: Temporal.Instant;
  /** The list as it is signed: one line of JSON for each card, in order. */
  readonly body: string;
  readonly entries: number;
  /** SHA-256 of `body`, hexadecimal; Ed25519 signature of the same bytes by the evidence key, base64url. */
  readonly digest: string;
  readonly signature: string;
  readonly keyId: string;
};

const exportMax = 50_000;

/**
 * The whole list with card numbers, for the scheme or an acceptor. Numbers are opened for this answer alone; who got them, how
 * many, and the digest of what was handed out stay.
 */
export async function exportStopList(
  context: CardsContext,
  wish: { programme: string; client: string; recipient: string; actor: string },
  now: Temporal.Instant,
): Promise<StopListExport> {
  return await context.database.transaction(async (tx) => {
    type Row = { cardId: string; accountId: string; numberSealed: Uint8Array; expiresOn: string; listedAt: Temporal.Instant };
    const rows = await tx.query<Row>(numbers, [wish.programme, exportMax]);
    const body = rows
      .map(({ cardId, accountId, numberSealed, expiresOn, listedAt }) => {
        const cardNumber = context.security.openNumber({ cardId, accountId }, numberSealed);
        return `${JSON.stringify({ cardNumber, expiry: expiresOn.slice(0, 7), action: 'pick-up', listedAt: listedAt.toString() })}\n`;
      })
      .join('');
    const exportId = context.newId();
    const digest = createHash('sha256').update(body).digest();
    await tx.query(exportInsert, [exportId, wish.programme, wish.client, wish.recipient, rows.length, digest, now]);
    const evidence = { exportId, recipient: wish.recipient, entries: rows.length, digest: digest.toString('hex') };
    await appendEvidence(tx, [{ kind: 'card-stop-list-exported', subject: exportId, actor: wish.actor, body: evidence }], now);
    return {
      exportId,
      recipient: wish.recipient,
      madeAt: now,
      body,
      entries: rows.length,
      digest: digest.toString('hex'),
      signature: Buffer.from(context.keys.sign(new TextEncoder().encode(body))).toString('base64url'),
      keyId: context.keys.keyId,
    };
  });
}

const exports_ = statement(
  'card_stop_list_exports',
  `SELECT id AS "exportId", client, recipient, entries, encode(digest, 'hex') AS digest, made_at AS "madeAt" FROM card_stop_list_exports
   WHERE programme = ANY ($1::text[]) ORDER BY made_at DESC, id DESC LIMIT $2`,
);

export type StopListExportRow = {
  readonly exportId: string;
  readonly client: string;
  readonly recipient: string;
  readonly entries: number;
  readonly digest: string;
  readonly madeAt: Temporal.Instant;
};

/** Who got the list when, newest first. */
export async function stopListExports(db: Session, programmes: readonly string[], limit: number): Promise<StopListExportRow[]> {
  return await db.query<StopListExportRow>(exports_, [programmes, limit]);
}
