// The web bank's door, and the session that every page shares.
import { createContext, useContext } from 'react';
import { api, Problem } from '../shared/api.ts';
import type { Programme, Session } from './types.ts';

let onEnded: () => void = () => undefined;

/** Calls to the bank; an ended session sends the page to the sign-in. */
export const bank = api('/bank/v1', (problem) => {
  if (problem.reason === 'not-signed-in') onEnded();
});

export function whenSessionEnds(act: () => void): void {
  onEnded = act;
}

/** Whether the error sends the customer to the token services: an approval is not possible in the present state (TK-01, TK-06). */
export function needsToken(error: unknown): boolean {
  return error instanceof Problem && tokenReasons.has(error.reason);
}

const tokenReasons = new Set([
  'token-needed',
  'installation-needed',
  'registration-needed',
  'activation-needed',
  'hard-token-needed',
  'hard-token-only',
  'soft-token-only',
  'hard-token-locked',
  'not-eligible',
  'token-locked',
  'suspended',
]);

export type Visit = { readonly session: Session; readonly programme: Programme; readonly signOut: () => Promise<void> };

export const VisitContext = createContext<Visit | undefined>(undefined);

/** The signed-in visit; pages behind the sign-in only. */
export function useVisit(): Visit {
  const visit = useContext(VisitContext);
  if (visit === undefined) throw new Error('bug: no visit');
  return visit;
}

/** Bytes of base64url without padding. */
export function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
