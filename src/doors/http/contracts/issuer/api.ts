// The issuer API: what a bank's own web bank and other systems call, with an API key.

import Type from 'typebox';

import { allScopes } from '../../../../modules/api-clients/index.ts';
import { OperationAnswer, OperationCreate } from '../bank/operations.ts';
import { Language, next, pageQuery } from '../money.ts';
import { Timestamp, Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

export const ClientOperationCreate = Type.Object(
  { customerId: Uuid, ...OperationCreate.properties },
  {
    ...strict,
    examples: [
      {
        customerId: '0195a5c0-7a11-7cc2-9f3e-0c2a5d8e4b10',
        kind: 'transfer-customer',
        params: {
          from: '0195a5c0-7a11-7cc2-9f3e-0c2a5d8e4b11',
          to: '0012345678903',
          amount: { currency: 'OMR', minor: '12500' },
          reference: 'Rent March',
        },
      },
    ],
  },
);

export const ClientOperationAnswer = Type.Object({ customerId: Uuid, ...OperationAnswer.properties });
export const ClientOperationList = Type.Object({ operations: Type.Array(ClientOperationAnswer), next });
export const ClientOperationQuery = Type.Object(
  {
    customerId: Uuid,
    status: Type.Optional(Type.String({ enum: ['pending', 'executed', 'rejected', 'expired', 'cancelled', 'refused'] })),
    ...pageQuery,
  },
  strict,
);

export const CustomerAnswer = Type.Object({
  customerId: Uuid,
  customerNumber: Type.String(),
  name: Type.String(),
  nameLatin: Type.String(),
  language: Language,
  mobile: Type.String({ description: 'its middle hidden' }),
  mobileVerified: Type.Boolean(),
  email: Type.Optional(Type.String({ description: 'its name hidden' })),
  enrolled: Type.Boolean({ description: 'has a user name in the web bank' }),
});
export const CustomerQuery = Type.Object(
  {
    number: Type.Optional(Type.String({ maxLength: 20, description: 'customer number' })),
    mobile: Type.Optional(Type.String({ maxLength: 30, description: 'number of record' })),
  },
  { ...strict, minProperties: 1, maxProperties: 1 },
);
export const CustomerList = Type.Object({ customers: Type.Array(CustomerAnswer) });

const Scope = Type.String({ enum: [...allScopes] });

export const ApiKeyAnswer = Type.Object({
  keyId: Uuid,
  head: Type.String({ description: 'the first characters of the key' }),
  scopes: Type.Array(Scope),
  createdAt: Timestamp,
  endsAt: Type.Optional(Timestamp),
  lastUsedAt: Type.Optional(Timestamp),
  current: Type.Boolean(),
});
export const ApiKeyList = Type.Object({ clientId: Uuid, name: Type.String(), keys: Type.Array(ApiKeyAnswer) });
export const KeyRotation = Type.Object(
  {
    overlapSeconds: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 604_800, description: 'how long the calling key works on; 86400 where it is not given' }),
    ),
    scopes: Type.Optional(Type.Array(Scope, { uniqueItems: true, description: 'at most those of the calling key' })),
  },
  strict,
);
export const FreshKeyAnswer = Type.Object({
  keyId: Uuid,
  key: Type.String({ description: 'shown once' }),
  scopes: Type.Array(Scope),
  oldKeyEndsAt: Timestamp,
});
