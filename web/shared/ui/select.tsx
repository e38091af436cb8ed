// Choosing one of a list that opens.
import './ui.css';
import './choices.css';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icons.tsx';

export type Option = {
  readonly id: string;
  readonly label: ReactNode;
  readonly note?: ReactNode;
  /** For typing ahead and screen readers. */ readonly text: string;
};

export type SelectProps = {
  readonly label: ReactNode;
  readonly options: readonly Option[];
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  readonly error?: ReactNode;
  readonly name?: string;
};

export function Select({ label, options, value, onChange, placeholder, hint, error, name }: SelectProps): ReactNode {
  return (
    <AriaSelect
      className="field"
      value={value ?? null}
      onChange={(id) => onChange(String(id))}
      isInvalid={error !== undefined && error !== ''}
      validationBehavior="aria"
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(name === undefined ? {} : { name })}
    >
      <Label className="field-label">{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <Button className="select-button">
        <SelectValue className="select-value" />
        <Icon name="chevron-down" />
      </Button>
      <FieldError className="field-error">
        <Icon name="bad" size={16} />
        <span>{error}</span>
      </FieldError>
      <Popover className="popover">
        <ListBox items={options}>
          {(option) => (
            <ListBoxItem className="option" id={option.id} textValue={option.text}>
              <span className="option-body">
                <Text slot="label">{option.label}</Text>
                {option.note !== undefined && (
                  <Text slot="description" className="option-note">
                    {option.note}
                  </Text>
                )}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
