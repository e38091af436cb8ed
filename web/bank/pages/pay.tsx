// Payments: choose what, then one thing a page (from, to, amount), then a review, then the approval.
import { useState, type ReactNode } from 'react';
import { useLoaded } from '../../shared/loading.ts';
import { Link, navigate } from '../../shared/router.tsx';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { kindWords } from '../operation-words.tsx';
import { AmountStep, ReviewStep } from '../pay/amount-and-review.tsx';
import { AccountChoice, payKinds, type Draft, type PayKind, type StepProps } from '../pay/draft.tsx';
import { ToStep } from '../pay/recipient.tsx';
import { bankTexts } from '../texts.ts';
import type { Account, Accounts } from '../types.ts';

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

type Step = 'from' | 'to' | 'amount' | 'review';

export function PayForm({ kind: given = '' }: { readonly kind?: string }): ReactNode {
  const say = bankTexts.use();
  const kind = payKinds.find((one) => one === given);
  const accounts = useLoaded('accounts', () => bank.get<Accounts>('/accounts'));
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
  const [draft, setDraft] = useState<Draft>({
    amount: '',
    reference: '',
    billReference: '',
    ...(only === undefined ? {} : { from: only }),
  });
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const from = accounts.find((account) => account.accountId === draft.from);
  const frame = { kind, draft, change, accounts, from };
  if (step === 'from' || from === undefined) return <FromStep {...frame} onBack={() => navigate('/pay')} onNext={() => setStep('to')} />;
  const backFromTo = only === undefined ? () => setStep('from') : () => navigate('/pay');
  if (step === 'to') return <ToStep {...frame} onBack={backFromTo} onNext={() => setStep('amount')} />;
  if (step === 'amount') return <AmountStep {...frame} from={from} onBack={() => setStep('to')} onNext={() => setStep('review')} />;
  return <ReviewStep {...frame} from={from} onBack={() => setStep('amount')} />;
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
