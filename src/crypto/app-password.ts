// Which app passwords are refused at once: five tries against the bank are many where half the customers chose 123456.

/** The programme's bounds, in characters. */
export type AppPasswordBounds = { readonly lengthMin: number; readonly lengthMax: number };

export type AppPasswordRefusal = 'password-length' | 'password-characters' | 'password-trivial';

/** One spelling for one password: NFC, and Arabic-Indic and Persian digits as Latin ones, whatever keyboard typed them. */
export function normaliseAppPassword(password: string): string {
  return password
    .normalize('NFC')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
}

const rows = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop'];

// Patterns of keypads and words that come first in every published list of leaked PINs and passwords.
const common = new Set([
  '147258',
  '258369',
  '159753',
  '159357',
  '147852',
  '963852',
  '456123',
  '789456',
  '789123',
  '321654',
  '852456',
  '147896',
  '123698',
  '142536',
  '102030',
  '121314',
  '131313',
  '101010',
  '112233',
  '332211',
  '123321',
  '654123',
  '246810',
  '135790',
  '135791',
  '123654',
  '14725836',
  '1q2w3e',
  '1q2w3e4r',
  '1qaz2wsx',
  'qazwsx',
  'password',
  'passw0rd',
  'letmein',
  'welcome',
  'iloveyou',
  'dragon',
  'monkey',
  'abc123',
  '123abc',
  'admin1',
  'secret',
  '007007',
  '520520',
  '314159',
  '271828',
  '11223344',
  '12344321',
  '10203040',
]);

function isRun(text: string): boolean {
  const turned = Array.from(text).reverse().join('');
  return rows.some((row) => {
    const twice = row + row;
    return twice.includes(text) || twice.includes(turned);
  });
}

/** Whether the text is one block of up to half its length, again and again: 111111, 121212, 123123, 19851985. */
function isRepeat(text: string): boolean {
  for (let size = 1; size <= text.length / 2; size += 1) {
    if (
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length) === text
    )
      return true;
  }
  return false;
}

/** A date as people write a birthday in eight digits, or nothing but years: 19850412, 12041985, 19851990. */
function isDate(text: string): boolean {
  if (!/^\d{8}$/.test(text)) return false;
  const year = /^(19|20)\d\d$/;
  if (year.test(text.slice(0, 4)) && year.test(text.slice(4))) return true;
  const fits = (y: string, a: string, b: string): boolean =>
    year.test(y) && Number(a) >= 1 && Number(b) >= 1 && Number(a) <= 31 && Number(b) <= 31 && (Number(a) <= 12 || Number(b) <= 12);
  return fits(text.slice(0, 4), text.slice(4, 6), text.slice(6)) || fits(text.slice(4), text.slice(0, 2), text.slice(2, 4));
}

/** Digits in equal pairs, 112233 or 445566, and anything with fewer than three different characters. */
function isThin(text: string): boolean {
  if (new Set(text).size < 3) return true;
  if (text.length % 2 === 1 || !/^(?:(.)\1)+$/.test(text)) return false;
  return isRun(
    Array.from(text)
      .filter((_, index) => index % 2 === 0)
      .join(''),
  );
}

/**
 * Judges a chosen app password (TK-11); undefined when it may be used. Letters, digits and signs are allowed, no spaces.
 * Lengths are in characters of the normalised form.
 */
export function judgeAppPassword(password: string, bounds: AppPasswordBounds): AppPasswordRefusal | undefined {
  const text = normaliseAppPassword(password);
  if (!/^[\p{L}\p{M}\p{N}\p{P}\p{S}]*$/u.test(text)) return 'password-characters';
  const { length } = Array.from(text);
  if (length < bounds.lengthMin || length > bounds.lengthMax) return 'password-length';
  const folded = text.toLowerCase();
  if (isThin(folded) || isRun(folded) || isRepeat(folded) || isDate(folded) || common.has(folded)) return 'password-trivial';
  return undefined;
}
