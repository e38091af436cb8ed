// Puts messages into the outbox, in the transaction of what they tell about.

import { randomBytes } from 'node:crypto';

import { uuidV7 } from '../../kernel/ids.ts';
import type { Session } from '../../postgres/database.ts';
import { contactsOf, contactsOfAll, type Contacts, type Language } from '../customers/index.ts';
import { secretsOwner, type NewMessage } from './message.ts';
import { render, standingValues, writeSummary, type MessageProgramme, type Values } from './render.ts';
import { insertMessages, type NewRow } from './store.ts';
import { templatesOf, type EventName, type Template } from './rules/template.ts';

function standIn(secrets: Values | undefined): Values {
  return Object.fromEntries(Object.keys(secrets ?? {}).map((name) => [name, '0']));
}

const triedOut = new Set<string>();

/**
 * A template whose value is missing shows here, in the caller's test, and not at night in the outbox. Once for each set of values:
 * what a value says does not decide whether it is there.
 */
function tryOut(message: Parameters<typeof render>[0]): void {
  const key = `${message.channel} ${message.template} ${message.language} ${Object.keys(message.values).join(' ')}`;
  if (triedOut.has(key)) return;
  render(message);
  triedOut.add(key);
}

function rowOf(message: NewMessage, recipient: string, now: Temporal.Instant): NewRow {
  const { programme, customerId, channel, template, language, secrets } = message;
  const id = uuidV7(now.epochMilliseconds, randomBytes(10));
  const summary: Values = message.values['kind'] === undefined ? {} : { summary: writeSummary(language, message.values) };
  const values = channel === 'push' ? message.values : { ...standingValues(programme, language, now), ...summary, ...message.values };
  if (channel !== 'push') tryOut({ channel, template, language, values: { ...values, ...standIn(secrets?.values) } });
  const owner = secretsOwner({ id, programme: programme.programme, customerId });
  return {
    id,
    programme: programme.programme,
    customerId,
    channel,
    template,
    language,
    recipient,
    sender: channel === 'email' ? programme.contact.email : programme.contact.smsSender,
    values,
    secrets: secrets === undefined ? null : secrets.keys.seal(owner, new TextEncoder().encode(JSON.stringify(secrets.values))),
    uselessAt: message.uselessAt ?? null,
  };
}

async function recipientOf(tx: Session, message: NewMessage): Promise<string | undefined> {
  if (message.to !== undefined) return message.to;
  if (message.customerId === null || message.channel === 'push') throw new Error(`bug: message ${message.template} has nobody to go to`);
  const contacts = await contactsOf(tx, message.customerId);
  return (message.channel === 'sms' ? contacts?.mobile : contacts?.email) ?? undefined;
}

/**
 * Queues messages; they leave after the transaction has committed, at least once each.
 * A message for a contact of record that the customer does not have is left out.
 * @returns how many were queued
 */
export async function enqueue(tx: Session, messages: readonly NewMessage[], now: Temporal.Instant): Promise<number> {
  const rows: NewRow[] = [];
  for (const message of messages) {
    const recipient = await recipientOf(tx, message);
    if (recipient !== undefined) rows.push(rowOf(message, recipient, now));
  }
  if (rows.length > 0) await insertMessages(tx, rows, now);
  return rows.length;
}

export type Notice = {
  readonly programme: MessageProgramme;
  readonly customerId: string;
  readonly event: EventName;
  /**
   * What the template of the event names. Operations: the details (`kind`, `amount` in minor units, `currency`, `payee`)
   * and `reference`. Others: see the table of events in this module's README.
   */
  readonly values?: Values;
  /** Contacts other than those of record, such as the old number after a change; they are told besides. */
  readonly also?: { readonly mobile?: string | null; readonly email?: string | null };
};

/** Tells a customer of an event by SMS and e-mail at the contacts of record, in the customer's language (TK-34). */
export async function notify(tx: Session, notice: Notice, now: Temporal.Instant): Promise<number> {
  return await notifyAll(tx, [notice], now);
}

/** As `notify`, of many events with two statements. */
export async function notifyAll(tx: Session, notices: readonly Notice[], now: Temporal.Instant): Promise<number> {
  if (notices.length === 0) return 0;
  const contacts = await contactsOfAll(
    tx,
    notices.map(({ customerId }) => customerId),
  );
  const messages = notices.flatMap((notice) => {
    const own = contacts.get(notice.customerId);
    if (own === undefined) throw new Error('bug: a notice for an unknown customer');
    return messagesFor(notice, own);
  });
  return await enqueue(tx, messages, now);
}

function messagesFor({ programme, customerId, event, values = {}, also }: Notice, contacts: Contacts): NewMessage[] {
  const { language } = contacts;
  const shared = { programme, customerId, template: event, language, values };
  const mobiles = new Set([contacts.mobile, also?.mobile]);
  const emails = hasEmailForm(language, event) ? new Set([contacts.email, also?.email]) : [];
  const messages: NewMessage[] = [];
  for (const to of mobiles) if (typeof to === 'string') messages.push({ ...shared, channel: 'sms', to });
  for (const to of emails) if (typeof to === 'string') messages.push({ ...shared, channel: 'email', to });
  return messages;
}

function hasEmailForm(language: Language, event: EventName): boolean {
  return (templatesOf(language).templates[event] as Template).subject !== undefined;
}
