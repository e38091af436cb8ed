// Authorisations as others see them: folded, with their history.

import { money, type Money } from '../../kernel/money.ts';
import { statement, type Session } from '../../postgres/database.ts';
import type { Verification } from '../wallets/index.ts';
import { lifeOf } from './authorize.ts';
import * as store from './store.ts';
import { currencyFrom, readRate, type StoredEvent } from './stored.ts';
import type { Authorization } from './types.ts';

function held(life: ReturnType<typeof lifeOf>): Money[] {
  const sums = new Map<string, bigint>();
  for (const { currency, amount } of life.live) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  return [...sums].map(([currency, minor]) => money(currencyFrom(currency), minor));
}

/** Folds the events of one authorisation, in their order; undefined where there are none. */
export function foldAuthorization(events: readonly StoredEvent[]): Authorization | undefined {
  const [first] = events;
  if (first === undefined) return undefined;
  const { request } = first;
  const currency = currencyFrom(request.currency);
  const life = lifeOf(events);
  const ends = events.flatMap(({ answer }) => (answer.expiresAt === undefined ? [] : [answer.expiresAt])).at(-1);
  const rate = events.find(({ answer }) => answer.rate !== undefined)?.answer.rate;
  const verified = events.find((event) => event.request.verification !== undefined && event.request.verification !== 'none');
  return {
    id: first.authorizationId,
    accountId: first.accountId,
    cardId: first.cardId,
    status: life.status,
    outcome: events.find(({ outcome }) => outcome === 'approved')?.outcome ?? first.outcome,
    approvalCode: events.find(({ answer }) => answer.approvalCode !== undefined)?.answer.approvalCode,
    authorized: money(currency, life.authorized),
    cleared: money(currency, life.cleared),
    reversed: money(currency, life.reversed),
    expired: money(currency, life.expired),
    held: held(life),
    processing: request.processing,
    channel: request.channel,
    merchantName: request.merchantName ?? '',
    merchantId: request.merchantId,
    terminalId: request.terminalId,
    mcc: request.mcc,
    city: request.city,
    country: request.country,
    entryMode: request.entryMode,
    verification: (verified?.request.verification ?? 'none') as Verification,
    dynamicConversion: request.dcc,
    rate: rate === undefined ? undefined : readRate(rate, currency),
    requestedAt: first.at,
    expiresAt: ends === undefined ? undefined : Temporal.Instant.from(ends),
    holdPolicyVersion: events.find(({ answer }) => answer.policy !== undefined)?.answer.policy ?? '',
    events: events.map((event) => ({
      seq: event.seq,
      kind: event.kind,
      outcome: event.outcome,
      amount: money(
        event.kind === 'clearing' || event.kind === 'refund' ? currencyFrom(event.request.currency) : currency,
        event.outcome === 'approved' && event.kind !== 'clearing' && event.kind !== 'refund'
          ? BigInt(event.answer.approved)
          : BigInt(event.request.amount),
      ),
      holds: event.holds,
      approvalCode: event.answer.approvalCode,
      responseCode: event.answer.responseCode,
      at: event.at,
    })),
  };
}

/** One authorisation of an account; undefined where there is none. */
export async function authorization(db: Session, accountId: string, id: string): Promise<Authorization | undefined> {
  return foldAuthorization(await store.events(db, [{ accountId, authorizationId: id }]));
}

const pageStatement = statement(
  'authorizations_page',
  `
  SELECT e.authorization_id AS id, e.at FROM card_authorization_events e
  WHERE e.account_id = $1 AND e.seq = 0 AND ($2::uuid IS NULL OR e.card_id = $2)
    AND ($3::timestamptz IS NULL OR (e.at, e.authorization_id) < ($3, $4::uuid))
  ORDER BY e.at DESC, e.authorization_id DESC LIMIT $5`,
);

export type AuthorizationPage = { readonly before?: string; readonly limit: number; readonly cardId?: string };

/** The cursor of a page that ends with this authorisation. */
export const cursorOf = ({ requestedAt, id }: Pick<Authorization, 'requestedAt' | 'id'>): string => `${requestedAt.toString()}_${id}`;

/** Authorisations of an account, newest first, at most 200; anything that is no cursor gives the first page. */
export async function authorizationsOf(db: Session, accountId: string, page: AuthorizationPage): Promise<Authorization[]> {
  const match = /^([0-9TZ:.-]{20,40})_([0-9a-f-]{36})$/.exec(page.before ?? '');
  const limit = Math.min(Math.max(page.limit, 1), 200);
  const rows = await db.query<{ id: string }>(pageStatement, [
    accountId,
    page.cardId ?? null,
    match?.[1] ?? null,
    match?.[2] ?? null,
    limit,
  ]);
  const events = await store.events(
    db,
    rows.map(({ id }) => ({ accountId, authorizationId: id })),
  );
  return rows.flatMap(({ id }) => {
    const found = foldAuthorization(events.filter(({ authorizationId }) => authorizationId === id));
    return found === undefined ? [] : [found];
  });
}

/** The programmes of cards by their ids; ids that do not exist are left out. */
export async function programmesOfCards(db: Session, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map((await store.cardKeys(db, [], ids)).map(({ id, programme }) => [id, programme]));
}
