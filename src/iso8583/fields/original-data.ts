// DE 90, original data elements: which message a reversal or an advice is about.

export type OriginalData = {
  readonly mti: string;
  /** DE 11 of the original. */
  readonly stan: string;
  /** DE 7 of the original, MMDDhhmmss. */
  readonly transmittedAt: string;
  /** DE 32 of the original without leading zeros; undefined where it had none. */
  readonly acquirer: string | undefined;
  /** DE 33 of the original, likewise. */
  readonly forwarder: string | undefined;
};

function withoutZeros(text: string): string | undefined {
  let at = 0;
  while (at < text.length && text.charAt(at) === '0') at += 1;
  return at === text.length ? undefined : text.slice(at);
}

/** 42 digits: MTI 4, STAN 6, time 10, acquirer 11, forwarder 11. */
export function readOriginalData(text: string): OriginalData | undefined {
  if (text.length !== 42) return undefined;
  return {
    mti: text.slice(0, 4),
    stan: text.slice(4, 10),
    transmittedAt: text.slice(10, 20),
    acquirer: withoutZeros(text.slice(20, 31)),
    forwarder: withoutZeros(text.slice(31, 42)),
  };
}

/** Undefined where a part is longer than its place. */
export function writeOriginalData({ mti, stan, transmittedAt, acquirer = '', forwarder = '' }: OriginalData): string | undefined {
  const text = [mti, stan.padStart(6, '0'), transmittedAt, acquirer.padStart(11, '0'), forwarder.padStart(11, '0')].join('');
  return text.length === 42 && mti.length === 4 && transmittedAt.length === 10 && stan.length <= 6 && acquirer.length <= 11
    ? text
    : undefined;
}
