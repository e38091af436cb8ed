// Every column of the database that holds secrets for longer than some minutes, for the rotation of keys.

import { sealedColumns as ofAccounts } from './modules/accounts/index.ts';
import { sealedColumns as ofCardDisputes } from './modules/card-disputes/index.ts';
import { sealedColumns as ofCardKeys } from './modules/card-security/index.ts';
import { sealedColumns as ofCards } from './modules/cards/index.ts';
import { sealedColumns as ofCardApplications } from './modules/card-applications/index.ts';
import { sealedColumns as ofCardPrivacy } from './modules/card-privacy/index.ts';
import { sealedColumns as ofCustomers } from './modules/customers/index.ts';
import { sealedColumns as ofHardTokens } from './modules/hard-tokens/index.ts';
import { sealedColumns as ofKiosks } from './modules/kiosk/index.ts';
import type { SealedColumn } from './modules/keys/index.ts';
import { sealedColumns as ofSoftTokens } from './modules/soft-tokens/index.ts';
import { sealedColumns as ofWebhooks } from './modules/webhooks/index.ts';

/** Codes in the outbox, offers and offline states live for minutes: they are gone before a key could matter. */
export const sealedColumns: readonly SealedColumn[] = [
  ...ofAccounts,
  ...ofCardApplications,
  ...ofCardPrivacy,
  ...ofCardDisputes,
  ...ofCardKeys,
  ...ofCards,
  ...ofCustomers,
  ...ofHardTokens,
  ...ofKiosks,
  ...ofSoftTokens,
  ...ofWebhooks,
];
