// How much, then everything once more before the operation is asked for.
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { isCurrency, toJson, type Currency } from '../../../src/kernel/money.ts';
import { formatMoney } from '../../shared/i18n/format.ts';
import { useAct } from '../../shared/loading.ts';
import { navigate } from '../../shared/router.tsx';
import { AmountField, amountOf } from '../../shared/ui/amount-field.tsx';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card, Details } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank, needsToken } from '../door.ts';
import { kindWords } from '../operation-words.tsx';
import { bankTexts } from '../texts.ts';
import type { Account, Operation } from '../types.ts';
import type { StepProps } from './draft.tsx';

function currencyOf(account: Account): Currency {
  if (!isCurrency(account.currency)) throw new Error(`unknown currency ${account.currency}`);
  return account.currency;
}

export function AmountStep({ kind, draft, change, from, onBack, onNext }: StepProps & { readonly from: Account }): ReactNode {
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
    <Page
      key="amount"
      title={say('pay.amount.title')}
      lead={draft.payee === undefined ? kindWords(kind) : say('pay.amount.to', { name: draft.payee })}
      onBack={onBack}
      narrow
    >
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
          <TextField
            label={say('pay.amount.note')}
            hint={say('optional')}
            value={draft.reference}
            onChange={(reference) => change({ reference })}
            maxLength={60}
            autoComplete="off"
          />
        )}
        <Button type="submit" wide>
          {say('continue')}
        </Button>
      </form>
    </Page>
  );
}

export function ReviewStep({ kind, draft, from, onBack }: Omit<StepProps, 'onNext'> & { readonly from: Account }): ReactNode {
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
            [
              say('detail.reference'),
              kind === 'bill-payment' || draft.reference.trim() === '' ? undefined : <bdi key="reference">{draft.reference}</bdi>,
            ],
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
        {kind === 'bill-payment'
          ? say('pay.review.goBill', { amount: formatMoney(json) })
          : say('pay.review.go', { amount: formatMoney(json) })}
      </Button>
    </Page>
  );
}
