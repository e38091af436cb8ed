// Labels of the soft-token protocol, suite 1: each key and each proof has its own, so that none can stand for another.

/** The byte that names the suite in frames; messages carry it as a number. */
export const suite = 1;

/** Labels of the keys that HKDF makes for a device. */
export const keyLabels = {
  possession: 'ramz/1/auth/possession',
  knowledge: 'ramz/1/auth/knowledge',
  biometry: 'ramz/1/auth/biometry',
  transport: 'ramz/1/transport',
  confirm: 'ramz/1/confirm',
  online: 'ramz/1/ratchet/online',
  offline: 'ramz/1/ratchet/offline',
  otp: 'ramz/1/ratchet/otp',
} as const;

/** The text that goes before a chain's state when it steps. */
export const ratchetLabel = 'ramz/1/ratchet';

/** Labels of what is proved or signed. */
export const messageLabels = {
  registration: 'ramz/1/registration',
  signIn: 'ramz/1/sign-in',
  decision: 'ramz/1/decision',
  activation: 'ramz/1/activation',
  rekey: 'ramz/1/rekey',
  biometry: 'ramz/1/biometry',
  state: 'ramz/1/state',
  offline: 'ramz/1/offline',
  otp: 'ramz/1/otp/non-financial',
} as const;

export type MessageLabel = (typeof messageLabels)[keyof typeof messageLabels];

/** Types of the coloured QR's frames. */
export const frameTypes = { activation: 1, operation: 2 } as const;

export type FrameType = (typeof frameTypes)[keyof typeof frameTypes];

/** How far ahead of the bank's next online index a phone may be. */
export const onlineIndexesAheadMax = 1000;
