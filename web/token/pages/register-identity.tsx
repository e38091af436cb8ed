// Who is it: mobile number of record, debit card, card PIN; and whether the phone has a screen lock.
import { useEffect, useState, type ReactNode } from 'react';
import { currentLanguage } from '../../shared/i18n/language.ts';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { hasLuhnCheckDigit, toLatinDigits } from '../../../src/kernel/digits.ts';
import { useAnswer } from '../act.ts';
import { AnswerBanner } from '../answer-banner.tsx';
import { describeDevice, platform, screenLockKnown } from '../device.ts';
import type { RegistrationState } from '../protocol/phone.ts';
import { tokenTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';
import { ScreenLock } from './screen-lock.tsx';
import type { Purpose } from './register.tsx';

type Lock = 'asking' | 'yes' | 'no' | 'unknown';

const digitsOf = (text: string): string => toLatinDigits(text).replace(/\D/g, '');

export function IdentityStep({
  purpose,
  onStarted,
}: {
  readonly purpose: Purpose;
  readonly onStarted: (state: RegistrationState) => void;
}): ReactNode {
  const say = tokenTexts.use();
  const { phone, programme } = useVisit();
  const [mobile, setMobile] = useState('');
  const [card, setCard] = useState('');
  const [pin, setPin] = useState('');
  const [lock, setLock] = useState<Lock>('asking');
  const [known, setKnown] = useState(false);
  const [fault, setFault] = useState<{ mobile?: string; card?: string; pin?: string; lock?: string }>({});

  useEffect(() => {
    void screenLockKnown().then((yes) => {
      if (yes !== true) return;
      setKnown(true);
      setLock('yes');
    });
  }, []);

  const start = useAnswer(async () => {
    const number = toLatinDigits(mobile).trim();
    const answer = await phone.register({
      purpose,
      platform: platform(),
      ...describeDevice(),
      screenLock: lock === 'asking' ? 'unknown' : lock,
      mobile: number.startsWith('+') ? `+${digitsOf(number)}` : digitsOf(number),
      cardNumber: digitsOf(card),
      cardPin: digitsOf(pin),
      language: currentLanguage(),
    });
    setPin('');
    if (answer.kind === 'done') onStarted(answer.value);
    return answer;
  });

  const submit = (): void => {
    const wrong: typeof fault = {};
    if (digitsOf(mobile).length < 6) wrong.mobile = say('identity.mobileWrong');
    if (digitsOf(card).length < 12 || !hasLuhnCheckDigit(digitsOf(card))) wrong.card = say('identity.cardWrong');
    if (!/^\d{4,6}$/.test(digitsOf(pin))) wrong.pin = say('identity.pinWrong');
    if (lock === 'asking') wrong.lock = say('lock.choose');
    setFault(wrong);
    if (Object.keys(wrong).length === 0 && lock !== 'no') void start.run();
  };

  // TK-06: who is not enrolled is led to where it is done.
  const isOutside = start.answer?.kind === 'refused' && start.answer.reason === 'enrolment-needed';
  const enrolAddress = isOutside && programme?.bankAddress !== undefined ? `${programme.bankAddress}/enrol` : undefined;

  return (
    <form
      className="stack"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AnswerBanner answer={start.answer} {...(enrolAddress === undefined ? {} : { actions: <EnrolLink address={enrolAddress} /> })} />
      <TextField
        label={say('identity.mobile')}
        hint={say('identity.mobileHint')}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        ltr
        value={mobile}
        onChange={setMobile}
        error={fault.mobile}
        maxLength={20}
      />
      <TextField
        label={say('identity.card')}
        hint={say('identity.cardHint')}
        inputMode="numeric"
        autoComplete="off"
        ltr
        value={card}
        onChange={setCard}
        error={fault.card}
        maxLength={23}
      />
      <TextField
        label={say('identity.pin')}
        hint={say('identity.pinHint')}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        value={pin}
        onChange={setPin}
        error={fault.pin}
        maxLength={6}
      />
      {known ? (
        <p className="quiet small">{say('lock.known')}</p>
      ) : (
        <ScreenLock
          value={lock === 'asking' ? undefined : lock === 'no' ? 'no' : 'yes'}
          onChange={(answer) => setLock(answer === 'no' ? 'no' : 'unknown')}
          error={fault.lock}
        />
      )}
      {lock === 'no' && (
        <Banner tone="warn" title={say('lock.noTitle')} live>
          {say('lock.no')}
        </Banner>
      )}
      <Button type="submit" wide pending={start.pending} disabled={lock === 'no'}>
        {say('identity.act')}
      </Button>
    </form>
  );
}

function EnrolLink({ address }: { readonly address: string }): ReactNode {
  const say = tokenTexts.use();
  return (
    <a className="button button-secondary button-small" href={address} target="_blank" rel="noreferrer">
      {say('identity.enrol')}
    </a>
  );
}
