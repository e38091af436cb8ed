// The web bank's JSON door: enrolment, sessions, accounts and profile. Operations and token services are added beside it.

import type { App } from '../create-app.ts';
import type { Deps } from '../deps.ts';
import { registerAccountRoutes } from './accounts.ts';
import { registerEnrolmentRoutes } from './enrolment.ts';
import { registerProfileRoutes } from './profile.ts';
import { registerSessionRoutes } from './session.ts';

export function registerBankDoor(app: App, deps: Deps): void {
  registerEnrolmentRoutes(app, deps);
  registerSessionRoutes(app, deps);
  registerAccountRoutes(app, deps);
  registerProfileRoutes(app, deps);
}
