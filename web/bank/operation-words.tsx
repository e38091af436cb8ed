// An operation in words and figures: what it is, exactly what was or will be executed, and in what state it is.
import type { ReactNode } from 'react';
import type { MoneyJson } from '../../src/kernel/money.ts';
import { Tag, type Tone } from '../shared/ui/banner.tsx';
import { Details } from '../shared/ui/card.tsx';
import type { IconName } from '../shared/ui/icons.tsx';
import { Ltr, Money } from '../shared/ui/money.tsx';
import { bankTexts } from './texts.ts';
import type { Operation, Status } from './types.ts';

/** The amount among the details; undefined for what moves no money. */
export function amountIn(details: Readonly<Record<string, string>>): MoneyJson | undefined {
  const { amount, currency } = details;
  return amount === undefined || currency === undefined ? undefined : { currency, minor: amount };
}

/** 'Transfer to another customer'; the code itself for a kind that this page does not know. */
export function kindWords(kind: string): string {
  const key = `kind.${kind}`;
  return bankTexts.say.has(key) ? bankTexts.say(key) : kind;
}

// Numbers of accounts, phones and addresses for mail are read left to right.
const leftToRight = new Set(['from', 'to', 'mobile', 'oldValue', 'newValue', 'email', 'account', 'period', 'number']);
// The biller's code says nothing to people; its name is the payee.
const shownApart = new Set(['kind', 'amount', 'currency', 'payee', 'biller', 'card', 'carrier', 'boughtCurrency']);
/** Money beside the amount, in minor units; what is bought is in a currency of its own. */
const isMoney = (name: string): boolean =>
  /^(fee|total|limit|bought)$/.test(name) || /^(purchase|cash)-per(Operation|Day|Month)Max$/.test(name);
/** Words that stand beside each other in one field. */
const lists = new Set(['channelsOff', 'countriesAllowed', 'merchantGroupsOff']);

function detailName(name: string, kind: string | undefined): string {
  if (name === 'to' && kind === 'bill-payment') return bankTexts.say('pay.bill.reference');
  const key = `detail.${name}`;
  return bankTexts.say.has(key) ? bankTexts.say(key) : name;
}

const wordOf = (name: string, value: string): string => {
  const key = `value.${name}.${value}`;
  return bankTexts.say.has(key) ? bankTexts.say(key) : value;
};

function detailValue(name: string, value: string, details: Readonly<Record<string, string>>): ReactNode {
  const key = `${name}.${value}`;
  if (name === 'delivery' && bankTexts.say.has(key)) return bankTexts.say(key);
  const currency = name === 'bought' ? details['boughtCurrency'] : details['currency'];
  if (isMoney(name) && currency !== undefined && /^-?\d+$/.test(value)) return <Money amount={{ currency, minor: value }} size="s" />;
  if (lists.has(name)) {
    const words = value.split(' ').map((word) => wordOf(name, word));
    return <bdi>{words.join(', ')}</bdi>;
  }
  if (bankTexts.say.has(`value.${key}`)) return wordOf(name, value);
  return leftToRight.has(name) ? <Ltr>{value}</Ltr> : <bdi>{value}</bdi>;
}

/** What is asked for, as the biggest thing: the amount and who gets it. */
export function Subject({ kind, details }: { readonly kind: string; readonly details: Readonly<Record<string, string>> }): ReactNode {
  bankTexts.use();
  const amount = amountIn(details);
  return (
    <div className="subject">
      <p className="subject-what">{kindWords(kind)}</p>
      {amount !== undefined && <Money amount={amount} size="xl" />}
      {details['payee'] !== undefined && (
        <p className="subject-name">
          <bdi>{details['payee']}</bdi>
        </p>
      )}
    </div>
  );
}

/** The other details, one a row, in the order of the bank. */
export function DetailRows({
  details,
  more = [],
}: {
  readonly details: Readonly<Record<string, string>>;
  readonly more?: Parameters<typeof Details>[0]['rows'];
}): ReactNode {
  bankTexts.use();
  const rows = Object.entries(details)
    .filter(([name]) => !shownApart.has(name))
    .map(([name, value]) => [detailName(name, details['kind']), detailValue(name, value, details)] as const);
  return <Details rows={[...rows, ...more]} />;
}

export const statusLooks: Readonly<Record<Status, { readonly tone: Tone | 'plain'; readonly icon: IconName }>> = {
  pending: { tone: 'warn', icon: 'clock' },
  executed: { tone: 'good', icon: 'good' },
  rejected: { tone: 'bad', icon: 'bad' },
  expired: { tone: 'plain', icon: 'clock' },
  cancelled: { tone: 'plain', icon: 'close' },
  refused: { tone: 'bad', icon: 'bad' },
};

export function StatusTag({ status }: { readonly status: Status }): ReactNode {
  const say = bankTexts.use();
  return (
    <Tag tone={statusLooks[status].tone} icon={statusLooks[status].icon}>
      {say(`status.${status}`)}
    </Tag>
  );
}

/** The name of an operation in a list: 'Salim Al Harthy', else its kind. */
export function operationTitle(operation: Pick<Operation, 'kind' | 'details'>): string {
  return operation.details['payee'] ?? kindWords(operation.kind);
}
