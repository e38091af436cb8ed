// Loads, mandates, exchanges and closings as operations that the holder approves.

import Type, { type Static } from 'typebox';

import type { Outcome } from '../../kernel/refusal.ts';
import { done } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import type { Executor, OperationRow } from '../operations/index.ts';
import { lockAccounts } from '../wallets/index.ts';
import { askClosing, startClosing } from './closing.ts';
import type { FundingContext } from './context.ts';
import { askLoad, cancelLoad, executeLoad } from './loads.ts';
import { askMandate, executeMandate } from './mandates.ts';
import { askExchange, executeExchange } from './wallet-exchange.ts';

const strict = { additionalProperties: false } as const;
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
const Amount = Type.Object(
  { currency: Type.String({ maxLength: 3 }), minor: Type.String({ maxLength: 19, description: 'minor units, a decimal integer' }) },
  strict,
);
const Iban = Type.String({ maxLength: 42, description: 'as a person writes it' });

export const LoadParams = Type.Object(
  {
    cardAccount: Uuid,
    from: Type.Union([
      Type.Object({ account: Uuid }, { ...strict, description: 'an account of the holder at this bank' }),
      Type.Object({ mandate: Uuid }, { ...strict, description: 'a mandate for an account of the holder at another bank' }),
    ]),
    amount: Amount,
  },
  strict,
);
export const MandateParams = Type.Object(
  { cardAccount: Uuid, iban: Iban, bankName: Type.String({ maxLength: 200 }), amountMax: Amount },
  strict,
);
export const ExchangeParams = Type.Object({ cardAccount: Uuid, quote: Uuid }, strict);
export const ClosingParams = Type.Object(
  { cardAccount: Uuid, payTo: Type.Union([Type.Object({ account: Uuid }, strict), Type.Object({ iban: Iban }, strict)]) },
  strict,
);

type WithAccount = { readonly cardAccount: string };
const nothingHeld = async (): Promise<void> => await Promise.resolve();

/** Several of one kind in a transaction lock all their accounts first, in one order. */
function executeMany(
  execute: (tx: Session, operation: OperationRow, now: Temporal.Instant) => Promise<Outcome<{ posting?: string }, string>>,
) {
  return async (
    tx: Session,
    operations: readonly OperationRow[],
    now: Temporal.Instant,
  ): Promise<Outcome<{ posting?: string }, string>[]> => {
    await lockAccounts(
      tx,
      operations.map(({ params }) => (params as WithAccount).cardAccount),
    );
    const outcomes: Outcome<{ posting?: string }, string>[] = [];
    for (const operation of operations) outcomes.push(await execute(tx, operation, now));
    return outcomes;
  };
}

function load(context: FundingContext): Executor<Static<typeof LoadParams>> {
  const execute = async (tx: Session, { id }: OperationRow, now: Temporal.Instant) => await executeLoad(tx, context, id, now);
  return {
    kind: 'card-load',
    params: LoadParams,
    prepare: async (tx, { operationId, customerId, expiresAt }, { cardAccount, from, amount }, now) =>
      await askLoad(tx, context, { id: operationId, customerId, accountId: cardAccount, from, amount, expiresAt }, now),
    execute,
    executeMany: executeMany(execute),
    release: async (tx, { id }, now) => await cancelLoad(tx, id, now),
  };
}

function mandate(context: FundingContext): Executor<Static<typeof MandateParams>> {
  const asked = (operationId: string, customerId: string, { cardAccount, ...rest }: Static<typeof MandateParams>) => ({
    operationId,
    customerId,
    accountId: cardAccount,
    ...rest,
  });
  return {
    kind: 'card-mandate',
    params: MandateParams,
    prepare: async (tx, { operationId, customerId }, params) => await askMandate(tx, context, asked(operationId, customerId, params)),
    execute: async (tx, { id, customerId, params }, now) => {
      const given = await executeMandate(tx, context, asked(id, customerId, params as Static<typeof MandateParams>), now);
      return given.kind === 'refused' ? given : done({ posting: given.value.mandateId });
    },
    release: nothingHeld,
  };
}

function exchange(context: FundingContext): Executor<Static<typeof ExchangeParams>> {
  const asked = (operationId: string, customerId: string, { cardAccount, quote }: Static<typeof ExchangeParams>) => ({
    operationId,
    customerId,
    accountId: cardAccount,
    quoteId: quote,
  });
  const execute = async (tx: Session, { id, customerId, params }: OperationRow, now: Temporal.Instant) =>
    await executeExchange(tx, context, asked(id, customerId, params as Static<typeof ExchangeParams>), now);
  return {
    kind: 'card-exchange',
    params: ExchangeParams,
    prepare: async (tx, { operationId, customerId }, params, now) =>
      await askExchange(tx, context, asked(operationId, customerId, params), now),
    execute,
    executeMany: executeMany(execute),
    release: nothingHeld,
  };
}

function closing(context: FundingContext): Executor<Static<typeof ClosingParams>> {
  return {
    kind: 'card-closing',
    params: ClosingParams,
    prepare: async (tx, { customerId }, { cardAccount, payTo }, now) =>
      await askClosing(tx, context, { customerId, accountId: cardAccount, payTo }, now),
    execute: async (tx, { id, customerId, params }, now) => {
      const { cardAccount, payTo } = params as Static<typeof ClosingParams>;
      const wanted = { accountId: cardAccount, payTo, reference: id, channel: 'app', actor: `customer:${customerId}` };
      const started = await startClosing(tx, context, wanted, now);
      return started.kind === 'refused' ? started : done({});
    },
    release: nothingHeld,
  };
}

/** The executors `card-load`, `card-mandate`, `card-exchange` and `card-closing`. */
export function fundingExecutors(context: FundingContext): Executor[] {
  return [load(context), mandate(context), exchange(context), closing(context)] as Executor[];
}
