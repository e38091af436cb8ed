// The queue of disputes, with what the bank has to act on first.
import { useState, type ReactNode } from 'react';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Skeleton } from '../../shared/ui/card.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import type { DisputeSummary } from '../card-types.ts';
import { door } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import { DisputeTable } from './dispute-parts.tsx';

const views = {
  waiting: { waiting: 'true' },
  writeOffs: { writeOffAsked: 'true' },
  incomplete: { status: 'incomplete' },
  all: {},
} as const satisfies Record<string, Readonly<Record<string, string>>>;
type View = keyof typeof views;

export const reasons = [
  'fraud',
  'lost-or-stolen',
  'not-received',
  'quality',
  'duplicate',
  'wrong-amount',
  'surcharge',
  'refund-missing',
  'cash-not-dispensed',
] as const;
const stages = ['chargeback', 're-presentment', 'pre-arbitration', 'arbitration'] as const;

type Page_ = { readonly disputes: readonly DisputeSummary[]; readonly next?: string };

export function Disputes(): ReactNode {
  const say = consoleTexts.use();
  const [view, setView] = useState<View>('waiting');
  const [reason, setReason] = useState('any');
  const [stage, setStage] = useState('any');
  const filter = {
    ...views[view],
    reason: reason === 'any' ? undefined : reason,
    stage: stage === 'any' ? undefined : stage,
  };
  const key = `${view} ${reason} ${stage}`;
  const loaded = useLoaded(key, async () => await door.get<Page_>('/card-disputes', { query: filter }));
  const [more, setMore] = useState<{ key: string; rows: readonly DisputeSummary[]; next: string | undefined }>();
  const further = more?.key === key ? more : undefined;
  const next = further === undefined ? (loaded.state === 'ready' ? loaded.value.next : undefined) : further.next;
  const loadMore = useAct(async () => {
    const page = await door.get<Page_>('/card-disputes', { query: { ...filter, cursor: next } });
    setMore({ key, rows: [...(further?.rows ?? []), ...page.disputes], next: page.next });
  });
  const choice = (group: string, name: string) => {
    const text = name === 'any' ? say('disputes.any') : named(say, group, name);
    return { id: name, label: text, text };
  };
  return (
    <Page title={say('nav.disputes')} lead={say('disputes.lead')}>
      <div className="toolbar">
        <div className="segments" role="group" aria-label={say('disputes.view')}>
          {(Object.keys(views) as View[]).map((name) => (
            <button key={name} type="button" aria-pressed={view === name} onClick={() => setView(name)}>
              {say(`disputes.${name}`)}
            </button>
          ))}
        </div>
        <Select
          label={say('dispute.reason')}
          options={['any', ...reasons].map((name) => choice('disputeReason', name))}
          value={reason}
          onChange={setReason}
        />
        <Select
          label={say('dispute.stage')}
          options={['any', ...stages].map((name) => choice('stage', name))}
          value={stage}
          onChange={setStage}
        />
      </div>
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={5} height="1.6rem" />}
      {loaded.state === 'ready' && <DisputeTable label={say('nav.disputes')} rows={[...loaded.value.disputes, ...(further?.rows ?? [])]} />}
      <ErrorBanner error={loadMore.error} />
      {next !== undefined && (
        <Button look="secondary" pending={loadMore.pending} onPress={() => void loadMore.run()}>
          {say('disputes.more')}
        </Button>
      )}
    </Page>
  );
}
