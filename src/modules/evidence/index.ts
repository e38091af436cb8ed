// Evidence: what was decided, by whom and with which proof, in chains that show any change.

export { appendEvidence, type EvidencePlace, type NewEvidence } from './append.ts';
export { exportOperation, exportPeriod } from './export.ts';
export { recordsAbout, type KnownRecord } from './records-about.ts';
export { checkChains } from './check-chains.ts';
export { signHeads, type EvidenceSigner } from './sign-heads.ts';
export { fingerprint, readPublicKeys, verifyEvidence, type ShownRecord, type Verdict } from './rules/verify.ts';
export { type Finding } from './rules/verify-chain.ts';
export { type EvidenceRecord } from './rules/chain.ts';
