// The messages that a customer was sent, readable and searchable, with codes masked (RB-20).

import type { Session } from '../../postgres/database.ts';
import type { MessageRow, MessageStatus } from './message.ts';
import { maskedCode, render } from './render.ts';
import { messagesBefore } from './store.ts';
import type { Channel } from './rules/template.ts';

export type MessageView = {
  readonly id: string;
  readonly channel: Channel;
  readonly template: string;
  readonly language: string;
  readonly recipient: string;
  readonly subject?: string;
  /** The text as it was sent, a code replaced by dots. */
  readonly text: string;
  readonly status: MessageStatus;
  readonly failure: string | null;
  readonly createdAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  readonly deliveredAt: Temporal.Instant | null;
};

/** A message as its reader sees it, whatever became of its secrets. */
export function viewOf(row: MessageRow): MessageView {
  const { id, channel, template, language, recipient, status, failure, createdAt, sentAt, deliveredAt } = row;
  const shown = channel === 'push' ? { text: '' } : render({ channel, template, language, values: { ...row.values, code: maskedCode } });
  return { id, channel, template, language, recipient, ...shown, status, failure, createdAt, sentAt, deliveredAt };
}

/**
 * A page of a customer's SMS and e-mails, newest first.
 * @param page.cursor `next` of the page before
 * @param page.text only messages whose text holds this, ignoring case
 */
export async function messagesOf(
  db: Session,
  customerId: string,
  page: { cursor?: string | undefined; limit?: number; text?: string } = {},
): Promise<{ messages: MessageView[]; next: string | undefined }> {
  const limit = page.limit ?? 50;
  const wanted = page.text?.trim().toLocaleLowerCase() ?? '';
  const messages: MessageView[] = [];
  let before = page.cursor ?? null;
  // A search reads at most twenty pages for one answer; the cursor goes on from there.
  for (let round = 0; round < (wanted === '' ? 1 : 20); round += 1) {
    const rows = await messagesBefore(db, customerId, before, limit);
    for (const row of rows) {
      before = row.id;
      const view = viewOf(row);
      if (`${view.subject ?? ''}\n${view.text}`.toLocaleLowerCase().includes(wanted)) messages.push(view);
      if (messages.length === limit) return { messages, next: before };
    }
    if (rows.length < limit) return { messages, next: undefined };
  }
  return { messages, next: before ?? undefined };
}
