// Messages as an acquirer writes them, from a few words: for demo terminals, replays, benches and tests.

import { numericOfCountry } from '../../kernel/countries.ts';
import { currencyRow, type Money } from '../../kernel/money.ts';
import {
  withoutRepeat,
  writeAdditionalData,
  writeAmount,
  writeCardAcceptor,
  writeNetworkTrace,
  writeOriginalData,
  writePointOfServiceData,
  writeProcessingCode,
  writeReplacementAmounts,
  writeSecurityControl,
  writeTrack2,
  type AdditionalData,
  type Fields,
  type Message,
  type PointOfServiceData,
  type TransactionKind,
} from '../../iso8583/index.ts';

export type CardMessage = {
  readonly mti: string;
  readonly pan: string;
  /** YYMM. */
  readonly expiry?: string;
  /** Service code and CVV of the stripe or the chip: DE 35 is sent instead of DE 2 and 14. */
  readonly stripe?: { readonly serviceCode: string; readonly cvv: string };
  /** purchase where it is not given. */
  readonly transaction?: Exclude<TransactionKind, 'other'>;
  readonly amount: Money;
  readonly billing?: Money;
  /** DE 7, MMDDhhmmss; the client writes it where it is not given. */
  readonly transmittedAt?: string;
  /** DE 11, likewise. */
  readonly stan?: string;
  readonly acquirer?: string;
  /** DE 22: 051 is a chip with PIN, 071 without contact, 810 e-commerce, 011 keyed. */
  readonly entryMode?: string;
  readonly condition?: string;
  readonly mcc?: string;
  readonly rrn?: string;
  readonly terminalId?: string;
  readonly merchantId?: string;
  readonly merchant?: { readonly name: string; readonly city: string; readonly country: string };
  /** Alpha-2, DE 19. */
  readonly acquirerCountry?: string;
  readonly pinBlock?: { readonly block: Uint8Array; readonly format: 0 | 3 | 4 };
  readonly trace?: string;
  readonly approvalCode?: string;
  readonly additional?: AdditionalData;
  readonly service?: PointOfServiceData;
  /** DE 28. */
  readonly fee?: string;
};

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** The message; text that does not fit is refused when it is encoded. */
export function cardMessage(wanted: CardMessage): Message {
  const { pan, expiry, stripe, amount, billing, merchant, pinBlock } = wanted;
  const fields: Fields = {
    3: writeProcessingCode(wanted.transaction ?? 'purchase'),
    4: writeAmount(amount.minor) ?? '',
    18: wanted.mcc ?? '5999',
    19: numericOfCountry(wanted.acquirerCountry ?? merchant?.country ?? 'OM') ?? '512',
    22: wanted.entryMode ?? '051',
    25: wanted.condition ?? '00',
    32: wanted.acquirer ?? '00000099999',
    41: (wanted.terminalId ?? 'TERM0001').slice(0, 8),
    42: (wanted.merchantId ?? 'MERCHANT0000001').slice(0, 15),
    43: writeCardAcceptor(merchant ?? { name: 'SOUQ OF MUTTRAH', city: 'MUSCAT', country: 'OM' }),
    49: currencyRow(amount.currency).numeric,
  };
  if (stripe === undefined) {
    fields[2] = pan;
    if (expiry !== undefined) fields[14] = expiry;
  } else {
    const track = writeTrack2({ pan, expiry: expiry ?? '', serviceCode: stripe.serviceCode, discretionary: `00000${stripe.cvv}` });
    if (track !== undefined) fields[35] = track;
  }
  if (billing !== undefined) {
    fields[6] = writeAmount(billing.minor) ?? '';
    fields[51] = currencyRow(billing.currency).numeric;
  }
  if (wanted.transmittedAt !== undefined) {
    fields[7] = wanted.transmittedAt;
    fields[12] = wanted.transmittedAt.slice(4);
    fields[13] = wanted.transmittedAt.slice(0, 4);
  }
  if (wanted.stan !== undefined) fields[11] = wanted.stan;
  if (wanted.rrn !== undefined) fields[37] = wanted.rrn.padStart(12, '0');
  if (wanted.approvalCode !== undefined) fields[38] = wanted.approvalCode;
  if (wanted.fee !== undefined) fields[28] = wanted.fee;
  if (wanted.trace !== undefined) fields[63] = writeNetworkTrace({ network: 'RMZ', traceId: wanted.trace });
  if (pinBlock !== undefined) {
    fields[53] = writeSecurityControl({ pinBlockFormat: pinBlock.format, keyIndex: 1 });
    if (pinBlock.format !== 4) fields[52] = pinBlock.block;
  }
  const additional = writeAdditionalData({
    ...wanted.additional,
    ...(pinBlock?.format === 4 ? { aesPinBlock: hexOf(pinBlock.block) } : {}),
  });
  if (additional !== undefined && additional !== '') fields[48] = additional;
  const service = writePointOfServiceData(wanted.service ?? {});
  if (service !== undefined && service !== '') fields[61] = service;
  return { mti: wanted.mti, fields };
}

const kept = [2, 3, 4, 18, 19, 22, 25, 32, 37, 41, 42, 43, 49, 63] as const;

/**
 * The reversal of a message that was sent (it has DE 7, 11 and 32), with DE 90 for the original.
 * @param stays what the transaction really came to (DE 95): a partial reversal gives the rest back
 */
export function reversalOf(original: Message, mti: '0400' | '0420' = '0420', stays?: bigint): Message {
  const { fields } = original;
  const back: Fields = {};
  for (const field of kept) {
    const value = fields[field];
    if (value !== undefined) back[field] = value;
  }
  const pan = fields[2] ?? fields[35]?.split('=')[0];
  if (pan !== undefined) back[2] = pan;
  const elements = {
    mti: withoutRepeat(original.mti),
    stan: fields[11] ?? '',
    transmittedAt: fields[7] ?? '',
    acquirer: fields[32],
    forwarder: fields[33],
  };
  const data = writeOriginalData(elements);
  if (data !== undefined) back[90] = data;
  const replacement =
    stays === undefined
      ? undefined
      : writeReplacementAmounts({ transaction: stays, settlement: 0n, transactionFee: 0n, settlementFee: 0n });
  if (replacement !== undefined) back[95] = replacement;
  return { mti, fields: back };
}
