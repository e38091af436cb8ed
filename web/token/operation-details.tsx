// An operation as the customer must see it: the amount and the payee as the biggest thing, then every field that is signed.
import type { ReactNode } from 'react';
import { formatMoney } from '../shared/i18n/format.ts';
import { Details as Rows } from '../shared/ui/card.tsx';
import { Ltr, Money } from '../shared/ui/money.tsx';
import type { Details } from '../../src/crypto/details.ts';
import { tokenTexts } from './texts.ts';

const leftToRight = new Set(['from', 'to', 'account', 'mobile', 'email', 'reference', 'postcode', 'number', 'period']);
const amounts = new Set(['amount', 'fee', 'total', 'limit']);
/** What a card is limited to, in the currency of its account. */
const isLimit = (name: string): boolean => /^(purchase|cash)-per(Operation|Day|Month)Max$/.test(name);
/** Words that stand beside each other in one field, each with its own name in the language. */
const lists = new Set(['channelsOff', 'countriesAllowed', 'merchantGroupsOff']);

/** What a person looks for first stands first; other fields follow as they come. */
const order = ['payee', 'to', 'from', 'amount', 'currency', 'fee', 'total'];
const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);

const isMinor = (text: string | undefined): text is string => text !== undefined && /^-?\d+$/.test(text);

export function useOperationWords(): {
  readonly kind: (details: Details) => string;
  /** 'Approve OMR 12.500 to Salim'. */
  readonly approve: (details: Details) => string;
  readonly field: (name: string) => string;
} {
  const say = tokenTexts.use();
  const kind = (details: Details): string => {
    const key = `kind.${details['kind'] ?? ''}`;
    return say.has(key) ? say(key) : (details['kind'] ?? '');
  };
  return {
    kind,
    approve(details) {
      const { amount, currency } = details;
      const payee = details['payee'] ?? details['biller'] ?? details['to'];
      if (!isMinor(amount) || currency === undefined) return say('approve.act', { kind: kind(details) });
      const money = formatMoney({ minor: amount, currency });
      return payee === undefined ? say('approve.amount', { amount: money }) : say('approve.amountTo', { amount: money, payee });
    },
    field(name) {
      const key = `field.${name}`;
      return say.has(key) ? say(key) : name;
    },
  };
}

function Value({ name, value, details }: { readonly name: string; readonly value: string; readonly details: Details }): ReactNode {
  const say = tokenTexts.use();
  const currency = name === 'bought' ? details['boughtCurrency'] : details['currency'];
  if ((amounts.has(name) || name === 'bought' || isLimit(name)) && isMinor(value) && currency !== undefined)
    return <Money amount={{ minor: value, currency }} />;
  if (lists.has(name)) {
    const words = value.split(' ').map((word) => {
      const known = `value.${name}.${word}`;
      return say.has(known) ? say(known) : word;
    });
    return <bdi>{words.join(', ')}</bdi>;
  }
  const known = `value.${name}.${value}`;
  if (say.has(known)) return say(known);
  return leftToRight.has(name) ? <Ltr>{value}</Ltr> : <bdi>{value}</bdi>;
}

/** All fields, none left out: what is not shown must not be signed. */
export function OperationDetails({ details }: { readonly details: Details }): ReactNode {
  const say = tokenTexts.use();
  const words = useOperationWords();
  const { amount, currency } = details;
  const payee = details['payee'] ?? details['biller'];
  const main = isMinor(amount) && currency !== undefined;
  const inHeadline = (name: string): boolean => name === 'kind' || (main && ['amount', 'currency', 'payee'].includes(name));
  const rest = Object.entries(details)
    .filter(([name]) => !inHeadline(name))
    .sort(([one], [other]) => place(one) - place(other));
  return (
    <div className="operation">
      <p className="operation-kind">{words.kind(details)}</p>
      {main && (
        <p className="operation-amount">
          <Money amount={{ minor: amount, currency }} size="xl" />
        </p>
      )}
      {main && payee !== undefined && (
        <p className="operation-payee">{say.rich('approve.to', { payee: <bdi key="payee">{payee}</bdi> })}</p>
      )}
      <Rows
        rows={rest.map(([name, value]) => [words.field(name), <Value key={name} name={name} value={value} details={details} />] as const)}
      />
    </div>
  );
}
