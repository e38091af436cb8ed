// Executor for the order of a printed statement (TK-20).

import Type, { type Static } from 'typebox';

import { done, refused } from '../../kernel/refusal.ts';
import { statement } from '../../postgres/database.ts';
import { accountsOf } from '../accounts/index.ts';
import type { Executor } from '../operations/index.ts';

const Params = Type.Object(
  {
    account: Type.String({ maxLength: 40, description: 'number of an account of the customer' }),
    period: Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', description: 'month, YYYY-MM' }),
    delivery: Type.Union([Type.Literal('post'), Type.Literal('branch')]),
  },
  { additionalProperties: false },
);

const insert = statement(
  'statement_order_insert',
  `INSERT INTO statement_orders (operation_id, customer_id, account_number, period, delivery, ordered_at) VALUES ($1, $2, $3, $4, $5, $6)`,
);

export const statementOrder: Executor<Static<typeof Params>> = {
  kind: 'statement-order',
  params: Params,
  prepare: async (tx, { customerId, programme }, { account, period, delivery }, now) => {
    if (!(await accountsOf(tx, customerId)).some(({ number }) => number === account)) return refused('account-unknown');
    // A month that is not over has no statement yet.
    const thisMonth = now.toZonedDateTimeISO(programme.timeZone).toPlainDate().toString().slice(0, 7);
    if (period >= thisMonth) return refused('period-not-over');
    return done({ details: { kind: 'statement-order', account, period, delivery } });
  },
  execute: async (tx, { id, customerId, details }, now) => {
    await tx.query(insert, [id, customerId, details['account'], details['period'], details['delivery'], now]);
    return done({});
  },
  release: async () => await Promise.resolve(),
};
