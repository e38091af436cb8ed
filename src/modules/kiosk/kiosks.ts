// The machines: registered with a key of their own, signing on with it, filled with cards, emptied of cash.

import { createHash, randomBytes } from 'node:crypto';

import { isKioskProof, kioskKeyLength, kioskKeys, type KioskKeys } from '../../crypto/kiosk-device.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Database, Session } from '../../postgres/database.ts';
import { cardProgrammeNamed, type CardProgrammes } from '../card-programmes/index.ts';
import type { KeyStore, Owner, SealedColumn } from '../keys/index.ts';
import * as store from './store.ts';
import type { KioskRow } from './store.ts';

/** Values of this module that a rotation of keys seals anew. */
const ownerOf = ({ id, programme }: Pick<KioskRow, 'id' | 'programme'>): Owner => ({
  tenant: programme,
  customer: '',
  row: id,
  column: 'kiosks.key_sealed',
});

/** Values of this module that a rotation of keys seals anew. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'kiosks',
    column: 'key_sealed',
    id: 'id',
    ownerColumns: ['programme'],
    ownerOf: (row) => ownerOf({ id: row.id, programme: String(row['programme']) }),
  },
];

export type KiosksContext = { readonly database: Database; readonly keys: KeyStore; readonly cardProgrammes: CardProgrammes };

/** The keys of the machine's devices. */
export function keysOf(keys: KeyStore, kiosk: Pick<KioskRow, 'id' | 'programme' | 'keySealed'>): KioskKeys {
  return kioskKeys(keys.open(ownerOf(kiosk), kiosk.keySealed));
}

export type NewKiosk = {
  readonly programme: string;
  readonly name: string;
  readonly place: string;
  /** Given by a demo, so that its simulator has the same; else drawn. */
  readonly id?: string;
  readonly key?: Uint8Array;
};

/** Registers a machine. The key is answered once and goes into the machine's device server. */
export async function registerKiosk(
  { database, keys, cardProgrammes }: KiosksContext,
  wanted: NewKiosk,
  now: Temporal.Instant,
): Promise<Outcome<{ kioskId: string; key: Uint8Array }, 'kiosk-name-taken'>> {
  const programme = cardProgrammeNamed(cardProgrammes, wanted.programme);
  const kioskId = wanted.id ?? uuidV7(now.epochMilliseconds, randomBytes(10));
  const key = wanted.key ?? new Uint8Array(randomBytes(kioskKeyLength));
  const { name, place } = wanted;
  const keySealed = keys.seal(ownerOf({ id: kioskId, programme: programme.programme }), key);
  const row = { id: kioskId, programme: programme.programme, name, place, keySealed, cardsLeft: programme.kiosk.cardsInDispenser };
  return (await store.insertKiosk(database, row, now)) ? done({ kioskId, key }) : refused('kiosk-name-taken');
}

const signOnHours = 24;
/** A machine's clock may be wrong by this much. */
const clockToleranceSeconds = 300;

const digestOf = (token: string): Uint8Array => createHash('sha256').update(token).digest();

/** A machine signs on with a proof of its key over its id and the time; gives the token that its page then carries. */
export async function signOn(
  { database, keys }: Pick<KiosksContext, 'database' | 'keys'>,
  given: { readonly kioskId: string; readonly at: string; readonly proof: string },
  now: Temporal.Instant,
): Promise<Outcome<{ kiosk: KioskRow; token: string; endsAt: Temporal.Instant }, 'kiosk-not-signed-on'>> {
  const kiosk = await store.selectKiosk(database, given.kioskId);
  if (kiosk === undefined || kiosk.closedAt !== null) return refused('kiosk-not-signed-on');
  const at = Temporal.Instant.from(given.at);
  const off = Math.abs(at.epochMilliseconds - now.epochMilliseconds) / 1000;
  const isProof = isKioskProof(keysOf(keys, kiosk), 'sign-on', [given.kioskId, given.at], given.proof);
  if (!isProof || off > clockToleranceSeconds) return refused('kiosk-not-signed-on');
  const token = randomBytes(32).toString('base64url');
  const endsAt = now.add({ hours: signOnHours });
  await store.insertSignOn(database, { digest: digestOf(token), kioskId: kiosk.id, endsAt }, now);
  return done({ kiosk, token, endsAt });
}

/** The machine whose page carries this token; undefined where it is over or unknown. */
export async function kioskOfToken(db: Session, token: string, now: Temporal.Instant): Promise<KioskRow | undefined> {
  return await store.selectSignedOn(db, digestOf(token), now);
}

/** Counts the cash box: what the journal expects since the count before, and what was there. */
export async function countCash(
  database: Database,
  given: { readonly kioskId: string; readonly countedBy: string; readonly counted: bigint },
  now: Temporal.Instant,
): Promise<{ readonly expected: bigint; readonly difference: bigint }> {
  return await database.transaction(async (tx) => {
    const expected = await store.cashExpected(tx, given.kioskId);
    await store.insertCount(tx, { id: uuidV7(now.epochMilliseconds, randomBytes(10)), ...given, expected }, now);
    return { expected, difference: given.counted - expected };
  });
}
