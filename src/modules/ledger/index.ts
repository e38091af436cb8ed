// The ledger: who owes whom, to the last minor unit.

export { applyTransfers, hold, knownTransfers, post, transfer, voidHold, type Applied, type LedgerOutcome } from './apply.ts';
export {
  balancesOf,
  closeLedgerAccount,
  entriesOf,
  internalAccount,
  internalAccountId,
  internalAccounts,
  openCustomerAccount,
  openDebtAccount,
  openWalletAccount,
  type Balance,
  type Entry,
} from './accounts.ts';
export { checkLedger, expireHolds, foldHotAccounts, type LedgerFinding } from './upkeep.ts';
export { sendHolds, type HoldLeg, type HoldWriting } from './holds.ts';
export { derivedId } from './derived-id.ts';
export type { Command, Expire, Hold, LedgerRefusal, Leg, Post, Transfer, Void } from './rules/command.ts';
