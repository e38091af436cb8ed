// Choosing one of a few, all seen at once.
import './ui.css';
import './choices.css';
import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { Icon } from './icons.tsx';

export type RadioCard = {
  readonly id: string;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly end?: ReactNode;
  readonly disabled?: boolean;
};

export type RadioCardsProps = {
  readonly label: ReactNode;
  readonly options: readonly RadioCard[];
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
  readonly error?: ReactNode;
};

export function RadioCards({ label, options, value, onChange, error }: RadioCardsProps): ReactNode {
  return (
    <RadioGroup
      className="radio-cards"
      value={value ?? null}
      onChange={onChange}
      isInvalid={error !== undefined && error !== ''}
      validationBehavior="aria"
    >
      <Label className="field-label">{label}</Label>
      <div className="radio-cards-options">
        {options.map((option) => (
          <RadioField key={option.id} value={option.id} isDisabled={option.disabled ?? false}>
            <RadioButton className="radio-card">
              <span className="radio-dot" />
              <span className="radio-body">
                <span className="list-title">{option.title}</span>
                {option.note !== undefined && <span className="list-note">{option.note}</span>}
              </span>
              {option.end !== undefined && <span className="list-end">{option.end}</span>}
            </RadioButton>
          </RadioField>
        ))}
      </div>
      <FieldError className="field-error">
        <Icon name="bad" size={16} />
        <span>{error}</span>
      </FieldError>
    </RadioGroup>
  );
}
