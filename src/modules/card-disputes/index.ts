// Disputes of card transactions: the holder's form, the scheme's stages, and who bears the amount in the end.

export type { By } from './change.ts';
export type { DisputesContext } from './context.ts';
export { disputesDayTask, endDisputesOfDay } from './day-task.ts';
export type { DocumentRow } from './documents-store.ts';
export type { LossRefusal } from './loss.ts';
export { referenceOf } from './notices.ts';
export {
  addDocument,
  documentOf,
  openDispute,
  requestSlip,
  submitDispute,
  windowOf,
  withdrawDispute,
  type NewDispute,
  type NewDocument,
  type OpenRefusal,
} from './open.ts';
export { denials, type Act, type Denial, type DisputeRefusal } from './rules/decide.ts';
export type { DocumentRefusal, MediaType } from './rules/documents.ts';
export type { Part } from './rules/liability.ts';
export { endings, outcomes, stages, statuses, type DisputeOutcome, type Ending, type Stage, type Status } from './rules/state.ts';
export { sealedColumns } from './sealed-columns.ts';
export {
  beginStage,
  denyDispute,
  madeByHolder,
  postExpense,
  recordFacts,
  referToMerchant,
  takeDecision,
  turnDownWriteOff,
  writeOff,
  type ExpenseRefusal,
  type StaffOutcome,
} from './staff.ts';
export type { ActRow, DisputeRow, QueueFilter } from './store.ts';
export { disputeQueue, disputesOfAccount, disputesOfHolder, disputeView, type DisputeSummary, type DisputeView } from './view.ts';
