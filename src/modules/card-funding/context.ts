// What funding needs from the rest of the house, and small things that its files share.

import { cardProgrammeNamed, type CardProgramme } from '../card-programmes/index.ts';
import type { CardsContext } from '../cards/index.ts';
import { programmeNamed, type Programme } from '../programmes/index.ts';
import type { CardAccount } from '../wallets/index.ts';

/** What all card modules share; PC-47: its `identityHold` says whether a load waits for a proof of identity. */
export type FundingContext = CardsContext;

export const cardProgrammeOf = (context: Pick<FundingContext, 'cardProgrammes'>, account: Pick<CardAccount, 'programme'>): CardProgramme =>
  cardProgrammeNamed(context.cardProgrammes, account.programme);

/** The programme of the holders: its bank code, languages and messages. */
export const holdersOf = (
  context: Pick<FundingContext, 'programmes' | 'cardProgrammes'>,
  account: Pick<CardAccount, 'programme'>,
): Programme => programmeNamed(context.programmes, cardProgrammeOf(context, account).holders);

/** Topic of the event bus on which whoever watches an account is told that it moved. */
export const topicOfAccount = (accountId: string): string => `card-account:${accountId}`;
