// A purchase on line that the bank's access control server asks the holder to approve before the merchant asks for its authorisation (PC-48).

import Type, { type Static } from 'typebox';

import { currencies, fromJson } from '../../kernel/money.ts';
import { done, refused } from '../../kernel/refusal.ts';
import type { Executor } from '../operations/index.ts';
import { mayAuthorize } from './rules/lifecycle.ts';
import { card } from './store.ts';

const strict = { additionalProperties: false } as const;

const Params = Type.Object(
  {
    cardId: Type.String({ format: 'uuid' }),
    amount: Type.Object({ currency: Type.String({ enum: [...currencies] }), minor: Type.String({ pattern: '^[0-9]{1,18}$' }) }, strict),
    merchant: Type.String({ minLength: 1, maxLength: 60, description: 'as the holder shall read it' }),
    reference: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z-]{1,36}$', description: "the access control server's own" })),
  },
  strict,
);

/**
 * The operation is the proof: who carries the card approved this amount to this merchant. It moves nothing; the authorisation that
 * follows says `verification: approval`, and is decided by all its own rules.
 */
export const purchaseApproval: Executor<Static<typeof Params>> = {
  kind: 'card-purchase',
  params: Params,
  prepare: async (tx, { customerId }, { cardId, amount, merchant, reference }) => {
    const found = await card(tx, cardId);
    if (found === undefined || found.customerId !== customerId) return refused('card-unknown');
    if (found.status === 'closed') return refused('card-closed');
    if (!mayAuthorize(found.status)) return refused('card-state-unfit', { state: found.status });
    const asked = fromJson(amount);
    if (asked === undefined) return refused('amount-malformed');
    if (asked.minor <= 0n) return refused('amount-not-positive');
    const payee = merchant.replace(/\s+/g, ' ').trim();
    return done({
      details: {
        kind: 'card-purchase',
        amount: asked.minor.toString(),
        currency: asked.currency,
        payee,
        number: `•••• ${found.lastFour}`,
        card: found.id,
        ...(reference === undefined ? {} : { reference }),
      },
    });
  },
  execute: async (tx, { customerId, details }) => {
    const found = await card(tx, details['card'] ?? '');
    if (found === undefined || found.customerId !== customerId) return refused('card-unknown');
    return mayAuthorize(found.status) ? done({}) : refused('card-state-unfit', { state: found.status });
  },
  release: async () => await Promise.resolve(),
};
