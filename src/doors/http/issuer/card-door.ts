// The issuer API's routes about cards, all of them.

import type { CardDeps } from '../card-deps.ts';
import type { App } from '../create-app.ts';
import { registerIssuerCardAccountRoutes } from './card-accounts.ts';
import { registerIssuerAuthorizationRoutes } from './card-authorizations.ts';
import { registerIssuerSimulatorRoutes } from './simulator.ts';
import { registerIssuerFundingRoutes } from './card-funding.ts';
import { registerIssuerRecordRoutes } from './card-records.ts';
import { registerIssuerCardRoutes } from './cards.ts';
import { registerIssuerClearingRoutes } from './clearing.ts';
import { registerIssuerRateRoutes } from './rates.ts';
import { registerIssuerPayoutRoutes } from './card-payouts.ts';
import { registerIssuerSuspenseRoutes } from './suspense.ts';
import { registerIssuerDisputeRoutes } from './card-disputes.ts';
import { registerIssuerApplicationRoutes } from './card-applications.ts';
import { registerIssuerCareRoutes } from './card-care.ts';
import { registerIssuerPrivacyRoutes } from './card-privacy.ts';
import { registerVoiceRoutes } from './voice.ts';

export function registerIssuerCardDoor(app: App, deps: CardDeps): void {
  registerIssuerCardAccountRoutes(app, deps);
  registerIssuerCardRoutes(app, deps);
  registerIssuerAuthorizationRoutes(app, deps);
  if (deps.settings.simulator === true) registerIssuerSimulatorRoutes(app, deps);
  registerIssuerClearingRoutes(app, deps);
  registerIssuerSuspenseRoutes(app, deps);
  registerIssuerRateRoutes(app, deps);
  registerIssuerFundingRoutes(app, deps);
  registerIssuerPayoutRoutes(app, deps);
  registerIssuerRecordRoutes(app, deps);
  registerIssuerDisputeRoutes(app, deps);
  registerIssuerApplicationRoutes(app, deps);
  registerIssuerCareRoutes(app, deps);
  registerIssuerPrivacyRoutes(app, deps);
  registerVoiceRoutes(app, deps);
}
