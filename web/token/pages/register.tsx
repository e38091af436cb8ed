// Registration step by step (TK-07 … TK-11, TK-38), and the same steps for a forgotten app password (TK-23).
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { navigate } from '../../shared/router.tsx';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Skeleton } from '../../shared/ui/card.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { useAnswer } from '../act.ts';
import { AnswerBanner } from '../answer-banner.tsx';
import { Contact } from '../contact.tsx';
import { keepStorage } from '../device.ts';
import type { RegistrationState } from '../protocol/phone.ts';
import { tokenTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';
import { CodeStep } from './register-code.tsx';
import { IdentityStep } from './register-identity.tsx';
import { SmsStep } from './register-sms.tsx';
import { PasswordFields } from './password-fields.tsx';

export type Purpose = 'register' | 'reset-password';

type Step =
  | { readonly at: 'loading' }
  | { readonly at: 'identity' }
  | { readonly at: 'waiting'; readonly state: RegistrationState }
  | { readonly at: 'password' }
  | { readonly at: 'done' };

function Steps({ purpose }: { readonly purpose: Purpose }): ReactNode {
  const say = tokenTexts.use();
  const { phone, standing, refresh, poll } = useVisit();
  const [step, setStep] = useState<Step>({ at: 'loading' });
  const [ended, setEnded] = useState(false);

  const load = useCallback(async () => {
    const { registration } = await phone.standing();
    if (registration === undefined || registration.purpose !== purpose) return setStep({ at: 'identity' });
    if (registration.step === 'password') return setStep({ at: 'password' });
    const answer = await phone.registrationState();
    if (answer.kind === 'unreachable') return setStep((before) => (before.at === 'waiting' ? before : { at: 'identity' }));
    if (answer.kind === 'refused' || answer.value.state === 'ended' || answer.value.state === 'completed') {
      await phone.abandonRegistration();
      setEnded(true);
      return setStep({ at: 'identity' });
    }
    return setStep(answer.value.state === 'code-verified' ? { at: 'password' } : { at: 'waiting', state: answer.value });
  }, [phone, purpose]);

  useEffect(() => void load(), [load]);

  const choose = useAnswer(async (password: string) => {
    const answer = await phone.choosePassword(password);
    if (answer.kind === 'done') {
      await keepStorage();
      await refresh();
      await poll();
      setStep({ at: 'done' });
    } else if (answer.kind === 'refused' && answer.status !== 0) {
      setEnded(true);
      setStep({ at: 'identity' });
    }
    return answer;
  });

  const title = say(`${purpose}.title`);
  const again = (): void => {
    void phone.abandonRegistration().then(() => setStep({ at: 'identity' }));
  };

  if (step.at === 'loading') {
    return (
      <Page title={title} back="/">
        <Skeleton lines={4} height="2.5rem" />
      </Page>
    );
  }
  if (step.at === 'identity') {
    return (
      <Page key="identity" title={title} back="/" lead={say(`${purpose}.lead`)}>
        {ended && <Banner tone="warn">{say('register.ended')}</Banner>}
        {purpose === 'register' && standing.device !== undefined && <Banner tone="info">{say('register.already')}</Banner>}
        <IdentityStep
          purpose={purpose}
          onStarted={(state) => {
            setEnded(false);
            setStep({ at: 'waiting', state });
          }}
        />
        <Contact lost={false} />
      </Page>
    );
  }
  if (step.at === 'waiting') {
    const isSms = step.state.state === 'awaiting-sms';
    return (
      <Page key={step.state.state} title={isSms ? say('sms.title') : say('code.title')} onBack={again}>
        {isSms ? (
          <SmsStep state={step.state} onState={(state) => setStep({ at: 'waiting', state })} onEnded={() => void load()} />
        ) : (
          <CodeStep
            state={step.state}
            onState={(state) => setStep({ at: 'waiting', state })}
            onRight={() => setStep({ at: 'password' })}
            onEnded={() => void load()}
          />
        )}
      </Page>
    );
  }
  if (step.at === 'password') {
    return (
      <Page key="password" title={say('password.title')} lead={say('password.lead')}>
        <AnswerBanner answer={choose.answer} />
        <PasswordFields act={say('password.act')} pending={choose.pending} onChosen={(password) => void choose.run(password)} />
      </Page>
    );
  }
  const isReset = purpose === 'reset-password';
  return (
    <Page key="done" title={say(isReset ? 'reset.done' : 'registered.title')} lead={say(isReset ? 'reset.doneLead' : 'registered.lead')}>
      <div className="centred">
        <span className="mark-good">
          <Icon name="check" size={36} />
        </span>
      </div>
      {!isReset && (
        <ol className="steps">
          <li>{say('registered.step1')}</li>
          <li>{say('registered.step2')}</li>
          <li>{say('registered.step3')}</li>
        </ol>
      )}
      <Button wide onPress={() => navigate('/', { replace: true })}>
        {say('signIn.act')}
      </Button>
    </Page>
  );
}

export function Register(): ReactNode {
  return <Steps purpose="register" />;
}

export function Forgot(): ReactNode {
  const { standing } = useVisit();
  const say = tokenTexts.use();
  if (standing.device === undefined) {
    return (
      <Page title={say('reset-password.title')} back="/">
        <Banner
          tone="info"
          actions={
            <LinkButton to="/register" small look="secondary">
              {say('start.register')}
            </LinkButton>
          }
        >
          {say('reset.noDevice')}
        </Banner>
      </Page>
    );
  }
  return <Steps purpose="reset-password" />;
}
