// The signed-in app: what waits, what the app can do, and which step is missing.
import { useEffect, type ReactNode } from 'react';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Link } from '../../shared/router.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { useAnswer } from '../act.ts';
import { AnswerBanner } from '../answer-banner.tsx';
import { Contact } from '../contact.tsx';
import { tokenTexts, type TokenText } from '../texts.ts';
import { useVisit } from '../visit.ts';

function Act({
  to,
  icon,
  title,
  note,
}: {
  readonly to: string;
  readonly icon: IconName;
  readonly title: TokenText;
  readonly note?: TokenText;
}): ReactNode {
  const say = tokenTexts.use();
  return (
    <Link to={to} className="home-act">
      <Icon name={icon} size={28} />
      <span>
        {say(title)}
        {note !== undefined && <span className="home-act-note quiet">{say(note)}</span>}
      </span>
    </Link>
  );
}

/** Registered, not active: the one step that is missing (TK-06). */
function Activate(): ReactNode {
  const say = tokenTexts.use();
  return (
    <Page title={say('activate.title')} lead={say('activate.lead')}>
      <ol className="steps">
        <li>{say('registered.step1')}</li>
        <li>{say('registered.step2')}</li>
        <li>{say('registered.step3')}</li>
      </ol>
      <LinkButton to="/scan" wide icon="qr">
        {say('activate.act')}
      </LinkButton>
      <LinkButton to="/settings" look="quiet" wide icon="settings">
        {say('settings.title')}
      </LinkButton>
      <Contact />
    </Page>
  );
}

export function Home(): ReactNode {
  const say = tokenTexts.use();
  const { phone, signedIn, status, clockWrong, waiting, standing, setSignedIn, poll } = useVisit();
  const connect = useAnswer(async () => {
    const answer = await phone.connect();
    if (answer.kind === 'done') setSignedIn(answer.value);
    else if (answer.kind === 'refused') {
      setSignedIn(undefined);
      void poll();
    }
    return answer;
  });
  const offline = signedIn?.online !== true;
  const { run } = connect;
  useEffect(() => {
    if (!offline) return undefined;
    const back = (): void => void run();
    addEventListener('online', back);
    return () => removeEventListener('online', back);
  }, [offline, run]);
  if (!offline && status === 'registered') return <Activate />;
  if (offline && standing.device?.activated === false) return <Activate />;
  const name = signedIn?.online === true ? signedIn.customer.name : '';
  return (
    <Page title={name === '' ? say('home.title') : say('home.hello', { name })}>
      <AnswerBanner answer={connect.answer} />
      {clockWrong && <Banner tone="warn">{say('refusal.clock-behind')}</Banner>}
      {offline && (
        <Banner
          tone="info"
          title={say('home.offline')}
          actions={
            <Button small look="secondary" icon="refresh" pending={connect.pending} onPress={() => void connect.run()}>
              {say('home.connect')}
            </Button>
          }
        >
          {say('home.offlineLead')}
        </Banner>
      )}
      {status === 'code-locked' && (
        <Banner tone="warn" title={say('locked.codes')}>
          {say('locked.codesLead')}
        </Banner>
      )}
      {status === 'suspended' && (
        <Banner tone="warn" title={say('suspended.title')}>
          {say('suspended.lead')}
        </Banner>
      )}
      <div className="home-acts">
        <Link to="/approve" className={waiting > 0 ? 'home-act home-act-main home-act-waiting' : 'home-act home-act-main'}>
          <Icon name="shield" size={32} />
          <span className="home-act-body">
            {say('home.approve')}
            <span className="home-act-note">{offline ? say('home.needsConnection') : say('home.waiting', { count: waiting })}</span>
          </span>
          <Icon name="chevron-forward" />
        </Link>
        <Act to="/scan" icon="qr" title="home.scan" note="home.scanNote" />
        <Act to="/otp" icon="key" title="home.otp" note="home.otpNote" />
        <Act to="/settings" icon="settings" title="settings.title" />
        <Act to="/settings/notifications" icon="bell" title="notify.title" />
      </div>
      <Contact />
    </Page>
  );
}
