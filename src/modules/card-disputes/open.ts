// What the holder does: disputes a transaction, adds documents, hands the form in, withdraws, asks for the slip.

import { createHash } from 'node:crypto';

import { dayAt } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { RolledBack, type Session } from '../../postgres/database.ts';
import { cardProgrammeNamed, type CardProgramme, type DisputeDocument, type DisputeReason } from '../card-programmes/index.ts';
import { chargeFees } from '../card-fees/index.ts';
import { card } from '../cards/index.ts';
import { smsSentAt } from '../messaging/index.ts';
import { accountOf, lockAccounts, relatedTransactions, type CardAccount, type CardTransaction } from '../wallets/index.ts';
import { changeDispute, stateOf, write, type By, type Working, type Written } from './change.ts';
import type { DisputesContext } from './context.ts';
import * as documentsStore from './documents-store.ts';
import { firstNoticeOf, judgeLoss, type LossRefusal } from './loss.ts';
import { slipFeeId } from './money.ts';
import { isCardPresent, judgeDisputable, partsOf, type DisputableRefusal } from './rules/disputable.ts';
import { submit, withdraw } from './rules/decide.ts';
import { judgeDocument, missingDocuments, type DocumentRefusal } from './rules/documents.ts';
import type { Part } from './rules/liability.ts';
import { statementDayOf, windowEndsAt } from './rules/window.ts';
import { documentOwner } from './sealed-columns.ts';
import * as store from './store.ts';
import type { DisputeRow } from './store.ts';

export type NewDispute = {
  readonly id: string;
  readonly accountId: string;
  readonly transactionId: string;
  readonly reason: DisputeReason;
  /** What the holder writes: 1 to 2,000 characters, no card number. */
  readonly statement: string;
  /** Less than the whole, in minor units of the wallet: a surcharge, a wrong amount. */
  readonly amount?: bigint;
  /** Kept as a draft until it is handed in. */
  readonly draft?: boolean;
};

export type OpenRefusal =
  | DisputableRefusal
  | LossRefusal
  | 'account-unknown'
  | 'dispute-running'
  | 'dispute-not-draft'
  | 'idempotency-key-reused';

type Changed = { row: DisputeRow; parts: Part[] };

/** Until when the transaction can be disputed (PC-29). */
export function windowOf(programme: CardProgramme, transaction: Pick<CardTransaction, 'occurredAt' | 'postedOn'>): Temporal.Instant {
  const statementDay = statementDayOf(programme.statements.dayOfMonth, Temporal.PlainDate.from(transaction.postedOn));
  return windowEndsAt(programme.disputes, programme.timeZone, { occurredAt: transaction.occurredAt, statementDay });
}

/** What is known of the report when the form is handed in (PC-32): the SMS about the transaction, and the first word of the holder. */
async function reportFacts(tx: Session, row: DisputeRow, now: Temporal.Instant): Promise<Pick<DisputeRow, 'smsSentAt' | 'reportedAt'>> {
  const posted = await relatedTransactions(tx, row.accountId, row.transactionId);
  const authorizationId = posted.find(({ id }) => id === row.transactionId)?.authorizationId;
  const references = [row.transactionId, ...(authorizationId == null ? [] : [authorizationId])];
  const carrier = row.cardId === null ? undefined : (await card(tx, row.cardId))?.customerId;
  return {
    smsSentAt: await smsSentAt(tx, carrier === undefined ? [row.customerId] : [row.customerId, carrier], references),
    reportedAt: (await firstNoticeOf(tx, row)) ?? now,
  };
}

async function missingOf(tx: Session, row: DisputeRow, programme: CardProgramme): Promise<DisputeDocument[]> {
  const present = (await documentsStore.documents(tx, row.id)).map(({ kind }) => kind);
  return missingDocuments(programme.disputes.documents[row.reason], present);
}

/** Hands in a form: judged again, since days may have passed since the draft. */
async function handIn(working: Working, now: Temporal.Instant): Promise<Outcome<Written, OpenRefusal>> {
  const { tx, row, programme } = working;
  if (row.status !== 'draft') return refused('dispute-not-draft');
  if (Temporal.Instant.compare(now, row.windowEndsAt) >= 0)
    return refused('dispute-window-over', { lastDay: dayAt(programme.timeZone, row.windowEndsAt.subtract({ nanoseconds: 1 })).toString() });
  const loss = await judgeLoss(tx, row, now);
  if (loss.kind === 'refused') return loss;
  const submitted = submit(stateOf(row), (await missingOf(tx, row, programme)).length);
  if (submitted.kind === 'refused') return submitted;
  return done({ change: submitted.value, columns: await reportFacts(tx, row, now) });
}

async function place(
  tx: Session,
  dispute: NewDispute,
  account: CardAccount,
  programme: CardProgramme,
  now: Temporal.Instant,
): Promise<Outcome<Changed, OpenRefusal>> {
  const posted = await relatedTransactions(tx, account.id, dispute.transactionId);
  const earlier = await store.ofTransaction(tx, account.id, dispute.transactionId);
  const endsAt = posted[0] === undefined ? now : windowOf(programme, posted.find(({ id }) => id === dispute.transactionId) ?? posted[0]);
  const judged = judgeDisputable({ ...dispute, posted, earlier, endsAt, timeZone: programme.timeZone }, now);
  if (judged.kind === 'refused') return judged;
  const transaction = judged.value;
  const parts = partsOf(posted, dispute);
  const row = {
    id: dispute.id,
    programme: programme.programme,
    accountId: account.id,
    transactionId: dispute.transactionId,
    cardId: transaction.cardId,
    customerId: account.customerId,
    reason: dispute.reason,
    statement: dispute.statement.trim(),
    occurredAt: transaction.occurredAt,
    postedOn: transaction.postedOn,
    cardPresent: isCardPresent(transaction),
    merchantName: transaction.merchantName,
    windowEndsAt: endsAt,
  };
  if (!(await store.insert(tx, row, now))) return refused('dispute-running');
  await store.writeParts(tx, row.id, parts);
  return done({ row: await store.lock(tx, row.id), parts });
}

/**
 * PC-29: disputes a transaction. Refusals in order: `account-unknown`, those of `judgeDisputable` (window, kind, amount, words),
 * `dispute-running`, those of the loss file. Complete forms are open at once, others wait for their documents.
 * The same id again is answered with the dispute as it stands, or `idempotency-key-reused` where it asks for something else.
 * @param wanted.holderId where the holder asks: only their own account
 */
export async function openDispute(
  context: DisputesContext,
  dispute: NewDispute,
  wanted: { readonly holderId?: string; readonly by: By },
  now: Temporal.Instant,
): Promise<Outcome<Changed, OpenRefusal>> {
  return await context.database.transaction<Outcome<Changed, OpenRefusal>>(async (tx) => {
    await lockAccounts(tx, [dispute.accountId]);
    const account = await accountOf(tx, dispute.accountId);
    if (account === undefined || (wanted.holderId !== undefined && account.customerId !== wanted.holderId))
      return refused('account-unknown');
    const programme = cardProgrammeNamed(context.cardProgrammes, account.programme);
    const before = await store.one(tx, dispute.id);
    if (before !== undefined) {
      const isSame = before.transactionId === dispute.transactionId && before.reason === dispute.reason && before.accountId === account.id;
      if (!isSame) return refused('idempotency-key-reused');
      return done({ row: before, parts: (await store.parts(tx, [before.id])).get(before.id) ?? [] });
    }
    const placed = await place(tx, dispute, account, programme, now);
    if (placed.kind === 'refused') return placed;
    const working = { tx, account, programme, ...placed.value };
    const opened = await write(context, working, { change: { act: 'opened' }, data: sumsOf(placed.value.parts) }, wanted.by, now);
    if (dispute.draft === true) return done(opened);
    const handed = await handIn({ ...working, ...opened }, now);
    if (handed.kind === 'refused') throw new RolledBack(handed);
    return done(await write(context, { ...working, ...opened }, handed.value, wanted.by, now));
  });
}

/** The disputed sums by currency, in minor units, as the history keeps them. */
function sumsOf(parts: readonly Part[]): Record<string, string> {
  return Object.fromEntries(parts.map(({ part, role, currency, original }) => [`${role}-${part}`, `${original} ${currency}`]));
}

type Whose = { readonly disputeId: string; readonly holderId?: string; readonly by: By };

/** Hands in a draft. */
export async function submitDispute(
  context: DisputesContext,
  whose: Whose,
  now: Temporal.Instant,
): Promise<Outcome<Changed, OpenRefusal | 'dispute-unknown'>> {
  return await changeDispute<OpenRefusal>(context, whose, now, async (working) => await handIn(working, now));
}

export type NewDocument = { readonly kind: DisputeDocument; readonly fileName: string; readonly bytes: Uint8Array };

/**
 * Adds a document, sealed for this dispute alone. The last one that was missing opens it. The same bytes again change nothing.
 * Refusals: `dispute-unknown`, `dispute-closed`, `document-*`, `too-many-documents`.
 */
export async function addDocument(
  context: DisputesContext,
  whose: Whose & { readonly document: NewDocument },
  now: Temporal.Instant,
): Promise<Outcome<Changed & { documentId: string }, DocumentRefusal | 'dispute-unknown' | 'dispute-closed' | 'document-known'>> {
  const documentId = context.newId();
  type Refusal = DocumentRefusal | 'dispute-closed' | 'document-known';
  const changed = await changeDispute<Refusal>(context, whose, now, async ({ tx, row, programme }) => {
    if (row.status === 'closed') return refused('dispute-closed');
    const { kind, fileName, bytes } = whose.document;
    const already = (await documentsStore.documents(tx, row.id)).length;
    const judged = judgeDocument(programme.disputes, bytes, already);
    if (judged.kind === 'refused') return judged;
    const digest = createHash('sha256').update(bytes).digest();
    const document = { id: documentId, kind, fileName: nameOf(fileName), mediaType: judged.value, size: bytes.length, digest };
    const sealed = context.keys.seal(documentOwner(row.id, documentId), bytes);
    if (!(await documentsStore.insert(tx, row.id, { ...document, addedBy: whose.by.actor, addedAt: now }, sealed)))
      return refused('document-known');
    const data = { documentId, kind, digest: digest.toString('hex') };
    if (row.status !== 'incomplete') return done({ change: { act: 'document-added' as const }, data });
    const submitted = submit(stateOf(row), (await missingOf(tx, row, programme)).length);
    if (submitted.kind === 'refused') throw new Error('bug: a dispute that waits for documents takes none');
    return done({ change: submitted.value, data });
  });
  return changed.kind === 'refused' ? changed : done({ ...changed.value, documentId });
}

/** A file name as it may stand in a list: no folders, no control characters, at most 120. */
const nameOf = (fileName: string): string =>
  fileName
    .replace(/[\p{Cc}\p{Cf}/\\]+/gu, ' ')
    .trim()
    .slice(0, 120) || 'document';

/** The bytes of a document, opened; undefined where the dispute has no such document. */
export async function documentOf(
  context: DisputesContext,
  disputeId: string,
  documentId: string,
): Promise<(documentsStore.DocumentRow & { bytes: Uint8Array }) | undefined> {
  const document = await documentsStore.content(context.database, disputeId, documentId);
  if (document === undefined) return undefined;
  return { ...document, bytes: context.keys.open(documentOwner(disputeId, documentId), document.content) };
}

export async function withdrawDispute(
  context: DisputesContext,
  whose: Whose,
  now: Temporal.Instant,
): Promise<Outcome<Changed, 'dispute-unknown' | 'dispute-closed'>> {
  return await changeDispute<'dispute-closed'>(context, whose, now, ({ row }) => {
    const withdrawn = withdraw(stateOf(row));
    return withdrawn.kind === 'refused' ? withdrawn : done({ change: withdrawn.value });
  });
}

/**
 * PC-31: asks the acquirer for the slip; each request costs the fee of the schedule, which comes back only with a favourable end.
 * @param whose.request the caller's id of the request: the same again costs nothing
 */
export async function requestSlip(
  context: DisputesContext,
  whose: Whose & { readonly request: string },
  now: Temporal.Instant,
): Promise<Outcome<Changed, 'dispute-unknown' | 'dispute-closed'>> {
  return await changeDispute<'dispute-closed'>(context, whose, now, async ({ tx, row }) => {
    const { request } = whose;
    if ((await store.acts(tx, row.id)).some(({ act, data }) => act === 'slip-requested' && data['request'] === request))
      return done('unchanged');
    if (row.status === 'closed') return refused('dispute-closed');
    const number = row.slipRequests + 1;
    const [fee] = await chargeFees(
      tx,
      context,
      [
        {
          id: slipFeeId(row.id, number),
          accountId: row.accountId,
          ...(row.cardId === null ? {} : { cardId: row.cardId }),
          fee: 'retrieval',
          parentId: row.transactionId,
          reference: row.id,
          occurredAt: now,
        },
      ],
      now,
    );
    const data = { request, number: String(number), fee: fee === undefined ? '0' : `${fee.total.minor} ${fee.total.currency}` };
    return done({ change: { act: 'slip-requested' as const }, columns: { slipRequests: number }, data });
  });
}
