// DE 22 and DE 25: how the card's number got into the terminal, whether it takes a PIN, and under which conditions.

export type PanEntry =
  | 'unknown'
  | 'manual'
  | 'stripe'
  | 'optical'
  | 'chip'
  | 'contactless'
  | 'on-file'
  | 'fallback-stripe'
  | 'e-commerce'
  | 'contactless-stripe'
  | 'other';

const entries: Readonly<Record<string, PanEntry>> = {
  '00': 'unknown',
  '01': 'manual',
  '02': 'stripe',
  '03': 'optical',
  '04': 'optical',
  '05': 'chip',
  '07': 'contactless',
  '09': 'e-commerce',
  '10': 'on-file',
  '80': 'fallback-stripe',
  '81': 'e-commerce',
  '90': 'stripe',
  '91': 'contactless-stripe',
  '95': 'chip',
};

export type PosEntryMode = {
  readonly panEntry: PanEntry;
  readonly pin: 'unknown' | 'accepted' | 'not-accepted' | 'out-of-order';
};

/** DE 22, three digits: two for the entry of the PAN, one for the PIN. */
export function readPosEntryMode(text: string): PosEntryMode | undefined {
  if (text.length !== 3) return undefined;
  const pins = { '1': 'accepted', '2': 'not-accepted', '8': 'out-of-order' } as const;
  const pin = text.charAt(2);
  return {
    panEntry: entries[text.slice(0, 2)] ?? 'other',
    pin: Object.hasOwn(pins, pin) ? pins[pin as keyof typeof pins] : 'unknown',
  };
}

export type PosCondition =
  | 'normal'
  | 'holder-absent'
  | 'unattended'
  | 'suspicious'
  | 'card-absent'
  | 'pre-authorised'
  | 'mail-or-phone'
  | 'account-verification'
  | 'e-commerce'
  | 'other';

const conditions: Readonly<Record<string, PosCondition>> = {
  '00': 'normal',
  '01': 'holder-absent',
  '02': 'unattended',
  '03': 'suspicious',
  '05': 'card-absent',
  '06': 'pre-authorised',
  '08': 'mail-or-phone',
  '51': 'account-verification',
  '59': 'e-commerce',
};

/** DE 25, two digits. */
export function readPosCondition(text: string): PosCondition {
  return conditions[text] ?? 'other';
}

/** Whether the card itself was read, by stripe, chip or without contact; a number that was typed or kept is none. */
export function isCardPresent({ panEntry }: PosEntryMode): boolean {
  return ['stripe', 'chip', 'contactless', 'fallback-stripe', 'contactless-stripe', 'optical'].includes(panEntry);
}
