// Disputes as holders, staff and the bank's systems see them.

import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed, type CardProgrammes, type DisputeDocument } from '../card-programmes/index.ts';
import { accountsOfHolder } from '../wallets/index.ts';
import { documents, type DocumentRow } from './documents-store.ts';
import { sidesOfLoss } from './loss.ts';
import { missingDocuments } from './rules/documents.ts';
import type { Part } from './rules/liability.ts';
import { isReportedLate } from './rules/write-off.ts';
import * as store from './store.ts';
import type { ActRow, DisputeRow, QueueFilter } from './store.ts';

export type DisputeView = {
  readonly dispute: DisputeRow;
  readonly parts: readonly Part[];
  readonly documents: readonly DocumentRow[];
  /** What the form still needs. */
  readonly missing: readonly DisputeDocument[];
  readonly history: readonly ActRow[];
  readonly sides: Awaited<ReturnType<typeof sidesOfLoss>>;
  /** PC-32: told later after the SMS than the programme allows. */
  readonly reportedLate: boolean;
};

type Where = { readonly database: Session; readonly cardProgrammes: CardProgrammes };

/** A dispute with all that belongs to it; with a holder only where it is theirs. */
export async function disputeView(context: Where, id: string, now: Temporal.Instant, holderId?: string): Promise<DisputeView | undefined> {
  const { database, cardProgrammes } = context;
  const dispute = await store.one(database, id);
  if (dispute === undefined || (holderId !== undefined && dispute.customerId !== holderId)) return undefined;
  const programme = cardProgrammeNamed(cardProgrammes, dispute.programme);
  const found = await documents(database, id);
  return {
    dispute,
    parts: (await store.parts(database, [id])).get(id) ?? [],
    documents: found,
    missing: missingDocuments(
      programme.disputes.documents[dispute.reason],
      found.map(({ kind }) => kind),
    ),
    history: await store.acts(database, id),
    sides: await sidesOfLoss(database, dispute, now),
    reportedLate: isReportedLate(dispute, programme.disputes.fraudReportDaysAfterSms),
  };
}

export type DisputeSummary = { readonly dispute: DisputeRow; readonly parts: readonly Part[] };

async function withParts(db: Session, rows: readonly DisputeRow[]): Promise<DisputeSummary[]> {
  const parts = await store.parts(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((dispute) => ({ dispute, parts: parts.get(dispute.id) ?? [] }));
}

type Page = { readonly before: string | null; readonly limit: number };

/** Disputes of all accounts of a holder, newest first. */
export async function disputesOfHolder(db: Session, customerId: string, page: Page): Promise<DisputeSummary[]> {
  const accounts = (await accountsOfHolder(db, customerId)).map(({ id }) => id);
  return accounts.length === 0 ? [] : await withParts(db, await store.ofAccounts(db, accounts, page.before, page.limit));
}

/** Disputes of one account, newest first. */
export async function disputesOfAccount(db: Session, accountId: string, page: Page): Promise<DisputeSummary[]> {
  return await withParts(db, await store.ofAccounts(db, [accountId], page.before, page.limit));
}

/** The queue of those who work on disputes, newest first; drafts are not in it. */
export async function disputeQueue(db: Session, filter: QueueFilter, page: Page): Promise<DisputeSummary[]> {
  return await withParts(db, await store.queue(db, filter, page.before, page.limit));
}
