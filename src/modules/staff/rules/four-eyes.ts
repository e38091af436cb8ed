// An act that the programme wants two people for: who may be the second, and until when.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import { may, type Role } from './permissions.ts';

/** The acts that a programme may put under four eyes, with who may be the second person. */
export const secondPerson = {
  'hard-token.assign': ['branch', 'supervisor'],
  'soft-token.deregister': ['contact-centre', 'branch', 'supervisor'],
  'mobile.verify': ['branch', 'supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof secondPerson;

export const acts = Object.keys(secondPerson) as Act[];

/** The programme's name for each act (`staff.fourEyes`). */
export const fourEyesName = {
  'hard-token.assign': 'hard-token-assignment',
  'soft-token.deregister': 'soft-token-deregistration',
  'mobile.verify': 'mobile-verification',
} as const satisfies Record<Act, string>;

export type RequestState = {
  action: Act;
  askedBy: string;
  status: 'waiting' | 'approved' | 'refused' | 'withdrawn' | 'failed';
  expiresAt: Temporal.Instant;
};

export type DecisionRefusal = 'request-decided' | 'request-expired' | 'same-person' | 'not-permitted';

/**
 * Whether this person may decide on the request now. The same person is told so before anything else about them,
 * since no role mends it.
 */
export function mayDecide(
  request: RequestState,
  person: { id: string; roles: readonly Role[] },
  now: Temporal.Instant,
): Outcome<undefined, DecisionRefusal> {
  if (request.status !== 'waiting') return refused('request-decided');
  if (Temporal.Instant.compare(now, request.expiresAt) >= 0) return refused('request-expired');
  if (person.id === request.askedBy) return refused('same-person');
  const second: readonly Role[] = secondPerson[request.action];
  if (!may(person.roles, 'request.decide')) return refused('not-permitted');
  if (!person.roles.some((role) => second.includes(role))) return refused('not-permitted');
  return done(undefined);
}
