// DE 35, track 2 (ISO/IEC 7813): PAN, separator, expiry, service code, discretionary data.

export type Track2 = {
  readonly pan: string;
  /** YYMM. */
  readonly expiry: string;
  /** Three digits; the CVV on the stripe is made over it, the one in the chip over 999. */
  readonly serviceCode: string;
  /** The issuer's: PVKI, PVV and CVV where it keeps to the schemes' places. */
  readonly discretionary: string;
};

/** Undefined where there is no separator, no PAN of 8 to 19 digits, or less than expiry and service code behind it. */
export function readTrack2(text: string): Track2 | undefined {
  const at = text.indexOf('=');
  if (at < 8 || at > 19 || text.length < at + 8 || text.includes('=', at + 1)) return undefined;
  return {
    pan: text.slice(0, at),
    expiry: text.slice(at + 1, at + 5),
    serviceCode: text.slice(at + 5, at + 8),
    discretionary: text.slice(at + 8),
  };
}

/** Undefined above 37 characters. */
export function writeTrack2({ pan, expiry, serviceCode, discretionary }: Track2): string | undefined {
  const text = `${pan}=${expiry}${serviceCode}${discretionary}`;
  return text.length <= 37 ? text : undefined;
}
