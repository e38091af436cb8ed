// Staff of the bank: what other rooms may use.

export { newId, newSecret, type Site, type StaffContext } from './context.ts';
export { isRole, may, permissions, permissionsOf, roles, type Permission, type Role } from './rules/permissions.ts';
export { acts, mayDecide, secondPerson, type Act } from './rules/four-eyes.ts';
export { questions, type Question } from './rules/call.ts';
export { addMember, changeRoles, invite, setActive } from './members.ts';
export { beginInvitedEnrolment, beginOwnEnrolment, beginSignIn, completeEnrolment, removePasskey, signIn } from './passkeys.ts';
export { idleSeconds, signOut, staffOfSession, type SignedInStaff } from './sessions.ts';
export { askOrDo, decideRequest, withdrawRequest, type ActAnswer, type ActExecutor, type ActExecutors } from './requests.ts';
export { member, memberNamed, members, passkeysOf } from './store.ts';
export { request, requests, type CallRow, type RequestRow } from './store-cases.ts';
export { allowsForCustomer, answerCall, checkCallCode, currentCall, endCall, openCall, sendCallCode } from './calls.ts';
export { beginMobileCheck, completeMobileCheck } from './mobile-checks.ts';
export { historyOf, type HistoryRecord } from './history.ts';
export { staffActs } from './acts.ts';
export { importTokens, resynchroniseToken, unlockToken } from './token-care.ts';
