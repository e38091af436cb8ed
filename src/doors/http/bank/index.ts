// The web bank's JSON door: all its routes.

import type { App } from '../create-app.ts';
import type { ApprovalDeps } from '../token/deps.ts';
import { registerAccountRoutes } from './accounts.ts';
import { registerBankOperationRoutes } from './operations.ts';
import { registerProfileRoutes } from './profile.ts';
import { registerSessionRoutes } from './session.ts';
import { registerBankTokenRoutes } from './token.ts';

/** Paths whose requests carry the session cookie: give them to `createApp`. */
export const bankCookiePaths = ['/bank/v1/'] as const;

export function registerBankDoor(app: App, deps: ApprovalDeps): void {
  registerSessionRoutes(app, deps);
  registerAccountRoutes(app, deps);
  registerProfileRoutes(app, deps);
  registerBankOperationRoutes(app, deps);
  registerBankTokenRoutes(app, deps);
}
