// Closing the card account: what is left, less the fee, goes to an account of the holder (PC-37).
import { useState, type ReactNode } from 'react';
import { formatMoney } from '../../shared/i18n/format.ts';
import { useLoaded } from '../../shared/loading.ts';
import { Skeleton } from '../../shared/ui/card.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Approved } from '../approve.tsx';
import { door, type Account, type Balance } from '../door.ts';
import { Identified } from '../identify.tsx';
import { Big, Choices, Screen } from '../screen.tsx';
import { kioskTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

export function Close(): ReactNode {
  return <Identified ways={['pin']}>{() => <CloseAccount />}</Identified>;
}

function CloseAccount(): ReactNode {
  const say = kioskTexts.use();
  const { visitId, setup, toReceipt, toMenu } = useVisit();
  const accounts = useLoaded('accounts', () => door.get<{ accounts: Account[] }>(`/visits/${visitId}/accounts`));
  const balance = useLoaded('balance', () => door.get<Balance>(`/visits/${visitId}/balance`));
  const [to, setTo] = useState<string>();
  const [asked, setAsked] = useState(false);
  const [done, setDone] = useState<string>();
  const all = accounts.state === 'ready' ? accounts.value.accounts : [];
  const chosen = to ?? (all.length === 1 ? all[0]?.accountId : undefined);
  const [first] = balance.state === 'ready' ? balance.value.wallets : [];
  if (done !== undefined) {
    return (
      <Screen
        title={say('close.done.title')}
        text={say('close.done.text')}
        centred
        onBack={toMenu}
        act={
          <Big icon="bill" onPress={() => toReceipt({ act: 'close', operationId: done })}>
            {say('continue')}
          </Big>
        }
      >
        <span className="mark mark-good">
          <Icon name="check" size={96} />
        </span>
      </Screen>
    );
  }
  if (asked && chosen !== undefined) {
    return (
      <Approved
        ask={{ act: 'close', params: { to: chosen } }}
        subject={
          <>
            <p>{say('act.close')}</p>
            {first !== undefined && <Money amount={first.available} size="xl" />}
          </>
        }
        onBack={() => setAsked(false)}
        onDone={({ operationId }) => setDone(operationId)}
      />
    );
  }
  return (
    <Screen
      title={say('close.title')}
      text={say('close.text', { fee: formatMoney(setup.fees.closing) })}
      error={accounts.state === 'failed' ? accounts.error : balance.state === 'failed' ? balance.error : undefined}
      act={
        <Big look="danger" disabled={chosen === undefined} onPress={() => setAsked(true)}>
          {say('close.go')}
        </Big>
      }
    >
      {accounts.state === 'loading' && <Skeleton lines={3} height="4rem" />}
      {first !== undefined && (
        <div className="panel panel-hero">
          <p>{say('balance.available')}</p>
          <Money amount={first.available} size="xl" />
        </div>
      )}
      <Choices
        label={say('close.to')}
        value={chosen}
        options={all.map((account) => ({
          id: account.accountId,
          icon: 'accounts',
          title: <bdi>{account.name}</bdi>,
          note: <Ltr>{account.number}</Ltr>,
        }))}
        onChoose={setTo}
      />
    </Screen>
  );
}
