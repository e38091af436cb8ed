// Card accounts and cards by API: what the bank's card system, its producer and its fraud desk do.

import Type, { type Static } from 'typebox';
import type { FastifyReply } from 'fastify';

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import {
  advanceProduction,
  cardsOf,
  cardsOfHolder,
  closeCard,
  issueCard,
  isIssuerReason,
  renewCard,
  replaceCard,
  replacementReasons,
  resetPin,
  resumeCard,
  suspendCard,
  unblockPin,
  type Card,
  type IssuerReason,
} from '../../../modules/cards/index.ts';
import { customer } from '../../../modules/customers/index.ts';
import { derivedId } from '../../../modules/ledger/index.ts';
import { accountOf } from '../../../modules/wallets/index.ts';
import { RolledBack, type Session } from '../../../postgres/database.ts';
import { requestKey } from '../bank/operations.ts';
import { topicOfCardAccount } from '../bank/cards.ts';
import { cardAnswer } from '../card-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import { cardAccountOfDoor, cardOfDoor, isOfDoor } from '../card-scope.ts';
import {
  IssuedCard,
  IssuedCardList,
  IssuedCardQuery,
  IssuerDecision,
  NewCard,
  NoteOnly,
  ProductionStep,
  ReplacementOrder,
} from '../contracts/issuer/cards.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ProblemReason } from '../problems/table.ts';
import { clientOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Cards'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;
const lifeProblems = [...auth, 'card-unknown', 'card-closed', 'card-suspended', 'card-state-unfit'] as const;

const answerOf = (found: Card, all: readonly Card[]): Static<typeof IssuedCard> => ({
  ...cardAnswer(found, all),
  chainId: found.chainId,
  sequence: found.sequence,
  serviceCode: found.serviceCode,
  pinFailures: found.pinFailures,
  ...(found.statusReason === null ? {} : { statusReason: found.statusReason }),
});

/** The schema has checked it. */
function reasonOf(text: string): IssuerReason {
  if (!isIssuerReason(text)) throw new Error(`bug: the reason '${text}' passed its schema`);
  return text;
}

const noteOf = ({ note }: { note?: string }): { note?: string } => (note === undefined ? {} : { note });

export function registerIssuerCardRoutes(app: App, deps: CardDeps): void {
  const { database, cards, clock, events, programme } = deps;
  const reader = requireClient(deps, 'cards:read');
  const writer = requireClient(deps, 'cards:write');

  app.get(
    '/v1/cardholders/:id/cards',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Cards that a customer carries or is the main holder of',
        params: IdParams,
        response: { 200: IssuedCardList, ...problems(...auth, 'customer-unknown') },
      },
    },
    async (request, reply) => {
      if ((await customer(database, request.params.id))?.programme !== programme.programme) return sendProblem(reply, 'customer-unknown');
      const all = (await cardsOfHolder(database, request.params.id)).filter((found) => isOfDoor(deps, found));
      return { cards: all.map((found) => answerOf(found, all)) };
    },
  );

  app.get(
    '/v1/cards',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Cards of an account, oldest first',
        querystring: IssuedCardQuery,
        response: { 200: IssuedCardList, ...problems(...auth, 'card-account-unknown') },
      },
    },
    async (request, reply) => {
      if ((await cardAccountOfDoor(deps, request.query.accountId)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const all = await cardsOf(database, request.query.accountId);
      return { cards: all.map((found) => answerOf(found, all)) };
    },
  );

  app.get(
    '/v1/cards/:id',
    {
      onRequest: reader,
      schema: { tags, summary: 'One card', params: IdParams, response: { 200: IssuedCard, ...problems(...auth, 'card-unknown') } },
    },
    async (request, reply) => {
      const found = await cardOfDoor(deps, request.params.id);
      return found === undefined ? sendProblem(reply, 'card-unknown') : answerOf(found, await cardsOf(database, found.accountId));
    },
  );

  /** Answers with a card after an act; pages that show its account look again. */
  async function tellCard(reply: FastifyReply, outcome: Outcome<Card, ProblemReason>, status = 200): Promise<FastifyReply> {
    if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
    const { accountId, customerId, holderId } = outcome.value;
    events.publish(topicOfCardAccount(accountId), `customer:${customerId}`, `customer:${holderId}`);
    const all = await cardsOf(database, accountId);
    const found = all.find(({ id }) => id === outcome.value.id) ?? outcome.value;
    return await reply.status(status).send(answerOf(found, all));
  }

  app.post(
    '/v1/cards',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Issue a card on an account. The same Idempotency-Key gives the same card',
        body: NewCard,
        response: {
          201: IssuedCard,
          ...problems(
            ...auth,
            'idempotency-key-missing',
            'card-account-unknown',
            'card-account-closed',
            'customer-unknown',
            'too-many-cards',
          ),
        },
      },
    },
    async (request, reply) => {
      const key = requestKey(request, reply);
      if (key === undefined) return reply;
      const { clientId } = clientOf(request);
      const { accountId, role = 'main', form } = request.body;
      const now = clock.now();
      const outcome = await database.transaction<Outcome<Card, ProblemReason>>(async (tx) => {
        const account = await accountOf(tx, accountId);
        if (account === undefined || !isOfDoor(deps, account)) return refused('card-account-unknown');
        const carrier = await customer(tx, request.body.customerId ?? account.customerId);
        if (carrier === undefined || carrier.programme !== programme.programme || carrier.closedAt !== null)
          return refused('customer-unknown');
        const wanted = {
          id: derivedId('api-card', `${clientId} ${key.key}`),
          accountId,
          customerId: carrier.id,
          role: role === 'additional' ? ('additional' as const) : ('main' as const),
          form: form === 'virtual' ? ('virtual' as const) : ('physical' as const),
          actor: `client:${clientId}`,
        };
        const made = await issueCard(tx, cards, wanted, now);
        // The key served for another account before.
        if (made.kind === 'done' && made.value.accountId !== accountId) return refused('idempotency-key-reused');
        return made;
      });
      return await tellCard(reply, outcome, 201);
    },
  );

  type Work = (
    tx: Session,
    found: Card,
    order: { cardId: string; actor: string },
    now: Temporal.Instant,
  ) => Promise<Outcome<Card, ProblemReason>>;

  async function act(cardId: string, clientId: string, reply: FastifyReply, work: Work, status = 200): Promise<FastifyReply> {
    const now = clock.now();
    const outcome = await database.transaction<Outcome<Card, ProblemReason>>(async (tx) => {
      const found = await cardOfDoor(deps, cardId, tx);
      if (found === undefined) return refused('card-unknown');
      const worked = await work(tx, found, { cardId, actor: `client:${clientId}` }, now);
      if (worked.kind === 'refused') throw new RolledBack(worked);
      return worked;
    });
    return await tellCard(reply, outcome, status);
  }

  app.post(
    '/v1/cards/:id/production',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'A step of production: produced, shipped, delivered to the holder',
        params: IdParams,
        body: ProductionStep,
        response: { 200: IssuedCard, ...problems(...lifeProblems) },
      },
    },
    async (request, reply) => {
      const step = (['produce', 'ship', 'deliver'] as const).find((known) => known === request.body.step) ?? 'produce';
      const work: Work = async (tx, _found, order, now) => await advanceProduction(tx, cards, { ...order, step }, now);
      return await act(request.params.id, clientOf(request).clientId, reply, work);
    },
  );

  const decisions = {
    suspend: { summary: 'Suspend a card; the holder is told that it is so, never why (PC-36, PC-54)', run: suspendCard },
    resume: { summary: 'Lift a suspension', run: resumeCard },
    cancel: { summary: 'Cancel a card for good (PC-54)', run: closeCard },
  } as const;
  for (const [name, { summary, run }] of Object.entries(decisions)) {
    app.post(
      `/v1/cards/:id/${name}`,
      {
        onRequest: writer,
        schema: { tags, summary, params: IdParams, body: IssuerDecision, response: { 200: IssuedCard, ...problems(...lifeProblems) } },
      },
      async (request, reply) => {
        const { params, body } = request as { params: { id: string }; body: Static<typeof IssuerDecision> };
        const decision = { reason: reasonOf(body.reason), ...noteOf(body) };
        const work: Work = async (tx, _found, order, now) => await run(tx, cards, { ...order, ...decision }, now);
        return await act(params.id, clientOf(request).clientId, reply, work);
      },
    );
  }

  app.post(
    '/v1/cards/:id/unblock-pin',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Let the same PIN work again after too many wrong ones (PC-09)',
        params: IdParams,
        body: NoteOnly,
        response: { 200: IssuedCard, ...problems(...auth, 'card-unknown', 'pin-not-blocked') },
      },
    },
    async (request, reply) => {
      const note = noteOf(request.body);
      const work: Work = async (tx, _found, order, now) => await unblockPin(tx, cards, { ...order, ...note }, now);
      return await act(request.params.id, clientOf(request).clientId, reply, work);
    },
  );

  app.post(
    '/v1/cards/:id/reset-pin',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'A new PIN, to be delivered once; the old one stops at once',
        params: IdParams,
        response: { 200: IssuedCard, ...problems(...auth, 'card-unknown', 'card-closed') },
      },
    },
    async (request, reply) =>
      await act(
        request.params.id,
        clientOf(request).clientId,
        reply,
        async (tx, _found, order, now) => await resetPin(tx, cards, order, now),
      ),
  );

  app.post(
    '/v1/cards/:id/replace',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'A new card in place of this one, free of charge: the old number stops at once, the balance stays (PC-06)',
        params: IdParams,
        body: ReplacementOrder,
        response: {
          201: IssuedCard,
          ...problems(...lifeProblems, 'card-replaced', 'card-not-replaceable', 'card-account-closed', 'too-many-cards'),
        },
      },
    },
    async (request, reply) => {
      const { form } = request.body;
      const reason = replacementReasons.find((known) => known === request.body.reason) ?? 'damaged';
      const work: Work = async (tx, found, order, now) =>
        await replaceCard(
          tx,
          cards,
          {
            ...order,
            newCardId: derivedId('issuer-replacement', found.id),
            reason,
            form: form === 'virtual' ? 'virtual' : 'physical',
            byIssuer: true,
          },
          now,
        );
      return await act(request.params.id, clientOf(request).clientId, reply, work, 201);
    },
  );

  app.post(
    '/v1/cards/:id/renew',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Renew a card that ends soon; the annual fee is posted (PC-38)',
        params: IdParams,
        response: {
          201: IssuedCard,
          ...problems(...lifeProblems, 'card-replaced', 'renewal-too-early', 'card-account-closed', 'too-many-cards'),
        },
      },
    },
    async (request, reply) => {
      const work: Work = async (tx, found, order, now) => {
        const made = await renewCard(tx, cards, { ...order, newCardId: derivedId('renewed-card', found.id) }, now);
        return made.kind === 'refused' ? made : done(made.value);
      };
      return await act(request.params.id, clientOf(request).clientId, reply, work, 201);
    },
  );
}
