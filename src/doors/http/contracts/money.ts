// Values that several doors carry: money, cursors, ids.

import Type from 'typebox';

import { currencies } from '../../../kernel/money.ts';

export const MoneyJson = Type.Object(
  {
    currency: Type.String({ enum: [...currencies], description: 'ISO 4217' }),
    minor: Type.String({ pattern: '^-?[0-9]{1,18}$', description: 'minor units: OMR 12.500 is "12500"' }),
  },
  { examples: [{ currency: 'OMR', minor: '12500' }] },
);

/** Query of a list: how many, and from where on. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'at most this many; 25 where it is not given' })),
  cursor: Type.Optional(Type.String({ maxLength: 300, description: '`next` of the page before' })),
};

export const next = Type.Optional(Type.String({ description: 'cursor of the next page; absent on the last one' }));
export const Language = Type.String({ enum: ['ar', 'en', 'fa', 'kk'] });
