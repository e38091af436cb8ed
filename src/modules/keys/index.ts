// Keys: what other modules may use.

export type { Owner } from '../../crypto/envelope.ts';
export { KeyFault, type KeyFaultCode } from './fault.ts';
export { openKeyStore, type KeyStore, type KeyStoreSettings } from './key-store.ts';
export type { Pkcs11Settings } from './master-pkcs11.ts';
export { rotateKeys, type Rotation, type RotationProgress } from './rotate.ts';
export { lastRotation, type SealedColumn } from './store.ts';
