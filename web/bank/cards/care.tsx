// Care of a card: limits of one's own, loss, replacement, renewal.
import { useState, type ReactNode } from 'react';
import { isCurrency, toDecimal, type MoneyJson } from '../../../src/kernel/money.ts';
import { formatMoney } from '../../shared/i18n/format.ts';
import { useAct } from '../../shared/loading.ts';
import { AmountField, amountOf } from '../../shared/ui/amount-field.tsx';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Skeleton } from '../../shared/ui/card.tsx';
import { Checkbox } from '../../shared/ui/checkbox.tsx';
import { RadioCards } from '../../shared/ui/radio-cards.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Switch } from '../../shared/ui/switch.tsx';
import { bank } from '../door.ts';
import { TextArea } from './fields.tsx';
import { Approved, CardPicture, Finished, useCard, useRules } from './parts.tsx';
import { cardTexts } from './texts.ts';
import type { BankCard, Controls, Rules } from './types.ts';

type OfCard = { readonly cardId?: string };
const nameOf = (say: ReturnType<typeof cardTexts.use>, prefix: string, name: string): string => {
  const key = `${prefix}.${name}`;
  return say.has(key) ? say(key) : name;
};

function Waiting({
  title,
  error,
  reload,
  back,
}: {
  readonly title: string;
  readonly error: unknown;
  readonly reload: () => void;
  readonly back: { label: string; to: string };
}): ReactNode {
  return (
    <Page title={title} back={back} narrow>
      {error === undefined ? <Skeleton lines={5} height="2.6rem" /> : <ErrorBanner error={error} onRetry={reload} />}
    </Page>
  );
}

export function ControlsPage({ cardId = '' }: OfCard): ReactNode {
  const say = cardTexts.use();
  const { card, error, reload } = useCard(cardId);
  const rules = useRules();
  const [wanted, setWanted] = useState<{ controls: Controls; notify: boolean }>();
  const [isDone, setDone] = useState(false);
  const back = { label: say('toCard'), to: `/cards/card/${cardId}` };
  const programme = rules.state === 'ready' ? rules.value.programmes[0] : undefined;
  if (isDone) return <Finished title={say('controls.done')} to={back.to} toLabel={back.label} />;
  if (card === undefined || programme === undefined)
    return <Waiting title={say('controls.title')} error={error} reload={reload} back={back} />;
  if (wanted !== undefined) {
    return (
      <Approved
        kind="card-controls"
        params={{ cardId, ...wanted }}
        title={say('controls.title')}
        onBack={() => setWanted(undefined)}
        onDone={() => setDone(true)}
      />
    );
  }
  return <ControlsForm card={card} rules={programme} back={back} onSave={setWanted} />;
}

function ControlsForm({
  card,
  rules,
  back,
  onSave,
}: {
  readonly card: BankCard;
  readonly rules: Rules;
  readonly back: { label: string; to: string };
  readonly onSave: (wanted: { controls: Controls; notify: boolean }) => void;
}): ReactNode {
  const say = cardTexts.use();
  const { currency } = rules;
  if (!isCurrency(currency)) throw new Error(`unknown currency ${currency}`);
  const decimal = (minor: number | undefined): string => (minor === undefined ? '' : toDecimal({ currency, minor: BigInt(minor) }));
  const before = card.controls;
  const [off, setOff] = useState(before.channelsOff ?? []);
  const [onlyHome, setOnlyHome] = useState(before.countriesAllowed !== undefined);
  const [groups, setGroups] = useState<readonly string[]>(before.merchantGroupsOff ?? []);
  const [perDay, setPerDay] = useState(decimal(before.limits?.purchase?.perDayMax));
  const [cash, setCash] = useState(decimal(before.limits?.cash?.perDayMax));
  const [notify, setNotify] = useState(card.notify);
  const toggle = <Name extends string>(list: readonly Name[], name: Name, on: boolean): readonly Name[] =>
    on ? [...list, name] : list.filter((one) => one !== name);
  const minorOf = (typed: string): number | undefined => {
    const amount = amountOf(currency, typed);
    return amount === undefined ? undefined : Number(amount.minor);
  };
  const maxText = (max: number | null): string =>
    max === null ? '' : say('controls.max', { amount: formatMoney({ currency, minor: String(max) }) });
  const save = (): void => {
    const [purchaseMax, cashMax] = [minorOf(perDay), minorOf(cash)];
    onSave({
      notify,
      controls: {
        ...(off.length === 0 ? {} : { channelsOff: off }),
        ...(onlyHome ? { countriesAllowed: before.countriesAllowed ?? ['OM'] } : {}),
        ...(groups.length === 0 ? {} : { merchantGroupsOff: groups }),
        ...(purchaseMax === undefined && cashMax === undefined
          ? {}
          : {
              limits: {
                ...(purchaseMax === undefined ? {} : { purchase: { perDayMax: purchaseMax } }),
                ...(cashMax === undefined ? {} : { cash: { perDayMax: cashMax } }),
              },
            }),
      },
    });
  };
  return (
    <Page title={say('controls.title')} lead={say('card.title', { digits: card.lastFour })} back={back} narrow>
      <Card title={say('controls.channels')}>
        {rules.channels.map((channel) => (
          <Switch key={channel} on={!off.includes(channel)} onChange={(on) => setOff(toggle(off, channel, !on))}>
            {nameOf(say, 'channel', channel)}
          </Switch>
        ))}
        <Switch on={onlyHome} onChange={setOnlyHome} note={say('controls.abroad.note')}>
          {say('controls.abroad')}
        </Switch>
      </Card>
      <Card title={say('controls.groups')}>
        {rules.merchantGroups
          .filter((group) => !rules.merchantGroupsRefused.includes(group))
          .map((group) => (
            <Checkbox key={group} checked={groups.includes(group)} onChange={(on) => setGroups(toggle(groups, group, on))}>
              {nameOf(say, 'group', group)}
            </Checkbox>
          ))}
      </Card>
      <Card title={say('controls.limits')}>
        <AmountField
          label={say('controls.perDay')}
          hint={maxText(rules.limits.purchase.perDayMax)}
          currency={currency}
          value={perDay}
          onChange={setPerDay}
        />
        <AmountField
          label={say('controls.cashPerDay')}
          hint={maxText(rules.limits.cash.perDayMax)}
          currency={currency}
          value={cash}
          onChange={setCash}
        />
        <Switch on={notify} onChange={setNotify}>
          {say('controls.notify')}
        </Switch>
      </Card>
      <Button wide onPress={save}>
        {say('controls.go')}
      </Button>
    </Page>
  );
}

const lossKinds = ['lost', 'stolen', 'disclosed-pin', 'misused'] as const;

export function LostPage({ cardId = '' }: OfCard): ReactNode {
  const say = cardTexts.use();
  const { card, account, error, reload } = useCard(cardId);
  const [kind, setKind] = useState<string>('lost');
  const [statement, setStatement] = useState('');
  const [isDone, setDone] = useState(false);
  const back = { label: say('toCard'), to: `/cards/card/${cardId}` };
  const report = useAct(async () => {
    await bank.post(`/cards/${cardId}/loss-report`, { kind, ...(statement.trim() === '' ? {} : { statement: statement.trim() }) });
    setDone(true);
    reload();
  });
  if (isDone)
    return (
      <Finished title={say('lost.done.title')} text={say('lost.done.text')} to={`${back.to}/replace`} toLabel={say('replace.title')} />
    );
  if (card === undefined || account === undefined) return <Waiting title={say('lost.title')} error={error} reload={reload} back={back} />;
  return (
    <Page title={say('lost.title')} lead={say('lost.lead')} back={back} narrow>
      <ErrorBanner error={report.error} />
      <RadioCards
        label={say('card.title', { digits: card.lastFour })}
        value={kind}
        onChange={setKind}
        options={lossKinds.map((id) => ({ id, title: say(`lost.${id}`) }))}
      />
      <TextArea label={say('lost.statement')} hint={say('lost.hint')} value={statement} onChange={setStatement} />
      <Button look="danger" wide pending={report.pending} onPress={() => void report.run()}>
        {say('lost.go')}
      </Button>
    </Page>
  );
}

const feeOf = (rules: Rules | undefined, name: string): MoneyJson | undefined => rules?.fees.find(({ fee }) => fee === name)?.total;

export function ReplacePage({ cardId = '' }: OfCard): ReactNode {
  const say = cardTexts.use();
  const { card, account, error, reload } = useCard(cardId);
  const rules = useRules();
  const [reason, setReason] = useState<string>('lost');
  const [form, setForm] = useState('virtual');
  const [at, setAt] = useState<'form' | 'approval' | 'done'>('form');
  const back = { label: say('toCard'), to: `/cards/card/${cardId}` };
  if (card === undefined || account === undefined)
    return <Waiting title={say('replace.title')} error={error} reload={reload} back={back} />;
  const accountPath = `/cards/accounts/${card.accountId}`;
  if (at === 'done')
    return <Finished title={say('replace.done.title')} text={say('replace.done.text')} to={accountPath} toLabel={say('toAccount')} />;
  if (at === 'approval') {
    return (
      <Approved
        kind="card-replacement"
        params={{ cardId, reason, form }}
        title={say('replace.title')}
        onBack={() => setAt('form')}
        onDone={() => setAt('done')}
      />
    );
  }
  const fee = feeOf(rules.state === 'ready' ? rules.value.programmes[0] : undefined, 'replacement');
  return (
    <Page
      title={say('replace.title')}
      lead={fee === undefined ? undefined : say('replace.text', { fee: formatMoney(fee) })}
      back={back}
      narrow
    >
      <CardPicture card={card} title={account.title} small />
      <RadioCards
        label={say('replace.reason')}
        value={reason}
        onChange={setReason}
        options={(['lost', 'stolen', 'damaged'] as const).map((id) => ({ id, title: say(`reason.${id}`) }))}
      />
      <RadioCards
        label={say('replace.form')}
        value={form}
        onChange={setForm}
        options={(['virtual', 'physical'] as const).map((id) => ({ id, title: say(`form.${id}`) }))}
      />
      <Button wide onPress={() => setAt('approval')}>
        {say('replace.go')}
      </Button>
    </Page>
  );
}

export function RenewPage({ cardId = '' }: OfCard): ReactNode {
  const say = cardTexts.use();
  const { card, account, error, reload } = useCard(cardId);
  const rules = useRules();
  const [at, setAt] = useState<'form' | 'approval' | 'done'>('form');
  const back = { label: say('toCard'), to: `/cards/card/${cardId}` };
  if (card === undefined || account === undefined) return <Waiting title={say('renew.title')} error={error} reload={reload} back={back} />;
  if (at === 'done')
    return (
      <Finished
        title={say('renew.done')}
        text={say('replace.done.text')}
        to={`/cards/accounts/${card.accountId}`}
        toLabel={say('toAccount')}
      />
    );
  if (at === 'approval') {
    return (
      <Approved
        kind="card-renewal"
        params={{ cardId, choice: 'renew' }}
        title={say('renew.title')}
        onBack={() => setAt('form')}
        onDone={() => setAt('done')}
      />
    );
  }
  const fee = feeOf(rules.state === 'ready' ? rules.value.programmes[0] : undefined, 'renewal');
  return (
    <Page title={say('renew.title')} lead={fee === undefined ? undefined : say('renew.text', { fee: formatMoney(fee) })} back={back} narrow>
      <CardPicture card={card} title={account.title} small />
      <Button wide onPress={() => setAt('approval')}>
        {say('renew.go')}
      </Button>
    </Page>
  );
}
