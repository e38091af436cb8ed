// What the token door and the routes of operations need beside the common deps.

import type { Batcher } from '../../../postgres/batcher.ts';
import type { createCodeEntries, createDecisions, OperationsContext } from '../../../modules/operations/index.ts';
import type { createSignIns, SoftTokenContext } from '../../../modules/soft-tokens/index.ts';
import type { Deps } from '../deps.ts';

export type ApprovalDeps = Deps & {
  readonly softTokens: SoftTokenContext;
  readonly operations: OperationsContext;
  readonly signIns: ReturnType<typeof createSignIns>;
  readonly decisions: ReturnType<typeof createDecisions>;
  readonly codeEntries: ReturnType<typeof createCodeEntries>;
  /** VAPID public key, base64url, where push is set up. */
  readonly vapidPublicKey: string | undefined;
};

/** Batchers by name, for draining at the end. */
export function batchersOf(deps: ApprovalDeps): readonly Batcher<never, unknown>[] {
  return [deps.signIns, deps.decisions, deps.codeEntries];
}
