// What every screen of a visit shares: the door, the devices, who is known, and the ways out.
import { createContext, useContext, useEffect, useRef } from 'react';
import type { DeviceEvent, KioskDevices } from './devices.ts';
import type { Known, ReceiptOf, Setup } from './door.ts';

export type Visit = {
  readonly visitId: string;
  readonly setup: Setup;
  readonly devices: KioskDevices;
  readonly known: Known | undefined;
  readonly setKnown: (known: Known) => void;
  /** Back to the menu. */
  readonly toMenu: () => void;
  /** The act is done: offers a receipt. */
  readonly toReceipt: (about: ReceiptOf) => void;
  /** Ends the visit and clears the screen. */
  readonly end: (reason: 'finished' | 'idle' | 'abandoned' | 'card-kept') => void;
  /** While true the idle clock stands still: something else with its own end is seen passing. */
  readonly hold: (isHeld: boolean) => void;
  /** Somebody did something that is no touch: a note, a card. */
  readonly stir: () => void;
  readonly subscribe: (hear: (event: DeviceEvent) => void) => () => void;
};

export const VisitContext = createContext<Visit | undefined>(undefined);

export function useVisit(): Visit {
  const visit = useContext(VisitContext);
  if (visit === undefined) throw new Error('bug: no visit');
  return visit;
}

/** Hears what the devices tell while the screen is shown. */
export function useDevice(hear: (event: DeviceEvent) => void): void {
  const { subscribe, stir } = useVisit();
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(
    () =>
      subscribe((event) => {
        stir();
        latest.current(event);
      }),
    [subscribe, stir],
  );
}

/** Stops the idle clock while the screen is shown. */
export function useHold(isHeld = true): void {
  const { hold } = useVisit();
  useEffect(() => {
    hold(isHeld);
    return () => hold(false);
  }, [hold, isHeld]);
}
