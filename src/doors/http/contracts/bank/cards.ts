// Card accounts and cards of the signed-in customer.

import Type from 'typebox';

import { channels } from '../../../../modules/cards/index.ts';
import { cardProperties, HolderReason, WalletAnswer } from '../card-values.ts';
import { MoneyJson } from '../money.ts';
import { Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

export const CardAnswer = Type.Object({
  ...cardProperties,
  isMine: Type.Boolean({ description: 'whether the customer carries it: number and PIN are the carrier’s alone' }),
  carrierName: Type.String(),
  closedReason: HolderReason,
});

export const CardAccountAnswer = Type.Object({
  accountId: Uuid,
  programme: Type.String(),
  product: Type.String(),
  title: Type.String({ description: 'name of the product in the language of the request' }),
  status: Type.String({ enum: ['pending', 'open', 'frozen', 'closing', 'closed'] }),
  currency: Type.String(),
  isMainHolder: Type.Boolean(),
  termsVersion: Type.String(),
  renewsByDefault: Type.Boolean(),
  openedAt: Timestamp,
  wallets: Type.Array(WalletAnswer, { description: 'for the main holder alone' }),
  cards: Type.Array(CardAnswer, { description: 'oldest first; all for the main holder, else the customer’s own' }),
});
export const CardAccountList = Type.Object({ accounts: Type.Array(CardAccountAnswer) });

const Limit = Type.Union([Type.Integer(), Type.Null()]);
const Limits = Type.Object({
  perOperationMin: Limit,
  perOperationMax: Limit,
  perDayCountMax: Limit,
  perDayMax: Limit,
  perMonthCountMax: Limit,
  perMonthMax: Limit,
});

export const CardRules = Type.Object({
  programme: Type.String(),
  title: Type.String(),
  currency: Type.String(),
  limits: Type.Object({ purchase: Limits, cash: Limits, load: Limits }, { description: 'minor units of the currency; null sets none' }),
  channels: Type.Array(Type.String({ enum: [...channels] })),
  countriesRestricted: Type.Array(Type.String(), { description: 'ISO 3166-1 alpha-2: cards do not work there' }),
  merchantGroups: Type.Array(Type.String()),
  merchantGroupsRefused: Type.Array(Type.String()),
  pin: Type.Object({ digits: Type.Integer(), triesMax: Type.Integer() }),
  products: Type.Array(
    Type.Object({
      product: Type.String(),
      title: Type.String(),
      currencies: Type.Array(Type.String()),
      validMonths: Type.Integer(),
      cardsPerAccountMax: Type.Integer(),
    }),
  ),
  fees: Type.Array(Type.Object({ fee: Type.String(), net: MoneyJson, vat: MoneyJson, total: MoneyJson })),
});
export const CardRulesList = Type.Object({ programmes: Type.Array(CardRules) });

export const UseApproval = Type.Object({ operationId: Uuid }, strict);
export const DetailsAnswer = Type.Object({
  number: Type.String({ description: '16 digits; shown once for an approval' }),
  expiresOn: Type.String({ format: 'date' }),
  cvv2: Type.String(),
});
export const PinAnswer = Type.Object({ pin: Type.String() });
export const PinChange = Type.Object({ operationId: Uuid, pin: Type.String({ maxLength: 12 }) }, strict);
