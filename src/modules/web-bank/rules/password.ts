// What a password of the web bank may be (RB-18): long enough, not among the first that are tried, not the customer's own name.

import { refused, type Refused } from '../../../kernel/refusal.ts';
import { toLatinDigits } from '../../../kernel/digits.ts';
import { commonBases } from './common-passwords.ts';

// NIST SP 800-63B-4 asks for eight characters where a second factor follows; payments always have one here. Ten leaves a margin.
export const passwordLengthMin = 10;
// Long enough for any passphrase, short enough that hashing one costs no more than another.
export const passwordLengthMax = 128;

export type PasswordRefusal = 'password-too-short' | 'password-too-long' | 'password-common' | 'password-like-name';

/** One spelling of what the person typed, whatever keyboard made it. */
export function normalisePassword(password: string): string {
  return password.normalize('NFC');
}

const letters: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const plainRuns = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '01234567890',
  'йцукенгшщзхъ',
  'фывапролджэ',
  'ячсмитьбю',
  'ابتثجحخدذرز',
  'ضصثقفغعهخحجد',
];
const runs = plainRuns.flatMap((run) => [run, [...run].reverse().join('')]);

/** Whether the text is made of few characters, or of runs of the alphabet, the digits or the keyboard. */
function isMonotonous(text: string): boolean {
  if (new Set(text).size <= 3) return true;
  // A unit that is repeated: 'abcabcabc'.
  if (/^(.{1,6})\1+.{0,3}$/su.test(text)) return true;
  let inRuns = 0;
  for (let at = 0; at < text.length;) {
    let length = 0;
    for (let end = Math.min(text.length, at + 12); end - at >= 3 && length === 0; end -= 1) {
      const part = text.slice(at, end);
      if (runs.some((run) => run.includes(part))) length = end - at;
    }
    inRuns += length;
    at += Math.max(1, length);
  }
  return inRuns >= text.length - 2;
}

function isCommon(password: string): boolean {
  const text = toLatinDigits(password.normalize('NFKC')).toLowerCase().replace(/\s+/g, '');
  if (isMonotonous(text)) return true;
  // 'P@ssw0rd2024!' → 'password': what stands around and between letters is the decoration that everyone adds.
  const bare = text.replace(/^[^\p{L}@$]+|[^\p{L}@$]+$/gu, '');
  const candidates = new Set([bare, bare.replace(/[0134578@$!]/g, (sign) => letters[sign] ?? sign), bare.replace(/[^\p{L}]/gu, '')]);
  for (const candidate of candidates) {
    if (candidate.length < 3 || commonBases.has(candidate)) return true;
    // Two words of the list together are no better than one.
    for (let cut = 3; cut <= candidate.length - 3; cut += 1) {
      if (commonBases.has(candidate.slice(0, cut)) && commonBases.has(candidate.slice(cut))) return true;
    }
  }
  return false;
}

/**
 * Whether the password may be used; undefined where it may.
 * @param about words of the customer that must not be in it: names, user name, mobile number
 */
export function judgePassword(password: string, about: readonly string[]): Refused<PasswordRefusal> | undefined {
  const normal = normalisePassword(password);
  const length = [...normal].length;
  if (length < passwordLengthMin) return refused('password-too-short', { lengthMin: passwordLengthMin });
  if (length > passwordLengthMax) return refused('password-too-long', { lengthMax: passwordLengthMax });
  const folded = toLatinDigits(normal).toLowerCase();
  const words = about.flatMap((text) => text.toLowerCase().split(/[\s.@+_-]+/)).filter((word) => [...word].length >= 4);
  if (words.some((word) => folded.includes(word))) return refused('password-like-name');
  if (isCommon(normal)) return refused('password-common');
  return undefined;
}
