// What the routes of the console work with.

import type { ActExecutors, StaffContext } from '../../../modules/staff/index.ts';
import type { Deps } from '../deps.ts';

export type ConsoleDeps = Deps & { readonly staff: StaffContext; readonly executors: ActExecutors };
