// Every sealed column of this module, for the rotation of keys.

import type { SealedColumn } from '../keys/index.ts';
import { waitingPinColumn } from './once-store.ts';
import { sealedColumns as ofCards } from './store.ts';

export const sealedColumns: readonly SealedColumn[] = [...ofCards, waitingPinColumn];
