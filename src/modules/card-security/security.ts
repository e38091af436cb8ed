// What card security offers: numbers, verification values and PINs, made and checked in memory; no key leaves this module.

import type { Outcome } from '../../kernel/refusal.ts';
import type { Database, Session } from '../../postgres/database.ts';
import type { CardProduct } from '../card-programmes/index.ts';

/** ISO 9564-1 formats: 0 and 3 under a TDES key, 4 under an AES key. */
export type PinBlockFormat = 0 | 3 | 4;

export type PinVerdict = 'right' | 'wrong' | 'malformed' | 'key-unknown';

/** Whose PIN or number it is; sealed values open for this card alone. */
export type CardOwner = { readonly cardId: string; readonly accountId: string };

export type KeyView = {
  readonly kind: 'cvk' | 'pvk' | 'zpk' | 'zmk';
  readonly algorithm: 'tdes' | 'aes';
  readonly connection: string;
  readonly version: number;
  readonly checkValue: string;
  readonly madeAt: Temporal.Instant;
};

export type KeyImportRefusal = 'key-unknown' | 'key-malformed' | 'wrong-check-value';

export type CardSecurity = {
  /** PC-04: 16 digits: the product's prefix, random digits, the check digit. Whether it is taken is the database's to say. */
  drawNumber(product: Pick<CardProduct, 'numberPrefix'>): string;
  /** A random PIN of the programme's digits; never all the same digit nor a run of neighbours. */
  drawPin(digits: number): string;
  /** Keyed digest by which a card is found (32 bytes). */
  numberDigest(pan: string): Uint8Array;
  sealNumber(owner: CardOwner, pan: string): Uint8Array;
  openNumber(owner: CardOwner, sealed: Uint8Array): string;
  /** CVV2 of a card number and the last day on the card (ISO date). Three digits. */
  cvv2(pan: string, expiresOn: string): string;
  /** The value on the magnetic stripe, or in the chip with service code '999'. Three digits. */
  cvv(pan: string, expiresOn: string, serviceCode: string): string;
  /** In constant time. */
  verifyCvv2(pan: string, expiresOn: string, given: string): boolean;
  verifyCvv(pan: string, expiresOn: string, serviceCode: string, given: string): boolean;
  /** The PIN verification value of a PIN, sealed for its card: what the column pin_sealed holds. */
  sealPvv(owner: CardOwner, pan: string, pin: string): Uint8Array;
  /** A PIN as typed at the bank's own kiosk, or as it is being changed. */
  verifyPin(owner: CardOwner, pan: string, pin: string, pinSealed: Uint8Array): 'right' | 'wrong';
  /** PC-09: the PIN of a network message. `connection` names the ZPK. `block`: 8 bytes, format 4: 16. */
  verifyPinBlock(check: {
    readonly owner: CardOwner;
    readonly pan: string;
    readonly block: Uint8Array;
    readonly format: PinBlockFormat;
    readonly connection: string;
    readonly pinSealed: Uint8Array;
  }): PinVerdict;
  /** What a terminal would send: for the simulator, the replay and tests. Undefined where the connection has no such key. */
  encipherPinBlock(wanted: {
    readonly pan: string;
    readonly pin: string;
    readonly format: PinBlockFormat;
    readonly connection: string;
  }): Uint8Array | undefined;
  /** A PIN that waits for its delivery, sealed. */
  sealPin(owner: CardOwner, pin: string): Uint8Array;
  openPin(owner: CardOwner, sealed: Uint8Array): string;
  /** The keys in use: names and check values. */
  keys(): readonly KeyView[];
  /** ISO 8583 key change: a new ZPK wrapped under the connection's ZMK. Messages under the key before are still read for half a minute. */
  importZpk(
    db: Database,
    change: { readonly connection: string; readonly algorithm: 'tdes' | 'aes'; readonly wrapped: Uint8Array; readonly checkValue: string },
    now: Temporal.Instant,
  ): Promise<Outcome<{ checkValue: string; version: number }, KeyImportRefusal>>;
  /** A new random ZPK, wrapped under the connection's ZMK: to send in a key change. In use from now on. */
  renewZpk(
    db: Database,
    change: { readonly connection: string; readonly algorithm: 'tdes' | 'aes' },
    now: Temporal.Instant,
  ): Promise<Outcome<{ wrapped: Uint8Array; checkValue: string; version: number }, KeyImportRefusal>>;
  /** A ZMK from its components (2 or 3 of equal length, combined by XOR); the connection's ZPK waits for a key change or stays. */
  importZmk(
    db: Database,
    components: {
      readonly connection: string;
      readonly algorithm: 'tdes' | 'aes';
      readonly components: readonly Uint8Array[];
      readonly checkValue: string;
    },
    now: Temporal.Instant,
  ): Promise<Outcome<{ checkValue: string; version: number }, KeyImportRefusal>>;
  /** Reads the keys again, after another process changed them. */
  reload(db: Session): Promise<void>;
};
