// SQL of applications: who applied, what established the identity, what was consented to.

import { statement, type Session } from '../../postgres/database.ts';
import type { SealedColumn } from '../keys/index.ts';
import type { Application, ApplicationChannel, Consent, IdentityCheckRow, IdentityStep } from './application.ts';

const columns = `id, programme, product, customer_id AS "customerId", account_id AS "accountId", card_id AS "cardId", channel, actor,
  document_kind AS "documentKind", document_issuer AS "documentIssuer", document_expires_on AS "documentExpiresOn",
  mrz_verified AS "mrzVerified", terms_version AS "termsVersion", status, applied_at AS "appliedAt", applied_on AS "appliedOn",
  established_at AS "establishedAt"`;

const byId = statement('card_application', `SELECT ${columns} FROM card_applications WHERE id = $1`);

export async function application(db: Session, id: string): Promise<Application | undefined> {
  return (await db.query<Application>(byId, [id]))[0];
}

const byAccount = statement('card_application_of_account', `SELECT ${columns} FROM card_applications WHERE account_id = $1`);

export async function applicationOfAccount(db: Session, accountId: string): Promise<Application | undefined> {
  return (await db.query<Application>(byAccount, [accountId]))[0];
}

const ofCustomer = statement(
  'card_applications_of_customer',
  `SELECT ${columns} FROM card_applications WHERE customer_id = $1 ORDER BY applied_at DESC, id DESC LIMIT 50`,
);

/** Newest first, at most 50. */
export async function applicationsOf(db: Session, customerId: string): Promise<Application[]> {
  return await db.query<Application>(ofCustomer, [customerId]);
}

const waitingPage = statement(
  'card_applications_waiting',
  `SELECT ${columns} FROM card_applications WHERE programme = ANY ($1::text[]) AND status = 'waiting' AND ($2::uuid IS NULL OR id > $2)
   ORDER BY id LIMIT $3`,
);

/** Applications whose identity is not established, oldest first. */
export async function waitingApplications(
  db: Session,
  programmes: readonly string[],
  afterId: string | null,
  limit: number,
): Promise<Application[]> {
  return await db.query<Application>(waitingPage, [programmes, afterId, limit]);
}

const byRequest = statement(
  'card_application_by_request',
  `SELECT id, request_digest AS digest FROM card_applications WHERE actor = $1 AND request_key = $2`,
);

/** The application that a request made before. */
export async function applicationOfRequest(
  db: Session,
  actor: string,
  key: string,
): Promise<{ id: string; digest: Uint8Array } | undefined> {
  return (await db.query<{ id: string; digest: Uint8Array }>(byRequest, [actor, key]))[0];
}

const lockRequest = statement('card_application_lock', `SELECT pg_advisory_xact_lock(hashtextextended($1, 41))`);

/** Requests of one customer or new person come one after the other; released at the end of the transaction. */
export async function lockApplicant(tx: Session, whose: string): Promise<void> {
  await tx.query(lockRequest, [whose]);
}

const waitingOne = statement(
  'card_application_waiting_one',
  `SELECT id FROM card_applications WHERE programme = $1 AND product = $2 AND customer_id = $3 AND status = 'waiting'`,
);

export async function hasWaiting(tx: Session, programme: string, product: string, customerId: string): Promise<boolean> {
  return (await tx.query(waitingOne, [programme, product, customerId])).length > 0;
}

const insert = statement(
  'card_application_insert',
  `INSERT INTO card_applications (id, programme, product, customer_id, account_id, card_id, channel, actor, document_kind, document_issuer,
     document_number_sealed, document_number_digest, document_expires_on, mrz_verified, terms_version, status, applied_at, applied_on,
     established_at, request_key, request_digest)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
);

export type NewApplicationRow = Application & {
  readonly documentNumberSealed: Uint8Array;
  readonly documentNumberDigest: Uint8Array;
  readonly request: { readonly key: string; readonly digest: Uint8Array };
};

export async function insertApplication(tx: Session, row: NewApplicationRow): Promise<void> {
  await tx.query(insert, [
    row.id,
    row.programme,
    row.product,
    row.customerId,
    row.accountId,
    row.cardId,
    row.channel,
    row.actor,
    row.documentKind,
    row.documentIssuer,
    row.documentNumberSealed,
    row.documentNumberDigest,
    row.documentExpiresOn,
    row.mrzVerified,
    row.termsVersion,
    row.status,
    row.appliedAt,
    row.appliedOn,
    row.establishedAt,
    row.request.key,
    row.request.digest,
  ]);
}

const digestOf = statement('card_application_digest', `SELECT document_number_digest AS digest FROM card_applications WHERE id = $1`);

/** Digest of the document's number; null once it was erased. */
export async function documentDigestOf(db: Session, id: string): Promise<Uint8Array | null> {
  return (await db.query<{ digest: Uint8Array | null }>(digestOf, [id]))[0]?.digest ?? null;
}

const checkInsert = statement(
  'card_identity_check_insert',
  `INSERT INTO card_identity_checks (application_id, kind, actor, note, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING kind`,
);

/** False where that check was recorded before. */
export async function insertCheck(tx: Session, applicationId: string, check: IdentityCheckRow): Promise<boolean> {
  return (await tx.query(checkInsert, [applicationId, check.kind, check.actor, check.note, check.at])).length === 1;
}

const checks = statement(
  'card_identity_checks',
  `SELECT kind, actor, note, at FROM card_identity_checks WHERE application_id = $1 ORDER BY at, kind`,
);

export async function checksOf(db: Session, applicationId: string): Promise<IdentityCheckRow[]> {
  return await db.query<IdentityCheckRow>(checks, [applicationId]);
}

const establish = statement(
  'card_application_establish',
  `UPDATE card_applications SET status = 'established', established_at = $2 WHERE id = $1 AND status = 'waiting' RETURNING id`,
);

export async function establishApplication(tx: Session, id: string, now: Temporal.Instant): Promise<boolean> {
  return (await tx.query(establish, [id, now])).length === 1;
}

const withdraw = statement(
  'card_application_withdraw',
  `UPDATE card_applications SET status = 'withdrawn' WHERE id = $1 AND status = 'waiting' RETURNING id`,
);

export async function withdrawApplicationRow(tx: Session, id: string): Promise<boolean> {
  return (await tx.query(withdraw, [id])).length === 1;
}

const consentInsert = statement(
  'card_consents_insert',
  `INSERT INTO card_consents (account_id, use, at, given, channel, actor)
   SELECT $1, use, $2, given, $3, $4 FROM unnest($5::text[], $6::boolean[]) AS new (use, given)`,
);

export async function insertConsents(
  tx: Session,
  accountId: string,
  given: { readonly consents: Readonly<Record<string, boolean>>; readonly channel: ApplicationChannel; readonly actor: string },
  now: Temporal.Instant,
): Promise<void> {
  const uses = Object.keys(given.consents);
  await tx.query(consentInsert, [accountId, now, given.channel, given.actor, uses, uses.map((use) => given.consents[use])]);
}

const consents = statement(
  'card_consents',
  `SELECT DISTINCT ON (use) use, given, at, channel FROM card_consents WHERE account_id = $1 ORDER BY use, at DESC`,
);

/** The newest answer to each use of data. */
export async function consentsOf(db: Session, accountId: string): Promise<Consent[]> {
  return await db.query<Consent>(consents, [accountId]);
}

const demandInsert = statement(
  'card_identity_demand_insert',
  `INSERT INTO card_identity_demands (id, account_id, step, reason, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT DO NOTHING RETURNING id`,
);

/** False where a proof for that step is waited for already. */
export async function insertDemand(
  tx: Session,
  demand: { id: string; accountId: string; step: IdentityStep; reason: string; actor: string },
  now: Temporal.Instant,
): Promise<boolean> {
  return (await tx.query(demandInsert, [demand.id, demand.accountId, demand.step, demand.reason, demand.actor, now])).length === 1;
}

const demands = statement(
  'card_identity_demands',
  `SELECT step FROM card_identity_demands WHERE account_id = $1 AND met_at IS NULL ORDER BY step`,
);

export async function openDemands(db: Session, accountId: string): Promise<IdentityStep[]> {
  return (await db.query<{ step: IdentityStep }>(demands, [accountId])).map(({ step }) => step);
}

const demandsMeet = statement(
  'card_identity_demands_meet',
  `UPDATE card_identity_demands SET met_by = $2, met_at = $3 WHERE account_id = $1 AND met_at IS NULL RETURNING step`,
);

export async function meetDemands(tx: Session, accountId: string, actor: string, now: Temporal.Instant): Promise<number> {
  return (await tx.query(demandsMeet, [accountId, actor, now])).length;
}

/** What a rotation of the keys has to seal again. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'card_applications',
    column: 'document_number_sealed',
    id: 'id',
    ownerColumns: ['customer_id'],
    ownerOf: (row) => ({ tenant: 'card-applications', customer: String(row['customer_id']), row: row.id, column: 'document_number' }),
  },
];

const erase = statement(
  'card_applications_erase',
  `UPDATE card_applications SET document_number_sealed = NULL, document_number_digest = NULL WHERE account_id = ANY ($1::uuid[])`,
);

/** Erases the numbers of documents, at the end of their time (PC-40). */
export async function eraseDocuments(tx: Session, accountIds: readonly string[]): Promise<void> {
  await tx.query(erase, [accountIds]);
}
