// Webhook endpoints: added, changed, removed, and their secrets, which are shown once.

import { randomBytes } from 'node:crypto';

import { uuidV7 } from '../../kernel/ids.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { admitAddress } from '../../outward/post.ts';
import type { Session } from '../../postgres/database.ts';
import type { KeyStore, Owner, SealedColumn } from '../keys/index.ts';
import { isEventType } from './rules/event-type.ts';
import * as store from './store.ts';

/** Most endpoints of a programme. */
export const endpointsMax = 20;

const previousSecretHours = 24;

export type NewEndpoint = {
  readonly programme: string;
  /** https, a public host. */
  readonly url: string;
  readonly description?: string;
  /** None: every type. */
  readonly eventTypes?: readonly string[];
};

export type EndpointRefusal = 'address-malformed' | 'address-private' | 'event-type-malformed' | 'too-many-endpoints';

const owner = (programme: string, id: string): Owner => ({ tenant: programme, customer: '', row: id, column: 'webhook_endpoints.secret' });

const ownerOfRow = (row: { readonly id: string } & Readonly<Record<string, unknown>>): Owner => owner(String(row['programme']), row.id);

/** For the rotation of keys. */
export const sealedColumns: readonly SealedColumn[] = (['secret', 'previous_secret'] as const).map((column) => ({
  table: 'webhook_endpoints',
  column,
  id: 'id',
  ownerColumns: ['programme'],
  ownerOf: ownerOfRow,
}));

function newSecret(keys: KeyStore, programme: string, id: string): { shown: string; sealed: Uint8Array } {
  const bytes = randomBytes(32);
  return { shown: `whsec_${bytes.toString('base64')}`, sealed: keys.seal(owner(programme, id), bytes) };
}

/** The secret as its owner was shown it. */
export function openSecret(keys: KeyStore, programme: string, id: string, sealed: Uint8Array): string {
  return `whsec_${Buffer.from(keys.open(owner(programme, id), sealed)).toString('base64')}`;
}

function judge(
  { url, eventTypes }: { url?: string; eventTypes?: readonly string[] },
  allowPrivate: boolean,
): Exclude<EndpointRefusal, 'too-many-endpoints'> | undefined {
  const admitted = url === undefined ? undefined : admitAddress(url, allowPrivate);
  if (typeof admitted === 'string') return admitted;
  // The column holds 500 characters.
  if (url !== undefined && url.length > 500) return 'address-malformed';
  return eventTypes?.every(isEventType) === false || (eventTypes?.length ?? 0) > 50 ? 'event-type-malformed' : undefined;
}

/**
 * Adds an endpoint. `secret` is shown to the caller this once; the database holds it sealed.
 * @param settings.allowPrivate for tests and a demo on one machine
 */
export async function createEndpoint(
  db: Session,
  keys: KeyStore,
  wanted: NewEndpoint,
  settings: { allowPrivate: boolean },
  now: Temporal.Instant,
): Promise<Outcome<{ endpoint: store.EndpointRow; secret: string }, EndpointRefusal>> {
  const reason = judge(wanted, settings.allowPrivate);
  if (reason !== undefined) return refused(reason);
  const id = uuidV7(now.epochMilliseconds, randomBytes(10));
  const { programme, url, description = '', eventTypes = [] } = wanted;
  const { shown, sealed } = newSecret(keys, programme, id);
  const row = { id, programme, url, description: description.slice(0, 200), eventTypes, secret: sealed };
  const endpoint = await store.insertEndpoint(db, row, now, endpointsMax);
  return endpoint === undefined ? refused('too-many-endpoints', { endpointsMax }) : done({ endpoint, secret: shown });
}

/** Changes what is given. `active: true` also takes up again what waited while the endpoint was disabled. */
export async function changeEndpoint(
  db: Session,
  programme: string,
  id: string,
  change: store.EndpointChange,
  settings: { allowPrivate: boolean },
  now: Temporal.Instant,
): Promise<Outcome<store.EndpointRow, Exclude<EndpointRefusal, 'too-many-endpoints'> | 'endpoint-unknown'>> {
  const reason = judge(change, settings.allowPrivate);
  if (reason !== undefined) return refused(reason);
  const endpoint = await store.updateEndpoint(db, programme, id, change, now);
  return endpoint === undefined ? refused('endpoint-unknown') : done(endpoint);
}

/** Gives the endpoint another secret, shown this once. For 24 hours both sign, so that the receiver can change over. */
export async function rotateSecret(
  db: Session,
  keys: KeyStore,
  programme: string,
  id: string,
  now: Temporal.Instant,
): Promise<Outcome<{ secret: string; previousUntil: Temporal.Instant }, 'endpoint-unknown' | 'changed-meanwhile'>> {
  const current = await store.secretOf(db, programme, id);
  if (current === undefined) return refused('endpoint-unknown');
  const { shown, sealed } = newSecret(keys, programme, id);
  const previousUntil = now.add({ hours: previousSecretHours });
  const replaced = await store.replaceSecret(db, { programme, id, current }, { secret: sealed, previous: current, previousUntil }, now);
  return replaced ? done({ secret: shown, previousUntil }) : refused('changed-meanwhile');
}
