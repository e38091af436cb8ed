// Everything that staff do leaves a record in the evidence chain, in the transaction of the act itself.

import type { Session } from '../../postgres/database.ts';
import { appendEvidence } from '../evidence/index.ts';

export type StaffAct = {
  /** `staff.<noun>.<verb>` */
  kind: string;
  /** Null where the operator of the machine did it by command. */
  staffId: string | null;
  /** Id of the object of the act: a token, a request, a call, a session. */
  subject: string;
  customerId?: string;
  reason?: string;
  body?: Record<string, string | number | boolean | null | readonly string[]>;
};

/** Appends what was done, by whom, for whom and why; `body` never carries a code, an answer or a secret. */
export async function recordAct(tx: Session, act: StaffAct, now: Temporal.Instant): Promise<void> {
  const { kind, staffId, subject, customerId, reason, body } = act;
  const record = {
    kind,
    subject,
    actor: staffId === null ? 'system' : `staff:${staffId}`,
    body: { ...body, ...(reason === undefined ? {} : { reason }) },
  };
  await appendEvidence(tx, [customerId === undefined ? record : { ...record, customerId }], now);
}
