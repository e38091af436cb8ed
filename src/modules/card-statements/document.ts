// A statement as texts for paper: words, amounts and days as the holder's language writes them.

import { isCurrency, money, toDecimal } from '../../kernel/money.ts';
import { divide } from '../../kernel/rate.ts';
import { isLanguage, type Language } from '../customers/index.ts';
import { writeAmount, writeTime } from '../messaging/index.ts';
import type { StatementContent, StatementEntry, StatementHold, StatementWallet } from './rules/statement.ts';
import { fill, kindOf, wordsOf, type Words } from './words.ts';

export type DocumentNames = {
  /** The bank's name and the product's, in the language of the statement. */
  readonly bank: string;
  readonly product: string;
  readonly timeZone: string;
};

const locales: Readonly<Record<Language, string>> = { ar: 'ar-OM', en: 'en-GB', fa: 'fa-IR', kk: 'kk-KZ' };

type Writer = {
  readonly language: Language;
  readonly words: Words;
  amount(currency: string, minor: string): string;
  money(value: { readonly currency: string; readonly minor: string }): string;
  day(iso: string): string;
  percent(ppm: number): string;
  number(text: string): string;
};

function writerFor(language: Language): Writer {
  const locale = locales[language];
  const days = new Intl.DateTimeFormat(locale, { day: '2-digit', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const amount = (currency: string, minor: string): string => writeAmount(language, currency, minor);
  return {
    language,
    words: wordsOf(language),
    amount,
    money: ({ currency, minor }) => `${amount(currency, minor)}\u00a0${currency}`,
    day: (iso) => days.format(new Date(`${iso}T00:00:00Z`)).replace(/[\u202f\u00a0]/g, ' '),
    percent: (ppm) => percents.format(ppm / 1_000_000),
    number: (text) => numbers.format(text as Intl.StringNumericLiteral),
  };
}

/** 2600800 millionths → '2.6008': exact to six places, from the ratio. */
function rateDecimal({ numerator, denominator }: { readonly numerator: string; readonly denominator: string }): string {
  const text = divide(BigInt(numerator) * 1_000_000n, BigInt(denominator), 'half-even')
    .toString()
    .padStart(7, '0');
  return `${text.slice(0, -6)}.${text.slice(-6)}`;
}

const placeOf = ({ city, country }: { readonly city?: string; readonly country?: string }): string =>
  [city, country].filter(Boolean).join(', ');

function notesOf(writer: Writer, currency: string, entry: StatementEntry): string[] {
  const { words } = writer;
  const notes: string[] = [];
  const where = placeOf(entry.merchant ?? {});
  if (where !== '') notes.push(where);
  if (entry.original !== undefined && entry.rate !== undefined) {
    const rate = writer.number(rateDecimal(entry.rate));
    const markUp = entry.rate.markUpPpm === 0 ? '' : ` · ${fill(words.markUp, { percent: writer.percent(entry.rate.markUpPpm) })}`;
    notes.push(`${fill(words.original, { amount: writer.money(entry.original), rate })} (${entry.rate.source})${markUp}`);
  }
  if (entry.vat !== undefined) {
    const amount = writer.amount(currency, entry.vat.amount.replace('-', ''));
    notes.push(fill(words.vatOf, { amount, percent: writer.percent(entry.vat.ppm) }));
  }
  if (entry.dynamicConversion !== undefined) notes.push(entry.dynamicConversion['accepted'] === false ? words.offered : words.converted);
  return notes;
}

const ending = (lastFour: string | undefined): string => (lastFour === undefined ? '' : `•••• ${lastFour}`);

function entryOf(writer: Writer, currency: string, entry: StatementEntry): object {
  const kind = kindOf(writer.words, entry.kind, entry.detail);
  return {
    date: writer.day(entry.postedOn),
    title: entry.merchant === undefined || entry.merchant.name === '' ? kind : `${entry.merchant.name} · ${kind}`,
    card: ending(entry.cardLastFour),
    notes: notesOf(writer, currency, entry),
    amount: writer.amount(currency, entry.amount),
    balance: writer.amount(currency, entry.balance),
  };
}

function walletOf(writer: Writer, wallet: StatementWallet): object {
  const { words } = writer;
  const { currency, fees, vat } = wallet;
  const part = (name: string, minor: string): string[] => (minor === '0' ? [] : [`${name} ${writer.amount(currency, minor)}`]);
  return {
    currency,
    title: fill(words.wallet, { currency }),
    opening: writer.amount(currency, wallet.opening),
    closing: writer.amount(currency, wallet.closing),
    moneyIn: writer.amount(currency, wallet.moneyIn),
    moneyOut: writer.amount(currency, wallet.moneyOut),
    parts: [...part(words.fees, fees), ...part(words.vat, vat)],
    entries: wallet.entries.map((entry) => entryOf(writer, currency, entry)),
  };
}

function holdOf(writer: Writer, timeZone: string, hold: StatementHold): object {
  const day = Temporal.Instant.from(hold.at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const where = placeOf(hold);
  return {
    date: writer.day(day),
    title: [hold.merchantName, where].filter((text) => text !== '').join(' · '),
    card: ending(hold.cardLastFour),
    amount: hold.amounts.map((amount) => writer.money(amount)).join(' + '),
  };
}

/** Everything that the page shows, as texts: the template only places them. */
export function documentOf(content: StatementContent, names: DocumentNames): object {
  const language = isLanguage(content.language) ? content.language : 'en';
  const writer = writerFor(language);
  const { words } = writer;
  const rtl = language === 'ar' || language === 'fa';
  const owes = content.wallets.some(({ closing }) => closing.startsWith('-'));
  return {
    language,
    rtl,
    fonts: rtl ? ['Vazirmatn', 'Inter'] : ['Inter', 'Vazirmatn'],
    digits: Array.from({ length: 10 }, (_, digit) => writer.number(String(digit))),
    words,
    title: words.title,
    bank: names.bank,
    product: names.product,
    period: `${writer.day(content.fromDay)} – ${writer.day(content.toDay)}`,
    statementDay: writer.day(content.statementDay),
    holder: {
      name: rtl ? content.holder.name : content.holder.nameLatin,
      number: content.holder.customerNumber,
      address: content.holder.address,
    },
    account: content.accountId,
    cards: content.cards.map(({ lastFour }) => ending(lastFour)),
    wallets: content.wallets.map((wallet) => walletOf(writer, wallet)),
    holds: content.holds.map((hold) => holdOf(writer, names.timeZone, hold)),
    holdsNote: fill(words.holdsNote, { time: writeTime(language, names.timeZone, Temporal.Instant.from(content.madeAt)) }),
    notes: [
      fill(words.dispute, { day: writer.day(content.disputeUntil) }),
      ...(owes ? [words.negative] : []),
      fill(words.terms, { version: content.termsVersion }),
    ],
    footer: `${names.bank} · ${words.title} · ${writer.day(content.statementDay)}`,
  };
}

const cell = (text: string): string => {
  // A text that a spreadsheet would take for a formula is kept a text.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const columns = [
  ...['wallet', 'posted_on', 'occurred_at', 'kind', 'detail', 'amount', 'balance', 'currency', 'vat_amount', 'vat_percent'],
  ...['original_amount', 'original_currency', 'rate', 'rate_source', 'rate_at', 'mark_up_percent', 'merchant', 'city', 'country'],
  ...['mcc', 'card', 'dynamic_conversion', 'verification', 'transaction_id', 'part', 'parent_id'],
];

function decimalOf(currency: string, minor: string): string {
  if (!isCurrency(currency)) throw new Error(`bug: a statement in ${currency}`);
  return toDecimal(money(currency, BigInt(minor)));
}

function row(currency: string, entry: StatementEntry): string[] {
  const { original, rate, vat, merchant } = entry;
  return [
    ...[
      currency,
      entry.postedOn,
      entry.occurredAt,
      entry.kind,
      entry.detail,
      decimalOf(currency, entry.amount),
      decimalOf(currency, entry.balance),
    ],
    ...[currency, vat === undefined ? '' : decimalOf(currency, vat.amount), vat === undefined ? '' : String(vat.ppm / 10_000)],
    ...[original === undefined ? '' : decimalOf(original.currency, original.minor), original?.currency ?? ''],
    ...[
      rate === undefined ? '' : rateDecimal(rate),
      rate?.source ?? '',
      rate?.at ?? '',
      rate === undefined ? '' : String(rate.markUpPpm / 10_000),
    ],
    ...[merchant?.name ?? '', merchant?.city ?? '', merchant?.country ?? '', merchant?.mcc ?? '', entry.cardLastFour ?? ''],
    ...[entry.dynamicConversion === undefined ? '' : JSON.stringify(entry.dynamicConversion), entry.verification ?? ''],
    ...[entry.transactionId, String(entry.part), entry.parentId ?? ''],
  ];
}

/**
 * The statement as CSV (RFC 4180): one line for each entry, between a line with the opening and one with the closing balance
 * of its wallet. Amounts are decimals with a point, in the wallet's currency.
 */
export function csvOf(content: StatementContent): string {
  const lines = content.wallets.flatMap(({ currency, opening, closing, entries }) => {
    const mark = (kind: string, day: string, balance: string): string[] =>
      columns.map((name) =>
        name === 'wallet' || name === 'currency'
          ? currency
          : name === 'posted_on'
            ? day
            : name === 'kind'
              ? kind
              : name === 'balance'
                ? decimalOf(currency, balance)
                : '',
      );
    return [
      mark('opening', content.fromDay, opening),
      ...entries.map((entry) => row(currency, entry)),
      mark('closing', content.toDay, closing),
    ];
  });
  return [columns, ...lines]
    .map((line) => line.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n');
}
