// Clearing files, the scheme's totals, and the reconciliation of a day.

export { checkCards, type CardFinding } from './check-cards.ts';
export type { ClearingContext } from './context.ts';
export { batchRows, importClearingFile, type ClearingRefusal, type ImportOptions } from './import-file.ts';
export { reportOf as clearingReport, type ClearingReport } from './report.ts';
export type { ClearingSource } from './survey.ts';
export { columns as clearingColumns, type PresentmentType } from './rules/presentment-row.ts';
export { reconcileDay, type Reconciliation, type ReconciliationRefusal } from './reconcile.ts';
export { differenceStates, type CurrencySheet, type Difference, type DifferenceItem, type DifferenceKind } from './rules/reconcile.ts';
export { readTotals, type Direction, type GivenTotals, type Total, type TotalsRefusal } from './rules/totals.ts';
export { takeRates } from './take-rates.ts';
export { importTotals, type SettledDay } from './settlement.ts';
export { amountFields, writeClearingFile, type RecordFields } from './rules/write-file.ts';
export type { ClearingHeader } from './rules/clearing-file.ts';
