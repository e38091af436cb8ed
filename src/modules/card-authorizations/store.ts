// SQL of authorisations. What is read here in a transaction is read under the accounts' lock (see README: lock order).

import { arrayText, bigintArray, bytesArray, uuidArray } from '../../postgres/arrays.ts';
import { statement, type Session, type Statement } from '../../postgres/database.ts';
import type { PipelinedSession } from '../../postgres/pipeline.ts';
import type { OwnLimits, Controls } from '../cards/index.ts';
import type { Usage } from './rules/usage.ts';
import { outcomeFrom, readHolds, storeHolds, type StoredAnswer, type StoredEvent, type StoredHold, type StoredRequest } from './stored.ts';
import type { EventKind } from './types.ts';

// --- Cards by number.

const byDigestStatement = statement(
  'authorizations_cards_by_digest',
  `
  SELECT c.id, c.account_id, c.number_digest, c.account_programme AS programme FROM unnest($1::bytea[]) AS k (digest)
  CROSS JOIN LATERAL (
    SELECT x.id, x.account_id, x.number_digest, x.account_programme FROM cards x WHERE x.number_digest = k.digest OFFSET 0) c`,
);
const byIdStatement = statement(
  'authorizations_cards_by_id',
  `
  SELECT c.id, c.account_id, c.number_digest, c.account_programme AS programme FROM unnest($1::uuid[]) AS k (id)
  CROSS JOIN LATERAL (SELECT x.id, x.account_id, x.number_digest, x.account_programme FROM cards x WHERE x.id = k.id OFFSET 0) c`,
);

export type CardKey = { readonly id: string; readonly account_id: string; readonly number_digest: Buffer; readonly programme: string };

/** The accounts and programmes of cards, found by the digests of their numbers and by their ids. */
export async function cardKeys(db: Session, digests: readonly Uint8Array[], ids: readonly string[]): Promise<CardKey[]> {
  const byDigest = digests.length === 0 ? [] : await db.query<CardKey>(byDigestStatement, [bytesArray(digests)]);
  const byId = ids.length === 0 ? [] : await db.query<CardKey>(byIdStatement, [uuidArray(ids)]);
  return [...byDigest, ...byId];
}

// --- The batch.

/**
 * All rows of an answer as one text: columns with a unit separator, rows with a record separator between them; neither is in JSON or in a name.
 * Of rows with many columns that nobody keeps, the driver's own reading cost more than finding them. Nullable columns come last, or as ''.
 */
function packed(columns: string): string {
  return `string_agg(concat_ws(E'\\x1f', ${columns}), E'\\x1e') AS rows`;
}

async function unpack(rows: Promise<{ rows: string | null }[]>): Promise<string[][]> {
  const text = (await rows)[0]?.rows;
  return text === null || text === undefined ? [] : text.split('\u001e').map((row) => row.split('\u001f'));
}

const bytesOf = (hex: string): Buffer | null => (hex === '' ? null : Buffer.from(hex, 'hex'));

// Counters of a row that this statement waited for are the newest; what is joined to it may not be, so that debts are read by the next one.
const lockStatement = statement(
  'authorizations_lock',
  `
  WITH locked AS (
    SELECT w.account_id, w.currency, a.id, a.credits_posted - a.debits_posted AS posted, a.debits_pending AS held
    FROM wallets w JOIN ledger_accounts a ON a.id = w.ledger_account_id
    WHERE w.account_id = ANY ($1::uuid[]) ORDER BY a.id FOR NO KEY UPDATE OF a)
  SELECT ${packed('l.account_id, l.currency, l.id, l.posted, l.held')} FROM locked l`,
);
const debtsStatement = statement(
  'authorizations_debts',
  `
  SELECT w.ledger_account_id AS id, d.debits_posted - d.credits_posted AS debt
  FROM wallets w JOIN ledger_accounts d ON d.id = w.debt_account_id
  WHERE w.account_id = ANY ($1::uuid[]) AND w.debt_account_id IS NOT NULL AND d.debits_posted > d.credits_posted`,
);
const cardsStatement = statement(
  'authorizations_cards',
  `
  SELECT ${packed(`c.id, c.account_id, c.chain_id, c.status, coalesce(c.status_reason, ''), c.valid_from, c.expires_on, c.service_code,
         c.pin_status, c.pin_failures,
         CASE WHEN c.id = ANY ($2::uuid[]) THEN encode(c.pin_sealed, 'hex') ELSE '' END,
         CASE WHEN c.id = ANY ($3::uuid[]) THEN encode(c.number_sealed, 'hex') ELSE '' END,
         c.controls, c.notify, c.last_four, c.account_status, c.account_currency, c.account_programme, c.account_holder_id, u.day, u.month,
         u.purchase_day_count, u.purchase_day_sum, u.purchase_month_count, u.purchase_month_sum,
         u.cash_day_count, u.cash_day_sum, u.cash_month_count, u.cash_month_sum`)}
  FROM unnest($1::uuid[]) AS k (id)
  JOIN cards c ON c.id = k.id
  LEFT JOIN card_usage u ON u.account_id = c.account_id AND u.chain_id = c.chain_id`,
);

export type LockedWallet = { account_id: string; currency: string; id: string; posted: bigint; held: bigint };
export type CardRow = {
  id: string;
  account_id: string;
  chain_id: string;
  status: string;
  status_reason: string | null;
  valid_from: string;
  expires_on: string;
  service_code: string;
  pin_status: 'none' | 'set' | 'blocked';
  pin_failures: number;
  pin_sealed: Buffer | null;
  number_sealed: Buffer | null;
  controls: Controls & { readonly limits?: { purchase?: OwnLimits; cash?: OwnLimits } };
  notify: boolean;
  last_four: string;
  account_status: string;
  currency: string;
  programme: string;
  customer_id: string;
  /** Of its line of cards; undefined where nothing was used yet. */
  usage: Usage | undefined;
};

/** JSON texts with the record separator between them: JSON has none in it, and nothing needs quoting. */
const joined = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\u001e');

export async function lock(tx: PipelinedSession, accountIds: readonly string[]): Promise<LockedWallet[]> {
  const rows = await unpack(tx.ask(lockStatement, [uuidArray(accountIds)]));
  return rows.map(([accountId = '', currency = '', id = '', posted = '0', held = '0']) => ({
    account_id: accountId,
    currency,
    id,
    posted: BigInt(posted),
    held: BigInt(held),
  }));
}

export async function debts(tx: PipelinedSession, accountIds: readonly string[]): Promise<{ id: string; debt: bigint }[]> {
  return await tx.ask(debtsStatement, [uuidArray(accountIds)]);
}

export async function cards(
  tx: PipelinedSession,
  ids: readonly string[],
  wanted: { readonly pins: readonly string[]; readonly numbers: readonly string[] },
): Promise<CardRow[]> {
  return (await unpack(tx.ask(cardsStatement, [uuidArray(ids), uuidArray(wanted.pins), uuidArray(wanted.numbers)]))).map(cardRowOf);
}

const noControls: CardRow['controls'] = {};

/** In the order of the columns of `cardsStatement`; where a line of cards has used nothing yet its columns are missing. */
function cardRowOf(row: string[]): CardRow {
  const [id = '', accountId = '', chainId = '', status = '', statusReason = '', validFrom = '', expiresOn = '', serviceCode = ''] = row;
  const [pinStatus, pinFailures, pinSealed = '', numberSealed = '', controls = '{}', notify, lastFour = ''] = row.slice(8, 15);
  const [accountStatus = '', currency = '', programme = '', customerId = ''] = row.slice(15, 19);
  return {
    id,
    account_id: accountId,
    chain_id: chainId,
    status,
    status_reason: statusReason === '' ? null : statusReason,
    valid_from: validFrom,
    expires_on: expiresOn,
    service_code: serviceCode,
    pin_status: pinStatus as CardRow['pin_status'],
    pin_failures: Number(pinFailures),
    pin_sealed: bytesOf(pinSealed),
    number_sealed: bytesOf(numberSealed),
    controls: controls === '{}' ? noControls : (JSON.parse(controls) as CardRow['controls']),
    notify: notify === 't',
    last_four: lastFour,
    account_status: accountStatus,
    currency,
    programme,
    customer_id: customerId,
    usage: row.length > 19 ? usageFrom(row.slice(19)) : undefined,
  };
}

function usageFrom([day = '', month = '', ...counts]: string[]): Usage {
  const [purchaseDayCount, purchaseDaySum = '0', purchaseMonthCount, purchaseMonthSum = '0'] = counts;
  const [cashDayCount, cashDaySum = '0', cashMonthCount, cashMonthSum = '0'] = counts.slice(4);
  return {
    day,
    month,
    purchase: {
      dayCount: Number(purchaseDayCount),
      daySum: BigInt(purchaseDaySum),
      monthCount: Number(purchaseMonthCount),
      monthSum: BigInt(purchaseMonthSum),
    },
    cash: {
      dayCount: Number(cashDayCount),
      daySum: BigInt(cashDaySum),
      monthCount: Number(cashMonthCount),
      monthSum: BigInt(cashMonthSum),
    },
  };
}

// --- Events.

const eventColumns = `e.account_id, e.authorization_id, e.seq, e.kind, e.message_id, e.card_id, e.outcome, e.holds, e.request, e.answer, e.at`;
const eventsStatement = statement(
  'authorizations_events',
  `
  SELECT ${eventColumns} FROM unnest($1::uuid[], $2::uuid[]) AS k (account_id, authorization_id)
  CROSS JOIN LATERAL (
    SELECT * FROM card_authorization_events x WHERE x.account_id = k.account_id AND x.authorization_id = k.authorization_id OFFSET 0) e
  ORDER BY e.account_id, e.authorization_id, e.seq`,
);

type EventRow = {
  account_id: string;
  authorization_id: string;
  seq: number;
  kind: EventKind;
  message_id: string;
  card_id: string;
  outcome: string;
  holds: StoredHold[];
  request: StoredRequest;
  answer: StoredAnswer;
  at: Temporal.Instant;
};

const toEvent = (row: EventRow): StoredEvent => ({
  accountId: row.account_id,
  authorizationId: row.authorization_id,
  seq: row.seq,
  kind: row.kind,
  messageId: row.message_id,
  cardId: row.card_id,
  outcome: outcomeFrom(row.outcome),
  holds: readHolds(row.holds),
  request: row.request,
  answer: row.answer,
  at: row.at,
});

export type AuthorizationKey = { readonly accountId: string; readonly authorizationId: string };

/** Events of these authorisations, in order; those that do not exist have none. */
export async function events(db: Session, keys: readonly AuthorizationKey[]): Promise<StoredEvent[]> {
  if (keys.length === 0) return [];
  const values = [uuidArray(keys.map(({ accountId }) => accountId)), uuidArray(keys.map(({ authorizationId }) => authorizationId))];
  return (await db.query<EventRow>(eventsStatement, values)).map(toEvent);
}

const insertStatement = statement(
  'authorizations_insert_events',
  `
  INSERT INTO card_authorization_events (account_id, authorization_id, seq, kind, message_id, card_id, outcome, holds, request, answer, at)
  SELECT n.*, $11::timestamptz FROM (
    SELECT r.account_id, r.authorization_id, r.seq, r.kind, r.message_id, r.card_id, r.outcome, r.holds::json, r.request::json, r.answer::json
    FROM ROWS FROM (
      unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::text[], $5::uuid[], $6::uuid[], $7::text[]),
      string_to_table($8, E'\\x1e'), string_to_table($9, E'\\x1e'), string_to_table($10, E'\\x1e'))
      AS r (account_id, authorization_id, seq, kind, message_id, card_id, outcome, holds, request, answer)) AS n`,
);

/** Values of `insertEvents`, as the texts of arrays. */
function insertValues(rows: readonly StoredEvent[], now: string): unknown[] {
  return [
    uuidArray(rows.map((row) => row.accountId)),
    uuidArray(rows.map((row) => row.authorizationId)),
    arrayText(rows.map((row) => row.seq)),
    arrayText(rows.map((row) => row.kind)),
    uuidArray(rows.map((row) => row.messageId)),
    uuidArray(rows.map((row) => row.cardId)),
    arrayText(rows.map((row) => row.outcome)),
    joined(rows.map((row) => storeHolds(row.holds))),
    joined(rows.map((row) => row.request)),
    joined(rows.map((row) => row.answer)),
    now,
  ];
}

export function sendEvents(tx: PipelinedSession, rows: readonly StoredEvent[], now: string): void {
  if (rows.length > 0) tx.send(insertStatement, insertValues(rows, now));
}

export async function insertEvents(tx: Session, rows: readonly StoredEvent[], now: string): Promise<void> {
  if (rows.length > 0) await tx.query(insertStatement, insertValues(rows, now));
}

// --- Usage and PIN.

const counterColumns = `purchase_day_count, purchase_day_sum, purchase_month_count, purchase_month_sum,
    cash_day_count, cash_day_sum, cash_month_count, cash_month_sum`;
const usageRows = `unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
    $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[]) AS n (account_id, chain_id, ${counterColumns})`;
// Two statements for what ON CONFLICT does in one: under the account's lock it is known which rows exist, and a plain update costs half.
const usageInsertStatement = statement(
  'authorizations_usage_insert',
  `INSERT INTO card_usage (account_id, chain_id, ${counterColumns}, day, month) SELECT n.*, $11::date, $12::date FROM ${usageRows}`,
);
const usageUpdateStatement = statement(
  'authorizations_usage_update',
  `
  UPDATE card_usage u SET day = $11::date, month = $12::date,
    purchase_day_count = n.purchase_day_count, purchase_day_sum = n.purchase_day_sum,
    purchase_month_count = n.purchase_month_count, purchase_month_sum = n.purchase_month_sum,
    cash_day_count = n.cash_day_count, cash_day_sum = n.cash_day_sum,
    cash_month_count = n.cash_month_count, cash_month_sum = n.cash_month_sum
  FROM ${usageRows} WHERE u.account_id = n.account_id AND u.chain_id = n.chain_id`,
);

export type UsageRow = { readonly accountId: string; readonly chainId: string; readonly usage: Usage; readonly exists: boolean };

/** Writes what lines of cards have used, as it is after the batch: one statement for each day, which is one where all have one time zone. */
export function sendUsage(tx: PipelinedSession, rows: readonly UsageRow[]): void {
  for (const [exists, of] of Map.groupBy(rows, (row) => row.exists))
    for (const own of Map.groupBy(of, ({ usage }) => usage.day).values())
      sendUsageRows(tx, exists ? usageUpdateStatement : usageInsertStatement, own);
}

function sendUsageRows(tx: PipelinedSession, statementOfRows: Statement, rows: readonly UsageRow[]): void {
  const [first] = rows;
  if (first === undefined) return;
  tx.send(statementOfRows, [
    uuidArray(rows.map((row) => row.accountId)),
    uuidArray(rows.map((row) => row.chainId)),
    bigintArray(rows.map(({ usage }) => usage.purchase.dayCount)),
    bigintArray(rows.map(({ usage }) => usage.purchase.daySum)),
    bigintArray(rows.map(({ usage }) => usage.purchase.monthCount)),
    bigintArray(rows.map(({ usage }) => usage.purchase.monthSum)),
    bigintArray(rows.map(({ usage }) => usage.cash.dayCount)),
    bigintArray(rows.map(({ usage }) => usage.cash.daySum)),
    bigintArray(rows.map(({ usage }) => usage.cash.monthCount)),
    bigintArray(rows.map(({ usage }) => usage.cash.monthSum)),
    first.usage.day,
    first.usage.month,
  ]);
}

const pinStatement = statement(
  'authorizations_pins',
  `
  UPDATE cards c SET pin_failures = p.failures, pin_status = p.status
  FROM unnest($1::uuid[], $2::smallint[], $3::text[]) AS p (id, failures, status) WHERE c.id = p.id`,
);

export type PinRow = { readonly cardId: string; readonly failures: number; readonly status: string };

export function sendPins(tx: PipelinedSession, rows: readonly PinRow[]): void {
  if (rows.length === 0) return;
  const columns = [rows.map((row) => row.cardId), rows.map((row) => row.failures), rows.map((row) => row.status)];
  tx.send(pinStatement, columns.map(arrayText));
}

const countryStatement = statement(
  'authorizations_used_in_country',
  `
  SELECT coalesce(sum((e.answer -> 'counted' ->> 'sum')::bigint), 0)::bigint AS used FROM card_authorization_events e
  WHERE e.account_id = $1 AND e.outcome = 'approved' AND e.request ->> 'country' = $2 AND e.answer -> 'counted' ->> 'day' = $3
    AND e.answer -> 'counted' ->> 'kind' = $4`,
);

/** What an account used in a country on a day, for countries that have a limit of their own. */
export async function usedInCountry(tx: Session, accountId: string, country: string, day: string, kind: string): Promise<bigint> {
  return (await tx.query<{ used: bigint }>(countryStatement, [accountId, country, day, kind]))[0]?.used ?? 0n;
}

const byElementsStatement = statement(
  'authorizations_by_elements',
  `
  SELECT DISTINCT ON (k.place) k.place, e.authorization_id
  FROM unnest($1::integer[], $2::uuid[], $3::text[], $4::text[]) AS k (place, account_id, stan, second)
  JOIN card_authorization_events e ON e.account_id = k.account_id AND e.kind IN ('request', 'advice', 'increment')
    AND e.request ->> 'stan' = k.stan AND left(e.request ->> 'transmissionAt', 19) = k.second
  ORDER BY k.place, e.at DESC`,
);

export type ElementsKey = {
  readonly place: number;
  readonly accountId: string;
  readonly stan: string;
  readonly transmissionAt: Temporal.Instant;
};

/** Authorisations whose request carried a trace id while what belongs to it has only DE 90: found among the account's events. */
export async function byElements(tx: Session, keys: readonly ElementsKey[]): Promise<Map<number, string>> {
  const rows = await tx.query<{ place: number; authorization_id: string }>(byElementsStatement, [
    keys.map(({ place }) => place),
    keys.map(({ accountId }) => accountId),
    keys.map(({ stan }) => stan),
    keys.map(({ transmissionAt }) => transmissionAt.toString({ smallestUnit: 'second' }).slice(0, 19)),
  ]);
  return new Map(rows.map(({ place, authorization_id: id }) => [place, id]));
}
