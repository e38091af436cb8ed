// Operations and their approvals: what other modules and the doors may use.

export type { OperationsContext } from './context.ts';
export { createOperation, type OperationOrder } from './create.ts';
export { createDecisions, type Decision, type DecisionRefusal, type DecisionResult } from './decide.ts';
export { cancelOperation, cancelPending, expireDue, holdPending } from './endings.ts';
export { createCodeEntries, renewQr, type CodeEntry, type CodeEntryRefusal, type CodeEntryResult } from './enter-code.ts';
export type { Details, Executor, OperationClass, OperationRow, OperationStatus, PrepareContext } from './executor.ts';
export { numberToMatch } from './match-number.ts';
export { caseNumber, reportNotMine } from './report.ts';
export { type AdmissionRefusal } from './rules/admission.ts';
export { selectOperation as operation, type Method, type Operation } from './store.ts';
export { viewOperation, viewOperations, waitingForPhone, type OperationView } from './view.ts';
