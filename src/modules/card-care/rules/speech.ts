// Sentences for a voice-response system in Arabic and English: plain text whose amounts and dates a speech engine reads as people say them.

import { currencyRow, type Money } from '../../../kernel/money.ts';

export const voiceLanguages = ['ar', 'en'] as const;
export type VoiceLanguage = (typeof voiceLanguages)[number];

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

// `#` stands for the number; forms without it have the number in the word. Units whose name a speech engine would not know are absent:
// their amounts are read as a decimal and the code.
const units: Readonly<Record<VoiceLanguage, Readonly<Record<string, { readonly major: Forms; readonly minor: Forms }>>>> = {
  en: {
    OMR: { major: { one: '# rial', other: '# rials' }, minor: { one: '# baisa', other: '# baisas' } },
    USD: { major: { one: '# US dollar', other: '# US dollars' }, minor: { one: '# cent', other: '# cents' } },
    EUR: { major: { one: '# euro', other: '# euros' }, minor: { one: '# cent', other: '# cents' } },
    GBP: { major: { one: '# pound', other: '# pounds' }, minor: { one: '# penny', other: '# pence' } },
    AED: { major: { one: '# dirham', other: '# dirhams' }, minor: { one: '# fils', other: '# fils' } },
    SAR: { major: { one: '# Saudi riyal', other: '# Saudi riyals' }, minor: { one: '# halala', other: '# halalas' } },
  },
  ar: {
    OMR: {
      major: { one: 'ريال عماني واحد', two: 'ريالان عمانيان', few: '# ريالات عمانية', many: '# ريالًا عمانيًا', other: '# ريال عماني' },
      minor: { one: 'بيسة واحدة', two: 'بيستان', few: '# بيسات', other: '# بيسة' },
    },
    USD: {
      major: { one: 'دولار أمريكي واحد', two: 'دولاران أمريكيان', few: '# دولارات أمريكية', many: '# دولارًا أمريكيًا', other: '# دولار أمريكي' },
      minor: { one: 'سنت واحد', two: 'سنتان', few: '# سنتات', many: '# سنتًا', other: '# سنت' },
    },
    EUR: {
      major: { one: 'يورو واحد', other: '# يورو' },
      minor: { one: 'سنت واحد', two: 'سنتان', few: '# سنتات', many: '# سنتًا', other: '# سنت' },
    },
    GBP: {
      major: {
        one: 'جنيه إسترليني واحد',
        two: 'جنيهان إسترلينيان',
        few: '# جنيهات إسترلينية',
        many: '# جنيهًا إسترلينيًا',
        other: '# جنيه إسترليني',
      },
      minor: { one: 'بنس واحد', two: 'بنسان', few: '# بنسات', many: '# بنسًا', other: '# بنس' },
    },
    AED: {
      major: {
        one: 'درهم إماراتي واحد',
        two: 'درهمان إماراتيان',
        few: '# دراهم إماراتية',
        many: '# درهمًا إماراتيًا',
        other: '# درهم إماراتي',
      },
      minor: { one: 'فلس واحد', two: 'فلسان', few: '# فلوس', many: '# فلسًا', other: '# فلس' },
    },
    SAR: {
      major: { one: 'ريال سعودي واحد', two: 'ريالان سعوديان', few: '# ريالات سعودية', many: '# ريالًا سعوديًا', other: '# ريال سعودي' },
      minor: { one: 'هللة واحدة', two: 'هللتان', few: '# هللات', other: '# هللة' },
    },
  },
};

const rules = { ar: new Intl.PluralRules('ar'), en: new Intl.PluralRules('en') } as const;

function counted(language: VoiceLanguage, forms: Forms, count: bigint): string {
  const form = forms[rules[language].select(Number(count))] ?? forms.other;
  return form.replace('#', count.toString());
}

/** An amount as it is said, without its sign: '12 rials and 500 baisas'. Digits are Latin in both languages: speech engines read them. */
export function sayAmount(language: VoiceLanguage, { currency, minor }: Money): string {
  const amount = minor < 0n ? -minor : minor;
  const { exponent } = currencyRow(currency);
  const scale = 10n ** BigInt(exponent);
  const [major, rest] = [amount / scale, amount % scale];
  const unit = units[language][currency];
  if (unit === undefined) return `${major}${exponent === 0 ? '' : `.${rest.toString().padStart(exponent, '0')}`} ${currency}`;
  if (rest === 0n) return counted(language, unit.major, major);
  const small = counted(language, unit.minor, rest);
  if (major === 0n) return small;
  return `${counted(language, unit.major, major)} ${language === 'ar' ? 'و' : 'and '}${small}`;
}

/** A day as it is said: '5 November 2026'. */
export function sayDay(language: VoiceLanguage, day: Temporal.PlainDate): string {
  const locale = language === 'ar' ? 'ar-OM-u-nu-latn' : 'en-GB';
  const shown = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return shown.format(Date.UTC(day.year, day.month - 1, day.day)).replace(/[\u200e\u200f]/g, '');
}

/** Four digits one by one, so that '4821' is not read as a number. */
export function sayDigits(digits: string): string {
  return [...digits].join(' ');
}

// What a merchant calls itself goes to a speech engine: letters, digits and spaces alone.
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();

const texts = {
  en: {
    verified: (last: string) => `Thank you. This is about the card ending in ${last}.`,
    balance: (amount: string) => `Your balance is ${amount}.`,
    owed: (amount: string) => `You owe ${amount}.`,
    held: (amount: string) => `${amount} is on hold.`,
    empty: 'There are no transactions.',
    blocked: (last: string, due: string) =>
      `The card ending in ${last} is blocked and will not work again. Please confirm your report in writing before the end of ${due}.`,
    known: (last: string) => `The card ending in ${last} is blocked already.`,
    notVerified: 'These details do not fit. Please try again.',
    usedUp: 'Too many tries. Please call the contact centre or visit a branch.',
    goodbye: 'Goodbye.',
    at: (what: string, where: string) => `${what} at ${where}`,
    line: (day: string, what: string, amount: string, direction: 'in' | 'out') =>
      `${day}: ${what}, ${amount} ${direction === 'in' ? 'credited' : 'debited'}.`,
  },
  ar: {
    verified: (last: string) => `شكرًا لك. هذه المكالمة عن البطاقة المنتهية بالأرقام ${last}.`,
    balance: (amount: string) => `رصيدك ${amount}.`,
    owed: (amount: string) => `عليك ${amount}.`,
    held: (amount: string) => `المبلغ المحجوز ${amount}.`,
    empty: 'لا توجد عمليات.',
    blocked: (last: string, due: string) =>
      `تم حظر البطاقة المنتهية بالأرقام ${last} ولن تعمل مرة أخرى. يرجى تأكيد بلاغك كتابةً قبل نهاية يوم ${due}.`,
    known: (last: string) => `البطاقة المنتهية بالأرقام ${last} محظورة من قبل.`,
    notVerified: 'هذه البيانات غير مطابقة. يرجى المحاولة مرة أخرى.',
    usedUp: 'تجاوزت عدد المحاولات. يرجى الاتصال بمركز الاتصال أو زيارة أحد الفروع.',
    goodbye: 'مع السلامة.',
    at: (what: string, where: string) => `${what} لدى ${where}`,
    line: (day: string, what: string, amount: string, direction: 'in' | 'out') =>
      `${day}: ${what}، ${amount}، ${direction === 'in' ? 'إضافة' : 'خصم'}.`,
  },
} as const;

const kinds: Readonly<Record<VoiceLanguage, Readonly<Record<string, string>>>> = {
  en: {
    purchase: 'purchase',
    cash: 'cash withdrawal',
    refund: 'refund',
    load: 'load',
    fee: 'fee',
    exchange: 'exchange between wallets',
    interest: 'interest',
    recovery: 'recovery of a debt',
    payout: 'pay-out',
    'dispute-credit': 'credit for a dispute',
    'dispute-debit': 'debit after a dispute',
    adjustment: 'adjustment',
  },
  ar: {
    purchase: 'شراء',
    cash: 'سحب نقدي',
    refund: 'استرجاع',
    load: 'شحن',
    fee: 'رسم',
    exchange: 'تحويل بين المحافظ',
    interest: 'فائدة',
    recovery: 'تحصيل دين',
    payout: 'صرف الرصيد',
    'dispute-credit': 'إضافة بسبب اعتراض',
    'dispute-debit': 'خصم بعد اعتراض',
    adjustment: 'تسوية',
  },
};

export type SpokenWallet = { readonly balance: Money; readonly held: Money };

/** What is said of the wallets: balance or debt of each, and what is on hold. */
export function sayBalances(language: VoiceLanguage, wallets: readonly SpokenWallet[]): string {
  const say = texts[language];
  return wallets
    .flatMap(({ balance, held }) => [
      balance.minor < 0n ? say.owed(sayAmount(language, balance)) : say.balance(sayAmount(language, balance)),
      ...(held.minor === 0n ? [] : [say.held(sayAmount(language, held))]),
    ])
    .join(' ');
}

export type SpokenTransaction = {
  readonly day: Temporal.PlainDate;
  readonly kind: string;
  readonly merchant: string;
  readonly amount: Money;
};

/** One sentence for each transaction, in the order given. */
export function sayTransactions(language: VoiceLanguage, transactions: readonly SpokenTransaction[]): string {
  const say = texts[language];
  if (transactions.length === 0) return say.empty;
  return transactions
    .map(({ day, kind, merchant, amount }) => {
      const what = kinds[language][kind] ?? kind;
      const where = plain(merchant);
      return say.line(
        sayDay(language, day),
        where === '' ? what : say.at(what, where),
        sayAmount(language, amount),
        amount.minor < 0n ? 'out' : 'in',
      );
    })
    .join(' ');
}

export const sayVerified = (language: VoiceLanguage, lastFour: string): string => texts[language].verified(sayDigits(lastFour));
export const sayKnown = (language: VoiceLanguage, lastFour: string): string => texts[language].known(sayDigits(lastFour));
export const sayBlocked = (language: VoiceLanguage, lastFour: string, due: Temporal.PlainDate): string =>
  texts[language].blocked(sayDigits(lastFour), sayDay(language, due));
export const sayNotVerified = (language: VoiceLanguage): string => texts[language].notVerified;
export const sayUsedUp = (language: VoiceLanguage): string => texts[language].usedUp;
export const sayGoodbye = (language: VoiceLanguage): string => texts[language].goodbye;
