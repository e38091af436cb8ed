// Which day a payment counts for.

import type { Programme } from '../programmes/index.ts';

/** ISO date of an instant in the programme's calendar. */
export function dayOf({ timeZone }: Pick<Programme, 'timeZone'>, at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
