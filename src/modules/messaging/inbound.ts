// What the network sends to the bank: delivery receipts, and SMS of customers.

import { createHash } from 'node:crypto';

import type { Clock } from '../../kernel/clock.ts';
import type { Database, Session } from '../../postgres/database.ts';
import { hearOnce, reportReceipt, settleByReceipts } from './store.ts';

/** An SMS that somebody sent to the bank. */
export type InboundSms = {
  /** E.164. */
  readonly from: string;
  /** The number that it was sent to, as the centre gives it. */
  readonly to: string;
  readonly text: string;
  readonly at: Temporal.Instant;
};

/** Runs in the transaction that records the SMS as heard: a throw makes the centre send it again. */
export type InboundHandler = (sms: InboundSms, tx: Session) => Promise<void>;

export type Receipt = {
  readonly receiptId: string;
  readonly state: 'delivered' | 'undelivered';
  /** Status and error code of the network where it failed. */
  readonly reason: string | null;
};

/** Where a door brings what it receives. */
export type Inbound = {
  onInboundSms(handler: InboundHandler): void;
  /** Gives false for a repetition, which no handler sees. */
  receiveSms(sms: Omit<InboundSms, 'at'>): Promise<boolean>;
  receiveReceipt(receipt: Receipt): Promise<void>;
};

// A centre repeats an SMS whose answer it missed; the same text again after this time is a new one.
const repetition = { minutes: 5 };

export function openInbound(database: Database, clock: Clock): Inbound {
  const handlers: InboundHandler[] = [];
  return {
    onInboundSms: (handler) => void handlers.push(handler),
    async receiveSms({ from, to, text }) {
      const at = clock.now();
      const digest = createHash('sha256')
        .update(JSON.stringify([from, to, text]))
        .digest();
      return await database.transaction(async (tx) => {
        if (!(await hearOnce(tx, { digest, sender: from, recipient: to }, at, at.subtract(repetition)))) return false;
        for (const handler of handlers) await handler({ from, to, text, at }, tx);
        return true;
      });
    },
    async receiveReceipt({ receiptId, state, reason }) {
      const now = clock.now();
      await database.transaction(async (tx) => {
        const messageId = await reportReceipt(tx, { providerId: receiptId, state, reason }, now);
        if (messageId !== undefined) await settleByReceipts(tx, messageId, now);
      });
    },
  };
}
