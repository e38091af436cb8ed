// Where the money goes: an own account, another customer's (whose name is shown before anything is sent), or a biller.
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Skeleton } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { kindWords } from '../operation-words.tsx';
import { bankTexts } from '../texts.ts';
import type { Billers, Payee } from '../types.ts';
import { AccountChoice, type StepProps } from './draft.tsx';

export function ToStep(props: StepProps): ReactNode {
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
  const billers = useLoaded('billers', () => bank.get<Billers>('/billers'));
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
            hint={
              biller === undefined
                ? say('pay.bill.referenceHint')
                : say.rich('pay.bill.referenceExample', { example: <Ltr>{biller.referenceExample}</Ltr> })
            }
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
