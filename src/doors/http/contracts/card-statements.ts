// Monthly statements of a card account.

import Type from 'typebox';

import { Day } from './card-values.ts';
import { Timestamp, Uuid } from './token/messages.ts';

export const StatementAnswer = Type.Object({
  statementId: Uuid,
  fromDay: Day,
  toDay: Day,
  statementDay: Day,
  language: Type.String({ enum: ['ar', 'en', 'fa', 'kk'] }),
  madeAt: Timestamp,
});
export const StatementList = Type.Object({ statements: Type.Array(StatementAnswer, { description: 'newest first' }) });

export const StatementQuery = Type.Object(
  {
    language: Type.Optional(
      Type.String({ enum: ['ar', 'en', 'fa', 'kk'], description: 'of the PDF; without it the holder’s when the statement was made' }),
    ),
  },
  { additionalProperties: false },
);
