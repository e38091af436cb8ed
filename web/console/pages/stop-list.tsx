// The stop list: cards that acceptors must not take, with the reasons that are kept for those who may read them (PC-54).
import type { ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { useLoaded } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';

type Entry = {
  readonly entryId: string;
  readonly lastFour: string;
  readonly reason: string;
  readonly note: string;
  readonly listedAt: string;
};

export function StopList(): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  const loaded = useLoaded('stop list', async () => (await door.get<{ entries: Entry[] }>('/card-stop-list')).entries);
  return (
    <Page title={say('nav.stopList')} lead={say('stopList.lead')}>
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={4} height="1.6rem" />}
      {loaded.state === 'ready' && (
        <div className="panel">
          <Table
            label={say('nav.stopList')}
            rows={loaded.value}
            rowId={({ entryId }) => entryId}
            empty={<EmptyState icon="shield" title={say('stopList.none')} />}
            columns={[
              { id: 'card', title: say('cards.card'), cell: ({ lastFour }) => <Ltr>•••• {lastFour}</Ltr> },
              { id: 'reason', title: say('cardActs.reason'), cell: ({ reason }) => named(say, 'cardReason', reason) },
              {
                id: 'note',
                title: say('dispute.note'),
                cell: ({ note }) => (
                  <bdi className="cell-text" dir="auto">
                    {note}
                  </bdi>
                ),
              },
              {
                id: 'at',
                title: say('stopList.listed'),
                cell: ({ listedAt }) => <span className="nowrap tabular">{formatDate(listedAt, 'date-time', timeZone)}</span>,
              },
            ]}
          />
        </div>
      )}
    </Page>
  );
}
