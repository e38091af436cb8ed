// The end of day for disputes: documents that did not come, stages that nobody answered, losses that were not confirmed.

import { refused, done } from '../../kernel/refusal.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { changeDispute, stateOf, type Working, type Written } from './change.ts';
import type { DisputesContext } from './context.ts';
import { judgeLoss } from './loss.ts';
import { refuseFor, takeSilence } from './rules/decide.ts';
import { isOver } from './rules/stages.ts';
import * as store from './store.ts';

const pageRows = 200;

/** What is due on a dispute now, or undefined. A loss that was not confirmed comes before anything else about it. */
async function dueOf(working: Working, now: Temporal.Instant): Promise<Written | undefined> {
  const { tx, row, parts, programme } = working;
  const state = stateOf(row);
  const loss = await judgeLoss(tx, row, now);
  if (loss.kind === 'refused' && loss.reason === 'dispute-loss-unconfirmed') {
    const change = refuseFor(state, 'not-confirmed-in-writing');
    if (change !== undefined) return { change };
  }
  const isPast = (day: string | null): boolean => day !== null && isOver(programme.timeZone, Temporal.PlainDate.from(day), now);
  if (isPast(row.documentsDueOn)) {
    const change = refuseFor(state, 'documents-missing');
    if (change !== undefined) return { change };
  }
  if (!isPast(row.stageDueOn)) return undefined;
  const change = takeSilence(
    state,
    parts.some(({ credited, remaining }) => credited > 0n && remaining > 0n),
  );
  return change === undefined ? undefined : { change };
}

/**
 * Ends what a day that is over has ended: twice for the same day without harm, since each dispute is judged again under its lock.
 * @returns how many disputes changed
 */
export async function endDisputesOfDay(
  context: DisputesContext,
  { programme, day }: { readonly programme: string; readonly day: Temporal.PlainDate },
  now: Temporal.Instant,
): Promise<number> {
  const { timeZone } = cardProgrammeNamed(context.cardProgrammes, programme);
  const at = isOver(timeZone, day, now) ? now : undefined;
  if (at === undefined) return 0;
  let after = '00000000-0000-0000-0000-000000000000';
  let changed = 0;
  for (;;) {
    const ids = await store.due(context.database, programme, day.toString(), after, pageRows);
    for (const disputeId of ids) {
      const outcome = await changeDispute(context, { disputeId, by: { actor: 'system' } }, at, async (working) => {
        const written = await dueOf(working, at);
        return written === undefined ? refused('nothing-due' as const) : done(written);
      });
      if (outcome.kind === 'done') changed += 1;
    }
    if (ids.length < pageRows) return changed;
    after = ids.at(-1) ?? after;
  }
}

/** The task for the end of day (src/jobs/end-of-day). */
export function disputesDayTask(context: DisputesContext): {
  readonly name: string;
  run(day: { readonly programme: string; readonly day: Temporal.PlainDate }, now: Temporal.Instant): Promise<number>;
} {
  return { name: 'card-disputes', run: async (day, now) => await endDisputesOfDay(context, day, now) };
}
