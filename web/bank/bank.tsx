// The frame of the web bank.
import type { ReactNode } from 'react';
import { Shell, Page } from '../shared/ui/shell.tsx';
import { Button } from '../shared/ui/button.tsx';
import { TextField } from '../shared/ui/field.tsx';
import { LanguageSwitcher, ThemeSwitcher } from '../shared/ui/choosers.tsx';

export function Bank(): ReactNode {
  return (
    <Shell name="Ramz" end={<><ThemeSwitcher /><LanguageSwitcher /></>}>
      <Page title="Ramz"><TextField label="a" value="" onChange={() => undefined} /><Button>Go</Button></Page>
    </Shell>
  );
}
