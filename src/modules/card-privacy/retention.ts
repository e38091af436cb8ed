// Data stay after closing as long as the programme says; then what the card modules hold of the person is erased (PC-40).

import { startOfDay } from '../../kernel/calendar.ts';
import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import type { CardsContext } from '../cards/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { erasureDue, insertErasures } from './store.ts';

/** Erases what one module holds about the persons of these accounts. */
export type Eraser = (tx: Session, accountIds: readonly string[], now: Temporal.Instant) => Promise<void>;

const batchSize = 100;

type CardDay = { readonly programme: string; readonly day: Temporal.PlainDate };

/** The end-of-day task that erases; each account once. @param erasers of the modules that hold personal data, given where all is wired */
export function retentionTask(context: CardsContext, erasers: readonly Eraser[]) {
  return {
    name: 'card-data-retention',
    async run({ programme: name, day }: CardDay, now: Temporal.Instant): Promise<void> {
      const programme = cardProgrammeNamed(context.cardProgrammes, name);
      const until = startOfDay(programme.timeZone, day.add({ days: 1 }).subtract({ days: programme.privacy.retentionDaysAfterClosing }));
      for (;;) {
        const count = await context.database.transaction(async (tx) => {
          const due = await erasureDue(tx, name, until, batchSize);
          const erased = await insertErasures(tx, due, now);
          for (const erase of erasers) await erase(tx, erased, now);
          const record = { kind: 'card-data-erased', actor: 'system', body: { day: day.toString() } };
          await appendEvidence(
            tx,
            erased.map((accountId) => ({ ...record, subject: accountId })),
            now,
          );
          return due.length;
        });
        if (count < batchSize) return;
      }
    },
  };
}
