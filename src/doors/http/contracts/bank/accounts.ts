// Accounts, their entries, payees and billers: all that a customer sees without a token (TK-01, viewing).

import Type from 'typebox';

import { MoneyJson, next, pageQuery } from '../money.ts';
import { Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

export const AccountAnswer = Type.Object({
  accountId: Uuid,
  number: Type.String(),
  iban: Type.String(),
  name: Type.String({ description: 'kind of account in the language of the request' }),
  currency: Type.String(),
  joint: Type.Boolean(),
  status: Type.String({ enum: ['open', 'closed'] }),
  posted: MoneyJson,
  held: MoneyJson,
  available: MoneyJson,
});

export const AccountList = Type.Object({ accounts: Type.Array(AccountAnswer) });

export const EntryQuery = Type.Object(pageQuery, strict);

export const EntryList = Type.Object({
  entries: Type.Array(
    Type.Object({
      entryId: Type.String(),
      at: Timestamp,
      amount: MoneyJson,
      kind: Type.String(),
      counterparty: Type.Optional(Type.String()),
      reference: Type.Optional(Type.String()),
      state: Type.String({ enum: ['posted', 'held'] }),
      operationId: Type.Optional(Uuid),
    }),
  ),
  next,
});

export const PayeeParams = Type.Object({ number: Type.String({ minLength: 6, maxLength: 40, description: 'account number or IBAN' }) });
export const PayeeAnswer = Type.Object({ accountNumber: Type.String(), iban: Type.String(), name: Type.String(), currency: Type.String() });

export const BillerList = Type.Object({
  billers: Type.Array(
    Type.Object({
      billerId: Type.String(),
      name: Type.String(),
      category: Type.String(),
      referenceLabel: Type.String({ description: 'what the biller calls the number that it wants' }),
      referencePattern: Type.String({ description: 'regular expression for the whole number in Latin digits' }),
      referenceExample: Type.String(),
    }),
  ),
});
