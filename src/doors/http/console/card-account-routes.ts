// Card accounts before the contact centre: balances, holds, loads and transactions at once (PC-26), replacement and PIN by phone.

import type { FastifyReply, FastifyRequest } from 'fastify';

import { dayAt } from '../../../kernel/calendar.ts';
import { toJson } from '../../../kernel/money.ts';
import type { Outcome } from '../../../kernel/refusal.ts';
import { authorizationsOf } from '../../../modules/card-authorizations/index.ts';
import { disputesOfAccount } from '../../../modules/card-disputes/index.ts';
import { publishedFees } from '../../../modules/card-fees/index.ts';
import { loadsOf } from '../../../modules/card-funding/index.ts';
import { cardProgrammeNamed, feeVersionOn } from '../../../modules/card-programmes/index.ts';
import { cardsOf, replaceCard, replacementReasons, unblockPin, type Card } from '../../../modules/cards/index.ts';
import { appendEvidence } from '../../../modules/evidence/index.ts';
import { derivedId } from '../../../modules/ledger/index.ts';
import { allowsForCustomer, may } from '../../../modules/staff/index.ts';
import { accountsOfHolder, transactionsOf, walletsOf, type CardAccount } from '../../../modules/wallets/index.ts';
import { RolledBack } from '../../../postgres/database.ts';
import { cardAnswer, walletAnswer } from '../card-answers.ts';
import { summaryAnswer } from '../card-dispute-answer.ts';
import { holdAnswer, loadAnswer, transactionAnswer } from '../card-funding-answers.ts';
import { cardAccountOfDoor, cardOfDoor, isOfDoor } from '../card-scope.ts';
import * as contract from '../contracts/console/cards.ts';
import type { App } from '../create-app.ts';
import { fromCursor, toPage } from '../cursor.ts';
import { sendProblem, sendRefusal } from '../problems/problem.ts';
import type { ConsoleCardDeps } from './card-door.ts';
import { actorOf, person } from './guard.ts';

const loadsShown = 20;
const disputesShown = 50;
const holdsLooked = 200;

export function consoleCardAccountRoutes(app: App, deps: ConsoleCardDeps): void {
  const { database, cards: context, clock, staff } = deps;
  const view = { permission: 'card.view' } as const;

  /** PC-36: reasons are kept for those who audit and those who decide; the contact centre cannot tell what it does not see. */
  async function accountAnswer(account: CardAccount, seesReasons: boolean) {
    const { id, customerId, product, status, statusReason, currency, termsVersion } = account;
    const held = await cardsOf(database, id);
    return {
      accountId: id,
      customerId,
      programme: account.programme,
      product,
      status,
      ...(seesReasons && statusReason !== null ? { statusReason } : {}),
      currency,
      termsVersion,
      renewsByDefault: !account.renewalOptedOut,
      openedAt: account.openedAt.toString(),
      closedAt: account.closedAt?.toString() ?? null,
      wallets: (await walletsOf(database, id)).map(walletAnswer),
      cards: held.map((one) => ({
        ...cardAnswer(one, held),
        pinFailures: one.pinFailures,
        ...(seesReasons && one.statusReason !== null ? { statusReason: one.statusReason } : {}),
      })),
    };
  }
  const seesReasons = (request: FastifyRequest): boolean => may(person(request).roles, 'card.reasons-read');

  app.get(
    '/console/v1/customers/:id/card-accounts',
    { schema: { ...contract.AccountsOfCustomer, summary: 'Card accounts of which a customer is the main holder' }, config: view },
    async (request) => {
      const accounts = await accountsOfHolder(database, request.params.id);
      const shown = accounts.filter((account) => isOfDoor(deps, account));
      return { accounts: await Promise.all(shown.map(async (account) => await accountAnswer(account, seesReasons(request)))) };
    },
  );

  app.get(
    '/console/v1/card-accounts/:id',
    {
      schema: {
        ...contract.AccountRead,
        summary: 'A card account with its wallets and cards, its newest loads, its disputes, and the fees of today',
      },
      config: view,
    },
    async (request, reply) => {
      const account = await cardAccountOfDoor(deps, request.params.id);
      if (account === undefined) return sendProblem(reply, 'card-account-unknown');
      const figures = cardProgrammeNamed(context.cardProgrammes, account.programme);
      const today = dayAt(figures.timeZone, clock.now());
      const version = feeVersionOn(figures, today.toString());
      return {
        account: await accountAnswer(account, seesReasons(request)),
        loads: (await loadsOf(database, account.id, { limit: loadsShown })).map(loadAnswer),
        disputes: (await disputesOfAccount(database, account.id, { before: null, limit: disputesShown })).map(summaryAnswer),
        fees: {
          from: version?.from ?? '',
          vatPpm: version?.vatPpm ?? 0,
          items: publishedFees(figures, today).map(({ fee, net, vat, total }) => ({
            fee,
            net: toJson(net),
            vat: toJson(vat),
            total: toJson(total),
          })),
        },
      };
    },
  );

  app.get(
    '/console/v1/card-accounts/:id/transactions',
    {
      schema: {
        ...contract.AccountTransactions,
        summary: 'Transactions of a card account, newest first; the first page has what is held too',
      },
      config: view,
    },
    async (request, reply) => {
      const { cursor, limit = 50 } = request.query;
      const place = cursor === undefined ? [] : fromCursor(cursor, 1);
      if (place === undefined) return sendProblem(reply, 'cursor-unknown');
      const account = await cardAccountOfDoor(deps, request.params.id);
      if (account === undefined) return sendProblem(reply, 'card-account-unknown');
      const lastFours = new Map((await cardsOf(database, account.id)).map(({ id, lastFour }) => [id, lastFour]));
      const before = place[0] === undefined ? {} : { before: place[0] };
      const page = toPage(await transactionsOf(database, account.id, { ...before, limit: limit + 1 }), limit, (row) => [row.cursor]);
      const open = cursor === undefined ? await authorizationsOf(database, account.id, { limit: holdsLooked }) : [];
      return {
        transactions: page.rows.map((row) => transactionAnswer(row, lastFours)),
        holds: open.filter(({ held }) => held.some(({ minor }) => minor > 0n)).map((one) => holdAnswer(one, lastFours)),
        ...(page.next === undefined ? {} : { next: page.next }),
      };
    },
  );

  /** The card, if it is of this programme and this person may act for its holder now; answers where not. */
  async function mayAct(
    request: FastifyRequest,
    reply: FastifyReply,
    cardId: string,
    callId: string | undefined,
  ): Promise<Card | undefined> {
    const found = await cardOfDoor(deps, cardId);
    if (found === undefined) {
      sendProblem(reply, 'card-unknown');
      return undefined;
    }
    const allowed = await allowsForCustomer(staff, { staff: person(request), customerId: found.holderId, callId }, clock.now());
    if (allowed.kind === 'done') return found;
    sendRefusal(reply, allowed);
    return undefined;
  }

  app.post(
    '/console/v1/cards/:id/replacement',
    { schema: { ...contract.Replace, summary: 'Replace a card, in an emergency too' }, config: { permission: 'card.replace' } },
    async (request, reply) => {
      const { form, note, callId } = request.body;
      const found = await mayAct(request, reply, request.params.id, callId);
      if (found === undefined) return reply;
      const reason = replacementReasons.find((known) => known === request.body.reason) ?? 'damaged';
      const actor = actorOf(request);
      const wanted = { cardId: found.id, newCardId: derivedId('console-replacement', found.id), reason, actor };
      const now = clock.now();
      type Replaced = Awaited<ReturnType<typeof replaceCard>>;
      const outcome = await database.transaction<Replaced>(async (tx) => {
        const replaced = await replaceCard(tx, context, { ...wanted, form: form === 'virtual' ? 'virtual' : 'physical' }, now);
        if (replaced.kind === 'refused') throw new RolledBack<Replaced>(replaced);
        const body = { cardId: found.id, newCardId: replaced.value.id, reason, note, ...(callId === undefined ? {} : { callId }) };
        await appendEvidence(tx, [{ kind: 'card-replacement-by-staff', subject: found.id, customerId: found.holderId, actor, body }], now);
        return replaced;
      });
      if (outcome.kind === 'refused') return sendRefusal(reply, outcome);
      return await reply.status(201).send({ cardId: outcome.value.id, lastFour: outcome.value.lastFour });
    },
  );

  app.post(
    '/console/v1/cards/:id/pin-unblocking',
    { schema: { ...contract.PinUnblock, summary: 'Unblock the PIN of a card' }, config: { permission: 'card.pin' } },
    async (request, reply) => {
      const { note, callId } = request.body;
      const found = await mayAct(request, reply, request.params.id, callId);
      if (found === undefined) return reply;
      const order = { cardId: found.id, actor: actorOf(request), note };
      const outcome: Outcome<Card, 'card-unknown' | 'pin-not-blocked'> = await database.transaction(
        async (tx) => await unblockPin(tx, context, order, clock.now()),
      );
      return outcome.kind === 'refused' ? sendRefusal(reply, outcome) : { pinStatus: outcome.value.pinStatus };
    },
  );
}
