// What a payment is made of while its steps are filled in.
import type { ReactNode } from 'react';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { RadioCards } from '../../shared/ui/radio-cards.tsx';
import type { Account, Biller } from '../types.ts';

export const payKinds = ['transfer-customer', 'transfer-own', 'bill-payment'] as const;
export type PayKind = (typeof payKinds)[number];

export type Draft = {
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

export type StepProps = {
  readonly kind: PayKind;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly accounts: readonly Account[];
  readonly onBack: () => void;
  readonly onNext: () => void;
};

/** Own accounts to choose from, with what is available in each. */
export function AccountChoice({
  label,
  accounts,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly accounts: readonly Account[];
  readonly value: string | undefined;
  readonly onChange: (accountId: string) => void;
  readonly error: string;
}): ReactNode {
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
