// SQL of posted transactions: rows that never change.

import type { Currency } from '../../kernel/money.ts';
import { statement, type Session } from '../../postgres/database.ts';
import { currencyOf } from './store.ts';
import type { CardTransaction, NewTransaction, TransactionKind, Verification } from './types.ts';

// Positions are given in the order of the rows, so that pages show them in it.
const given = Array.from({ length: 33 }, (_, index) => `v${index + 1}`);
const insertStatement = statement(
  'wallets_insert_transactions',
  `
  INSERT INTO card_transactions (account_id, id, part, card_id, kind, detail, wallet_currency, amount, vat_amount, vat_ppm,
    original_amount, original_currency, rate_numerator, rate_denominator, rate_source, rate_at, mark_up_ppm, merchant_name, merchant_id,
    terminal_id, mcc, city, country, verification, entry_mode, dynamic_conversion, authorization_id, parent_id, network_reference,
    terms_version, fee_version, hold_policy_version, occurred_at, posted_at, posted_on)
  SELECT ${given.map((name) => `n.${name}`).join(', ')}, $34::timestamptz, ($34::timestamptz AT TIME ZONE c.time_zone)::date
  FROM unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[],
    $10::integer[], $11::bigint[], $12::text[], $13::numeric[], $14::numeric[], $15::text[], $16::timestamptz[], $17::integer[], $18::text[],
    $19::text[], $20::text[], $21::text[], $22::text[], $23::text[], $24::text[], $25::text[], $26::jsonb[], $27::uuid[], $28::uuid[],
    $29::text[], $30::text[], $31::text[], $32::text[], $33::timestamptz[]) WITH ORDINALITY AS n (${given.join(', ')}, place)
  JOIN card_accounts c ON c.id = n.v1
  ORDER BY n.place`,
);

const knownStatement = statement(
  'wallets_known_transactions',
  `
  SELECT t.account_id, t.id, t.part FROM unnest($1::uuid[], $2::uuid[], $3::smallint[]) AS k (account_id, id, part)
  JOIN card_transactions t ON t.account_id = k.account_id AND t.id = k.id AND t.part = k.part`,
);

/** Which of these are posted already, as 'account id part'. */
export async function known(tx: Session, keys: readonly { accountId: string; id: string; part: number }[]): Promise<ReadonlySet<string>> {
  const columns = [keys.map(({ accountId }) => accountId), keys.map(({ id }) => id), keys.map(({ part }) => part)];
  const rows = await tx.query<{ account_id: string; id: string; part: number }>(knownStatement, columns);
  return new Set(rows.map(({ account_id: account, id, part }) => `${account} ${id} ${part}`));
}

export async function insert(tx: Session, rows: readonly NewTransaction[], now: Temporal.Instant): Promise<void> {
  await tx.query(insertStatement, [
    rows.map((row) => row.accountId),
    rows.map((row) => row.id),
    rows.map((row) => row.part ?? 0),
    rows.map((row) => row.cardId ?? null),
    rows.map((row) => row.kind),
    rows.map((row) => row.detail ?? ''),
    rows.map((row) => row.walletCurrency),
    rows.map((row) => row.amount),
    rows.map((row) => row.vatAmount ?? 0n),
    rows.map((row) => row.vatPpm ?? 0),
    rows.map((row) => row.originalAmount ?? null),
    rows.map((row) => row.originalCurrency ?? null),
    rows.map((row) => row.rate?.rate.numerator ?? null),
    rows.map((row) => row.rate?.rate.denominator ?? null),
    rows.map((row) => row.rate?.source ?? null),
    rows.map((row) => row.rate?.at ?? null),
    rows.map((row) => row.rate?.markUpPpm ?? 0),
    rows.map((row) => row.merchantName ?? ''),
    rows.map((row) => row.merchantId ?? null),
    rows.map((row) => row.terminalId ?? null),
    rows.map((row) => row.mcc ?? null),
    rows.map((row) => row.city ?? null),
    rows.map((row) => row.country ?? null),
    rows.map((row) => row.verification ?? null),
    rows.map((row) => row.entryMode ?? null),
    rows.map((row) => (row.dynamicConversion === undefined ? null : JSON.stringify(row.dynamicConversion))),
    rows.map((row) => row.authorizationId ?? null),
    rows.map((row) => row.parentId ?? null),
    rows.map((row) => row.networkReference ?? null),
    rows.map((row) => row.termsVersion),
    rows.map((row) => row.feeVersion ?? null),
    rows.map((row) => row.holdPolicyVersion ?? null),
    rows.map((row) => row.occurredAt),
    now,
  ]);
}

const columns = `t.account_id, t.id, t.part, t.card_id, t.kind, t.detail, t.wallet_currency, t.amount, t.vat_amount, t.vat_ppm, t.original_amount,
  t.original_currency, t.rate_numerator::text, t.rate_denominator::text, t.rate_source, t.rate_at, t.mark_up_ppm, t.merchant_name, t.merchant_id,
  t.terminal_id, t.mcc, t.city, t.country, t.verification, t.entry_mode, t.dynamic_conversion, t.authorization_id, t.parent_id,
  t.network_reference, t.terms_version, t.fee_version, t.hold_policy_version, t.occurred_at, t.posted_at, t.posted_on, t.position`;

const pageStatement = statement(
  'wallets_transactions',
  `
  SELECT ${columns} FROM card_transactions t
  WHERE t.account_id = $1 AND t.position < $2 AND ($3::date IS NULL OR t.posted_on >= $3) AND ($4::date IS NULL OR t.posted_on <= $4)
    AND ($5::uuid IS NULL OR t.card_id = $5)
  ORDER BY t.position DESC LIMIT $6`,
);
const oneStatement = statement(
  'wallets_transaction',
  `
  SELECT ${columns} FROM card_transactions t WHERE t.id = $1 AND ($2::uuid IS NULL OR t.account_id = $2) ORDER BY t.part LIMIT 1`,
);
const ofAuthorizationStatement = statement(
  'wallets_of_authorization',
  `
  SELECT ${columns} FROM card_transactions t WHERE t.account_id = $1 AND t.authorization_id = $2 ORDER BY t.position`,
);
const relatedStatement = statement(
  'wallets_related_transactions',
  `
  SELECT ${columns} FROM card_transactions t WHERE t.account_id = $1 AND (t.id = $2 OR t.parent_id = $2) ORDER BY t.position`,
);

type Row = {
  account_id: string;
  id: string;
  part: number;
  card_id: string | null;
  kind: TransactionKind;
  detail: string;
  wallet_currency: string;
  amount: bigint;
  vat_amount: bigint;
  vat_ppm: number;
  original_amount: bigint | null;
  original_currency: string | null;
  rate_numerator: string | null;
  rate_denominator: string | null;
  rate_source: string | null;
  rate_at: Temporal.Instant | null;
  mark_up_ppm: number;
  merchant_name: string;
  merchant_id: string | null;
  terminal_id: string | null;
  mcc: string | null;
  city: string | null;
  country: string | null;
  verification: Verification | null;
  entry_mode: string | null;
  dynamic_conversion: Record<string, unknown> | null;
  authorization_id: string | null;
  parent_id: string | null;
  network_reference: string | null;
  terms_version: string;
  fee_version: string | null;
  hold_policy_version: string | null;
  occurred_at: Temporal.Instant;
  posted_at: Temporal.Instant;
  posted_on: string;
  position: bigint;
};

function toTransaction(row: Row): CardTransaction {
  const walletCurrency = currencyOf(row.wallet_currency);
  const originalCurrency: Currency | null = row.original_currency === null ? null : currencyOf(row.original_currency);
  return {
    accountId: row.account_id,
    id: row.id,
    part: row.part,
    cardId: row.card_id,
    kind: row.kind,
    detail: row.detail,
    walletCurrency,
    amount: row.amount,
    vatAmount: row.vat_amount,
    vatPpm: row.vat_ppm,
    originalAmount: row.original_amount,
    originalCurrency,
    rate:
      row.rate_numerator === null || row.rate_denominator === null || originalCurrency === null
        ? null
        : { from: originalCurrency, to: walletCurrency, numerator: BigInt(row.rate_numerator), denominator: BigInt(row.rate_denominator) },
    rateSource: row.rate_source,
    rateAt: row.rate_at,
    markUpPpm: row.mark_up_ppm,
    merchantName: row.merchant_name,
    merchantId: row.merchant_id,
    terminalId: row.terminal_id,
    mcc: row.mcc,
    city: row.city,
    country: row.country,
    verification: row.verification,
    entryMode: row.entry_mode,
    dynamicConversion: row.dynamic_conversion,
    authorizationId: row.authorization_id,
    parentId: row.parent_id,
    networkReference: row.network_reference,
    termsVersion: row.terms_version,
    feeVersion: row.fee_version,
    holdPolicyVersion: row.hold_policy_version,
    occurredAt: row.occurred_at,
    postedAt: row.posted_at,
    postedOn: row.posted_on,
    cursor: row.position.toString(),
  };
}

export async function page(
  db: Session,
  accountId: string,
  wanted: { before: bigint; from: string | null; to: string | null; cardId: string | null; limit: number },
): Promise<CardTransaction[]> {
  const values = [accountId, wanted.before, wanted.from, wanted.to, wanted.cardId, wanted.limit];
  return (await db.query<Row>(pageStatement, values)).map(toTransaction);
}

export async function one(db: Session, accountId: string | null, id: string): Promise<CardTransaction | undefined> {
  return (await db.query<Row>(oneStatement, [id, accountId])).map(toTransaction)[0];
}

export async function ofAuthorization(db: Session, accountId: string, authorizationId: string): Promise<CardTransaction[]> {
  return (await db.query<Row>(ofAuthorizationStatement, [accountId, authorizationId])).map(toTransaction);
}

export async function related(db: Session, accountId: string, id: string): Promise<CardTransaction[]> {
  return (await db.query<Row>(relatedStatement, [accountId, id])).map(toTransaction);
}
