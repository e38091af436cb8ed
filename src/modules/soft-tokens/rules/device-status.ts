// The one word that tells a customer how their soft token stands.

export type DeviceStatus = 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';

/** Locks are told before states, because they are what the customer has to lift first (TK-22, TK-26). */
export function deviceStatus(device: {
  readonly authenticatorStatus: 'registered' | 'active' | 'suspended' | 'ended';
  readonly passwordLockedAt: Temporal.Instant | null;
  readonly codeLockedAt: Temporal.Instant | null;
}): DeviceStatus {
  if (device.authenticatorStatus === 'ended') return 'deregistered';
  if (device.passwordLockedAt !== null) return 'password-locked';
  if (device.codeLockedAt !== null) return 'code-locked';
  return device.authenticatorStatus;
}
