// A message of the network as the authoriser understands it: pure tables and readers, one refusal for whatever cannot be understood.

import { countryOfNumeric } from '../../kernel/countries.ts';
import { currencyOfNumeric, type Currency, type Money } from '../../kernel/money.ts';
import type {
  Channel,
  DynamicConversion,
  NetworkElements,
  NetworkRequest,
  Processing,
  RequestKind,
} from '../../modules/card-authorizations/index.ts';
import {
  isCardPresent,
  readAdditionalData,
  readAmount,
  readCardAcceptor,
  readEmvTags,
  readExpiry,
  readFee,
  readNetworkTrace,
  readOriginalData,
  readPointOfServiceData,
  readPosCondition,
  readPosEntryMode,
  readProcessingCode,
  readReplacementAmounts,
  readSecurityControl,
  readTrack2,
  type AdditionalData,
  type Fields,
  type Message,
  type PanEntry,
  type PointOfServiceData,
  type PosCondition,
  type ResponseCode,
  type TransactionKind,
} from '../../iso8583/index.ts';

/** Why a well-formed message means nothing here. */
export type RequestRefusal = 'field-missing' | 'field-malformed' | 'number-differs' | 'currency-unknown' | 'processing-unknown';

/** DE 39 of each. */
export const refusalCodes = {
  'field-missing': '30',
  'field-malformed': '30',
  'number-differs': '30',
  'currency-unknown': '12',
  'processing-unknown': '12',
} as const satisfies Record<RequestRefusal, ResponseCode>;

/** `field` is told in the log; its content never is. */
export type Refusal = { readonly kind: 'refused'; readonly reason: RequestRefusal; readonly field: number };

export type ReadRequest = { readonly kind: 'done'; readonly request: NetworkRequest } | Refusal;

/** What the mapping needs beside the message. */
export type Reading = {
  /** Whose ZPK a PIN block is under. */
  readonly zpk: string;
  /** DE 7 as an instant, or undefined for a time that does not exist. */
  readonly timeOf: (text: string) => Temporal.Instant | undefined;
};

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export const refuse = (reason: RequestRefusal, field: number): Refusal => ({ kind: 'refused', reason, field });

/** DE 3. What is not in the table is answered 12. */
const processings: Partial<Record<TransactionKind, Processing>> = {
  purchase: 'purchase',
  cash: 'cash',
  'manual-cash': 'cash',
  'purchase-with-cash': 'cashback',
  'account-funding': 'quasi-cash',
  refund: 'refund',
  'funds-inquiry': 'inquiry',
  'balance-inquiry': 'inquiry',
};

const entryModes: Readonly<Record<PanEntry, string>> = {
  unknown: 'unknown',
  manual: 'keyed',
  stripe: 'stripe',
  optical: 'optical',
  chip: 'chip',
  contactless: 'contactless',
  'on-file': 'on-file',
  'fallback-stripe': 'fallback-stripe',
  'e-commerce': 'ecommerce',
  'contactless-stripe': 'contactless-stripe',
  other: 'other',
};

/** ISO 18245: cash machines. */
const machineCategory = '6011';

function channelOf(processing: Processing, mcc: string | undefined, entry: PanEntry, condition: PosCondition): Channel {
  if (mcc === machineCategory || (mcc === undefined && (processing === 'cash' || processing === 'inquiry'))) return 'atm';
  if (condition === 'mail-or-phone') return 'moto';
  return condition === 'e-commerce' || entry === 'e-commerce' || entry === 'on-file' ? 'ecommerce' : 'pos';
}

/** PC-11: a number that was typed at a terminal, or of which nobody says how it came in. */
function isManual(channel: Channel, entry: PanEntry): boolean {
  return (channel === 'pos' || channel === 'atm') && (entry === 'manual' || entry === 'unknown' || entry === 'other');
}

/** PC-11: EMV book 3, table 15: a transaction certificate in a request says that the card has approved by itself. */
function isApprovedByCard(chip: Uint8Array | undefined): boolean {
  if (chip === undefined) return false;
  const information = readEmvTags(chip)?.find(({ tag }) => tag === '9F27')?.value[0];
  return information !== undefined && (information & 0xc0) === 0x40;
}

/** PC-48: EMV book 4, annex A4: the method that the terminal applied last was a signature (1E, alone or with 5E). */
function isSigned(chip: Uint8Array | undefined): boolean {
  const method = chip === undefined ? undefined : readEmvTags(chip)?.find(({ tag }) => tag === '9F34')?.value[0];
  return method !== undefined && (method & 0x3f) === 0x1e;
}

const kinds: Readonly<Record<string, RequestKind>> = {
  '0100': 'authorization',
  '0101': 'authorization',
  '0120': 'advice',
  '0121': 'advice',
  '0200': 'financial',
  '0201': 'financial',
  '0400': 'reversal',
  '0401': 'reversal',
  '0420': 'reversal-advice',
  '0421': 'reversal-advice',
};

/** DE 4 with DE 49, DE 5 with DE 50, DE 6 with DE 51: undefined where neither is there, 'malformed' where one alone is. */
export function moneyOf(amount: string | undefined, numeric: string | undefined): Money | undefined | 'malformed' | 'unknown' {
  if (amount === undefined || numeric === undefined) return amount === undefined ? undefined : 'malformed';
  const currency: Currency | undefined = currencyOfNumeric(numeric);
  const minor = readAmount(amount);
  return currency === undefined ? 'unknown' : minor === undefined ? 'malformed' : { currency, minor };
}

/** The card's number: DE 2, or what stands in track 2; where both are there they must be the same. */
export function numberOf(fields: Fields): { pan: string; expiry?: string; cvv?: string; serviceCode?: string } | Refusal {
  const { 2: number, 14: expiry, 35: stripe } = fields;
  if (stripe === undefined) {
    if (number === undefined) return refuse('field-missing', 2);
    return expiry === undefined ? { pan: number } : { pan: number, expiry };
  }
  const track = readTrack2(stripe);
  if (track === undefined) return refuse('field-malformed', 35);
  if (number !== undefined && number !== track.pan) return refuse('number-differs', 35);
  // PVKI 1, PVV 4, CVV 3: the schemes' places.
  const cvv = track.discretionary.slice(5, 8);
  return { pan: track.pan, expiry: expiry ?? track.expiry, ...(cvv.length === 3 ? { cvv, serviceCode: track.serviceCode } : {}) };
}

/** PC-23, PC-44: what the terminal counts in, what it gave out, and what the holder was asked for. */
export function conversionOf(data: PointOfServiceData, amount: Money): DynamicConversion | undefined {
  const terminalCurrency = data.dccCurrency === undefined ? undefined : currencyOfNumeric(data.dccCurrency);
  if (terminalCurrency === undefined) return undefined;
  const given = data.dccAmount === undefined ? undefined : readAmount(data.dccAmount);
  return {
    offeredAmount: amount.minor.toString(),
    offeredCurrency: amount.currency,
    accepted: amount.currency !== terminalCurrency,
    terminalCurrency,
    ...(given === undefined ? {} : { amountGiven: given.toString() }),
  };
}

/** DE 90 as elements of the original; its year is the one nearest to the present, as that of DE 7. */
export function originalOf(fields: Fields, { timeOf }: Reading): NetworkElements | undefined | Refusal {
  if (fields[90] === undefined) return undefined;
  const data = readOriginalData(fields[90]);
  if (data === undefined) return refuse('field-malformed', 90);
  const transmissionAt = timeOf(data.transmittedAt);
  const acquirer = data.acquirer ?? fields[32];
  return transmissionAt === undefined || acquirer === undefined
    ? refuse('field-malformed', 90)
    : { stan: data.stan, transmissionAt, acquirer };
}

/** What all messages have in common, or the first of their fields that is missing or wrong. */
export function commonOf(fields: Fields, reading: Reading): Refusal | { elements: NetworkElements; amount: Money; processing: Processing } {
  if (fields[3] === undefined) return refuse('field-missing', 3);
  const code = readProcessingCode(fields[3]);
  const processing = code === undefined ? undefined : processings[code.kind];
  if (processing === undefined) return refuse('processing-unknown', 3);
  const { 7: transmittedAt, 11: stan, 32: acquirer } = fields;
  if (transmittedAt === undefined) return refuse('field-missing', 7);
  if (stan === undefined) return refuse('field-missing', 11);
  if (acquirer === undefined) return refuse('field-missing', 32);
  const transmissionAt = reading.timeOf(transmittedAt);
  if (transmissionAt === undefined) return refuse('field-malformed', 7);
  const amount = moneyOf(fields[4] ?? (processing === 'inquiry' ? '0' : undefined), fields[49]);
  if (amount === undefined) return refuse('field-missing', 4);
  if (amount === 'malformed') return refuse('field-missing', 49);
  if (amount === 'unknown') return refuse('currency-unknown', 49);
  return { elements: { stan, transmissionAt, acquirer }, amount, processing };
}

function kindOf(mti: string, processing: Processing, data: PointOfServiceData): RequestKind {
  const kind = kinds[mti];
  if (kind === undefined) throw new Error(`bug: ${mti} is no request for the authoriser`);
  if (kind !== 'authorization' && kind !== 'financial') return kind;
  if (processing === 'inquiry') return 'inquiry';
  return data.preAuthorisation === 'I' ? 'increment' : kind;
}

const nothing: AdditionalData & PointOfServiceData = {};

/**
 * Reads 0100, 0120, 0200, 0400, 0420 and their repeats. Ladder: processing code → time, STAN, acquirer → amount and currency → card number →
 * expiry → DE 48, 61, 53, 90, 95.
 */
export function readRequest({ mti, fields }: Message, reading: Reading): ReadRequest {
  const common = commonOf(fields, reading);
  if ('kind' in common) return common;
  const { elements, amount, processing } = common;
  const card = numberOf(fields);
  if ('kind' in card) return card;
  if (card.expiry !== undefined && readExpiry(card.expiry) === undefined) return refuse('field-malformed', 14);
  const additional = fields[48] === undefined ? nothing : readAdditionalData(fields[48]);
  if (additional === undefined) return refuse('field-malformed', 48);
  const service = fields[61] === undefined ? nothing : readPointOfServiceData(fields[61]);
  if (service === undefined) return refuse('field-malformed', 61);
  const kind = kindOf(mti, processing, service);

  const mode = fields[22] === undefined ? undefined : readPosEntryMode(fields[22]);
  const isReversal = kind === 'reversal' || kind === 'reversal-advice';
  if (mode === undefined && !isReversal) return refuse('field-missing', 22);
  const entry = mode?.panEntry ?? 'unknown';
  const condition = readPosCondition(fields[25] ?? '00');
  const channel = channelOf(processing, fields[18], entry, condition);
  const cardPresent = mode !== undefined && isCardPresent(mode);
  const request: Mutable<NetworkRequest> = {
    ...elements,
    kind,
    repeat: mti.charCodeAt(3) === 0x31,
    pan: card.pan,
    amount,
    processing,
    channel,
    entryMode: entryModes[entry],
    cardPresent,
    manual: !isReversal && isManual(channel, entry),
    // An approval code in a request was given before: by voice, or by the terminal itself.
    offline: (kind === 'authorization' || kind === 'financial') && (fields[38] !== undefined || isApprovedByCard(fields[55])),
    preAuthorization: condition === 'pre-authorised' || service.preAuthorisation === 'E',
    partialAllowed: service.partialApproval === '1',
    source: 'network',
  };
  if (card.expiry !== undefined) request.expiry = card.expiry;
  if (card.cvv !== undefined && card.serviceCode !== undefined) {
    request.cvv = card.cvv;
    // The value in the chip is made over 999, so that a copied stripe shows itself.
    request.serviceCode = entry === 'chip' || entry === 'contactless' ? '999' : card.serviceCode;
  }
  if (fields[12] !== undefined) request.localAt = `${fields[13] ?? ''}${fields[12]}`;
  if (fields[18] !== undefined) request.mcc = fields[18];
  if (fields[37] !== undefined) request.rrn = fields[37];
  if (fields[38] !== undefined) request.approvalCode = fields[38];
  if (fields[41] !== undefined) request.terminalId = fields[41].trimEnd();
  if (fields[42] !== undefined) request.merchantId = fields[42].trimEnd();
  if (additional.cvv2 !== undefined) request.cvv2 = additional.cvv2;
  if (additional.eci !== undefined) {
    request.eci = additional.eci;
    // 3-D Secure: the holder was asked and has proved it.
    if (additional.eci === '05') request.verification = 'approval';
  }
  if (isSigned(fields[55])) request.verification = 'signature';
  return (
    withPlaces(request, fields, service) ??
    withMoney(request, fields) ??
    withPin(request, fields, additional, reading) ??
    withOriginal(request, fields, additional, service, reading) ?? { kind: 'done', request }
  );
}

function withPlaces(request: Mutable<NetworkRequest>, fields: Fields, service: PointOfServiceData): Refusal | undefined {
  if (fields[43] !== undefined) {
    const acceptor = readCardAcceptor(fields[43]);
    if (acceptor === undefined) return refuse('field-malformed', 43);
    if (acceptor.name !== '') request.merchantName = acceptor.name;
    if (acceptor.city !== '') request.city = acceptor.city;
    if (acceptor.country.length === 2) request.country = acceptor.country;
  }
  // Where the terminal stands outweighs the address of its owner.
  const country = service.terminalCountry === undefined ? undefined : countryOfNumeric(service.terminalCountry);
  if (country !== undefined) request.country = country;
  const acquirerCountry = fields[19] === undefined ? undefined : countryOfNumeric(fields[19]);
  if (acquirerCountry !== undefined) request.acquirerCountry = acquirerCountry;
  return undefined;
}

function withMoney(request: Mutable<NetworkRequest>, fields: Fields): Refusal | undefined {
  if (fields[6] !== undefined) {
    const billing = moneyOf(fields[6], fields[51]);
    if (billing === 'malformed' || billing === undefined) return refuse('field-missing', 51);
    if (billing === 'unknown') return refuse('currency-unknown', 51);
    request.billing = billing;
  }
  if (fields[5] !== undefined) {
    const settlement = moneyOf(fields[5], fields[50]);
    if (settlement === 'malformed' || settlement === undefined) return refuse('field-missing', 50);
    if (settlement === 'unknown') return refuse('currency-unknown', 50);
    request.settlement = settlement;
  }
  if (fields[28] !== undefined) {
    const fee = readFee(fields[28]);
    if (fee === undefined) return refuse('field-malformed', 28);
    request.acquirerFee = { currency: request.amount.currency, minor: fee };
  }
  return undefined;
}

function withPin(request: Mutable<NetworkRequest>, fields: Fields, additional: AdditionalData, { zpk }: Reading): Refusal | undefined {
  if (additional.aesPinBlock !== undefined) {
    const block = Buffer.from(additional.aesPinBlock, 'hex');
    if (block.length !== 16) return refuse('field-malformed', 48);
    request.pinBlock = { block, format: 4, connection: zpk };
    return undefined;
  }
  if (fields[52] === undefined) return undefined;
  const control = fields[53] === undefined ? undefined : readSecurityControl(fields[53]);
  if (fields[53] !== undefined && control === undefined) return refuse('field-malformed', 53);
  const format = control?.pinBlockFormat ?? 0;
  // DE 52 has room for eight bytes: format 4 comes in DE 48.
  if (format === 4) return refuse('field-malformed', 53);
  request.pinBlock = { block: fields[52], format, connection: zpk };
  return undefined;
}

function withOriginal(
  request: Mutable<NetworkRequest>,
  fields: Fields,
  additional: AdditionalData,
  service: PointOfServiceData,
  reading: Reading,
): Refusal | undefined {
  const trace = additional.originalTraceId ?? (fields[63] === undefined ? undefined : readNetworkTrace(fields[63])?.traceId);
  if (trace !== undefined) request.networkTraceId = trace;
  const original = originalOf(fields, reading);
  if (original !== undefined) {
    if ('kind' in original) return original;
    request.originalElements = original;
  }
  if (fields[95] !== undefined) {
    const replacement = readReplacementAmounts(fields[95]);
    if (replacement === undefined) return refuse('field-malformed', 95);
    request.replacementAmount = { currency: request.amount.currency, minor: replacement.transaction };
  }
  // Who takes back or adds to something must say to what.
  const needsOriginal = request.kind === 'reversal' || request.kind === 'reversal-advice' || request.kind === 'increment';
  if (needsOriginal && original === undefined && trace === undefined) return refuse('field-missing', 90);
  const conversion = conversionOf(service, request.amount);
  if (conversion !== undefined) request.dynamicConversion = conversion;
  return undefined;
}
