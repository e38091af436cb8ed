// Whether a phone whose proof is right may decide this operation: its own customer's, while it is the active token.

import type { DeviceRow } from '../../soft-tokens/index.ts';

export type DeciderRefusal = 'operation-not-found' | 'device-not-active' | 'code-locked';

/** Another customer's operation is answered as one that does not exist. */
export function judgeDecision(
  device: Pick<DeviceRow, 'customerId' | 'authenticatorStatus' | 'codeLockedAt'>,
  operation: { readonly customerId: string },
): DeciderRefusal | undefined {
  if (device.customerId !== operation.customerId) return 'operation-not-found';
  if (device.authenticatorStatus !== 'active') return 'device-not-active';
  return device.codeLockedAt === null ? undefined : 'code-locked';
}
