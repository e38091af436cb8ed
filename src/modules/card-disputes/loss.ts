// What the loss file says of a dispute's card: whether its report stands, and on which side of the notices the transaction lies.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { confirmationOf, lossReportsOfCard, sideOfNotice, type NoticeSides } from '../card-care/index.ts';
import { fraudReasons } from './rules/state.ts';
import type { DisputeRow } from './store.ts';

export type LossRefusal = 'dispute-loss-not-reported' | 'dispute-loss-unconfirmed';

/** When the holder first told of the card's loss or misuse; null where they did not. */
export async function firstNoticeOf(db: Session, { cardId }: Pick<DisputeRow, 'cardId'>): Promise<Temporal.Instant | null> {
  return cardId === null ? null : ((await lossReportsOfCard(db, cardId))[0]?.reportedAt ?? null);
}

/**
 * PC-34: a dispute about a lost card rests on its report, and that on its confirmation in writing. While the confirmation may still come
 * the dispute goes on; the end of the day on which it did not come refuses it.
 */
export async function judgeLoss(
  db: Session,
  row: Pick<DisputeRow, 'cardId' | 'reason'>,
  now: Temporal.Instant,
): Promise<Outcome<undefined, LossRefusal>> {
  if (!fraudReasons.includes(row.reason)) return done(undefined);
  const reports = row.cardId === null ? [] : await lossReportsOfCard(db, row.cardId);
  // The first report closed the card; telling it again gives no new day for its confirmation.
  const [first] = reports;
  if (first === undefined) return row.reason === 'lost-or-stolen' ? refused('dispute-loss-not-reported') : done(undefined);
  return confirmationOf(first, now) === 'missed' ? refused('dispute-loss-unconfirmed') : done(undefined);
}

/** PC-50: on which side of the notices the transaction lies; undefined where the card was never reported. */
export async function sidesOfLoss(
  db: Session,
  { cardId, occurredAt }: Pick<DisputeRow, 'cardId' | 'occurredAt'>,
  now: Temporal.Instant,
): Promise<(NoticeSides & { readonly report: NonNullable<NoticeSides['report']> }) | undefined> {
  if (cardId === null) return undefined;
  const sides = await sideOfNotice(db, cardId, occurredAt, now);
  return sides.report === undefined ? undefined : { ...sides, report: sides.report };
}
