// The console's door: made from what the composition root has, with every route behind the guard.

import { staffActs, type StaffContext } from '../../../modules/staff/index.ts';
import type { CardDeps } from '../card-deps.ts';
import { createApp, type App } from '../create-app.ts';
import type { Deps } from '../deps.ts';
import { registerConsoleCardDoor, type ConsoleCardDeps } from './card-door.ts';
import { callRoutes } from './call-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { guardConsole, guardCustomers } from './guard.ts';
import { hardTokenRoutes } from './hard-token-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { staffRoutes } from './staff-routes.ts';

/** The staff module's context for a door: passkeys belong to its first origin, and to its host. */
export function staffContext(deps: Deps, origins: () => readonly string[]): StaffContext {
  const { database, keys, programmes, programme } = deps;
  const name = programme.title['en'];
  return {
    db: database,
    keys,
    programmes,
    site() {
      const [first = 'http://localhost'] = origins();
      return { name, rpId: new URL(first).hostname, origins: [first] };
    },
  };
}

/** Makes the door; the caller adds health and pages, and listens. */
export async function consoleDoor(deps: CardDeps): Promise<App> {
  const app = await createApp({ deps, door: 'console', cookiePaths: ['/console/v1/'] });
  const { keys, programmes, softTokens } = deps;
  const staff = staffContext(deps, () => app.ownOrigins());
  const consoleDeps: ConsoleCardDeps = { ...deps, staff, executors: staffActs({ keys, programmes, softTokens }) };
  guardConsole(app, staff, () => deps.clock.now());
  guardCustomers(app, deps);
  sessionRoutes(app, consoleDeps);
  customerRoutes(app, consoleDeps);
  callRoutes(app, consoleDeps);
  hardTokenRoutes(app, consoleDeps);
  staffRoutes(app, consoleDeps);
  registerConsoleCardDoor(app, consoleDeps);
  return app;
}
