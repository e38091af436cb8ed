// One-time codes by SMS and e-mail.

export { issueCode, sweepCodes, verifyCode, type CodeOrder, type CodeRefusal, type CodeSent } from './one-time-code.ts';
