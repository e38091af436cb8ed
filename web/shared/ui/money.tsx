// Amounts as the language writes them: tabular digits, the currency's own number of decimals, sign and currency in their place.
import './ui.css';
import type { ReactNode } from 'react';
import type { MoneyJson } from '../../../src/kernel/money.ts';
import { moneyParts } from '../i18n/format.ts';
import { useLanguage } from '../i18n/texts.ts';

export type MoneyProps = {
  readonly amount: MoneyJson;
  readonly size?: 's' | 'm' | 'l' | 'xl';
  /** Shows '+' before what came in. */
  readonly signed?: boolean;
};

export function Money({ amount, size = 'm', signed = false }: MoneyProps): ReactNode {
  useLanguage();
  return (
    <bdi className={`money money-${size}`}>
      {moneyParts(amount, { signed }).map((part, index) =>
        part.type === 'currency' ? (
          <span className="money-currency" key={index}>
            {part.value}
          </span>
        ) : (
          part.value
        ),
      )}
    </bdi>
  );
}

/** Numbers, IBANs, phones and codes, which read left to right in every language. */
export function Ltr({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <bdi className="ltr" dir="ltr">
      {children}
    </bdi>
  );
}
