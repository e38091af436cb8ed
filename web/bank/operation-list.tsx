// Operations as a list: who or what, when, how much, and the state in a word.
import type { ReactNode } from 'react';
import { formatDate } from '../shared/i18n/format.ts';
import { Link } from '../shared/router.tsx';
import { Icon, type IconName } from '../shared/ui/icons.tsx';
import { Money } from '../shared/ui/money.tsx';
import { StatusTag, amountIn, kindWords, operationTitle } from './operation-words.tsx';
import { bankTexts } from './texts.ts';
import type { Operation } from './types.ts';

const kindIcons: Readonly<Record<string, IconName>> = {
  'transfer-own': 'swap',
  'transfer-customer': 'send',
  'bill-payment': 'bill',
  'address-change': 'home',
  'statement-order': 'document',
  'email-change': 'mail',
  'mobile-change': 'phone',
};

export function OperationList({ operations }: { readonly operations: readonly Operation[] }): ReactNode {
  bankTexts.use();
  return (
    <ul className="list">
      {operations.map((operation) => {
        const amount = amountIn(operation.details);
        return (
          <li key={operation.operationId}>
            <Link className="list-item" to={`/approvals/${operation.operationId}`}>
              <span className="list-icon">
                <Icon name={kindIcons[operation.kind] ?? 'document'} />
              </span>
              <span className="list-body">
                <span className="list-title">
                  <bdi>{operationTitle(operation)}</bdi>
                </span>
                <span className="list-note">
                  {operation.details['payee'] === undefined ? '' : `${kindWords(operation.kind)} · `}
                  {formatDate(operation.createdAt, 'day')}
                </span>
                <span className="list-tag">
                  <StatusTag status={operation.status} />
                </span>
              </span>
              {amount !== undefined && (
                <strong className="list-end">
                  <Money amount={amount} size="s" />
                </strong>
              )}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
