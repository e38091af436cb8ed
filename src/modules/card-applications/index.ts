// Applications for cards: who may have one, how the identity is established, what was consented to, which terms hold.

export type {
  Application,
  ApplicationChannel,
  Consent,
  IdentityCheckKind,
  IdentityCheckRow,
  IdentityState,
  IdentityStep,
} from './application.ts';
export { applyForCard, type Applied, type ApplicationWish, type ApplyRefusal, type NewPerson } from './apply.ts';
export {
  demandIdentity,
  identityHold,
  identityState,
  proveIdentity,
  recordIdentityCheck,
  withdrawApplication,
  type CheckRefusal,
  type DemandRefusal,
  type ProofRefusal,
} from './identity.ts';
export { changeConsent, type ConsentRefusal } from './consents.ts';
export { chargeJoiningFee } from './joining-fee.ts';
export { readMrz, type Mrz, type MrzRefusal } from './rules/mrz.ts';
export { type EligibilityRefusal, type GivenDocument } from './rules/eligibility.ts';
export { acceptVersion, noticesOf, publishedTerms, termsTask, type AcceptRefusal, type PublishedTerms, type TermsNotice } from './terms.ts';
export { acceptancesOf, termsLanguages, termsText, type Acceptance, type TermsLanguage } from './terms-texts.ts';
export {
  application,
  applicationOfAccount,
  applicationsOf,
  checksOf,
  consentsOf,
  eraseDocuments,
  sealedColumns,
  waitingApplications,
} from './store.ts';
