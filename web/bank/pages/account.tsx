// One account: the three balances and its entries by day.
import { useState, type ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card, Details, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { kindWords } from '../operation-words.tsx';
import { bankTexts } from '../texts.ts';
import type { Accounts, Entries, Entry } from '../types.ts';

export function AccountPage({ accountId = '' }: { readonly accountId?: string }): ReactNode {
  const say = bankTexts.use();
  const accounts = useLoaded('accounts', () => bank.get<Accounts>('/accounts'));
  const first = useLoaded(`entries/${accountId}`, () => bank.get<Entries>(`/accounts/${accountId}/entries`));
  const [further, setFurther] = useState<readonly Entries[]>([]);
  const account = accounts.state === 'ready' ? accounts.value.accounts.find((one) => one.accountId === accountId) : undefined;
  const pages = first.state === 'ready' ? [first.value, ...further] : [];
  const entries = pages.flatMap((page) => page.entries);
  const next = pages.at(-1)?.next;
  const more = useAct(async () => {
    if (next === undefined) return;
    const page = await bank.get<Entries>(`/accounts/${accountId}/entries`, { query: { cursor: next } });
    setFurther((before) => [...before, page]);
  });

  // Both parts at once, so that the entries are not pushed down on phones.
  if (accounts.state === 'loading' || first.state === 'loading') {
    return (
      <Page title={say('account.title')} back={{ label: say('nav.accounts'), to: '/' }}>
        <Skeleton lines={8} height="2.6rem" />
      </Page>
    );
  }

  return (
    <Page title={account?.name ?? say('account.title')} back={{ label: say('nav.accounts'), to: '/' }}>
      <div className="columns">
        <Card>
          {accounts.state === 'failed' && <ErrorBanner error={accounts.error} onRetry={accounts.reload} />}
          {account !== undefined && (
            <>
              <div className="hero">
                <span className="quiet">{say('account.available')}</span>
                <Money amount={account.available} size="xl" />
              </div>
              <Details
                rows={[
                  [say('account.posted'), <Money amount={account.posted} key="posted" />],
                  [say('account.held'), <Money amount={account.held} key="held" />],
                  [say('account.number'), <Ltr key="number">{account.number}</Ltr>],
                  [say('account.iban'), account.iban === undefined ? undefined : <Ltr key="iban">{account.iban}</Ltr>],
                ]}
              />
              <LinkButton to="/pay" icon="send">
                {say('nav.pay')}
              </LinkButton>
            </>
          )}
          {accounts.state === 'ready' && account === undefined && <EmptyState icon="accounts" title={say('account.unknown')} />}
        </Card>
        <Card flush title={say('account.entries')}>
          {first.state === 'failed' && (
            <div style={{ padding: 'var(--space-5)' }}>
              <ErrorBanner error={first.error} onRetry={first.reload} />
            </div>
          )}
          {first.state === 'ready' && entries.length === 0 && (
            <EmptyState icon="history" title={say('account.noEntries.title')}>
              {say('account.noEntries.text')}
            </EmptyState>
          )}
          {byDay(entries).map(({ day, entries: ofDay }) => (
            <div key={day}>
              <h3 className="day-head">{day}</h3>
              <ul className="list">
                {ofDay.map((entry) => (
                  <li key={entry.entryId}>
                    <EntryRow entry={entry} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <ErrorBanner error={more.error} />
          {next !== undefined && (
            <Button look="quiet" pending={more.pending} onPress={() => void more.run()}>
              {say('more')}
            </Button>
          )}
        </Card>
      </div>
    </Page>
  );
}

function byDay(entries: readonly Entry[]): readonly { readonly day: string; readonly entries: readonly Entry[] }[] {
  const days: { day: string; entries: Entry[] }[] = [];
  for (const entry of entries) {
    const day = formatDate(entry.at, 'date');
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

function EntryRow({ entry }: { readonly entry: Entry }): ReactNode {
  const say = bankTexts.use();
  const isIn = !entry.amount.minor.startsWith('-');
  return (
    <div className="list-item">
      <span className="list-icon">
        <Icon name={isIn ? 'plus' : 'send'} />
      </span>
      <span className="list-body">
        <span className="list-title">
          <bdi>{entry.counterparty ?? kindWords(entry.kind)}</bdi>
        </span>
        <span className="list-note">
          {entry.counterparty === undefined ? '' : `${kindWords(entry.kind)} · `}
          {formatDate(entry.at, 'time')}
          {entry.reference !== undefined && (
            <>
              {' · '}
              <bdi>{entry.reference}</bdi>
            </>
          )}
        </span>
        {entry.state === 'held' && (
          <span className="list-tag">
            <Tag tone="warn" icon="clock">
              {say('account.heldTag')}
            </Tag>
          </span>
        )}
      </span>
      <strong className={isIn ? 'list-end entry-in' : 'list-end'}>
        <Money amount={entry.amount} size="s" signed />
      </strong>
    </div>
  );
}
