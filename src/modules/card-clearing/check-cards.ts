// Recounts everything that is counted about cards, for the doctor and for tests that kill the server: an empty list means that all is well.

import { statement, type Session } from '../../postgres/database.ts';

export type CardFinding = {
  /**
   * - `wallet-differs`: the ledger's balance less the debt is not the sum of the wallet's transactions
   * - `held-differs`: what the ledger holds is not what the events of authorisations hold
   * - `usage-differs`: what a line of cards has used of its limits is not what its events counted
   * - `message-twice`: one message of the network has two events
   * - `event-missing`: the events of an authorisation are not numbered without a gap
   */
  readonly finding: 'wallet-differs' | 'held-differs' | 'usage-differs' | 'message-twice' | 'event-missing';
  /** Account, and what of it: currency, line of cards, authorisation. */
  readonly subject: string;
};

const findingsMax = 100;

// One statement reads one moment: what is posted between two of them would look like a difference.
const checkStatement = statement(
  'card_check',
  `
  WITH posted AS (
    SELECT x.account_id, x.wallet_currency AS currency, sum(x.amount)::bigint AS amount FROM card_transactions x GROUP BY 1, 2),
  live AS (
    SELECT e.account_id, h ->> 'currency' AS currency, sum((h ->> 'amount')::bigint)::bigint AS amount
    FROM card_authorization_events e, json_array_elements(e.holds) h WHERE e.outcome = 'approved' GROUP BY 1, 2),
  counted AS (
    SELECT e.account_id, c.chain_id, e.answer -> 'counted' ->> 'kind' AS kind, (e.answer -> 'counted' ->> 'day')::date AS day,
      sum((e.answer -> 'counted' ->> 'count')::int) AS count, sum((e.answer -> 'counted' ->> 'sum')::bigint) AS sum
    FROM card_authorization_events e JOIN cards c ON c.id = e.card_id WHERE e.answer -> 'counted' IS NOT NULL GROUP BY 1, 2, 3, 4),
  used AS (
    SELECT u.account_id, u.chain_id,
      ARRAY[u.purchase_day_count, u.purchase_day_sum, u.purchase_month_count, u.purchase_month_sum,
        u.cash_day_count, u.cash_day_sum, u.cash_month_count, u.cash_month_sum]::numeric[] AS stored,
      (SELECT ARRAY[
        coalesce(sum(k.count) FILTER (WHERE k.kind = 'purchase' AND k.day = u.day), 0), coalesce(sum(k.sum) FILTER (WHERE k.kind = 'purchase' AND k.day = u.day), 0),
        coalesce(sum(k.count) FILTER (WHERE k.kind = 'purchase'), 0), coalesce(sum(k.sum) FILTER (WHERE k.kind = 'purchase'), 0),
        coalesce(sum(k.count) FILTER (WHERE k.kind = 'cash' AND k.day = u.day), 0), coalesce(sum(k.sum) FILTER (WHERE k.kind = 'cash' AND k.day = u.day), 0),
        coalesce(sum(k.count) FILTER (WHERE k.kind = 'cash'), 0), coalesce(sum(k.sum) FILTER (WHERE k.kind = 'cash'), 0)]::numeric[]
       FROM counted k WHERE k.account_id = u.account_id AND k.chain_id = u.chain_id
         AND k.day >= u.month AND k.day < u.month + interval '1 month') AS recounted
    FROM card_usage u)
  (SELECT 'wallet-differs' AS finding, w.account_id || ' ' || w.currency AS subject
   FROM wallets w JOIN ledger_accounts a ON a.id = w.ledger_account_id
   LEFT JOIN ledger_accounts d ON d.id = w.debt_account_id
   LEFT JOIN posted p ON p.account_id = w.account_id AND p.currency = w.currency
   WHERE a.credits_posted - a.debits_posted - coalesce(d.debits_posted - d.credits_posted, 0) <> coalesce(p.amount, 0) LIMIT $1)
  UNION ALL
  (SELECT 'held-differs', w.account_id || ' ' || w.currency
   FROM wallets w JOIN ledger_accounts a ON a.id = w.ledger_account_id
   LEFT JOIN live l ON l.account_id = w.account_id AND l.currency = w.currency WHERE a.debits_pending <> coalesce(l.amount, 0) LIMIT $1)
  UNION ALL
  (SELECT 'usage-differs', u.account_id || ' ' || u.chain_id FROM used u WHERE u.stored <> u.recounted LIMIT $1)
  UNION ALL
  (SELECT 'message-twice', e.account_id || ' ' || e.message_id
   FROM card_authorization_events e GROUP BY e.account_id, e.message_id HAVING count(*) > 1 LIMIT $1)
  UNION ALL
  (SELECT 'event-missing', e.account_id || ' ' || e.authorization_id
   FROM card_authorization_events e GROUP BY e.account_id, e.authorization_id HAVING max(e.seq) + 1 <> count(*) LIMIT $1)`,
);

/** At most 100 findings of each kind. Reads every row of cards: for the doctor, not for a beat. */
export async function checkCards(db: Session): Promise<CardFinding[]> {
  return await db.query<CardFinding>(checkStatement, [findingsMax]);
}
