// Which cards of an account that ends have to be destroyed (PC-56).

import type { Card } from '../../cards/index.ts';

const lostReasons: readonly (string | null)[] = ['lost', 'stolen'];
const notHandedOut: readonly string[] = ['ordered', 'produced', 'shipped'];

/** Plastic in the holder's hands: not a virtual card, not one on its way, not one that was lost or stolen. */
export function needsDestruction({ form, status, statusReason }: Pick<Card, 'form' | 'status' | 'statusReason'>): boolean {
  return form === 'physical' && !notHandedOut.includes(status) && !(status === 'closed' && lostReasons.includes(statusReason));
}
