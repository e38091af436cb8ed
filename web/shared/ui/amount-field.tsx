// A field for an amount: digits of every language, either decimal mark, no more decimals than the currency has.
import type { ReactNode } from 'react';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { currencyRow, fromDecimal, type Currency, type Money } from '../../../src/kernel/money.ts';
import { moneyParts } from '../i18n/format.ts';
import { TextField, type FieldProps } from './field.tsx';

export type AmountFieldProps = Pick<FieldProps, 'label' | 'hint' | 'error' | 'value' | 'onChange' | 'name' | 'autoFocus'> & {
  readonly currency: Currency;
};

/** The typed text as money; undefined where it is not an amount above zero. */
export function amountOf(currency: Currency, typed: string): Money | undefined {
  const amount = fromDecimal(currency, normalized(typed));
  return amount === undefined || amount.minor <= 0n ? undefined : amount;
}

// ',' is the mark in Kazakh and a group in English: it is a mark where at most three digits follow it and no '.' is there.
function normalized(typed: string): string {
  const latin = toLatinDigits(typed).replace(/[\s\u00a0\u202f']/g, '');
  if (latin.includes('.')) return latin.replaceAll(',', '');
  return latin.replace(/,(?=\d{0,3}$)/, '.').replaceAll(',', '');
}

// As the language writes it beside an amount.
function currencySign(currency: Currency): string {
  return moneyParts({ currency, minor: '0' }).find((part) => part.type === 'currency')?.value ?? currency;
}

export function AmountField({ currency, ...rest }: AmountFieldProps): ReactNode {
  const { decimalsShown } = currencyRow(currency);
  const zero = decimalsShown === 0 ? '0' : `0.${'0'.repeat(decimalsShown)}`;
  return (
    <TextField
      {...rest}
      className="field-amount"
      inputMode="decimal"
      autoComplete="off"
      maxLength={18}
      placeholder={zero}
      affix={<bdi>{currencySign(currency)}</bdi>}
    />
  );
}
