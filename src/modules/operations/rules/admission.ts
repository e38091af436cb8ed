// Whether an operation may be asked for at all: class, authenticator and what the programme lets approve it (TK-01, TK-06, TK-29).

import { approvers, operationClass, type ApproverKind, type Programme } from '../../programmes/index.ts';

export type AdmissionRefusal =
  | 'operation-unknown'
  | 'soft-token-registration-needed'
  | 'soft-token-activation-needed'
  | 'hard-token-or-branch-needed'
  | 'hard-token-only'
  | 'soft-token-only'
  | 'password-locked'
  | 'code-locked'
  | 'hard-token-locked';

export type AuthenticatorFacts = {
  readonly active: 'soft' | 'hard' | 'none';
  readonly eligibleForSoft: boolean;
  readonly softRegistered: boolean;
  readonly softLock: 'password-locked' | 'code-locked' | undefined;
  readonly hardLocked: boolean;
};

const isSoft = (kind: ApproverKind): boolean => kind !== 'hard-token';

/** Which methods the active authenticator has for a kind of operation, in the programme's order. */
export function methodsFor(programme: Programme, kind: string, active: AuthenticatorFacts['active']): ApproverKind[] {
  if (active === 'none') return [];
  return approvers(programme, kind).filter((approver) => isSoft(approver) === (active === 'soft'));
}

/**
 * Undefined when the operation may be asked for. Order: the kind is one that is approved; an authenticator is active
 * (else the missing step is told); it may approve this kind; it is not locked.
 * A soft token with locked codes still approves in the app, so `code-locked` stands only where nothing else is left.
 */
export function judgeAdmission(programme: Programme, kind: string, facts: AuthenticatorFacts): AdmissionRefusal | undefined {
  const kindClass = operationClass(programme, kind);
  if (kindClass !== 'financial' && kindClass !== 'non-financial') return 'operation-unknown';
  if (facts.active === 'none') {
    if (facts.softRegistered) return 'soft-token-activation-needed';
    return facts.eligibleForSoft ? 'soft-token-registration-needed' : 'hard-token-or-branch-needed';
  }
  const methods = methodsFor(programme, kind, facts.active);
  if (methods.length === 0) return facts.active === 'soft' ? 'hard-token-only' : 'soft-token-only';
  if (facts.active === 'hard') return facts.hardLocked ? 'hard-token-locked' : undefined;
  // TK-26: the lock after wrong codes locks the token, the app's approval with it.
  return facts.softLock;
}
