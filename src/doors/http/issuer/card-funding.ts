// Loads, mandates, closing and files to other banks by API: what the bank's other channels and its payment system do.

import Type from 'typebox';

import { fromJson, toJson } from '../../../kernel/money.ts';
import {
  bankFile,
  bankFiles,
  closingOf,
  collectionsOf,
  endMandate,
  importBankResults,
  loadCash,
  loadsOf,
  makeBankFile,
  mandatesOf,
  startClosing,
  topicOfAccount,
  type FileKind,
} from '../../../modules/card-funding/index.ts';
import { quoteFee } from '../../../modules/card-fees/index.ts';
import { accountOf, walletsOf } from '../../../modules/wallets/index.ts';
import { RolledBack } from '../../../postgres/database.ts';
import { idempotencyKey } from '../bank/operations.ts';
import { walletAnswer } from '../card-answers.ts';
import type { CardDeps } from '../card-deps.ts';
import { cardAccountOfDoor, cardProgrammeNames } from '../card-scope.ts';
import { bankFileAnswer, beforeOf, loadAnswer, mandateAnswer, moneyOf, payoutAnswers } from '../card-funding-answers.ts';
import {
  BankFileAnswer,
  BankFileList,
  BankFileRequest,
  CashLoadAnswer,
  CashLoadRequest,
  ClosingAnswer,
  ClosingRequest,
  LoadList,
  MandateAnswer,
  MandateList,
  PageQuery,
  ResultsAnswer,
  ResultsRequest,
} from '../contracts/card-funding.ts';
import { payoutProblems } from '../contracts/card-care.ts';
import { WalletAnswer } from '../contracts/card-values.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import { actorOf, requireClient } from './require-client.ts';

const IdParams = Type.Object({ id: Uuid });
const tags = ['Card funding'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;
const resultsBytesMax = 1_100_000;

export function registerIssuerFundingRoutes(app: App, deps: CardDeps): void {
  const { database, cards, clock, events } = deps;
  const reader = requireClient(deps, 'cards:read');
  const writer = requireClient(deps, 'cards:write');
  const ours = cardProgrammeNames(deps);

  app.get(
    '/v1/card-accounts/:id/balances',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'What each wallet has, holds and owes at this moment',
        params: IdParams,
        response: { 200: Type.Object({ wallets: Type.Array(WalletAnswer) }), ...problems(...auth, 'card-account-unknown') },
      },
    },
    async (request, reply) => {
      const account = await cardAccountOfDoor(deps, request.params.id);
      if (account === undefined) return sendProblem(reply, 'card-account-unknown');
      return { wallets: (await walletsOf(database, account.id)).map(walletAnswer) };
    },
  );

  for (const [path, summary, read] of [
    ['loads', 'Loads of a card account, newest first', loadsOf],
    ['collections', 'Each collection from another bank under a mandate, newest first', collectionsOf],
  ] as const) {
    app.get(
      `/v1/card-accounts/:id/${path}`,
      {
        onRequest: reader,
        schema: {
          tags,
          summary,
          params: IdParams,
          querystring: PageQuery,
          response: { 200: LoadList, ...problems(...auth, 'card-account-unknown', 'cursor-unknown') },
        },
      },
      async (request, reply) => {
        const { id } = request.params as { id: string };
        const { cursor, limit = 25 } = request.query as { cursor?: string; limit?: number };
        const place = cursor === undefined ? [] : fromCursor(cursor, 2);
        if (place === undefined) return sendProblem(reply, 'cursor-unknown');
        const account = await cardAccountOfDoor(deps, id);
        if (account === undefined) return sendProblem(reply, 'card-account-unknown');
        const rows = await read(database, account.id, { limit: limit + 1, ...beforeOf(place) });
        const page = toPage(rows, limit, ({ askedAt, id: loadId }) => [askedAt.toString(), loadId]);
        return { loads: page.rows.map(loadAnswer), ...(page.next === undefined ? {} : { next: page.next }) };
      },
    );
  }

  app.post(
    '/v1/card-accounts/:id/loads',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Cash that a machine took: posted once for its receipt, however often it is told',
        params: IdParams,
        body: CashLoadRequest,
        response: {
          201: CashLoadAnswer,
          ...problems(
            ...auth,
            'idempotency-key-missing',
            'card-account-unknown',
            'card-account-closed',
            'identity-missing',
            'currency-mismatch',
            'amount-malformed',
            'amount-not-positive',
            'load-below-minimum',
            'load-above-maximum',
            'load-count-of-day',
            'load-sum-of-day',
            'load-count-of-month',
            'load-sum-of-month',
            'balance-above-maximum',
            'receipt-used-otherwise',
          ),
        },
      },
    },
    async (request, reply) => {
      if (idempotencyKey(request, reply) === undefined) return reply;
      const account = await cardAccountOfDoor(deps, request.params.id);
      if (account === undefined) return sendProblem(reply, 'card-account-unknown');
      const { acceptor, receipt } = request.body;
      const amount = fromJson(request.body.amount);
      if (amount === undefined) return sendProblem(reply, 'amount-malformed');
      if (amount.currency !== account.currency) return sendProblem(reply, 'currency-mismatch');
      const now = clock.now();
      const cash = { accountId: account.id, amount: amount.minor, acceptor, receipt };
      const loaded = await database.transaction<Awaited<ReturnType<typeof loadCash>>>(async (tx) => {
        const outcome = await loadCash(tx, cards, cash, now);
        if (outcome.kind === 'refused') throw new RolledBack(outcome);
        return outcome;
      });
      if (loaded.kind === 'refused') return sendRefusal(reply, loaded);
      events.publish(topicOfAccount(account.id));
      const { id, existed, balance, debt } = loaded.value;
      const { currency } = account;
      return await reply
        .status(201)
        .send({ loadId: id, existed, balance: moneyOf(currency, balance - debt), debt: moneyOf(currency, debt) });
    },
  );

  app.get(
    '/v1/card-accounts/:id/mandates',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'Mandates for accounts at other banks',
        params: IdParams,
        response: { 200: MandateList, ...problems(...auth, 'card-account-unknown') },
      },
    },
    async (request, reply) => {
      const account = await cardAccountOfDoor(deps, request.params.id);
      if (account === undefined) return sendProblem(reply, 'card-account-unknown');
      return { mandates: (await mandatesOf(database, account.id)).map(mandateAnswer) };
    },
  );

  app.post(
    '/v1/card-accounts/:id/mandates/:mandateId/end',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'End a mandate, as the holder asked for at a branch or by phone',
        params: Type.Object({ id: Uuid, mandateId: Uuid }),
        response: { 200: MandateAnswer, ...problems(...auth, 'card-account-unknown', 'mandate-unknown', 'mandate-ended') },
      },
    },
    async (request, reply) => {
      const { id: accountId, mandateId } = request.params;
      if ((await cardAccountOfDoor(deps, accountId)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const wanted = { accountId, mandateId, actor: actorOf(request), reason: 'request' };
      const now = clock.now();
      const ended = await database.transaction(async (tx) => await endMandate(tx, cards, wanted, now));
      return ended.kind === 'refused' ? sendRefusal(reply, ended) : mandateAnswer(ended.value);
    },
  );

  app.post(
    '/v1/card-accounts/:id/closing',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Close a card account at a branch: its cards end, the one fee is charged, what is left is paid out',
        params: IdParams,
        body: ClosingRequest,
        response: {
          201: ClosingAnswer,
          ...problems(...auth, ...payoutProblems),
        },
      },
    },
    async (request, reply) => {
      const { id: accountId } = request.params;
      if ((await cardAccountOfDoor(deps, accountId)) === undefined) return sendProblem(reply, 'card-account-unknown');
      const { payTo, channel } = request.body;
      const actor = actorOf(request);
      const now = clock.now();
      const started = await database.transaction<Awaited<ReturnType<typeof startClosing>>>(async (tx) => {
        const outcome = await startClosing(tx, cards, { accountId, payTo, reference: actor, channel, actor }, now);
        if (outcome.kind === 'refused') throw new RolledBack(outcome);
        return outcome;
      });
      if (started.kind === 'refused') return sendRefusal(reply, started);
      events.publish(topicOfAccount(accountId));
      const closing = await closingOf(database, accountId);
      const account = await accountOf(database, accountId);
      if (account === undefined) return sendProblem(reply, 'card-account-unknown');
      const { net, vat, total } = quoteFee(cards, account, 'closing', now);
      return await reply.status(201).send({
        status: account.status,
        fee: { net: toJson(net), vat: toJson(vat), total: toJson(total) },
        startedAt: now.toString(),
        ...(closing?.endedAt == null ? {} : { endedAt: closing.endedAt.toString() }),
        payouts: payoutAnswers(closing, (id) => id),
      });
    },
  );

  app.post(
    '/v1/card-bank-files',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'Make the file of all orders that wait for other banks; 204 where none waits',
        body: BankFileRequest,
        response: { 201: BankFileAnswer, 204: Type.Null(), ...problems(...auth, 'not-found') },
      },
    },
    async (request, reply) => {
      const { kind, programme: name } = request.body;
      if (!ours.includes(name)) return sendProblem(reply, 'not-found');
      const now = clock.now();
      const made = await database.transaction(
        async (tx) => await makeBankFile(tx, cards, { kind: kind as FileKind, programme: name }, now),
      );
      return made === undefined ? await reply.status(204).send(null) : await reply.status(201).send(bankFileAnswer(made));
    },
  );

  app.get(
    '/v1/card-bank-files',
    {
      onRequest: reader,
      schema: { tags, summary: 'Files to other banks, newest first', response: { 200: BankFileList, ...problems(...auth) } },
    },
    async () => ({ files: (await bankFiles(database, ours, 100)).map(bankFileAnswer) }),
  );

  app.get(
    '/v1/card-bank-files/:id',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'One file as it was made: ISO 20022 pain.008 (collections) or pain.001 (payouts)',
        params: IdParams,
        response: problems(...auth, 'bank-file-unknown'),
      },
    },
    async (request, reply) => {
      const found = await bankFile(database, request.params.id);
      if (found === undefined || !ours.includes(found.programme)) return sendProblem(reply, 'bank-file-unknown');
      return await reply
        .header('content-type', 'application/xml; charset=utf-8')
        .header('content-disposition', `attachment; filename="${found.kind}-${found.messageId}.xml"`)
        .send(found.content);
    },
  );

  app.post(
    '/v1/card-bank-results',
    {
      onRequest: writer,
      bodyLimit: resultsBytesMax,
      schema: {
        tags,
        summary: 'What other banks answered: collections are posted or returned, payouts are booked; the same answer again changes nothing',
        body: ResultsRequest,
        response: { 200: ResultsAnswer, ...problems(...auth, 'results-malformed', 'results-too-large') },
      },
    },
    async (request, reply) => {
      const now = clock.now();
      const order = { text: request.body.content, programmes: ours, actor: actorOf(request) };
      const imported = await database.transaction(async (tx) => await importBankResults(tx, cards, order, now));
      if (imported.kind === 'refused') return sendRefusal(reply, imported);
      return { ...imported.value, unmatched: [...imported.value.unmatched] };
    },
  );
}
