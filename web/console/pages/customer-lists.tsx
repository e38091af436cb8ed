// What was sent to a customer, and what happened to their tokens.
import { useState, type ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { useLoaded } from '../../shared/loading.ts';
import { ErrorBanner, Tag, type Tone } from '../../shared/ui/banner.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import type { HistoryRecord, SentMessage } from '../types.ts';

const tones: Readonly<Record<SentMessage['status'], Tone | 'plain'>> = {
  queued: 'plain',
  sent: 'info',
  delivered: 'good',
  failed: 'bad',
  expired: 'warn',
};

export function Messages({ customerId }: { readonly customerId: string }): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  const [filter, setFilter] = useState('');
  const wanted = filter.trim();
  const loaded = useLoaded(
    `${customerId} ${wanted}`,
    async () =>
      await door.get<{ messages: SentMessage[] }>(`/customers/${customerId}/messages`, {
        query: { q: wanted === '' ? undefined : wanted },
      }),
  );
  return (
    <div className="stack">
      <TextField label={say('messages.filter')} value={filter} onChange={setFilter} type="search" maxLength={100} className="filter" />
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={5} height="1.5rem" />}
      {loaded.state === 'ready' && (
        <div className="panel">
          <Table
            label={say('customer.messages')}
            rows={loaded.value.messages}
            rowId={({ id }) => id}
            empty={<EmptyState icon="message" title={say('messages.none')} />}
            columns={[
              {
                id: 'at',
                title: say('messages.at'),
                cell: ({ createdAt }) => <span className="nowrap tabular">{formatDate(createdAt, 'date-time', timeZone)}</span>,
              },
              { id: 'channel', title: say('messages.channel'), cell: ({ channel }) => named(say, 'channel', channel) },
              { id: 'to', title: say('messages.to'), cell: ({ to, channel }) => (channel === 'push' ? '—' : <Ltr>{to}</Ltr>) },
              {
                id: 'text',
                title: say('messages.text'),
                cell: ({ text }) => (
                  <bdi className="cell-text" dir="auto">
                    {text}
                  </bdi>
                ),
              },
              {
                id: 'state',
                title: say('messages.state'),
                cell: ({ status }) => <Tag tone={tones[status]}>{named(say, 'messageStatus', status)}</Tag>,
              },
            ]}
          />
        </div>
      )}
    </div>
  );
}

export function History({ customerId, refusedOnly }: { readonly customerId: string; readonly refusedOnly: boolean }): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  const loaded = useLoaded(
    customerId,
    async () => (await door.get<{ records: HistoryRecord[] }>(`/customers/${customerId}/history`)).records,
  );
  if (loaded.state === 'failed') return <ErrorBanner error={loaded.error} onRetry={loaded.reload} />;
  if (loaded.state === 'loading') return <Skeleton lines={5} height="1.5rem" />;
  return (
    <div className="panel">
      <Table
        label={say(refusedOnly ? 'customer.refusals' : 'customer.history')}
        rows={loaded.value.filter(({ refused }) => refused || !refusedOnly)}
        rowId={({ id }) => id}
        empty={<EmptyState icon="history" title={say(refusedOnly ? 'history.noRefusals' : 'history.none')} />}
        columns={[
          {
            id: 'at',
            title: say('history.at'),
            cell: ({ at }) => <span className="nowrap tabular">{formatDate(at, 'date-time', timeZone)}</span>,
          },
          {
            id: 'kind',
            title: say('history.what'),
            cell: ({ kind, refused }) => (
              <span className="cell-what">
                {refused && !refusedOnly && <Icon name="warn" size={16} />}
                {refused && <span className="visually-hidden">{say('history.refused')}: </span>}
                <span>{named(say, 'event', kind)}</span>
              </span>
            ),
          },
          {
            id: 'actor',
            title: say('history.who'),
            cell: ({ actor }) => (actor.name === null ? named(say, 'actor', actor.kind) : <bdi>{actor.name}</bdi>),
          },
          {
            id: 'reason',
            title: say('history.why'),
            cell: ({ reason }) =>
              reason === null ? (
                '—'
              ) : (
                <bdi className="cell-text" dir="auto">
                  {named(say, 'because', reason)}
                </bdi>
              ),
          },
        ]}
      />
    </div>
  );
}
