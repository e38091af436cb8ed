// Disclosures of personal data by API: the only way on which they leave the house, each logged (PC-60).

import Type from 'typebox';

import { discloseData, disclosureCategories, disclosuresOf } from '../../../modules/card-privacy/index.ts';
import { customer } from '../../../modules/customers/index.ts';
import { disclosureRow } from '../card-privacy-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import { cardProgrammeOfDoor } from '../card-scope.ts';
import { DisclosureAnswer, DisclosureFor, DisclosureList } from '../contracts/card-privacy.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { actorOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Personal data'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;

export function registerIssuerPrivacyRoutes(app: App, deps: CardDeps): void {
  const { database, cards, clock, programme: holders } = deps;

  app.post(
    '/v1/disclosures',
    {
      onRequest: requireClient(deps, 'disclosures:write'),
      schema: {
        tags,
        summary: 'Disclose personal data of a holder to a recipient whose class and purpose the programme names',
        body: DisclosureFor,
        response: {
          201: DisclosureAnswer,
          ...problems(...auth, 'product-unknown', 'customer-unknown', 'recipient-refused', 'purpose-refused'),
        },
      },
    },
    async (request, reply) => {
      const { customerId, recipientClass, recipient, purpose, reference = '' } = request.body;
      const programme = cardProgrammeOfDoor(deps, request.body.programme);
      if (programme === undefined) return sendProblem(reply, 'product-unknown');
      const categories = disclosureCategories.filter((known) => request.body.categories.includes(known));
      const actor = actorOf(request);
      const wish = { programme: programme.programme, customerId, recipientClass, recipient, purpose, categories, reference, actor };
      const outcome = await discloseData(cards, wish, clock.now());
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      const { disclosure, data } = outcome.value;
      return await reply.status(201).send({ disclosureId: disclosure.id, at: disclosure.at.toString(), data });
    },
  );

  app.get(
    '/v1/customers/:id/disclosures',
    {
      onRequest: requireClient(deps, 'disclosures:read'),
      schema: {
        tags,
        summary: 'To whom data of a holder were disclosed, newest first',
        params: IdParams,
        response: { 200: DisclosureList, ...problems(...auth, 'customer-unknown') },
      },
    },
    async (request, reply) => {
      if ((await customer(database, request.params.id))?.programme !== holders.programme) return sendProblem(reply, 'customer-unknown');
      return { disclosures: (await disclosuresOf(database, request.params.id)).map(disclosureRow) };
    },
  );
}
