// DE 53, security related control information: under which key and in which format a PIN block is, or which key is changed.

export type SecurityControl = {
  /** ISO 9564-1 format of the PIN block; undefined where there is none. */
  readonly pinBlockFormat: 0 | 3 | 4 | undefined;
  /** Which of the keys that were agreed: 0 to 99. */
  readonly keyIndex: number;
};

// The code of the format stands where the schemes have it (digits 5 and 6); 01 is format 0 there.
const formats: readonly (readonly [string, SecurityControl['pinBlockFormat']])[] = [
  ['00', undefined],
  ['01', 0],
  ['03', 3],
  ['04', 4],
];

/** 16 digits: 20, algorithm (01 TDES, 02 AES), format code, key index, eight zeros. Undefined for another control code or format. */
export function readSecurityControl(text: string): SecurityControl | undefined {
  const format = formats.find(([code]) => code === text.slice(4, 6));
  if (text.length !== 16 || !text.startsWith('20') || format === undefined) return undefined;
  const algorithm = text.slice(2, 4);
  if (format[1] !== undefined && algorithm !== (format[1] === 4 ? '02' : '01')) return undefined;
  return { pinBlockFormat: format[1], keyIndex: Number(text.slice(6, 8)) };
}

export function writeSecurityControl({ pinBlockFormat, keyIndex }: SecurityControl): string {
  const [code = '00'] = formats.find(([, format]) => format === pinBlockFormat) ?? [];
  return `20${pinBlockFormat === 4 ? '02' : '01'}${code}${keyIndex.toString().padStart(2, '0')}00000000`;
}
