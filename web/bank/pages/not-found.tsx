// A path that leads nowhere.
import type { ReactNode } from 'react';
import { LinkButton } from '../../shared/ui/button.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bankTexts } from '../texts.ts';

export function NotFound(): ReactNode {
  const say = bankTexts.use();
  return (
    <Page title={say('notFound.title')} lead={say('notFound.text')} narrow>
      <LinkButton to="/">{say('notFound.go')}</LinkButton>
    </Page>
  );
}
