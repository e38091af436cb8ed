// Lost cards, and a plastic card in its holder's hands, for the console's pages about loss files, contact and endings to show.

import { reportLoss } from '../modules/card-care/index.ts';
import { activateCard, advanceProduction } from '../modules/cards/index.ts';
import type { ConsoleDoor } from '../testing/console-door.ts';
import { openCardFor } from './card-acts.ts';
import { must, type World } from './world.ts';

/** Salim's card was reported stolen days ago and nothing written came; Aisha's was reported lost just now; Emma holds a plastic card. */
export async function seedConsoleCare({ deps, clock, customerNamed }: ConsoleDoor) {
  const { cards, database } = deps;
  const world = { deps } as unknown as World;
  const now = clock.now();
  const phoned = { channel: 'phone', actor: 'staff:test' } as const;
  const stolen = await openCardFor(world, { id: customerNamed('salim').id });
  const then = now.subtract({ hours: 24 * 6 });
  const late = must(
    await reportLoss(cards, { cardId: stolen.cardId, kind: 'stolen', happenedAt: then.subtract({ hours: 3 }), ...phoned }, then),
  );
  const lost = await openCardFor(world, { id: customerNamed('aisha').id });
  const fresh = must(await reportLoss(cards, { cardId: lost.cardId, kind: 'lost', ...phoned }, now));
  const plastic = await openCardFor(world, { id: customerNamed('emma').id }, { form: 'physical', active: false });
  const actor = 'client:producer';
  await database.transaction(async (tx) => {
    for (const step of ['produce', 'ship', 'deliver'] as const)
      must(await advanceProduction(tx, cards, { cardId: plastic.cardId, step, actor }, now));
    must(await activateCard(tx, cards, { cardId: plastic.cardId, actor: `customer:${customerNamed('emma').id}` }, now));
  });
  return { late: late.id, fresh: fresh.id, stolen, lost, plastic };
}
