// Which keys an installation has from its first start.

/** The network connection of the house: simulator, demo terminals, replay. Schemes bring their own. */
export const localConnection = 'local';

/** Keys that are made at the first start. CVV, CVV2 and PVV are made with TDES keys by their definition. */
export const firstKeys = [
  { kind: 'cvk', algorithm: 'tdes', connection: 'cards' },
  { kind: 'pvk', algorithm: 'tdes', connection: 'cards' },
  { kind: 'zmk', algorithm: 'tdes', connection: localConnection },
  { kind: 'zmk', algorithm: 'aes', connection: localConnection },
  { kind: 'zpk', algorithm: 'tdes', connection: localConnection },
  { kind: 'zpk', algorithm: 'aes', connection: localConnection },
] as const;
