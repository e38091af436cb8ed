// Customer requests: executors that the module operations runs.

import type { Executor } from '../operations/index.ts';
import type { SoftTokenContext } from '../soft-tokens/index.ts';
import { addressChange, emailChange, mobileChange } from './contact-executors.ts';
import { statementOrder } from './statement-order.ts';

/** The executors of this module, for the composition root. */
export function customerRequestExecutors(softTokens: SoftTokenContext): Executor[] {
  return [addressChange, emailChange(softTokens.programmes), mobileChange(softTokens), statementOrder] as Executor[];
}
