// One operation: waits for its approval with the time seen passing (TK-37), turns to the coloured QR (TK-19), and tells the outcome.
import { useCallback, useState, type ReactNode } from 'react';
import { useEvents, useLoaded } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Skeleton } from '../../shared/ui/card.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { bankTexts } from '../texts.ts';
import type { Operation } from '../types.ts';
import { Outcome } from '../approval/outcome.tsx';
import { Pending } from '../approval/pending.tsx';

export function Approval({ operationId = '' }: { readonly operationId?: string }): ReactNode {
  const say = bankTexts.use();
  const path = `/operations/${encodeURIComponent(operationId)}`;
  const loaded = useLoaded(path, () => bank.get<Operation>(path));
  const [told, setTold] = useState<Operation>();
  const operation = told ?? (loaded.state === 'ready' ? loaded.value : undefined);
  const isPending = operation?.status === 'pending';
  const look = useCallback(() => {
    bank.get<Operation>(path).then(setTold, () => undefined);
  }, [path]);
  const { connected } = useEvents<Operation>(isPending ? bank.url(`${path}/events`) : undefined, 'operation', setTold, look);

  if (operation === undefined) {
    return (
      <Page title={say('approval.loading')} back="/" narrow>
        {loaded.state === 'failed' ? <ErrorBanner error={loaded.error} onRetry={loaded.reload} /> : <Skeleton lines={5} height="2.6rem" />}
      </Page>
    );
  }
  return isPending ? (
    <Pending operation={operation} connected={connected} onChange={setTold} onLook={look} />
  ) : (
    <Outcome operation={operation} onChange={setTold} />
  );
}
