// What the kiosk needs from the rest of the house.

import type { FundingContext } from '../card-funding/index.ts';
import type { OperationsContext } from '../operations/index.ts';

export type KioskContext = FundingContext & { readonly operations: OperationsContext };
