// What follows every act on a card: an event for the bank's systems, a message to its holder, evidence.

import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify, type EventName } from '../messaging/index.ts';
import { programmeNamed, type Programme } from '../programmes/index.ts';
import { emit } from '../webhooks/index.ts';
import type { Card } from './card.ts';
import type { CardsContext } from './context.ts';

type TellContext = Pick<CardsContext, 'programmes' | 'cardProgrammes'>;

/** The programme of a card's holders: their languages, messages and approvals. */
export function holdersProgramme(context: TellContext, cardProgramme: string): Programme {
  return programmeNamed(context.programmes, cardProgrammeNamed(context.cardProgrammes, cardProgramme).holders);
}

export type CardAct = {
  /** 'activated': the event is card.activated, the evidence card-activated. */
  readonly what: string;
  /** `customer:<id>`, `staff:<id>`, `client:<id>`, `kiosk:<id>` or `system`. */
  readonly actor: string;
  readonly operationId?: string;
  /** For evidence alone. No card number, PIN or verification value. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** For the event alone. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** The message to the carrier, and to the main holder where that is another. */
  readonly notice?: { readonly event: EventName; readonly values?: Readonly<Record<string, string>> };
};

/** Writes event, message and evidence of an act. Call it last in the transaction: evidence takes a chain. */
export async function tell(tx: Session, context: TellContext, card: Card, act: CardAct, now: Temporal.Instant): Promise<void> {
  const programme = holdersProgramme(context, card.programme);
  const common = { cardId: card.id, accountId: card.accountId, customerId: card.customerId, lastFour: card.lastFour };
  const data = { ...common, status: card.status, ...act.data };
  await emit(tx, { programme: programme.programme, type: `card.${act.what}`, object: card.id, data }, now);
  if (act.notice !== undefined) {
    const values = { cardEnd: card.lastFour, ...act.notice.values };
    for (const customerId of new Set([card.customerId, card.holderId]))
      await notify(tx, { programme, customerId, event: act.notice.event, values }, now);
  }
  const operation = act.operationId === undefined ? {} : { operationId: act.operationId };
  await appendEvidence(
    tx,
    [
      {
        kind: `card-${act.what}`,
        subject: card.id,
        customerId: card.customerId,
        actor: act.actor,
        body: { ...common, status: card.status, ...operation, ...act.body },
      },
    ],
    now,
  );
}
