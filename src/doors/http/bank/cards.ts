// Card accounts and cards of the signed-in customer: state, freezing, cancelling, and what was approved to be shown once.

import Type, { type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { toJson } from '../../../kernel/money.ts';
import { refused, type Outcome } from '../../../kernel/refusal.ts';
import { priceFee } from '../../../modules/card-fees/index.ts';
import { feeNames, type CardProgramme } from '../../../modules/card-programmes/index.ts';
import {
  card as readCard,
  cardsOf,
  cardsOfHolder,
  changePinAfterApproval,
  channels,
  closeCard,
  freezeCard,
  reasonForHolder,
  showDetails,
  showPin,
  unfreezeCard,
  type ActRefusal,
  type Card,
} from '../../../modules/cards/index.ts';
import { customer } from '../../../modules/customers/index.ts';
import { accountsOf, walletsOf, type CardAccount } from '../../../modules/wallets/index.ts';
import type { Language } from '../../../modules/customers/index.ts';
import { RolledBack, type Session } from '../../../postgres/database.ts';
import { cardAnswer, walletAnswer } from '../card-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import {
  CardAccountAnswer,
  CardAccountList,
  CardAnswer,
  CardRulesList,
  DetailsAnswer,
  PinAnswer,
  PinChange,
  UseApproval,
} from '../contracts/bank/cards.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { openStream } from '../event-stream.ts';
import { problems } from '../problems/contract.ts';
import { languageOf, sendProblem, sendRefusal } from '../problems/problem.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Cards'];
const stateProblems = ['not-signed-in', 'card-unknown', 'card-closed', 'card-suspended', 'card-state-unfit'] as const;

/** What is published when anything of a card account has changed. */
export const topicOfCardAccount = (accountId: string): string => `card-account:${accountId}`;

async function nameOf(db: Session, customerId: string): Promise<string> {
  return (await customer(db, customerId))?.nameLatin ?? '';
}

async function answerOf(db: Session, found: Card, all: readonly Card[], customerId: string): Promise<Static<typeof CardAnswer>> {
  const closedReason = found.status === 'closed' ? reasonForHolder(found.statusReason) : undefined;
  return {
    ...cardAnswer(found, all),
    isMine: found.customerId === customerId,
    carrierName: await nameOf(db, found.customerId),
    ...(closedReason === undefined ? {} : { closedReason }),
  };
}

function rulesOf(programme: CardProgramme, language: Language, now: Temporal.Instant): Static<typeof CardRulesList>['programmes'][number] {
  const { title, currency, limits, countriesRestricted, merchantGroups, merchantGroupsRefused, pin, products } = programme;
  return {
    programme: programme.programme,
    title: title[language],
    currency,
    limits: { purchase: limits.purchase, cash: limits.cash, load: limits.load },
    channels: [...channels],
    countriesRestricted,
    merchantGroups: Object.keys(merchantGroups),
    merchantGroupsRefused,
    pin,
    products: Object.entries(products).map(([product, { title: name, currencies, validMonths, cardsPerAccountMax }]) => ({
      product,
      title: name[language],
      currencies,
      validMonths,
      cardsPerAccountMax,
    })),
    fees: feeNames.map((fee) => {
      const { net, vat, total } = priceFee(programme, fee, now);
      return { fee, net: toJson(net), vat: toJson(vat), total: toJson(total) };
    }),
  };
}

export function registerBankCardRoutes(app: App, deps: CardDeps): void {
  const { database, cards, clock, events } = deps;
  const signedIn = requireCustomer(deps);
  const watching = requireCustomer(deps, { passive: true });

  async function accountAnswer(account: CardAccount, customerId: string, language: Language): Promise<Static<typeof CardAccountAnswer>> {
    const { id, programme, product, status, currency, termsVersion, renewalOptedOut, openedAt } = account;
    const isMainHolder = account.customerId === customerId;
    const all = await cardsOf(database, id);
    const seen = isMainHolder ? all : all.filter((one) => one.customerId === customerId);
    return {
      accountId: id,
      programme,
      product,
      title: cards.cardProgrammes.get(programme)?.products[product]?.title[language] ?? product,
      status,
      currency,
      isMainHolder,
      termsVersion,
      renewsByDefault: !renewalOptedOut,
      openedAt: openedAt.toString(),
      wallets: isMainHolder ? (await walletsOf(database, id)).map(walletAnswer) : [],
      cards: await Promise.all(seen.map(async (one) => await answerOf(database, one, all, customerId))),
    };
  }

  /** Accounts of which the customer is the main holder or carries a card. */
  async function accountsSeenBy(customerId: string): Promise<CardAccount[]> {
    const held = await cardsOfHolder(database, customerId);
    const found = await accountsOf(database, [...new Set(held.map(({ accountId }) => accountId))]);
    return [...found.values()].sort((a, b) => Temporal.Instant.compare(a.openedAt, b.openedAt));
  }

  const find = async (customerId: string, accountId: string): Promise<CardAccount | undefined> =>
    (await accountsSeenBy(customerId)).find(({ id }) => id === accountId);

  app.get(
    '/bank/v1/card-accounts',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'Card accounts with their wallets and cards',
        response: { 200: CardAccountList, ...problems('not-signed-in') },
      },
    },
    async (request) => {
      const { customerId } = sessionOf(request);
      const accounts = await accountsSeenBy(customerId);
      return { accounts: await Promise.all(accounts.map(async (one) => await accountAnswer(one, customerId, languageOf(request)))) };
    },
  );

  app.get(
    '/bank/v1/card-accounts/:id',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'One card account',
        params: IdParams,
        response: { 200: CardAccountAnswer, ...problems('not-signed-in', 'card-account-unknown') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const found = await find(customerId, request.params.id);
      return found === undefined ? sendProblem(reply, 'card-account-unknown') : await accountAnswer(found, customerId, languageOf(request));
    },
  );

  app.get(
    '/bank/v1/card-accounts/:id/events',
    { preHandler: watching, schema: { tags, summary: 'One card account, live (server-sent events)', params: IdParams } },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const { id } = request.params;
      const language = languageOf(request);
      await openStream(request, reply, {
        deps,
        owner: `customer:${customerId}`,
        topics: [topicOfCardAccount(id), `customer:${customerId}`],
        event: 'card-account',
        read: async () => {
          const found = await find(customerId, id);
          return found === undefined ? undefined : await accountAnswer(found, customerId, language);
        },
      });
      return reply;
    },
  );

  app.get(
    '/bank/v1/card-rules',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'What cards cost and allow: limits, countries, groups of merchants, fees of today',
        response: { 200: CardRulesList, ...problems('not-signed-in') },
      },
    },
    async (request) => ({
      programmes: [...cards.cardProgrammes.values()]
        .filter(({ holders, offered }) => offered && holders === deps.programme.programme)
        .map((programme) => rulesOf(programme, languageOf(request), clock.now())),
    }),
  );

  app.get(
    '/bank/v1/cards/:id',
    {
      preHandler: signedIn,
      schema: { tags, summary: 'One card', params: IdParams, response: { 200: CardAnswer, ...problems('not-signed-in', 'card-unknown') } },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const found = await readCard(database, request.params.id);
      if (found === undefined || (found.customerId !== customerId && found.holderId !== customerId))
        return sendProblem(reply, 'card-unknown');
      return await answerOf(database, found, await cardsOf(database, found.accountId), customerId);
    },
  );

  type Act = (tx: Session, found: Card, actor: string, now: Temporal.Instant) => Promise<Outcome<Card, ActRefusal>>;

  /** Runs an act of the customer on a card and answers with the card as it then is. */
  async function act(request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply, work: Act): Promise<FastifyReply> {
    const { customerId } = sessionOf(request);
    const { id } = request.params;
    const now = clock.now();
    const outcome = await database.transaction<Outcome<Card, ActRefusal>>(async (tx) => {
      const found = await readCard(tx, id);
      if (found === undefined || (found.customerId !== customerId && found.holderId !== customerId)) return refused('card-unknown');
      const worked = await work(tx, found, `customer:${customerId}`, now);
      if (worked.kind === 'refused') throw new RolledBack(worked);
      return worked;
    });
    if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
    const { accountId, holderId } = outcome.value;
    events.publish(topicOfCardAccount(accountId), `customer:${customerId}`, `customer:${holderId}`);
    return await reply.send(await answerOf(database, outcome.value, await cardsOf(database, accountId), customerId));
  }

  app.post(
    '/bank/v1/cards/:id/freeze',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'Freeze a card: nothing is authorised until it is unfrozen',
        params: IdParams,
        response: { 200: CardAnswer, ...problems(...stateProblems) },
      },
    },
    async (request, reply) =>
      await act(request, reply, async (tx, { id }, actor, now) => await freezeCard(tx, cards, { cardId: id, actor }, now)),
  );

  app.post(
    '/bank/v1/cards/:id/unfreeze',
    {
      preHandler: signedIn,
      schema: { tags, summary: 'Unfreeze a card', params: IdParams, response: { 200: CardAnswer, ...problems(...stateProblems) } },
    },
    async (request, reply) =>
      await act(request, reply, async (tx, { id }, actor, now) => await unfreezeCard(tx, cards, { cardId: id, actor }, now)),
  );

  app.post(
    '/bank/v1/cards/:id/cancel',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'Cancel an additional card for good: by the main holder, or by who carries it (PC-05)',
        params: IdParams,
        response: { 200: CardAnswer, ...problems(...stateProblems) },
      },
    },
    async (request, reply) =>
      await act(request, reply, async (tx, found, actor, now) =>
        found.role === 'main'
          ? refused('card-state-unfit', { state: 'main' })
          : await closeCard(tx, cards, { cardId: found.id, actor, reason: 'request' }, now),
      ),
  );

  app.post(
    '/bank/v1/cards/:id/details',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'Number, end and CVV2, once, after an approved operation card-details',
        params: IdParams,
        body: UseApproval,
        response: { 200: DetailsAnswer, ...problems('not-signed-in', 'card-unknown', 'card-closed', 'details-not-approved') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const asked = { operationId: request.body.operationId, cardId: request.params.id, customerId };
      const shown = await showDetails(cards, asked, clock.now());
      void reply.header('cache-control', 'no-store');
      return shown.kind === 'refused' ? sendRefusal(reply, shown) : shown.value;
    },
  );

  app.post(
    '/bank/v1/cards/:id/pin',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'The PIN, once, after an approved operation card-details with shows: pin',
        params: IdParams,
        body: UseApproval,
        response: { 200: PinAnswer, ...problems('not-signed-in', 'card-unknown', 'card-closed', 'details-not-approved', 'pin-delivered') },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const asked = { operationId: request.body.operationId, cardId: request.params.id, customerId };
      const shown = await showPin(cards, asked, clock.now());
      void reply.header('cache-control', 'no-store');
      return shown.kind === 'refused' ? sendRefusal(reply, shown) : { pin: shown.value };
    },
  );

  app.post(
    '/bank/v1/cards/:id/pin-change',
    {
      preHandler: signedIn,
      schema: {
        tags,
        summary: 'Another PIN, after an approved operation card-pin-change; it also lifts a block',
        params: IdParams,
        body: PinChange,
        response: {
          200: CardAnswer,
          ...problems('not-signed-in', 'card-unknown', 'card-closed', 'details-not-approved', 'pin-malformed', 'pin-too-easy'),
        },
      },
    },
    async (request, reply) => {
      const { customerId } = sessionOf(request);
      const { operationId, pin } = request.body;
      const changed = await changePinAfterApproval(cards, { operationId, cardId: request.params.id, customerId, pin }, clock.now());
      if (changed.kind === 'refused') return sendRefusal(reply, changed);
      const { accountId, id } = changed.value;
      events.publish(topicOfCardAccount(accountId), `customer:${customerId}`);
      const after = await readCard(database, id);
      return await answerOf(database, after ?? changed.value, await cardsOf(database, accountId), customerId);
    },
  );
}
