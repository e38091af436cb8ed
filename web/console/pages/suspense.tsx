// What waits in suspense because no card was found for it: settled on a card or given back to the scheme, asked by one and agreed to by another.
import { useState, type ReactNode } from 'react';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { ErrorBanner, Tag, type Tone } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { door, useVisit } from '../door.ts';
import type { SuspenseItem } from '../suspense-types.ts';
import { consoleTexts, named } from '../texts.ts';
import { Moment } from './care-parts.tsx';
import { SuspenseForm } from './suspense-form.tsx';

const views = { waiting: {}, matched: { status: 'matched' }, returned: { status: 'returned' } } as const;
type View = keyof typeof views;
type List = { readonly items: readonly SuspenseItem[]; readonly next?: string };

const tones: Readonly<Record<SuspenseItem['status'], Tone>> = { open: 'warn', asked: 'info', matched: 'good', returned: 'good' };

export function Suspense(): ReactNode {
  const say = consoleTexts.use();
  const { may } = useVisit();
  const [view, setView] = useState<View>('waiting');
  const [open, setOpen] = useState<SuspenseItem>();
  const [more, setMore] = useState<{ view: View; rows: readonly SuspenseItem[]; next: string | undefined }>();
  const loaded = useLoaded(view, () => door.get<List>('/suspense', { query: views[view] }));
  const further = more?.view === view ? more : undefined;
  const next = further === undefined ? (loaded.state === 'ready' ? loaded.value.next : undefined) : further.next;
  const loadMore = useAct(async () => {
    const page = await door.get<List>('/suspense', { query: { ...views[view], cursor: next } });
    setMore({ view, rows: [...(further?.rows ?? []), ...page.items], next: page.next });
  });
  return (
    <Page title={say('nav.suspense')} lead={say('suspense.lead')}>
      <div className="toolbar">
        <div className="segments" role="group" aria-label={say('suspense.view')}>
          {(Object.keys(views) as View[]).map((name) => (
            <button key={name} type="button" aria-pressed={view === name} onClick={() => setView(name)}>
              {say(`suspense.${name}`)}
            </button>
          ))}
        </div>
      </div>
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={4} height="1.6rem" />}
      {loaded.state === 'ready' && (
        <div className="panel">
          <Table
            label={say('nav.suspense')}
            rows={[...loaded.value.items, ...(further?.rows ?? [])]}
            rowId={({ itemId }) => itemId}
            empty={
              <EmptyState icon="good" title={say(`suspense.none.${view}`)}>
                {say(`suspense.none.${view}.text`)}
              </EmptyState>
            }
            columns={[
              { id: 'at', title: say('history.at'), cell: ({ at }) => <Moment at={at} /> },
              {
                id: 'what',
                title: say('history.what'),
                cell: ({ kind, merchantName, country }) => (
                  <span className="cell-link">
                    <bdi>{merchantName ?? named(say, 'suspenseKind', kind)}</bdi>
                    <span className="cell-note">
                      {named(say, 'suspenseKind', kind)}
                      {country === undefined ? '' : ` · ${country}`}
                    </span>
                  </span>
                ),
              },
              {
                id: 'reference',
                title: say('suspense.reference'),
                cell: ({ reference }) => (
                  <span className="cell-note">
                    <Ltr>{reference}</Ltr>
                  </span>
                ),
              },
              {
                id: 'state',
                title: say('requests.state'),
                cell: ({ status, resolution }) => (
                  <span className="cell-state">
                    <Tag tone={tones[status]}>{say(`suspenseStatus.${status}`)}</Tag>
                    {status === 'asked' && resolution !== undefined && (
                      <span className="cell-note">{say(`suspenseDo.${resolution.act}`)}</span>
                    )}
                  </span>
                ),
              },
              { id: 'amount', title: say('dispute.amount'), end: true, cell: ({ amount }) => <Money amount={amount} /> },
              {
                id: 'act',
                title: <span className="visually-hidden">{say('acts.title')}</span>,
                end: true,
                cell: (item) =>
                  may('suspense.resolve') && view === 'waiting' ? (
                    <Button look="secondary" small onPress={() => setOpen(item)}>
                      {say(item.status === 'asked' ? 'requests.decide' : 'suspense.resolve')}
                    </Button>
                  ) : null,
              },
            ]}
          />
        </div>
      )}
      <ErrorBanner error={loadMore.error} />
      {next !== undefined && (
        <Button look="secondary" pending={loadMore.pending} onPress={() => void loadMore.run()}>
          {say('disputes.more')}
        </Button>
      )}
      {open !== undefined && (
        <SuspenseForm
          item={open}
          onClose={(changed) => {
            setOpen(undefined);
            if (!changed) return;
            setMore(undefined);
            loaded.reload();
          }}
        />
      )}
    </Page>
  );
}
