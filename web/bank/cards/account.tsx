// A card account: wallets, acts, holds and transactions as they happen (PC-26).
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { formatDate, formatMoney } from '../../shared/i18n/format.ts';
import { useAct, useEvents, useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { bank } from '../door.ts';
import { bankTexts } from '../texts.ts';
import { CardTag, LinkRow, useCardAccount } from './parts.tsx';
import { cardTexts } from './texts.ts';
import type { CardAccount, Hold, Transaction, Transactions } from './types.ts';

export function CardAccountPage({ accountId = '' }: { readonly accountId?: string }): ReactNode {
  const say = cardTexts.use();
  const { loaded, account } = useCardAccount(accountId);
  if (account === undefined) {
    return (
      <Page title={say('account.title')} back={{ label: say('cards.title'), to: '/cards' }}>
        {loaded.state === 'failed' ? <ErrorBanner error={loaded.error} onRetry={loaded.reload} /> : <Skeleton lines={8} height="2.6rem" />}
      </Page>
    );
  }
  const base = `/cards/accounts/${accountId}`;
  const [first, ...others] = account.wallets;
  return (
    <Page title={account.title} back={{ label: say('cards.title'), to: '/cards' }}>
      <div className="columns">
        <div className="stack">
          <Card>
            {first !== undefined && (
              <div className="hero">
                <span className="quiet">{say('account.available')}</span>
                <Money amount={first.available} size="xl" />
                {first.held.minor !== '0' && (
                  <span className="quiet small">{say.rich('account.held', { amount: <Money amount={first.held} size="s" /> })}</span>
                )}
                {first.debt.minor !== '0' && <Tag tone="bad">{say('account.debt', { amount: formatMoney(first.debt) })}</Tag>}
              </div>
            )}
            {others.length > 0 && (
              <ul className="list">
                {others.map((wallet) => (
                  <li key={wallet.currency} className="list-item">
                    <span className="list-body">
                      <span className="list-title">{wallet.currency}</span>
                      {wallet.held.minor !== '0' && (
                        <span className="list-note">{say('account.held', { amount: formatMoney(wallet.held) })}</span>
                      )}
                    </span>
                    <Money amount={wallet.available} />
                  </li>
                ))}
              </ul>
            )}
          </Card>
          {account.isMainHolder && account.status !== 'closed' && (
            <nav className="quick-four" aria-label={say('account.title')}>
              <Quick to={`${base}/load`} icon="plus" label={say('account.load')} />
              <Quick to={`${base}/exchange`} icon="swap" label={say('account.exchange')} />
              <Quick to={`${base}/statements`} icon="document" label={say('account.statements')} />
              <Quick to={`${base}/travel`} icon="pin" label={say('account.travel')} />
            </nav>
          )}
          <Card flush title={say('account.cards')}>
            <ul className="list">
              {account.cards
                .filter(({ status, replacedBy }) => status !== 'closed' || replacedBy === undefined)
                .map((card) => (
                  <li key={card.cardId}>
                    <Link className="list-item" to={`/cards/card/${card.cardId}`}>
                      <span className="list-icon">
                        <Icon name="card" />
                      </span>
                      <span className="list-body">
                        <span className="list-title">
                          <Ltr>•••• {card.lastFour}</Ltr>
                        </span>
                        <span className="list-note">
                          <bdi>{card.carrierName}</bdi>
                        </span>
                      </span>
                      <CardTag status={card.status} />
                    </Link>
                  </li>
                ))}
            </ul>
          </Card>
          {account.isMainHolder && account.status !== 'closed' && (
            <Card flush>
              <LinkRow to={`${base}/additional`} icon="people" title={say('account.additional')} />
              <LinkRow to={`${base}/mandates`} icon="accounts" title={say('account.mandates')} />
              <LinkRow to="/cards/disputes" icon="shield" title={say('account.disputes')} />
              <LinkRow to={`${base}/close`} icon="close" title={say('account.close')} />
            </Card>
          )}
        </div>
        <TransactionList account={account} />
      </div>
    </Page>
  );
}

function Quick({ to, icon, label }: { readonly to: string; readonly icon: IconName; readonly label: string }): ReactNode {
  return (
    <Link className="quick-link" to={to}>
      <span className="list-icon">
        <Icon name={icon} />
      </span>
      {label}
    </Link>
  );
}

/** What a transaction is called: the shop, else what it was. */
export function transactionName(one: Pick<Transaction, 'kind' | 'detail' | 'merchant'>, say: ReturnType<typeof cardTexts.use>): string {
  if (one.merchant !== undefined && one.merchant.name !== '') return one.merchant.name;
  const fee = `fee.${one.detail}`;
  if (one.kind === 'fee' && say.has(fee)) return say(fee);
  const kind = `kind.${one.kind}`;
  return say.has(kind) ? say(kind) : one.kind;
}

function TransactionList({ account }: { readonly account: CardAccount }): ReactNode {
  const say = cardTexts.use();
  const path = `/card-accounts/${account.accountId}/transactions`;
  const first = useLoaded(path, () => bank.get<Transactions>(path));
  const [told, setTold] = useState<Transactions>();
  const [further, setFurther] = useState<readonly Transactions[]>([]);
  // Holds and postings are told as they happen; older pages that were asked for stay below.
  const { connected } = useEvents<Transactions>(bank.url(`/card-accounts/${account.accountId}/activity`), 'activity', setTold);
  const newestPage = told ?? (first.state === 'ready' ? first.value : undefined);
  const onFirstPage = new Set(newestPage?.transactions.map(({ transactionId }) => transactionId));
  const older = further.map((page) => ({
    ...page,
    transactions: page.transactions.filter(({ transactionId }) => !onFirstPage.has(transactionId)),
  }));
  const pages = newestPage === undefined ? [] : [newestPage, ...older];
  const transactions = pages.flatMap((page) => page.transactions);
  const holds = pages[0]?.holds ?? [];
  const newest = transactions[0];
  const known = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (newest === undefined) return;
    if (known.current !== undefined && known.current !== newest.transactionId)
      toast(say('live.new', { what: transactionName(newest, say), amount: formatMoney(newest.amount) }));
    known.current = newest.transactionId;
  }, [newest, say]);
  const next = pages.at(-1)?.next;
  const more = useAct(async () => {
    if (next === undefined) return;
    const page = await bank.get<Transactions>(path, { query: { cursor: next } });
    setFurther((before) => [...before, page]);
  });
  return (
    <Card flush title={say('tx.title')} end={connected ? <span className="live-mark">{say('account.live')}</span> : undefined}>
      {first.state === 'loading' && (
        <div style={{ padding: 'var(--space-5)' }}>
          <Skeleton lines={6} height="2.4rem" />
        </div>
      )}
      {first.state === 'failed' && (
        <div style={{ padding: 'var(--space-5)' }}>
          <ErrorBanner error={first.error} onRetry={first.reload} />
        </div>
      )}
      {first.state === 'ready' && transactions.length === 0 && holds.length === 0 && <EmptyState icon="history" title={say('tx.none')} />}
      {holds.length > 0 && (
        <ul className="list">
          {holds.map((hold) => (
            <li key={hold.authorizationId}>
              <HoldRow hold={hold} />
            </li>
          ))}
        </ul>
      )}
      {byDay(transactions).map(({ day, items }) => (
        <div key={day}>
          <h3 className="day-head">{day}</h3>
          <ul className="list">
            {items.map((one) => (
              <li key={`${one.transactionId} ${one.part}`}>
                <TransactionRow one={one} accountId={account.accountId} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <ErrorBanner error={more.error} />
      {next !== undefined && (
        <Button look="quiet" pending={more.pending} onPress={() => void more.run()}>
          {bankTexts.say('more')}
        </Button>
      )}
    </Card>
  );
}

function byDay(all: readonly Transaction[]): readonly { readonly day: string; readonly items: readonly Transaction[] }[] {
  const days: { day: string; items: Transaction[] }[] = [];
  for (const one of all) {
    const day = formatDate(one.postedAt, 'date');
    const last = days.at(-1);
    if (last?.day === day) last.items.push(one);
    else days.push({ day, items: [one] });
  }
  return days;
}

function HoldRow({ hold }: { readonly hold: Hold }): ReactNode {
  const say = cardTexts.use();
  return (
    <div className="list-item">
      <span className="list-icon">
        <Icon name="clock" />
      </span>
      <span className="list-body">
        <span className="list-title">
          <bdi>{hold.merchantName}</bdi>
        </span>
        <span className="list-note">
          {hold.expiresAt === undefined
            ? formatDate(hold.at, 'date-time')
            : say('tx.heldUntil', { time: formatDate(hold.expiresAt, 'day') })}
        </span>
        <span className="list-tag">
          <Tag tone="warn" icon="clock">
            {say('tx.held')}
          </Tag>
          {hold.dynamicConversion !== undefined && (
            <Tag tone="warn" icon="swap">
              {say('tx.dcc')}
            </Tag>
          )}
        </span>
      </span>
      <strong className="list-end">
        {hold.held.map((amount) => (
          <Money key={amount.currency} amount={amount} size="s" />
        ))}
      </strong>
    </div>
  );
}

const kindIcons: Readonly<Record<string, IconName>> = {
  purchase: 'card',
  cash: 'accounts',
  refund: 'refresh',
  load: 'plus',
  fee: 'bill',
  exchange: 'swap',
  payout: 'send',
};

function TransactionRow({ one, accountId }: { readonly one: Transaction; readonly accountId: string }): ReactNode {
  const say = cardTexts.use();
  const isIn = !one.amount.minor.startsWith('-');
  const isForeign = one.original !== undefined && one.original.currency !== one.amount.currency;
  return (
    <Link className="list-item" to={`/cards/accounts/${accountId}/transactions/${one.transactionId}`}>
      <span className="list-icon">
        <Icon name={kindIcons[one.kind] ?? 'history'} />
      </span>
      <span className="list-body">
        <span className="list-title">
          <bdi>{transactionName(one, say)}</bdi>
        </span>
        <span className="list-note">
          {formatDate(one.occurredAt, 'time')}
          {isForeign && one.original !== undefined && (
            <>
              {' · '}
              <Money amount={one.original} size="s" />
            </>
          )}
          {one.merchant?.city !== undefined && (
            <>
              {' · '}
              <bdi>{one.merchant.city}</bdi>
            </>
          )}
        </span>
        {one.dynamicConversion !== undefined && (
          <span className="list-tag">
            <Tag tone="warn" icon="swap">
              {say('tx.dcc')}
            </Tag>
          </span>
        )}
      </span>
      <strong className={isIn ? 'list-end entry-in' : 'list-end'}>
        <Money amount={one.amount} size="s" signed />
      </strong>
    </Link>
  );
}
