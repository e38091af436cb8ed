// Ends holds whose days are over (PC-20): a settlement that comes later is still charged.

import { statement, type Session } from '../../postgres/database.ts';
import type { PipelinedSession, Pipelines } from '../../postgres/pipeline.ts';
import { endOfDay } from '../../kernel/calendar.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { sendHolds, type HoldWriting } from '../ledger/index.ts';
import { emitAll, hasEndpoints } from '../webhooks/index.ts';
import { accountsOf } from '../wallets/index.ts';
import { lifeOf } from './authorize.ts';
import type { AuthorizationsContext } from './batch-state.ts';
import { codeOf, giveBack } from './reverse.ts';
import { heldOriginal } from './rules/lifecycle.ts';
import { idOfTrace } from './rules/network-key.ts';
import { currencyFrom, type StoredEvent } from './stored.ts';
import * as store from './store.ts';
import { authorizationEvents } from './tell.ts';

// Wallets on which something is held; the next page begins after the last account of this one.
const heldStatement = statement(
  'authorizations_held_accounts',
  `
  SELECT DISTINCT w.account_id AS id FROM wallets w JOIN ledger_accounts a ON a.id = w.ledger_account_id
  WHERE w.account_id > $1 AND a.debits_pending > 0 ORDER BY w.account_id LIMIT $2`,
);
// What ends takes off exactly what was placed, so that a sum above nil is held still. The newest end counts, as an increment moves it.
const heldOfAccountsStatement = statement(
  'authorizations_held',
  `
  SELECT e.account_id, e.authorization_id FROM unnest($1::uuid[]) AS k (account_id)
  CROSS JOIN LATERAL (
    SELECT x.account_id, x.authorization_id FROM card_authorization_events x
    CROSS JOIN LATERAL (SELECT coalesce(sum((h ->> 'amount')::bigint), 0) AS amount FROM json_array_elements(x.holds) h) n
    WHERE x.account_id = k.account_id AND x.outcome = 'approved' AND ($3::uuid IS NULL OR x.authorization_id = $3)
    GROUP BY x.account_id, x.authorization_id
    HAVING sum(n.amount) > 0 AND ($3::uuid IS NOT NULL
      OR ((array_agg(x.answer ->> 'expiresAt' ORDER BY x.seq DESC) FILTER (WHERE x.answer ->> 'expiresAt' IS NOT NULL))[1])::timestamptz <= $2)
    OFFSET 0) e`,
);

type Wanted = { readonly until: Temporal.Instant; readonly only?: string };

/** Authorisations of these accounts on which something is held that ends up to then; the accounts are locked. */
export async function heldAuthorizations(tx: Session, accountIds: readonly string[], wanted: Wanted): Promise<store.AuthorizationKey[]> {
  const rows = await tx.query<{ account_id: string; authorization_id: string }>(heldOfAccountsStatement, [
    accountIds,
    wanted.until,
    wanted.only ?? null,
  ]);
  return rows.map((row) => ({ accountId: row.account_id, authorizationId: row.authorization_id }));
}

const nobody = '00000000-0000-0000-0000-000000000000';

async function expireAccounts(
  tx: PipelinedSession,
  ctx: AuthorizationsContext,
  accountIds: readonly string[],
  wanted: Wanted,
  now: Temporal.Instant,
): Promise<number> {
  const locked = await store.lock(tx, accountIds);
  const events = await store.events(tx, await heldAuthorizations(tx, accountIds, wanted));
  const accounts = await accountsOf(tx, accountIds);
  const groups = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const key = `${event.accountId} ${event.authorizationId}`;
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  const holds: HoldWriting[] = [];
  const written: StoredEvent[] = [];
  for (const group of groups.values()) {
    const last = group.at(-1) as StoredEvent;
    const life = lifeOf(group);
    const ends = group.flatMap(({ answer }) => (answer.expiresAt === undefined ? [] : [Temporal.Instant.from(answer.expiresAt)])).at(-1);
    const due = ends !== undefined && (wanted.only !== undefined || Temporal.Instant.compare(ends, wanted.until) <= 0);
    if (life.live.length === 0 || !due) continue;
    const wallets = locked
      .filter((wallet) => wallet.account_id === last.accountId)
      .map(({ id, currency, posted, held }) => ({ ledgerAccountId: id, currency: currencyFrom(currency), posted, held, debt: 0n }));
    const messageId = idOfTrace(`expiry ${last.authorizationId} ${last.seq}`);
    const changes = giveBack(
      { holds },
      { wallets },
      { ended: life.live, rest: undefined },
      { id: messageId, reference: last.authorizationId, code: codeOf(group) },
    );
    written.push({
      ...last,
      seq: last.seq + 1,
      kind: 'expiry',
      messageId,
      outcome: 'approved',
      holds: changes,
      answer: {
        responseCode: '00',
        approved: heldOriginal(life).toString(),
      },
      at: now,
    });
  }
  if (written.length === 0) return 0;
  const cards = await store.cards(tx, [...new Set(written.map(({ cardId }) => cardId))], { pins: [], numbers: [] });
  const byCard = new Map(cards.map((row) => [row.id, row]));
  sendHolds(tx, holds, now.toString());
  store.sendEvents(tx, written, now.toString());
  if (await hasEndpoints(tx)) {
    const told = written.flatMap((event) => {
      const programme = ctx.cardProgrammes.get(accounts.get(event.accountId)?.programme ?? '')?.holders;
      return programme === undefined ? [] : authorizationEvents(programme, byCard.get(event.cardId)?.last_four ?? '', [event]);
    });
    await emitAll(tx, told, now);
  }
  return written.length;
}

async function withPipeline<T>(ctx: AuthorizationsContext, work: (pipelines: Pipelines) => Promise<T>): Promise<T> {
  const pipelines = ctx.database.pipelines();
  try {
    return await work(pipelines);
  } finally {
    await pipelines.end();
  }
}

/**
 * Gives back what is held past its end, in transactions of some accounts each; twice without harm, and resumed where it was stopped.
 * @param until holds that end up to then
 * @returns how many authorisations expired
 */
export async function expireDue(ctx: AuthorizationsContext, until: Temporal.Instant, now: Temporal.Instant): Promise<number> {
  return await withPipeline(ctx, async (pipelines) => {
    let expired = 0;
    for (let after = nobody; ;) {
      const page = await ctx.database.query<{ id: string }>(heldStatement, [after, 100]);
      const ids = page.map(({ id }) => id);
      if (ids.length === 0) return expired;
      expired += await pipelines.transaction(0, async (tx) => await expireAccounts(tx, ctx, ids, { until }, now));
      after = ids.at(-1) ?? nobody;
    }
  });
}

/** Ends one authorisation now, whatever its days: for the simulator. False where nothing is held for it. */
export async function expireNow(
  ctx: AuthorizationsContext,
  accountId: string,
  authorizationId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  return await withPipeline(
    ctx,
    async (pipelines) =>
      (await pipelines.transaction(
        0,
        async (tx) => await expireAccounts(tx, ctx, [accountId], { until: now, only: authorizationId }, now),
      )) > 0,
  );
}

/** The task of a finished day (src/jobs/end-of-day): holds that end up to the day's last instant. */
export function holdExpiryTask(ctx: AuthorizationsContext): {
  readonly name: string;
  run(day: { readonly programme: string; readonly day: Temporal.PlainDate }, now: Temporal.Instant): Promise<number>;
} {
  return {
    name: 'card-hold-expiry',
    run: async ({ programme, day }, now) => {
      const { timeZone } = cardProgrammeNamed(ctx.cardProgrammes, programme);
      return await expireDue(ctx, endOfDay(timeZone, day), now);
    },
  };
}
