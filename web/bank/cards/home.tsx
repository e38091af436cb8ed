// All cards of the customer, applications that wait, and the way to a first card.
import type { ReactNode } from 'react';
import { useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { LinkButton } from '../../shared/ui/button.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Money } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { CardPicture, CardTag, useAccounts } from './parts.tsx';
import { cardTexts } from './texts.ts';
import type { Application } from './types.ts';

export function CardsHome(): ReactNode {
  const say = cardTexts.use();
  const accounts = useAccounts();
  const applications = useLoaded('card-applications', () => bank.get<{ applications: Application[] }>('/card-applications'));
  const waiting = applications.state === 'ready' ? applications.value.applications.filter(({ status }) => status === 'waiting') : [];
  const shown =
    accounts.state === 'ready' ? accounts.value.accounts.filter(({ status, cards }) => status !== 'closed' && cards.length > 0) : [];
  return (
    <Page title={say('cards.title')} lead={say('cards.lead')} back="/">
      {waiting.map(({ applicationId, missing }) => (
        <Banner key={applicationId} tone="warn" title={say('cards.waiting.title')}>
          {say(missing.includes('in-person') ? 'cards.waiting.in-person' : 'cards.waiting.online')}
        </Banner>
      ))}
      {accounts.state === 'loading' && <Skeleton lines={3} height="6rem" />}
      {accounts.state === 'failed' && <ErrorBanner error={accounts.error} onRetry={accounts.reload} />}
      {accounts.state === 'ready' && shown.length === 0 && (
        <EmptyState icon="card" title={say('cards.none.title')}>
          {say('cards.none.text')}
        </EmptyState>
      )}
      <div className="card-grid">
        {shown.map((account) => {
          const live = account.cards.filter(({ status }) => status !== 'closed');
          const card = live.find(({ status }) => status === 'active') ?? live.at(-1) ?? account.cards.at(-1);
          const [base] = account.wallets;
          return (
            <Link key={account.accountId} className="card-choice" to={`/cards/accounts/${account.accountId}`}>
              {card !== undefined && <CardPicture card={card} title={account.title} small />}
              <span className="row spread">
                {base === undefined ? <span /> : <Money amount={base.available} size="l" />}
                {card !== undefined && <CardTag status={card.status} />}
              </span>
            </Link>
          );
        })}
      </div>
      <LinkButton to="/cards/apply" look={shown.length === 0 ? 'primary' : 'secondary'} icon="plus">
        {say('cards.apply')}
      </LinkButton>
    </Page>
  );
}
