// The web bank's routes about cards, all of them.

import type { CardDeps } from '../card-deps.ts';
import type { App } from '../create-app.ts';

export function registerBankCardDoor(_app: App, _deps: CardDeps): void {
  // Each area of cards registers its routes here.
}
