// Signing in: app password or touch/face; locks and the end of a token as the bank tells them. Works without a network.
import { useEffect, useState, type ReactNode } from 'react';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { navigate } from '../../shared/router.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { useAnswer } from '../act.ts';
import { AnswerBanner } from '../answer-banner.tsx';
import { Contact } from '../contact.tsx';
import { forgetStorage } from '../device.ts';
import type { SignInWith } from '../protocol/session.ts';
import { tokenTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

/** The token on this phone was ended: by another phone, in the web bank, by the contact centre. */
function Ended(): ReactNode {
  const say = tokenTexts.use();
  const { phone, refresh, setSignedIn } = useVisit();
  const again = useAnswer(async () => {
    await phone.remove();
    forgetStorage();
    setSignedIn(undefined);
    await refresh();
    navigate('/register', { replace: true });
    return { kind: 'done', value: undefined };
  });
  return (
    <Page title={say('ended.title')} lead={say('ended.lead')}>
      <Banner tone="warn">{say('ended.why')}</Banner>
      <Button wide pending={again.pending} onPress={() => void again.run()}>
        {say('ended.again')}
      </Button>
      <Contact />
    </Page>
  );
}

export function SignIn(): ReactNode {
  const say = tokenTexts.use();
  const { phone, standing, status, waiting, setSignedIn, poll } = useVisit();
  const [password, setPassword] = useState('');
  const [offered, setOffered] = useState(standing.device?.biometry === 'on');

  const enter = useAnswer(async (given: SignInWith) => {
    const answer = await phone.signIn(given);
    setPassword('');
    if (answer.kind === 'done') setSignedIn(answer.value);
    else {
      if (answer.kind === 'refused' && answer.reason === 'biometry-off') setOffered(false);
      void poll();
    }
    return answer;
  });
  const touch = async (): Promise<void> => {
    const { phoneAuthenticator } = await import('../webauthn.ts');
    await enter.run({ biometry: phoneAuthenticator(say('name')) });
  };
  useEffect(() => setOffered(standing.device?.biometry === 'on'), [standing.device?.biometry]);

  if (status === 'deregistered') return <Ended />;
  const locked = status === 'password-locked';
  const title = waiting > 0 ? say('signIn.waiting', { count: waiting }) : say('signIn.title');
  return (
    <Page title={title}>
      {waiting > 0 && <p className="page-lead">{say('signIn.waitingLead')}</p>}
      {locked && (
        <Banner
          tone="bad"
          title={say('locked.password')}
          actions={
            <LinkButton to="/forgot" small>
              {say('signIn.forgot')}
            </LinkButton>
          }
        >
          {say('locked.passwordLead')}
        </Banner>
      )}
      {!locked && <AnswerBanner answer={enter.answer} />}
      {!locked && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (password !== '') void enter.run({ password });
          }}
        >
          <TextField
            label={say('signIn.password')}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            autoFocus={!offered}
          />
          <Button type="submit" wide pending={enter.pending} disabled={password === ''}>
            {say('signIn.act')}
          </Button>
          {offered && (
            <Button look="secondary" wide icon="fingerprint" disabled={enter.pending} onPress={() => void touch()}>
              {say('signIn.biometry')}
            </Button>
          )}
        </form>
      )}
      {!locked && (
        <LinkButton to="/forgot" look="quiet" wide>
          {say('signIn.forgot')}
        </LinkButton>
      )}
      <Contact />
    </Page>
  );
}
