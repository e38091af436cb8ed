// The one-time password of the SMS: filled in by Android (WebOTP, TK-09), offered by iPhone's keyboard, or tapped in.
import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '../../shared/ui/button.tsx';
import { OtpField } from '../../shared/ui/otp-field.tsx';
import { useNow } from '../../shared/loading.ts';
import { useAnswer } from '../act.ts';
import { AnswerBanner } from '../answer-banner.tsx';
import { tokenTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';
import type { WaitingProps } from './register-sms.tsx';

type SmsCredential = Credential & { readonly code: string };

export function CodeStep({ state, onState, onRight, onEnded }: WaitingProps & { readonly onRight: () => void }): ReactNode {
  const say = tokenTexts.use();
  const { phone } = useVisit();
  const [code, setCode] = useState('');
  const now = useNow(true);

  useEffect(() => {
    if (!('OTPCredential' in globalThis)) return undefined;
    const stop = new AbortController();
    const request = { otp: { transport: ['sms'] }, signal: stop.signal } as CredentialRequestOptions;
    navigator.credentials
      .get(request)
      .then((credential) => setCode((credential as SmsCredential | null)?.code ?? ''))
      .catch(() => undefined);
    return () => stop.abort();
  }, [state.code?.resendAt]);

  const enter = useAnswer(async () => {
    const answer = await phone.enterCode(code);
    if (answer.kind === 'done') onRight();
    else {
      setCode('');
      if (answer.kind === 'refused' && ['registration-unknown', 'registration-expired', 'wrong-step'].includes(answer.reason)) onEnded();
    }
    return answer;
  });
  const resend = useAnswer(async () => {
    const answer = await phone.resendCode();
    if (answer.kind === 'done') onState(answer.value);
    return answer;
  });

  const waitSeconds = state.code === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(state.code.resendAt) - now) / 1000));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length >= 4) void enter.run();
      }}
    >
      <p>{say('code.lead', { number: state.code?.maskedTo ?? '' })}</p>
      <AnswerBanner answer={enter.answer ?? resend.answer} />
      <OtpField label={say('code.label')} digits={6} value={code} onChange={setCode} autoFocus />
      <Button type="submit" wide pending={enter.pending} disabled={code.length < 4}>
        {say('code.act')}
      </Button>
      <Button look="quiet" wide pending={resend.pending} disabled={waitSeconds > 0} onPress={() => void resend.run()}>
        {waitSeconds > 0 ? say('code.resendIn', { seconds: waitSeconds }) : say('code.resend')}
      </Button>
    </form>
  );
}
