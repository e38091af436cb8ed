// The simulator: what a network would send, for developers without one. It goes through the same authoriser and the same settlement.

import { hash } from 'node:crypto';

import Type, { type Static, type TSchema } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { fromJson, money, toJson, type Money, type MoneyJson } from '../../../kernel/money.ts';
import {
  apiCodeOf,
  authorization,
  authorizerOf,
  clear,
  expireNow,
  LimitedMap,
  programmesOfCards,
  type Answer,
  type Authorization,
  type ClearingOutcome,
  type DynamicConversion,
  type NetworkElements,
  type NetworkRequest,
  type Presentment,
} from '../../../modules/card-authorizations/index.ts';
import { derivedId } from '../../../modules/ledger/index.ts';
import { gathered } from '../../../postgres/gathered.ts';
import { idempotencyKey } from '../bank/operations.ts';
import type { CardDeps } from '../card-deps.ts';
import {
  CardAuthorization,
  SimulatedAmount,
  SimulatedAnswer,
  SimulatedCapture,
  SimulatedCash,
  SimulatedExpiry,
  SimulatedInquiry,
  SimulatedPosting,
  SimulatedRequest,
  SimulatedReversal,
  SimulatedSettlement,
} from '../contracts/issuer/card-authorizations.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import type { ProblemReason } from '../problems/table.ts';
import { authorizationAnswer, rateAnswer } from './card-authorizations.ts';
import { cardAccountOfDoor } from '../card-scope.ts';
import { clientOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Simulator'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing', 'idempotency-key-missing'] as const;
const busy = ['authorizer-busy', 'amount-malformed'] as const;

/** DE 32 of the simulator where the request names none. */
const simulatorAcquirer = '99999999999';

/** STAN and time that follow from client and Idempotency-Key: the same key is the same message. */
function elementsOf(clientId: string, key: string, acquirer: string): NetworkElements {
  const digest = hash('sha256', `${clientId}\n${key}`, 'buffer');
  return {
    stan: String(digest.readUInt32BE(0) % 1_000_000).padStart(6, '0'),
    transmissionAt: Temporal.Instant.fromEpochMilliseconds((digest.readUInt32BE(4) >>> 1) * 1000),
    acquirer,
  };
}

function moneyOf(json: MoneyJson): Money | undefined {
  const amount = fromJson(json);
  return amount === undefined || amount.minor <= 0n ? undefined : amount;
}

/** The fields that a body has; absent ones are left out. */
function given(body: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, never> {
  const found: Record<string, unknown> = {};
  for (const name of names) if (body[name] !== undefined) found[name] = body[name];
  return found as Record<string, never>;
}

const places = ['merchantId', 'merchantName', 'terminalId', 'mcc', 'city', 'country'] as const;
const values = ['pin', 'cvv2', 'expiry', 'entryMode', 'verification', 'networkTraceId', 'dynamicConversion'] as const;

function answerJson(answer: Answer): Static<typeof SimulatedAnswer> {
  const { outcome, responseCode, approved, balance, repeat } = answer;
  return {
    outcome: apiCodeOf(outcome, 'bank'),
    responseCode,
    approved: toJson(approved),
    ...(balance === undefined ? {} : { balance: { posted: toJson(balance.posted), available: toJson(balance.available) } }),
    ...given(answer, ['approvalCode', 'authorizationId', 'accountId', 'cardId']),
    repeat,
  };
}

export function registerIssuerSimulatorRoutes(app: App, deps: CardDeps): void {
  const { cards, database, clock, programme } = deps;
  const authorizer = authorizerOf(cards);
  const writer = requireClient(deps, 'simulator:write');

  /** Whether the holders of that card programme are this door's customers. */
  const isOurs = (name: string): boolean => cards.cardProgrammes.get(name)?.holders === programme.programme;

  // The programme of a card never changes.
  const programmeOfCard = new LimitedMap<string, string>(1_000_000);
  const readProgramme = gathered<string>(programmesOfCards);

  /** The programme of a card of this door's holders; undefined where there is no such card. */
  async function cardOfDoor(id: string): Promise<{ readonly programme: string } | undefined> {
    const found = programmeOfCard.get(id) ?? (await readProgramme(database, id));
    if (found === undefined || !isOurs(found)) return undefined;
    programmeOfCard.set(id, found);
    return { programme: found };
  }

  async function submit(reply: FastifyReply, request: NetworkRequest): Promise<FastifyReply> {
    const answer = await authorizer.submit(request, isOurs);
    if (answer.outcome === 'system-busy') return sendProblem(reply, 'authorizer-busy');
    if (answer.outcome === 'system-error') return sendProblem(reply, 'internal');
    if (answer.outcome === 'card-unknown') return sendProblem(reply, 'card-unknown');
    if (answer.outcome === 'repeat-differs') return sendProblem(reply, 'idempotency-key-reused');
    return await reply.status(201).send(answerJson(answer));
  }

  /** What every message of the simulator has. */
  function messageOf(
    request: FastifyRequest,
    key: string,
    body: { readonly cardId: string; readonly acquirer?: string; readonly dynamicConversion?: DynamicConversion },
    amount: Money,
  ): Omit<NetworkRequest, 'kind' | 'processing' | 'channel' | 'cardPresent'> {
    return {
      repeat: false,
      cardId: body.cardId,
      amount,
      ...elementsOf(clientOf(request).clientId, key, body.acquirer ?? simulatorAcquirer),
      ...given(body, places),
      ...given(body, values),
      manual: false,
      offline: false,
      preAuthorization: false,
      partialAllowed: false,
      source: 'simulator',
    };
  }

  const post = <Body extends TSchema, Params extends TSchema | undefined>(
    path: string,
    summary: string,
    body: Body,
    reasons: readonly ProblemReason[],
    handle: (
      request: FastifyRequest & { body: Static<Body>; params: { id: string } },
      reply: FastifyReply,
      key: string,
    ) => Promise<unknown>,
    answer: TSchema = SimulatedAnswer,
    params?: Params,
  ): void => {
    app.post(
      path,
      {
        onRequest: writer,
        schema: {
          tags,
          summary,
          ...(params === undefined ? {} : { params }),
          body,
          response: { 201: answer, ...problems(...auth, ...reasons) },
        },
      },
      async (request, reply) => {
        const key = idempotencyKey(request, reply);
        return key === undefined ? reply : await handle(request as never, reply, key);
      },
    );
  };

  post(
    '/v1/simulator/authorizations',
    'Ask for an authorisation, as a merchant does. A refusal is an answer too: see `outcome`',
    SimulatedRequest,
    [...busy, 'card-unknown', 'idempotency-key-reused'],
    async (request, reply, key) => {
      const { body } = request;
      const amount = moneyOf(body.amount);
      const billing = body.billing === undefined ? undefined : moneyOf(body.billing);
      if (amount === undefined || (body.billing !== undefined && billing === undefined)) return sendProblem(reply, 'amount-malformed');
      const channel = (body.channel ?? 'ecommerce') as NetworkRequest['channel'];
      return await submit(reply, {
        ...messageOf(request, key, body, amount),
        ...(billing === undefined ? {} : { billing }),
        kind: 'authorization',
        processing: (body.processing ?? 'purchase') as NetworkRequest['processing'],
        channel,
        cardPresent: body.cardPresent ?? channel === 'pos',
        manual: body.manual ?? false,
        offline: body.offline ?? false,
        preAuthorization: body.preAuthorization ?? false,
        partialAllowed: body.partialAllowed ?? false,
      });
    },
  );

  post(
    '/v1/simulator/atm-withdrawals',
    'Draw cash at a machine: authorised and posted at once. `acquirer` says whose machine it is',
    SimulatedCash,
    [...busy, 'card-unknown', 'idempotency-key-reused'],
    async (request, reply, key) => {
      const { body } = request;
      const amount = moneyOf(body.amount);
      const billing = body.billing === undefined ? undefined : moneyOf(body.billing);
      if (amount === undefined || (body.billing !== undefined && billing === undefined)) return sendProblem(reply, 'amount-malformed');
      const message = { ...messageOf(request, key, body, amount), ...(billing === undefined ? {} : { billing }), mcc: body.mcc ?? '6011' };
      return await submit(reply, { ...message, kind: 'financial', processing: 'cash', channel: 'atm', cardPresent: true });
    },
  );

  post(
    '/v1/simulator/balance-inquiries',
    'Ask for the balance at a machine; the fee of its operator is posted',
    SimulatedInquiry,
    [...busy, 'card-unknown', 'idempotency-key-reused'],
    async (request, reply, key) => {
      const { body } = request;
      const found = await cardOfDoor(body.cardId);
      if (found === undefined) return sendProblem(reply, 'card-unknown');
      const fee = body.acquirerFee === undefined ? undefined : moneyOf(body.acquirerFee);
      if (body.acquirerFee !== undefined && fee === undefined) return sendProblem(reply, 'amount-malformed');
      const currency = cards.cardProgrammes.get(found.programme)?.currency;
      if (currency === undefined) throw new Error('bug: a card without its programme');
      const message = { ...messageOf(request, key, body, money(currency, 0n)), ...(fee === undefined ? {} : { acquirerFee: fee }) };
      return await submit(reply, { ...message, kind: 'inquiry', processing: 'inquiry', channel: 'atm', cardPresent: true });
    },
  );

  /** The authorisation of a path, or the problem that was sent. */
  async function found(reply: FastifyReply, accountId: string, id: string): Promise<Authorization | undefined> {
    if ((await cardAccountOfDoor(deps, accountId)) === undefined) {
      sendProblem(reply, 'card-account-unknown');
      return undefined;
    }
    const known = await authorization(database, accountId, id);
    if (known === undefined) sendProblem(reply, 'authorization-unknown');
    return known;
  }

  /** A message that belongs to an authorisation is found by its id, given in the place of the network's trace. */
  async function follow(
    request: FastifyRequest & { body: { accountId: string }; params: { id: string } },
    reply: FastifyReply,
    key: string,
    wanted: { readonly kind: 'increment' | 'reversal'; readonly amount: MoneyJson | undefined },
  ): Promise<unknown> {
    const known = await found(reply, request.body.accountId, request.params.id);
    if (known === undefined) return reply;
    const amount = wanted.amount === undefined ? undefined : moneyOf(wanted.amount);
    if (wanted.amount !== undefined && amount === undefined) return sendProblem(reply, 'amount-malformed');
    const whole = money(known.authorized.currency, known.authorized.minor - known.reversed.minor);
    const message = messageOf(request, key, { cardId: known.cardId }, amount ?? whole);
    return await submit(reply, {
      ...message,
      ...given(known as never, places),
      kind: wanted.kind,
      processing: known.processing,
      channel: known.channel,
      cardPresent: false,
      authorizationId: known.id,
    });
  }

  const followed = [...busy, 'card-account-unknown', 'authorization-unknown', 'card-unknown', 'idempotency-key-reused'] as const;
  post(
    '/v1/simulator/authorizations/:id/increment',
    'Ask for more (hotels, car rental)',
    SimulatedAmount,
    [...followed],
    async (request, reply, key) => await follow(request, reply, key, { kind: 'increment', amount: request.body.amount }),
    SimulatedAnswer,
    IdParams,
  );
  post(
    '/v1/simulator/authorizations/:id/reverse',
    'Take back what is held, or a part of it',
    SimulatedReversal,
    [...followed],
    async (request, reply, key) => await follow(request, reply, key, { kind: 'reversal', amount: request.body.amount }),
    SimulatedAnswer,
    IdParams,
  );
  post(
    '/v1/simulator/authorizations/:id/expire',
    'End the hold now, as if its days were over',
    SimulatedExpiry,
    ['card-account-unknown', 'authorization-unknown', 'nothing-held'],
    async (request, reply) => {
      const { accountId } = request.body;
      const known = await found(reply, accountId, request.params.id);
      if (known === undefined) return reply;
      if (!(await expireNow(cards, accountId, known.id, clock.now()))) return sendProblem(reply, 'nothing-held');
      const now = await authorization(database, accountId, known.id);
      return await reply.status(201).send(authorizationAnswer(now ?? known));
    },
    CardAuthorization,
    IdParams,
  );

  async function settle(reply: FastifyReply, presentment: Presentment): Promise<FastifyReply> {
    const [outcome] = await database.transaction(async (tx) => await clear(tx, cards, [presentment], clock.now()));
    if (outcome === undefined || outcome.result === 'rate-unknown') return sendProblem(reply, 'no-rate-for-currency');
    if (outcome.accountId !== undefined) deps.events.publish(`card-account:${outcome.accountId}`);
    return await reply.status(201).send(settlementJson(outcome));
  }

  function settlementJson(outcome: ClearingOutcome): Record<string, unknown> {
    return {
      transactionId: outcome.id,
      result: outcome.result,
      ...given(outcome as never, ['accountId', 'authorizationId', 'feeId']),
      posted: outcome.posted.map(toJson),
      debt: outcome.debt.map(toJson),
      withinTolerance: outcome.withinTolerance,
      ...(outcome.rate === undefined ? {} : { rate: rateAnswer(outcome.rate) }),
    };
  }

  const settled = ['amount-malformed', 'no-rate-for-currency'] as const;
  post(
    '/v1/simulator/authorizations/:id/capture',
    'Settle it: all that was asked, less, more, or a part of several',
    SimulatedCapture,
    ['card-account-unknown', 'authorization-unknown', ...settled],
    async (request, reply, key) => {
      const { accountId, final } = request.body;
      const known = await found(reply, accountId, request.params.id);
      if (known === undefined) return reply;
      const amount =
        request.body.amount === undefined
          ? money(known.authorized.currency, known.authorized.minor - known.reversed.minor - known.cleared.minor)
          : moneyOf(request.body.amount);
      const billing = request.body.billing === undefined ? undefined : moneyOf(request.body.billing);
      if (amount === undefined || amount.minor <= 0n || (request.body.billing !== undefined && billing === undefined))
        return sendProblem(reply, 'amount-malformed');
      return await settle(reply, {
        id: derivedId('simulated-capture', `${clientOf(request).clientId} ${key}`),
        kind: known.processing === 'cash' ? 'cash' : 'purchase',
        cardId: known.cardId,
        amount,
        ...(billing === undefined ? {} : { billing }),
        authorizationId: known.id,
        ...given(known as never, [...places, 'entryMode', 'dynamicConversion', 'verification']),
        occurredAt: known.requestedAt,
        final: final ?? true,
        reference: known.id,
      });
    },
    SimulatedSettlement,
    IdParams,
  );

  const posting = (path: string, summary: string, kind: 'purchase' | 'refund'): void =>
    post(
      path,
      summary,
      SimulatedPosting,
      ['card-unknown', ...settled],
      async (request, reply, key) => {
        const { body } = request;
        const amount = moneyOf(body.amount);
        const billing = body.billing === undefined ? undefined : moneyOf(body.billing);
        if (amount === undefined || (body.billing !== undefined && billing === undefined)) return sendProblem(reply, 'amount-malformed');
        if ((await cardOfDoor(body.cardId)) === undefined) return sendProblem(reply, 'card-unknown');
        const id = derivedId(`simulated-${kind}`, `${clientOf(request).clientId} ${key}`);
        return await settle(reply, {
          id,
          kind,
          cardId: body.cardId,
          amount,
          ...(billing === undefined ? {} : { billing }),
          ...given(body, [...places, 'networkReference']),
          occurredAt: clock.now(),
          reference: id,
        });
      },
      SimulatedSettlement,
    );
  posting('/v1/simulator/refunds', 'Give money back to a card', 'refund');
  posting('/v1/simulator/force-captures', 'Settle what was never authorised', 'purchase');
}
