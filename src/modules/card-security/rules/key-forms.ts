// Forms of keys and PINs: odd parity, components, what a good PIN is. Pure.

import { xor } from '../../../crypto/block-cipher.ts';

/** DES keys carry odd parity in the lowest bit of each byte (FIPS 46-3). */
export function withOddParity(key: Uint8Array): Uint8Array {
  return key.map((byte) => {
    let ones = 0;
    for (let bit = 1; bit < 8; bit += 1) ones += (byte >> bit) & 1;
    return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
  });
}

/** The key that two or three components make together; undefined where their number or lengths do not fit. */
export function combineComponents(components: readonly Uint8Array[]): Uint8Array | undefined {
  const [first, ...others] = components;
  if (first === undefined || others.length === 0 || others.length > 2 || first.length !== 16) return undefined;
  let key = first;
  for (const component of others) {
    if (component.length !== first.length) return undefined;
    key = xor(key, component);
  }
  // Equal components leave nothing of themselves.
  return key.every((byte) => byte === 0) ? undefined : key;
}

/** Whether a PIN has the programme's digits and is not among the first that a thief tries: 1111, 1234, 4321. */
export function isGoodPin(pin: string, digits: number): boolean {
  if (pin.length !== digits || !/^\d+$/.test(pin)) return false;
  const steps = new Set([...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10));
  const [step] = steps;
  return steps.size > 1 || (step !== 0 && step !== 1 && step !== 9);
}
