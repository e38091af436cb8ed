// Clearing files, the scheme's totals and the reconciliation of a day, by API.

import { type Static } from 'typebox';
import Type from 'typebox';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';

import type { Money } from '../../../kernel/money.ts';
import {
  clearingReport,
  importClearingFile,
  importTotals,
  reconcileDay,
  type ClearingRefusal,
  type ClearingReport,
  type Reconciliation,
  type TotalsRefusal,
} from '../../../modules/card-clearing/index.ts';
import { plainDate } from '../../../modules/exchange/index.ts';
import type { CardDeps } from '../card-deps.ts';
import { cardProgrammesOfDoor } from '../card-scope.ts';
import {
  ClearingFile,
  clearingFileBytesMax,
  ClearingQuery,
  DayParams,
  NewTotals,
  ProgrammeQuery,
  ReconciliationAnswer,
  TotalsTaken,
} from '../contracts/issuer/clearing.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { problems } from '../problems/contract.ts';
import { sendProblem } from '../problems/problem.ts';
import type { ProblemReason } from '../problems/table.ts';
import { actorOf, requireClient } from './require-client.ts';

const tags = ['Clearing'];
const auth = ['api-key-missing', 'api-key-unknown', 'scope-missing'] as const;
const IdParams = Type.Object({ id: Uuid });
const badLinesShown = 1000;

const problemsOfFiles = {
  'file-empty': 'clearing-file-unreadable',
  'header-malformed': 'clearing-file-unreadable',
  'format-unknown': 'clearing-file-unreadable',
  'version-unknown': 'clearing-file-unreadable',
  'columns-malformed': 'clearing-file-unreadable',
  'programme-foreign': 'clearing-file-foreign',
  'file-in-future': 'clearing-file-in-future',
  'file-id-used': 'clearing-file-id-used',
} as const satisfies Record<ClearingRefusal, ProblemReason>;

const problemsOfTotals = {
  'programme-unknown': 'card-programme-unknown',
  'day-malformed': 'day-malformed',
  'day-in-future': 'day-in-future',
  'totals-missing': 'totals-unreadable',
  'currency-unknown': 'totals-unreadable',
  'direction-unknown': 'totals-unreadable',
  'total-twice': 'totals-unreadable',
  'amount-malformed': 'totals-unreadable',
} as const satisfies Record<TotalsRefusal, ProblemReason>;

function fileAnswer(report: ClearingReport): Static<typeof ClearingFile> {
  const { id, reason, badLines, results, createdAt, receivedAt, finishedAt, ...rest } = report;
  return {
    ...rest,
    clearingFileId: id,
    results: { ...results },
    ...(reason === null ? {} : { reason }),
    badLines: badLines.map(({ line, reason: why, field }) => ({ line, reason: why, ...(field === null ? {} : { field }) })),
    createdAt: createdAt.toString(),
    receivedAt: receivedAt.toString(),
    ...(finishedAt === null ? {} : { finishedAt: finishedAt.toString() }),
  };
}

type Moneys = { readonly currency: Money['currency']; readonly minor: string };
const moneyOf = (currency: string, minor: bigint): Moneys => ({ currency: currency as Money['currency'], minor: minor.toString() });

function reconciliationAnswer(made: Reconciliation): Static<typeof ReconciliationAnswer> {
  const { programme, day, balanced, settled, currencies, differences, suspense, ledger, madeAt } = made;
  return {
    ...{ programme, day, balanced, settled, madeAt: madeAt.toString() },
    currencies: currencies.map(({ currency, transactions, presentments, totals, ...sheet }) => {
      const of = (minor: bigint): Moneys => moneyOf(currency, minor);
      const tally = (rows: { readonly count: number; readonly amount: bigint }) => ({ count: rows.count, amount: of(rows.amount) });
      return {
        currency: currency as Money['currency'],
        opening: of(sheet.opening),
        wallets: of(sheet.wallets),
        exchanges: of(sheet.exchanges),
        suspense: of(sheet.suspense),
        disputes: of(sheet.disputes),
        paid: of(sheet.paid),
        closing: of(sheet.closing),
        transactions: tally(transactions),
        presentments: tally(presentments),
        ...(totals === undefined ? {} : { schemeTotals: tally(totals) }),
      };
    }),
    differences: differences.map(({ kind, state, currency, amount, count, items }) => ({
      kind,
      state,
      ...(currency === '' ? {} : { amount: moneyOf(currency, amount) }),
      count,
      items: items.map((item) => ({
        id: item.id,
        about: item.about,
        ...(currency === '' ? {} : { amount: moneyOf(currency, item.amount) }),
      })),
    })),
    suspense: suspense.map(({ currency, amount }) => moneyOf(currency, amount)),
    ledgerFindings: ledger.map(({ finding, subject }) => ({ finding, subject })),
  };
}

export function registerIssuerClearingRoutes(app: App, deps: CardDeps): void {
  const { cards } = deps;
  const reader = requireClient(deps, 'clearing:read');
  const writer = requireClient(deps, 'clearing:write');
  // The client's own: what another bank's programme has is none of it.
  const own = new Map(cardProgrammesOfDoor(deps).map((one) => [one.programme, one]));
  const context = { ...cards, cardProgrammes: own };
  const programmeOf = (given: string | undefined): string | undefined =>
    given === undefined ? [...own.keys()][0] : own.has(given) ? given : undefined;

  // Files have their own content types and their own limit, in a room of their own: everywhere else JSON is the only one.
  void app.register((room, _options, ready) => {
    room.removeContentTypeParser('application/json');
    room.addContentTypeParser(
      ['text/csv', 'application/x-ndjson'],
      { parseAs: 'buffer', bodyLimit: clearingFileBytesMax },
      (_request, body, done) => done(null, body),
    );
    room.withTypeProvider<TypeBoxTypeProvider>().post(
      '/v1/clearing-files',
      {
        onRequest: writer,
        bodyLimit: clearingFileBytesMax,
        schema: {
          tags,
          summary:
            'A clearing file (docs/clearing.md) as text/csv or application/x-ndjson, at most 16 MiB; the same file again changes nothing',
          consumes: ['text/csv', 'application/x-ndjson'],
          querystring: ClearingQuery,
          response: {
            200: ClearingFile,
            201: ClearingFile,
            ...problems(
              ...auth,
              'clearing-file-unreadable',
              'clearing-file-foreign',
              'clearing-file-in-future',
              'clearing-file-id-used',
              'body-too-large',
              'unsupported-content-type',
            ),
          },
        },
      },
      async (request, reply) => {
        const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const mode = request.query.mode === 'all-or-nothing' ? 'all-or-nothing' : 'rest-goes-on';
        const actor = actorOf(request);
        const outcome = await importClearingFile(context, { open: () => [bytes] }, { mode, actor });
        if (outcome.kind === 'refused') return sendProblem(reply, problemsOfFiles[outcome.reason], { reason: outcome.reason });
        const report = outcome.value;
        const answer = fileAnswer({ ...report, badLines: report.badLines.slice(0, badLinesShown) });
        return await reply.status(report.existed ? 200 : 201).send(answer);
      },
    );
    ready();
  });

  app.get(
    '/v1/clearing-files/:id',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'What became of a clearing file, with its bad lines',
        params: IdParams,
        response: { 200: ClearingFile, ...problems(...auth, 'clearing-file-unknown') },
      },
    },
    async (request, reply) => {
      const report = await clearingReport(deps.database, request.params.id, badLinesShown);
      if (report === undefined || !own.has(report.programme)) return sendProblem(reply, 'clearing-file-unknown');
      return fileAnswer(report);
    },
  );

  app.post(
    '/v1/scheme-totals',
    {
      onRequest: writer,
      schema: {
        tags,
        summary: 'What the scheme settles for a day; what is not paid yet is posted against the nostro account',
        body: NewTotals,
        response: {
          200: TotalsTaken,
          201: TotalsTaken,
          ...problems(...auth, 'card-programme-unknown', 'day-malformed', 'day-in-future', 'totals-unreadable'),
        },
      },
    },
    async (request, reply) => {
      const outcome = await importTotals(context, request.body, actorOf(request));
      if (outcome.kind === 'refused')
        return sendProblem(reply, problemsOfTotals[outcome.reason], { reason: outcome.reason, ...outcome.figures });
      const { version, created, payments } = outcome.value;
      return await reply.status(created ? 201 : 200).send({
        programme: outcome.value.programme,
        day: outcome.value.day,
        version,
        created,
        payments: payments.map(({ id, currency, amount }) => ({ paymentId: id, amount: moneyOf(currency, amount) })),
      });
    },
  );

  app.get(
    '/v1/reconciliations/:day',
    {
      onRequest: reader,
      schema: {
        tags,
        summary: 'The reconciliation of a day as it stands now: ledger, transactions, files and totals, and why they differ',
        params: DayParams,
        querystring: ProgrammeQuery,
        response: { 200: ReconciliationAnswer, ...problems(...auth, 'card-programme-unknown', 'day-malformed', 'day-in-future') },
      },
    },
    async (request, reply) => {
      const name = programmeOf(request.query.programme);
      if (name === undefined) return sendProblem(reply, 'card-programme-unknown');
      const day = plainDate(request.params.day);
      if (day === undefined) return sendProblem(reply, 'day-malformed');
      const outcome = await reconcileDay(context, { programme: name, day });
      if (outcome.kind === 'refused')
        return sendProblem(reply, outcome.reason === 'programme-unknown' ? 'card-programme-unknown' : outcome.reason, outcome.figures);
      return reconciliationAnswer(outcome.value);
    },
  );
}
