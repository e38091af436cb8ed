// Money into, between and out of the wallets: load, exchange at a kept rate, another card, closing.
import { useState, type ReactNode } from 'react';
import { isCurrency, toJson, type Currency } from '../../../src/kernel/money.ts';
import { bankClock } from '../../shared/api.ts';
import { formatMoney } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { AmountField, amountOf } from '../../shared/ui/amount-field.tsx';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Details, Skeleton } from '../../shared/ui/card.tsx';
import { CountDown } from '../../shared/ui/count-down.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { RadioCards } from '../../shared/ui/radio-cards.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import type { Accounts } from '../types.ts';
import { bankTexts } from '../texts.ts';
import { grouped } from './mandates.tsx';
import { Approved, Finished, useCardAccount, useRules } from './parts.tsx';
import { cardTexts } from './texts.ts';
import type { LoadOptions, Quote } from './types.ts';

const currencyOf = (code: string): Currency => {
  if (!isCurrency(code)) throw new Error(`unknown currency ${code}`);
  return code;
};

type OfAccount = { readonly accountId?: string };

export function LoadPage({ accountId = '' }: OfAccount): ReactNode {
  const say = cardTexts.use();
  const back = { label: say('toAccount'), to: `/cards/accounts/${accountId}` };
  const options = useLoaded(`load ${accountId}`, () => bank.get<LoadOptions>(`/card-accounts/${accountId}/load-options`));
  const [from, setFrom] = useState<string>();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [at, setAt] = useState<'form' | 'approval' | 'done'>('form');
  if (options.state !== 'ready') {
    return (
      <Page title={say('load.title')} back={back} narrow>
        {options.state === 'failed' ? (
          <ErrorBanner error={options.error} onRetry={options.reload} />
        ) : (
          <Skeleton lines={5} height="2.6rem" />
        )}
      </Page>
    );
  }
  const { accounts, mandates, room, identityMissing } = options.value;
  const currency = currencyOf(options.value.currency);
  const sources = [
    ...accounts.map((account) => ({
      id: `account ${account.accountId}`,
      title: <Ltr>{account.number}</Ltr>,
      end: <Money amount={account.available} size="s" />,
    })),
    ...mandates
      .filter(({ endedAt }) => endedAt === undefined)
      .map((mandate) => ({
        id: `mandate ${mandate.mandateId}`,
        title: <bdi>{mandate.bankName}</bdi>,
        note: <Ltr>{grouped(mandate.iban)}</Ltr>,
      })),
  ];
  const chosen = from ?? sources[0]?.id;
  const [way = '', id = ''] = (chosen ?? '').split(' ');
  const amount = amountOf(currency, typed);
  const under = way === 'mandate' ? mandates.find(({ mandateId }) => mandateId === id) : undefined;
  const isOverMandate = amount !== undefined && under !== undefined && amount.minor > BigInt(under.amountMax.minor);
  const error =
    amount === undefined
      ? say('load.missing')
      : amount.minor > BigInt(room.minor)
        ? say('load.tooMuch')
        : isOverMandate
          ? say('load.overMandate', { amount: formatMoney(under.amountMax) })
          : '';
  if (at === 'approval' && amount !== undefined) {
    return (
      <Approved
        kind="card-load"
        params={{ cardAccount: accountId, from: { [way]: id }, amount: toJson(amount) }}
        title={say('load.title')}
        onBack={() => setAt('form')}
        onDone={() => setAt('done')}
      />
    );
  }
  if (at === 'done' && amount !== undefined)
    return (
      <Finished
        title={say(under === undefined ? 'load.done.title' : 'load.asked.title', { amount: formatMoney(toJson(amount)) })}
        text={under === undefined ? say('load.done.text') : say('load.asked.text', { bank: under.bankName })}
        to={back.to}
        toLabel={back.label}
      />
    );
  return (
    <Page title={say('load.title')} back={back} narrow>
      {identityMissing && <Banner tone="warn">{say('load.waits')}</Banner>}
      <AmountField
        label={say('load.amount')}
        hint={say('load.room', { amount: formatMoney(room) })}
        currency={currency}
        value={typed}
        onChange={setTyped}
        error={tried ? error : ''}
      />
      <RadioCards label={say('load.from')} options={sources} value={chosen} onChange={setFrom} />
      <Link to={`/cards/accounts/${accountId}/mandates/new`}>{say('load.elsewhere')}</Link>
      <Button
        wide
        disabled={identityMissing || chosen === undefined}
        onPress={() => {
          setTried(true);
          if (error === '') setAt('approval');
        }}
      >
        {amount === undefined ? bankTexts.say('continue') : say('load.go', { amount: formatMoney(toJson(amount)) })}
      </Button>
    </Page>
  );
}

export function ExchangePage({ accountId = '' }: OfAccount): ReactNode {
  const say = cardTexts.use();
  const back = { label: say('toAccount'), to: `/cards/accounts/${accountId}` };
  const { account, loaded } = useCardAccount(accountId);
  const rules = useRules();
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [quote, setQuote] = useState<Quote>();
  const [isOver, setOver] = useState(false);
  const [at, setAt] = useState<'form' | 'approval' | 'done'>('form');
  const currencies = rules.state === 'ready' ? (rules.value.programmes[0]?.products[0]?.currencies ?? []) : [];
  const give = from ?? account?.currency ?? '';
  const get = to ?? currencies.find((one) => one !== give) ?? '';
  const ask = useAct(async () => {
    const amount = amountOf(currencyOf(give), typed);
    if (amount === undefined) return;
    setQuote(
      await bank.post<Quote>(`/card-accounts/${accountId}/quotes`, { from: give, to: get, side: 'sell', minor: String(amount.minor) }),
    );
    setOver(false);
  });
  if (account === undefined || rules.state !== 'ready') {
    return (
      <Page title={say('exchange.title')} back={back} narrow>
        {loaded.state === 'failed' ? <ErrorBanner error={loaded.error} onRetry={loaded.reload} /> : <Skeleton lines={5} height="2.6rem" />}
      </Page>
    );
  }
  if (at === 'approval' && quote !== undefined) {
    return (
      <Approved
        kind="card-exchange"
        params={{ cardAccount: accountId, quote: quote.quoteId }}
        title={say('exchange.title')}
        onBack={() => setAt('form')}
        onDone={() => setAt('done')}
      />
    );
  }
  if (at === 'done' && quote !== undefined) {
    return (
      <Finished title={say('exchange.done')} to={back.to} toLabel={back.label}>
        <Card>
          <Rate quote={quote} />
        </Card>
      </Finished>
    );
  }
  const options = currencies.map((code) => ({ id: code, label: code, text: code }));
  const amount = give === '' ? undefined : amountOf(currencyOf(give), typed);
  const error = give === get ? say('exchange.same') : amount === undefined ? say('load.missing') : '';
  const change = (act: () => void): void => {
    act();
    setQuote(undefined);
  };
  return (
    <Page title={say('exchange.title')} back={back} narrow>
      <ErrorBanner error={ask.error} />
      <Select
        label={say('exchange.from')}
        options={options.filter(({ id }) => account.wallets.some(({ currency }) => currency === id))}
        value={give}
        onChange={(id) => change(() => setFrom(id))}
      />
      <Select label={say('exchange.to')} options={options} value={get} onChange={(id) => change(() => setTo(id))} />
      <AmountField
        label={say('exchange.amount')}
        currency={currencyOf(give)}
        value={typed}
        onChange={(value) => change(() => setTyped(value))}
        error={tried ? error : ''}
      />
      {quote === undefined ? (
        <Button
          wide
          pending={ask.pending}
          onPress={() => {
            setTried(true);
            if (error === '') void ask.run();
          }}
        >
          {say('exchange.quote')}
        </Button>
      ) : (
        <>
          <Card>
            <Rate quote={quote} />
            <Details
              rows={[
                [say('tx.rate'), <Ltr key="r">{quote.rate}</Ltr>],
                [say('exchange.spread'), <Money key="s" amount={quote.spread} size="s" />],
              ]}
            />
            {isOver ? (
              <Banner tone="warn" live>
                {say('exchange.over')}
              </Banner>
            ) : (
              <div className="waiting">
                <CountDown
                  from={Math.min(Date.parse(quote.quotedAt), bankClock())}
                  until={Date.parse(quote.expiresAt)}
                  size={72}
                  onEnd={() => setOver(true)}
                />
                <p className="waiting-words">{say('exchange.kept')}</p>
              </div>
            )}
          </Card>
          {isOver ? (
            <Button wide icon="refresh" pending={ask.pending} onPress={() => void ask.run()}>
              {say('exchange.again')}
            </Button>
          ) : (
            <Button wide onPress={() => setAt('approval')}>
              {say('exchange.go', { from: formatMoney(quote.from), to: formatMoney(quote.to) })}
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

function Rate({ quote }: { readonly quote: Quote }): ReactNode {
  return (
    <div className="exchange-line">
      <Money amount={quote.from} size="l" />
      <Icon name="chevron-down" />
      <Money amount={quote.to} size="xl" />
    </div>
  );
}

export function AdditionalPage({ accountId = '' }: OfAccount): ReactNode {
  const say = cardTexts.use();
  const back = { label: say('toAccount'), to: `/cards/accounts/${accountId}` };
  const [number, setNumber] = useState('');
  const [form, setForm] = useState('physical');
  const [at, setAt] = useState<'form' | 'approval' | 'done'>('form');
  if (at === 'approval') {
    return (
      <Approved
        kind="card-additional"
        params={{ accountId, form, ...(number.trim() === '' ? {} : { customerNumber: number.trim() }) }}
        title={say('additional.title')}
        onBack={() => setAt('form')}
        onDone={() => setAt('done')}
      />
    );
  }
  if (at === 'done') return <Finished title={say('additional.done')} text={say('replace.done.text')} to={back.to} toLabel={back.label} />;
  return (
    <Page title={say('additional.title')} lead={say('additional.lead')} back={back} narrow>
      <TextField
        label={say('additional.number')}
        hint={say('additional.hint')}
        value={number}
        onChange={setNumber}
        ltr
        inputMode="numeric"
        maxLength={20}
        autoComplete="off"
      />
      <RadioCards
        label={say('replace.form')}
        value={form}
        onChange={setForm}
        options={[
          { id: 'physical', title: say('form.physical') },
          { id: 'virtual', title: say('form.virtual') },
        ]}
      />
      <Button wide onPress={() => setAt('approval')}>
        {say('additional.go')}
      </Button>
    </Page>
  );
}

export function ClosePage({ accountId = '' }: OfAccount): ReactNode {
  const say = cardTexts.use();
  const back = { label: say('toAccount'), to: `/cards/accounts/${accountId}` };
  const { account } = useCardAccount(accountId);
  const rules = useRules();
  const accounts = useLoaded('accounts', () => bank.get<Accounts>('/accounts'));
  const [to, setTo] = useState<string>();
  const [at, setAt] = useState<'form' | 'approval' | 'done'>('form');
  if (at === 'done')
    return <Finished title={say('close.done.title')} text={say('close.done.text')} to="/cards" toLabel={say('cards.title')} />;
  const all = accounts.state === 'ready' ? accounts.value.accounts.filter(({ currency }) => currency === account?.currency) : [];
  const chosen = to ?? all[0]?.accountId;
  if (at === 'approval' && chosen !== undefined) {
    return (
      <Approved
        kind="card-closing"
        params={{ cardAccount: accountId, payTo: { account: chosen } }}
        title={say('close.title')}
        onBack={() => setAt('form')}
        onDone={() => setAt('done')}
      />
    );
  }
  const fee = rules.state === 'ready' ? rules.value.programmes[0]?.fees.find(({ fee: name }) => name === 'closing')?.total : undefined;
  const [base] = account?.wallets ?? [];
  return (
    <Page title={say('close.title')} lead={fee === undefined ? undefined : say('close.text', { fee: formatMoney(fee) })} back={back} narrow>
      {accounts.state === 'failed' && <ErrorBanner error={accounts.error} onRetry={accounts.reload} />}
      {base === undefined ? (
        <Skeleton lines={3} height="2.6rem" />
      ) : (
        <Card>
          <div className="subject">
            <p className="subject-what">{say('account.available')}</p>
            <Money amount={base.available} size="xl" />
          </div>
        </Card>
      )}
      <RadioCards
        label={say('close.to')}
        value={chosen}
        onChange={setTo}
        options={all.map((one) => ({ id: one.accountId, title: <bdi>{one.name}</bdi>, note: <Ltr>{one.number}</Ltr> }))}
      />
      <Button look="danger" wide disabled={chosen === undefined} onPress={() => setAt('approval')}>
        {say('close.go')}
      </Button>
    </Page>
  );
}
