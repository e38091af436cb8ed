// The phones of the demo's customers: what their owners see and hold. Demo data only.

import Type from 'typebox';

import { problems } from '../../problems/contract.ts';
import { MoneyJson } from '../money.ts';

const strict = { additionalProperties: false } as const;
const Slug = Type.Object({ slug: Type.String({ pattern: '^[a-z]{2,20}$' }) });

export const Phone = Type.Object({
  slug: Type.String({ description: 'host label of the phone: http://<slug>.localhost' }),
  name: Type.String(),
  nameLatin: Type.String(),
  language: Type.String(),
  mobile: Type.String(),
  email: Type.String(),
  traits: Type.Array(Type.Enum(['hard-token', 'foreign-number', 'joint-account', 'not-enrolled'])),
});

export const Device = Type.Object({ serial: Type.String(), code: Type.String(), secondsLeft: Type.Integer() });

export const Overview = {
  response: {
    200: Type.Object({
      phones: Type.Array(Phone),
      doors: Type.Object({
        bank: Type.String({ description: 'address; {slug} stands for the phone’s host label' }),
        token: Type.String(),
        console: Type.String(),
        handset: Type.String(),
        kiosk: Type.String(),
      }),
      bankNumber: Type.String({ description: 'where an SMS to the bank goes' }),
      staff: Type.Array(
        Type.Object({
          userName: Type.String(),
          name: Type.String(),
          roles: Type.Array(Type.String()),
          enrol: Type.String({ description: 'address of the invitation' }),
        }),
      ),
    }),
    ...problems(),
  },
};

export const Wallet = {
  params: Slug,
  response: {
    200: Type.Object({
      customerNumber: Type.String(),
      card: Type.Optional(Type.Object({ number: Type.String(), pin: Type.String(), expiresOn: Type.String() })),
      prepaid: Type.Array(
        Type.Object({
          cardId: Type.String(),
          number: Type.String(),
          expiresOn: Type.String(),
          status: Type.String(),
          pin: Type.Optional(Type.String({ description: 'of the cards that the demo made' })),
        }),
      ),
      shops: Type.Array(
        Type.Object({
          id: Type.String(),
          name: Type.String({ description: 'as the network carries it' }),
          city: Type.String(),
          country: Type.String(),
          asksForPin: Type.Boolean(),
          usual: MoneyJson,
        }),
        { description: 'where a prepaid card can be used in the demo' },
      ),
      tillCurrencies: Type.Array(Type.String()),
      signIn: Type.Optional(Type.Object({ userName: Type.String(), password: Type.String() })),
      device: Type.Optional(Type.Object({ serial: Type.String() })),
      drawer: Type.Array(Type.String(), { description: 'serial numbers of the devices at the branch' }),
    }),
    ...problems('not-found'),
  },
};

export const DeviceRead = {
  params: Type.Object({ serial: Type.String({ maxLength: 40 }) }),
  response: { 200: Device, ...problems('not-found') },
};

export const Inbox = Type.Object({
  sms: Type.Array(
    Type.Object({
      id: Type.String(),
      from: Type.String(),
      to: Type.String(),
      text: Type.String(),
      at: Type.String(),
      direction: Type.Enum(['in', 'out']),
    }),
  ),
  mail: Type.Array(Type.Object({ id: Type.String(), from: Type.String(), subject: Type.String(), text: Type.String(), at: Type.String() })),
});

export const InboxRead = { params: Slug, response: { 200: Inbox, ...problems('not-found') } };
export const InboxStream = { params: Slug };

export const SmsSend = {
  params: Slug,
  body: Type.Object({ to: Type.String({ pattern: '^\\+?[0-9]{3,15}$' }), text: Type.String({ minLength: 1, maxLength: 480 }) }, strict),
  response: { 202: Type.Null(), ...problems('not-found') },
};

const CardId = Type.String({ pattern: '^[0-9a-f-]{36}$' });

const Outcome = Type.Enum(['approved', 'declined', 'no-answer']);
const ResponseCode = Type.Optional(Type.String({ description: 'DE 39' }));

/** A card at the terminal of one of the demo's shops: a real authorisation through the card network's port. */
export const Pay = {
  params: Slug,
  body: Type.Object(
    {
      cardId: CardId,
      shop: Type.String({ pattern: '^[a-z]{2,20}$' }),
      amount: MoneyJson,
      pin: Type.Optional(Type.String({ pattern: '^[0-9]{4,12}$' })),
    },
    strict,
  ),
  response: {
    200: Type.Object({
      outcome: Outcome,
      code: ResponseCode,
      approvalCode: Type.Optional(Type.String({ description: 'DE 38' })),
      paymentId: Type.Optional(Type.String({ description: 'to settle it by' })),
    }),
    ...problems('not-found'),
  },
};

export const Settle = {
  params: Type.Object({ paymentId: CardId }),
  response: { 200: Type.Object({ outcome: Outcome, code: ResponseCode }), ...problems('not-found') },
};

/** What hands do at the demo's kiosk. */
export const KioskHands = {
  body: Type.Union([
    Type.Object({ act: Type.Literal('insert-card'), cardId: CardId }, strict),
    Type.Object({ act: Type.Literal('take-card') }, strict),
    Type.Object({ act: Type.Literal('type-pin'), pin: Type.String({ pattern: '^[0-9]{4,12}$' }) }, strict),
    Type.Object({ act: Type.Literal('place-document'), slug: Type.String({ pattern: '^[a-z]{2,20}$' }) }, strict),
    Type.Object({ act: Type.Literal('insert-note'), value: Type.Integer({ minimum: 1 }) }, strict),
    Type.Object({ act: Type.Enum(['jam', 'empty-dispenser', 'empty-printer']), on: Type.Boolean() }, strict),
    Type.Object({ act: Type.Literal('power-cut') }, strict),
  ]),
  response: { 200: Type.Object({ taken: Type.Boolean() }), ...problems('not-found') },
};

export const KioskState = {
  response: {
    200: Type.Object({
      reader: Type.Enum(['empty', 'card']),
      waitsFor: Type.Array(Type.Enum(['card', 'pin', 'document', 'notes'])),
      acceptor: Type.Enum(['shut', 'open', 'jammed']),
      dispenser: Type.Enum(['ready', 'empty']),
      printer: Type.Enum(['ready', 'empty']),
      inBox: Type.String({ description: 'minor units that the acceptor took' }),
      currency: Type.String(),
      notes: Type.Array(Type.Integer(), { description: 'values that the acceptor takes, in minor units' }),
      dispensed: Type.Optional(Type.Object({ number: Type.String(), expiry: Type.String() })),
      printed: Type.Array(Type.Object({ title: Type.String(), lines: Type.Array(Type.Array(Type.String())), at: Type.String() })),
    }),
    ...problems('not-found'),
  },
};
