// Payments: the financial operations of the web bank.

export { paymentExecutors } from './executors.ts';
export {
  BillPaymentParams,
  TransferCustomerParams,
  TransferOwnParams,
  type BillPayment,
  type TransferCustomer,
  type TransferOwn,
} from './params.ts';
export { resolvePayee, type Payee } from './payees.ts';
export { openBiller, type NewBiller } from './billers.ts';
export { billerCategories, billers, dayTotal, type Biller, type BillerTexts } from './store.ts';
export type { PaymentRefusal } from './rules/judge.ts';
