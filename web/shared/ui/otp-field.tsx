// One field for a one-time code: paste and autofill work, digits of every language are taken, it reads left to right.
import type { ReactNode } from 'react';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { TextField, type FieldProps } from './field.tsx';

export type OtpFieldProps = Pick<FieldProps, 'label' | 'hint' | 'error' | 'value' | 'onChange' | 'name' | 'autoFocus' | 'disabled'> & {
  /** How many digits the code has. */
  readonly digits: number;
  /** Called once the last digit is there. */
  readonly onComplete?: (code: string) => void;
  /** False where the code comes from another device, so that the phone offers no SMS. */
  readonly fromSms?: boolean;
  /** True for PINs, which nobody beside should read. */
  readonly hidden?: boolean;
};

/** A field for `digits` digits; its value is always Latin digits without spaces. */
export function OtpField({ digits, onComplete, onChange, value, fromSms = true, hidden = false, ...rest }: OtpFieldProps): ReactNode {
  const take = (typed: string): void => {
    const code = toLatinDigits(typed).replace(/\D/g, '').slice(0, digits);
    onChange(code);
    if (code.length === digits && code !== value) onComplete?.(code);
  };
  return (
    <TextField
      {...rest}
      className="field-otp"
      value={value}
      onChange={take}
      inputMode="numeric"
      type={hidden ? 'password' : 'text'}
      autoComplete={fromSms ? 'one-time-code' : 'off'}
    />
  );
}
