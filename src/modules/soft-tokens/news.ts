// What is told and recorded when a token changes its state (TK-33, TK-34).

import type { Session } from '../../postgres/database.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify, type EventName } from '../messaging/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { emit } from '../webhooks/index.ts';
import type { SoftTokenContext } from './context.ts';

export type TokenEvent =
  | 'token-registered'
  | 'token-activated'
  | 'token-locked'
  | 'token-unlocked'
  | 'token-switched-to-hard'
  | 'token-switched-to-soft'
  | 'token-deregistered'
  | 'password-reset'
  | 'password-changed'
  | 'biometry-switched';

/** Writes the event into the evidence and queues SMS and e-mail to the contacts of record, in the caller's transaction. */
export async function tell(
  context: SoftTokenContext,
  tx: Session,
  event: TokenEvent & EventName,
  about: {
    programme: string;
    customerId: string;
    tokenId: string;
    actor: string;
    body?: Record<string, unknown>;
    values?: Record<string, string>;
  },
  now: Temporal.Instant,
): Promise<void> {
  const { programme, customerId, tokenId, actor, body, values } = about;
  await notify(tx, { programme: programmeNamed(context.programmes, programme), customerId, event, values: values ?? {} }, now);
  await emit(
    tx,
    { programme, type: `token.${event.replace(/^token-/, '')}`, object: customerId, data: { customerId, tokenId, ...body } },
    now,
  );
  await appendEvidence(tx, [{ kind: event, subject: tokenId, customerId, actor, body: { tokenId, ...body } }], now);
}
