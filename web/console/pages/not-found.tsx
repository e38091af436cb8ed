// A path that leads nowhere.
import type { ReactNode } from 'react';
import { LinkButton } from '../../shared/ui/button.tsx';
import { EmptyState } from '../../shared/ui/card.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { consoleTexts } from '../texts.ts';

export function NotFound(): ReactNode {
  const say = consoleTexts.use();
  return (
    <Page title={say('notFound.title')}>
      <EmptyState icon="search" title={say('notFound.text')}>
        <LinkButton to="/" look="secondary">
          {say('nav.customers')}
        </LinkButton>
      </EmptyState>
    </Page>
  );
}
