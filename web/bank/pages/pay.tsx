// Payments: choose what, then one thing a page (from, to, amount), then a review, then the approval.
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { isCurrency, toJson, type Currency } from '../../../src/kernel/money.ts';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { formatMoney } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Link, navigate } from '../../shared/router.tsx';
import { AmountField, amountOf } from '../../shared/ui/amount-field.tsx';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card, Details, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { RadioCards } from '../../shared/ui/radio-cards.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank, needsToken } from '../door.ts';
import { kindWords } from '../operation-words.tsx';
import { bankTexts } from '../texts.ts';
import type { Account, Biller, Operation, Payee } from '../types.ts';

export const payKinds = ['transfer-customer', 'transfer-own', 'bill-payment'] as const;
export type PayKind = (typeof payKinds)[number];

const icons: Readonly<Record<PayKind, IconName>> = { 'transfer-customer': 'send', 'transfer-own': 'swap', 'bill-payment': 'bill' };

export function Pay(): ReactNode {
  const say = bankTexts.use();
  return (
    <Page title={say('pay.title')} narrow>
      <Card flush>
        <ul className="list">
          {payKinds.map((kind) => (
            <li key={kind}>
              <Link className="list-item" to={`/pay/${kind}`}>
                <span className="list-icon">
                  <Icon name={icons[kind]} />
                </span>
                <span className="list-body">
                  <span className="list-title">{kindWords(kind)}</span>
                  <span className="list-note">{say(`pay.note.${kind}`)}</span>
                </span>
                <Icon name="chevron-forward" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      <LinkButton look="quiet" icon="history" to="/activity">
        {say('activity.title')}
      </LinkButton>
    </Page>
  );
}

type Draft = {
  readonly from?: string;
  readonly to?: string;
  readonly payee?: string;
  /** Account number of `to`, as people know it. */
  readonly toNumber?: string;
  readonly biller?: Biller;
  readonly billReference: string;
  readonly amount: string;
  readonly reference: string;
};

type Step = 'from' | 'to' | 'amount' | 'review';

export function PayForm({ kind: given = '' }: { readonly kind?: string }): ReactNode {
  const say = bankTexts.use();
  const kind = payKinds.find((one) => one === given);
  const accounts = useLoaded('accounts', () => bank.get<{ accounts: readonly Account[] }>('/accounts'));
  if (kind === undefined) return <EmptyState icon="send" title={say('notFound.title')} />;
  if (accounts.state === 'loading')
    return (
      <Page title={kindWords(kind)} back="/pay" narrow>
        <Skeleton lines={3} height="3.6rem" />
      </Page>
    );
  if (accounts.state === 'failed')
    return (
      <Page title={kindWords(kind)} back="/pay" narrow>
        <ErrorBanner error={accounts.error} onRetry={accounts.reload} />
      </Page>
    );
  if (accounts.value.accounts.length < (kind === 'transfer-own' ? 2 : 1))
    return (
      <Page title={kindWords(kind)} back="/pay" narrow>
        <EmptyState icon="accounts" title={say('pay.fewAccounts')} />
      </Page>
    );
  return <Steps kind={kind} accounts={accounts.value.accounts} />;
}

function Steps({ kind, accounts }: { readonly kind: PayKind; readonly accounts: readonly Account[] }): ReactNode {
  const only = accounts.length === 1 ? accounts[0]?.accountId : undefined;
  const [step, setStep] = useState<Step>(only === undefined ? 'from' : 'to');
  const [draft, setDraft] = useState<Draft>({ amount: '', reference: '', billReference: '', ...(only === undefined ? {} : { from: only }) });
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const from = accounts.find((account) => account.accountId === draft.from);
  const frame = { kind, draft, change, accounts, from };
  if (step === 'from' || from === undefined) return <FromStep {...frame} onBack={() => navigate('/pay')} onNext={() => setStep('to')} />;
  const backFromTo = only === undefined ? () => setStep('from') : () => navigate('/pay');
  if (step === 'to') return <ToStep {...frame} onBack={backFromTo} onNext={() => setStep('amount')} />;
  if (step === 'amount') return <AmountStep {...frame} from={from} onBack={() => setStep('to')} onNext={() => setStep('review')} />;
  return <ReviewStep {...frame} from={from} onBack={() => setStep('amount')} />;
}

type StepProps = {
  readonly kind: PayKind;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly accounts: readonly Account[];
  readonly onBack: () => void;
  readonly onNext: () => void;
};

function AccountChoice({ label, accounts, value, onChange, error }: { readonly label: string; readonly accounts: readonly Account[]; readonly value: string | undefined; readonly onChange: (accountId: string) => void; readonly error: string }): ReactNode {
  return (
    <RadioCards
      label={label}
      value={value}
      onChange={onChange}
      error={error}
      options={accounts.map((account) => ({
        id: account.accountId,
        title: <bdi>{account.name}</bdi>,
        note: <Ltr>{account.number}</Ltr>,
        end: <Money amount={account.available} size="s" />,
      }))}
    />
  );
}

function FromStep({ kind, draft, change, accounts, onBack, onNext }: StepProps): ReactNode {
  const say = bankTexts.use();
  const [asked, setAsked] = useState(false);
  return (
    <Page key="from" title={say('pay.from.title')} lead={kindWords(kind)} onBack={onBack} narrow>
      <AccountChoice
        label={say('pay.from.label')}
        accounts={accounts}
        value={draft.from}
        onChange={(from) => change(draft.to === from ? { from, to: '' } : { from })}
        error={asked && draft.from === undefined ? say('pay.from.missing') : ''}
      />
      <Button
        wide
        onPress={() => {
          setAsked(true);
          if (draft.from !== undefined) onNext();
        }}
      >
        {say('continue')}
      </Button>
    </Page>
  );
}

function ToStep(props: StepProps): ReactNode {
  if (props.kind === 'transfer-own') return <OwnStep {...props} />;
  return props.kind === 'bill-payment' ? <BillStep {...props} /> : <PayeeStep {...props} />;
}

function OwnStep({ kind, draft, change, accounts, onBack, onNext }: StepProps): ReactNode {
  const say = bankTexts.use();
  const [asked, setAsked] = useState(false);
  const isChosen = draft.to !== undefined && draft.to !== '';
  return (
    <Page key="to" title={say('pay.own.title')} lead={kindWords(kind)} onBack={onBack} narrow>
      <AccountChoice
        label={say('pay.own.label')}
        accounts={accounts.filter((account) => account.accountId !== draft.from)}
        value={isChosen ? draft.to : undefined}
        onChange={(to) => {
          const chosen = accounts.find((account) => account.accountId === to);
          change({ to, ...(chosen === undefined ? {} : { payee: chosen.name, toNumber: chosen.number }) });
        }}
        error={asked && !isChosen ? say('pay.own.missing') : ''}
      />
      <Button
        wide
        onPress={() => {
          setAsked(true);
          if (isChosen) onNext();
        }}
      >
        {say('continue')}
      </Button>
    </Page>
  );
}

function PayeeStep({ kind, draft, change, onBack, onNext }: StepProps): ReactNode {
  const say = bankTexts.use();
  const [number, setNumber] = useState(draft.toNumber ?? '');
  const [asked, setAsked] = useState(false);
  const isShort = number.replace(/\s/g, '').length < 6;
  const find = useAct(async () => bank.get<Payee>(`/payees/${encodeURIComponent(toLatinDigits(number).replace(/\s/g, ''))}`));
  const [found, setFound] = useState<Payee>();
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (isShort) return;
    const payee = await find.run();
    if (payee !== undefined) setFound(payee);
  };
  if (found !== undefined) {
    return (
      <Page key="check" title={say('pay.check.title')} lead={say('pay.check.lead')} onBack={() => setFound(undefined)} narrow>
        <Card>
          <div className="subject">
            <p className="subject-name">
              <bdi>{found.name}</bdi>
            </p>
            <Ltr>{found.accountNumber}</Ltr>
          </div>
        </Card>
        <Button
          wide
          onPress={() => {
            change({ to: found.accountNumber, toNumber: found.accountNumber, payee: found.name });
            onNext();
          }}
        >
          {say('pay.check.yes')}
        </Button>
        <Button wide look="secondary" onPress={() => setFound(undefined)}>
          {say('pay.check.no')}
        </Button>
      </Page>
    );
  }
  return (
    <Page key="to" title={say('pay.payee.title')} lead={kindWords(kind)} onBack={onBack} narrow>
      <ErrorBanner error={find.error} />
      <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label={say('pay.payee.label')}
          hint={say('pay.payee.hint')}
          value={number}
          onChange={setNumber}
          ltr
          autoComplete="off"
          maxLength={40}
          error={asked && isShort ? say('pay.payee.missing') : ''}
        />
        <Button type="submit" wide pending={find.pending}>
          {say('continue')}
        </Button>
      </form>
    </Page>
  );
}

function BillStep({ kind, draft, change, onBack, onNext }: StepProps): ReactNode {
  const say = bankTexts.use();
  const [asked, setAsked] = useState(false);
  const billers = useLoaded('billers', () => bank.get<{ billers: readonly Biller[] }>('/billers'));
  const { biller } = draft;
  const fits = biller !== undefined && new RegExp(`^(?:${biller.referencePattern})$`).test(draft.billReference.trim());
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (fits) onNext();
  };
  return (
    <Page key="to" title={say('pay.bill.title')} lead={kindWords(kind)} onBack={onBack} narrow>
      {billers.state === 'loading' && <Skeleton lines={2} height="4.5rem" />}
      {billers.state === 'failed' && <ErrorBanner error={billers.error} onRetry={billers.reload} />}
      {billers.state === 'ready' && (
        <form className="stack" noValidate onSubmit={submit}>
          <Select
            label={say('pay.bill.biller')}
            placeholder={say('pay.bill.choose')}
            options={billers.value.billers.map((one) => ({ id: one.billerId, label: one.name, text: one.name }))}
            value={biller?.billerId}
            onChange={(billerId) => {
              const chosen = billers.value.billers.find((one) => one.billerId === billerId);
              if (chosen !== undefined) change({ biller: chosen, payee: chosen.name });
            }}
            error={asked && biller === undefined ? say('pay.bill.missing') : ''}
          />
          <TextField
            label={biller?.referenceLabel ?? say('pay.bill.reference')}
            hint={biller === undefined ? say('pay.bill.referenceHint') : say.rich('pay.bill.referenceExample', { example: <Ltr>{biller.referenceExample}</Ltr> })}
            value={draft.billReference}
            onChange={(billReference) => change({ billReference: toLatinDigits(billReference) })}
            ltr
            autoComplete="off"
            maxLength={40}
            error={asked && biller !== undefined && !fits ? say('pay.bill.referenceMissing') : ''}
          />
          <Button type="submit" wide>
            {say('continue')}
          </Button>
        </form>
      )}
    </Page>
  );
}

function currencyOf(account: Account): Currency {
  if (!isCurrency(account.currency)) throw new Error(`unknown currency ${account.currency}`);
  return account.currency;
}

function AmountStep({ kind, draft, change, from, onBack, onNext }: StepProps & { readonly from: Account }): ReactNode {
  const say = bankTexts.use();
  const [asked, setAsked] = useState(false);
  const currency = currencyOf(from);
  const amount = amountOf(currency, draft.amount);
  const isTooMuch = amount !== undefined && amount.minor > BigInt(from.available.minor);
  const error = amount === undefined ? say('pay.amount.missing') : isTooMuch ? say('pay.amount.tooMuch') : '';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (error === '') onNext();
  };
  return (
    <Page key="amount" title={say('pay.amount.title')} lead={draft.payee === undefined ? kindWords(kind) : say('pay.amount.to', { name: draft.payee })} onBack={onBack} narrow>
      <form className="stack" noValidate onSubmit={submit}>
        <AmountField
          label={say('pay.amount.label')}
          hint={say.rich('pay.amount.available', { amount: <Money amount={from.available} size="s" /> })}
          currency={currency}
          value={draft.amount}
          onChange={(typed) => change({ amount: typed })}
          error={asked ? error : ''}
        />
        {kind !== 'bill-payment' && (
          <TextField label={say('pay.amount.note')} hint={say('optional')} value={draft.reference} onChange={(reference) => change({ reference })} maxLength={60} autoComplete="off" />
        )}
        <Button type="submit" wide>
          {say('continue')}
        </Button>
      </form>
    </Page>
  );
}

function ReviewStep({ kind, draft, from, onBack }: Omit<StepProps, 'onNext'> & { readonly from: Account }): ReactNode {
  const say = bankTexts.use();
  const amount = amountOf(currencyOf(from), draft.amount);
  if (amount === undefined) throw new Error('bug: a review without an amount');
  const json = toJson(amount);
  // One key for this review: pressing again after a lost answer makes no second operation.
  const idempotencyKey = useRef(crypto.randomUUID());
  const create = useAct(async () => {
    const reference = draft.reference.trim();
    const params = {
      from: from.accountId,
      ...(kind === 'bill-payment' ? { biller: draft.biller?.billerId, billReference: draft.billReference.trim() } : { to: draft.to }),
      amount: json,
      ...(kind === 'bill-payment' || reference === '' ? {} : { reference }),
    };
    return bank.post<Operation>('/operations', { kind, params }, { idempotencyKey: idempotencyKey.current });
  });
  const submit = async (): Promise<void> => {
    const operation = await create.run();
    if (operation !== undefined) navigate(`/approvals/${operation.operationId}`, { replace: true });
  };
  return (
    <Page key="review" title={say('pay.review.title')} lead={say('pay.review.lead')} onBack={onBack} narrow>
      <Card>
        <div className="subject">
          <p className="subject-what">{kindWords(kind)}</p>
          <Money amount={json} size="xl" />
          {draft.payee !== undefined && (
            <p className="subject-name">
              <bdi>{draft.payee}</bdi>
            </p>
          )}
        </div>
        <Details
          rows={[
            [say('detail.to'), draft.toNumber === undefined || kind === 'bill-payment' ? undefined : <Ltr key="to">{draft.toNumber}</Ltr>],
            [draft.biller?.referenceLabel, kind === 'bill-payment' ? <Ltr key="bill">{draft.billReference.trim()}</Ltr> : undefined],
            [say('detail.reference'), kind === 'bill-payment' || draft.reference.trim() === '' ? undefined : <bdi key="reference">{draft.reference}</bdi>],
            [say('detail.from'), <Ltr key="from">{from.number}</Ltr>],
            [say('pay.review.fee'), say('pay.review.noFee')],
          ]}
        />
      </Card>
      <ErrorBanner
        error={create.error}
        {...(needsToken(create.error)
          ? {
              actions: (
                <LinkButton look="secondary" small to="/service/token">
                  {say('token.title')}
                </LinkButton>
              ),
            }
          : {})}
      />
      <Button wide pending={create.pending} onPress={() => void submit()}>
        {kind === 'bill-payment' ? say('pay.review.goBill', { amount: formatMoney(json) }) : say('pay.review.go', { amount: formatMoney(json) })}
      </Button>
    </Page>
  );
}
