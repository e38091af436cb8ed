// The kiosk's door: its page speaks for one machine that signed on; devices' reads pass through it sealed.

import { createHash } from 'node:crypto';

import type { FastifyReply, FastifyRequest } from 'fastify';

import { isCurrency, money, toJson, type MoneyJson } from '../../../kernel/money.ts';
import type { Refused } from '../../../kernel/refusal.ts';
import { accountsOf } from '../../../modules/accounts/index.ts';
import { quoteFee } from '../../../modules/card-fees/index.ts';
import type { CardProgramme } from '../../../modules/card-programmes/index.ts';
import type { Card } from '../../../modules/cards/index.ts';
import { maskMobile, type Language } from '../../../modules/customers/index.ts';
import {
  applicationOffer,
  applyAtKiosk,
  beginVisit,
  endDeposit,
  endVisit,
  kioskOfToken,
  known,
  makeReceipt,
  openDeposit,
  orderAct,
  printCard,
  readCard,
  readDocument,
  readPin,
  signOn,
  takeNote,
  visitFor,
  type KioskAct,
  type KioskContext,
  type KioskOrder,
  type KioskRow,
  type Known,
  type VisitRow,
} from '../../../modules/kiosk/index.ts';
import { cancelOperation, viewOperation, type OperationView } from '../../../modules/operations/index.ts';
import { walletsOf } from '../../../modules/wallets/index.ts';
import * as contract from '../contracts/kiosk/kiosk.ts';
import { createApp, type App } from '../create-app.ts';
import type { Deps } from '../deps.ts';
import { allowStreams, openStream } from '../event-stream.ts';
import { operationAnswer } from '../operation-answer.ts';
import { languageOf, sendNamedRefusal, sendProblem } from '../problems/problem.ts';
import { requestKey } from '../bank/operations.ts';

declare module 'fastify' {
  interface FastifyRequest {
    kiosk?: KioskRow;
  }
}

export type KioskDoorDeps = Deps & {
  readonly kiosks: KioskContext;
  /** Where the devices of each machine listen, as its page sees it: the same on all of them. */
  readonly kioskDevices: string;
};

const cookieName = '__Host-ramz-kiosk';
const cookieRules = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;
const accountNames: Readonly<Record<Language, readonly [own: string, joint: string]>> = {
  ar: ['الحساب الجاري', 'الحساب المشترك'],
  en: ['Current account', 'Joint account'],
  fa: ['حساب جاری', 'حساب مشترک'],
  kk: ['Ағымдағы шот', 'Ортақ шот'],
};

function amount(currency: string, minor: bigint): MoneyJson {
  if (!isCurrency(currency)) throw new Error(`bug: an amount in ${currency}`);
  return toJson(money(currency, minor));
}

const refuse = (reply: FastifyReply, refusal: Refused<string>): FastifyReply => sendNamedRefusal(reply, refusal);

const cardAnswer = ({ id, lastFour, status, expiresOn }: Card) => ({ cardId: id, lastFour, status, expiresOn });

function knownAnswer({ visit, customer, card, cards, document }: Known, language: Language) {
  // A card without its PIN may be in anybody's hand.
  const shown = visit.knownBy === 'card' ? undefined : customer;
  const isOwnScript = shown !== undefined && (shown.language === language || (shown.language === 'ar' && language === 'fa'));
  return {
    knownBy: visit.knownBy,
    customer: customer !== undefined,
    ...(shown === undefined ? {} : { name: isOwnScript ? shown.name : shown.nameLatin }),
    ...(shown?.mobile === undefined || shown.mobile === null ? {} : { mobile: maskMobile(shown.mobile) }),
    ...(card === undefined ? {} : { card: cardAnswer(card) }),
    cards: cards.map(cardAnswer),
    ...(document === undefined ? {} : { document }),
  };
}

/** The card programme that a kiosk of this installation serves. */
function programmeOfDoor(deps: Deps): CardProgramme | undefined {
  return [...deps.cardProgrammes.values()].find(({ holders, offered }) => offered && holders === deps.programme.programme);
}

/** Makes the door; the caller adds health and pages, and listens. */
export async function kioskDoor(deps: KioskDoorDeps): Promise<App> {
  const { database, clock, kiosks, programme } = deps;
  const connect = `'self' ${deps.kioskDevices}`;
  const app = await createApp({ deps, door: 'kiosk', cookiePaths: ['/kiosk/v1/'], contentSecurityPolicy: { 'connect-src': connect } });
  allowStreams(app);

  app.get('/kiosk/v1/setup', { schema: contract.Setup }, async (request) => {
    const cards = programmeOfDoor(deps);
    if (cards === undefined) throw new Error('bug: a kiosk without a card programme');
    const now = clock.now();
    const { idleSeconds, warningSeconds, cashNotes, cashCurrency } = cards.kiosk;
    const fee = (name: 'joining' | 'replacement' | 'renewal' | 'closing'): MoneyJson => toJson(quoteFee(kiosks, cards, name, now).total);
    const token = request.cookies[cookieName];
    const kiosk = token === undefined ? undefined : await kioskOfToken(database, token, now);
    return {
      title: programme.title[languageOf(request)],
      languages: [...programme.languages],
      currency: cards.currency,
      devices: deps.kioskDevices,
      idleSeconds,
      warningSeconds,
      notes: cashNotes.map((note) => amount(cashCurrency, BigInt(note))),
      fees: { joining: fee('joining'), replacement: fee('replacement'), renewal: fee('renewal'), closing: fee('closing') },
      contactCentre: programme.contact.centre,
      ...(kiosk === undefined ? {} : { kiosk: { kioskId: kiosk.id, name: kiosk.name, place: kiosk.place } }),
    };
  });

  app.post('/kiosk/v1/sign-on', { schema: contract.SignOn }, async (request, reply) => {
    const outcome = await signOn(deps, request.body, clock.now());
    if (outcome.kind === 'refused') return refuse(reply, outcome);
    const maxAge = Math.floor((outcome.value.endsAt.epochMilliseconds - clock.now().epochMilliseconds) / 1000);
    return await reply
      .setCookie(cookieName, outcome.value.token, { ...cookieRules, maxAge })
      .status(204)
      .send(null);
  });

  const machine = {
    preHandler: async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      const token = request.cookies[cookieName];
      const kiosk = token === undefined ? undefined : await kioskOfToken(database, token, clock.now());
      if (kiosk === undefined) return sendProblem(reply, 'kiosk-not-signed-on');
      request.kiosk = kiosk;
      return undefined;
    },
  };
  const kioskOf = (request: FastifyRequest): KioskRow => {
    if (request.kiosk === undefined) throw new Error('bug: a route of the kiosk without its machine');
    return request.kiosk;
  };

  /** The visit, if it may do the act; undefined where that was answered already. */
  async function admitted(request: FastifyRequest, reply: FastifyReply, visitId: string, act?: KioskAct): Promise<VisitRow | undefined> {
    const outcome = await visitFor(kiosks, kioskOf(request), visitId, act, clock.now());
    if (outcome.kind === 'done') return outcome.value;
    refuse(reply, outcome);
    return undefined;
  }

  app.post('/kiosk/v1/visits', { ...machine, schema: contract.VisitBegin }, async (request, reply) => {
    return await reply.status(201).send(await beginVisit(kiosks, kioskOf(request), request.body.language, clock.now()));
  });
  app.post('/kiosk/v1/visits/:visitId/touch', { ...machine, schema: contract.VisitTouch }, async (request, reply) => {
    const visit = await admitted(request, reply, request.params.visitId);
    return visit === undefined ? reply : await reply.status(204).send(null);
  });
  app.post('/kiosk/v1/visits/:visitId/end', { ...machine, schema: contract.VisitEnd }, async (request, reply) => {
    await endVisit(kiosks, kioskOf(request), request.params.visitId, request.body.reason, clock.now());
    return await reply.status(204).send(null);
  });

  app.get('/kiosk/v1/visits/:visitId', { ...machine, schema: contract.VisitRead }, async (request, reply) => {
    const visit = await admitted(request, reply, request.params.visitId);
    return visit === undefined ? reply : knownAnswer(await known(kiosks, visit), languageOf(request));
  });
  app.post('/kiosk/v1/visits/:visitId/card', { ...machine, schema: contract.CardRead }, async (request, reply) => {
    const given = { visitId: request.params.visitId, sealed: request.body.card };
    const outcome = await readCard(kiosks, kioskOf(request), given, clock.now());
    return outcome.kind === 'refused' ? refuse(reply, outcome) : knownAnswer(outcome.value, languageOf(request));
  });
  app.post('/kiosk/v1/visits/:visitId/pin', { ...machine, schema: contract.PinRead }, async (request, reply) => {
    const given = { visitId: request.params.visitId, sealed: request.body.pin };
    const outcome = await readPin(kiosks, kioskOf(request), given, clock.now());
    return outcome.kind === 'refused' ? refuse(reply, outcome) : knownAnswer(outcome.value, languageOf(request));
  });
  app.post('/kiosk/v1/visits/:visitId/document', { ...machine, schema: contract.DocumentRead }, async (request, reply) => {
    const given = { visitId: request.params.visitId, sealed: request.body.document };
    const outcome = await readDocument(kiosks, kioskOf(request), given, clock.now());
    return outcome.kind === 'refused' ? refuse(reply, outcome) : knownAnswer(outcome.value, languageOf(request));
  });

  app.get('/kiosk/v1/visits/:visitId/balance', { ...machine, schema: contract.BalanceRead }, async (request, reply) => {
    const visit = await admitted(request, reply, request.params.visitId, 'balance');
    if (visit === undefined) return reply;
    const { card } = await known(kiosks, visit);
    const wallets = visit.accountId === null ? [] : await walletsOf(database, visit.accountId);
    return {
      lastFour: card?.lastFour ?? '',
      wallets: wallets.map(({ currency, available, held, debt }) => ({
        currency,
        available: amount(currency, available - debt),
        held: amount(currency, held),
        debt: amount(currency, debt),
      })),
    };
  });

  app.get('/kiosk/v1/visits/:visitId/accounts', { ...machine, schema: contract.AccountsRead }, async (request, reply) => {
    const visit = await admitted(request, reply, request.params.visitId, 'load');
    if (visit === undefined) return reply;
    const [own, joint] = accountNames[languageOf(request)];
    const accounts = visit.customerId === null ? [] : await accountsOf(database, visit.customerId);
    return {
      accounts: accounts
        .filter(({ status }) => status !== 'closed')
        .map((account) => ({
          accountId: account.id,
          number: account.number,
          name: account.joint ? joint : own,
          available: amount(account.currency, account.available),
        })),
    };
  });

  app.post('/kiosk/v1/visits/:visitId/operations', { ...machine, schema: contract.OperationAsk }, async (request, reply) => {
    const key = requestKey(request, reply);
    if (key === undefined) return reply;
    const { act, params } = request.body;
    const asked = { visitId: request.params.visitId, order: { act, ...params } as KioskOrder, request: key };
    const outcome = await orderAct(kiosks, kioskOf(request), asked, clock.now());
    return outcome.kind === 'refused' ? refuse(reply, outcome) : await reply.status(201).send(operationAnswer(outcome.value));
  });

  async function operationOf(visit: VisitRow, operationId: string): Promise<OperationView | undefined> {
    if (visit.customerId === null) return undefined;
    return await viewOperation(kiosks.operations, database, visit.customerId, operationId, clock.now());
  }
  app.get('/kiosk/v1/visits/:visitId/operations/:operationId', { ...machine, schema: contract.OperationRead }, async (request, reply) => {
    const visit = await admitted(request, reply, request.params.visitId);
    if (visit === undefined) return reply;
    const view = await operationOf(visit, request.params.operationId);
    return view === undefined ? sendProblem(reply, 'operation-unknown') : operationAnswer(view);
  });
  app.get(
    '/kiosk/v1/visits/:visitId/operations/:operationId/events',
    { ...machine, schema: contract.OperationStream },
    async (request, reply) => {
      const visit = await admitted(request, reply, request.params.visitId);
      if (visit === undefined) return reply;
      const { operationId } = request.params;
      await openStream(request, reply, {
        deps,
        owner: `kiosk:${visit.kioskId}`,
        topics: [`operation:${operationId}`],
        event: 'operation',
        // Waiting for the approval is no idleness: the visit lives while its operation is looked at.
        read: async () => {
          const live = await visitFor(kiosks, kioskOf(request), visit.id, undefined, clock.now());
          const view = live.kind === 'done' ? await operationOf(live.value, operationId) : undefined;
          return view === undefined ? undefined : operationAnswer(view);
        },
        isLast: (state) => (state as { status: string }).status !== 'pending',
      });
      return reply;
    },
  );
  app.post(
    '/kiosk/v1/visits/:visitId/operations/:operationId/cancel',
    { ...machine, schema: contract.OperationCancel },
    async (request, reply) => {
      const visit = await admitted(request, reply, request.params.visitId);
      if (visit === undefined) return reply;
      if (visit.customerId === null) return sendProblem(reply, 'operation-unknown');
      const { operationId } = request.params;
      const order = { customerId: visit.customerId, operationId, actor: `kiosk:${visit.kioskId}` };
      const outcome = await cancelOperation(kiosks.operations, order, clock.now());
      if (outcome.kind === 'refused') return refuse(reply, outcome);
      const view = await operationOf(visit, operationId);
      return view === undefined ? sendProblem(reply, 'operation-unknown') : operationAnswer(view);
    },
  );

  app.post('/kiosk/v1/visits/:visitId/deposits', { ...machine, schema: contract.DepositOpen }, async (request, reply) => {
    const key = requestKey(request, reply);
    if (key === undefined) return reply;
    // The same request again is the same deposit.
    const hash = createHash('sha256').update(`${request.params.visitId} ${key.key}`).digest('hex');
    const depositId = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
    const outcome = await openDeposit(kiosks, kioskOf(request), { visitId: request.params.visitId, depositId }, clock.now());
    if (outcome.kind === 'refused') return refuse(reply, outcome);
    const { currency, values, roomMax } = outcome.value;
    return await reply.status(201).send({ depositId, currency, values: values.map(String), roomMax: amount(currency, roomMax) });
  });
  app.post('/kiosk/v1/deposits/:depositId/notes', { ...machine, schema: contract.NoteTake }, async (request, reply) => {
    const { noteId, amount: given, proof } = request.body;
    const note = { depositId: request.params.depositId, noteId, currency: given.currency, value: BigInt(given.minor), proof };
    const outcome = await takeNote(kiosks, kioskOf(request), note, clock.now());
    return outcome.kind === 'refused' ? refuse(reply, outcome) : { sum: amount(outcome.value.currency, outcome.value.sum) };
  });
  app.post('/kiosk/v1/deposits/:depositId/end', { ...machine, schema: contract.DepositClose }, async (request, reply) => {
    const outcome = await endDeposit(kiosks, kioskOf(request), request.params.depositId, clock.now());
    if (outcome.kind === 'refused') return refuse(reply, outcome);
    const { deposit, status, wallet } = outcome.value;
    const available = wallet === undefined ? {} : { available: amount(wallet.currency, wallet.available - wallet.debt) };
    return { status, amount: amount(deposit.currency, deposit.taken), ...available };
  });

  app.get('/kiosk/v1/visits/:visitId/application-offer', { ...machine, schema: contract.OfferRead }, async (request, reply) => {
    const visit = await admitted(request, reply, request.params.visitId);
    return visit === undefined ? reply : applicationOffer(kiosks, kioskOf(request), languageOf(request), clock.now());
  });
  app.post('/kiosk/v1/visits/:visitId/applications', { ...machine, schema: contract.Apply }, async (request, reply) => {
    const key = requestKey(request, reply);
    if (key === undefined) return reply;
    // The terms are there in Arabic and English; Persian and Kazakh readers are shown the English text.
    const language = languageOf(request) === 'ar' ? 'ar' : 'en';
    const asked = { visitId: request.params.visitId, wish: { ...request.body, language }, request: key } as const;
    const outcome = await applyAtKiosk(kiosks, kioskOf(request), asked, clock.now());
    if (outcome.kind === 'refused') return refuse(reply, outcome);
    const { application, missing } = outcome.value;
    const { id, status, cardId } = application;
    return await reply.status(201).send({
      applicationId: id,
      status,
      waitsFor: [...missing],
      ...(status === 'established' ? { cardId } : {}),
    });
  });

  app.post('/kiosk/v1/visits/:visitId/card-prints', { ...machine, schema: contract.CardPrint }, async (request, reply) => {
    const { cardId, replacementFor } = request.body;
    const outcome = await printCard(kiosks, kioskOf(request), { visitId: request.params.visitId, cardId, replacementFor }, clock.now());
    return outcome.kind === 'refused' ? refuse(reply, outcome) : outcome.value;
  });

  app.post('/kiosk/v1/visits/:visitId/receipts', { ...machine, schema: contract.ReceiptMake }, async (request, reply) => {
    const kiosk = kioskOf(request);
    const { applicationId: _applicationId, ...order } = request.body;
    const outcome = await makeReceipt(kiosks, kiosk, { ...order, visitId: request.params.visitId }, clock.now());
    if (outcome.kind === 'refused') return refuse(reply, outcome);
    return { place: kiosk.place === '' ? kiosk.name : kiosk.place, at: clock.now().toString(), ...outcome.value };
  });

  return app;
}
