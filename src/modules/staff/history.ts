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

/**
 * Newest first, at most a hundred. Bodies are not handed out: staff see what happened, who did it and why.
 * @param operationIds the customer's newest operations, which this module does not know
 */
export async function historyOf(
  { db }: Pick<StaffContext, 'db'>,
  customerId: string,
  operationIds: readonly string[] = [],
): Promise<HistoryRecord[]> {
  const authenticators = await authenticatorsEver(db, customerId);
  const subjects = [customerId, ...authenticators.map(({ id }) => id), ...(await casesOf(db, customerId)), ...operationIds];
  const records = await recordsAbout(db, subjects, recordsMax);
  const names = new Map<string, string | null>();
  for (const { actor } of records) {
    const id = actor.startsWith('staff:') ? actor.slice(6) : undefined;
    if (id !== undefined && !names.has(id)) names.set(id, (await member(db, id))?.name ?? null);
  }
  return records.map((record) => toHistory(record, names));
}

// A phone acts for its owner.
const actors: Readonly<Record<string, HistoryRecord['actor']['kind']>> = {
  customer: 'customer',
  device: 'customer',
  staff: 'staff',
  client: 'client',
};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function toHistory(record: KnownRecord, names: ReadonlyMap<string, string | null>): HistoryRecord {
  const { chain, seq, at, actor, body } = record;
  const [who = 'system', id = ''] = actor.split(':');
  const known = actors[who] ?? 'system';
  // The end of an operation says in its body which one it was.
  const outcome = textOf(body['outcome']);
  const kind = outcome === null ? record.kind : `operation.${outcome}`;
  const noMatch = body['match'] === false;
  return {
    id: `${chain}-${seq}`,
    at,
    kind,
    actor: { kind: known, name: known === 'staff' ? (names.get(id) ?? null) : null },
    reason: noMatch ? 'no-match' : (textOf(body['reason']) ?? textOf(body['refusal']) ?? textOf(body['because'])),
    refused: noMatch || /refused|locked$|rejected|failed|expired|not-mine/.test(kind),
  };
}
