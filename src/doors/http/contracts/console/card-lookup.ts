// One card in a few words, and the cards of a customer whose number staff have before them.

import Type from 'typebox';

import { problems } from '../../problems/contract.ts';
import { Uuid } from '../token/messages.ts';
import { ById } from './session.ts';

const signedIn = ['not-signed-in', 'not-permitted'] as const;

const CardInWords = Type.Object({
  cardId: Uuid,
  accountId: Uuid,
  lastFour: Type.String(),
  status: Type.String(),
  holder: Type.Object({ customerId: Uuid, number: Type.String(), name: Type.String() }),
});

export const CardRead = { params: ById, response: { 200: CardInWords, ...problems(...signedIn, 'card-unknown') } };

export const CardsFind = {
  querystring: Type.Object({ customerNumber: Type.String({ minLength: 1, maxLength: 20 }) }, { additionalProperties: false }),
  response: { 200: Type.Object({ cards: Type.Array(CardInWords) }), ...problems(...signedIn) },
};
