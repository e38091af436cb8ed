// Cards, wallets and card accounts as both the web bank and the issuer API carry them; never with a full card number.

import Type from 'typebox';

import { cardStatuses, Controls, holderReasons } from '../../../modules/cards/index.ts';
import { MoneyJson } from './money.ts';
import { Timestamp, Uuid } from './token/messages.ts';

export const Day = Type.String({ format: 'date', description: 'ISO date' });

export const WalletAnswer = Type.Object({
  currency: Type.String(),
  balance: MoneyJson,
  held: MoneyJson,
  available: MoneyJson,
  debt: MoneyJson,
});

/** What a card is to whoever may see it. */
export const cardProperties = {
  cardId: Uuid,
  accountId: Uuid,
  customerId: Type.String({ description: 'who carries the card' }),
  role: Type.String({ enum: ['main', 'additional'] }),
  form: Type.String({ enum: ['physical', 'virtual'] }),
  lastFour: Type.String({ pattern: '^[0-9]{4}$' }),
  validFrom: Day,
  expiresOn: Day,
  status: Type.String({ enum: [...cardStatuses] }),
  pinStatus: Type.String({ enum: ['none', 'set', 'blocked'] }),
  pinDelivered: Type.Boolean({ description: 'whether the first PIN was shown' }),
  replacementFor: Type.Optional(Uuid),
  replacedBy: Type.Optional(Uuid),
  controls: Controls,
  notify: Type.Boolean({ description: 'whether the holder is told of each use by SMS' }),
  issuedAt: Timestamp,
  activatedAt: Type.Optional(Timestamp),
  closedAt: Type.Optional(Timestamp),
};

export const HolderReason = Type.Optional(
  Type.String({ enum: [...holderReasons], description: 'why it is closed, where the holder or the calendar did it' }),
);
