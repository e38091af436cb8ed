// Yes or no, beside its words.
import './ui.css';
import './choices.css';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';
import { Icon } from './icons.tsx';

export type CheckboxProps = {
  readonly children: ReactNode;
  readonly note?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly name?: string;
};

export function Checkbox({ children, note, checked, onChange, name }: CheckboxProps): ReactNode {
  return (
    <CheckboxField isSelected={checked} onChange={onChange} {...(name === undefined ? {} : { name })}>
      <CheckboxButton className="check">
        <span className="check-box">
          <Icon name="check" size={18} />
        </span>
        <span className="check-body">
          <span>{children}</span>
          {note !== undefined && <span className="field-hint">{note}</span>}
        </span>
      </CheckboxButton>
    </CheckboxField>
  );
}
