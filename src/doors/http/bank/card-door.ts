// The web bank's routes about cards, all of them.

import type { CardDeps } from '../card-deps.ts';
import type { App } from '../create-app.ts';
import { registerBankFundingRoutes } from './card-funding.ts';
import { registerBankRecordRoutes } from './card-records.ts';
import { registerBankCardRoutes } from './cards.ts';
import { registerBankDisputeRoutes } from './card-disputes.ts';
import { registerBankApplicationRoutes } from './card-applications.ts';
import { registerBankCareRoutes } from './card-care.ts';
import { registerBankPrivacyRoutes } from './card-privacy.ts';

export function registerBankCardDoor(app: App, deps: CardDeps): void {
  registerBankCardRoutes(app, deps);
  registerBankFundingRoutes(app, deps);
  registerBankRecordRoutes(app, deps);
  registerBankDisputeRoutes(app, deps);
  registerBankApplicationRoutes(app, deps);
  registerBankCareRoutes(app, deps);
  registerBankPrivacyRoutes(app, deps);
}
