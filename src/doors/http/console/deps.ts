// What the routes of the console work with.

import type { OperationsContext } from '../../../modules/operations/index.ts';
import type { SoftTokenContext } from '../../../modules/soft-tokens/index.ts';
import type { ActExecutors, StaffContext } from '../../../modules/staff/index.ts';
import type { Deps } from '../deps.ts';

export type ConsoleDeps = Deps & {
  readonly staff: StaffContext;
  readonly executors: ActExecutors;
  readonly softTokens: SoftTokenContext;
  readonly operations: OperationsContext;
};
