// Hard tokens in the console: stock, import, assignment, resynchronisation, unlocking.

import { customer } from '../../../modules/customers/index.ts';
import { importedBatches, tokensBySerial, tokensInStock, type HardToken } from '../../../modules/hard-tokens/index.ts';
import { askOrDo, importTokens, resynchroniseToken, unlockToken } from '../../../modules/staff/index.ts';
import * as contract from '../contracts/console/hard-tokens.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { sendNamedRefusal, sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ConsoleDeps } from './deps.ts';
import { actAnswer } from './customer-routes.ts';
import { person } from './guard.ts';

const pageRows = 50;
const batchesMax = 1000;

const stockAnswer = ({ id, serial, manufacturer, kind, status, customerId }: HardToken) => ({
  tokenId: id,
  serial,
  manufacturer,
  kind,
  status,
  customerId,
});

export function hardTokenRoutes(app: App, deps: ConsoleDeps): void {
  const { staff: context, clock, programme, database, executors } = deps;

  app.get('/console/v1/hard-tokens', { schema: contract.Stock, config: { permission: 'hard-token.stock' } }, async (request, reply) => {
    const { q, cursor } = request.query;
    const batches = await importedBatches(database, programme.programme, batchesMax);
    const inStock = batches.reduce((sum, batch) => sum + batch.inStock, 0);
    if (q !== undefined && q !== '') return { tokens: (await tokensBySerial(database, programme.programme, q)).map(stockAnswer), inStock };
    const place = cursor === undefined ? undefined : fromCursor(cursor, 1);
    if (cursor !== undefined && place === undefined) return sendProblem(reply, 'cursor-unknown');
    const rows = await tokensInStock(database, programme.programme, {
      limit: pageRows + 1,
      ...(place?.[0] === undefined ? {} : { after: place[0] }),
    });
    const page = toPage(rows, pageRows, ({ id }) => [id]);
    const tokens = page.rows.map(stockAnswer);
    return page.next === undefined ? { tokens, inStock } : { tokens, inStock, next: page.next };
  });

  app.post(
    '/console/v1/hard-tokens/imports',
    { schema: contract.Import, config: { permission: 'hard-token.import' }, bodyLimit: contract.importBodyBytes },
    async (request, reply) => {
      const { file, fileName, passphrase, key, commit, reason } = request.body;
      if (commit && reason === undefined) return sendProblem(reply, 'invalid-request', { field: 'body/reason' });
      const wanted = {
        programme: programme.programme,
        file: new TextEncoder().encode(file),
        fileName,
        secrets: {
          ...(passphrase === undefined ? {} : { passphrase }),
          ...(key === undefined ? {} : { preSharedKey: new Uint8Array(Buffer.from(key, 'hex')) }),
        },
        staffId: person(request).staffId,
        commit,
        reason: reason ?? '',
      };
      const outcome = await importTokens(context, wanted, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : outcome.value;
    },
  );

  app.post(
    '/console/v1/customers/:id/hard-token',
    { schema: contract.Assign, config: { permission: 'hard-token.assign' } },
    async (request, reply) => {
      const { serial, reason } = request.body;
      const found = await customer(database, request.params.id);
      if (found === undefined) return sendProblem(reply, 'customer-unknown');
      const act = {
        programme: found.programme,
        customerId: found.id,
        payload: { serial: serial.trim() },
        reason,
        by: person(request).staffId,
      };
      const outcome = await askOrDo(context, executors, 'hard-token.assign', act, clock.now());
      return outcome.kind === 'refused' ? sendNamedRefusal(reply, outcome) : actAnswer(outcome.value);
    },
  );

  app.post(
    '/console/v1/customers/:id/hard-token/resynchronisation',
    { schema: contract.Resynchronise, config: { permission: 'hard-token.resynchronise' } },
    async (request, reply) => {
      const { first, second, reason } = request.body;
      const found = await customer(database, request.params.id);
      if (found === undefined) return sendProblem(reply, 'customer-unknown');
      const wanted = {
        customerId: found.id,
        programme: found.programme,
        staffId: person(request).staffId,
        reason,
        codes: [first, second] as const,
      };
      const outcome = await resynchroniseToken(context, wanted, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : { state: 'done' as const };
    },
  );

  app.post(
    '/console/v1/customers/:id/hard-token/unlocking',
    { schema: contract.Unlock, config: { permission: 'hard-token.unlock' } },
    async (request, reply) => {
      const found = await customer(database, request.params.id);
      if (found === undefined) return sendProblem(reply, 'customer-unknown');
      const wanted = { customerId: found.id, programme: found.programme, staffId: person(request).staffId, reason: request.body.reason };
      const outcome = await unlockToken(context, wanted, clock.now());
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : { state: 'done' as const };
    },
  );
}
