// Card accounts and cards for the bank's other systems.

import Type from 'typebox';

import { issuerReasons, replacementReasons } from '../../../../modules/cards/index.ts';
import { cardProperties, WalletAnswer } from '../card-values.ts';
import { Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;
const Note = Type.Optional(Type.String({ maxLength: 400, description: 'for auditors; no card data' }));
const Form = Type.Optional(Type.String({ enum: ['physical', 'virtual'], description: 'physical where it is not given' }));

export const IssuedCard = Type.Object({
  ...cardProperties,
  chainId: Uuid,
  sequence: Type.Integer(),
  serviceCode: Type.String(),
  pinFailures: Type.Integer(),
  statusReason: Type.Optional(Type.String({ description: 'for the bank and its auditors, never for the holder' })),
});
export const IssuedCardList = Type.Object({ cards: Type.Array(IssuedCard) });
export const IssuedCardQuery = Type.Object({ accountId: Uuid }, strict);

export const CardAccount = Type.Object({
  accountId: Uuid,
  customerId: Uuid,
  programme: Type.String(),
  product: Type.String(),
  status: Type.String({ enum: ['pending', 'open', 'frozen', 'closing', 'closed'] }),
  statusReason: Type.Optional(Type.String()),
  currency: Type.String(),
  termsVersion: Type.String(),
  renewsByDefault: Type.Boolean(),
  openedAt: Timestamp,
  closedAt: Type.Optional(Timestamp),
  wallets: Type.Array(WalletAnswer),
});
export const CardAccountPage = Type.Object({ accounts: Type.Array(CardAccount) });
export const CardAccountQuery = Type.Object({ customerId: Uuid }, strict);

export const NewCard = Type.Object(
  {
    accountId: Uuid,
    customerId: Type.Optional(Type.String({ format: 'uuid', description: 'who carries it; without it the main holder' })),
    role: Type.Optional(Type.String({ enum: ['main', 'additional'] })),
    form: Form,
  },
  { ...strict, examples: [{ accountId: '019ca869-5000-7345-b2d5-cc1bb60501d2', form: 'physical' }] },
);

export const ProductionStep = Type.Object({ step: Type.String({ enum: ['produce', 'ship', 'deliver'] }) }, strict);
export const IssuerDecision = Type.Object(
  { reason: Type.String({ enum: [...issuerReasons] }), note: Note },
  { ...strict, examples: [{ reason: 'misuse', note: 'report 4711' }] },
);
export const NoteOnly = Type.Object({ note: Note }, strict);
export const ReplacementOrder = Type.Object(
  { reason: Type.String({ enum: [...replacementReasons] }), form: Form },
  { ...strict, examples: [{ reason: 'damaged' }] },
);

export const IssuerActList = Type.Object({
  acts: Type.Array(
    Type.Object({
      cardId: Type.Optional(Uuid),
      act: Type.String(),
      reason: Type.String(),
      note: Type.String(),
      actor: Type.String(),
      at: Timestamp,
    }),
  ),
});
