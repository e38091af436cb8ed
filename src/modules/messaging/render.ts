// Turns a template and its values into the text that leaves the house.

import { IntlMessageFormat } from 'intl-messageformat';

import { currencyRow, isCurrency, toDecimal } from '../../kernel/money.ts';
import type { Language } from '../customers/index.ts';
import type { Programme } from '../programmes/index.ts';
import { templatesOf, type Template, type TemplateName } from './rules/template.ts';
import { findLink } from './rules/template-check.ts';

export type Values = Readonly<Record<string, string>>;

/** What a message looks like: a text, with a subject where it is an e-mail. */
export type Rendered = { readonly subject?: string; readonly text: string };

/** What messages need to know of a programme. */
export type MessageProgramme = Pick<Programme, 'programme' | 'title' | 'timeZone' | 'defaultLanguage' | 'contact'>;

const locales: Readonly<Record<Language, string>> = { ar: 'ar-OM', en: 'en-GB', fa: 'fa-IR', kk: 'kk-KZ' };
const rightToLeft = (language: Language): boolean => language === 'ar' || language === 'fa';

/** Shown in the place of a code wherever it is not the message itself. */
export const maskedCode = '••••••';

const formats = new Map<string, IntlMessageFormat>();

function format(language: Language, text: string, values: Values): string {
  const key = `${language} ${text}`;
  let compiled = formats.get(key);
  if (compiled === undefined) formats.set(key, (compiled = new IntlMessageFormat(text, locales[language], undefined, { ignoreTag: true })));
  return String(compiled.format(values));
}

/**
 * RB-14: a payee or a reference that a person wrote must not become a link in the bank's message,
 * nor start a line of its own, nor turn the direction of the text around it.
 */
export function defuse(value: string): string {
  const flat = value
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 120);
  return findLink(flat) === undefined ? flat : flat.replace(/[.:/@]+/g, ' ').replace(/ +/g, ' ');
}

// U+2068 … U+2069 isolate a value whose direction is not known, U+2066 … U+2069 a code, which reads from the left.
const isolate = (language: Language, value: string, left = false): string =>
  rightToLeft(language) && value !== '' ? `${left ? '\u2066' : '\u2068'}${value}\u2069` : value;

/** An amount in minor units as the language writes it, without the currency: '12.500', '۱۲٫۵۰۰'. */
export function writeAmount(language: Language, currency: string, minor: string): string {
  if (!isCurrency(currency) || !/^-?\d{1,18}$/.test(minor)) return minor;
  const decimals = currencyRow(currency).decimalsShown;
  const decimal = toDecimal({ currency, minor: BigInt(minor) }) as Intl.StringNumericLiteral;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const numbers = kept(numberFormats, `${language} ${decimals}`, () => new Intl.NumberFormat(locales[language], digits));
  return numbers.format(decimal);
}

const numberFormats = new Map<string, Intl.NumberFormat>();
const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** Made once for each key: making one costs more than a hundred uses. Languages, currencies and time zones are few. */
function kept<Format>(formatsOf: Map<string, Format>, key: string, make: () => Format): Format {
  let found = formatsOf.get(key);
  if (found === undefined) formatsOf.set(key, (found = make()));
  return found;
}

/** A time as the language and the programme's zone write it. Without the narrow space of CLDR, which is no GSM letter. */
export function writeTime(language: Language, timeZone: string, time: Temporal.Instant): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone } as const;
  const shown = kept(timeFormats, `${language} ${timeZone}`, () => new Intl.DateTimeFormat(locales[language], style));
  return shown.format(time.epochMilliseconds).replace(/[\u202f\u00a0]/g, ' ');
}

/** One line on an operation from its details (`kind`, `amount` in minor units, `currency`, `payee`). */
export function writeSummary(language: Language, details: Values): string {
  const { fragments, kinds } = templatesOf(language);
  const kind = kinds[details['kind'] ?? ''] ?? kinds['other'] ?? '';
  const { amount, currency, payee } = details;
  if (amount === undefined || currency === undefined) return kind;
  const shape = payee === undefined || payee === '' ? fragments['summaryMoney'] : fragments['summaryMoneyTo'];
  return format(language, shape ?? '', {
    kind,
    amount: isolate(language, writeAmount(language, currency, amount)),
    currency,
    payee: isolate(language, defuse(payee ?? '')),
  });
}

/** The values that every template may use, as they stand when a message is made. */
export function standingValues(programme: MessageProgramme, language: Language, now: Temporal.Instant): Record<string, string> {
  const { contact, title, timeZone } = programme;
  return {
    bank: title[language] ?? title.en ?? programme.programme,
    centre: contact.centre,
    shortNumber: contact.shortNumber,
    securityEmail: contact.email,
    domain: contact.domain,
    time: writeTime(language, timeZone, now),
  };
}

const plainFields = new Set(['bank', 'summary', 'time']);
const leftFields = new Set([
  'centre',
  'shortNumber',
  'securityEmail',
  'domain',
  'code',
  'reference',
  'case',
  'accountEnd',
  'mobileEnd',
  'serialEnd',
]);

/**
 * The text of a message. With `code` in the values the text carries it; the WebOTP form adds the last line
 * `@host #code` (host and code alone, so that the phone's system finds them).
 * @throws where a value that the template names is missing: a bug of the caller
 */
export function render(message: { channel: 'sms' | 'email'; template: TemplateName; language: Language; values: Values }): Rendered {
  const { channel, language } = message;
  const { fragments, templates } = templatesOf(language);
  const template = templates[message.template] as Template;
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.values)) {
    values[name] = plainFields.has(name) ? value : isolate(language, value, leftFields.has(name));
  }
  values['safety'] = fragments['safety'] ?? '';
  const body = format(language, template.text, values);
  const alert = template.alert === true ? format(language, fragments['notYou'] ?? '', values) : '';
  if (channel === 'sms') {
    const text = alert === '' ? body : `${body} ${alert}`;
    const { code, host } = message.values;
    return { text: host === undefined || host === '' ? text : `${text}\n\n@${host} #${code ?? ''}` };
  }
  const parts =
    template.staff === true
      ? [body, message.values['bank'] ?? '']
      : [fragments['greeting'] ?? '', body, alert, format(language, fragments['footer'] ?? '', values)];
  return { subject: `${message.values['bank'] ?? ''}: ${template.subject ?? ''}`, text: parts.filter((part) => part !== '').join('\n\n') };
}
