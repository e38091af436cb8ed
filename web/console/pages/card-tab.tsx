// A customer's card accounts as the contact centre sees them: wallets, cards, holds, transactions, loads, disputes, fees (PC-26).
import { useState, type ReactNode } from 'react';
import { formatDate, formatNumber } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { ErrorBanner, Tag, type Tone } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Table } from '../../shared/ui/table.tsx';
import type { AccountView, SeenAccount, SeenCard, SeenHold, SeenTransaction } from '../card-types.ts';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import type { Call } from '../types.ts';
import { CardActs } from './card-acts.tsx';
import { CardCare } from './card-care.tsx';
import { DisputeForm } from './dispute-form.tsx';
import { DisputeTable, showDay } from './dispute-parts.tsx';

type Shared = { readonly call: Call | null; readonly onChanged: () => void };

export function CardTab({ customerId, call, onChanged }: Shared & { readonly customerId: string }): ReactNode {
  const say = consoleTexts.use();
  const loaded = useLoaded(
    `cards ${customerId}`,
    async () => (await door.get<{ accounts: SeenAccount[] }>(`/customers/${customerId}/card-accounts`)).accounts,
  );
  if (loaded.state === 'failed') return <ErrorBanner error={loaded.error} onRetry={loaded.reload} />;
  if (loaded.state === 'loading') return <Skeleton lines={5} height="1.5rem" />;
  if (loaded.value.length === 0) return <EmptyState icon="card" title={say('cards.none')} />;
  const changed = (): void => {
    loaded.reload();
    onChanged();
  };
  return (
    <div className="stack">
      {loaded.value.map((account) => (
        <Account key={account.accountId} account={account} call={call} onChanged={changed} />
      ))}
    </div>
  );
}

const accountTones: Readonly<Record<string, Tone | 'plain'>> = { open: 'good', pending: 'warn', frozen: 'bad', closing: 'warn' };
const cardTones: Readonly<Record<string, Tone | 'plain'>> = { active: 'good', inactive: 'warn', frozen: 'warn', suspended: 'bad' };

function Account({ account, call, onChanged }: Shared & { readonly account: SeenAccount }): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  return (
    <section className="stack card-account" aria-label={say('cards.account')}>
      <p className="customer-line">
        <Tag tone={accountTones[account.status] ?? 'plain'}>{named(say, 'cardAccountStatus', account.status)}</Tag>
        <span>{say('cards.since', { date: formatDate(account.openedAt, 'date', timeZone) })}</span>
        <span>
          {say('cards.terms')} <Ltr>{account.termsVersion}</Ltr>
        </span>
        {account.statusReason !== undefined && (
          <span>
            {say('cards.reasonKept')} <bdi>{named(say, 'cardReason', account.statusReason)}</bdi>
          </span>
        )}
      </p>
      <div className="panel">
        <Table
          label={say('cards.wallets')}
          rows={account.wallets}
          rowId={({ currency }) => currency}
          columns={[
            { id: 'currency', title: say('cards.wallet'), cell: ({ currency }) => <Ltr>{currency}</Ltr> },
            { id: 'balance', title: say('cards.balance'), end: true, cell: ({ balance }) => <Money amount={balance} /> },
            { id: 'held', title: say('cards.held'), end: true, cell: ({ held }) => <Money amount={held} /> },
            {
              id: 'available',
              title: say('cards.available'),
              end: true,
              cell: ({ available }) => (
                <strong>
                  <Money amount={available} />
                </strong>
              ),
            },
            {
              id: 'debt',
              title: say('cards.debt'),
              end: true,
              cell: ({ debt }) => (debt.minor === '0' ? <span className="quiet">—</span> : <Money amount={debt} />),
            },
          ]}
        />
      </div>
      <Cards account={account} call={call} onChanged={onChanged} />
      <Lists account={account} onChanged={onChanged} />
      <CardCare account={account} onChanged={onChanged} />
    </section>
  );
}

function Cards({ account, call, onChanged }: Shared & { readonly account: SeenAccount }): ReactNode {
  const say = consoleTexts.use();
  const columns = [
    {
      id: 'number',
      title: say('cards.card'),
      cell: (card: SeenCard) => (
        <span className="cell-link">
          <Ltr>•••• {card.lastFour}</Ltr>
          <span className="cell-note">
            {say(card.role === 'main' ? 'cards.main' : 'cards.additional')} ·{' '}
            {say(card.form === 'virtual' ? 'cards.virtual' : 'cards.physical')}
          </span>
        </span>
      ),
    },
    { id: 'expires', title: say('cards.expires'), cell: ({ expiresOn }: SeenCard) => <span className="nowrap">{showDay(expiresOn)}</span> },
    {
      id: 'state',
      title: say('requests.state'),
      cell: ({ status, statusReason }: SeenCard) => (
        <span className="cell-state">
          <Tag tone={cardTones[status] ?? 'plain'}>{named(say, 'cardStatus', status)}</Tag>
          {statusReason !== undefined && <span className="cell-note">{named(say, 'cardReason', statusReason)}</span>}
        </span>
      ),
    },
    {
      id: 'pin',
      title: say('cards.pin'),
      cell: ({ pinStatus }: SeenCard) => (
        <Tag tone={pinStatus === 'blocked' ? 'bad' : pinStatus === 'set' ? 'good' : 'plain'}>{named(say, 'pinStatus', pinStatus)}</Tag>
      ),
    },
    {
      id: 'acts',
      title: <span className="visually-hidden">{say('acts.title')}</span>,
      end: true,
      cell: (card: SeenCard) => <CardActs card={card} call={call} onChanged={onChanged} />,
    },
  ];
  return (
    <div className="panel">
      <Table label={say('cards.cards')} rows={account.cards} rowId={({ cardId }) => cardId} columns={columns} />
    </div>
  );
}

const lists = ['transactions', 'holds', 'loads', 'disputes', 'fees'] as const;
type List = (typeof lists)[number];
type Transactions = { readonly transactions: readonly SeenTransaction[]; readonly holds: readonly SeenHold[]; readonly next?: string };

function Lists({ account, onChanged }: { readonly account: SeenAccount; readonly onChanged: () => void }): ReactNode {
  const say = consoleTexts.use();
  const [list, setList] = useState<List>('transactions');
  const { accountId } = account;
  const key = `${accountId} ${account.wallets.map(({ balance }) => balance.minor).join()}`;
  const posted = useLoaded(`posted ${key}`, async () => await door.get<Transactions>(`/card-accounts/${accountId}/transactions`));
  const view = useLoaded(`account ${key}`, async () => await door.get<AccountView>(`/card-accounts/${accountId}`));
  const error = posted.state === 'failed' ? posted.error : view.state === 'failed' ? view.error : undefined;
  const changed = (): void => {
    view.reload();
    onChanged();
  };
  return (
    <>
      <div className="segments" role="group" aria-label={say('cards.lists')}>
        {lists.map((name) => (
          <button key={name} type="button" aria-pressed={list === name} onClick={() => setList(name)}>
            {say(`cards.${name}`)}
          </button>
        ))}
      </div>
      <ErrorBanner error={error} />
      {(posted.state === 'loading' || view.state === 'loading') && <Skeleton lines={4} height="1.5rem" />}
      {posted.state === 'ready' && view.state === 'ready' && (
        <>
          {list === 'transactions' && <Posted key={key} first={posted.value} accountId={accountId} onChanged={changed} />}
          {list === 'holds' && <Holds rows={posted.value.holds} />}
          {list === 'loads' && <Loads view={view.value} />}
          {list === 'disputes' && <DisputeTable label={say('cards.disputes')} rows={view.value.disputes} compact />}
          {list === 'fees' && <Fees view={view.value} />}
        </>
      )}
    </>
  );
}

const disputable: readonly string[] = ['purchase', 'cash'];

function Posted({
  first,
  accountId,
  onChanged,
}: {
  readonly first: Transactions;
  readonly accountId: string;
  readonly onChanged: () => void;
}): ReactNode {
  const say = consoleTexts.use();
  const { may, session } = useVisit();
  const { timeZone } = session.programme;
  const [further, setFurther] = useState<{ rows: readonly SeenTransaction[]; next: string | undefined }>({ rows: [], next: first.next });
  const [disputed, setDisputed] = useState<SeenTransaction>();
  const more = useAct(async () => {
    const page = await door.get<Transactions>(`/card-accounts/${accountId}/transactions`, { query: { cursor: further.next } });
    setFurther({ rows: [...further.rows, ...page.transactions], next: page.next });
  });
  return (
    <>
      <div className="panel">
        <Table
          label={say('cards.transactions')}
          rows={[...first.transactions, ...further.rows]}
          rowId={({ transactionId, part }) => `${transactionId}-${part}`}
          empty={<EmptyState icon="bill" title={say('cards.noTransactions')} />}
          columns={[
            {
              id: 'at',
              title: say('history.at'),
              cell: ({ occurredAt }) => <span className="nowrap tabular">{formatDate(occurredAt, 'date-time', timeZone)}</span>,
            },
            {
              id: 'what',
              title: say('history.what'),
              cell: ({ merchant, kind, detail, cardLastFour }) => (
                <span className="cell-link">
                  <bdi>{merchant === undefined ? named(say, 'transactionKind', kind) : merchant.name}</bdi>
                  <span className="cell-note">
                    {merchant === undefined ? named(say, 'transactionDetail', detail) : named(say, 'transactionKind', kind)}
                    {merchant?.country === undefined ? '' : ` · ${merchant.country}`}
                    {cardLastFour !== undefined && (
                      <>
                        {' · '}
                        <Ltr>•••• {cardLastFour}</Ltr>
                      </>
                    )}
                  </span>
                </span>
              ),
            },
            {
              id: 'amount',
              title: say('dispute.amount'),
              end: true,
              cell: ({ amount, original }) => (
                <span className="amounts">
                  <Money amount={amount} signed />
                  {original !== undefined && original.currency !== amount.currency && (
                    <span className="cell-note">
                      <Money amount={original} />
                    </span>
                  )}
                </span>
              ),
            },
            {
              id: 'act',
              title: <span className="visually-hidden">{say('acts.title')}</span>,
              end: true,
              cell: (row) =>
                may('dispute.open') && disputable.includes(row.kind) && row.part === 0 ? (
                  <Button look="quiet" small onPress={() => setDisputed(row)}>
                    {say('cards.dispute')}
                  </Button>
                ) : null,
            },
          ]}
        />
      </div>
      <ErrorBanner error={more.error} />
      {further.next !== undefined && (
        <Button look="secondary" pending={more.pending} onPress={() => void more.run()}>
          {say('disputes.more')}
        </Button>
      )}
      {disputed !== undefined && (
        <DisputeForm
          accountId={accountId}
          transaction={disputed}
          onClose={(taken) => {
            setDisputed(undefined);
            if (taken) onChanged();
          }}
        />
      )}
    </>
  );
}

function Holds({ rows }: { readonly rows: readonly SeenHold[] }): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  return (
    <div className="panel">
      <Table
        label={say('cards.holds')}
        rows={rows}
        rowId={({ authorizationId }) => authorizationId}
        empty={<EmptyState icon="clock" title={say('cards.noHolds')} />}
        columns={[
          {
            id: 'at',
            title: say('history.at'),
            cell: ({ at }) => <span className="nowrap tabular">{formatDate(at, 'date-time', timeZone)}</span>,
          },
          { id: 'merchant', title: say('dispute.merchant'), cell: ({ merchantName }) => <bdi>{merchantName}</bdi> },
          {
            id: 'card',
            title: say('cards.card'),
            cell: ({ cardLastFour }) => (cardLastFour === undefined ? '—' : <Ltr>{cardLastFour}</Ltr>),
          },
          {
            id: 'until',
            title: say('cards.until'),
            cell: ({ expiresAt }) => (
              <span className="nowrap tabular">{expiresAt === undefined ? '—' : formatDate(expiresAt, 'date-time', timeZone)}</span>
            ),
          },
          {
            id: 'held',
            title: say('cards.held'),
            end: true,
            cell: ({ held }) => (
              <span className="amounts">
                {held.map((amount) => (
                  <Money key={amount.currency} amount={amount} />
                ))}
              </span>
            ),
          },
        ]}
      />
    </div>
  );
}

function Loads({ view }: { readonly view: AccountView }): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  return (
    <div className="panel">
      <Table
        label={say('cards.loads')}
        rows={view.loads}
        rowId={({ loadId }) => loadId}
        empty={<EmptyState icon="plus" title={say('cards.noLoads')} />}
        columns={[
          {
            id: 'at',
            title: say('history.at'),
            cell: ({ askedAt }) => <span className="nowrap tabular">{formatDate(askedAt, 'date-time', timeZone)}</span>,
          },
          { id: 'source', title: say('cards.source'), cell: ({ source }) => named(say, 'loadSource', source) },
          {
            id: 'state',
            title: say('requests.state'),
            cell: ({ status }) => (
              <Tag tone={status === 'posted' ? 'good' : status === 'returned' ? 'bad' : 'info'}>{named(say, 'loadStatus', status)}</Tag>
            ),
          },
          { id: 'amount', title: say('dispute.amount'), end: true, cell: ({ amount }) => <Money amount={amount} /> },
        ]}
      />
    </div>
  );
}

function Fees({ view }: { readonly view: AccountView }): ReactNode {
  const say = consoleTexts.use();
  const { from, vatPpm, items } = view.fees;
  return (
    <div className="panel">
      <Table
        label={say('cards.fees')}
        rows={items}
        rowId={({ fee }) => fee}
        columns={[
          { id: 'fee', title: say('cards.fee'), cell: ({ fee }) => named(say, 'fee', fee) },
          { id: 'net', title: say('cards.net'), end: true, cell: ({ net }) => <Money amount={net} /> },
          {
            id: 'vat',
            title: say('cards.vat', { percent: formatNumber(vatPpm / 10_000) }),
            end: true,
            cell: ({ vat }) => <Money amount={vat} />,
          },
          {
            id: 'total',
            title: say('cards.total'),
            end: true,
            cell: ({ total }) => (
              <strong>
                <Money amount={total} />
              </strong>
            ),
          },
        ]}
      />
      <p className="panel-note">{from === '' ? '' : say('cards.feesFrom', { date: showDay(from) })}</p>
    </div>
  );
}
