// Amounts, fees and rates of single fields (DE 4 to 6, 9, 10, 28), and the two fields that hold several (DE 54, DE 95).

const digitsOnly = (text: string, from: number, to: number): boolean => {
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (!(code >= 0x30 && code <= 0x39)) return false;
  }
  return true;
};

/** An amount without a sign, in minor units of its currency field: '000000012500' → 12500n. */
export function readAmount(text: string): bigint | undefined {
  return text.length > 0 && digitsOnly(text, 0, text.length) ? BigInt(text) : undefined;
}

/** Twelve digits; undefined where the amount is negative or longer. */
export function writeAmount(minor: bigint): string | undefined {
  return minor < 0n || minor > 999_999_999_999n ? undefined : minor.toString().padStart(12, '0');
}

/** A fee of format x+n ('D00000150'): positive is charged to the holder (D), negative is given (C). */
export function readFee(text: string): bigint | undefined {
  const sign = text.charAt(0);
  if ((sign !== 'C' && sign !== 'D') || text.length < 2 || !digitsOnly(text, 1, text.length)) return undefined;
  const minor = BigInt(text.slice(1));
  return sign === 'D' ? minor : -minor;
}

/** Nine characters, as readFee reads them; undefined above eight digits. */
export function writeFee(minor: bigint): string | undefined {
  const size = minor < 0n ? -minor : minor;
  return size > 99_999_999n ? undefined : `${minor < 0n ? 'C' : 'D'}${size.toString().padStart(8, '0')}`;
}

/** An exact rate: numerator / 10 ** decimals. */
export type WireRate = { readonly numerator: bigint; readonly decimals: number };

/** DE 9 and DE 10: the first digit says how many of the other seven are decimals: '69972522' is 9.972522. */
export function readConversionRate(text: string): WireRate | undefined {
  if (text.length !== 8 || !digitsOnly(text, 0, 8)) return undefined;
  const decimals = Number(text.charAt(0));
  const numerator = BigInt(text.slice(1));
  return decimals > 7 || numerator === 0n ? undefined : { numerator, decimals };
}

/** Eight digits; undefined where the rate has no place in seven digits and 7 decimals. */
export function writeConversionRate({ numerator, decimals }: WireRate): string | undefined {
  if (numerator <= 0n || numerator > 9_999_999n || decimals < 0 || decimals > 7) return undefined;
  return `${decimals}${numerator.toString().padStart(7, '0')}`;
}

export type AdditionalAmount = {
  /** 00 default, 10 savings, 20 current, 30 credit. */
  readonly accountType: string;
  /** 01 ledger balance, 02 available balance, 40 cash part, 57 amount first asked for (partial approval), 58 DCC amount. */
  readonly amountType: string;
  /** ISO 4217, numeric: '512'. */
  readonly currency: string;
  /** Minor units; below zero where the sign is D. */
  readonly minor: bigint;
};

/** DE 54: up to six amounts of 20 characters. Undefined where one of them is malformed. */
export function readAdditionalAmounts(text: string): readonly AdditionalAmount[] | undefined {
  if (text.length === 0 || text.length % 20 !== 0 || text.length > 120) return undefined;
  const amounts: AdditionalAmount[] = [];
  for (let at = 0; at < text.length; at += 20) {
    const sign = text.charAt(at + 7);
    if ((sign !== 'C' && sign !== 'D') || !digitsOnly(text, at, at + 7) || !digitsOnly(text, at + 8, at + 20)) return undefined;
    const minor = BigInt(text.slice(at + 8, at + 20));
    amounts.push({
      accountType: text.slice(at, at + 2),
      amountType: text.slice(at + 2, at + 4),
      currency: text.slice(at + 4, at + 7),
      minor: sign === 'D' ? -minor : minor,
    });
  }
  return amounts;
}

/** What readAdditionalAmounts reads; undefined for none, more than six, or one that does not fit. */
export function writeAdditionalAmounts(amounts: readonly AdditionalAmount[]): string | undefined {
  if (amounts.length === 0 || amounts.length > 6) return undefined;
  let text = '';
  for (const { accountType, amountType, currency, minor } of amounts) {
    const digits = writeAmount(minor < 0n ? -minor : minor);
    const head = `${accountType}${amountType}${currency}`;
    if (digits === undefined || head.length !== 7 || !digitsOnly(head, 0, 7)) return undefined;
    text += `${head}${minor < 0n ? 'D' : 'C'}${digits}`;
  }
  return text;
}

export type ReplacementAmounts = {
  /** What the transaction really came to, in the currency of DE 49; a partial reversal gives the rest back. */
  readonly transaction: bigint;
  readonly settlement: bigint;
  readonly transactionFee: bigint;
  readonly settlementFee: bigint;
};

/** DE 95: two amounts of 12 digits, two fees of sign and 8 digits. */
export function readReplacementAmounts(text: string): ReplacementAmounts | undefined {
  if (text.length !== 42) return undefined;
  const transaction = readAmount(text.slice(0, 12));
  const settlement = readAmount(text.slice(12, 24));
  // Terminals that know no fees send zeros without a sign.
  const fee = (part: string): bigint | undefined => (part === '000000000' ? 0n : readFee(part));
  const transactionFee = fee(text.slice(24, 33));
  const settlementFee = fee(text.slice(33, 42));
  if (transaction === undefined || settlement === undefined || transactionFee === undefined || settlementFee === undefined)
    return undefined;
  return { transaction, settlement, transactionFee, settlementFee };
}

/** Undefined where an amount does not fit. */
export function writeReplacementAmounts(amounts: ReplacementAmounts): string | undefined {
  const parts = [
    writeAmount(amounts.transaction),
    writeAmount(amounts.settlement),
    writeFee(amounts.transactionFee),
    writeFee(amounts.settlementFee),
  ];
  return parts.includes(undefined) ? undefined : parts.join('');
}
