// Sealing of a device's keys: every column under its own owner, so that a row moved to another customer does not open.

import type { DeviceKeys } from '../../crypto/soft-token.ts';
import type { KeyStore } from '../keys/index.ts';
import type { SealedKeys } from './device-store.ts';

export type DeviceOwner = { readonly programme: string; readonly customerId: string; readonly id: string };

/** K_p, K_k, K_b and K_t of a device, 32 bytes each. */
export type Secrets = {
  readonly possession: Uint8Array;
  readonly knowledge: Uint8Array;
  readonly biometry: Uint8Array;
  readonly transport: Uint8Array;
};

const owner = ({ programme, customerId, id }: DeviceOwner, column: string) => ({
  tenant: programme,
  customer: customerId,
  row: id,
  column,
});

export function sealSecrets(keys: KeyStore, device: DeviceOwner, secrets: Secrets): Uint8Array {
  const joined = new Uint8Array(128);
  joined.set(secrets.possession, 0);
  joined.set(secrets.knowledge, 32);
  joined.set(secrets.biometry, 64);
  joined.set(secrets.transport, 96);
  return keys.seal(owner(device, 'secrets'), joined);
}

export function openSecrets(keys: KeyStore, device: DeviceOwner, sealed: Uint8Array): Secrets {
  const joined = keys.open(owner(device, 'secrets'), sealed);
  return {
    possession: joined.subarray(0, 32),
    knowledge: joined.subarray(32, 64),
    biometry: joined.subarray(64, 96),
    transport: joined.subarray(96, 128),
  };
}

export type Chain = 'online' | 'offline' | 'otp';

export function sealState(keys: KeyStore, device: DeviceOwner, chain: Chain, state: Uint8Array): Uint8Array {
  return keys.seal(owner(device, `${chain}_state`), state);
}

export function openState(keys: KeyStore, device: DeviceOwner, chain: Chain, sealed: Uint8Array): Uint8Array {
  return keys.open(owner(device, `${chain}_state`), sealed);
}

/** All columns of fresh keys. `online` is the state that the next online proof starts from. */
export function sealKeys(keys: KeyStore, device: DeviceOwner, fresh: DeviceKeys, online: Uint8Array): SealedKeys {
  return {
    secrets: sealSecrets(keys, device, fresh),
    onlineState: sealState(keys, device, 'online', online),
    offlineState: sealState(keys, device, 'offline', fresh.offline),
    otpState: sealState(keys, device, 'otp', fresh.otp),
  };
}
