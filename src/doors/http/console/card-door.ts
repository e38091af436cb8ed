// The console's routes about cards, all of them.

import type { CardDeps } from '../card-deps.ts';
import type { App } from '../create-app.ts';
import type { ConsoleDeps } from './deps.ts';

export type ConsoleCardDeps = ConsoleDeps & CardDeps;

export function registerConsoleCardDoor(_app: App, _deps: ConsoleCardDeps): void {
  // Each area of cards registers its routes here.
}
