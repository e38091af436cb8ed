// Why issuer or scheme acted on a card or an account (PC-36, PC-54): kept for auditors, never shown to a holder.

import { statement, type Session } from '../../postgres/database.ts';

export type IssuerAct = {
  readonly id: string;
  readonly accountId: string;
  readonly cardId: string | null;
  /** suspend, resume, close, freeze-account, unblock-pin … */
  readonly act: string;
  readonly reason: string;
  readonly note: string;
  readonly actor: string;
  readonly at: Temporal.Instant;
};

const insert = statement(
  'card_issuer_act_insert',
  `INSERT INTO card_issuer_acts (id, account_id, card_id, act, reason, note, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

export async function recordIssuerAct(tx: Session, act: Omit<IssuerAct, 'at'>, now: Temporal.Instant): Promise<void> {
  await tx.query(insert, [act.id, act.accountId, act.cardId, act.act, act.reason, act.note, act.actor, now]);
}

const ofAccount = statement(
  'card_issuer_acts_of_account',
  `SELECT id, account_id AS "accountId", card_id AS "cardId", act, reason, note, actor, at
   FROM card_issuer_acts WHERE account_id = $1 ORDER BY at, id`,
);

/** All acts on an account and its cards, oldest first. For staff and auditors. */
export async function issuerActsOf(db: Session, accountId: string): Promise<IssuerAct[]> {
  return await db.query<IssuerAct>(ofAccount, [accountId]);
}
