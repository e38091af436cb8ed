// Sign-in: name and password, calm about mistakes, with the contact centre's number (TK-37).
import { useEffect, useState, type ReactNode, type SubmitEvent } from 'react';
import { Problem, bankClock } from '../../shared/api.ts';
import { formatDuration } from '../../shared/i18n/format.ts';
import { useAct, useNow } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Checkbox } from '../../shared/ui/checkbox.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { bankTexts } from '../texts.ts';
import type { Programme, Session } from '../types.ts';

export type SignInProps = {
  readonly programme: Programme;
  readonly ended: boolean;
  /** The name of who has just enrolled. */
  readonly knownAs?: string;
  readonly onSignedIn: (session: Session) => void;
};

export function SignIn({ programme, ended, knownAs = '', onSignedIn }: SignInProps): ReactNode {
  const say = bankTexts.use();
  const [userName, setUserName] = useState(knownAs);
  const [password, setPassword] = useState('');
  const [sharedComputer, setSharedComputer] = useState(false);
  const [asked, setAsked] = useState(false);
  const [waitUntil, setWaitUntil] = useState(0);
  const now = useNow(waitUntil > 0);
  const waitSeconds = Math.max(0, Math.ceil((waitUntil - now) / 1000));
  const enter = useAct(async () => {
    return bank.post<Session>('/sign-in', { userName: userName.trim(), password, sharedComputer });
  });

  useEffect(() => {
    if (!(enter.error instanceof Problem)) return;
    setPassword('');
    const seconds = enter.error.figures['retryAfterSeconds'];
    if (typeof seconds === 'number') setWaitUntil(bankClock() + seconds * 1000);
  }, [enter.error]);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (userName.trim() === '' || password === '' || waitSeconds > 0) return;
    const session = await enter.run();
    if (session !== undefined) onSignedIn(session);
  };

  return (
    <div className="sign-in">
      <div className="sign-in-box">
        <Page title={say('signIn.title')} lead={say('signIn.lead')}>
          {ended && enter.error === undefined && (
            <Banner tone="info" live>
              {say('signIn.ended')}
            </Banner>
          )}
          <ErrorBanner error={enter.error} />
          {/* The handler validates; the form is a form so that password managers and the Enter key work. */}
          <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
            <TextField
              label={say('signIn.userName')}
              name="username"
              autoComplete="username"
              ltr
              maxLength={64}
              value={userName}
              onChange={setUserName}
              error={asked && userName.trim() === '' ? say('signIn.userNameMissing') : ''}
            />
            <TextField
              label={say('signIn.password')}
              name="password"
              type="password"
              autoComplete="current-password"
              maxLength={128}
              value={password}
              onChange={setPassword}
              error={asked && password === '' && enter.error === undefined ? say('signIn.passwordMissing') : ''}
            />
            <Checkbox checked={sharedComputer} onChange={setSharedComputer} note={say('signIn.sharedNote')}>
              {say('signIn.shared')}
            </Checkbox>
            <Button type="submit" wide pending={enter.pending} disabled={waitSeconds > 0}>
              {waitSeconds > 0 ? say('signIn.wait', { time: formatDuration(waitSeconds) }) : say('signIn.go')}
            </Button>
          </form>
          <div className="stack" style={{ gap: 'var(--space-2)' }}>
            <p className="small quiet">{say('signIn.new')}</p>
            <LinkButton look="secondary" wide to="/enrol">
              {say('signIn.enrol')}
            </LinkButton>
          </div>
          <p className="note">
            <Icon name="call" />
            <span>{say.rich('contact.line', { number: <ContactNumber number={programme.contactCentre} /> })}</span>
          </p>
          <p className="note">
            <Icon name="shield" />
            <span>{say('signIn.never')}</span>
          </p>
        </Page>
      </div>
    </div>
  );
}

/** The contact centre's number, which can be called by a touch. */
export function ContactNumber({ number }: { readonly number: string }): ReactNode {
  return (
    <a className="no-break" href={`tel:${number.replace(/[^+\d]/g, '')}`}>
      <Ltr>{number}</Ltr>
    </a>
  );
}
