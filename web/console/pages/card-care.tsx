// Around the cards of an account: loss files, attempts to reach the holder, recalls and destructions, the notice that ends it.
import { useState, type ReactNode } from 'react';
import { useLoaded } from '../../shared/loading.ts';
import { ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Table } from '../../shared/ui/table.tsx';
import type { AccountCare, ReturnedCard } from '../care-types.ts';
import type { SeenAccount } from '../card-types.ts';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import { LossTable, Moment } from './care-parts.tsx';
import { Contact } from './contact.tsx';
import { EndingPart } from './ending.tsx';

const parts = ['losses', 'contact', 'returned', 'ending'] as const;
type Part = (typeof parts)[number];

export function CardCare({ account, onChanged }: { readonly account: SeenAccount; readonly onChanged: () => void }): ReactNode {
  const say = consoleTexts.use();
  const { may } = useVisit();
  const { accountId } = account;
  const [part, setPart] = useState<Part>('losses');
  // Read again whenever a card of the account changed.
  const key = account.cards.map(({ cardId, status }) => `${cardId} ${status}`).join();
  const care = useLoaded(`care ${accountId} ${account.status} ${key}`, () => door.get<AccountCare>(`/card-accounts/${accountId}/care`));
  const shown = parts.filter((name) => name !== 'contact' || may('card.contact'));
  return (
    <>
      <div className="segments" role="group" aria-label={say('care.title')}>
        {shown.map((name) => (
          <button key={name} type="button" aria-pressed={part === name} onClick={() => setPart(name)}>
            {say(`care.${name}`)}
          </button>
        ))}
      </div>
      {care.state === 'failed' && <ErrorBanner error={care.error} onRetry={care.reload} />}
      {care.state === 'loading' && <Skeleton lines={3} height="1.5rem" />}
      {part === 'contact' && <Contact accountId={accountId} onChanged={onChanged} />}
      {care.state === 'ready' && (
        <>
          {part === 'losses' && <LossTable label={say('care.losses')} rows={care.value.reports.toReversed()} none={say('care.noLosses')} />}
          {part === 'returned' && <Returned cards={care.value.cards} />}
          {part === 'ending' && (
            <EndingPart
              account={account}
              care={care.value}
              onChanged={() => {
                care.reload();
                onChanged();
              }}
            />
          )}
        </>
      )}
    </>
  );
}

function stateOf({ claimedAt, confirmedAt }: ReturnedCard): 'confirmed' | 'claimed' | 'recalled' {
  if (confirmedAt !== undefined) return 'confirmed';
  return claimedAt !== undefined ? 'claimed' : 'recalled';
}

/** PC-55: charges stay the holder's until the destruction is confirmed. */
function Returned({ cards }: { readonly cards: readonly ReturnedCard[] }): ReactNode {
  const say = consoleTexts.use();
  return (
    <div className="panel">
      <Table
        label={say('care.returned')}
        rows={cards}
        rowId={({ cardId }) => cardId}
        empty={<EmptyState icon="card" title={say('care.noReturned')} />}
        columns={[
          { id: 'card', title: say('cards.card'), cell: ({ lastFour }) => <Ltr>•••• {lastFour}</Ltr> },
          {
            id: 'state',
            title: say('requests.state'),
            cell: (card) => <Tag tone={card.confirmedAt === undefined ? 'warn' : 'good'}>{say(`returned.${stateOf(card)}`)}</Tag>,
          },
          { id: 'claimed', title: say('returned.saidAt'), cell: ({ claimedAt }) => <Moment at={claimedAt} /> },
          { id: 'confirmed', title: say('returned.confirmedAt'), cell: ({ confirmedAt }) => <Moment at={confirmedAt} /> },
          { id: 'how', title: say('returned.how'), cell: ({ how }) => (how === undefined ? '—' : named(say, 'destroyedBy', how)) },
        ]}
      />
    </div>
  );
}
