// Mandates for accounts at other banks: given once with an approval on the phone, seen, and ended at any time (PC-07, PC-45).
import { useState, type ReactNode } from 'react';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { isCurrency, toJson } from '../../../src/kernel/money.ts';
import { formatDate, formatMoney } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { AmountField, amountOf } from '../../shared/ui/amount-field.tsx';
import { ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card, Details, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { bank } from '../door.ts';
import { bankTexts } from '../texts.ts';
import { Approved, Finished, useCardAccount, useRules } from './parts.tsx';
import { cardTexts } from './texts.ts';
import type { Mandate } from './types.ts';

type OfAccount = { readonly accountId?: string };

/** 'OM810180000001299123456' in groups of four, as it stands on paper. */
export const grouped = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ');

export function MandatesPage({ accountId = '' }: OfAccount): ReactNode {
  const say = cardTexts.use();
  const base = `/cards/accounts/${accountId}`;
  const path = `/card-accounts/${accountId}/mandates`;
  const loaded = useLoaded(path, async () => (await bank.get<{ mandates: Mandate[] }>(path)).mandates);
  const [ending, setEnding] = useState<Mandate>();
  const end = useAct(async ({ mandateId }: Mandate) => {
    await bank.post(`${path}/${mandateId}/end`);
    setEnding(undefined);
    loaded.reload();
    toast(say('mandate.end.done'));
  });
  const all = loaded.state === 'ready' ? loaded.value : [];
  const inForce = all.filter(({ endedAt }) => endedAt === undefined);
  const former = all.filter(({ endedAt }) => endedAt !== undefined);
  return (
    <Page title={say('mandate.title')} lead={say('mandate.lead')} back={{ label: say('toAccount'), to: base }} narrow>
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={4} height="2.6rem" />}
      {loaded.state === 'ready' && inForce.length === 0 && (
        <EmptyState icon="accounts" title={say('mandate.none.title')}>
          {say('mandate.none.text')}
        </EmptyState>
      )}
      {inForce.map((mandate) => (
        <Card
          key={mandate.mandateId}
          title={<bdi>{mandate.bankName}</bdi>}
          end={
            <Tag tone="good" icon="check">
              {say('mandate.inForce')}
            </Tag>
          }
        >
          <MandateRows mandate={mandate} />
          <Button look="secondary" icon="close" onPress={() => setEnding(mandate)}>
            {say('mandate.end')}
          </Button>
        </Card>
      ))}
      <LinkButton to={`${base}/mandates/new`} icon="plus" wide>
        {say('mandate.give')}
      </LinkButton>
      {former.length > 0 && (
        <Card flush title={say('mandate.former')}>
          <ul className="list">
            {former.map((mandate) => (
              <li key={mandate.mandateId} className="list-item">
                <span className="list-body">
                  <span className="list-title">
                    <bdi>{mandate.bankName}</bdi>
                  </span>
                  <span className="list-note">
                    <Ltr>{grouped(mandate.iban)}</Ltr>
                  </span>
                  <span className="list-note">
                    {say('mandate.endedOn', { date: mandate.endedAt === undefined ? '' : formatDate(mandate.endedAt, 'date') })}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {ending !== undefined && (
        <Dialog
          open
          alert
          onClose={() => setEnding(undefined)}
          title={say('mandate.end.ask')}
          actions={
            <>
              <Button look="danger" pending={end.pending} onPress={() => void end.run(ending)}>
                {say('mandate.end')}
              </Button>
              <Button look="secondary" onPress={() => setEnding(undefined)}>
                {say('mandate.keep')}
              </Button>
            </>
          }
        >
          <p>
            <bdi>{ending.bankName}</bdi>
            <br />
            <Ltr>{grouped(ending.iban)}</Ltr>
          </p>
          <p>{say('mandate.end.text')}</p>
          <ErrorBanner error={end.error} />
        </Dialog>
      )}
    </Page>
  );
}

function MandateRows({ mandate }: { readonly mandate: Mandate }): ReactNode {
  const say = cardTexts.use();
  return (
    <Details
      rows={[
        [say('mandate.iban'), <Ltr key="i">{grouped(mandate.iban)}</Ltr>],
        [say('mandate.max'), <Money key="m" amount={mandate.amountMax} size="s" />],
        [say('mandate.givenOn'), formatDate(mandate.givenAt, 'date')],
        [say('mandate.reference'), <Ltr key="r">{mandate.reference}</Ltr>],
      ]}
    />
  );
}

export function NewMandatePage({ accountId = '' }: OfAccount): ReactNode {
  const say = cardTexts.use();
  const base = `/cards/accounts/${accountId}`;
  const back = { label: say('mandate.title'), to: `${base}/mandates` };
  const { account, loaded } = useCardAccount(accountId);
  const rules = useRules();
  const [iban, setIban] = useState('');
  const [bankName, setBankName] = useState('');
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [at, setAt] = useState<'form' | 'approval' | 'done'>('form');
  if (at === 'done') {
    return (
      <Finished title={say('mandate.done.title')} text={say('mandate.done.text')} to={`${base}/load`} toLabel={say('mandate.done.load')} />
    );
  }
  if (account === undefined || !isCurrency(account.currency)) {
    return (
      <Page title={say('mandate.new.title')} back={back} narrow>
        {loaded.state === 'failed' ? <ErrorBanner error={loaded.error} onRetry={loaded.reload} /> : <Skeleton lines={5} height="2.6rem" />}
      </Page>
    );
  }
  const { currency } = account;
  const own = rules.state === 'ready' ? rules.value.programmes.find(({ programme }) => programme === account.programme) : undefined;
  const perLoad = own?.limits.load.perOperationMax ?? undefined;
  const max = perLoad === undefined ? undefined : { currency, minor: String(perLoad) };
  const number = iban.replace(/\s/g, '').toUpperCase();
  const amount = amountOf(currency, typed);
  const wrong = {
    iban: /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(number) ? '' : say('mandate.iban.missing'),
    bank: bankName.trim() === '' ? say('mandate.bank.missing') : '',
    amount:
      amount === undefined
        ? say('load.missing')
        : max !== undefined && amount.minor > BigInt(max.minor)
          ? say('mandate.max.hint', { amount: formatMoney(max) })
          : '',
  };
  if (at === 'approval' && amount !== undefined) {
    return (
      <Approved
        kind="card-mandate"
        params={{ cardAccount: accountId, iban: number, bankName: bankName.trim(), amountMax: toJson(amount) }}
        title={say('mandate.new.title')}
        onBack={() => setAt('form')}
        onDone={() => setAt('done')}
      />
    );
  }
  return (
    <Page title={say('mandate.new.title')} lead={say('mandate.new.lead')} back={back} narrow>
      <TextField
        label={say('mandate.iban')}
        hint={say('mandate.iban.hint')}
        value={iban}
        // Digits of other scripts would turn the groups around in a field that is read left to right.
        onChange={(value) => setIban(toLatinDigits(value))}
        error={tried ? wrong.iban : ''}
        ltr
        maxLength={42}
        autoComplete="off"
        placeholder="OM00 0000 0000 0000 0000 000"
      />
      <TextField
        label={say('mandate.bank')}
        value={bankName}
        onChange={setBankName}
        error={tried ? wrong.bank : ''}
        maxLength={70}
        autoComplete="off"
      />
      <AmountField
        label={say('mandate.max')}
        {...(max === undefined ? {} : { hint: say('mandate.max.hint', { amount: formatMoney(max) }) })}
        currency={currency}
        value={typed}
        onChange={setTyped}
        error={tried ? wrong.amount : ''}
      />
      <Button
        wide
        onPress={() => {
          setTried(true);
          if (Object.values(wrong).every((text) => text === '')) setAt('approval');
        }}
      >
        {amount === undefined ? bankTexts.say('continue') : say('mandate.go', { amount: formatMoney(toJson(amount)) })}
      </Button>
    </Page>
  );
}
