// What staff and the bank's systems do around cards, from what a request says to the module's acts. What is another bank's is unknown here.

import type { Static } from 'typebox';

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import {
  addToFile,
  claimDestruction,
  confirmDestruction,
  confirmInWriting,
  contactChannels,
  destructionWays,
  lossReport,
  lossReportsPage,
  logContactAttempt,
  noticeEnding,
  reportLoss,
} from '../../modules/card-care/index.ts';
import { topicOfCardAccount } from './bank/cards.ts';
import {
  attemptAnswer,
  channelOf,
  destructionAnswer,
  documentOfNotice,
  endingAnswer,
  lossKindOf,
  lossReportAnswer,
  payToOf,
} from './card-care-answers.ts';
import type { CardDeps } from './card-deps.ts';
import { cardAccountOfDoor, cardOfDoor, cardProgrammeNames, lossReportOfDoor } from './card-scope.ts';
import type * as contract from './contracts/card-care.ts';
import { idInCursor, toPage } from './cursor.ts';
import type { ProblemReason } from './problems/table.ts';

type Answered<Answer> = Promise<Outcome<Answer, ProblemReason>>;

/** PC-34: a holder reported a card to staff or to another system of the bank. */
export async function takeLossReport(
  deps: CardDeps,
  body: Static<typeof contract.LossReportFor>,
  actor: string,
): Answered<Static<typeof contract.LossReportAnswer>> {
  const { database, cards, clock, events } = deps;
  const { cardId, kind, channel, happenedAt, reference } = body;
  const found = await cardOfDoor(deps, cardId);
  if (found === undefined) return refused('card-unknown');
  const now = clock.now();
  const wish = {
    cardId,
    kind: lossKindOf(kind),
    channel: channelOf(channel),
    actor,
    ...(happenedAt === undefined ? {} : { happenedAt: Temporal.Instant.from(happenedAt) }),
    ...(reference === undefined ? {} : { writtenNotice: documentOfNotice(body) }),
  };
  const outcome = await reportLoss(cards, wish, now);
  if (outcome.kind === 'refused') return outcome;
  events.publish(topicOfCardAccount(found.accountId));
  return done(await lossReportAnswer(database, outcome.value, now, true));
}

/** One page of loss files, newest first. @param wanted.unconfirmed only those without a written notice */
export async function reportsPage(
  deps: CardDeps,
  wanted: { readonly cursor?: string; readonly limit?: number; readonly unconfirmed: boolean },
): Answered<Static<typeof contract.LossReportList>> {
  const { database, clock } = deps;
  const { cursor, limit = 25, unconfirmed } = wanted;
  const beforeId = idInCursor(cursor);
  if (beforeId === undefined) return refused('cursor-unknown');
  const now = clock.now();
  const rows = await lossReportsPage(database, { programmes: cardProgrammeNames(deps), beforeId, unconfirmed, limit: limit + 1 });
  const page = toPage(rows, limit, ({ id }) => [id]);
  const reports = await Promise.all(page.rows.map(async (one) => await lossReportAnswer(database, one, now, true)));
  return done({ reports, ...(page.next === undefined ? {} : { next: page.next }) });
}

const addedKinds = ['police', 'found', 'late-notice', 'neglect', 'unsigned'] as const;
const findings: readonly string[] = ['late-notice', 'neglect', 'unsigned'];

/** PC-50: a written notice, or anything else that belongs into a loss file; a finding is nothing without its reason. */
export async function addEntry(
  deps: CardDeps,
  reportId: string,
  body: Static<typeof contract.LossEntryFor>,
  actor: string,
): Answered<Static<typeof contract.LossReportAnswer>> {
  const { database, cards, clock } = deps;
  const found = await lossReportOfDoor(deps, reportId);
  if (found === undefined) return refused('report-unknown');
  if (findings.includes(body.kind) && body.reason === undefined) return refused('invalid-request', { field: 'body/reason' });
  const now = clock.now();
  const at = body.at === undefined ? {} : { at: Temporal.Instant.from(body.at) };
  const common = { reportId, channel: channelOf(body.channel), document: documentOfNotice(body), actor, ...at };
  const kind = addedKinds.find((known) => known === body.kind);
  const outcome =
    kind === undefined
      ? await confirmInWriting(cards, common, now)
      : await addToFile(cards, { ...common, kind, ...(body.reason === undefined ? {} : { reason: body.reason }) }, now);
  if (outcome.kind === 'refused') return outcome;
  return done(await lossReportAnswer(database, (await lossReport(database, reportId)) ?? found, now, true));
}

/** PC-55: a card is said to be destroyed, or its destruction is confirmed. */
export async function recordDestruction(
  deps: CardDeps,
  cardId: string,
  body: Static<typeof contract.DestructionFor>,
  actor: string,
): Answered<Static<typeof contract.DestructionAnswer>> {
  const { cards, clock } = deps;
  if ((await cardOfDoor(deps, cardId)) === undefined) return refused('card-unknown');
  if (body.stage === 'claimed') {
    const claimed = await claimDestruction(cards, { cardId, actor }, clock.now());
    return claimed.kind === 'refused' ? claimed : done(destructionAnswer(claimed.value, false));
  }
  const how = destructionWays.find((way) => way === body.how);
  if (how === undefined) return refused('invalid-request', { field: 'body/how' });
  const confirmed = await confirmDestruction(cards, { cardId, how, actor }, clock.now());
  return confirmed.kind === 'refused' ? confirmed : done(destructionAnswer(confirmed.value, confirmed.value.accountEnded));
}

/** PC-56: the written notice that ends an account. */
export async function recordEnding(
  deps: CardDeps,
  accountId: string,
  body: Static<typeof contract.EndingFor>,
  actor: string,
): Answered<Static<typeof contract.EndingAnswer>> {
  const { cards, clock } = deps;
  if ((await cardAccountOfDoor(deps, accountId)) === undefined) return refused('card-account-unknown');
  const payTo = payToOf(body.payTo);
  if (payTo === undefined) return refused('invalid-request', { field: 'body/payTo' });
  const { digest } = documentOfNotice(body);
  const notice = {
    accountId,
    givenBy: body.givenBy === 'bank' ? 'bank' : 'holder',
    reference: body.reference,
    payTo,
    actor,
    ...(digest === undefined ? {} : { digest }),
  } as const;
  const outcome = await noticeEnding(cards, notice, clock.now());
  return outcome.kind === 'refused' ? outcome : done(endingAnswer(outcome.value));
}

/** PC-49: one attempt to reach a holder. */
export async function logAttempt(
  deps: CardDeps,
  accountId: string,
  body: Static<typeof contract.ContactAttemptFor>,
  actor: string,
): Answered<Static<typeof contract.ContactAttemptAnswer>> {
  const { cards, clock, events } = deps;
  if ((await cardAccountOfDoor(deps, accountId)) === undefined) return refused('card-account-unknown');
  const channel = contactChannels.find((known) => known === body.channel) ?? 'phone';
  const wantedBy = body.wantedBy === 'scheme' ? 'scheme' : 'bank';
  const reached = body.outcome === 'reached' ? 'reached' : 'not-reached';
  const attempt = { accountId, wantedBy, channel, outcome: reached, reason: body.reason, actor } as const;
  const outcome = await logContactAttempt(cards, attempt, clock.now());
  if (outcome.kind === 'refused') return outcome;
  events.publish(topicOfCardAccount(accountId));
  return done(attemptAnswer(outcome.value));
}
