// Rates of exchange by API.

import { takeRates } from '../../../modules/card-clearing/index.ts';
import { ratesOfDay, type RatesRefusal } from '../../../modules/exchange/index.ts';
import type { CardDeps } from '../card-deps.ts';
import { NewRates, RatesList, RatesQuery, RatesTaken } from '../contracts/issuer/clearing.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import type { ProblemReason } from '../problems/table.ts';
import { requireClient } from './require-client.ts';

const tags = ['Clearing'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;

const problemsOfRates = {
  'source-malformed': 'rates-unreadable',
  'day-malformed': 'day-malformed',
  'day-in-future': 'day-in-future',
  'base-unknown': 'rates-unreadable',
  'rates-missing': 'rates-unreadable',
  'currency-unknown': 'rates-unreadable',
  'currency-is-base': 'rates-unreadable',
  'currency-twice': 'rates-unreadable',
  'rate-malformed': 'rates-unreadable',
  'rate-change-absurd': 'rate-change-absurd',
} as const satisfies Record<RatesRefusal, ProblemReason>;

export function registerIssuerRateRoutes(app: App, deps: CardDeps): void {
  const { database, clock, cards, programme } = deps;
  const reader = requireClient(deps, 'clearing:read');
  const writer = requireClient(deps, 'clearing:write');
  // The source's day is the one of the programme that uses the rates.
  const timeZone = [...cards.cardProgrammes.values()].find(({ holders }) => holders === programme.programme)?.timeZone ?? 'UTC';

  app.post(
    '/v1/exchange-rates',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Rates of a source for a day; a correction becomes the next version of the day',
        body: NewRates,
        response: {
          200: RatesTaken,
          201: RatesTaken,
          ...problems(...auth, 'rates-unreadable', 'day-malformed', 'day-in-future', 'rate-change-absurd'),
        },
      },
    },
    async (request, reply) => {
      const outcome = await database.transaction(async (tx) => await takeRates(tx, cards, { ...request.body, timeZone }, clock.now()));
      if (outcome.kind === 'refused')
        return sendProblem(reply, problemsOfRates[outcome.reason], { reason: outcome.reason, ...outcome.figures });
      const { id: ratesId, version, created, confirmed } = outcome.value;
      return await reply.status(created ? 201 : 200).send({ ratesId, version, created, confirmed: [...confirmed] });
    },
  );

  app.get(
    '/v1/exchange-rates',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Every version of the rates of a day',
        querystring: RatesQuery,
        response: { 200: RatesList, ...problems(...auth) },
      },
    },
    async (request) => ({
      rates: (await ratesOfDay(database, request.query.day)).map((row) => ({
        ratesId: row.id,
        source: row.source,
        day: row.day,
        version: row.version,
        base: row.base,
        rates: Object.entries(row.rates).map(([currency, rate]) => ({ currency, rate })),
        confirmed: [...row.confirmed],
        importedAt: row.importedAt.toString(),
      })),
    }),
  );
}
