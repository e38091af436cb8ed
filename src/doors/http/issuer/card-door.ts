// The issuer API's routes about cards, all of them.

import type { CardDeps } from '../card-deps.ts';
import type { App } from '../create-app.ts';
import { registerIssuerCardAccountRoutes } from './card-accounts.ts';
import { registerIssuerFundingRoutes } from './card-funding.ts';
import { registerIssuerCardRoutes } from './cards.ts';
import { registerIssuerDisputeRoutes } from './card-disputes.ts';

export function registerIssuerCardDoor(app: App, deps: CardDeps): void {
  registerIssuerCardAccountRoutes(app, deps);
  registerIssuerCardRoutes(app, deps);
  registerIssuerFundingRoutes(app, deps);
  registerIssuerDisputeRoutes(app, deps);
}
