// What the bank's other channels tell of a customer.

import Type from 'typebox';

import { Uuid } from '../token/messages.ts';

const strict = { additionalProperties: false } as const;

export const NewMobile = Type.Object(
  {
    mobile: Type.String({ maxLength: 24, description: 'E.164 or national' }),
    channel: Type.String({ enum: ['atm', 'branch'], description: 'where the customer was identified' }),
  },
  { ...strict, examples: [{ mobile: '+96892223344', channel: 'atm' }] },
);
export const MobileChanged = Type.Object({ customerId: Uuid });

export const NewHolder = Type.Object({ customerId: Uuid }, strict);
export const HolderAdded = Type.Object({
  accountId: Uuid,
  customerId: Uuid,
  softTokensEnded: Type.Integer({ minimum: 0, description: 'holders whose soft token ended by this' }),
});
