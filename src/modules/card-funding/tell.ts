// Tells of what was posted and of what happened to an account: webhooks to the bank's systems, messages to the holder.

import { money, toJson, type Currency } from '../../kernel/money.ts';
import type { Session } from '../../postgres/database.ts';
import { notify, type EventName } from '../messaging/index.ts';
import { emitAll, type NewEvent } from '../webhooks/index.ts';
import type { CardAccount, TransactionKind } from '../wallets/index.ts';
import { cardProgrammeOf, holdersOf, type FundingContext } from './context.ts';

export type Told = {
  readonly account: Pick<CardAccount, 'id' | 'programme' | 'customerId'>;
  readonly id: string;
  readonly kind: TransactionKind;
  readonly detail?: string;
  readonly currency: Currency;
  /** Negative where it left the wallet. */
  readonly amount: bigint;
};

type Telling = Pick<FundingContext, 'programmes' | 'cardProgrammes'>;

/** Events of the holders' programme: that is the one whose endpoints the bank has. */
export function accountEvent(context: Telling, account: Told['account'], type: string, data: Readonly<Record<string, unknown>>): NewEvent {
  const { holders, programme } = cardProgrammeOf(context, account);
  return { programme: holders, type, object: account.id, data: { accountId: account.id, cardProgramme: programme, ...data } };
}

/** 'card-transaction.posted' for each; the object is the account, so that an account's events come in their order. */
export async function tellPosted(tx: Session, context: Telling, posted: readonly Told[], now: Temporal.Instant): Promise<void> {
  await emitAll(
    tx,
    posted.map(({ account, id, kind, detail = '', currency, amount }) =>
      accountEvent(context, account, 'card-transaction.posted', {
        transactionId: id,
        kind,
        ...(detail === '' ? {} : { detail }),
        amount: toJson(money(currency, amount)),
      }),
    ),
    now,
  );
}

/** A message to the main holder, by SMS and e-mail, in the holder's language. */
export async function tellHolder(
  tx: Session,
  context: Telling,
  account: Told['account'],
  event: EventName,
  values: Readonly<Record<string, string>>,
  now: Temporal.Instant,
): Promise<void> {
  await notify(tx, { programme: holdersOf(context, account), customerId: account.customerId, event, values }, now);
}
