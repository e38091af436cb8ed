// Appends records to one free chain, at the end of the caller's transaction.

import type { Session } from '../../postgres/database.ts';
import { canonical, recordHash, type EvidenceRecord } from './rules/chain.ts';
import { insertRecords } from './store.ts';

/** A record to append. `body` is JSON and holds no secret: it is meant to be shown to a third party. */
export type NewEvidence = {
  readonly kind: string;
  /** The operation or object that it is about. */
  readonly subject: string;
  readonly customerId?: string;
  /** Who did it: `customer:<id>`, `staff:<id>`, `client:<id>` or `system`. */
  readonly actor: string;
  readonly body: object;
};

export type EvidencePlace = { readonly chain: number; readonly seq: bigint };

/**
 * TK-33: leaves evidence. Call it last in the transaction: from here to the commit one chain is taken, and with more
 * chains than connections nobody waits. Gives the place of each record.
 */
export async function appendEvidence(tx: Session, records: readonly NewEvidence[], now: Temporal.Instant): Promise<EvidencePlace[]> {
  if (records.length === 0) return [];
  const at = now.toString();
  return await insertRecords(
    tx,
    records.map(({ kind, subject, customerId, actor, body }) => {
      const whole: EvidenceRecord = {
        v: 1,
        kind,
        subject,
        ...(customerId === undefined ? {} : { customer: customerId }),
        actor,
        at,
        body: body as Record<string, unknown>,
      };
      const record = canonical(whole);
      return { kind, subject, customerId: customerId ?? null, record, recordHash: recordHash(record) };
    }),
    now,
  );
}
