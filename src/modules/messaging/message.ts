// What a message is: as it is asked for, as it is kept, and as it is shown.

import type { Language } from '../customers/index.ts';
import type { KeyStore } from '../keys/index.ts';
import type { MessageProgramme } from './render.ts';
import type { Channel, TemplateName } from './rules/template.ts';

export type MessageStatus = 'queued' | 'sent' | 'delivered' | 'failed' | 'expired';

/** A message to be sent. */
export type NewMessage = {
  readonly programme: MessageProgramme;
  /** Null for staff. */
  readonly customerId: string | null;
  readonly channel: Channel;
  /** Of a push the name is only a label: its payload is `values.id` and nothing else. */
  readonly template: TemplateName;
  readonly language: Language;
  /** E.164 number, e-mail address, or for a push the id of the device. Without it: the customer's contact of record. */
  readonly to?: string;
  readonly values: Readonly<Record<string, string>>;
  /** Codes: sealed at rest, erased once the message has left or is useless. */
  readonly secrets?: { readonly keys: KeyStore; readonly values: Readonly<Record<string, string>> };
  /** After this time the message is not sent any more (a code that has expired). */
  readonly uselessAt?: Temporal.Instant;
};

/** A message as the outbox holds it. */
export type MessageRow = {
  readonly id: string;
  readonly programme: string;
  readonly customerId: string | null;
  readonly channel: Channel;
  readonly template: TemplateName;
  readonly language: Language;
  readonly recipient: string;
  readonly sender: string;
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: Uint8Array | null;
  readonly uselessAt: Temporal.Instant | null;
  readonly status: MessageStatus;
  readonly attempts: number;
  readonly failure: string | null;
  readonly createdAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  readonly deliveredAt: Temporal.Instant | null;
};

/** Who owns the sealed part of a message. */
export function secretsOwner(message: { id: string; programme: string; customerId: string | null }): {
  tenant: string;
  customer: string;
  row: string;
  column: string;
} {
  return { tenant: message.programme, customer: message.customerId ?? '', row: message.id, column: 'messages.secrets' };
}
