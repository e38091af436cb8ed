// All operations of the customer, the newest first.
import { useState, type ReactNode } from 'react';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { OperationList } from '../operation-list.tsx';
import { bankTexts } from '../texts.ts';
import type { Operations } from '../types.ts';

export function Activity(): ReactNode {
  const say = bankTexts.use();
  const first = useLoaded('activity', () => bank.get<Operations>('/operations'));
  const [further, setFurther] = useState<readonly Operations[]>([]);
  const pages = first.state === 'ready' ? [first.value, ...further] : [];
  const next = pages.at(-1)?.next;
  const more = useAct(async () => {
    if (next === undefined) return;
    const page = await bank.get<Operations>('/operations', { query: { cursor: next } });
    setFurther((before) => [...before, page]);
  });
  const operations = pages.flatMap((page) => page.operations);
  return (
    <Page title={say('activity.title')} back="/" narrow>
      {first.state === 'loading' && <Skeleton lines={6} height="3rem" />}
      {first.state === 'failed' && <ErrorBanner error={first.error} onRetry={first.reload} />}
      {first.state === 'ready' && (
        <Card flush>
          {operations.length === 0 ? (
            <EmptyState icon="history" title={say('activity.empty.title')}>
              {say('activity.empty.text')}
            </EmptyState>
          ) : (
            <OperationList operations={operations} />
          )}
        </Card>
      )}
      <ErrorBanner error={more.error} />
      {next !== undefined && (
        <Button look="secondary" pending={more.pending} onPress={() => void more.run()}>
          {say('more')}
        </Button>
      )}
    </Page>
  );
}
