// Opens card security: makes the keys at the first start, keeps them in memory, and closes them in functions.

import { randomBytes, randomInt } from 'node:crypto';

import { keyCheckValue } from '../../crypto/block-cipher.ts';
import { fromHex, toHex, utf8 } from '../../crypto/bytes.ts';
import { cardNumberFrom, randomDigitsOf } from '../../crypto/card-number.ts';
import { isCvv, makeCvv, type CvvInput, type CvvKind } from '../../crypto/cvv.ts';
import { decipherPinBlock, encipherPinBlock } from '../../crypto/pin-block.ts';
import { isPvv, makePvv } from '../../crypto/pvv.ts';
import { unwrapKey, wrapKey, type ZoneMasterKey } from '../../crypto/zone-key.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import { done, refused } from '../../kernel/refusal.ts';
import type { Database, Session } from '../../postgres/database.ts';
import type { KeyStore, Owner } from '../keys/index.ts';
import { combineComponents, isGoodPin, withOddParity } from './rules/key-forms.ts';
import { firstKeys } from './rules/key-names.ts';
import type { CardOwner, CardSecurity, KeyView, PinBlockFormat } from './security.ts';
import * as store from './store.ts';

/** After a key change the other side may still have messages under way that were made under the key before. */
const overlapMs = 30_000;

const cardNumberLength = 16;
// The index of the one PVK pair that there is; it stands in front of each stored value, so that another can come.
const pvkIndex = 1;

type OpenKey = KeyView & { readonly key: Uint8Array };
type Previous = { readonly key: Uint8Array; readonly untilMs: number };

const nameOf = (kind: store.KeyKind, algorithm: store.KeyAlgorithm, connection: string): string => `${kind} ${algorithm} ${connection}`;

const keyOwner = (row: { readonly id: string; readonly kind: string; readonly connection: string }): Owner => ({
  tenant: 'card-keys',
  customer: row.connection,
  row: row.id,
  column: `key_sealed ${row.kind}`,
});

const cardOwner = ({ cardId, accountId }: CardOwner, column: string): Owner => ({
  tenant: 'cards',
  customer: accountId,
  row: cardId,
  column,
});

const checkValueOf = (algorithm: store.KeyAlgorithm, key: Uint8Array): string => toHex(keyCheckValue(algorithm, key)).toUpperCase();

function randomKey(algorithm: store.KeyAlgorithm): Uint8Array {
  const bytes = new Uint8Array(randomBytes(16));
  return algorithm === 'tdes' ? withOddParity(bytes) : bytes;
}

/** YYMM of an ISO date. */
const expiryOf = (expiresOn: string): string => `${expiresOn.slice(2, 4)}${expiresOn.slice(5, 7)}`;

const text = new TextDecoder();

/**
 * Opens card security on the keys of the database, each sealed by the key store; makes those that are missing.
 * The functions are synchronous and take some microseconds: they stand in the path of every authorisation.
 */
export async function openCardSecurity(db: Database, keys: KeyStore, now: Temporal.Instant): Promise<CardSecurity> {
  const opened = new Map<string, OpenKey>();
  const previous = new Map<string, Previous>();

  const sealKey = (
    key: Omit<store.KeyRow, 'id' | 'version' | 'sealed' | 'checkValue'>,
    bytes: Uint8Array,
  ): Omit<store.KeyRow, 'version'> => {
    const id = uuidV7(key.madeAt.epochMilliseconds, randomBytes(10));
    return { ...key, id, sealed: keys.seal(keyOwner({ ...key, id }), bytes), checkValue: checkValueOf(key.algorithm, bytes) };
  };

  async function reload(session: Session): Promise<void> {
    for (const row of await store.currentKeys(session)) {
      const { kind, algorithm, connection, version, checkValue, madeAt } = row;
      const name = nameOf(kind, algorithm, connection);
      const known = opened.get(name);
      if (known?.version === version) continue;
      if (known !== undefined && kind === 'zpk') previous.set(name, { key: known.key, untilMs: performance.now() + overlapMs });
      opened.set(name, { kind, algorithm, connection, version, checkValue, madeAt, key: keys.open(keyOwner(row), row.sealed) });
    }
  }

  await reload(db);
  for (const wanted of firstKeys) {
    if (opened.has(nameOf(wanted.kind, wanted.algorithm, wanted.connection))) continue;
    await store.insertFirstKey(db, sealKey({ ...wanted, madeAt: now }, randomKey(wanted.algorithm)));
  }
  await reload(db);

  const only = (kind: 'cvk' | 'pvk'): Uint8Array => {
    const found = opened.get(nameOf(kind, 'tdes', 'cards'));
    if (found === undefined) throw new Error(`bug: there is no ${kind}`);
    return found.key;
  };
  const cvvInput = (pan: string, expiresOn: string, use: CvvKind): CvvInput => ({
    key: only('cvk'),
    pan,
    expiry: expiryOf(expiresOn),
    use,
  });
  const stripe = (serviceCode: string): CvvKind => (serviceCode === '999' ? { kind: 'icvv' } : { kind: 'cvv', serviceCode });

  const drawPin = (digits: number): string => {
    for (;;) {
      let pin = '';
      for (let left = digits; left > 0; left -= 1) pin += String(randomInt(10));
      if (isGoodPin(pin, digits)) return pin;
    }
  };

  const pinIs = (owner: CardOwner, pan: string, pin: string, pinSealed: Uint8Array): boolean => {
    const kept = text.decode(keys.open(cardOwner(owner, 'pin_sealed'), pinSealed));
    return isPvv(kept.slice(1), { key: only('pvk'), keyIndex: Number(kept[0]), pan, pin });
  };

  const zpkName = (format: PinBlockFormat, connection: string): string => nameOf('zpk', format === 4 ? 'aes' : 'tdes', connection);

  /** Puts a key in use, here at once and for other processes with their next reload. */
  async function replace(
    database: Database,
    key: { kind: 'zpk' | 'zmk'; algorithm: store.KeyAlgorithm; connection: string },
    bytes: Uint8Array,
    at: Temporal.Instant,
  ): Promise<{ checkValue: string; version: number }> {
    const row = sealKey({ ...key, madeAt: at }, bytes);
    const version = await database.transaction(async (tx) => await store.replaceKey(tx, row));
    // Only what is committed is used.
    await reload(database);
    return { checkValue: row.checkValue, version };
  }

  // The command line may have brought a master key since the last look.
  const masterOf = async (database: Database, algorithm: store.KeyAlgorithm, connection: string): Promise<ZoneMasterKey | undefined> => {
    await reload(database);
    const found = opened.get(nameOf('zmk', algorithm, connection));
    return found === undefined ? undefined : { algorithm, key: found.key, mode: 'ecb' };
  };

  return {
    drawNumber({ numberPrefix }) {
      const range = { prefix: numberPrefix, length: cardNumberLength };
      let digits = '';
      for (let left = randomDigitsOf(range); left > 0; left -= 1) digits += String(randomInt(10));
      return cardNumberFrom(range, digits);
    },
    drawPin,
    numberDigest: (pan) => keys.digest('cards/number', pan),
    sealNumber: (owner, pan) => keys.seal(cardOwner(owner, 'number_sealed'), utf8(pan)),
    openNumber: (owner, sealed) => text.decode(keys.open(cardOwner(owner, 'number_sealed'), sealed)),
    cvv2: (pan, expiresOn) => makeCvv(cvvInput(pan, expiresOn, { kind: 'cvv2' })),
    cvv: (pan, expiresOn, serviceCode) => makeCvv(cvvInput(pan, expiresOn, stripe(serviceCode))),
    verifyCvv2: (pan, expiresOn, given) => isCvv(given, cvvInput(pan, expiresOn, { kind: 'cvv2' })),
    verifyCvv: (pan, expiresOn, serviceCode, given) => isCvv(given, cvvInput(pan, expiresOn, stripe(serviceCode))),
    sealPvv: (owner, pan, pin) =>
      keys.seal(cardOwner(owner, 'pin_sealed'), utf8(`${pvkIndex}${makePvv({ key: only('pvk'), keyIndex: pvkIndex, pan, pin })}`)),
    verifyPin: (owner, pan, pin, pinSealed) => (/^\d{4,12}$/.test(pin) && pinIs(owner, pan, pin, pinSealed) ? 'right' : 'wrong'),
    verifyPinBlock({ owner, pan, block, format, connection, pinSealed }) {
      const name = zpkName(format, connection);
      const current = opened.get(name);
      if (current === undefined) return 'key-unknown';
      let pin = decipherPinBlock(format, current.key, block, pan);
      const before = previous.get(name);
      if (pin.kind === 'refused' && before !== undefined) {
        if (performance.now() > before.untilMs) previous.delete(name);
        else pin = decipherPinBlock(format, before.key, block, pan);
      }
      if (pin.kind === 'refused') return 'malformed';
      return pinIs(owner, pan, pin.value, pinSealed) ? 'right' : 'wrong';
    },
    encipherPinBlock({ pan, pin, format, connection }) {
      const current = opened.get(zpkName(format, connection));
      if (current === undefined) return undefined;
      const random = format === 0 ? undefined : new Uint8Array(randomBytes(format === 3 ? 10 : 8));
      return encipherPinBlock(format, current.key, pin, pan, random);
    },
    sealPin: (owner, pin) => keys.seal(cardOwner(owner, 'waiting_pin_sealed'), utf8(pin)),
    openPin: (owner, sealed) => text.decode(keys.open(cardOwner(owner, 'waiting_pin_sealed'), sealed)),
    keys: () =>
      [...opened]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, { kind, algorithm, connection, version, checkValue, madeAt }]) => ({
          kind,
          algorithm,
          connection,
          version,
          checkValue,
          madeAt,
        })),
    async importZpk(database, { connection, algorithm, wrapped, checkValue }, at) {
      const master = await masterOf(database, algorithm, connection);
      if (master === undefined) return refused('key-unknown');
      const expected = fromHexOrNot(checkValue);
      if (expected === undefined) return refused('wrong-check-value');
      const key = unwrapKey(master, algorithm, wrapped, expected);
      if (key.kind === 'refused') return refused(key.reason === 'check-value' ? 'wrong-check-value' : 'key-malformed');
      return done(await replace(database, { kind: 'zpk', algorithm, connection }, key.value, at));
    },
    async renewZpk(database, { connection, algorithm }, at) {
      const master = await masterOf(database, algorithm, connection);
      if (master === undefined) return refused('key-unknown');
      const key = randomKey(algorithm);
      const made = await replace(database, { kind: 'zpk', algorithm, connection }, key, at);
      return done({ ...made, wrapped: wrapKey(master, key) });
    },
    async importZmk(database, { connection, algorithm, components, checkValue }, at) {
      const key = combineComponents(components);
      if (key === undefined) return refused('key-malformed');
      if (checkValueOf(algorithm, key) !== checkValue.toUpperCase()) return refused('wrong-check-value');
      return done(await replace(database, { kind: 'zmk', algorithm, connection }, key, at));
    },
    reload,
  };
}

function fromHexOrNot(hex: string): Uint8Array | undefined {
  return /^[0-9A-Fa-f]{6}$/.test(hex) ? fromHex(hex) : undefined;
}
