// How the refusals of soft tokens and operations are told at a door: every reason has a problem, or it does not compile.

import type { Refused } from '../../kernel/refusal.ts';
import type { AdmissionRefusal, CodeEntryRefusal, DecisionRefusal } from '../../modules/operations/index.ts';
import type {
  CodeRefusal,
  CommitRefusal,
  CompletionRefusal,
  ProofRefusal,
  StartRefusal,
  StepRefusal,
  SwitchToHardRefusal,
} from '../../modules/soft-tokens/index.ts';
import type { FastifyReply } from 'fastify';
import { sendProblem } from './problems/problem.ts';
import type { ProblemReason } from './problems/table.ts';

export type TokenRefusal =
  | ProofRefusal
  | StartRefusal
  | StepRefusal
  | CodeRefusal
  | CompletionRefusal
  | CommitRefusal
  | DecisionRefusal
  | CodeEntryRefusal
  | AdmissionRefusal
  | SwitchToHardRefusal
  | 'clock-wrong'
  | 'nothing-to-activate'
  | 'not-locked'
  | 'no-phone-registered'
  | 'soft-token-active';

export const problemsOfRefusals = {
  'device-unknown': 'device-unknown',
  'device-deregistered': 'device-ended',
  'signature-wrong': 'signature-wrong',
  'password-locked': 'password-locked',
  'index-used': 'stale-index',
  'biometry-off': 'biometry-off',
  'sign-in-refused': 'wrong-password',
  'clock-wrong': 'clock-wrong',
  'not-enrolled': 'enrolment-needed',
  'joint-account-holder': 'joint-account',
  'foreign-number': 'foreign-number',
  'screen-lock-needed': 'screen-lock-needed',
  'phone-carries-another-customer': 'phone-of-another-customer',
  'nothing-to-reset': 'nothing-to-reset',
  'too-many-tries': 'too-many-tries',
  'identity-not-matched': 'identity-mismatch',
  'installation-key-invalid': 'key-invalid',
  'client-key-invalid': 'key-invalid',
  'code-too-soon': 'too-soon',
  'code-too-many-sends': 'too-many-sends',
  'registration-over': 'registration-expired',
  'wrong-step': 'wrong-step',
  'wrong-code': 'wrong-code',
  expired: 'code-expired',
  used: 'code-used',
  'too-many-attempts': 'too-many-attempts',
  'offer-unknown': 'activation-unknown',
  'offer-over': 'activation-expired',
  'nothing-to-activate': 'nothing-to-activate',
  'operation-not-found': 'operation-unknown',
  'operation-over': 'operation-decided',
  'details-differ': 'details-changed',
  'number-differs': 'number-differs',
  'device-not-active': 'activation-needed',
  'code-locked': 'token-locked',
  'operation-unknown': 'operation-kind-unknown',
  'soft-token-registration-needed': 'registration-needed',
  'soft-token-activation-needed': 'activation-needed',
  'hard-token-or-branch-needed': 'hard-token-needed',
  'hard-token-only': 'hard-token-only',
  'soft-token-only': 'soft-token-only',
  'hard-token-locked': 'hard-token-locked',
  'code-not-allowed': 'method-not-allowed',
  'no-hard-token': 'no-hard-token',
  'hard-token-active': 'hard-token-active',
  'not-locked': 'token-not-locked',
  'no-phone-registered': 'no-soft-token',
  'soft-token-active': 'soft-token-active',
} as const satisfies Record<TokenRefusal, ProblemReason>;

/** Answers with the problem of a refusal. */
export function refuse(reply: FastifyReply, { reason, figures }: Refused<TokenRefusal>): FastifyReply {
  return sendProblem(reply, problemsOfRefusals[reason], figures);
}

export function isTokenRefusal(reason: string): reason is TokenRefusal {
  return Object.hasOwn(problemsOfRefusals, reason);
}
