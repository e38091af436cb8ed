// The balance of every wallet of the card.
import type { ReactNode } from 'react';
import { useLoaded } from '../../shared/loading.ts';
import { Skeleton } from '../../shared/ui/card.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { door, type Balance as BalanceAnswer } from '../door.ts';
import { Identified } from '../identify.tsx';
import { Big, Screen } from '../screen.tsx';
import { kioskTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

export function Balance(): ReactNode {
  return <Identified ways={['pin']}>{() => <Shown />}</Identified>;
}

function Shown(): ReactNode {
  const say = kioskTexts.use();
  const { visitId, toReceipt } = useVisit();
  const loaded = useLoaded('balance', () => door.get<BalanceAnswer>(`/visits/${visitId}/balance`));
  const [first, ...others] = loaded.state === 'ready' ? loaded.value.wallets : [];
  return (
    <Screen
      title={say('balance.title')}
      {...(loaded.state === 'ready' ? { text: <Ltr>•••• {loaded.value.lastFour}</Ltr> } : {})}
      error={loaded.state === 'failed' ? loaded.error : undefined}
      act={
        <Big icon="bill" onPress={() => toReceipt({ act: 'balance' })}>
          {say('continue')}
        </Big>
      }
    >
      {loaded.state === 'loading' && <Skeleton lines={4} height="5rem" />}
      {first !== undefined && (
        <div className="panel panel-hero">
          <p>{say('balance.available')}</p>
          <Money amount={first.available} size="xl" />
          <Extra wallet={first} />
        </div>
      )}
      {others.length > 0 && (
        <ul className="rows">
          {others.map((wallet) => (
            <li key={wallet.currency} className="row-line">
              <span className="row-name">{wallet.currency}</span>
              <span className="row-figure">
                <Money amount={wallet.available} size="l" />
                <Extra wallet={wallet} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
}

function Extra({ wallet }: { readonly wallet: BalanceAnswer['wallets'][number] }): ReactNode {
  const say = kioskTexts.use();
  return (
    <>
      {wallet.held.minor !== '0' && (
        <span className="row-extra">
          {say('balance.held')} <Money amount={wallet.held} size="m" />
        </span>
      )}
      {wallet.debt.minor !== '0' && (
        <span className="row-extra row-bad">
          {say('balance.debt')} <Money amount={wallet.debt} size="m" />
        </span>
      )}
    </>
  );
}
