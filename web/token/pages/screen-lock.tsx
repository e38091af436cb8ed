// The question after the screen lock, where the system does not answer it (TK-38).
import type { ReactNode } from 'react';
import { RadioCards } from '../../shared/ui/radio-cards.tsx';
import { tokenTexts } from '../texts.ts';

export type ScreenLockProps = {
  readonly value: 'yes' | 'no' | undefined;
  readonly onChange: (answer: 'yes' | 'no') => void;
  readonly error: string | undefined;
};

export function ScreenLock({ value, onChange, error }: ScreenLockProps): ReactNode {
  const say = tokenTexts.use();
  return (
    <RadioCards
      label={say('lock.question')}
      value={value}
      onChange={(id) => onChange(id as 'yes' | 'no')}
      error={error}
      options={[
        { id: 'yes', title: say('lock.yes') },
        { id: 'no', title: say('lock.notYet') },
      ]}
    />
  );
}
