// What a person may do at a kiosk: by how they are known, and by how long they have not touched the screen.

import type { CardProgramme } from '../../card-programmes/index.ts';

/** nobody: just a touch; card: a card was read; pin: and its PIN was right; document: an identity document was read. */
export type KnownBy = 'nobody' | 'card' | 'pin' | 'document';

/** PC-41: what the kiosk does. */
export const kioskActs = ['apply', 'activate', 'load-cash', 'load', 'replace', 'renew', 'close', 'balance'] as const;
export type KioskAct = (typeof kioskActs)[number];

// What shows or moves money needs the PIN. What the holder approves on the own phone anyway can begin with the card or the document:
// a new card has no PIN yet, and a lost one is not there to be read.
const ways: Readonly<Record<KioskAct, readonly KnownBy[]>> = {
  apply: ['document'],
  activate: ['card', 'pin', 'document'],
  'load-cash': ['pin'],
  load: ['pin'],
  replace: ['pin', 'document'],
  renew: ['pin', 'document'],
  close: ['pin'],
  balance: ['pin'],
};

export const waysTo = (act: KioskAct): readonly KnownBy[] => ways[act];

export type VisitState = { readonly knownBy: KnownBy; readonly usedAt: Temporal.Instant; readonly endedAt: Temporal.Instant | null };

export type VisitRefusal = 'visit-over' | 'card-needed' | 'card-pin-needed' | 'document-needed';

/** The moment from which a visit that nobody touches is over: the idle time, then the count-down that is shown. */
export function idleEnd({ kiosk }: Pick<CardProgramme, 'kiosk'>, usedAt: Temporal.Instant): Temporal.Instant {
  return usedAt.add({ seconds: kiosk.idleSeconds + kiosk.warningSeconds });
}

/** Whether the visit may do the act now; undefined where it may. */
export function judgeVisit(
  programme: Pick<CardProgramme, 'kiosk'>,
  visit: VisitState,
  act: KioskAct | undefined,
  now: Temporal.Instant,
): VisitRefusal | undefined {
  if (visit.endedAt !== null || Temporal.Instant.compare(now, idleEnd(programme, visit.usedAt)) >= 0) return 'visit-over';
  if (act === undefined || ways[act].includes(visit.knownBy)) return undefined;
  if (ways[act].includes('pin') && visit.knownBy === 'card') return 'card-pin-needed';
  return ways[act].includes('pin') ? 'card-needed' : 'document-needed';
}
