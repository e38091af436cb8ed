// What a module offers so that its operations can be approved: prepare, execute, release.

import type { TSchema } from 'typebox';

import type { Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import type { Programme } from '../programmes/index.ts';

export type OperationStatus = 'pending' | 'executed' | 'rejected' | 'expired' | 'cancelled' | 'refused';

export type OperationClass = 'financial' | 'non-financial';

/** The fields that the phone shows and signs and that execution uses: all values are strings, amounts in minor units. */
export type Details = Readonly<Record<string, string>>;

/** An operation as an executor sees it. */
export type OperationRow = {
  readonly id: string;
  readonly programme: string;
  readonly customerId: string;
  readonly kind: string;
  readonly class: OperationClass;
  readonly status: OperationStatus;
  readonly details: Details;
  readonly params: unknown;
  readonly holdId: string | null;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
};

export type PrepareContext = {
  readonly operationId: string;
  readonly programme: Programme;
  readonly customerId: string;
  readonly expiresAt: Temporal.Instant;
};

/**
 * One kind of operation. All three steps run inside the caller's transaction and read no clock of their own.
 * `execute` uses the stored details and hold alone, never fresh input: what was shown is what is done.
 */
export type Executor<Params = unknown> = {
  readonly kind: string;
  /** Schema of the parameters; the door checks it before `prepare` runs. */
  readonly params: TSchema;
  /** Validates, places the hold where money moves, and gives the details that will be shown. */
  prepare(
    tx: Session,
    context: PrepareContext,
    params: Params,
    now: Temporal.Instant,
  ): Promise<Outcome<{ details: Details; holdId?: string }, string>>;
  /**
   * The same for several operations of one programme in one transaction; outcomes in the order given. Where one is refused
   * the caller rolls back all of them and asks one by one. Executors that share this function can be mixed in one call.
   */
  prepareMany?(
    tx: Session,
    orders: readonly { readonly context: PrepareContext; readonly kind: string; readonly params: unknown }[],
    now: Temporal.Instant,
  ): Promise<Outcome<{ details: Details; holdId?: string }, string>[]>;
  /** Runs in the transaction that records the approval. A refusal ends the operation as `refused`. */
  execute(tx: Session, operation: OperationRow, now: Temporal.Instant): Promise<Outcome<{ posting?: string }, string>>;
  /**
   * The same for several operations of this kind in one transaction; outcomes in the order given.
   * Optional: without it `execute` runs once for each.
   */
  executeMany?(tx: Session, operations: readonly OperationRow[], now: Temporal.Instant): Promise<Outcome<{ posting?: string }, string>[]>;
  /** Rejected, expired or cancelled: gives back what `prepare` held. */
  release(tx: Session, operation: OperationRow, now: Temporal.Instant): Promise<void>;
};
