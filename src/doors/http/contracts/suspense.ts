// What waits in suspense, as staff and the bank's systems see it, and what may be done about it.

import Type from 'typebox';

import { suspenseStates } from '../../../modules/card-authorizations/index.ts';
import { MoneyJson, next, pageQuery } from './money.ts';
import { Timestamp, Uuid } from './token/messages.ts';

const strict = { additionalProperties: false } as const;
const Words = Type.String({ minLength: 3, maxLength: 300, pattern: '\\S', description: 'why; kept in the evidence' });

export const SuspenseQuery = Type.Object(
  {
    ...pageQuery,
    status: Type.Optional(Type.String({ enum: [...suspenseStates], description: 'open and asked where it is not given' })),
  },
  strict,
);

export const SuspenseAnswer = Type.Object({
  itemId: Uuid,
  programme: Type.String({ description: 'the card programme' }),
  status: Type.String({ enum: [...suspenseStates], description: 'asked: another person has to agree' }),
  kind: Type.String({
    enum: ['purchase', 'cash', 'refund', 'reversal'],
    description: 'purchase, cash: the scheme asked for it; refund, reversal: it gave it back',
  }),
  amount: MoneyJson,
  accountId: Type.Optional(Uuid),
  cardId: Type.Optional(Type.String({ format: 'uuid', description: 'of a card that was never in use' })),
  reference: Type.String({ description: 'the file, message or authorisation that brought it' }),
  merchantName: Type.Optional(Type.String()),
  country: Type.Optional(Type.String()),
  mcc: Type.Optional(Type.String()),
  networkReference: Type.Optional(Type.String()),
  occurredAt: Type.Optional(Timestamp),
  at: Timestamp,
  resolution: Type.Optional(
    Type.Object({
      act: Type.String({ enum: ['match', 'return'] }),
      cardId: Type.Optional(Uuid),
      reason: Type.String(),
      askedBy: Type.String(),
      askedAt: Timestamp,
      decidedBy: Type.Optional(Type.String()),
      decidedAt: Type.Optional(Timestamp),
    }),
  ),
});

export const SuspenseList = Type.Object({ items: Type.Array(SuspenseAnswer), next });

const Match = Type.Object(
  { act: Type.Literal('match', { description: 'settle it on a card as if the scheme had named that card' }), cardId: Uuid, reason: Words },
  strict,
);
const Return = Type.Object(
  { act: Type.Literal('return', { description: 'give it back to the account of the scheme' }), reason: Words },
  strict,
);
const TurnDown = Type.Object({ act: Type.Literal('turn-down', { description: 'take back what was asked for' }), reason: Words }, strict);

export const ResolveAsk = Type.Union([Match, Return]);
export const ResolveAct = Type.Union([Match, Return, TurnDown]);

export const suspenseProblems = [
  'suspense-unknown',
  'suspense-resolved',
  'suspense-asked-otherwise',
  'suspense-not-asked',
  'suspense-settled',
  'card-unknown',
  'card-never-used',
  'no-rate-for-currency',
] as const;
