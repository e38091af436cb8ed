// What every page of the app is given: the phone, the programme, and how things stand.
import { createContext, useContext } from 'react';
import type { DeviceStatus, Phone, SignedIn, Standing } from './protocol/phone.ts';

/** The programme's own figures and names; kept for use without a network. */
export type Programme = {
  readonly programme: string;
  readonly title: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
  readonly contactCentre: string;
  /** Where the web bank is; missing in what an older app kept. */
  readonly bankAddress?: string;
  readonly smsInbound: string;
  readonly passwordRule: { readonly lengthMin: number; readonly lengthMax: number };
  readonly vapidPublicKey?: string;
  readonly platforms: Readonly<Record<string, { readonly proofBySms: boolean; readonly foreignNumber: string }>>;
};

export type Visit = {
  readonly phone: Phone;
  readonly programme: Programme | undefined;
  readonly standing: Standing;
  /** Set while somebody is signed in, with or without the bank. */
  readonly signedIn: SignedIn | undefined;
  /** The bank's last word about this device, from sign-in or the signed question. */
  readonly status: DeviceStatus | undefined;
  /** Whether the bank says that the phone's clock is wrong, which spoils codes made from the time. */
  readonly clockWrong: boolean;
  /** Operations that wait, as far as known. */
  readonly waiting: number;
  readonly setSignedIn: (signedIn: SignedIn | undefined) => void;
  /** Reads again what lies on the phone. */
  readonly refresh: () => Promise<void>;
  /** Asks the bank for news. */
  readonly poll: () => Promise<void>;
  readonly signOut: () => void;
};

export const VisitContext = createContext<Visit | undefined>(undefined);

export function useVisit(): Visit {
  const visit = useContext(VisitContext);
  if (visit === undefined) throw new Error('bug: a page outside the app');
  return visit;
}

const storageKey = 'ramz-programme';

export function keptProgramme(): Programme | undefined {
  try {
    const kept = localStorage.getItem(storageKey);
    return kept === null ? undefined : (JSON.parse(kept) as Programme);
  } catch {
    return undefined;
  }
}

export function keepProgramme(programme: Programme): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(programme));
  } catch {
    // Without storage the app asks again at its next start.
  }
}
