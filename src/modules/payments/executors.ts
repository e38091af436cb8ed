// Transfers and bills as operations: prepare holds the money, execute posts that hold, release gives it back.

import type { TSchema } from 'typebox';

import type { Executor } from '../operations/index.ts';
import type { Programme } from '../programmes/index.ts';
import { BillPaymentParams, TransferCustomerParams, TransferOwnParams } from './params.ts';
import { preparePayments, type PaymentOrder } from './prepare.ts';
import { executePayments, releasePayments } from './settle.ts';

/**
 * The executors of the financial operations: transfer-own, transfer-customer, bill-payment.
 * All three share `prepareMany` and `executeMany` and can be mixed in one call of them.
 * @param programmes by name; their calendars decide which day a payment counts for
 */
export function paymentExecutors(programmes: ReadonlyMap<string, Programme>): Executor[] {
  const timeZoneOf = (name: string): string => programmes.get(name)?.timeZone ?? 'UTC';
  // The door has checked the parameters against the schema of the kind.
  const prepareMany: NonNullable<Executor['prepareMany']> = async (tx, orders, now) =>
    await preparePayments(tx, orders as readonly PaymentOrder[], now);
  const executor = (kind: string, params: TSchema): Executor => ({
    kind,
    params,
    async prepare(tx, context, given, now) {
      const [outcome] = await prepareMany(tx, [{ context, kind, params: given }], now);
      if (outcome === undefined) throw new Error('bug: a payment without an outcome');
      return outcome;
    },
    prepareMany,
    async execute(tx, operation, now) {
      const [outcome] = await executePayments(tx, [operation], now);
      if (outcome === undefined) throw new Error('bug: a payment without an outcome');
      return outcome;
    },
    executeMany: executePayments,
    release: async (tx, operation, now) => await releasePayments(tx, timeZoneOf, [operation], now),
  });
  return [
    executor('transfer-own', TransferOwnParams),
    executor('transfer-customer', TransferCustomerParams),
    executor('bill-payment', BillPaymentParams),
  ];
}
