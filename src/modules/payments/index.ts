// Payments: the financial operations of the web bank.

export {
  BillPaymentParams,
  paymentExecutors,
  resolvePayee,
  TransferCustomerParams,
  TransferOwnParams,
  type BillPayment,
  type Payee,
  type TransferCustomer,
  type TransferOwn,
} from './executors.ts';
export { openBiller, type NewBiller } from './billers.ts';
export { biller, billerCategories, billers, dayTotal, type Biller, type BillerTexts } from './store.ts';
export type { PaymentRefusal } from './rules/judge.ts';
