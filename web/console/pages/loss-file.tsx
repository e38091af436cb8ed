// One loss file: the report and its notices, what was done with the card, attempts to reach the holder; what can be added at the side.
import { useState, type ReactNode } from 'react';
import { useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { Banner, ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Card, Details, Skeleton } from '../../shared/ui/card.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Table } from '../../shared/ui/table.tsx';
import type { LossFile, LossReport } from '../care-types.ts';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import { ConfirmationTag, Moment, Words } from './care-parts.tsx';
import { Contact } from './contact.tsx';
import { LossEntryForm, isFinding, type EntryKind } from './loss-entry.tsx';

export function LossFilePage({ reportId = '' }: { readonly reportId?: string }): ReactNode {
  const say = consoleTexts.use();
  const { may } = useVisit();
  const loaded = useLoaded(reportId, async () => await door.get<LossFile>(`/loss-reports/${reportId}`));
  const back = { label: say('nav.lossFiles'), to: '/loss-files' };
  if (loaded.state !== 'ready') {
    return (
      <Page title={say('lossFile.title')} back={back}>
        {loaded.state === 'failed' ? <ErrorBanner error={loaded.error} onRetry={loaded.reload} /> : <Skeleton lines={6} height="1.6rem" />}
      </Page>
    );
  }
  const { report, holder } = loaded.value;
  return (
    <Page title={say('lossFile.of', { digits: report.lastFour })} back={back}>
      <p className="customer-line">
        <span>{named(say, 'cardReason', report.kind)}</span>
        <ConfirmationTag report={report} />
        {may('customer.view') ? (
          <Link to={`/customers/${holder.customerId}`}>
            <bdi>{holder.name}</bdi>
          </Link>
        ) : (
          <bdi>{holder.name}</bdi>
        )}
        <span>
          {say('customer.number')} <Ltr>{holder.number}</Ltr>
        </span>
      </p>
      <div className="columns">
        <div className="stack">
          {report.confirmation === 'missed' && <Banner tone="warn">{say('lossFile.missed')}</Banner>}
          <div className="cards">
            <Standing report={report} />
            <TheCard file={loaded.value} />
          </div>
          <Entries report={report} />
          {may('card.contact') && <Contact accountId={report.accountId} />}
        </div>
        <aside className="side" aria-label={say('acts.title')}>
          <Acts report={report} onChanged={loaded.reload} />
        </aside>
      </div>
    </Page>
  );
}

function Standing({ report }: { readonly report: LossReport }): ReactNode {
  const say = consoleTexts.use();
  return (
    <Card title={say('dispute.standing')} level={2}>
      <Details
        rows={[
          [say('lossFile.happened'), report.happenedAt === undefined ? undefined : <Moment key="h" at={report.happenedAt} />],
          [say('lossFile.reported'), <Moment key="r" at={report.reportedAt} />],
          [say('lossFile.due'), <Moment key="d" at={report.confirmationDueAt} />],
          [say('lossFile.written'), <Moment key="w" at={report.writtenAt} />],
        ]}
      />
    </Card>
  );
}

/** What was done with the card. */
function TheCard({ file }: { readonly file: LossFile }): ReactNode {
  const say = consoleTexts.use();
  const { report, card } = file;
  return (
    <Card title={say('lossFile.card')} level={2}>
      <Details
        rows={[
          [say('cards.card'), <Ltr key="n">•••• {report.lastFour}</Ltr>],
          [
            say('requests.state'),
            <Tag key="s" tone={card.status === 'closed' ? 'plain' : 'warn'} icon="lock">
              {named(say, 'cardStatus', card.status)}
            </Tag>,
          ],
          [say('lossFile.blocked'), card.closedAt === undefined ? undefined : <Moment key="c" at={card.closedAt} />],
          [
            say('lossFile.replacedBy'),
            card.replacedBy === undefined ? say('lossFile.notReplaced') : <Ltr key="r">•••• {card.replacedBy}</Ltr>,
          ],
        ]}
      />
    </Card>
  );
}

function Entries({ report }: { readonly report: LossReport }): ReactNode {
  const say = consoleTexts.use();
  return (
    <Card title={say('lossFile.entries')} level={2}>
      <Table
        label={say('lossFile.entries')}
        rows={report.entries}
        rowId={({ entryId }) => entryId}
        columns={[
          { id: 'at', title: say('history.at'), cell: ({ at }) => <Moment at={at} /> },
          {
            id: 'what',
            title: say('history.what'),
            cell: ({ kind, channel }) => (
              <span className="cell-link">
                {named(say, 'lossEntry', kind)}
                {!isFinding(kind) && <span className="cell-note">{named(say, 'lossChannel', channel)}</span>}
              </span>
            ),
          },
          {
            id: 'why',
            title: say('lossFile.document'),
            cell: ({ reference, reason }) => <Words text={[reference, reason].filter((text) => text !== undefined).join(' · ')} />,
          },
          { id: 'who', title: say('history.who'), cell: ({ actor }) => named(say, 'actor', actor?.split(':')[0] ?? '') },
        ]}
      />
    </Card>
  );
}

const adds: readonly (readonly [EntryKind, IconName])[] = [
  ['written', 'document'],
  ['police', 'shield'],
  ['found', 'search'],
  ['late-notice', 'clock'],
  ['neglect', 'warn'],
  ['unsigned', 'eye'],
];

function Acts({ report, onChanged }: { readonly report: LossReport; readonly onChanged: () => void }): ReactNode {
  const say = consoleTexts.use();
  const { may } = useVisit();
  const [open, setOpen] = useState<EntryKind>();
  const possible = adds.filter(([kind]) => kind !== 'written' || report.writtenAt === undefined);
  return (
    <Card title={say('acts.title')}>
      {!may('card.loss') && <p className="quiet small">{say('lossFile.noActs')}</p>}
      {may('card.loss') && (
        <div className="acts">
          {possible.map(([kind, icon]) => (
            <button key={kind} type="button" className="act" onClick={() => setOpen(kind)}>
              <Icon name={icon} size={18} />
              <span>{say(`lossDo.${kind}`)}</span>
            </button>
          ))}
        </div>
      )}
      {open !== undefined && (
        <LossEntryForm
          key={open}
          report={report}
          kind={open}
          onClose={(changed) => {
            setOpen(undefined);
            if (changed) onChanged();
          }}
        />
      )}
    </Card>
  );
}
