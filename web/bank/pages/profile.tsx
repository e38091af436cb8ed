// The customer's contacts of record, language, appearance, and sign-out.
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { formatDate, formatNumber } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Details, Skeleton } from '../../shared/ui/card.tsx';
import { LanguageSwitcher, ThemeSwitcher } from '../../shared/ui/choosers.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { bank, useVisit } from '../door.ts';
import { bankTexts } from '../texts.ts';
import type { Profile, SessionsOfBank } from '../types.ts';

export function ProfilePage(): ReactNode {
  const say = bankTexts.use();
  const { signOut } = useVisit();
  const profile = useLoaded('profile', () => bank.get<Profile>('/profile'));
  const sessions = useLoaded('sessions', () => bank.get<SessionsOfBank>('/sessions'));
  const saveLanguage = (language: string): void => {
    bank.post('/profile/language', { language }).then(
      () => toast(bankTexts.say('profile.languageSaved')),
      () => undefined,
    );
  };
  // All at once, so that nothing below is pushed down.
  if (profile.state === 'loading' || sessions.state === 'loading') {
    return (
      <Page title={say('profile.title')} narrow>
        <Skeleton lines={8} height="2.6rem" />
      </Page>
    );
  }
  return (
    <Page title={say('profile.title')} narrow>
      <Card title={say('profile.contacts')}>
        {profile.state === 'failed' && <ErrorBanner error={profile.error} onRetry={profile.reload} />}
        {profile.state === 'ready' && (
          <Details
            rows={[
              [say('profile.name'), <bdi key="name">{profile.value.name}</bdi>],
              [say('profile.customerNumber'), <Ltr key="number">{profile.value.customerNumber}</Ltr>],
              [say('signIn.userName'), <Ltr key="user">{profile.value.userName}</Ltr>],
              [
                say('detail.mobile'),
                <Changeable key="mobile" to="/service/mobile" what={say('service.mobile.title')}>
                  <Ltr>{profile.value.mobile}</Ltr>
                </Changeable>,
              ],
              [
                say('detail.email'),
                <Changeable key="email" to="/service/email" what={say('service.email.title')}>
                  <Ltr>{profile.value.email}</Ltr>
                </Changeable>,
              ],
              [
                say('detail.address'),
                <Changeable key="address" to="/service/address" what={say('service.address.title')}>
                  <bdi>{profile.value.address}</bdi>
                </Changeable>,
              ],
            ]}
          />
        )}
      </Card>
      <Card title={say('profile.page')}>
        <div className="row spread">
          <LanguageSwitcher onChosen={saveLanguage} />
          <ThemeSwitcher />
        </div>
        <p className="small quiet">{say('profile.languageNote')}</p>
      </Card>
      <Password />
      <Sessions sessions={sessions} />
      <Button look="secondary" icon="sign-out" onPress={() => void signOut()}>
        {say('nav.signOut')}
      </Button>
    </Page>
  );
}

function Changeable({ to, what, children }: { readonly to: string; readonly what: string; readonly children: ReactNode }): ReactNode {
  const say = bankTexts.use();
  return (
    <span className="stack" style={{ gap: 0, alignItems: 'flex-end' }}>
      {children}
      <Link className="small" to={to} aria-label={what}>
        {say('profile.change')}
      </Link>
    </span>
  );
}

function Password(): ReactNode {
  const say = bankTexts.use();
  const { lengthMin, lengthMax } = useVisit().programme.passwordRule;
  const [isOpen, setOpen] = useState(false);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [asked, setAsked] = useState(false);
  const change = useAct(async () => {
    await bank.post('/profile/password', { current, next });
    setOpen(false);
    setCurrent('');
    setNext('');
    setAsked(false);
    toast(bankTexts.say('profile.password.done'));
  });
  const isShort = next.length < lengthMin;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (current !== '' && !isShort) void change.run();
  };
  return (
    <Card title={say('profile.password.title')}>
      {isOpen ? (
        <form className="stack" noValidate onSubmit={submit}>
          <TextField
            label={say('profile.password.current')}
            type="password"
            name="current-password"
            autoComplete="current-password"
            maxLength={lengthMax}
            value={current}
            onChange={setCurrent}
            error={asked && current === '' ? say('signIn.passwordMissing') : ''}
          />
          <TextField
            label={say('profile.password.next')}
            hint={say('profile.password.rule', { count: formatNumber(lengthMin) })}
            type="password"
            name="new-password"
            autoComplete="new-password"
            maxLength={lengthMax}
            value={next}
            onChange={setNext}
            error={asked && isShort ? say('profile.password.short') : ''}
          />
          <ErrorBanner error={change.error} />
          <Button type="submit" pending={change.pending}>
            {say('profile.password.go')}
          </Button>
        </form>
      ) : (
        <Button look="secondary" icon="lock" onPress={() => setOpen(true)}>
          {say('profile.password.go')}
        </Button>
      )}
    </Card>
  );
}

function Sessions({ sessions }: { readonly sessions: ReturnType<typeof useLoaded<SessionsOfBank>> }): ReactNode {
  const say = bankTexts.use();
  const end = useAct(async (sessionId: string) => {
    await bank.delete(`/sessions/${sessionId}`);
    sessions.reload();
  });
  return (
    <Card title={say('profile.sessions')}>
      {sessions.state === 'failed' && <ErrorBanner error={sessions.error} onRetry={sessions.reload} />}
      <ErrorBanner error={end.error} />
      {sessions.state === 'ready' && (
        <ul className="stack">
          {sessions.value.sessions.map((session) => (
            <li className="row spread" key={session.sessionId}>
              <span className="list-body">
                <span className="list-title">
                  <bdi>{session.label}</bdi>
                </span>
                <span className="list-note">{say('profile.session.since', { at: formatDate(session.signedInAt, 'date-time') })}</span>
              </span>
              {session.current ? (
                <Tag tone="good">{say('profile.session.current')}</Tag>
              ) : (
                <Button
                  look="secondary"
                  small
                  label={say('profile.session.endOne', { label: session.label })}
                  pending={end.pending}
                  onPress={() => void end.run(session.sessionId)}
                >
                  {say('profile.session.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
