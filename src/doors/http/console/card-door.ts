// The console's routes about cards, all of them.

import type { CardDeps } from '../card-deps.ts';
import type { App } from '../create-app.ts';
import { consoleCardAccountRoutes } from './card-account-routes.ts';
import { consoleDisputeRoutes } from './card-dispute-routes.ts';
import type { ConsoleDeps } from './deps.ts';
import { consoleCareRoutes } from './card-care-routes.ts';
import { consoleContactRoutes } from './card-contact-routes.ts';
import { consoleFileRoutes } from './card-file-routes.ts';
import { consoleLookupRoutes } from './card-lookup-routes.ts';
import { consolePersonRoutes } from './card-person-routes.ts';
import { consoleSuspenseRoutes } from './suspense-routes.ts';

export type ConsoleCardDeps = ConsoleDeps & CardDeps;

export function registerConsoleCardDoor(app: App, deps: ConsoleCardDeps): void {
  consoleCardAccountRoutes(app, deps);
  consoleDisputeRoutes(app, deps);
  consoleCareRoutes(app, deps);
  consoleContactRoutes(app, deps);
  consoleFileRoutes(app, deps);
  consoleLookupRoutes(app, deps);
  consolePersonRoutes(app, deps);
  consoleSuspenseRoutes(app, deps);
}
