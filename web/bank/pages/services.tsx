// Customer service: token services and the requests that move no money (address, statement, e-mail, mobile number).
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { bankClock } from '../../shared/api.ts';
import { monthName } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Link, navigate } from '../../shared/router.tsx';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card, Skeleton } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { RadioCards } from '../../shared/ui/radio-cards.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank, needsToken, useVisit } from '../door.ts';
import { bankTexts } from '../texts.ts';
import type { Accounts, Operation, Profile, TokenSummary } from '../types.ts';
import { ContactNumber } from './sign-in.tsx';

const entries = [
  { path: 'token', key: 'token.title', note: 'service.token.note', icon: 'shield' },
  { path: 'address', key: 'service.address.title', note: 'service.address.note', icon: 'home' },
  { path: 'statement', key: 'service.statement.title', note: 'service.statement.note', icon: 'document' },
  { path: 'email', key: 'service.email.title', note: 'service.email.note', icon: 'mail' },
  { path: 'mobile', key: 'service.mobile.title', note: 'service.mobile.note', icon: 'phone' },
] as const satisfies readonly { path: string; key: string; note: string; icon: IconName }[];

export function CustomerService(): ReactNode {
  const say = bankTexts.use();
  const { programme } = useVisit();
  return (
    <Page title={say('nav.service')} narrow>
      <Card flush>
        <ul className="list">
          {entries.map((entry) => (
            <li key={entry.path}>
              <Link className="list-item" to={`/service/${entry.path}`}>
                <span className="list-icon">
                  <Icon name={entry.icon} />
                </span>
                <span className="list-body">
                  <span className="list-title">{say(entry.key)}</span>
                  <span className="list-note">{say(entry.note)}</span>
                </span>
                <Icon name="chevron-forward" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      <Banner tone="info" title={say('service.lost.title')}>
        {say.rich('service.lost.text', { number: <ContactNumber number={programme.contactCentre} /> })}
      </Banner>
    </Page>
  );
}

/** The frame of a request: fields, then an operation that waits for its approval. */
function Request({
  title,
  lead,
  kind,
  params,
  isComplete,
  before,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly isComplete: boolean;
  readonly before?: ReactNode;
  readonly children: (asked: boolean) => ReactNode;
}): ReactNode {
  const say = bankTexts.use();
  const [asked, setAsked] = useState(false);
  // One key for one content: pressing again after a lost answer makes no second operation.
  const sent = useRef({ content: '', key: '' });
  const create = useAct(async () => {
    const content = JSON.stringify(params);
    if (sent.current.content !== content) sent.current = { content, key: crypto.randomUUID() };
    return bank.post<Operation>('/operations', { kind, params }, { idempotencyKey: sent.current.key });
  });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (!isComplete) return;
    const operation = await create.run();
    if (operation !== undefined) navigate(`/approvals/${operation.operationId}`);
    else sent.current = { content: '', key: '' };
  };
  return (
    <Page title={title} lead={lead} back={{ label: say('nav.service'), to: '/service' }} narrow>
      {before}
      <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {children(asked)}
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
        <Button type="submit" wide pending={create.pending}>
          {say('service.goOn')}
        </Button>
      </form>
    </Page>
  );
}

/** Says on the page which codes the request takes (TK-20). */
function TakesOtp(): ReactNode {
  const say = bankTexts.use();
  return <Banner tone="info">{say('service.takesOtp')}</Banner>;
}

export function AddressChange(): ReactNode {
  const say = bankTexts.use();
  const [line, setLine] = useState('');
  const [city, setCity] = useState('');
  const [postcode, setPostcode] = useState('');
  const address = [line, city, postcode]
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(', ');
  const isComplete = line.trim().length >= 4 && city.trim() !== '';
  return (
    <Request
      title={say('service.address.title')}
      lead={say('service.address.lead')}
      kind="address-change"
      params={{ address }}
      isComplete={isComplete}
      before={<TakesOtp />}
    >
      {(asked) => (
        <>
          <TextField
            label={say('service.address.line')}
            autoComplete="street-address"
            maxLength={100}
            value={line}
            onChange={setLine}
            error={asked && line.trim().length < 4 ? say('service.address.lineMissing') : ''}
          />
          <TextField
            label={say('service.address.city')}
            autoComplete="address-level2"
            maxLength={60}
            value={city}
            onChange={setCity}
            error={asked && city.trim() === '' ? say('service.address.cityMissing') : ''}
          />
          <TextField
            label={say('service.address.postcode')}
            hint={say('optional')}
            autoComplete="postal-code"
            inputMode="numeric"
            ltr
            maxLength={10}
            value={postcode}
            onChange={(typed) => setPostcode(toLatinDigits(typed))}
          />
        </>
      )}
    </Request>
  );
}

/** The twelve months that are over, the newest first, as YYYY-MM. */
function monthsOver(): readonly string[] {
  const today = new Date(bankClock());
  return Array.from({ length: 12 }, (_, index) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1 - index, 1)).toISOString().slice(0, 7),
  );
}

export function StatementOrder(): ReactNode {
  const say = bankTexts.use();
  const accounts = useLoaded('accounts', () => bank.get<Accounts>('/accounts'));
  const [account, setAccount] = useState<string>();
  const months = monthsOver();
  const [period, setPeriod] = useState(months[0] ?? '');
  const [delivery, setDelivery] = useState<string>('post');
  const options = accounts.state === 'ready' ? accounts.value.accounts : [];
  return (
    <Request
      title={say('service.statement.title')}
      lead={say('service.statement.lead')}
      kind="statement-order"
      params={{ account, period, delivery }}
      isComplete={account !== undefined}
      before={<TakesOtp />}
    >
      {(asked) => (
        <>
          {accounts.state === 'loading' && <Skeleton height="4.8rem" />}
          {accounts.state === 'failed' && <ErrorBanner error={accounts.error} onRetry={accounts.reload} />}
          {accounts.state === 'ready' && (
            <Select
              label={say('service.statement.account')}
              placeholder={say('service.statement.choose')}
              options={options.map((one) => ({
                id: one.number,
                label: one.name,
                note: <Ltr>{one.number}</Ltr>,
                text: `${one.name} ${one.number}`,
              }))}
              value={account}
              onChange={setAccount}
              error={asked && account === undefined ? say('service.statement.missing') : ''}
            />
          )}
          <Select
            label={say('service.statement.period')}
            options={months.map((month) => ({ id: month, label: monthName(month), text: monthName(month) }))}
            value={period}
            onChange={setPeriod}
          />
          <RadioCards
            label={say('service.statement.delivery')}
            options={[
              { id: 'post', title: say('delivery.post'), note: say('service.statement.post') },
              { id: 'branch', title: say('delivery.branch'), note: say('service.statement.branch') },
            ]}
            value={delivery}
            onChange={setDelivery}
          />
        </>
      )}
    </Request>
  );
}

export function EmailChange(): ReactNode {
  const say = bankTexts.use();
  const [email, setEmail] = useState('');
  const isEmail = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(email.trim());
  return (
    <Request
      title={say('service.email.title')}
      lead={say('service.email.lead')}
      kind="email-change"
      params={{ email: email.trim() }}
      isComplete={isEmail}
      before={<TakesOtp />}
    >
      {(asked) => (
        <TextField
          label={say('service.email.label')}
          type="email"
          autoComplete="email"
          inputMode="email"
          ltr
          maxLength={254}
          value={email}
          onChange={setEmail}
          error={asked && !isEmail ? say('service.email.missing') : ''}
        />
      )}
    </Request>
  );
}

/** The number of record: by the hard token only; a soft-token user switches first (TK-29). */
export function MobileChange(): ReactNode {
  const say = bankTexts.use();
  const [mobile, setMobile] = useState('');
  const profile = useLoaded('profile', () => bank.get<Profile>('/profile'));
  const token = useLoaded('token', () => bank.get<TokenSummary>('/token'));
  const isNumber = /^\+?[0-9]{8,15}$/.test(mobile.replace(/[\s-]/g, ''));
  const title = say('service.mobile.title');
  if (token.state === 'loading') {
    return (
      <Page title={title} back={{ label: say('nav.service'), to: '/service' }} narrow>
        <Skeleton lines={3} height="3rem" />
      </Page>
    );
  }
  if (token.state === 'ready' && token.value.active !== 'hard') {
    return (
      <Page title={title} back={{ label: say('nav.service'), to: '/service' }} narrow>
        <Banner
          tone="warn"
          title={say('service.mobile.switch.title')}
          actions={
            token.value.hard === undefined ? undefined : (
              <LinkButton look="secondary" small to="/service/token/hard">
                {say('token.hard.title')}
              </LinkButton>
            )
          }
        >
          {say(token.value.hard === undefined ? 'service.mobile.switch.branch' : 'service.mobile.switch.text')}
        </Banner>
        <p className="quiet">{say('service.mobile.elsewhere')}</p>
      </Page>
    );
  }
  return (
    <Request
      title={title}
      lead={say('service.mobile.lead')}
      kind="mobile-change"
      params={{ mobile: mobile.replace(/[\s-]/g, '') }}
      isComplete={isNumber}
      before={
        <>
          {profile.state === 'ready' && <p>{say.rich('service.mobile.now', { number: <Ltr>{profile.value.mobile}</Ltr> })}</p>}
          <Banner tone="warn">{say('service.mobile.ends')}</Banner>
        </>
      }
    >
      {(asked) => (
        <TextField
          label={say('service.mobile.label')}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          ltr
          maxLength={20}
          value={mobile}
          onChange={(typed) => setMobile(toLatinDigits(typed))}
          error={asked && !isNumber ? say('service.mobile.missing') : ''}
        />
      )}
    </Request>
  );
}
