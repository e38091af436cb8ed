// Loads, mandates, exchange, closing and travel of the signed-in holder's card accounts.

import Type from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { toJson } from '../../../kernel/money.ts';
import { accountsOf as currentAccountsOf } from '../../../modules/accounts/index.ts';
import { quoteFee } from '../../../modules/card-fees/index.ts';
import {
  cardProgrammeOf,
  closingOf,
  endMandate,
  endTravel,
  loadsOf,
  mandatesOf,
  quoteWallets,
  registerTravel,
  roomForLoad,
  topicOfAccount,
  travelOf,
} from '../../../modules/card-funding/index.ts';
import { accountOf, walletsOf, type CardAccount } from '../../../modules/wallets/index.ts';
import { RolledBack } from '../../../postgres/database.ts';
import type { CardDeps } from '../card-deps.ts';
import { beforeOf, loadAnswer, mandateAnswer, moneyOf, payoutAnswers, quoteAnswer, travelAnswer } from '../card-funding-answers.ts';
import {
  ClosingAnswer,
  LoadList,
  LoadOptions,
  MandateAnswer,
  MandateList,
  PageQuery,
  QuoteAnswer,
  QuoteRequest,
  TravelAnswer,
  TravelList,
  TravelRequest,
} from '../contracts/card-funding.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { problems } from '../problems/contract.ts';
import { languageOf, sendProblem, sendRefusal } from '../problems/problem.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Cards'];
const ownProblems = ['not-signed-in', 'card-account-unknown'] as const;

/** The card account if the signed-in customer is its main holder: another's and none are the same answer. */
export async function ownCardAccount(deps: CardDeps, request: FastifyRequest, id: string): Promise<CardAccount | undefined> {
  const account = await accountOf(deps.database, id);
  return account?.customerId === sessionOf(request).customerId ? account : undefined;
}

export function registerBankFundingRoutes(app: App, deps: CardDeps): void {
  const { database, cards, clock, events } = deps;
  const signedIn = requireCustomer(deps);
  const unknown = (reply: FastifyReply): FastifyReply => sendProblem(reply, 'card-account-unknown');

  app.get(
    '/bank/v1/card-accounts/:id/load-options',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'From where and how much the card account can be loaded now',
        params: IdParams,
        response: { 200: LoadOptions, ...problems(...ownProblems) },
      },
    },
    async (request, reply) => {
      const account = await ownCardAccount(deps, request, request.params.id);
      if (account === undefined) return unknown(reply);
      const { currency } = account;
      const now = clock.now();
      const wallets = await walletsOf(database, account.id);
      const minimum = cardProgrammeOf(cards, account).limits.load.perOperationMin;
      const held = await currentAccountsOf(database, account.customerId);
      const waits = (await cards.identityHold?.(database, account.id, 'load'))?.kind === 'refused';
      return {
        currency,
        room: moneyOf(currency, await roomForLoad(database, cards, account, wallets, now)),
        ...(minimum === null ? {} : { minimum: moneyOf(currency, BigInt(minimum)) }),
        identityMissing: account.status === 'pending' || waits,
        accounts: held
          .filter((one) => one.status === 'open' && one.currency === currency)
          .map(({ id, number, iban, available }) => ({ accountId: id, number, iban, available: moneyOf(currency, available) })),
        mandates: (await mandatesOf(database, account.id)).filter(({ endedAt }) => endedAt === null).map(mandateAnswer),
      };
    },
  );

  app.get(
    '/bank/v1/card-accounts/:id/loads',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'Loads, newest first, with those that another bank has not answered yet',
        params: IdParams,
        querystring: PageQuery,
        response: { 200: LoadList, ...problems(...ownProblems, 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 25 } = request.query;
      const place = cursor === undefined ? [] : fromCursor(cursor, 2);
      if (place === undefined) return sendProblem(reply, 'cursor-unknown');
      const account = await ownCardAccount(deps, request, request.params.id);
      if (account === undefined) return unknown(reply);
      const rows = await loadsOf(database, account.id, { limit: limit + 1, ...beforeOf(place) });
      const page = toPage(rows, limit, ({ askedAt, id }) => [askedAt.toString(), id]);
      return { loads: page.rows.map(loadAnswer), ...(page.next === undefined ? {} : { next: page.next }) };
    },
  );

  app.get(
    '/bank/v1/card-accounts/:id/mandates',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'Mandates for accounts at other banks, those that hold first',
        params: IdParams,
        response: { 200: MandateList, ...problems(...ownProblems) },
      },
    },
    async (request, reply) => {
      const account = await ownCardAccount(deps, request, request.params.id);
      return account === undefined ? unknown(reply) : { mandates: (await mandatesOf(database, account.id)).map(mandateAnswer) };
    },
  );

  app.post(
    '/bank/v1/card-accounts/:id/mandates/:mandateId/end',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'End a mandate: from now on nothing is asked for under it',
        params: Type.Object({ id: Uuid, mandateId: Uuid }),
        response: { 200: MandateAnswer, ...problems(...ownProblems, 'mandate-unknown', 'mandate-ended') },
      },
    },
    async (request, reply) => {
      const { id: accountId, mandateId } = request.params;
      if ((await ownCardAccount(deps, request, accountId)) === undefined) return unknown(reply);
      const actor = `customer:${sessionOf(request).customerId}`;
      const now = clock.now();
      const ended = await database.transaction(
        async (tx) => await endMandate(tx, cards, { accountId, mandateId, actor, reason: 'request' }, now),
      );
      return ended.kind === 'refused' ? sendRefusal(reply, ended) : mandateAnswer(ended.value);
    },
  );

  app.post(
    '/bank/v1/card-accounts/:id/quotes',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'A rate for money between two wallets, kept for its time; `card-exchange` with it is what moves the money',
        params: IdParams,
        body: QuoteRequest,
        response: {
          201: QuoteAnswer,
          ...problems(
            ...ownProblems,
            'card-account-closed',
            'currency-not-offered',
            'amount-malformed',
            'amount-not-positive',
            'amount-too-small',
            'same-currency',
            'rate-unknown',
            'insufficient-funds',
          ),
        },
      },
    },
    async (request, reply) => {
      const { from, to, side, minor } = request.body;
      const asked = {
        accountId: request.params.id,
        customerId: sessionOf(request).customerId,
        from,
        to,
        side: side === 'buy' ? ('buy' as const) : ('sell' as const),
        minor,
      };
      const now = clock.now();
      const given = await database.transaction<Awaited<ReturnType<typeof quoteWallets>>>(async (tx) => {
        const outcome = await quoteWallets(tx, cards, asked, now);
        // What was refused leaves no quote behind.
        if (outcome.kind === 'refused') throw new RolledBack(outcome);
        return outcome;
      });
      return given.kind === 'refused' ? sendRefusal(reply, given) : await reply.status(201).send(quoteAnswer(given.value));
    },
  );

  app.get(
    '/bank/v1/card-accounts/:id/closing',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'What closing costs, or how it stands and what was paid out',
        params: IdParams,
        response: { 200: ClosingAnswer, ...problems(...ownProblems) },
      },
    },
    async (request, reply) => {
      const account = await ownCardAccount(deps, request, request.params.id);
      if (account === undefined) return unknown(reply);
      const closing = await closingOf(database, account.id);
      const numbers = new Map((await currentAccountsOf(database, account.customerId)).map(({ id, number }) => [id, number]));
      const { net, vat, total } = quoteFee(cards, account, 'closing', closing?.startedAt ?? clock.now());
      return {
        status: account.status,
        fee: { net: toJson(net), vat: toJson(vat), total: toJson(total) },
        ...(closing === undefined ? {} : { startedAt: closing.startedAt.toString() }),
        ...(closing?.endedAt == null ? {} : { endedAt: closing.endedAt.toString() }),
        payouts: payoutAnswers(closing, (id) => numbers.get(id) ?? ''),
      };
    },
  );

  app.get(
    '/bank/v1/card-accounts/:id/travel',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'Travel that is not over, with its warnings',
        params: IdParams,
        response: { 200: TravelList, ...problems(...ownProblems) },
      },
    },
    async (request, reply) => {
      const account = await ownCardAccount(deps, request, request.params.id);
      if (account === undefined) return unknown(reply);
      const rows = await travelOf(database, cards, account.id, clock.now());
      return { travel: rows.map((row) => travelAnswer(row, account.currency, languageOf(request))) };
    },
  );

  app.post(
    '/bank/v1/card-accounts/:id/travel',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'Tell of travel, and be warned: conversion at terminals abroad, restricted countries, limits of regulators',
        params: IdParams,
        body: TravelRequest,
        response: {
          201: TravelAnswer,
          ...problems(...ownProblems, 'card-account-closed', 'country-unknown', 'travel-days-malformed', 'travel-over'),
        },
      },
    },
    async (request, reply) => {
      const account = await ownCardAccount(deps, request, request.params.id);
      if (account === undefined) return unknown(reply);
      const now = clock.now();
      const asked = { accountId: account.id, ...request.body };
      const registered = await database.transaction(async (tx) => await registerTravel(tx, cards, asked, now));
      if (registered.kind === 'refused') return sendRefusal(reply, registered);
      events.publish(topicOfAccount(account.id));
      return await reply.status(201).send(travelAnswer(registered.value, account.currency, languageOf(request)));
    },
  );

  app.post(
    '/bank/v1/card-accounts/:id/travel/:travelId/end',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'Take back what was told of travel',
        params: Type.Object({ id: Uuid, travelId: Uuid }),
        response: { 200: Type.Object({ travelId: Uuid }), ...problems(...ownProblems, 'travel-unknown') },
      },
    },
    async (request, reply) => {
      const { id: accountId, travelId } = request.params;
      if ((await ownCardAccount(deps, request, accountId)) === undefined) return unknown(reply);
      const now = clock.now();
      const ended = await database.transaction(async (tx) => await endTravel(tx, { accountId, travelId }, now));
      return ended.kind === 'refused' ? sendRefusal(reply, ended) : { travelId };
    },
  );
}
