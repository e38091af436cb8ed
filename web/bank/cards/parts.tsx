// What the pages of cards share: the picture of a card, an operation up to its end, an account that is live.
import './cards.css';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { useAct, useEvents, useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { ErrorBanner, Tag, type Tone } from '../../shared/ui/banner.tsx';
import { LinkButton } from '../../shared/ui/button.tsx';
import { Skeleton } from '../../shared/ui/card.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { BrandMark, Page } from '../../shared/ui/shell.tsx';
import { Outcome } from '../approval/outcome.tsx';
import { Pending } from '../approval/pending.tsx';
import { bank, needsToken } from '../door.ts';
import { bankTexts } from '../texts.ts';
import type { Operation } from '../types.ts';
import { cardTexts } from './texts.ts';
import type { BankCard, CardAccount, CardStatus, Rules } from './types.ts';

/** The card as it looks, its number masked. */
export function CardPicture({
  card,
  title,
  small = false,
}: {
  readonly card: BankCard;
  readonly title: string;
  readonly small?: boolean;
}): ReactNode {
  const dim = card.status === 'closed' || card.status === 'frozen' || card.status === 'suspended';
  return (
    <div className={['card-picture', small && 'card-picture-small', dim && 'card-picture-dim'].filter(Boolean).join(' ')} dir="ltr">
      <span className="card-picture-head">
        <BrandMark size={small ? 20 : 28} />
        <span>{title}</span>
      </span>
      <span className="card-picture-chip" />
      <span className="card-picture-number">•••• •••• •••• {card.lastFour}</span>
      <span className="card-picture-foot">
        <span>{card.carrierName}</span>
        <span>
          {card.expiresOn.slice(5, 7)}/{card.expiresOn.slice(2, 4)}
        </span>
      </span>
    </div>
  );
}

const statusLooks: Readonly<Record<CardStatus, { readonly tone: Tone | 'plain'; readonly icon: IconName }>> = {
  ordered: { tone: 'plain', icon: 'clock' },
  produced: { tone: 'plain', icon: 'clock' },
  shipped: { tone: 'info', icon: 'mail' },
  inactive: { tone: 'warn', icon: 'clock' },
  active: { tone: 'good', icon: 'good' },
  frozen: { tone: 'info', icon: 'lock' },
  suspended: { tone: 'bad', icon: 'bad' },
  closed: { tone: 'plain', icon: 'close' },
};

export function CardTag({ status }: { readonly status: CardStatus }): ReactNode {
  const say = cardTexts.use();
  return (
    <Tag tone={statusLooks[status].tone} icon={statusLooks[status].icon}>
      {say(`status.${status}`)}
    </Tag>
  );
}

/** A row that leads somewhere. */
export function LinkRow({
  to,
  icon,
  title,
  note,
}: {
  readonly to: string;
  readonly icon: IconName;
  readonly title: ReactNode;
  readonly note?: ReactNode;
}): ReactNode {
  return (
    <Link className="list-item" to={to}>
      <span className="list-icon">
        <Icon name={icon} />
      </span>
      <span className="list-body">
        <span className="list-title">{title}</span>
        {note !== undefined && <span className="list-note">{note}</span>}
      </span>
      <Icon name="chevron-forward" />
    </Link>
  );
}

export const useAccounts = () => useLoaded('card-accounts', () => bank.get<{ accounts: CardAccount[] }>('/card-accounts'));

/** The account as it is told live; `reload` asks again. */
export function useCardAccount(accountId: string) {
  const path = `/card-accounts/${accountId}`;
  const loaded = useLoaded(path, () => bank.get<CardAccount>(path));
  const [told, setTold] = useState<{ path: string; account: CardAccount }>();
  useEvents<CardAccount>(bank.url(`${path}/events`), 'card-account', (account) => setTold({ path, account }));
  const account = told?.path === path ? told.account : loaded.state === 'ready' ? loaded.value : undefined;
  return { loaded, account };
}

export const useRules = () => useLoaded('card-rules', () => bank.get<{ programmes: Rules[] }>('/card-rules'));

/** The card of an id, with its account. */
export function useCard(cardId: string): {
  readonly card: BankCard | undefined;
  readonly account: CardAccount | undefined;
  readonly error: unknown;
  readonly reload: () => void;
} {
  const accounts = useAccounts();
  const account =
    accounts.state === 'ready' ? accounts.value.accounts.find(({ cards }) => cards.some((one) => one.cardId === cardId)) : undefined;
  return {
    account,
    card: account?.cards.find((one) => one.cardId === cardId),
    error: accounts.state === 'failed' ? accounts.error : undefined,
    reload: accounts.reload,
  };
}

/** Asks for an operation and follows it to its end; `onDone` is called once it is executed, and shows what comes then. */
export function Approved({
  kind,
  params,
  title,
  onBack,
  onDone,
}: {
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly title: string;
  readonly onBack: () => void;
  readonly onDone: (operation: Operation) => void;
}): ReactNode {
  const sayBank = bankTexts.use();
  const [operation, setOperation] = useState<Operation>();
  const idempotencyKey = useRef(crypto.randomUUID());
  const create = useAct(async () => {
    setOperation(await bank.post<Operation>('/operations', { kind, params }, { idempotencyKey: idempotencyKey.current }));
  });
  const { run } = create;
  useEffect(() => {
    void run();
  }, [run]);
  const path = operation === undefined ? undefined : `/operations/${operation.operationId}`;
  const isPending = operation?.status === 'pending';
  const look = useCallback(() => {
    if (path !== undefined) bank.get<Operation>(path).then(setOperation, () => undefined);
  }, [path]);
  const { connected } = useEvents<Operation>(
    isPending && path !== undefined ? bank.url(`${path}/events`) : undefined,
    'operation',
    setOperation,
    look,
  );
  const latest = useRef(onDone);
  latest.current = onDone;
  useEffect(() => {
    if (operation?.status === 'executed') latest.current(operation);
  }, [operation]);
  if (operation === undefined || operation.status === 'executed') {
    return (
      <Page title={title} onBack={onBack} narrow>
        <ErrorBanner
          error={create.error}
          {...(needsToken(create.error)
            ? {
                actions: (
                  <LinkButton look="secondary" small to="/service/token">
                    {sayBank('token.title')}
                  </LinkButton>
                ),
              }
            : {})}
        />
        {create.error === undefined && <Skeleton lines={5} height="2.4rem" />}
      </Page>
    );
  }
  return isPending ? (
    <Pending operation={operation} connected={connected} onChange={setOperation} onLook={look} />
  ) : (
    <Outcome operation={operation} onChange={setOperation} />
  );
}

/** An act that has ended well, and the one way on. */
export function Finished({
  title,
  text,
  children,
  to,
  toLabel,
}: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
  readonly to: string;
  readonly toLabel: string;
}): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div className="page page-narrow">
      <div className="outcome tone-good" role="status">
        <span className="outcome-mark">
          <Icon name="good" size={40} />
        </span>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {text !== undefined && <p className="quiet">{text}</p>}
      </div>
      {children}
      <LinkButton wide to={to}>
        {toLabel}
      </LinkButton>
    </div>
  );
}

export const monthDay = (day: string): string => formatDate(`${day}T12:00:00Z`, 'date');

/** Names of countries in the language of the page. */
export function countryName(code: string, language: string): string {
  try {
    return new Intl.DisplayNames([language === 'kk' ? 'ru' : language], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}
