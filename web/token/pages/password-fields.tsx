// A new app password, typed twice, judged by the programme's rule before the bank is asked.
import { useState, type ReactNode } from 'react';
import { Button } from '../../shared/ui/button.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { judgeAppPassword, normaliseAppPassword } from '../../../src/crypto/app-password.ts';
import { tokenTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

export type PasswordFieldsProps = {
  readonly act: string;
  readonly pending: boolean;
  readonly onChosen: (password: string) => void;
  /** Asks for the current password as well. */
  readonly current?: { readonly value: string; readonly onChange: (value: string) => void };
};

export function PasswordFields({ act, pending, onChosen, current }: PasswordFieldsProps): ReactNode {
  const say = tokenTexts.use();
  const { programme, standing } = useVisit();
  const rule = standing.passwordRule ?? programme?.passwordRule ?? { lengthMin: 6, lengthMax: 12 };
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [fault, setFault] = useState<{ first?: string; second?: string }>({});
  const submit = (): void => {
    const judged = judgeAppPassword(first, rule);
    if (judged !== undefined) setFault({ first: say(`refusal.${judged}`, rule) });
    else if (normaliseAppPassword(first) !== normaliseAppPassword(second)) setFault({ second: say('password.different') });
    else {
      setFault({});
      onChosen(first);
    }
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {current !== undefined && (
        <TextField
          label={say('password.current')}
          type="password"
          autoComplete="current-password"
          value={current.value}
          onChange={current.onChange}
          autoFocus
        />
      )}
      <TextField
        label={say('password.new')}
        hint={say('password.rule', rule)}
        type="password"
        autoComplete="new-password"
        value={first}
        onChange={setFirst}
        error={fault.first}
        autoFocus={current === undefined}
      />
      <TextField
        label={say('password.repeat')}
        type="password"
        autoComplete="new-password"
        value={second}
        onChange={setSecond}
        error={fault.second}
      />
      <Button type="submit" wide pending={pending}>
        {act}
      </Button>
    </form>
  );
}
