// Current accounts, their holders and their debit cards.

export {
  accountHeldBy,
  accountsOf,
  entriesOf,
  findAccount,
  paymentSides,
  type Account,
  type FoundAccount,
  type PaymentSide,
  type PaymentSides,
} from './read-accounts.ts';
export { addHolder, closeAccount, openAccount, type AccountHooks, type JointAccountOpened, type OpenedAccount } from './open-account.ts';
export { issueCard, matchIdentity, type NewDebitCard } from './debit-cards.ts';
export { isAccountNumber, isIban, readAccountReference, withCheckDigit } from './rules/numbers.ts';
export {
  cardsOf,
  clearPinFailures as unlockCardPin,
  holders as holdersOf,
  holdsJoint as holdsJointAccount,
  sealedColumns,
  type AccountRow,
  type DebitCard,
  type Holder,
  type HolderRole,
} from './store.ts';
