// Why a card is suspended or closed, and which of the reasons its holder is told (PC-36, PC-54).

/** Reasons of the holder: told, because they come from the holder or from the calendar. */
export const holderReasons = [
  'lost',
  'stolen',
  'damaged',
  'disclosed-pin',
  'request',
  'replaced',
  'renewed',
  'expired',
  'account-closed',
] as const;

/**
 * Reasons of the bank or the scheme: kept for auditors, never told. PC-54: misuse, breach (or no longer eligible), illegality
 * (suspected), false-data (in the application). PC-49: unreachable. PC-55: recalled. PC-57: default-elsewhere.
 */
export const issuerReasons = [
  'misuse',
  'breach',
  'illegality',
  'false-data',
  'fraud',
  'scheme',
  'unreachable',
  'recalled',
  'default-elsewhere',
  'other',
] as const;

export type HolderReason = (typeof holderReasons)[number];
export type IssuerReason = (typeof issuerReasons)[number];
export type CardReason = HolderReason | IssuerReason;

export function isIssuerReason(text: string): text is IssuerReason {
  return issuerReasons.some((reason) => reason === text);
}

/** What the holder may read of a reason; undefined where it is the bank's own. */
export function reasonForHolder(reason: string | null): HolderReason | undefined {
  return holderReasons.find((known) => known === reason);
}
