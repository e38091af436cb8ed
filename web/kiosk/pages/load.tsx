// Loading: notes into the slot, or an amount from an account with an approval on the phone (PC-07).
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { fromDecimal, fromJson, isCurrency, toDecimal, toJson, type MoneyJson } from '../../../src/kernel/money.ts';
import { formatMoney, formatNumber, moneyParts } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Skeleton } from '../../shared/ui/card.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Approved } from '../approve.tsx';
import { DeviceFault } from '../devices.ts';
import { door, type Account, type Deposit, type DepositEnd } from '../door.ts';
import { Identified } from '../identify.tsx';
import { settleNote } from '../notes.ts';
import { Big, Choices, Keypad, Note, Screen, Tile } from '../screen.tsx';
import { kioskTexts } from '../texts.ts';
import { useDevice, useVisit } from '../visit.ts';

export function Load(): ReactNode {
  return <Identified ways={['pin']}>{() => <Ways />}</Identified>;
}

const short = (amount: MoneyJson): string =>
  moneyParts(amount)
    .filter(({ type }) => type === 'integer' || type === 'group')
    .map(({ value }) => value)
    .join('');

function Ways(): ReactNode {
  const say = kioskTexts.use();
  const { setup } = useVisit();
  const [way, setWay] = useState<'cash' | 'account'>();
  if (way === 'cash') return <Cash onBack={() => setWay(undefined)} />;
  if (way === 'account') return <FromAccount onBack={() => setWay(undefined)} />;
  return (
    <Screen title={say('load.title')}>
      <div className="tiles tiles-one">
        <Tile
          icon="bill"
          title={say('load.cash')}
          note={say('load.cash.note', { values: setup.notes.map(short).join(' · ') })}
          onPress={() => setWay('cash')}
        />
        <Tile icon="accounts" title={say('load.account')} note={say('load.account.note')} onPress={() => setWay('account')} />
      </div>
    </Screen>
  );
}

const larger = (before: MoneyJson | undefined, sum: MoneyJson): MoneyJson =>
  before !== undefined && BigInt(before.minor) > BigInt(sum.minor) ? before : sum;

function Cash({ onBack }: { readonly onBack: () => void }): ReactNode {
  const say = kioskTexts.use();
  const { visitId, devices, setup, toReceipt, toMenu } = useVisit();
  const [deposit, setDeposit] = useState<Deposit>();
  const [sum, setSum] = useState<MoneyJson>();
  const [given, setGiven] = useState('');
  const [jammed, setJammed] = useState(false);
  const [ended, setEnded] = useState<DepositEnd>();
  const [fault, setFault] = useState<unknown>();
  const key = useRef(crypto.randomUUID());
  // Known before the slot opens: the first note may come before the screen is drawn again.
  const depositId = useRef<string>(undefined);
  const open = useAct(async () => {
    const opened = await door.post<Deposit>(`/visits/${visitId}/deposits`, {}, { idempotencyKey: key.current });
    depositId.current = opened.depositId;
    setDeposit(opened);
    try {
      await devices.acceptNotes(opened.depositId, opened.currency, opened.values);
    } catch (error) {
      if (error instanceof DeviceFault && error.reason === 'acceptor-jammed') setJammed(true);
      else throw error;
    }
  });
  const { run } = open;
  useEffect(() => {
    void run();
    return () => void devices.stopNotes().catch(() => undefined);
  }, [run, devices]);
  useDevice((event) => {
    if (event.type === 'acceptor') setJammed(event.state === 'jammed');
    if (event.type !== 'note') return;
    settleNote(devices, event).then((outcome) => {
      setFault(undefined);
      if (outcome.kind === 'returned') setGiven(outcome.detail);
      else {
        setGiven('');
        // Answers about two notes may cross each other: the sum only grows.
        if (event.depositId === depositId.current) setSum((before) => larger(before, outcome.sum));
      }
    }, setFault);
  });
  const finish = useAct(async () => {
    if (deposit === undefined) return;
    await devices.stopNotes().catch(() => undefined);
    const end = await door.post<DepositEnd>(`/deposits/${deposit.depositId}/end`);
    if (end.status === 'empty') onBack();
    else setEnded(end);
  });
  if (ended !== undefined && deposit !== undefined) {
    const amount = formatMoney(ended.amount);
    return (
      <Screen
        title={ended.status === 'posted' ? say('cash.done.title', { amount }) : say('cash.held.title', { amount })}
        text={ended.status === 'posted' ? say('cash.done.text') : say('cash.held.text')}
        centred
        onBack={toMenu}
        act={
          <Big icon="bill" onPress={() => toReceipt({ act: 'load-cash', depositId: deposit.depositId })}>
            {say('continue')}
          </Big>
        }
      >
        <span className={ended.status === 'posted' ? 'mark mark-good' : 'mark mark-warn'}>
          <Icon name={ended.status === 'posted' ? 'check' : 'clock'} size={96} />
        </span>
        {ended.available !== undefined && (
          <div className="panel panel-hero">
            <p>{say('balance.available')}</p>
            <Money amount={ended.available} size="xl" />
          </div>
        )}
      </Screen>
    );
  }
  const hasNotes = sum !== undefined && sum.minor !== '0';
  return (
    <Screen
      title={say('cash.title')}
      error={open.error ?? finish.error ?? fault}
      onBack={hasNotes ? () => void finish.run() : onBack}
      centred
      act={
        hasNotes && (
          <Big pending={finish.pending} onPress={() => void finish.run()}>
            {say('cash.go', { amount: formatMoney(sum) })}
          </Big>
        )
      }
    >
      <div className="panel panel-hero" role="status">
        <p>{say('cash.sum')}</p>
        <Money amount={sum ?? { currency: setup.currency, minor: '0' }} size="xl" />
      </div>
      {jammed && <Note tone="warn">{say('cash.jam')}</Note>}
      {given !== '' && <Note tone="warn">{say('cash.given', { reason: given })}</Note>}
      {!jammed && (
        <div className="takes">
          <p>{say('cash.takes')}</p>
          <div className="takes-notes">
            {setup.notes.map((note) => (
              <span key={note.minor} className="takes-note">
                {short(note)}
              </span>
            ))}
          </div>
        </div>
      )}
    </Screen>
  );
}

/** '20' for a note of twenty. */
function decimalOf(note: MoneyJson): string {
  const amount = fromJson(note);
  return amount === undefined ? '' : toDecimal(amount).replace(/\.0+$/, '');
}

const digitNames = (): readonly string[] => Array.from({ length: 10 }, (_, digit) => formatNumber(digit));

function FromAccount({ onBack }: { readonly onBack: () => void }): ReactNode {
  const say = kioskTexts.use();
  const { visitId, setup, toReceipt } = useVisit();
  const accounts = useLoaded('accounts', () => door.get<{ accounts: Account[] }>(`/visits/${visitId}/accounts`));
  const [from, setFrom] = useState<string>();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  if (!isCurrency(setup.currency)) throw new Error('bug: the programme has an unknown currency');
  const money = fromDecimal(setup.currency, typed);
  const amount = money === undefined || money.minor <= 0n ? undefined : toJson(money);
  const all = accounts.state === 'ready' ? accounts.value.accounts : [];
  const chosen = from ?? (all.length === 1 ? all[0]?.accountId : undefined);

  if (asked && amount !== undefined && chosen !== undefined) {
    return (
      <Approved
        ask={{ act: 'load', params: { from: chosen, amount } }}
        subject={<Money amount={amount} size="xl" />}
        onBack={() => setAsked(false)}
        onDone={({ operationId }) => toReceipt({ act: 'load', operationId })}
      />
    );
  }
  if (accounts.state === 'ready' && chosen === undefined) {
    return (
      <Screen title={say('amount.from')} onBack={onBack}>
        <Choices
          options={all.map((account) => ({
            id: account.accountId,
            icon: 'accounts',
            title: <bdi>{account.name}</bdi>,
            note: <Ltr>{account.number}</Ltr>,
            end: <Money amount={account.available} size="l" />,
          }))}
          onChoose={setFrom}
        />
      </Screen>
    );
  }
  return (
    <Screen
      title={say('amount.title')}
      onBack={from === undefined ? onBack : () => setFrom(undefined)}
      error={accounts.state === 'failed' ? accounts.error : undefined}
      act={
        <Big disabled={amount === undefined || chosen === undefined} onPress={() => setAsked(true)}>
          {amount === undefined ? say('continue') : say('amount.go', { amount: formatMoney(amount) })}
        </Big>
      }
    >
      {accounts.state === 'loading' && <Skeleton lines={2} height="4rem" />}
      <div className="panel panel-hero">
        <Money amount={amount ?? { currency: setup.currency, minor: '0' }} size="xl" />
      </div>
      <div className="quicks">
        {setup.notes.slice(-4).map((note) => (
          <Big key={note.minor} look="secondary" onPress={() => setTyped(decimalOf(note))}>
            {short(note)}
          </Big>
        ))}
      </div>
      <Keypad
        digits={digitNames()}
        onErase={() => setTyped(typed.slice(0, -1))}
        onDigit={(digit) => {
          const next = typed + digit;
          if (/^\d{1,5}(?:\.\d{0,3})?$/.test(next)) setTyped(next);
        }}
      />
    </Screen>
  );
}
