// Makes the contexts of soft tokens and operations, each of which needs the other, and the batchers that the doors share.

import { randomBytes } from 'node:crypto';

import type { Deps } from './doors/http/deps.ts';
import type { ApprovalDeps } from './doors/http/token/deps.ts';
import { uuidV7 } from './kernel/ids.ts';
import { customerRequestExecutors } from './modules/customer-requests/index.ts';
import {
  cancelPending,
  holdPending,
  createCodeEntries,
  createDecisions,
  type Executor,
  type OperationsContext,
} from './modules/operations/index.ts';
import { createSignIns, type SoftTokenContext } from './modules/soft-tokens/index.ts';

/**
 * @param executors of the modules that move money; those of customer requests are added here
 * @param appHost host name of the token app, for the last line of WebOTP messages
 */
export function wireApprovals(
  deps: Deps,
  { executors, appHost, vapidPublicKey }: { executors: readonly Executor[]; appHost: string; vapidPublicKey: string | undefined },
): ApprovalDeps {
  const { database, keys, programmes, events, clock } = deps;
  const newId = (): string => uuidV7(clock.now().epochMilliseconds, randomBytes(10));
  const softTokens: SoftTokenContext = {
    database,
    keys,
    programmes,
    events,
    appHost,
    newId,
    holdPending,
    cancelPending: async (tx, customerId, now) => await cancelPending(operations, tx, customerId, now),
  };
  const all = [...executors, ...customerRequestExecutors(softTokens)];
  const operations: OperationsContext = {
    database,
    keys,
    programmes,
    events,
    newId,
    softTokens,
    executors: new Map(all.map((executor) => [executor.kind, executor])),
  };
  return {
    ...deps,
    softTokens,
    operations,
    signIns: createSignIns(softTokens),
    decisions: createDecisions(operations),
    codeEntries: createCodeEntries(operations),
    vapidPublicKey,
  };
}
