// Cards found by what staff have before them: the id that a file names, or the number of a customer.

import type { Card } from '../../../modules/cards/index.ts';
import { cardsOfHolder } from '../../../modules/cards/index.ts';
import { customer, customerByNumber, type Customer } from '../../../modules/customers/index.ts';
import { cardOfDoor, cardProgrammeNames } from '../card-scope.ts';
import * as contract from '../contracts/console/card-lookup.ts';
import type { App } from '../create-app.ts';
import { sendProblem } from '../problems/problem.ts';
import type { ConsoleCardDeps } from './card-door.ts';

const inWords = ({ id, accountId, lastFour, status }: Card, { id: customerId, number, name }: Customer) => ({
  cardId: id,
  accountId,
  lastFour,
  status,
  holder: { customerId, number, name },
});

export function consoleLookupRoutes(app: App, deps: ConsoleCardDeps): void {
  const { database, programme } = deps;
  const view = { permission: 'card.view' } as const;

  app.get(
    '/console/v1/cards/:id',
    { config: view, schema: { ...contract.CardRead, summary: 'A card and its holder in a few words' } },
    async (request, reply) => {
      const found = await cardOfDoor(deps, request.params.id);
      const holder = found === undefined ? undefined : await customer(database, found.holderId);
      return found === undefined || holder === undefined ? sendProblem(reply, 'card-unknown') : inWords(found, holder);
    },
  );

  app.get(
    '/console/v1/cards',
    {
      config: view,
      schema: { ...contract.CardsFind, summary: 'Cards of the customer with that number; none where there is no such customer' },
    },
    async (request) => {
      const holder = await customerByNumber(database, programme.programme, request.query.customerNumber);
      const cards = holder === undefined ? [] : await cardsOfHolder(database, holder.id);
      const ours = cardProgrammeNames(deps);
      return { cards: holder === undefined ? [] : cards.filter((one) => ours.includes(one.programme)).map((one) => inWords(one, holder)) };
    },
  );
}
