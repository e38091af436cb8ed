// On or off at once.
import './ui.css';
import './choices.css';
import type { ReactNode } from 'react';
import { SwitchButton, SwitchField } from 'react-aria-components/Switch';

export type SwitchProps = {
  readonly children: ReactNode;
  readonly note?: ReactNode;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
};

export function Switch({ children, note, on, onChange, disabled = false }: SwitchProps): ReactNode {
  return (
    <SwitchField isSelected={on} onChange={onChange} isDisabled={disabled}>
      <SwitchButton className="switch">
        <span className="check-body">
          <span>{children}</span>
          {note !== undefined && <span className="field-hint">{note}</span>}
        </span>
        <span className="switch-track">
          <span className="switch-thumb" />
        </span>
      </SwitchButton>
    </SwitchField>
  );
}
