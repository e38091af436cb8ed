// Reads one record of a clearing file: a ladder of reasons, then a presentment. No reason carries a value of the record.

import { isCardNumber } from '../../../kernel/card-number.ts';
import { fromDecimal, isCurrency, type Money } from '../../../kernel/money.ts';

export const presentmentTypes = ['purchase', 'cash', 'refund'] as const;
export type PresentmentType = (typeof presentmentTypes)[number];

/** The columns in the order in which the template has them; a file may have them in any order, and leave out those that are not needed. */
export const columns = [
  'id',
  'type',
  'card_number',
  'transaction_at',
  'amount',
  'currency',
  'billing_amount',
  'billing_currency',
  'settlement_amount',
  'settlement_currency',
  'network_trace_id',
  'stan',
  'transmission_at',
  'acquirer',
  'rrn',
  'acquirer_reference',
  'approval_code',
  'merchant_id',
  'merchant_name',
  'city',
  'country',
  'mcc',
  'terminal_id',
  'entry_mode',
  'verification',
  'part',
  'parts',
  'conversion_amount',
  'conversion_currency',
  'conversion_accepted',
  'terminal_currency',
  'amount_given',
] as const;
export type Column = (typeof columns)[number];

export const columnsNeeded: readonly Column[] = ['id', 'type', 'card_number', 'transaction_at', 'amount', 'currency', 'country', 'mcc'];

/** A presentment as a file has it. The card number is digested at once by whoever reads this, and goes no further. */
export type PresentmentRow = {
  readonly id: string;
  readonly type: PresentmentType;
  readonly cardNumber: string;
  readonly transactionAt: Temporal.Instant;
  readonly amount: Money;
  readonly billing: Money | undefined;
  readonly settlement: Money | undefined;
  readonly networkTraceId: string | undefined;
  readonly stan: string | undefined;
  /** DE 7 of the authorisation: with STAN and acquirer it finds it. */
  readonly transmissionAt: Temporal.Instant | undefined;
  readonly acquirer: string | undefined;
  readonly rrn: string | undefined;
  /** The acquirer's reference number of the slip. */
  readonly acquirerReference: string | undefined;
  readonly approvalCode: string | undefined;
  readonly merchantId: string | undefined;
  readonly merchantName: string;
  readonly city: string | undefined;
  readonly country: string;
  readonly mcc: string;
  readonly terminalId: string | undefined;
  readonly entryMode: string | undefined;
  readonly verification: 'pin' | 'signature' | 'approval' | 'cvv2' | 'none' | undefined;
  /** Of several presentments for one authorisation: 2 of 3. */
  readonly part: number;
  readonly parts: number;
  /** What the merchant offered to convert to, and whether it was taken (PC-23). */
  readonly conversion: { readonly offered: Money; readonly accepted: boolean } | undefined;
  /** What the terminal counts in, and what it gave out, where it converts itself (PC-44). */
  readonly given: Money | undefined;
};

export type RowReason =
  | 'field-missing'
  | 'field-malformed'
  | 'card-number-malformed'
  | 'card-number-in-text'
  | 'currency-unknown'
  | 'amount-malformed'
  | 'amount-not-positive'
  | 'amount-absurd'
  | 'date-in-future'
  | 'id-twice';

export type RowFault = { readonly wrong: RowReason; readonly field?: Column };

/** 10^13 minor units: more than any purchase, less than what the ledger moves at once. */
export const amountMinorMax = 10_000_000_000_000n;

const shapes: Partial<Record<Column, RegExp>> = {
  id: /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/,
  type: /^(purchase|cash|refund)$/,
  network_trace_id: /^[A-Za-z0-9]{1,32}$/,
  stan: /^\d{6}$/,
  rrn: /^[A-Za-z0-9]{12}$/,
  acquirer: /^\d{1,11}$/,
  acquirer_reference: /^[A-Za-z0-9]{1,32}$/,
  approval_code: /^[A-Za-z0-9]{6}$/,
  merchant_id: /^\P{Cc}{1,15}$/u,
  merchant_name: /^\P{Cc}{1,140}$/u,
  city: /^\P{Cc}{1,40}$/u,
  country: /^[A-Z]{2}$/,
  mcc: /^\d{4}$/,
  terminal_id: /^\P{Cc}{1,16}$/u,
  entry_mode: /^[a-z0-9][a-z0-9-]{0,19}$/,
  verification: /^(pin|signature|approval|cvv2|none)$/,
  part: /^[1-9]\d?$/,
  parts: /^[1-9]\d?$/,
  conversion_accepted: /^(yes|no)$/,
};

class Wrong extends Error {
  readonly fault: RowFault;
  constructor(wrong: RowReason, field?: Column) {
    super(wrong);
    this.fault = field === undefined ? { wrong } : { wrong, field };
  }
}

function instantOf(text: string, field: Column): Temporal.Instant {
  try {
    return Temporal.Instant.from(text);
  } catch {
    throw new Wrong('field-malformed', field);
  }
}

/**
 * @param fields by column; an empty text is a field that is not there
 * @param dayAfter the first instant of tomorrow in the programme's time zone: a transaction of then or later is refused
 */
export function readPresentment(fields: Readonly<Record<string, string>>, dayAfter: Temporal.Instant): PresentmentRow | RowFault {
  const text = (name: Column): string | undefined => {
    const value = fields[name];
    if (value === undefined || value === '') return undefined;
    if (shapes[name]?.test(value) === false) throw new Wrong('field-malformed', name);
    return value;
  };
  const needed = (name: Column): string => {
    const value = text(name);
    if (value === undefined) throw new Wrong('field-missing', name);
    return value;
  };
  const amountOf = (name: Column, currencyName: Column): Money | undefined => {
    const value = text(name);
    const code = text(currencyName);
    if (value === undefined) return undefined;
    if (code === undefined) throw new Wrong('field-missing', currencyName);
    if (!isCurrency(code)) throw new Wrong('currency-unknown', currencyName);
    const amount = fromDecimal(code, value);
    if (amount === undefined) throw new Wrong('amount-malformed', name);
    if (amount.minor <= 0n) throw new Wrong('amount-not-positive', name);
    if (amount.minor > amountMinorMax) throw new Wrong('amount-absurd', name);
    return amount;
  };
  try {
    const id = needed('id');
    const type = needed('type') as PresentmentType;
    const cardNumber = needed('card_number');
    if (!isCardNumber(cardNumber)) throw new Wrong('card-number-malformed', 'card_number');
    for (const name of columns)
      if (name !== 'card_number' && fields[name]?.replaceAll(/[ .-]/g, '').includes(cardNumber) === true)
        throw new Wrong('card-number-in-text', name);
    const transactionAt = instantOf(needed('transaction_at'), 'transaction_at');
    if (Temporal.Instant.compare(transactionAt, dayAfter) >= 0) throw new Wrong('date-in-future', 'transaction_at');
    needed('amount');
    const amount = amountOf('amount', 'currency');
    if (amount === undefined) throw new Wrong('field-missing', 'amount');
    const offered = amountOf('conversion_amount', 'conversion_currency');
    const [part, parts] = [Number(text('part') ?? '1'), Number(text('parts') ?? '1')];
    if (part > parts) throw new Wrong('field-malformed', 'part');
    const transmission = text('transmission_at');
    const merchantName = text('merchant_name') ?? '';
    return {
      id,
      type,
      cardNumber,
      transactionAt,
      amount,
      billing: amountOf('billing_amount', 'billing_currency'),
      settlement: amountOf('settlement_amount', 'settlement_currency'),
      networkTraceId: text('network_trace_id'),
      stan: text('stan'),
      transmissionAt: transmission === undefined ? undefined : instantOf(transmission, 'transmission_at'),
      acquirer: text('acquirer'),
      rrn: text('rrn'),
      acquirerReference: text('acquirer_reference'),
      approvalCode: text('approval_code'),
      merchantId: text('merchant_id'),
      merchantName,
      city: text('city'),
      country: needed('country'),
      mcc: needed('mcc'),
      terminalId: text('terminal_id'),
      entryMode: text('entry_mode'),
      verification: text('verification') as PresentmentRow['verification'],
      part,
      parts,
      conversion: offered === undefined ? undefined : { offered, accepted: text('conversion_accepted') === 'yes' },
      given: amountOf('amount_given', 'terminal_currency'),
    };
  } catch (error) {
    if (error instanceof Wrong) return error.fault;
    throw error;
  }
}
