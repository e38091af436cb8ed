// What funding answers, as JSON of both doors.

import type { Static } from 'typebox';

import { isUuid } from '../../kernel/ids.ts';
import { isCurrency, money, toJson, type MoneyJson } from '../../kernel/money.ts';
import { divide, type Rate } from '../../kernel/rate.ts';
import type { Authorization } from '../../modules/card-authorizations/index.ts';
import type { BankFileRow, ClosingView, Load, Mandate, RegisteredTravel } from '../../modules/card-funding/index.ts';
import { maskIban, rateText } from '../../modules/card-funding/index.ts';
import type { Language } from '../../modules/customers/index.ts';
import type { Quote } from '../../modules/exchange/index.ts';
import type { CardTransaction } from '../../modules/wallets/index.ts';
import type * as contracts from './contracts/card-funding.ts';

export function moneyOf(currency: string, minor: bigint): MoneyJson {
  if (!isCurrency(currency)) throw new Error(`bug: an amount in ${currency}`);
  return toJson(money(currency, minor));
}

/** To six places, without zeros at the end: for people; the exact ratio stands beside it. */
export function decimalOf({ numerator, denominator }: Pick<Rate, 'numerator' | 'denominator'>): string {
  const text = divide(numerator * 1_000_000n, denominator, 'half-even')
    .toString()
    .padStart(7, '0');
  const fraction = text.slice(-6).replace(/0+$/, '');
  return `${text.slice(0, -6)}${fraction === '' ? '' : `.${fraction}`}`;
}

const present = <Value>(name: string, value: Value | null | undefined): Record<string, Value> =>
  value === null || value === undefined ? {} : { [name]: value };

/** @param lastFours by card */
export function transactionAnswer(
  row: CardTransaction,
  lastFours: ReadonlyMap<string, string>,
): Static<typeof contracts.CardTransactionAnswer> {
  const { walletCurrency, rate } = row;
  const hasMerchant = row.merchantName !== '' || row.mcc !== null;
  return {
    transactionId: row.id,
    part: row.part,
    kind: row.kind,
    detail: row.detail,
    amount: moneyOf(walletCurrency, row.amount),
    ...(row.vatAmount === 0n ? {} : { vat: { amount: moneyOf(walletCurrency, row.vatAmount), ppm: row.vatPpm } }),
    ...(row.originalAmount === null || row.originalCurrency === null
      ? {}
      : { original: moneyOf(row.originalCurrency, row.originalAmount) }),
    ...(rate === null || row.rateAt === null
      ? {}
      : {
          rate: {
            decimal: decimalOf(rate),
            numerator: String(rate.numerator),
            denominator: String(rate.denominator),
            source: row.rateSource ?? '',
            at: row.rateAt.toString(),
            markUpPpm: row.markUpPpm,
          },
        }),
    ...present('cardId', row.cardId),
    ...present('cardLastFour', row.cardId === null ? null : lastFours.get(row.cardId)),
    ...(hasMerchant
      ? {
          merchant: {
            name: row.merchantName,
            ...present('city', row.city),
            ...present('country', row.country),
            ...present('mcc', row.mcc),
          },
        }
      : {}),
    ...(row.dynamicConversion === null ? {} : { dynamicConversion: { ...row.dynamicConversion } }),
    ...present('verification', row.verification),
    ...present('authorizationId', row.authorizationId),
    ...present('parentId', row.parentId),
    termsVersion: row.termsVersion,
    ...present('feeVersion', row.feeVersion),
    ...present('holdPolicyVersion', row.holdPolicyVersion),
    occurredAt: row.occurredAt.toString(),
    postedAt: row.postedAt.toString(),
    postedOn: row.postedOn,
  };
}

export function holdAnswer(one: Authorization, lastFours: ReadonlyMap<string, string>): Static<typeof contracts.CardHoldAnswer> {
  return {
    authorizationId: one.id,
    at: one.requestedAt.toString(),
    ...present('expiresAt', one.expiresAt?.toString()),
    merchantName: one.merchantName,
    ...present('city', one.city),
    ...present('country', one.country),
    original: toJson(one.authorized),
    held: one.held.map(toJson),
    ...present('cardLastFour', lastFours.get(one.cardId)),
    ...(one.dynamicConversion === undefined ? {} : { dynamicConversion: { ...one.dynamicConversion } }),
  };
}

/** Where a page of loads begins, of a cursor's parts; nothing of one that is none of ours. */
export function beforeOf([askedAt = '', id = '']: readonly string[]): { before?: readonly [string, string] } {
  const isTime = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(askedAt);
  return isTime && isUuid(id) ? { before: [askedAt, id] } : {};
}

export function loadAnswer(row: Load): Static<typeof contracts.LoadAnswer> {
  return {
    loadId: row.id,
    source: row.source,
    amount: moneyOf(row.currency, row.amount),
    status: row.status,
    ...present('mandateId', row.mandateId),
    ...present('reference', row.reference),
    ...present('fileId', row.fileId),
    ...present('returnReason', row.returnReason),
    askedAt: row.askedAt.toString(),
    ...present('postedAt', row.postedAt?.toString()),
    ...present('endedAt', row.endedAt?.toString()),
  };
}

export function mandateAnswer(row: Mandate): Static<typeof contracts.MandateAnswer> {
  const { reference, iban, bankCode, bankName, holderName, operationId, givenAt, endedAt, endReason } = row;
  return {
    mandateId: row.id,
    reference,
    iban,
    bankCode,
    bankName,
    holderName,
    amountMax: moneyOf(row.currency, row.amountMax),
    operationId,
    givenAt: givenAt.toString(),
    ...present('endedAt', endedAt?.toString()),
    ...present('endReason', endReason),
  };
}

export function quoteAnswer(given: Quote): Static<typeof contracts.QuoteAnswer> {
  const { id, from, to, spread, spreadPpm, rate, quotedAt, expiresAt } = given;
  return {
    quoteId: id,
    from: toJson(from),
    to: toJson(to),
    spread: toJson(spread),
    spreadPpm,
    rate: rateText(given),
    source: rate.source,
    day: rate.day,
    quotedAt: quotedAt.toString(),
    expiresAt: expiresAt.toString(),
  };
}

/** @param numberOf the number of an account here, by its id */
export function payoutAnswers(
  closing: ClosingView | undefined,
  numberOf: (accountId: string) => string,
): Static<typeof contracts.PayoutAnswer>[] {
  return (closing?.payouts ?? []).map((row) => ({
    payoutId: row.id,
    amount: moneyOf(row.currency, row.amount),
    to: row.toIban === null ? numberOf(row.toAccountId ?? '') : maskIban(row.toIban),
    status: row.status,
    ...present('returnReason', row.returnReason),
    orderedAt: row.orderedAt.toString(),
    ...present('endedAt', row.endedAt?.toString()),
  }));
}

export function bankFileAnswer(row: BankFileRow): Static<typeof contracts.BankFileAnswer> {
  const { id, kind, programme, messageId, entries, currency, total, madeAt } = row;
  return { fileId: id, kind, programme, messageId, entries, total: moneyOf(currency, total), madeAt: madeAt.toString() };
}

/** PC-23: what the holder is told who travels. */
const warningTexts: Readonly<Record<RegisteredTravel['shown'][number]['kind'], Readonly<Record<Language, string>>>> = {
  'dynamic-conversion': {
    ar: 'قد يعرض عليك جهاز في الخارج أن تدفع بعملتك بسعر يحدده التاجر. اختر عملة البلد: نحن نحوّلها بسعر الشبكة.',
    en: 'A terminal abroad may offer to charge you in your own currency at a rate that the merchant sets. Choose the currency of the country: we convert it at the rate of the network.',
    fa: 'پایانه‌ای در خارج ممکن است پیشنهاد کند با ارز خودتان و به نرخ فروشنده بپردازید. ارز آن کشور را برگزینید: ما آن را به نرخ شبکه تبدیل می‌کنیم.',
    kk: 'Шетелдегі терминал сатушы белгілеген бағаммен өз валютаңызда төлеуді ұсынуы мүмкін. Елдің валютасын таңдаңыз: біз оны желі бағамымен айырбастаймыз.',
  },
  'restricted-country': {
    ar: 'لا تعمل البطاقة في هذا البلد.',
    en: 'The card does not work in this country.',
    fa: 'کارت در این کشور کار نمی‌کند.',
    kk: 'Карта бұл елде жұмыс істемейді.',
  },
  'country-limit': {
    ar: 'في هذا البلد حد يومي خاص تفرضه الجهة الرقابية.',
    en: 'In this country there is a daily limit of its own, set by the regulator.',
    fa: 'در این کشور سقف روزانهٔ ویژه‌ای از سوی نهاد ناظر برقرار است.',
    kk: 'Бұл елде реттеуші белгілеген жеке күндік шек бар.',
  },
};

export function travelAnswer(travel: RegisteredTravel, currency: string, language: Language): Static<typeof contracts.TravelAnswer> {
  const { id, countries, fromDay, toDay, registeredAt, shown } = travel;
  return {
    travelId: id,
    countries: [...countries],
    fromDay,
    toDay,
    registeredAt: registeredAt.toString(),
    warnings: shown.map((warning) => ({
      kind: warning.kind,
      text: warningTexts[warning.kind][language],
      ...('country' in warning ? { country: warning.country } : {}),
      ...('channel' in warning ? { channel: warning.channel, perDayMax: moneyOf(currency, BigInt(warning.perDayMax)) } : {}),
    })),
  };
}
