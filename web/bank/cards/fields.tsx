// Fields of the browser's own that the pages of cards need: a day, a longer text.
import type { ReactNode } from 'react';

/** The browser's own field for a day: it knows the calendar and the keyboard of the place. */
export function DateField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <span className="field-box">
        <input className="field-input" type="date" value={value} onChange={(event) => onChange(event.target.value)} />
      </span>
    </label>
  );
}

export function TextArea({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      {hint !== undefined && <span className="field-hint">{hint}</span>}
      <textarea className="text-area" maxLength={2000} value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
