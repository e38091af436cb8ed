// Acts that wait for a second person, and what became of the others.
import { useState, type ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { Banner, ErrorBanner, Tag, type Tone } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Details, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import type { RequestView } from '../types.ts';

const tones: Readonly<Record<RequestView['status'], Tone | 'plain'>> = {
  waiting: 'info',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'plain',
  failed: 'bad',
  expired: 'plain',
};
const filters = ['waiting', 'all'] as const;

export function Requests(): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  const [filter, setFilter] = useState<(typeof filters)[number]>('waiting');
  const [open, setOpen] = useState<RequestView>();
  const status = filter === 'waiting' ? 'waiting' : undefined;
  const loaded = useLoaded(filter, async () => (await door.get<{ requests: RequestView[] }>('/requests', { query: { status } })).requests);
  const rows = loaded.state === 'ready' ? loaded.value.filter((row) => filter === 'all' || row.status === 'waiting') : [];
  return (
    <Page title={say('nav.requests')} lead={say('requests.lead')}>
      <div className="segments" role="group" aria-label={say('requests.filter')}>
        {filters.map((name) => (
          <button key={name} type="button" aria-pressed={filter === name} onClick={() => setFilter(name)}>
            {say(`requests.${name}`)}
          </button>
        ))}
      </div>
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={4} height="1.6rem" />}
      {loaded.state === 'ready' && (
        <div className="panel">
          <Table
            label={say('nav.requests')}
            rows={rows}
            rowId={({ id }) => id}
            empty={<EmptyState icon="good" title={say('requests.none')} />}
            columns={[
              {
                id: 'at',
                title: say('requests.askedAt'),
                cell: ({ askedAt }) => <span className="nowrap tabular">{formatDate(askedAt, 'date-time', timeZone)}</span>,
              },
              { id: 'what', title: say('requests.what'), cell: ({ action }) => named(say, 'request', action) },
              {
                id: 'customer',
                title: say('customer.title'),
                cell: ({ customer }) => (
                  <Link className="cell-link" to={`/customers/${customer.id}`}>
                    <bdi>{customer.name}</bdi>
                    <span className="cell-note">
                      <Ltr>{customer.number}</Ltr>
                    </span>
                  </Link>
                ),
              },
              { id: 'by', title: say('requests.askedBy'), cell: ({ askedBy }) => <bdi>{askedBy.name}</bdi> },
              {
                id: 'reason',
                title: say('reason'),
                cell: ({ reason }) => (
                  <bdi className="cell-text" dir="auto">
                    {reason}
                  </bdi>
                ),
              },
              {
                id: 'state',
                title: say('requests.state'),
                cell: (row) => <Tag tone={tones[row.status]}>{named(say, 'requestStatus', row.status)}</Tag>,
              },
              {
                id: 'act',
                title: <span className="visually-hidden">{say('requests.look')}</span>,
                end: true,
                cell: (row) => (
                  <Button look="secondary" small onPress={() => setOpen(row)}>
                    {say(row.mayDecide ? 'requests.decide' : 'requests.look')}
                  </Button>
                ),
              },
            ]}
          />
        </div>
      )}
      {open !== undefined && (
        <Decision
          request={open}
          onClose={(changed) => {
            setOpen(undefined);
            if (changed) loaded.reload();
          }}
        />
      )}
    </Page>
  );
}

function Decision({ request, onClose }: { readonly request: RequestView; readonly onClose: (changed: boolean) => void }): ReactNode {
  const say = consoleTexts.use();
  const { session } = useVisit();
  const { timeZone } = session.programme;
  const [note, setNote] = useState('');
  const own = request.askedBy.id === session.person.staffId;
  const decide = useAct(async (decision: 'approve' | 'refuse') => {
    const { status, because } = await door.post<{ status: string; because?: string }>(`/requests/${request.id}/decision`, {
      decision,
      note,
    });
    toast(
      because === undefined
        ? named(say, 'requestStatus', status)
        : `${named(say, 'requestStatus', status)}: ${named(say, 'because', because)}`,
    );
    onClose(true);
  });
  const withdraw = useAct(async () => {
    await door.post(`/requests/${request.id}/withdrawal`);
    onClose(true);
  });
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={named(say, 'request', request.action)}
      actions={
        <>
          {request.mayDecide && (
            <Button icon="check" pending={decide.pending} onPress={() => void decide.run('approve')}>
              {say('requests.approve')}
            </Button>
          )}
          {request.mayDecide && (
            <Button look="danger" icon="close" disabled={decide.pending} onPress={() => void decide.run('refuse')}>
              {say('requests.refuse')}
            </Button>
          )}
          {own && request.status === 'waiting' && (
            <Button look="secondary" pending={withdraw.pending} onPress={() => void withdraw.run()}>
              {say('requests.withdraw')}
            </Button>
          )}
          <Button look="secondary" onPress={() => onClose(false)}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <ErrorBanner error={decide.error ?? withdraw.error} />
      {own && request.status === 'waiting' && <Banner tone="info">{say('requests.own')}</Banner>}
      <Details
        rows={[
          [
            say('customer.title'),
            <span key="c">
              <bdi>{request.customer.name}</bdi> · <Ltr>{request.customer.number}</Ltr>
            </span>,
          ],
          [say('token.serial'), request.payload['serial'] === undefined ? undefined : <Ltr key="s">{request.payload['serial']}</Ltr>],
          [say('customer.mobile'), request.payload['mobile'] === undefined ? undefined : <Ltr key="m">{request.payload['mobile']}</Ltr>],
          [say('reason'), <bdi key="r">{request.reason}</bdi>],
          [say('requests.askedBy'), <bdi key="b">{request.askedBy.name}</bdi>],
          [say('requests.askedAt'), formatDate(request.askedAt, 'date-time', timeZone)],
          [say('requests.until'), request.status === 'waiting' ? formatDate(request.expiresAt, 'date-time', timeZone) : undefined],
          [say('requests.decidedBy'), request.decidedBy === null ? undefined : <bdi key="d">{request.decidedBy.name}</bdi>],
          [say('requests.note'), request.note === null ? undefined : <bdi key="n">{named(say, 'because', request.note)}</bdi>],
        ]}
      />
      {request.mayDecide && <TextField label={say('requests.note')} value={note} onChange={setNote} maxLength={300} />}
    </Dialog>
  );
}
