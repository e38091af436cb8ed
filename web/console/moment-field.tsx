// A day and a time as staff read them off a letter, in the time zone of the bank.
import type { ReactNode } from 'react';

/** '2026-03-02T14:30' in a time zone as an RFC 3339 moment; undefined where it is no such time. */
export function momentIn(timeZone: string, typed: string): string | undefined {
  const wall = Date.parse(`${typed}Z`);
  if (Number.isNaN(wall)) return undefined;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(wall).map(({ type, value }) => [type, value]));
  const shown = Date.parse(`${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}Z`);
  return new Date(wall - (shown - wall)).toISOString();
}

export function MomentField({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <span className="field-hint">{hint}</span>
      <span className="field-box">
        <input className="field-input" type="datetime-local" value={value} onChange={(event) => onChange(event.target.value)} />
      </span>
    </label>
  );
}
