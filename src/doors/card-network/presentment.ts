// A completed transaction by message (0220, 0221) as a presentment of clearing: pure.

import { messageIdOf, type ClearingResult, type Presentment } from '../../modules/card-authorizations/index.ts';
import {
  readCardAcceptor,
  readNetworkTrace,
  readPointOfServiceData,
  readAdditionalData,
  type Message,
  type ResponseCode,
} from '../../iso8583/index.ts';
import { commonOf, conversionOf, moneyOf, numberOf, originalOf, refuse, type Reading, type Refusal } from './request.ts';

/**
 * DE 39 of a completed transaction. What cannot be matched waits in suspense, which is the bank's to clear up: the acquirer is told 00.
 * Without a rate nothing was kept: 91, so that it comes again.
 */
export const completionCodes = {
  matched: '00',
  late: '00',
  forced: '00',
  refunded: '00',
  suspense: '00',
  exists: '00',
  'rate-unknown': '91',
} as const satisfies Record<ClearingResult, ResponseCode>;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Reads 0220 and 0221. It settles the authorisation of its trace id (DE 63, or DE 48 subelement 63), of DE 90, or of its own STAN, time and
 * acquirer. DE 61 subelement 02 = I says that more follows, so that the rest stays held.
 */
export function readPresentment(
  { fields }: Message,
  reading: Reading,
): { readonly kind: 'done'; readonly presentment: Presentment } | Refusal {
  const common = commonOf(fields, reading);
  if ('kind' in common) return common;
  const { elements, amount, processing } = common;
  if (processing === 'inquiry') return refuse('processing-unknown', 3);
  if (amount.minor <= 0n) return refuse('field-malformed', 4);
  const card = numberOf(fields);
  if ('kind' in card) return card;
  const original = originalOf(fields, reading);
  if (original !== undefined && 'kind' in original) return original;
  const service = fields[61] === undefined ? {} : readPointOfServiceData(fields[61]);
  if (service === undefined) return refuse('field-malformed', 61);
  const additional = fields[48] === undefined ? {} : readAdditionalData(fields[48]);
  if (additional === undefined) return refuse('field-malformed', 48);
  const about = original ?? elements;
  const presentment: Mutable<Presentment> = {
    id: messageIdOf('advice', elements),
    kind: processing === 'cash' ? 'cash' : processing === 'refund' ? 'refund' : 'purchase',
    pan: card.pan,
    amount,
    stan: about.stan,
    transmissionAt: about.transmissionAt,
    acquirer: about.acquirer,
    occurredAt: about.transmissionAt,
    final: service.preAuthorisation !== 'I',
    message: elements,
    reference: `0220 ${elements.acquirer} ${elements.stan}`,
  };
  if (fields[6] !== undefined) {
    const billing = moneyOf(fields[6], fields[51]);
    if (billing === 'unknown') return refuse('currency-unknown', 51);
    if (billing === 'malformed' || billing === undefined) return refuse('field-missing', 51);
    presentment.billing = billing;
  }
  const trace = additional.originalTraceId ?? (fields[63] === undefined ? undefined : readNetworkTrace(fields[63])?.traceId);
  if (trace !== undefined) presentment.networkTraceId = trace;
  if (fields[37] !== undefined) {
    presentment.rrn = fields[37];
    presentment.networkReference = fields[37].trimEnd();
  }
  if (fields[38] !== undefined) presentment.approvalCode = fields[38];
  if (fields[18] !== undefined) presentment.mcc = fields[18];
  if (fields[41] !== undefined) presentment.terminalId = fields[41].trimEnd();
  if (fields[42] !== undefined) presentment.merchantId = fields[42].trimEnd();
  if (fields[43] !== undefined) {
    const acceptor = readCardAcceptor(fields[43]);
    if (acceptor === undefined) return refuse('field-malformed', 43);
    if (acceptor.name !== '') presentment.merchantName = acceptor.name;
    if (acceptor.city !== '') presentment.city = acceptor.city;
    if (acceptor.country.length === 2) presentment.country = acceptor.country;
  }
  const conversion = conversionOf(service, amount);
  if (conversion !== undefined) presentment.dynamicConversion = conversion;
  return { kind: 'done', presentment };
}
