// The console's door, and what every page behind the sign-in shares.
import { createContext, useContext } from 'react';
import { api } from '../shared/api.ts';
import { currentLanguage } from '../shared/i18n/language.ts';
import type { Permission, Session } from './types.ts';

let onEnded: () => void = () => undefined;

/** Calls to the console's door; an ended session sends the page to the sign-in. */
export const door = api('/console/v1', (problem) => {
  if (problem.reason === 'not-signed-in') onEnded();
});

export function whenSessionEnds(act: () => void): void {
  onEnded = act;
}

export type Visit = { readonly session: Session; readonly signOut: () => Promise<void> };

export const VisitContext = createContext<Visit | undefined>(undefined);

/** The signed-in visit; pages behind the sign-in only. */
export function useVisit(): Visit & { readonly may: (permission: Permission) => boolean } {
  const visit = useContext(VisitContext);
  if (visit === undefined) throw new Error('bug: no visit');
  return { ...visit, may: (permission) => visit.session.person.permissions.includes(permission) };
}

/** The bank's name in the language of the page. */
export function titleOf(title: Readonly<Record<string, string>>): string {
  return title[currentLanguage()] ?? title['en'] ?? '';
}
