// Card accounts, their wallets, and what was posted on them.

export {
  accountOf,
  accountsOfHolder,
  accountsOf,
  acceptTerms,
  ensureWallet,
  lockAccounts,
  openCardAccount,
  optOutOfRenewal,
  setAccountStatus,
  walletsOf,
  type NewCardAccount,
} from './accounts.ts';
export { chargeWallet, chargeWallets, creditWallet, creditWallets, type WalletOutcome, type WalletRefusal } from './movements.ts';
export {
  knownTransactions,
  recordTransactions,
  relatedTransactions,
  transaction,
  transactionsOf,
  transactionsOfAuthorization,
  type TransactionPage,
} from './transactions.ts';
export type {
  AccountStatus,
  AppliedRate,
  CardAccount,
  CardTransaction,
  Charge,
  Counterpart,
  Credit,
  Moved,
  NewTransaction,
  TransactionInfo,
  TransactionKind,
  Vat,
  Verification,
  WalletState,
} from './types.ts';
