// Accounts, entries and payees over HTTP: viewing, which needs no token (TK-01).

import Type from 'typebox';

import { isCurrency, money, toJson, type MoneyJson as Amount } from '../../../kernel/money.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { accountHeldBy, accountsOf, entriesOf } from '../../../modules/accounts/index.ts';
import type { Language } from '../../../modules/customers/index.ts';
import { billers, resolvePayee } from '../../../modules/payments/index.ts';
import { AccountList, BillerList, EntryList, EntryQuery, PayeeAnswer, PayeeParams } from '../contracts/bank/accounts.ts';
import { Uuid } from '../contracts/token/messages.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import type { Deps } from '../deps.ts';
import { problems } from '../problems/contract.ts';
import { languageOf, sendProblem } from '../problems/problem.ts';
import { tokenBuckets } from '../rate-limit.ts';
import { requireCustomer, sessionOf } from './require-customer.ts';

const tags = ['Accounts'];
const IdParams = Type.Object({ id: Uuid });

const accountNames: Readonly<Record<Language, readonly [own: string, joint: string]>> = {
  ar: ['الحساب الجاري', 'الحساب المشترك'],
  en: ['Current account', 'Joint account'],
  fa: ['حساب جاری', 'حساب مشترک'],
  kk: ['Ағымдағы шот', 'Ортақ шот'],
};

function amountOf(currency: string, minor: bigint): Amount {
  if (!isCurrency(currency)) throw new Error(`bug: an account in ${currency}`);
  return toJson(money(currency, minor));
}

export function registerAccountRoutes(app: App, deps: Deps): void {
  const { database } = deps;
  const customerOnly = { preHandler: requireCustomer(deps) };

  app.get(
    '/bank/v1/accounts',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'All accounts of the customer, with their balances',
        response: { 200: AccountList, ...problems('not-signed-in') },
      },
    },
    async (request) => {
      const accounts = await accountsOf(database, sessionOf(request).customerId);
      const [own, joint] = accountNames[languageOf(request)];
      return {
        accounts: accounts.map((account) => ({
          accountId: account.id,
          number: account.number,
          iban: account.iban,
          name: account.joint ? joint : own,
          currency: account.currency,
          joint: account.joint,
          status: account.status,
          posted: amountOf(account.currency, account.posted),
          held: amountOf(account.currency, account.held),
          available: amountOf(account.currency, account.available),
        })),
      };
    },
  );

  app.get(
    '/bank/v1/accounts/:id/entries',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'Posted movements of an account, newest first',
        params: IdParams,
        querystring: EntryQuery,
        response: { 200: EntryList, ...problems('not-signed-in', 'account-unknown', 'cursor-unknown') },
      },
    },
    async (request, reply) => {
      const { cursor, limit = 25 } = request.query;
      const place = cursor === undefined ? [] : fromCursor(cursor, 1);
      if (place === undefined) return sendProblem(reply, 'cursor-unknown');
      const { customerId } = sessionOf(request);
      const account = await accountHeldBy(database, customerId, request.params.id);
      const entries = await entriesOf(database, customerId, request.params.id, {
        limit: limit + 1,
        ...(place[0] === undefined ? {} : { before: place[0] }),
      });
      if (account === undefined || entries === undefined) return sendProblem(reply, 'account-unknown');
      const page = toPage(entries, limit, (entry) => [entry.cursor]);
      return {
        entries: page.rows.map((entry) => ({
          entryId: `${entry.id}-${entry.leg}`,
          at: entry.at.toString(),
          amount: amountOf(entry.currency, entry.amount),
          kind: entry.code,
          ...(entry.party === '' ? {} : { counterparty: entry.party }),
          ...(entry.memo === '' ? {} : { reference: entry.memo }),
          state: 'posted' as const,
          ...(isUuid(entry.reference) ? { operationId: entry.reference } : {}),
        })),
        ...(page.next === undefined ? {} : { next: page.next }),
      };
    },
  );

  // A name for every number would be a directory of the bank's customers: a person looks up a few.
  const lookUps = tokenBuckets(1 / 20, 20);
  app.get(
    '/bank/v1/payees/:number',
    {
      ...customerOnly,
      schema: {
        tags,
        summary: 'Whom an account number or IBAN belongs to, to be shown before money is sent',
        params: PayeeParams,
        response: { 200: PayeeAnswer, ...problems('not-signed-in', 'payee-unknown') },
      },
    },
    async (request, reply) => {
      const taken = lookUps.take(sessionOf(request).customerId, deps.clock.now().epochMilliseconds);
      if (!taken.allowed) return sendProblem(reply, 'too-many-requests', { retryAfterSeconds: taken.retryAfterSeconds });
      const found = await resolvePayee(database, deps.programme.programme, request.params.number);
      return found === undefined
        ? sendProblem(reply, 'payee-unknown')
        : { accountNumber: found.number, iban: found.iban, name: found.name, currency: found.currency };
    },
  );

  app.get(
    '/bank/v1/billers',
    { ...customerOnly, schema: { tags, summary: 'Who can be paid by bill', response: { 200: BillerList, ...problems('not-signed-in') } } },
    async (request) => {
      const language = languageOf(request);
      const rows = await billers(database, deps.programme.programme);
      return {
        billers: rows.map(({ id, name, category, referenceLabel, referencePattern, referenceExample }) => ({
          billerId: id,
          name: name[language],
          category,
          referenceLabel: referenceLabel[language],
          referencePattern,
          referenceExample,
        })),
      };
    },
  );
}
