// The issuer API: all its routes.

import type { App } from '../create-app.ts';
import type { ApprovalDeps } from '../token/deps.ts';
import { registerCustomerRoutes } from './customers.ts';
import { registerKeyRoutes } from './keys.ts';
import { registerOperationRoutes } from './operations.ts';
import { registerRecordRoutes } from './records.ts';
import { registerWebhookRoutes } from './webhooks.ts';

export function registerIssuerDoor(app: App, deps: ApprovalDeps): void {
  registerOperationRoutes(app, deps);
  registerCustomerRoutes(app, deps);
  registerRecordRoutes(app, deps);
  registerWebhookRoutes(app, deps);
  registerKeyRoutes(app, deps);
}
