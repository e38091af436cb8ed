// The web bank's users and sessions.

export { enrol, isEnrolled, userNameOf, type EnrolRefusal } from './enrol.ts';
export {
  completeEnrolment,
  openEnrolment,
  resendEnrolmentCode,
  startEnrolment,
  verifyEnrolmentCode,
  type EnrolmentCodeRefusal,
  type EnrolmentCompletionRefusal,
  type EnrolmentRequest,
  type EnrolmentStartRefusal,
} from './enrolment.ts';
export type { EnrolmentRow } from './enrolment-store.ts';
export { normaliseUserName, stateAt as enrolmentStateAt, type EnrolmentState } from './rules/enrolment.ts';
export { changePassword, signIn, type SignedIn, type SignInRefusal, type SignInRequest, type WebBankContext } from './sign-in.ts';
export { endSession, endSessions, forgetOldTries, removeDevice, useSession } from './sessions.ts';
export {
  lastSignInBefore,
  selectDevices as devicesOf,
  selectSessions as sessionsOf,
  type DeviceRow,
  type EndReason,
  type SessionRow,
} from './store.ts';
export { passwordLengthMax, passwordLengthMin, type PasswordRefusal } from './rules/password.ts';
