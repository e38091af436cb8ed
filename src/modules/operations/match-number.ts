// Two-digit number matching: the page shows a number, the customer types it into the app before approving.

import type { KeyStore } from '../keys/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import type { OperationsContext } from './context.ts';

/** The number of an operation, '00' to '99': derived from its id under the bank's key, so that nothing is stored. */
export function matchNumber(keys: KeyStore, operationId: string): string {
  const [high = 0, low = 0] = keys.digest('operations/match-number', operationId);
  return String(((high << 8) | low) % 100).padStart(2, '0');
}

/** The number that an approval in the app must name; undefined where the programme does not ask for one. */
export function numberToMatch(
  context: Pick<OperationsContext, 'keys' | 'programmes'>,
  operation: { readonly id: string; readonly programme: string },
): string | undefined {
  return programmeNamed(context.programmes, operation.programme).approval.numberMatching
    ? matchNumber(context.keys, operation.id)
    : undefined;
}
