// Fees of cards: what the published schedule says on a day, posting with tax, giving back.

export {
  chargeAgain,
  chargedAgainIdOf,
  chargeFees,
  quoteFee,
  refundFee,
  refundIdOf,
  type ChargedFee,
  type FeeCharge,
  type FeeRefund,
  type FeesContext,
} from './charge.ts';
export { feeVersions, priceFee, publishedFees, type PricedFee } from './rules/fee.ts';
export type { FeeName } from '../card-programmes/index.ts';
