// What the phone keeps, and where: one record, changed only in one transaction.
import type { Details } from '../../../src/crypto/details.ts';
import type { Blinded, Bytes } from './primitives.ts';

/** A chain's next index and the state at it: what lies behind is gone from the phone. */
export type Chain = { readonly index: number; readonly state: Bytes };
export type Wrapped = { readonly nonce: Bytes; readonly sealed: Bytes };

/**
 * K_b: agreed with the bank when touch or face is switched on, and under WebAuthn PRF from its first moment. Before that and
 * after switching off the phone holds none, only the credential of an earlier time.
 */
export type BiometryKey =
  | { readonly kind: 'none'; readonly credentialId?: Bytes }
  | {
      readonly kind: 'enrolled';
      /** After a reset of the password: touch or face only once the new one was proved (TK-25). */
      readonly passwordFirst: boolean;
      readonly credentialId: Bytes;
      readonly wrapped: Wrapped;
    };

/** The keys of the device in use. Times are unix seconds. */
export type DeviceRecord = {
  readonly deviceId: string;
  readonly possession: CryptoKey;
  readonly transport: CryptoKey;
  readonly knowledge: Blinded;
  readonly biometry: BiometryKey;
  readonly online: Chain;
  readonly offline: Chain;
  readonly otp: Chain;
  readonly otpEpochS: number;
  readonly otpStepS: number;
  readonly activatedAtS?: number;
};

export type Platform = 'ios' | 'android' | 'other';

/** A registration under way; `offer` after the right one-time password, `completion` from when a password was chosen. */
export type RegistrationRecord = {
  readonly registrationId: string;
  readonly token: string;
  readonly purpose: 'register' | 'reset-password';
  readonly offer?: { readonly deviceId: string; readonly serverKey: string };
  readonly completion?: { readonly clientKey: string; readonly device: DeviceRecord; readonly confirm: CryptoKey };
};

/** New keys that wait for the bank's word. `confirm` checks that word. */
export type ActivationRecord = {
  readonly activationId: string;
  readonly serverKey: string;
  readonly clientKey: string;
  readonly expiresAtS: number;
  readonly device: DeviceRecord;
  readonly confirm: CryptoKey;
};

export type PhoneRecord = {
  readonly version: 1;
  readonly installation: { readonly privateKey: CryptoKey; readonly publicKey: Bytes };
  /** The programme's bounds of the app password, as the bank said at registration. */
  readonly passwordRule?: { readonly lengthMin: number; readonly lengthMax: number };
  readonly registration?: RegistrationRecord;
  readonly device?: DeviceRecord;
  readonly activation?: ActivationRecord;
  /** K_k under a new password that the bank may or may not have taken yet. */
  readonly rekey?: Blinded;
};

/**
 * Where the record lies. `update` is one transaction: `change` is called synchronously with what is stored, and what it gives
 * is stored before the promise is fulfilled; two open windows of the app never use one index twice.
 */
export type Store = {
  read(): Promise<PhoneRecord | undefined>;
  update<Result>(
    change: (record: PhoneRecord | undefined) => { readonly record: PhoneRecord | undefined; readonly result: Result },
  ): Promise<Result>;
};

/** A store in memory: for programs that play a phone, and for browsers that keep nothing. */
export function createMemoryStore(first?: PhoneRecord): Store {
  let kept = first;
  return {
    read: async () => kept,
    update: async (change) => {
      const { record, result } = change(kept);
      kept = record;
      return result;
    },
  };
}

/** An operation as the bank tells it; `details` is exactly what is shown and signed. */
export type Operation = {
  readonly operationId: string;
  readonly kind: string;
  readonly class: 'financial' | 'non-financial';
  readonly status: string;
  readonly details: Details;
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Whether an approval must name the two digits that the page shows. */
  readonly numberMatching?: boolean;
};
