// One dispute: its three tracks, its documents and history in the middle, what may be done now at the side.
import type { ReactNode } from 'react';
import { formatDate, formatNumber } from '../../shared/i18n/format.ts';
import { useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { Banner, ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Card, Details, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Table } from '../../shared/ui/table.tsx';
import type { DisputeView } from '../card-types.ts';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import { DisputeActs } from './dispute-acts.tsx';
import { DisputeTag, dueOf, showDay } from './dispute-parts.tsx';

export function DisputePage({ disputeId = '' }: { readonly disputeId?: string }): ReactNode {
  const say = consoleTexts.use();
  const { may } = useVisit();
  const loaded = useLoaded(disputeId, async () => await door.get<DisputeView>(`/card-disputes/${disputeId}`));
  const back = { label: say('nav.disputes'), to: '/disputes' };
  if (loaded.state !== 'ready') {
    return (
      <Page title={say('dispute.title')} back={back}>
        {loaded.state === 'failed' ? <ErrorBanner error={loaded.error} onRetry={loaded.reload} /> : <Skeleton lines={6} height="1.6rem" />}
      </Page>
    );
  }
  const dispute = loaded.value;
  return (
    <Page title={dispute.merchantName === '' ? say('dispute.title') : dispute.merchantName} back={back}>
      <p className="customer-line">
        <span>
          {say('dispute.reference')} <Ltr>{dispute.reference}</Ltr>
        </span>
        <span>{named(say, 'disputeReason', dispute.reason)}</span>
        <DisputeTag dispute={dispute} />
        {may('customer.view') && <Link to={`/customers/${dispute.customerId}`}>{say('dispute.holder')}</Link>}
      </p>
      <div className="columns">
        <div className="stack">
          {dispute.writeOffAskedBy !== null && (
            <Banner tone="warn" title={say('dispute.writeOffAsked')}>
              {dispute.writeOffNote}
            </Banner>
          )}
          {dispute.because !== null && (
            <Banner tone={dispute.outcome === 'won' ? 'good' : 'info'}>{named(say, 'ending', dispute.because)}</Banner>
          )}
          <Amounts dispute={dispute} />
          <div className="cards">
            <Standing dispute={dispute} />
            <Findings dispute={dispute} />
          </div>
          <Documents dispute={dispute} />
          <History dispute={dispute} />
        </div>
        <aside className="side" aria-label={say('acts.title')}>
          <DisputeActs dispute={dispute} onChanged={loaded.reload} />
        </aside>
      </div>
    </Page>
  );
}

function Amounts({ dispute }: { readonly dispute: DisputeView }): ReactNode {
  const say = consoleTexts.use();
  const all = ['original', 'credited', 'recovered', 'writtenOff', 'denied', 'remaining'] as const;
  // What is nowhere is left out: the table stays narrow.
  const columns = all.filter(
    (name) => name === 'original' || name === 'credited' || dispute.amounts.some((amount) => amount[name].minor !== '0'),
  );
  return (
    <div className="panel">
      <Table
        label={say('dispute.amounts')}
        rows={dispute.amounts.map((amount, index) => ({ ...amount, index }))}
        rowId={({ index }) => String(index)}
        columns={[
          { id: 'role', title: say('dispute.amounts'), cell: ({ role }) => say(role === 'fee' ? 'dispute.fee' : 'dispute.transaction') },
          ...columns.map((name) => ({
            id: name,
            title: say(`amount.${name}`),
            end: true,
            cell: (row: DisputeView['amounts'][number]) =>
              row[name].minor === '0' && name !== 'original' ? <span className="quiet">—</span> : <Money amount={row[name]} />,
          })),
        ]}
      />
    </div>
  );
}

function Standing({ dispute }: { readonly dispute: DisputeView }): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  const due = dueOf(dispute);
  const when = (text: string): ReactNode => <span className="tabular">{formatDate(text, 'date-time', timeZone)}</span>;
  return (
    <Card title={say('dispute.standing')} level={2}>
      <Details
        rows={[
          [say('requests.state'), named(say, 'disputeStatus', dispute.status)],
          [say('dispute.stage'), dispute.stage === null ? say('dispute.noStage') : named(say, 'stage', dispute.stage)],
          [say('dispute.due'), due === null ? undefined : showDay(due)],
          [say('dispute.occurred'), when(dispute.occurredAt)],
          [say('dispute.cardPresent'), say(dispute.cardPresent ? 'dispute.present.yes' : 'dispute.present.no')],
          [say('dispute.submitted'), dispute.submittedAt === null ? undefined : when(dispute.submittedAt)],
          [say('dispute.slips'), dispute.slipRequests === 0 ? undefined : formatNumber(dispute.slipRequests)],
        ]}
      />
      <h3 className="part-title">{say('dispute.statement')}</h3>
      <p className="small" dir="auto">
        {dispute.statement}
      </p>
    </Card>
  );
}

/** PC-32, PC-50, PC-51: what speaks for and against the holder. */
function Findings({ dispute }: { readonly dispute: DisputeView }): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  const when = (text: string | null): ReactNode =>
    text === null ? '—' : <span className="tabular">{formatDate(text, 'date-time', timeZone)}</span>;
  const { loss, lateReasonGood, cardUnsigned } = dispute;
  const late = dispute.reportedLate ? (
    <Tag tone={lateReasonGood === true ? 'good' : 'warn'}>
      {say(lateReasonGood === null ? 'finding.late' : lateReasonGood ? 'finding.lateGood' : 'finding.lateNot')}
    </Tag>
  ) : (
    <Tag tone="good">{say('finding.inTime')}</Tag>
  );
  return (
    <Card title={say('dispute.findings')} level={2}>
      <Details
        rows={[
          [say('finding.sms'), when(dispute.smsSentAt)],
          [say('finding.reported'), when(dispute.reportedAt)],
          [say('finding.report'), late],
          [say('finding.why'), dispute.lateReasonNote === null ? undefined : <bdi key="l">{dispute.lateReasonNote}</bdi>],
          [
            say('finding.signature'),
            cardUnsigned === null ? (
              '—'
            ) : (
              <Tag key="s" tone={cardUnsigned ? 'bad' : 'good'}>
                {say(cardUnsigned ? 'finding.unsigned' : 'finding.signed')}
              </Tag>
            ),
          ],
          [say('finding.why'), dispute.cardUnsignedNote === null ? undefined : <bdi key="u">{dispute.cardUnsignedNote}</bdi>],
          [say('finding.loss'), loss === null ? say('finding.noLoss') : when(loss.reportedAt)],
          [say('finding.spoken'), loss === null ? undefined : say(`side.${loss.spoken}`)],
          [say('finding.writtenNotice'), loss === null ? undefined : when(loss.writtenAt)],
          [say('finding.written'), loss === null ? undefined : say(`side.${loss.written}`)],
        ]}
      />
    </Card>
  );
}

function Documents({ dispute }: { readonly dispute: DisputeView }): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  return (
    <Card title={say('dispute.documents')} level={2}>
      {dispute.missing.length > 0 && (
        <Banner tone="warn">
          {say('dispute.missing')} {dispute.missing.map((kind) => named(say, 'document', kind)).join(' · ')}
        </Banner>
      )}
      <Table
        label={say('dispute.documents')}
        rows={dispute.documents}
        rowId={({ documentId }) => documentId}
        empty={<EmptyState icon="document" title={say('dispute.noDocuments')} />}
        columns={[
          { id: 'kind', title: say('document.kind'), cell: ({ kind }) => named(say, 'document', kind) },
          {
            id: 'name',
            title: say('document.name'),
            cell: ({ documentId, fileName }) => (
              <a href={door.url(`/card-disputes/${dispute.disputeId}/documents/${documentId}`)} download={fileName}>
                <bdi>{fileName}</bdi>
              </a>
            ),
          },
          {
            id: 'size',
            title: say('document.size'),
            end: true,
            cell: ({ size }) => say('document.kilobytes', { size: Math.ceil(size / 1000) }),
          },
          {
            id: 'at',
            title: say('history.at'),
            cell: ({ addedAt }) => <span className="nowrap tabular">{formatDate(addedAt, 'date-time', timeZone)}</span>,
          },
        ]}
      />
    </Card>
  );
}

function History({ dispute }: { readonly dispute: DisputeView }): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  return (
    <Card title={say('customer.history')} level={2}>
      <Table
        label={say('customer.history')}
        rows={dispute.history.toReversed()}
        rowId={({ seq }) => String(seq)}
        columns={[
          {
            id: 'at',
            title: say('history.at'),
            cell: ({ at }) => <span className="nowrap tabular">{formatDate(at, 'date-time', timeZone)}</span>,
          },
          { id: 'act', title: say('history.what'), cell: ({ act }) => named(say, 'disputeAct', act) },
          { id: 'who', title: say('history.who'), cell: ({ actor }) => named(say, 'actor', actor.split(':')[0] ?? '') },
          {
            id: 'note',
            title: say('history.why'),
            cell: ({ note }) => (
              <bdi className="cell-text" dir="auto">
                {note === '' ? '—' : note}
              </bdi>
            ),
          },
        ]}
      />
    </Card>
  );
}
