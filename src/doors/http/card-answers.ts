// Cards and wallets as answers of both doors.

import type { Static } from 'typebox';

import { money, toJson } from '../../kernel/money.ts';
import type { Card } from '../../modules/cards/index.ts';
import type { WalletState } from '../../modules/wallets/index.ts';
import type { WalletAnswer } from './contracts/card-values.ts';

/** The balance that a holder sees is what is there less what is owed. */
export function walletAnswer({ currency, posted, held, available, debt }: WalletState): Static<typeof WalletAnswer> {
  const of = (minor: bigint): Static<typeof WalletAnswer>['held'] => toJson(money(currency, minor));
  return { currency, balance: of(posted - debt), held: of(held), available: of(debt > 0n ? 0n : available), debt: of(debt) };
}

/** `all` are the cards of the same account, to find what replaced this one. */
export function cardAnswer(card: Card, all: readonly Card[]) {
  const replacedBy = all.find(({ replacementFor }) => replacementFor === card.id)?.id;
  const { accountId, customerId, role, form, lastFour, validFrom, expiresOn, status, pinStatus, controls, notify } = card;
  return {
    cardId: card.id,
    accountId,
    customerId,
    role,
    form,
    lastFour,
    validFrom,
    expiresOn,
    status,
    pinStatus,
    pinDelivered: card.pinDeliveredAt !== null,
    ...(card.replacementFor === null ? {} : { replacementFor: card.replacementFor }),
    ...(replacedBy === undefined ? {} : { replacedBy }),
    controls,
    notify,
    issuedAt: card.issuedAt.toString(),
    ...(card.activatedAt === null ? {} : { activatedAt: card.activatedAt.toString() }),
    ...(card.closedAt === null ? {} : { closedAt: card.closedAt.toString() }),
  };
}
