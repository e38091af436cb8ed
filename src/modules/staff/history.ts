// The history of a customer as the evidence tells it: their authenticators, and what staff did for them.

import { authenticatorsEver } from '../authenticators/index.ts';
import { recordsAbout, type KnownRecord } from '../evidence/index.ts';
import type { StaffContext } from './context.ts';
import { member } from './store.ts';
import { casesOf } from './store-cases.ts';

export type HistoryRecord = {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly actor: { readonly kind: 'customer' | 'staff' | 'client' | 'system'; readonly name: string | null };
  readonly reason: string | null;
  readonly refused: boolean;
};

const recordsMax = 100;

/** Newest first, at most a hundred. Bodies are not handed out: staff see what happened, who did it and why. */
export async function historyOf({ db }: Pick<StaffContext, 'db'>, customerId: string): Promise<HistoryRecord[]> {
  const authenticators = await authenticatorsEver(db, customerId);
  const subjects = [customerId, ...authenticators.map(({ id }) => id), ...(await casesOf(db, customerId))];
  const records = await recordsAbout(db, subjects, recordsMax);
  const names = new Map<string, string | null>();
  for (const { actor } of records) {
    const id = actor.startsWith('staff:') ? actor.slice(6) : undefined;
    if (id !== undefined && !names.has(id)) names.set(id, (await member(db, id))?.name ?? null);
  }
  return records.map((record) => toHistory(record, names));
}

function toHistory(record: KnownRecord, names: ReadonlyMap<string, string | null>): HistoryRecord {
  const { chain, seq, at, kind, actor, body } = record;
  const [who = 'system', id = ''] = actor.split(':');
  const known = who === 'customer' || who === 'staff' || who === 'client' ? who : 'system';
  const reason = body['reason'];
  return {
    id: `${chain}-${seq}`,
    at,
    kind,
    actor: { kind: known, name: known === 'staff' ? (names.get(id) ?? null) : null },
    reason: typeof reason === 'string' ? reason : null,
    refused: /refused|locked|rejected|failed|wrong|expired/.test(kind) || body['match'] === false,
  };
}
