// Kiosks: what doors, jobs and commands may use.

export {
  applicationOffer,
  applyAtKiosk,
  makeReceipt,
  orderAct,
  printCard,
  type KioskApplication,
  type KioskOrder,
  type PrintRefusal,
  type ReceiptFigures,
  type ReceiptOrder,
  type ReceiptRefusal,
} from './acts.ts';
export type { KioskContext } from './context.ts';
export {
  endDeposit,
  openDeposit,
  settleDeposits,
  takeNote,
  type DepositEnd,
  type GivenNote,
  type OpenDepositRefusal,
  type OpenedDeposit,
  type TakeNoteRefusal,
} from './deposits.ts';
export { countCash, kioskOfToken, registerKiosk, sealedColumns, signOn, type KiosksContext, type NewKiosk } from './kiosks.ts';
export { kioskActs, waysTo, type KioskAct, type KnownBy, type VisitRefusal } from './rules/visit.ts';
export {
  cashExpected,
  selectKioskByName as kioskNamed,
  selectKiosks as kiosks,
  updateBlanks,
  type KioskRow,
  type VisitRow,
} from './store.ts';
export {
  beginVisit,
  endVisit,
  known,
  readCard,
  readDocument,
  readPin,
  visitFor,
  type CardReadRefusal,
  type DocumentReadRefusal,
  type Known,
  type PinReadRefusal,
} from './visits.ts';
