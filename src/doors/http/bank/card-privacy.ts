// The holder's own personal data: seen, and asked to be corrected or deleted (PC-40, PC-60).

import { askCorrection, dataFields } from '../../../modules/card-privacy/index.ts';
import { dataRequestAnswer, personalData } from '../card-privacy-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import { DataRequestAnswer, DataRequestFor, PersonalData } from '../contracts/card-privacy.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';

const tags = ['Personal data'];

export function registerBankPrivacyRoutes(app: App, deps: CardDeps): void {
  const { cards, clock, programme } = deps;
  const signedIn = { preHandler: requireCustomer(deps) };

  app.get(
    '/bank/v1/personal-data',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'All personal data that are held, to whom they were disclosed, and what was changed',
        response: { 200: PersonalData, ...problems('not-signed-in', 'customer-unknown') },
      },
    },
    async (request, reply) => (await personalData(deps, sessionOf(request).customerId)) ?? sendProblem(reply, 'customer-unknown'),
  );

  app.post(
    '/bank/v1/personal-data/requests',
    {
      ...signedIn,
      schema: {
        tags,
        summary: 'Ask to have data corrected or deleted',
        body: DataRequestFor,
        response: {
          201: DataRequestAnswer,
          ...problems('not-signed-in', 'customer-unknown', 'value-malformed', 'email-malformed', 'address-malformed', 'field-needed'),
        },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const { act, value, reason } = request.body;
      const field = dataFields.find((known) => known === request.body.field) ?? 'name';
      const wish = {
        programme: programme.programme,
        customerId,
        act: act === 'delete' ? 'delete' : 'correct',
        field,
        reason,
        actor: `customer:${customerId}`,
        ...(value === undefined ? {} : { value }),
      } as const;
      const outcome = await askCorrection(cards, wish, clock.now());
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      return await reply.status(201).send(dataRequestAnswer(deps, { ...outcome.value, valueSealed: null }, false));
    },
  );
}
