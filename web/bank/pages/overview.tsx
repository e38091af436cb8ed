// Accounts at a glance, what waits for approval, and the ways to pay.
import type { ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { LinkButton } from '../../shared/ui/button.tsx';
import { Card, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank, useVisit } from '../door.ts';
import { OperationList } from '../operation-list.tsx';
import { bankTexts } from '../texts.ts';
import type { Account, Accounts, Operations, TokenSummary } from '../types.ts';

export function Overview(): ReactNode {
  const say = bankTexts.use();
  const { session } = useVisit();
  const accounts = useLoaded('accounts', () => bank.get<Accounts>('/accounts'));
  const operations = useLoaded('operations', () => bank.get<Operations>('/operations'));
  const token = useLoaded('token', () => bank.get<TokenSummary>('/token'));
  // What stands above the rest comes with it, so that nothing is pushed down.
  const isReady = accounts.state !== 'loading' && token.state !== 'loading';
  const recent = operations.state === 'ready' ? operations.value.operations.slice(0, 5) : [];

  return (
    <Page
      title={say('overview.title', { name: session.name })}
      lead={
        session.lastSignInAt === undefined ? undefined : (
          <span className="small">{say('overview.lastVisit', { at: formatDate(session.lastSignInAt, 'date-time') })}</span>
        )
      }
    >
      {isReady && token.state === 'ready' && token.value.active === 'none' && (
        <Banner
          tone="info"
          title={say('overview.noToken.title')}
          actions={
            <LinkButton look="secondary" small to="/service/token">
              {say('overview.noToken.go')}
            </LinkButton>
          }
        >
          {say('overview.noToken.text')}
        </Banner>
      )}
      <section className="account-grid" aria-label={say('nav.accounts')}>
        {!isReady && <AccountSkeletons />}
        {accounts.state === 'failed' && <ErrorBanner error={accounts.error} onRetry={accounts.reload} />}
        {isReady &&
          accounts.state === 'ready' &&
          accounts.value.accounts.map((account) => <AccountCard key={account.accountId} account={account} />)}
        {accounts.state === 'ready' && accounts.value.accounts.length === 0 && (
          <EmptyState icon="accounts" title={say('overview.noAccounts.title')}>
            {say('overview.noAccounts.text')}
          </EmptyState>
        )}
      </section>
      {isReady && (
        <>
          <nav className="quick" aria-label={say('nav.pay')}>
            <Link className="quick-link" to="/pay/transfer-customer">
              <span className="list-icon">
                <Icon name="send" />
              </span>
              {say('overview.quick.customer')}
            </Link>
            <Link className="quick-link" to="/pay/transfer-own">
              <span className="list-icon">
                <Icon name="swap" />
              </span>
              {say('overview.quick.own')}
            </Link>
            <Link className="quick-link" to="/pay/bill-payment">
              <span className="list-icon">
                <Icon name="bill" />
              </span>
              {say('overview.quick.bill')}
            </Link>
          </nav>
          <Card
            flush
            title={say('overview.recent')}
            end={
              <Link to="/activity" className="small">
                {say('overview.all')}
              </Link>
            }
          >
            {operations.state === 'loading' && (
              <div style={{ padding: 'var(--space-5)' }}>
                <Skeleton lines={4} height="2.4rem" />
              </div>
            )}
            {operations.state === 'failed' && (
              <div style={{ padding: 'var(--space-5)' }}>
                <ErrorBanner error={operations.error} onRetry={operations.reload} />
              </div>
            )}
            {operations.state === 'ready' &&
              (recent.length === 0 ? (
                <EmptyState icon="history" title={say('activity.empty.title')}>
                  {say('activity.empty.text')}
                </EmptyState>
              ) : (
                <OperationList operations={recent} />
              ))}
          </Card>
        </>
      )}
    </Page>
  );
}

function AccountCard({ account }: { readonly account: Account }): ReactNode {
  const say = bankTexts.use();
  return (
    <Link className="account-card" to={`/accounts/${account.accountId}`}>
      <span className="account-head">
        <span className="list-body">
          <span className="list-title">
            <bdi>{account.name}</bdi>
          </span>
          <span className="list-note">
            <Ltr>{account.number}</Ltr>
          </span>
        </span>
        <Icon name="chevron-forward" />
      </span>
      <Money amount={account.available} size="l" />
      <span className="account-figures">
        <span>{say('account.available')}</span>
        {account.held.minor !== '0' && <span>{say.rich('account.heldIs', { amount: <Money amount={account.held} size="s" /> })}</span>}
      </span>
    </Link>
  );
}

function AccountSkeletons(): ReactNode {
  return [0, 1].map((index) => (
    <div className="account-card" key={index}>
      <Skeleton height="3.2rem" />
      <Skeleton height="2.6rem" width="70%" />
      <Skeleton height="1.3rem" width="40%" />
    </div>
  ));
}
