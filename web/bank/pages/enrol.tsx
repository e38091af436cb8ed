// Enrolling in the web bank, one thing a page: identity, code from the SMS, user name and password (the first step of TK-06).
import { useCallback, useEffect, useState, type ReactNode, type SubmitEvent } from 'react';
import { hasLuhnCheckDigit, toLatinDigits } from '../../../src/kernel/digits.ts';
import { Problem, bankClock } from '../../shared/api.ts';
import { formatDuration, formatNumber } from '../../shared/i18n/format.ts';
import { useAct, useNow } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { OtpField } from '../../shared/ui/otp-field.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { bankTexts } from '../texts.ts';
import type { Enrolment, EnrolmentDone, EnrolmentStarted, Programme } from '../types.ts';
import { ContactNumber } from './sign-in.tsx';

/** An enrolment under way. Its secret lives in this page's memory alone: a reload starts anew. */
type Way = {
  readonly started: EnrolmentStarted;
  readonly post: <Reply>(path: string, body?: unknown) => Promise<Reply>;
  /** Where the bank is: for answers that were lost on their way. */
  readonly ask: () => Promise<Enrolment>;
};

function wayOf(started: EnrolmentStarted): Way {
  const base = `/enrolments/${started.enrolmentId}`;
  const headers = { authorization: `Bearer ${started.enrolmentToken}` };
  return {
    started,
    post: (path, body) => bank.post(`${base}${path}`, body, { headers }),
    ask: () => bank.get<Enrolment>(base, { headers }),
  };
}

type Place =
  | { readonly at: 'identity' }
  | { readonly at: 'code' | 'choose'; readonly way: Way }
  | { readonly at: 'done'; readonly userName: string };

export type EnrolProps = { readonly programme: Programme; readonly onDone: (userName: string) => void };

export function Enrol({ programme, onDone }: EnrolProps): ReactNode {
  const [place, setPlace] = useState<Place>({ at: 'identity' });
  // Each step begins at its top, whatever was scrolled before.
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [place.at]);
  const again = useCallback(() => setPlace({ at: 'identity' }), []);
  return (
    <div className="sign-in sign-in-steps">
      <div className="sign-in-box">
        {place.at === 'identity' && (
          <IdentityStep programme={programme} onStarted={(started) => setPlace({ at: 'code', way: wayOf(started) })} />
        )}
        {place.at === 'code' && <CodeStep way={place.way} onAgain={again} onDone={() => setPlace({ at: 'choose', way: place.way })} />}
        {place.at === 'choose' && (
          <ChooseStep programme={programme} way={place.way} onAgain={again} onDone={(userName) => setPlace({ at: 'done', userName })} />
        )}
        {place.at === 'done' && <DoneStep userName={place.userName} onGo={() => onDone(place.userName)} />}
      </div>
    </div>
  );
}

/** Where in the three steps the page is, and at the line's end what else must be known. */
function Step({ nth, children }: { readonly nth: number; readonly children?: ReactNode }): ReactNode {
  const say = bankTexts.use();
  return (
    <div className="row spread small quiet">
      <span>{say('enrol.step', { step: formatNumber(nth), steps: formatNumber(3) })}</span>
      {children}
    </div>
  );
}

/** What went wrong; where the enrolment is over, the way to begin again. */
function Trouble({ error, onAgain }: { readonly error: unknown; readonly onAgain: () => void }): ReactNode {
  const say = bankTexts.use();
  const isOver =
    error instanceof Problem && ['enrolment-expired', 'enrolment-unknown', 'wrong-step', 'too-many-choices'].includes(error.reason);
  const actions = isOver ? (
    <Button look="secondary" small onPress={onAgain}>
      {say('enrol.again')}
    </Button>
  ) : undefined;
  return <ErrorBanner error={error} {...(actions === undefined ? {} : { actions })} />;
}

const userNameLengths = { least: 3, most: 32 };
const digitsOf = (text: string): string => toLatinDigits(text).replace(/\D/g, '');

function IdentityStep({
  programme,
  onStarted,
}: {
  readonly programme: Programme;
  readonly onStarted: (started: EnrolmentStarted) => void;
}): ReactNode {
  const say = bankTexts.use();
  const [mobile, setMobile] = useState('');
  const [card, setCard] = useState('');
  const [pin, setPin] = useState('');
  const [asked, setAsked] = useState(false);
  const isRight = {
    mobile: digitsOf(mobile).length >= 6,
    card: digitsOf(card).length >= 12 && hasLuhnCheckDigit(digitsOf(card)),
    pin: /^\d{4,6}$/.test(digitsOf(pin)),
  };
  const start = useAct(async () => {
    const plus = toLatinDigits(mobile).trim().startsWith('+') ? '+' : '';
    return await bank.post<EnrolmentStarted>('/enrolments', {
      mobile: `${plus}${digitsOf(mobile)}`,
      cardNumber: digitsOf(card),
      cardPin: digitsOf(pin),
    });
  });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (!isRight.mobile || !isRight.card || !isRight.pin) return;
    const started = await start.run();
    setPin('');
    setAsked(false);
    if (started !== undefined) onStarted(started);
  };
  return (
    <Page title={say('enrol.title')} lead={say('enrol.lead')} back="/">
      <Step nth={1} />
      <ErrorBanner error={start.error} />
      <form className="stack" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
        <TextField
          label={say('detail.mobile')}
          hint={say('enrol.mobileHint')}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          ltr
          maxLength={20}
          value={mobile}
          onChange={setMobile}
          error={asked && !isRight.mobile ? say('enrol.mobileWrong') : ''}
        />
        <TextField
          label={say('enrol.card')}
          hint={say('enrol.cardHint')}
          inputMode="numeric"
          autoComplete="off"
          ltr
          maxLength={23}
          value={card}
          onChange={setCard}
          error={asked && !isRight.card ? say('enrol.cardWrong') : ''}
        />
        <TextField
          label={say('enrol.pin')}
          hint={say('enrol.pinHint')}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          value={pin}
          onChange={setPin}
          error={asked && !isRight.pin ? say('enrol.pinWrong', { least: 4, most: 6 }) : ''}
        />
        <Button type="submit" wide pending={start.pending}>
          {say('continue')}
        </Button>
      </form>
      <p className="note">
        <Icon name="shield" />
        <span>{say('enrol.never')}</span>
      </p>
      <p className="note">
        <Icon name="call" />
        <span>{say.rich('enrol.help', { number: <ContactNumber number={programme.contactCentre} /> })}</span>
      </p>
    </Page>
  );
}

type StepProps = { readonly way: Way; readonly onAgain: () => void };

function CodeStep({ way, onAgain, onDone }: StepProps & { readonly onDone: () => void }): ReactNode {
  const say = bankTexts.use();
  const [sent, setSent] = useState(way.started.code);
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const now = useNow(true);
  const digits = sent?.digits ?? 6;
  const secondsTo = (moment: string | undefined): number => Math.max(0, Math.ceil((Date.parse(moment ?? '') - now) / 1000) || 0);
  const confirm = useAct(async () => {
    try {
      await way.post<Enrolment>('/code', { code });
    } catch (error) {
      // The answer to a right code may have been lost.
      const isLater = error instanceof Problem && (error.reason === 'wrong-step' || error.reason === 'code-used');
      if (!isLater || (await way.ask()).state !== 'code-verified') throw error;
    }
    onDone();
  });
  const resend = useAct(async () => {
    const state = await way.post<Enrolment>('/codes');
    setSent(state.code);
    setCode('');
    setAsked(false);
    confirm.clear();
  });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (code.length < digits) return;
    resend.clear();
    await confirm.run();
    setCode('');
    setAsked(false);
  };
  const waitSeconds = secondsTo(sent?.resendAt);
  const leftSeconds = Math.max(0, Math.ceil((Date.parse(sent?.expiresAt ?? '') - bankClock()) / 1000) || 0);
  return (
    <Page title={say('enrol.code.title')} lead={say.rich('smsCode.sent', { to: <Ltr>{sent?.maskedTo}</Ltr> })} onBack={onAgain}>
      <Step nth={2}>{leftSeconds > 0 && <span>{say('smsCode.left', { time: formatDuration(leftSeconds) })}</span>}</Step>
      {leftSeconds === 0 && <Banner tone="warn">{say('smsCode.over')}</Banner>}
      <Trouble error={confirm.error ?? resend.error} onAgain={onAgain} />
      <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <OtpField
          label={say('smsCode.label')}
          digits={digits}
          value={code}
          onChange={setCode}
          error={asked && code.length < digits ? say('approval.code.missing', { digits }) : ''}
        />
        <Button type="submit" wide pending={confirm.pending}>
          {say('continue')}
        </Button>
      </form>
      <Button look="quiet" disabled={waitSeconds > 0} pending={resend.pending} onPress={() => void resend.run()}>
        {waitSeconds > 0 ? say('smsCode.resendIn', { time: formatDuration(waitSeconds) }) : say('smsCode.resend')}
      </Button>
    </Page>
  );
}

function ChooseStep({
  programme,
  way,
  onAgain,
  onDone,
}: StepProps & { readonly programme: Programme; readonly onDone: (userName: string) => void }): ReactNode {
  const say = bankTexts.use();
  const { lengthMin, lengthMax } = programme.passwordRule;
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [repeated, setRepeated] = useState('');
  const [asked, setAsked] = useState(false);
  const name = userName.normalize('NFKC').trim().toLowerCase();
  const isRight = {
    userName: /^[a-z0-9][a-z0-9._-]{2,31}$/.test(name),
    password: [...password.normalize('NFC')].length >= lengthMin,
    repeated: repeated === password,
  };
  const finish = useAct(async () => {
    try {
      return (await way.post<EnrolmentDone>('/completion', { userName: name, password })).userName;
    } catch (error) {
      // The answer to a completion may have been lost.
      const isLater = error instanceof Problem && error.reason === 'enrolment-expired';
      if (!isLater || (await way.ask()).state !== 'completed') throw error;
      return name;
    }
  });
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (!isRight.userName || !isRight.password || !isRight.repeated) return;
    const chosen = await finish.run();
    if (chosen !== undefined) onDone(chosen);
  };
  return (
    <Page title={say('enrol.choose.title')} lead={say('enrol.choose.lead')}>
      <Step nth={3} />
      <Trouble error={finish.error} onAgain={onAgain} />
      <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label={say('signIn.userName')}
          hint={say('enrol.userNameHint', userNameLengths)}
          name="username"
          autoComplete="username"
          ltr
          maxLength={32}
          value={userName}
          onChange={setUserName}
          error={asked && !isRight.userName ? say('enrol.userNameWrong', userNameLengths) : ''}
        />
        <TextField
          label={say('signIn.password')}
          hint={say('enrol.passwordHint', { count: formatNumber(lengthMin) })}
          type="password"
          name="new-password"
          autoComplete="new-password"
          maxLength={lengthMax}
          value={password}
          onChange={setPassword}
          error={asked && !isRight.password ? say('profile.password.short') : ''}
        />
        <TextField
          label={say('enrol.repeat')}
          type="password"
          name="new-password-again"
          autoComplete="new-password"
          maxLength={lengthMax}
          value={repeated}
          onChange={setRepeated}
          error={asked && !isRight.repeated ? say('enrol.repeatWrong') : ''}
        />
        <Button type="submit" wide pending={finish.pending}>
          {say('enrol.finish')}
        </Button>
      </form>
    </Page>
  );
}

function DoneStep({ userName, onGo }: { readonly userName: string; readonly onGo: () => void }): ReactNode {
  const say = bankTexts.use();
  return (
    <Page title={say('enrol.done.title')}>
      <div className="outcome tone-good" role="status">
        <span className="outcome-mark">
          <Icon name="good" size={40} />
        </span>
        <p>{say.rich('enrol.done.text', { userName: <Ltr>{userName}</Ltr> })}</p>
        <p className="quiet">{say('enrol.done.next')}</p>
      </div>
      <Button wide onPress={onGo}>
        {say('signIn.go')}
      </Button>
    </Page>
  );
}
