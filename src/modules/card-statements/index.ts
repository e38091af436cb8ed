// Monthly statements of card accounts: made once, never changed, had as JSON, CSV or PDF.

export { makeStatements, openHolds, statementDayTasks, type StatementsContext } from './make.ts';
export { PdfUnavailable } from './pdf/compile.ts';
export { statementFile, statementForms, type StatementFile, type StatementForm } from './render.ts';
export type { StatementContent, StatementEntry, StatementHold, StatementWallet } from './rules/statement.ts';
export { contentOf as statementContent, statementShowing, statementsOf, type StatementRow } from './store.ts';
