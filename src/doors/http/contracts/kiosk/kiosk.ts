// The kiosk's page speaks to the bank: sign-on of the machine, visits, acts, cash, receipts. Sealed reads of devices pass through it.

import Type from 'typebox';

import { cardStatuses } from '../../../../modules/cards/index.ts';
import { problems } from '../../problems/contract.ts';
import { MoneyJson as Money } from '../money.ts';
import { OperationAnswer } from '../bank/operations.ts';
import { Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;
const tags = ['Kiosk'];
const Sealed = Type.String({ minLength: 40, maxLength: 4000, pattern: '^[A-Za-z0-9_-]+$', description: 'sealed by a device for the bank' });
const visit = { tags, params: Type.Object({ visitId: Uuid }) };
const visitProblems = ['kiosk-not-signed-on', 'visit-over', 'card-needed', 'card-pin-needed', 'document-needed', 'foreign-origin'] as const;

export const Setup = {
  tags,
  summary: 'What the page must know; says which machine it is once it has signed on',
  response: {
    200: Type.Object({
      title: Type.String(),
      languages: Type.Array(Type.String()),
      currency: Type.String(),
      devices: Type.String({ description: 'where the devices of this machine listen' }),
      idleSeconds: Type.Integer(),
      warningSeconds: Type.Integer(),
      notes: Type.Array(Money),
      fees: Type.Object({ joining: Money, replacement: Money, renewal: Money, closing: Money }),
      contactCentre: Type.String(),
      kiosk: Type.Optional(Type.Object({ kioskId: Uuid, name: Type.String(), place: Type.String() })),
    }),
    ...problems(),
  },
};

export const SignOn = {
  tags,
  summary: 'The machine signs on with a proof of its key',
  body: Type.Object(
    {
      kioskId: Uuid,
      at: Type.String({ maxLength: 40, pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$' }),
      proof: Type.String({ maxLength: 100 }),
    },
    strict,
  ),
  response: { 204: Type.Null(), ...problems('kiosk-not-signed-on', 'foreign-origin') },
};

export const VisitBegin = {
  tags,
  summary: 'Somebody touched the screen',
  body: Type.Object({ language: Type.Enum(['ar', 'en', 'fa', 'kk']) }, strict),
  response: { 201: Type.Object({ visitId: Uuid }), ...problems('kiosk-not-signed-on', 'foreign-origin') },
};

export const VisitTouch = { ...visit, summary: 'Still there', response: { 204: Type.Null(), ...problems(...visitProblems) } };

export const VisitEnd = {
  ...visit,
  summary: 'The visit is over and the screen cleared',
  body: Type.Object({ reason: Type.Enum(['finished', 'idle', 'abandoned', 'card-kept']) }, strict),
  response: { 204: Type.Null(), ...problems('kiosk-not-signed-on', 'foreign-origin') },
};

const Card = Type.Object({ cardId: Uuid, lastFour: Type.String(), status: Type.Enum([...cardStatuses]), expiresOn: Type.String() });

const Known = Type.Object({
  knownBy: Type.Enum(['nobody', 'card', 'pin', 'document']),
  customer: Type.Boolean(),
  name: Type.Optional(Type.String()),
  mobile: Type.Optional(Type.String({ description: 'masked' })),
  card: Type.Optional(Card),
  cards: Type.Array(Card),
  document: Type.Optional(Type.Object({ kind: Type.Enum(['national-card', 'passport']), ending: Type.String() })),
});

export const VisitRead = {
  ...visit,
  summary: 'Who is known, with the cards as they are now',
  response: { 200: Known, ...problems(...visitProblems) },
};

export const CardRead = {
  ...visit,
  summary: 'A card in the reader',
  body: Type.Object({ card: Sealed }, strict),
  response: { 200: Known, ...problems(...visitProblems, 'card-unreadable', 'card-not-ours', 'card-closed') },
};

export const PinRead = {
  ...visit,
  summary: 'The PIN of the card in the reader',
  body: Type.Object({ pin: Sealed }, strict),
  response: { 200: Known, ...problems(...visitProblems, 'card-unreadable', 'card-pin-wrong', 'card-pin-blocked') },
};

export const DocumentRead = {
  ...visit,
  summary: 'An identity document on the glass',
  body: Type.Object({ document: Sealed }, strict),
  response: { 200: Known, ...problems(...visitProblems, 'document-unreadable', 'document-expired') },
};

export const BalanceRead = {
  ...visit,
  summary: 'What is in the wallets',
  response: {
    200: Type.Object({
      lastFour: Type.String(),
      wallets: Type.Array(Type.Object({ currency: Type.String(), available: Money, held: Money, debt: Money })),
    }),
    ...problems(...visitProblems),
  },
};

export const AccountsRead = {
  ...visit,
  summary: 'Accounts of the holder, to load from and to pay out to',
  response: {
    200: Type.Object({
      accounts: Type.Array(Type.Object({ accountId: Uuid, number: Type.String(), name: Type.String(), available: Money })),
    }),
    ...problems(...visitProblems),
  },
};

const CardParams = Type.Object({ cardId: Uuid }, strict);
export const OperationAsk = {
  ...visit,
  summary: 'Ask for an operation that the holder approves on the own phone',
  body: Type.Union([
    Type.Object({ act: Type.Literal('activate'), params: CardParams }, strict),
    Type.Object({ act: Type.Literal('load'), params: Type.Object({ from: Uuid, amount: Money }, strict) }, strict),
    Type.Object(
      { act: Type.Literal('replace'), params: Type.Object({ cardId: Uuid, reason: Type.Enum(['lost', 'stolen', 'damaged']) }, strict) },
      strict,
    ),
    Type.Object({ act: Type.Literal('renew'), params: CardParams }, strict),
    Type.Object({ act: Type.Literal('close'), params: Type.Object({ to: Uuid }, strict) }, strict),
  ]),
  response: { 201: OperationAnswer, ...problems(...visitProblems, 'operation-refused', 'idempotency-key-missing', 'insufficient-funds') },
};

const ofOperation = { tags, params: Type.Object({ visitId: Uuid, operationId: Uuid }) };
export const OperationRead = {
  ...ofOperation,
  summary: 'How the operation stands',
  response: { 200: OperationAnswer, ...problems(...visitProblems, 'operation-unknown') },
};
export const OperationStream = { ...ofOperation, summary: 'How the operation stands, live (server-sent events)' };
export const OperationCancel = {
  ...ofOperation,
  summary: 'Cancel it while it is pending',
  response: { 200: OperationAnswer, ...problems(...visitProblems, 'operation-unknown', 'operation-decided') },
};

export const DepositOpen = {
  ...visit,
  summary: 'Open the slot for notes',
  body: Type.Object({}, strict),
  response: {
    201: Type.Object({ depositId: Uuid, currency: Type.String(), values: Type.Array(Type.String()), roomMax: Money }),
    ...problems(...visitProblems, 'idempotency-key-missing', 'load-not-now', 'card-account-unknown'),
  },
};

const ofDeposit = { tags, params: Type.Object({ depositId: Uuid }) };
export const NoteTake = {
  ...ofDeposit,
  summary: 'Write a note down; the acceptor takes it after the answer, or gives it back after a refusal',
  body: Type.Object({ noteId: Uuid, amount: Money, proof: Type.String({ maxLength: 100 }) }, strict),
  response: {
    200: Type.Object({ sum: Money }),
    ...problems(
      'kiosk-not-signed-on',
      'foreign-origin',
      'deposit-unknown',
      'deposit-ended',
      'note-not-taken',
      'load-too-large',
      'note-proof-wrong',
      'note-used-otherwise',
    ),
  },
};

export const DepositClose = {
  ...ofDeposit,
  summary: 'The notes become one load',
  response: {
    200: Type.Object({ status: Type.Enum(['posted', 'empty', 'held']), amount: Money, available: Type.Optional(Money) }),
    ...problems('kiosk-not-signed-on', 'foreign-origin', 'deposit-unknown'),
  },
};

export const OfferRead = {
  ...visit,
  summary: 'What can be applied for',
  response: {
    200: Type.Object({
      products: Type.Array(Type.Object({ product: Type.String(), title: Type.String() })),
      termsVersion: Type.String(),
      dataUses: Type.Array(Type.Object({ use: Type.String(), required: Type.Boolean() })),
    }),
    ...problems(...visitProblems),
  },
};

export const Apply = {
  ...visit,
  summary: 'Apply with the document on the glass',
  body: Type.Object(
    {
      product: Type.String({ maxLength: 60 }),
      termsVersion: Type.String({ maxLength: 20 }),
      dataUses: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 20 }),
    },
    strict,
  ),
  response: {
    201: Type.Object({
      applicationId: Uuid,
      status: Type.Enum(['waiting', 'established', 'withdrawn']),
      waitsFor: Type.Array(Type.String()),
      cardId: Type.Optional(Uuid),
    }),
    ...problems(...visitProblems, 'operation-refused', 'idempotency-key-missing'),
  },
};

export const CardPrint = {
  ...visit,
  summary: 'A card of this visit for the dispenser, sealed for it; once a card',
  body: Type.Object({ cardId: Type.Optional(Uuid), replacementFor: Type.Optional(Uuid) }, strict),
  response: {
    200: Type.Object({ cardId: Uuid, blank: Type.String() }),
    ...problems(...visitProblems, 'card-unknown', 'card-printed', 'dispenser-empty'),
  },
};

const receiptActs = ['balance', 'load-cash', 'activate', 'load', 'replace', 'renew', 'close', 'apply'] as const;
export const ReceiptMake = {
  ...visit,
  summary: 'A receipt: its lines to print, or sent to the contact of record',
  body: Type.Object(
    {
      receiptId: Uuid,
      act: Type.Enum([...receiptActs]),
      channel: Type.Enum(['print', 'sms', 'email']),
      depositId: Type.Optional(Uuid),
      operationId: Type.Optional(Uuid),
      applicationId: Type.Optional(Uuid),
    },
    strict,
  ),
  response: {
    200: Type.Object({
      place: Type.String(),
      at: Type.String(),
      reference: Type.String(),
      act: Type.Enum([...receiptActs]),
      amount: Type.Optional(Money),
      cardEnd: Type.Optional(Type.String()),
    }),
    ...problems(...visitProblems, 'receipt-unknown'),
  },
};
