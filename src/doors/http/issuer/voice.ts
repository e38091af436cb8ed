// The voice-response interface: the bank's telephone system verifies a caller by what they type and reads out what it is given (PC-61).

import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  endVoiceSession,
  openVoiceSession,
  sayGoodbye,
  voiceBalance,
  voiceBlock,
  voiceSession,
  voiceTransactions,
  type VoiceSession,
} from '../../../modules/card-care/index.ts';
import { money, toJson } from '../../../kernel/money.ts';
import { topicOfCardAccount } from '../bank/cards.ts';
import { walletAnswer } from '../card-answers.ts';
import { lossKindOf } from '../card-care-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import * as contract from '../contracts/issuer/voice.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { clientOf, requireClient } from './require-client.ts';

const tags = ['Voice response'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;
const inCall = [...auth, 'voice-session-over'] as const;

export function registerVoiceRoutes(app: App, deps: CardDeps): void {
  const { database, cards, clock, events, programme } = deps;
  const voice = { onRequest: requireClient(deps, 'voice:use') };

  /** The verified caller of a request; answers where there is none. */
  async function callerOf(request: FastifyRequest, reply: FastifyReply): Promise<VoiceSession | undefined> {
    const token = request.headers['voice-session'];
    const client = clientOf(request).clientId;
    const found = typeof token === 'string' ? await voiceSession(database, cards, { token, client }, clock.now()) : undefined;
    if (found === undefined) sendProblem(reply, 'voice-session-over');
    return found;
  }

  app.post(
    '/v1/voice/sessions',
    {
      ...voice,
      schema: {
        tags,
        summary: 'Verify a caller by security details; tries are limited for each card number that is typed',
        body: contract.VoiceCaller,
        response: {
          201: contract.VoiceVerified,
          ...problems(...auth, 'voice-language-unknown', 'voice-details-wrong', 'voice-tries-used-up'),
        },
      },
    },
    async (request, reply) => {
      const client = clientOf(request).clientId;
      const caller = { ...request.body, programme: programme.programme, client, actor: `client:${client}` };
      const outcome = await openVoiceSession(cards, caller, clock.now());
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      const { token, endsAt, language, prompt } = outcome.value;
      return await reply.status(201).send({ token, endsAt: endsAt.toString(), language, prompt });
    },
  );

  app.get(
    '/v1/voice/balance',
    {
      ...voice,
      schema: {
        tags,
        summary: 'What the caller has',
        headers: contract.VoiceHeaders,
        response: { 200: contract.VoiceBalance, ...problems(...inCall) },
      },
    },
    async (request, reply) => {
      const caller = await callerOf(request, reply);
      if (caller === undefined) return reply;
      const { wallets, prompt } = await voiceBalance(database, caller);
      return { wallets: wallets.map(walletAnswer), prompt };
    },
  );

  app.get(
    '/v1/voice/transactions',
    {
      ...voice,
      schema: {
        tags,
        summary: "The caller's last transactions, newest first",
        headers: contract.VoiceHeaders,
        response: { 200: contract.VoiceTransactions, ...problems(...inCall) },
      },
    },
    async (request, reply) => {
      const caller = await callerOf(request, reply);
      if (caller === undefined) return reply;
      const { transactions, prompt } = await voiceTransactions(database, cards, caller);
      return {
        transactions: transactions.map(({ id, kind, walletCurrency, amount, merchantName, occurredAt }) => ({
          transactionId: id,
          kind,
          amount: toJson(money(walletCurrency, amount)),
          merchant: merchantName,
          occurredAt: occurredAt.toString(),
        })),
        prompt,
      };
    },
  );

  app.post(
    '/v1/voice/block',
    {
      ...voice,
      schema: {
        tags,
        summary: "Block the caller's card: a spoken report, to be confirmed in writing",
        headers: contract.VoiceHeaders,
        body: contract.VoiceBlock,
        response: { 200: contract.VoiceBlocked, ...problems(...inCall) },
      },
    },
    async (request, reply) => {
      const caller = await callerOf(request, reply);
      if (caller === undefined) return reply;
      const wish = { kind: lossKindOf(request.body.kind), actor: `client:${clientOf(request).clientId}` };
      const { report, prompt } = await voiceBlock(cards, caller, wish, clock.now());
      events.publish(topicOfCardAccount(caller.accountId));
      return { ...(report === undefined ? {} : { reportId: report.id, confirmationDueAt: report.confirmationDueAt.toString() }), prompt };
    },
  );

  app.post(
    '/v1/voice/end',
    {
      ...voice,
      schema: {
        tags,
        summary: 'The caller hung up',
        headers: contract.VoiceHeaders,
        response: { 200: contract.VoiceGoodbye, ...problems(...inCall) },
      },
    },
    async (request, reply) => {
      const caller = await callerOf(request, reply);
      if (caller === undefined) return reply;
      await endVoiceSession(database, caller.id, clock.now());
      return { prompt: sayGoodbye(caller.language) };
    },
  );
}
