// Loss files: reports that still need their written notice first, or all of them (PC-34, PC-50).
import { useState, type ReactNode } from 'react';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Skeleton } from '../../shared/ui/card.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import type { LossReport, LossReports } from '../care-types.ts';
import { door } from '../door.ts';
import { consoleTexts } from '../texts.ts';
import { LossTable } from './care-parts.tsx';

const views = ['unconfirmed', 'all'] as const;
type View = (typeof views)[number];

export function LossFiles(): ReactNode {
  const say = consoleTexts.use();
  const [view, setView] = useState<View>('unconfirmed');
  const filter = view === 'all' ? { all: 'true' } : {};
  const loaded = useLoaded(view, async () => await door.get<LossReports>('/loss-reports', { query: filter }));
  const [more, setMore] = useState<{ view: View; rows: readonly LossReport[]; next: string | undefined }>();
  const further = more?.view === view ? more : undefined;
  const next = further === undefined ? (loaded.state === 'ready' ? loaded.value.next : undefined) : further.next;
  const loadMore = useAct(async () => {
    const page = await door.get<LossReports>('/loss-reports', { query: { ...filter, cursor: next } });
    setMore({ view, rows: [...(further?.rows ?? []), ...page.reports], next: page.next });
  });
  return (
    <Page title={say('nav.lossFiles')} lead={say('lossFiles.lead')}>
      <div className="toolbar">
        <div className="segments" role="group" aria-label={say('lossFiles.view')}>
          {views.map((name) => (
            <button key={name} type="button" aria-pressed={view === name} onClick={() => setView(name)}>
              {say(`lossFiles.${name}`)}
            </button>
          ))}
        </div>
      </div>
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={5} height="1.6rem" />}
      {loaded.state === 'ready' && (
        <LossTable
          label={say('nav.lossFiles')}
          rows={[...loaded.value.reports, ...(further?.rows ?? [])]}
          none={say(view === 'all' ? 'lossFiles.none' : 'lossFiles.allConfirmed')}
        />
      )}
      <ErrorBanner error={loadMore.error} />
      {next !== undefined && (
        <Button look="secondary" pending={loadMore.pending} onPress={() => void loadMore.run()}>
          {say('disputes.more')}
        </Button>
      )}
    </Page>
  );
}
