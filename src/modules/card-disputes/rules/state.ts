// How a dispute stands: workflow, scheme stage and liability side by side.

import type { DisputeReason } from '../../card-programmes/index.ts';

export const statuses = ['draft', 'incomplete', 'open', 'closed'] as const;
export type Status = (typeof statuses)[number];

export const outcomes = ['won', 'lost', 'withdrawn', 'referred-to-merchant', 'refused'] as const;
export type DisputeOutcome = (typeof outcomes)[number];

export const stages = ['chargeback', 're-presentment', 'pre-arbitration', 'arbitration'] as const;
export type Stage = (typeof stages)[number];

/** Why a dispute ended as it did; shown to the holder in words, and kept for the auditor. */
export const endings = [
  'scheme-decided',
  'acquirer-did-not-answer',
  'written-off',
  'scheme-refused',
  'reported-late',
  'card-unsigned',
  'made-by-holder',
  'neglect',
  'not-eligible',
  'documents-missing',
  'not-confirmed-in-writing',
  'quality-of-goods',
  'by-holder',
] as const;
export type Ending = (typeof endings)[number];

/** Reasons for which the holder says that it was somebody else. */
export const fraudReasons: readonly DisputeReason[] = ['fraud', 'lost-or-stolen'];

export type State = {
  readonly reason: DisputeReason;
  readonly status: Status;
  readonly outcome: DisputeOutcome | null;
  readonly because: Ending | null;
  readonly stage: Stage | null;
  /** The scheme's last word against the holder was said, or the bank let its time pass. */
  readonly chargebackFailed: boolean;
  /** Who asked for a write-off that waits for a second person. */
  readonly writeOffAskedBy: string | null;
};
