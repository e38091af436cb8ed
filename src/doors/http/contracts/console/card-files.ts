// A loss file with its holder and card, and all that was told around the cards of one account.

import Type from 'typebox';

import { destructionWays } from '../../../../modules/card-care/index.ts';
import { problems } from '../../problems/contract.ts';
import { EndingAnswer, LossReportAnswer } from '../card-care.ts';
import { Timestamp, Uuid } from '../token/messages.ts';
import { ById } from './session.ts';

const signedIn = ['not-signed-in', 'not-permitted'] as const;

export const LossFileRead = {
  params: ById,
  response: {
    200: Type.Object({
      report: LossReportAnswer,
      holder: Type.Object({ customerId: Uuid, number: Type.String(), name: Type.String() }),
      card: Type.Object({
        form: Type.String({ enum: ['physical', 'virtual'] }),
        status: Type.String(),
        closedAt: Type.Optional(Timestamp),
        replacedBy: Type.Optional(Type.String({ description: 'last four digits of the card that took its place' })),
      }),
    }),
    ...problems(...signedIn, 'report-unknown'),
  },
};

export const AccountCare = {
  params: ById,
  response: {
    200: Type.Object({
      reports: Type.Array(LossReportAnswer, { description: 'the first one first' }),
      cards: Type.Array(
        Type.Object({
          cardId: Uuid,
          lastFour: Type.String(),
          status: Type.String(),
          recalled: Type.Boolean(),
          claimedAt: Type.Optional(Timestamp),
          confirmedAt: Type.Optional(Timestamp),
          how: Type.Optional(Type.String({ enum: [...destructionWays] })),
        }),
        { description: 'cards that were recalled, or that somebody said are destroyed' },
      ),
      ending: Type.Optional(EndingAnswer),
      payTo: Type.Array(Type.Object({ accountId: Uuid, number: Type.String() }), {
        description: 'accounts of the holder here that a balance can go to; for those who may record a notice',
      }),
    }),
    ...problems(...signedIn, 'card-account-unknown'),
  },
};
