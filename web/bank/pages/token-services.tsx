// Customer service → Token services: the state of the customer's authenticator and the services of TK-26, TK-27, TK-31, TK-32.
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { Problem, bankClock } from '../../shared/api.ts';
import { formatDuration } from '../../shared/i18n/format.ts';
import { useAct, useNow } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card, Skeleton } from '../../shared/ui/card.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { OtpField } from '../../shared/ui/otp-field.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank, useVisit } from '../door.ts';
import { bankTexts } from '../texts.ts';
import { Summary, useToken } from '../token-summary.tsx';
import { Trail } from '../trail.tsx';
import type { CodeSent } from '../types.ts';
import { ContactNumber } from './sign-in.tsx';

const services = [
  { path: 'activate', key: 'token.activate.title', note: 'token.activate.note', icon: 'qr' },
  { path: 'enable', key: 'token.enable.title', note: 'token.enable.note', icon: 'unlock' },
  { path: 'hard', key: 'token.hard.title', note: 'token.hard.note', icon: 'token' },
  { path: 'soft', key: 'token.soft.title', note: 'token.soft.note', icon: 'phone' },
  { path: 'deregister', key: 'token.deregister.title', note: 'token.deregister.note', icon: 'trash' },
  { path: 'install', key: 'token.install.title', note: 'token.install.note', icon: 'download' },
] as const satisfies readonly { path: string; key: string; note: string; icon: IconName }[];

export function TokenServices(): ReactNode {
  const say = bankTexts.use();
  const token = useToken();
  return (
    <Page title={say('token.title')} narrow>
      <Trail />
      {token.state === 'loading' && <Skeleton lines={8} height="2.6rem" />}
      {token.state === 'failed' && <ErrorBanner error={token.error} onRetry={token.reload} />}
      {token.state === 'ready' && <Summary token={token.value} />}
      {token.state !== 'loading' && <Menu />}
    </Page>
  );
}

function Menu(): ReactNode {
  const say = bankTexts.use();
  return (
    <>
      <Card flush>
        <ul className="list">
          {services.map((service) => (
            <li key={service.path}>
              <Link className="list-item" to={`/service/token/${service.path}`}>
                <span className="list-icon">
                  <Icon name={service.icon} />
                </span>
                <span className="list-body">
                  <span className="list-title">{say(service.key)}</span>
                  <span className="list-note">{say(service.note)}</span>
                </span>
                <Icon name="chevron-forward" />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      <p className="small quiet">{say('token.free')}</p>
    </>
  );
}

/** A service page before it is known what can be said on it. */
function Waiting({ title }: { readonly title: string }): ReactNode {
  return (
    <Page title={title} narrow>
      <Trail last={title} />
      <Skeleton lines={4} height="1.6rem" />
    </Page>
  );
}

/** A service that is explained first (Go), then submitted, then done. */
function Service({
  title,
  explain,
  before,
  submitLabel,
  danger = false,
  path,
  doneTitle,
  doneText,
}: {
  readonly title: string;
  readonly explain: ReactNode;
  readonly before?: ReactNode;
  readonly submitLabel: string;
  readonly danger?: boolean;
  readonly path: string;
  readonly doneTitle: string;
  readonly doneText: string;
}): ReactNode {
  const say = bankTexts.use();
  const [at, setAt] = useState<'start' | 'confirm' | 'done'>('start');
  const submit = useAct(async () => {
    await bank.post(path);
    setAt('done');
  });
  if (at === 'done') return <Done title={doneTitle}>{doneText}</Done>;
  return (
    <Page key={at} title={title} narrow {...(at === 'confirm' ? { onBack: () => setAt('start') } : {})}>
      <Trail last={title} />
      {at === 'start' ? (
        <>
          {before}
          {explain}
          <Button wide onPress={() => setAt('confirm')}>
            {say('go')}
          </Button>
        </>
      ) : (
        <>
          <Card>
            <p>{say('token.confirm')}</p>
            <p className="list-title">{submitLabel}</p>
          </Card>
          <ErrorBanner error={submit.error} />
          <Button wide look={danger ? 'danger' : 'primary'} pending={submit.pending} onPress={() => void submit.run()}>
            {say('submit')}
          </Button>
        </>
      )}
    </Page>
  );
}

export function Done({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  const say = bankTexts.use();
  return (
    <Page title={title} narrow>
      <div className="outcome tone-good" role="status">
        <span className="outcome-mark">
          <Icon name="good" size={40} />
        </span>
        <p>{children}</p>
      </div>
      <LinkButton wide to="/service/token">
        {say('token.back')}
      </LinkButton>
      <LinkButton wide look="secondary" to="/">
        {say('outcome.done')}
      </LinkButton>
    </Page>
  );
}

export function EnableSoftToken(): ReactNode {
  const say = bankTexts.use();
  const token = useToken();
  if (token.state === 'loading') return <Waiting title={say('token.enable.title')} />;
  const isLocked = token.state === 'ready' && token.value.soft?.status === 'code-locked';
  return (
    <Service
      title={say('token.enable.title')}
      before={token.state === 'ready' && !isLocked ? <Banner tone="info">{say('token.enable.notLocked')}</Banner> : undefined}
      explain={<p>{say('token.enable.text')}</p>}
      submitLabel={say('token.enable.what')}
      path="/token/enable"
      doneTitle={say('token.enable.done')}
      doneText={say('token.enable.doneText')}
    />
  );
}

export function SwitchToSoft(): ReactNode {
  const say = bankTexts.use();
  const token = useToken();
  if (token.state === 'loading') return <Waiting title={say('token.soft.title')} />;
  const cannot = token.state === 'ready' && token.value.soft === undefined;
  return (
    <Service
      title={say('token.soft.title')}
      before={
        cannot ? (
          <Banner
            tone="info"
            actions={
              <LinkButton look="secondary" small to="/service/token/install">
                {say('token.install.title')}
              </LinkButton>
            }
          >
            {say('token.soft.first')}
          </Banner>
        ) : undefined
      }
      explain={<p>{say('token.soft.text')}</p>}
      submitLabel={say('token.soft.what')}
      path="/token/switch-to-soft"
      doneTitle={say('token.soft.done')}
      doneText={say('token.soft.doneText')}
    />
  );
}

export function Deregister(): ReactNode {
  const say = bankTexts.use();
  const { programme } = useVisit();
  return (
    <Service
      title={say('token.deregister.title')}
      explain={
        <div className="stack">
          <p>{say('token.deregister.text')}</p>
          <ul className="bullets">
            <li>{say('token.deregister.dead')}</li>
            <li>{say('token.deregister.pending')}</li>
            <li>{say('token.deregister.again')}</li>
          </ul>
          <p>{say.rich('token.deregister.call', { number: <ContactNumber number={programme.contactCentre} /> })}</p>
        </div>
      }
      submitLabel={say('token.deregister.what')}
      danger
      path="/token/deregistration"
      doneTitle={say('token.deregister.done')}
      doneText={say('token.deregister.doneText')}
    />
  );
}

/** Switch to the hard token used before, confirmed by a one-time password by SMS (TK-31). */
export function SwitchToHard(): ReactNode {
  const say = bankTexts.use();
  const token = useToken();
  const [sent, setSent] = useState<CodeSent>();
  const [isDone, setDone] = useState(false);
  const start = useAct(async () => setSent(await bank.post<CodeSent>('/token/switch-to-hard')));
  const title = say('token.hard.title');
  if (token.state === 'loading') return <Waiting title={title} />;
  const hasNone = token.state === 'ready' && token.value.hard === undefined;
  if (isDone) return <Done title={say('token.hard.done')}>{say('token.hard.doneText')}</Done>;
  if (sent !== undefined)
    return <SwitchCode title={title} sent={sent} onAgain={() => void start.run()} again={start} onDone={() => setDone(true)} />;
  return (
    <Page title={title} narrow>
      <Trail last={title} />
      {hasNone && (
        <Banner tone="info" title={say('token.hard.noneTitle')}>
          {say('token.hard.none')}
        </Banner>
      )}
      <p>{say('token.hard.text')}</p>
      <ErrorBanner error={start.error} />
      {!hasNone && (
        <Button wide pending={start.pending} onPress={() => void start.run()}>
          {say('go')}
        </Button>
      )}
    </Page>
  );
}

function SwitchCode({
  title,
  sent,
  again,
  onAgain,
  onDone,
}: {
  readonly title: string;
  readonly sent: CodeSent;
  readonly again: { readonly pending: boolean; readonly error: unknown };
  readonly onAgain: () => void;
  readonly onDone: () => void;
}): ReactNode {
  const say = bankTexts.use();
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const now = useNow(true);
  const resendSeconds = Math.max(0, Math.ceil((Date.parse(sent.resendAt) - now) / 1000));
  const confirm = useAct(async () => {
    await bank.post('/token/switch-to-hard/confirmation', { code });
    onDone();
  });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (code.length === 6) {
      await confirm.run();
      setCode('');
      setAsked(false);
    }
  };
  const isOver = Date.parse(sent.expiresAt) <= now;
  const error = confirm.error instanceof Problem || confirm.error !== undefined ? confirm.error : again.error;
  return (
    <Page title={title} narrow>
      <Trail last={title} />
      <p>{say.rich('smsCode.sent', { to: <Ltr>{sent.maskedTo}</Ltr> })}</p>
      {isOver ? (
        <Banner tone="warn">{say('smsCode.over')}</Banner>
      ) : (
        <p className="small quiet">
          {say('smsCode.left', { time: formatDuration(Math.max(0, Math.ceil((Date.parse(sent.expiresAt) - bankClock()) / 1000))) })}
        </p>
      )}
      <ErrorBanner error={error} />
      <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <OtpField
          label={say('smsCode.label')}
          digits={6}
          value={code}
          onChange={setCode}
          error={asked && code.length < 6 ? say('approval.code.missing', { digits: 6 }) : ''}
        />
        <Button type="submit" wide pending={confirm.pending}>
          {say('token.hard.submit')}
        </Button>
      </form>
      <Button look="quiet" disabled={resendSeconds > 0} pending={again.pending} onPress={onAgain}>
        {resendSeconds > 0 ? say('smsCode.resendIn', { time: formatDuration(resendSeconds) }) : say('smsCode.resend')}
      </Button>
    </Page>
  );
}
