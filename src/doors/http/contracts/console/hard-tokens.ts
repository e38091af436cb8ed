// Hard tokens: the stock, the import of a vendor's file, and what is done for one customer.

import Type from 'typebox';

import { problems } from '../../problems/contract.ts';
import { Uuid } from '../token/messages.ts';
import { ById, Reason } from './session.ts';
import { ActAnswer } from './staff.ts';

const strict = { additionalProperties: false } as const;
const signedIn = ['not-signed-in', 'not-permitted'] as const;

/** A file of 1 MiB with every character written as an escape would be six times as long; vendors' files are plain. */
export const importBodyBytes = 2_200_000;

export const Stock = {
  querystring: Type.Object(
    {
      q: Type.Optional(Type.String({ maxLength: 64, description: 'a whole serial number' })),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
    },
    strict,
  ),
  response: {
    200: Type.Object({
      tokens: Type.Array(
        Type.Object({
          tokenId: Uuid,
          serial: Type.String(),
          manufacturer: Type.String(),
          kind: Type.Enum(['hotp', 'totp', 'ocra']),
          status: Type.Enum(['in-stock', 'active', 'suspended', 'locked', 'retired']),
          customerId: Type.Union([Uuid, Type.Null()]),
        }),
      ),
      inStock: Type.Integer({ description: 'devices of all batches that are in stock' }),
      next: Type.Optional(Type.String()),
    }),
    ...problems(...signedIn, 'cursor-unknown'),
  },
};

export const Import = {
  body: Type.Object(
    {
      file: Type.String({ minLength: 1, maxLength: 1_048_576, description: 'the PSKC document (RFC 6030), at most 1 MiB' }),
      fileName: Type.String({ minLength: 1, maxLength: 200 }),
      passphrase: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      key: Type.Optional(
        Type.String({ pattern: '^(?:[0-9A-Fa-f]{2}){16,32}$', description: 'pre-shared key in hexadecimal, 16 to 32 bytes' }),
      ),
      commit: Type.Boolean({ description: 'false: only say what is in the file' }),
      reason: Type.Optional(Reason),
    },
    strict,
  ),
  response: {
    200: Type.Object({
      keys: Type.Integer(),
      kinds: Type.Record(Type.String(), Type.Integer()),
      serials: Type.Array(Type.String()),
      imported: Type.Boolean(),
    }),
    ...problems(...signedIn, 'pskc-key-wrong', 'pskc-malformed', 'pskc-unsupported', 'already-imported'),
  },
};

export const Assign = {
  params: ById,
  body: Type.Object({ serial: Type.String({ minLength: 1, maxLength: 64 }), reason: Reason }, strict),
  response: {
    200: ActAnswer,
    ...problems(
      ...signedIn,
      'customer-unknown',
      'token-unknown',
      'token-not-in-stock',
      'token-expired',
      'serial-ambiguous',
      'customer-has-token',
      'request-waiting',
    ),
  },
};

const Typed = Type.String({ minLength: 4, maxLength: 16 });

export const Resynchronise = {
  params: ById,
  body: Type.Object({ first: Typed, second: Typed, reason: Reason }, strict),
  response: {
    200: ActAnswer,
    ...problems(...signedIn, 'customer-unknown', 'wrong-code', 'locked', 'none-assigned', 'suspended', 'resynchronisation-not-needed'),
  },
};

export const Unlock = {
  params: ById,
  body: Type.Object({ reason: Reason }, strict),
  response: { 200: ActAnswer, ...problems(...signedIn, 'customer-unknown', 'none-assigned', 'token-not-locked') },
};
