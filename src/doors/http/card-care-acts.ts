// Acts of card care that the issuer API and the console share.

import type { Static } from 'typebox';

import type { Outcome } from '../../kernel/refusal.ts';
import {
  addToFile,
  confirmInWriting,
  contactChannels,
  logContactAttempt,
  type AttemptAnswer,
  type LossRefusal,
} from '../../modules/card-care/index.ts';
import { channelOf, documentOfNotice } from './card-care-answers.ts';
import type { CardDeps } from './card-deps.ts';
import type { ContactAttemptFor, LossEntryFor } from './contracts/card-care.ts';

const addedKinds = ['police', 'found', 'late-notice', 'neglect', 'unsigned'] as const;

/** PC-50: a written notice, or anything else that belongs into a loss file. */
export async function addEntry(
  { cards }: CardDeps,
  reportId: string,
  body: Static<typeof LossEntryFor>,
  actor: string,
  now: Temporal.Instant,
): Promise<Outcome<unknown, LossRefusal>> {
  const at = body.at === undefined ? {} : { at: Temporal.Instant.from(body.at) };
  const common = { reportId, channel: channelOf(body.channel), document: documentOfNotice(body), actor, ...at };
  const kind = addedKinds.find((known) => known === body.kind);
  if (kind === undefined) return await confirmInWriting(cards, common, now);
  return await addToFile(cards, { ...common, kind, ...(body.reason === undefined ? {} : { reason: body.reason }) }, now);
}

/** PC-49: one attempt to reach a holder. */
export async function logAttempt(
  { cards, clock }: CardDeps,
  accountId: string,
  body: Static<typeof ContactAttemptFor>,
  actor: string,
): Promise<Outcome<AttemptAnswer, 'card-account-unknown' | 'card-account-closed'>> {
  const channel = contactChannels.find((known) => known === body.channel) ?? 'phone';
  const wantedBy = body.wantedBy === 'scheme' ? 'scheme' : 'bank';
  const outcome = body.outcome === 'reached' ? 'reached' : 'not-reached';
  return await logContactAttempt(cards, { accountId, wantedBy, channel, outcome, reason: body.reason, actor }, clock.now());
}
