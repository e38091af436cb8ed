// Finds what a presentment settles: by the network's trace id, by STAN, time and acquirer, by approval code and amount.

import { statement, type Session } from '../../postgres/database.ts';
import { candidateIds, idOfTrace } from './rules/network-key.ts';
import * as store from './store.ts';
import type { StoredEvent } from './stored.ts';
import type { ClearingOutcome, Presentment } from './types.ts';

const byApprovalStatement = statement(
  'authorizations_by_approval',
  `
  SELECT DISTINCT ON (k.place) k.place, e.authorization_id
  FROM unnest($1::integer[], $2::uuid[], $3::text[], $4::text[], $5::text[]) AS k (place, account_id, code, amount, currency)
  JOIN card_authorization_events e ON e.account_id = k.account_id AND e.kind IN ('request', 'advice') AND e.outcome = 'approved'
    AND e.answer ->> 'approvalCode' = k.code AND e.request ->> 'amount' = k.amount AND e.request ->> 'currency' = k.currency
  ORDER BY k.place, e.at DESC`,
);

export type Placed = { readonly presentment: Presentment; readonly accountId: string; readonly cardId: string };
export type Matched = { readonly authorizationId: string; readonly matchedBy: NonNullable<ClearingOutcome['matchedBy']> };

export type Matches = {
  readonly matches: ReadonlyMap<number, Matched>;
  /** Events by 'account authorisation', oldest first. */
  readonly events: Map<string, StoredEvent[]>;
};

const keyOf = (accountId: string, authorizationId: string): string => `${accountId} ${authorizationId}`;

/** Whether the RRN of both sides, where both have one, is the same. */
const rrnAgrees = (events: readonly StoredEvent[], { rrn }: Presentment): boolean =>
  rrn === undefined || events[0]?.request.rrn === undefined || events[0].request.rrn === rrn;

const wasApproved = (events: readonly StoredEvent[] | undefined): boolean =>
  events?.some(({ outcome, kind }) => outcome === 'approved' && kind !== 'reversal' && kind !== 'inquiry') === true;

/**
 * Whether a single message (0200) posted already what a presentment brings: the same kind, currency and amount, and nothing of it
 * taken back. The file should not have it; it moves nothing a second time.
 */
export function isSettledByMessage(events: readonly StoredEvent[], { kind, amount }: Presentment): boolean {
  const opening = events.find(({ outcome, request }) => outcome === 'approved' && request.kind === 'financial')?.request;
  if (opening === undefined || opening.currency !== amount.currency || (opening.processing === 'refund') !== (kind === 'refund'))
    return false;
  const settled = events.filter((event) => event.kind === (kind === 'refund' ? 'refund' : 'clearing') && event.outcome === 'approved');
  const isTakenBack = events.some((event) => event.kind === 'reversal' && event.outcome === 'approved');
  return !isTakenBack && settled.length === 1 && BigInt(settled[0]?.answer.approved ?? 0) === amount.minor;
}

/** Matches presentments whose accounts are locked; by their place in the list. */
export async function matchAll(tx: Session, placed: readonly Placed[]): Promise<Matches> {
  const events = new Map<string, StoredEvent[]>();
  const matches = new Map<number, Matched>();
  const read = async (keys: readonly store.AuthorizationKey[]): Promise<void> => {
    const wanted = keys.filter(({ accountId, authorizationId }) => !events.has(keyOf(accountId, authorizationId)));
    if (wanted.length === 0) return;
    for (const event of await store.events(tx, wanted)) {
      const key = keyOf(event.accountId, event.authorizationId);
      const own = events.get(key) ?? [];
      if (!own.some(({ seq }) => seq === event.seq)) own.push(event);
      events.set(key, own);
    }
  };
  await read(
    placed.flatMap(({ presentment, accountId }) => candidateIds(presentment).map((authorizationId) => ({ accountId, authorizationId }))),
  );
  placed.forEach(({ presentment, accountId }, place) => {
    const trace = presentment.networkTraceId === undefined ? presentment.authorizationId : idOfTrace(presentment.networkTraceId);
    for (const authorizationId of candidateIds(presentment)) {
      const found = events.get(keyOf(accountId, authorizationId));
      if (found === undefined || !wasApproved(found) || (authorizationId !== trace && !rrnAgrees(found, presentment))) continue;
      matches.set(place, { authorizationId, matchedBy: authorizationId === trace ? 'network-trace-id' : 'stan' });
      return;
    }
  });

  const lost = placed.flatMap(({ presentment: { stan, transmissionAt }, accountId }, place) =>
    matches.has(place) || stan === undefined || transmissionAt === undefined ? [] : [{ place, accountId, stan, transmissionAt }],
  );
  const take = async (found: ReadonlyMap<number, string>, matchedBy: Matched['matchedBy']): Promise<void> => {
    const keys = [...found].map(([place, authorizationId]) => ({ accountId: placed[place]?.accountId ?? '', authorizationId }));
    await read(keys);
    for (const [place, authorizationId] of found) {
      const each = placed[place];
      const its = events.get(keyOf(each?.accountId ?? '', authorizationId));
      if (
        each !== undefined &&
        its !== undefined &&
        wasApproved(its) &&
        (matchedBy === 'approval-code' || rrnAgrees(its, each.presentment))
      )
        matches.set(place, { authorizationId, matchedBy });
    }
  };
  if (lost.length > 0) await take(await store.byElements(tx, lost), 'stan');
  const coded = placed.flatMap(({ presentment: { approvalCode, amount }, accountId }, place) =>
    matches.has(place) || approvalCode === undefined ? [] : [{ place, accountId, approvalCode, amount }],
  );
  if (coded.length > 0) {
    const rows = await tx.query<{ place: number; authorization_id: string }>(byApprovalStatement, [
      coded.map(({ place }) => place),
      coded.map(({ accountId }) => accountId),
      coded.map(({ approvalCode }) => approvalCode),
      coded.map(({ amount }) => amount.minor.toString()),
      coded.map(({ amount }) => amount.currency),
    ]);
    await take(new Map(rows.map(({ place, authorization_id: id }) => [place, id])), 'approval-code');
  }
  return { matches, events };
}
