// Which keys of a vendor's file the bank can serve.

import { parseOcraSuite } from '../../../crypto/ocra.ts';
import type { PskcKey } from '../../../crypto/pskc.ts';

export type ImportableRefusal =
  | 'serial-missing' // nobody at a branch could say which device it is
  | 'secret-short' // RFC 4226 R6: at least 128 bits
  | 'suite-unsupported' // an OCRA suite with a PIN or a session, which the bank does not know, or not 6 to 10 digits
  | 'token-expired';

/** Judges one key of a file; undefined when it may come into stock. */
export function judgeImportable(key: PskcKey, now: Temporal.Instant): ImportableRefusal | undefined {
  if (key.serial === '' || key.serial.length > 64) return 'serial-missing';
  if (key.secret.length < 16) return 'secret-short';
  if (key.validUntil !== undefined && Temporal.Instant.compare(key.validUntil, now) <= 0) return 'token-expired';
  if (key.suite === undefined) return undefined;
  const suite = parseOcraSuite(key.suite);
  if (suite.kind === 'refused') return 'suite-unsupported';
  const { pin, sessionBytes, digits } = suite.value;
  return pin !== undefined || sessionBytes !== undefined || digits < 6 ? 'suite-unsupported' : undefined;
}

/** A question of the suite's format from 32 bytes that belong to one operation: 8 characters where the suite allows as many. */
export function questionFor(suiteText: string, bytes: Uint8Array): string {
  const suite = parseOcraSuite(suiteText);
  if (suite.kind === 'refused') throw new Error('bug: a device with a suite that cannot be read');
  const { format, lengthMax } = suite.value.question;
  const length = Math.min(8, lengthMax);
  // Capitals without I and O beside the digits: read from a screen, typed on a small keypad.
  const alphabet = { numeric: '0123456789', hexadecimal: '0123456789ABCDEF', alphanumeric: '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ' }[format];
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let question = '';
  while (question.length < length) {
    question += alphabet[Number(number % BigInt(alphabet.length))] ?? '';
    number /= BigInt(alphabet.length);
  }
  return question;
}
