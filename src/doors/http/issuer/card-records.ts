// Transactions, holds and statements of card accounts by API.

import type { CardDeps } from '../card-deps.ts';
import { registerCardRecords } from '../card-records.ts';
import { cardAccountOfDoor } from '../card-scope.ts';
import type { App } from '../create-app.ts';
import { requireClient } from './require-client.ts';

export function registerIssuerRecordRoutes(app: App, deps: CardDeps): void {
  registerCardRecords(app, deps, {
    prefix: '/v1',
    tags: ['Card funding'],
    guard: { onRequest: requireClient(deps, 'cards:read') },
    guardProblems: ['api-key-missing', 'api-key-unknown', 'scope-missing'],
    find: async (_request, id) => await cardAccountOfDoor(deps, id),
  });
}
