// What modules of cards ask of others that they may not import, and the tasks of the end of day of applications, care and privacy.

import type { Outcome } from './kernel/refusal.ts';
import { refused, done } from './kernel/refusal.ts';
import type { DayTask } from './jobs/end-of-day/end-of-day.ts';
import { chargeJoiningFee, eraseDocuments, identityHold, termsTask } from './modules/card-applications/index.ts';
import { missedConfirmationsTask, reportLossIn, type LossChannel } from './modules/card-care/index.ts';
import { askClosing, startClosing, type ClosingRefusal } from './modules/card-funding/index.ts';
import { retentionTask } from './modules/card-privacy/index.ts';
import type { CardsContext, ClosingRefused } from './modules/cards/index.ts';

/** What a closing by written notice can be refused for; the others belong to mandates and never come. */
const refusals: Readonly<Record<ClosingRefused, true>> = {
  'card-account-unknown': true,
  'card-account-closed': true,
  'account-unknown': true,
  'account-closed': true,
  'currency-mismatch': true,
  'iban-malformed': true,
  'iban-foreign': true,
  'iban-own-bank': true,
};

function ofClosing(outcome: Outcome<unknown, ClosingRefusal>): Outcome<undefined, ClosingRefused> {
  if (outcome.kind === 'done') return done(undefined);
  const known = (Object.keys(refusals) as ClosingRefused[]).find((reason) => reason === outcome.reason);
  if (known === undefined) throw new Error(`bug: a closing was refused with ${outcome.reason}`);
  return refused(known, outcome.figures);
}

const channels: Readonly<Record<string, LossChannel>> = { customer: 'app', kiosk: 'kiosk', client: 'api', staff: 'phone' };

/** Where a report came from, by who acted. */
const channelOf = (actor: string): LossChannel => channels[actor.split(':')[0] ?? ''] ?? 'api';

/** @param cards the context without these hooks */
export function cardHooks(cards: CardsContext): Required<Pick<CardsContext, 'identityHold' | 'afterLoad' | 'closing' | 'reportLoss'>> {
  return {
    identityHold: async (db, accountId, step) => await identityHold(db, cards, accountId, step),
    afterLoad: async (tx, accountId, now) => await chargeJoiningFee(tx, cards, accountId, now),
    reportLoss: async (tx, { cardId, kind, actor, operationId }, now) => {
      const written = operationId === undefined ? {} : { writtenNotice: { reference: operationId } };
      const reported = await reportLossIn(tx, cards, { cardId, kind, channel: channelOf(actor), actor, ...written }, now);
      if (reported.kind === 'refused') throw new Error(`bug: the loss of a card that is being replaced was refused: ${reported.reason}`);
    },
    closing: {
      judge: async (tx, { customerId, accountId, payTo }, now) =>
        ofClosing(await askClosing(tx, cards, { customerId, accountId, payTo }, now)),
      start: async (tx, { accountId, payTo, reference, actor }, now) =>
        ofClosing(await startClosing(tx, cards, { accountId, payTo, reference, channel: 'notice', actor }, now)),
    },
  };
}

/** New terms, missed confirmations of losses, and data whose time is over. */
export function careDayTasks(cards: CardsContext): DayTask[] {
  return [termsTask(cards), missedConfirmationsTask(cards), retentionTask(cards, [eraseDocuments])];
}
