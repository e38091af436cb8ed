// Soft tokens: what other modules and the doors may use.

export { commitActivation, readActivation, startActivation, type Activation, type CommitRefusal, type KeyCommit } from './activation.ts';
export { judgeCodes, makeOperationQr, type CodeOutcome, type OperationQr, type TypedCode } from './codes.ts';
export type { SoftTokenContext } from './context.ts';
export {
  forgetPush,
  selectDevice as device,
  selectLiveDevices as devicesOf,
  type DeviceRow,
  type Platform,
  type PushKeys,
  type ScreenLock,
} from './device-store.ts';
export { deregister, type EndReason } from './end-device.ts';
export {
  completeRegistration,
  enterCode,
  openRegistration,
  resendCode,
  takeInboundSms,
  type CodeRefusal,
  type CompletionRefusal,
  type StepRefusal,
} from './finish-registration.ts';
export { proveOnline, type OnlineProof, type ProofOutcome, type ProofRefusal } from './prove-online.ts';
export { refusalOfProof, tellLocks } from './prove-one.ts';
export { type RegistrationRow } from './registration-store.ts';
export { commitRekey, offerRekey } from './rekey.ts';
export { deviceStatus, type DeviceStatus } from './rules/device-status.ts';
export { type MissingStep } from './rules/missing-step.ts';
export { type RegistrationRefusal } from './rules/registration.ts';
export { keepPushSubscription, switchBiometry } from './settings.ts';
export { createSignIns, readState, sessionDevice, signIn, type SignIn, type SignedIn } from './sign-in.ts';
export { startRegistration, type RegistrationRequest, type StartRefusal } from './start-registration.ts';
export { approverSummary, tokenSummary, type TokenSummary } from './summary.ts';
export {
  confirmSwitchToHard,
  enableSoftToken,
  startSwitchToHard,
  switchToSoft,
  type CodeSent,
  type SwitchToHardRefusal,
} from './switching.ts';
export { sealedColumns } from './sealed.ts';
