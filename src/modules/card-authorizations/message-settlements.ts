// What messages settled (0220), so that a clearing file that brings the same moves nothing a second time.

import { statement, type Session } from '../../postgres/database.ts';
import { candidateIds, idOfElements } from './rules/network-key.ts';
import type { StoredEvent } from './stored.ts';
import type { Presentment } from './types.ts';

/** Where no account is known. */
const nobody = '00000000-0000-0000-0000-000000000000';

type Settled = { readonly messageId: string; readonly refund: boolean; readonly amount: bigint; readonly currency: string };

export type MessageSettlements = ReadonlyMap<string, readonly Settled[]>;

/** A presentment with where it was found: nothing of an account where its card is not known, no authorisation where none was matched. */
export type Found = {
  readonly presentment: Presentment;
  readonly accountId: string | undefined;
  readonly authorizationId: string | undefined;
};

const keysOf = ({ presentment, authorizationId }: Found): string[] => [
  ...new Set([
    ...candidateIds(presentment),
    ...(presentment.message === undefined ? [] : [idOfElements(presentment.message)]),
    ...(authorizationId === undefined ? [] : [authorizationId]),
  ]),
];

const settledStatement = statement(
  'authorizations_message_settlements',
  `
  SELECT s.account_id, s.key, s.message_id, s.refund, s.amount, s.currency FROM unnest($1::uuid[], $2::uuid[]) AS k (account_id, key)
  CROSS JOIN LATERAL (SELECT * FROM card_message_settlements x WHERE x.account_id = k.account_id AND x.key = k.key OFFSET 0) s`,
);

/** What messages settled of what files bring now, by account and key. */
export async function messageSettlements(tx: Session, found: readonly Found[]): Promise<MessageSettlements> {
  const wanted = found
    .filter(({ presentment }) => presentment.message === undefined)
    .flatMap((each) => keysOf(each).map((key) => ({ accountId: each.accountId ?? nobody, key })));
  const byKey = new Map<string, Settled[]>();
  if (wanted.length === 0) return byKey;
  type Row = { account_id: string; key: string; message_id: string; refund: boolean; amount: bigint; currency: string };
  const rows = await tx.query<Row>(settledStatement, [wanted.map(({ accountId }) => accountId), wanted.map(({ key }) => key)]);
  for (const { account_id: accountId, key, message_id: messageId, refund, amount, currency } of rows) {
    const place = `${accountId} ${key}`;
    byKey.set(place, [...(byKey.get(place) ?? []), { messageId, refund, amount, currency }]);
  }
  return byKey;
}

/**
 * Whether a message settled already what a file brings: a purchase or a refund as this one, of the same amount and currency, and nothing
 * of it taken back since.
 * @param events of the authorisation that it was matched with
 */
export function isSettledByAdvice(settlements: MessageSettlements, found: Found, events: readonly StoredEvent[]): boolean {
  const { presentment, accountId } = found;
  if (presentment.message !== undefined) return false;
  const settled = keysOf(found).flatMap((key) => settlements.get(`${accountId ?? nobody} ${key}`) ?? []);
  return settled.some(({ messageId, refund, amount, currency }) => {
    if (refund !== (presentment.kind === 'refund') || amount !== presentment.amount.minor || currency !== presentment.amount.currency)
      return false;
    const at = events.find((event) => event.messageId === messageId)?.seq;
    return at === undefined || !events.some(({ seq, kind, outcome }) => seq > at && kind === 'reversal' && outcome === 'approved');
  });
}

const insertStatement = statement(
  'authorizations_message_settlements_insert',
  `
  INSERT INTO card_message_settlements (account_id, key, message_id, refund, amount, currency, at)
  SELECT DISTINCT ON (n.account_id, n.key, n.message_id) n.account_id, n.key, n.message_id, n.refund, n.amount, n.currency, $7::timestamptz
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::boolean[], $5::bigint[], $6::text[])
    AS n (account_id, key, message_id, refund, amount, currency)
  ON CONFLICT DO NOTHING`,
);

/** Keeps what messages have settled now; what files brought is left out. */
export async function keepMessageSettlements(tx: Session, found: readonly Found[], now: Temporal.Instant): Promise<void> {
  const rows = found.flatMap((each) => (each.presentment.message === undefined ? [] : keysOf(each).map((key) => ({ ...each, key }))));
  if (rows.length === 0) return;
  await tx.query(insertStatement, [
    rows.map(({ accountId }) => accountId ?? nobody),
    rows.map(({ key }) => key),
    rows.map(({ presentment }) => presentment.id),
    rows.map(({ presentment }) => presentment.kind === 'refund'),
    rows.map(({ presentment }) => presentment.amount.minor),
    rows.map(({ presentment }) => presentment.amount.currency),
    now,
  ]);
}
