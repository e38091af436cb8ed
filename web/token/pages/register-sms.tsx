// iPhone: the SMS that the customer sends from this phone proves that the SIM is in it (TK-08).
import { useEffect, useState, type ReactNode } from 'react';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import type { RegistrationState } from '../protocol/phone.ts';
import { tokenTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

const askMs = 3000;

export type WaitingProps = {
  readonly state: RegistrationState;
  readonly onState: (state: RegistrationState) => void;
  readonly onEnded: () => void;
};

export function SmsStep({ state, onState, onEnded }: WaitingProps): ReactNode {
  const say = tokenTexts.use();
  const { phone } = useVisit();
  const [sent, setSent] = useState(false);
  const [away, setAway] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => {
      void phone.registrationState().then((answer) => {
        setAway(answer.kind === 'unreachable');
        if (answer.kind === 'refused' || (answer.kind === 'done' && answer.value.state === 'ended')) onEnded();
        else if (answer.kind === 'done' && answer.value.state !== 'awaiting-sms') onState(answer.value);
      });
    }, askMs);
    return () => clearInterval(timer);
  }, [phone, onState, onEnded]);
  const sms = state.sms;
  if (sms === undefined) return null;
  return (
    <>
      <p>{say('sms.lead')}</p>
      <div className="sms-text">
        <span className="small quiet">{say.rich('sms.to', { number: <Ltr key="to">{sms.to}</Ltr> })}</span>
        <code>{sms.body}</code>
      </div>
      <a
        className="button button-primary button-wide"
        // The form that opens a pre-filled message on iPhone and on Android.
        href={`sms:${sms.to}?&body=${encodeURIComponent(sms.body)}`}
        onClick={() => setSent(true)}
      >
        {say('sms.open')}
      </a>
      <Button
        look="secondary"
        wide
        icon="copy"
        onPress={() => {
          void navigator.clipboard.writeText(sms.body).then(() => toast(say('sms.copied')));
          setSent(true);
        }}
      >
        {say('sms.copy')}
      </Button>
      {away ? (
        <Banner tone="warn" live>
          {say('unreachable')}
        </Banner>
      ) : (
        sent && (
          <Banner tone="info" live>
            {say('sms.waiting')}
          </Banner>
        )
      )}
      <p className="quiet small">{say('sms.charge')}</p>
    </>
  );
}
