// Numbers, money and dates as the chosen language writes them.
import { currencyRow, isCurrency, toDecimal, type MoneyJson } from '../../../src/kernel/money.ts';
import { currentLanguage, languageRows } from './language.ts';

/** What Intl takes as an exact decimal; its types know plain numbers and bigints first. */
type Decimal = `${number}`;

export type MoneyPart = { readonly type: string; readonly value: string };

function moneyFormat(currency: string, decimals: number, signed: boolean): Intl.NumberFormat {
  return new Intl.NumberFormat(languageRows[currentLanguage()].numberTag, {
    style: 'currency',
    currency,
    // English and Kazakh readers know the code; Arabic has its own sign, which Intl gives for 'symbol'.
    currencyDisplay: currentLanguage() === 'ar' ? 'symbol' : 'code',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: signed ? 'exceptZero' : 'auto',
  });
}

/** The parts of an amount in the order of the language. Decimals come from our table, never from Intl. */
export function moneyParts(amount: MoneyJson, options: { readonly signed?: boolean } = {}): readonly MoneyPart[] {
  if (!isCurrency(amount.currency)) return [{ type: 'literal', value: `${amount.minor} ${amount.currency}` }];
  const decimal = toDecimal({ currency: amount.currency, minor: BigInt(amount.minor) }) as Decimal;
  const format = moneyFormat(amount.currency, currencyRow(amount.currency).decimalsShown, options.signed ?? false);
  // A hyphen for a minus is too short beside digits; where the language has another sign, it stays.
  return format
    .formatToParts(decimal as unknown as number)
    .map((part) => (part.type === 'minusSign' ? { ...part, value: part.value.replace('-', '\u2212') } : part));
}

export function formatMoney(amount: MoneyJson, options: { readonly signed?: boolean } = {}): string {
  return moneyParts(amount, options)
    .map((part) => part.value)
    .join('');
}

export function formatNumber(value: number | bigint): string {
  return new Intl.NumberFormat(languageRows[currentLanguage()].numberTag).format(value);
}

/** Minutes and seconds, '1:05', in the digits of the language. */
export function formatDuration(seconds: number): string {
  const two = new Intl.NumberFormat(languageRows[currentLanguage()].numberTag, { minimumIntegerDigits: 2, useGrouping: false });
  return `${formatNumber(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`;
}

// Kazakh months; Chromium's own data has none.
const monthsKk = ['қаңтар', 'ақпан', 'наурыз', 'сәуір', 'мамыр', 'маусым', 'шілде', 'тамыз', 'қыркүйек', 'қазан', 'қараша', 'желтоқсан'];

/** A month of the Gregorian calendar, given as YYYY-MM: statements are made by it in every language. */
export function monthName(month: string): string {
  const [year = '', number = ''] = month.split('-');
  const language = currentLanguage();
  if (language === 'kk') return `${year} ж. ${monthsKk[Number(number) - 1] ?? ''}`;
  const tag = language === 'fa' ? 'fa-IR-u-ca-gregory-nu-arabext' : languageRows[language].tag;
  return new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`));
}

export type DateShape = 'date' | 'date-time' | 'time' | 'day';

const shapes: Record<DateShape, Intl.DateTimeFormatOptions> = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  'date-time': { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'long' },
};

/** A moment, given in RFC 3339, in the calendar of the language and the time zone of the bank. */
export function formatDate(moment: string, shape: DateShape, timeZone = 'Asia/Muscat'): string {
  const date = new Date(moment);
  const language = currentLanguage();
  if (language !== 'kk')
    return new Intl.DateTimeFormat(languageRows[language].tag, { ...shapes[shape], timeZone, hourCycle: 'h23' }).format(date);
  const parts = new Intl.DateTimeFormat('en-GB', { ...shapes['date-time'], month: 'numeric', timeZone, hourCycle: 'h23' }).formatToParts(
    date,
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  const time = `${part('hour')}:${part('minute')}`;
  const day = `${Number(part('day'))} ${monthsKk[Number(part('month')) - 1]}`;
  if (shape === 'time') return time;
  if (shape === 'day') return day;
  const full = `${part('year')} ж. ${day}`;
  return shape === 'date' ? full : `${full}, ${time}`;
}
