// Fields for text: label, hint and error belong to the input; passwords can be shown.
import './ui.css';
import { useState, type HTMLAttributes, type ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { sharedTexts } from '../i18n/shared-texts.ts';
import { Icon } from './icons.tsx';

export type FieldProps = {
  readonly label: ReactNode;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  /** The text of the error; the field is invalid while it is given. */
  readonly error?: ReactNode;
  readonly name?: string;
  readonly type?: 'text' | 'tel' | 'email' | 'search' | 'password';
  readonly autoComplete?: string;
  readonly inputMode?: NonNullable<HTMLAttributes<HTMLInputElement>['inputMode']>;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
  /** For numbers, account numbers, phones: read left to right in every language. */
  readonly ltr?: boolean;
  /** Beside the input, at its end. */
  readonly affix?: ReactNode;
  readonly className?: string;
};

/** A field for one line of text. */
export function TextField(props: FieldProps): ReactNode {
  const { label, hint, error, type = 'text', ltr = false, affix, className = '', placeholder, required, disabled, ...rest } = props;
  const say = sharedTexts.use();
  const [shown, setShown] = useState(false);
  const isPassword = type === 'password';
  return (
    <AriaTextField
      {...rest}
      className={`field ${className}`}
      type={isPassword && shown ? 'text' : type}
      isInvalid={error !== undefined && error !== ''}
      isRequired={required ?? false}
      isDisabled={disabled ?? false}
      validationBehavior="aria"
    >
      <Label className="field-label">{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <div className="field-box">
        <Input
          className={ltr || isPassword ? 'field-input field-input-ltr' : 'field-input'}
          {...(placeholder === undefined ? {} : { placeholder })}
        />
        {affix !== undefined && <span className="field-affix">{affix}</span>}
        {isPassword && (
          <button
            type="button"
            className="button button-quiet button-small button-icon"
            aria-pressed={shown}
            aria-label={say('show')}
            onClick={() => setShown(!shown)}
          >
            <Icon name={shown ? 'eye-off' : 'eye'} />
          </button>
        )}
      </div>
      <FieldError className="field-error">
        <Icon name="bad" size={16} />
        <span>{error}</span>
      </FieldError>
    </AriaTextField>
  );
}
