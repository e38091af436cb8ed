// Transactions with holds, and statements, of one card account: the same routes in the web bank and in the issuer API.

import Type from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  openHolds,
  PdfUnavailable,
  statementFile,
  statementForms,
  statementsOf,
  type StatementForm,
} from '../../modules/card-statements/index.ts';
import { cardsOf } from '../../modules/cards/index.ts';
import { isLanguage } from '../../modules/customers/index.ts';
import { transaction as readTransaction, transactionsOf, walletsOf, type CardAccount } from '../../modules/wallets/index.ts';
import type { CardDeps } from './card-deps.ts';
import { holdAnswer, transactionAnswer } from './card-funding-answers.ts';
import { CardTransactionAnswer, TransactionList, TransactionQuery } from './contracts/card-funding.ts';
import { StatementList, StatementQuery } from './contracts/card-statements.ts';
import { Uuid } from './contracts/token/messages.ts';
import type { App } from './create-app.ts';
import { fromCursor, toPage } from './cursor.ts';
import { problems } from './problems/contract.ts';
import { sendProblem } from './problems/problem.ts';
import type { ProblemReason } from './problems/table.ts';

const IdParams = Type.Object({ id: Uuid });

export type RecordsDoor = {
  /** '/bank/v1' or '/v1'. */
  readonly prefix: string;
  readonly tags: string[];
  /** The hook that lets only those pass who may ask, and what it refuses. */
  readonly guard: object;
  readonly guardProblems: readonly ProblemReason[];
  /** The account if whoever asks may see all of it. */
  find(request: FastifyRequest, accountId: string): Promise<CardAccount | undefined>;
};

/** What a page of transactions shows; `cursor` is absent for the first, which has the holds too. */
export async function transactionPage(
  deps: Pick<CardDeps, 'database' | 'clock'>,
  account: CardAccount,
  page: { readonly before?: string; readonly limit: number; readonly from?: string; readonly to?: string; readonly cardId?: string },
) {
  const { database, clock } = deps;
  const cards = await cardsOf(database, account.id);
  const lastFours = new Map(cards.map(({ id, lastFour }) => [id, lastFour]));
  const rows = await transactionsOf(database, account.id, { ...page, limit: page.limit + 1 });
  const cut = toPage(rows, page.limit, ({ cursor }) => [cursor]);
  const holds = page.before === undefined ? await openHolds(database, account.id, await walletsOf(database, account.id), clock.now()) : [];
  return {
    transactions: cut.rows.map((row) => transactionAnswer(row, lastFours)),
    holds: holds.filter(({ cardId }) => page.cardId === undefined || cardId === page.cardId).map((one) => holdAnswer(one, lastFours)),
    ...(cut.next === undefined ? {} : { next: cut.next }),
  };
}

async function sendStatement(
  deps: CardDeps,
  reply: FastifyReply,
  wanted: { accountId: string; statementId: string; form: StatementForm; language: string | undefined },
): Promise<FastifyReply> {
  const { language, ...rest } = wanted;
  try {
    const chosen = language !== undefined && isLanguage(language) ? { language } : {};
    const file = await statementFile(deps.database, deps.cards, { ...rest, ...chosen });
    if (file === undefined) return sendProblem(reply, 'statement-unknown');
    return await reply
      .header('content-type', file.contentType)
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .serializer((payload: unknown) => payload as string)
      .send(typeof file.body === 'string' ? file.body : Buffer.from(file.body));
  } catch (error) {
    if (!(error instanceof PdfUnavailable)) throw error;
    deps.logger.warn({ err: error }, 'a statement could not be made as PDF');
    return sendProblem(reply, 'statement-pdf-unavailable');
  }
}

/** `…/transactions`, `…/transactions/:transactionId`, `…/statements` and `…/statements/:file` of a door. */
export function registerCardRecords(app: App, deps: CardDeps, door: RecordsDoor): void {
  const { database } = deps;
  const { prefix, tags, guard, guardProblems, find } = door;
  const unknown = (reply: FastifyReply): FastifyReply => sendProblem(reply, 'card-account-unknown');

  app.get(
    `${prefix}/card-accounts/:id/transactions`,
    {
      ...guard,
      schema: {
        tags,
        summary: 'What was posted, newest first, and what is held and waits for its settlement',
        params: IdParams,
        querystring: TransactionQuery,
        response: { 200: TransactionList, ...problems(...guardProblems, 'card-account-unknown', 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { id } = request.params as { id: string };
      const {
        cursor,
        limit = 25,
        from,
        to,
        cardId,
      } = request.query as {
        cursor?: string;
        limit?: number;
        from?: string;
        to?: string;
        cardId?: string;
      };
      const place = cursor === undefined ? [] : fromCursor(cursor, 1);
      if (place === undefined) return sendProblem(reply, 'cursor-unknown');
      const account = await find(request, id);
      if (account === undefined) return unknown(reply);
      return await transactionPage(deps, account, {
        limit,
        ...(place[0] === undefined ? {} : { before: place[0] }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(cardId === undefined ? {} : { cardId }),
      });
    },
  );

  app.get(
    `${prefix}/card-accounts/:id/transactions/:transactionId`,
    {
      ...guard,
      schema: {
        tags,
        summary: 'One transaction, with what applied to it: rate, mark-up, fee, terms, hold policy',
        params: Type.Object({ id: Uuid, transactionId: Uuid }),
        response: { 200: CardTransactionAnswer, ...problems(...guardProblems, 'card-account-unknown', 'transaction-unknown') },
      },
    },
    async (request, reply) => {
      const { id, transactionId } = request.params as { id: string; transactionId: string };
      const account = await find(request, id);
      if (account === undefined) return unknown(reply);
      const row = await readTransaction(database, account.id, transactionId);
      if (row === undefined) return sendProblem(reply, 'transaction-unknown');
      const cards = await cardsOf(database, account.id);
      return transactionAnswer(row, new Map(cards.map((card) => [card.id, card.lastFour])));
    },
  );

  app.get(
    `${prefix}/card-accounts/:id/statements`,
    {
      ...guard,
      schema: {
        tags,
        summary: 'Monthly statements, newest first',
        params: IdParams,
        response: { 200: StatementList, ...problems(...guardProblems, 'card-account-unknown') },
      },
    },
    async (request, reply) => {
      const account = await find(request, (request.params as { id: string }).id);
      if (account === undefined) return unknown(reply);
      const rows = await statementsOf(database, account.id);
      return {
        statements: rows.map(({ id, fromDay, toDay, statementDay, language, madeAt }) => ({
          statementId: id,
          fromDay,
          toDay,
          statementDay,
          language,
          madeAt: madeAt.toString(),
        })),
      };
    },
  );

  app.get(
    `${prefix}/card-accounts/:id/statements/:file`,
    {
      ...guard,
      schema: {
        tags,
        summary: 'One statement as a file: its id with .pdf, .csv or .json',
        params: Type.Object({ id: Uuid, file: Type.String({ pattern: `^[0-9a-f-]{36}\\.(${statementForms.join('|')})$` }) }),
        querystring: StatementQuery,
        response: problems(...guardProblems, 'card-account-unknown', 'statement-unknown', 'statement-pdf-unavailable'),
      },
    },
    async (request, reply) => {
      const { id, file } = request.params as { id: string; file: string };
      const account = await find(request, id);
      if (account === undefined) return unknown(reply);
      const form = statementForms.find((one) => file.endsWith(`.${one}`)) ?? 'json';
      const { language } = request.query as { language?: string };
      return await sendStatement(deps, reply, { accountId: account.id, statementId: file.slice(0, 36), form, language });
    },
  );
}
