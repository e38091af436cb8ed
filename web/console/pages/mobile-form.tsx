// A number proved at the branch: the customer declares it theirs, gets a code, reads it out, staff type it (RB-03, TK-29).
import { useState, type ReactNode } from 'react';
import { useAct } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Checkbox } from '../../shared/ui/checkbox.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { OtpField } from '../../shared/ui/otp-field.tsx';
import { door, useVisit } from '../door.ts';
import { consoleTexts } from '../texts.ts';
import type { ActAnswer } from '../types.ts';
import type { ActFormProps } from './customer-acts.tsx';

type Begun = { readonly checkId: string; readonly maskedTo: string };
type Checked = { readonly match: boolean; readonly attemptsLeft?: number; readonly act?: ActAnswer };

export function MobileForm({ view, onAnswer, change }: ActFormProps & { readonly change: boolean }): ReactNode {
  const say = consoleTexts.use();
  const { codeDigits } = useVisit().session.programme;
  const [mobile, setMobile] = useState('');
  const [reason, setReason] = useState('');
  const [declared, setDeclared] = useState(false);
  const [begun, setBegun] = useState<Begun>();
  const [code, setCode] = useState('');
  const [left, setLeft] = useState<number>();
  const begin = useAct(async () => {
    const body = { ownershipDeclared: declared, reason, ...(change ? { mobile } : {}) };
    setBegun(await door.post<Begun>(`/customers/${view.customer.id}/${change ? 'mobile-changes' : 'mobile-checks'}`, body));
  });
  const check = useAct(async (checkId: string) => {
    const { match, attemptsLeft = 0, act } = await door.post<Checked>(`/mobile-checks/${checkId}/code`, { code, reason });
    setCode('');
    setLeft(match ? undefined : attemptsLeft);
    if (match) onAnswer(act ?? { state: 'done' });
  });
  if (begun !== undefined) {
    return (
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void check.run(begun.checkId);
        }}
      >
        <p>
          {say('mobile.sentTo')} <Ltr>{begun.maskedTo}</Ltr>
        </p>
        <OtpField
          label={say('mobile.read')}
          hint={say('mobile.read.hint')}
          digits={codeDigits}
          value={code}
          onChange={setCode}
          fromSms={false}
          autoFocus
        />
        {left !== undefined && (
          <Banner tone="bad" live title={say('match.no')}>
            {say('match.left', { count: left })}
          </Banner>
        )}
        <ErrorBanner error={check.error} />
        <Button type="submit" pending={check.pending} disabled={code.length !== codeDigits}>
          {say(change ? 'mobile.change.act' : 'mobile.verify.act')}
        </Button>
        <Button look="quiet" small onPress={() => setBegun(undefined)}>
          {say('mobile.again')}
        </Button>
      </form>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void begin.run();
      }}
    >
      {change && <Banner tone="warn">{say('mobile.change.warning')}</Banner>}
      {change ? (
        <TextField label={say('mobile.new')} value={mobile} onChange={setMobile} type="tel" autoComplete="off" ltr autoFocus />
      ) : (
        <p>
          {say('mobile.ofRecord')} <Ltr>{view.customer.mobile}</Ltr>
        </p>
      )}
      <ReasonField value={reason} onChange={setReason} />
      <Checkbox checked={declared} onChange={setDeclared}>
        {say('mobile.declared')}
      </Checkbox>
      <ErrorBanner error={begin.error} />
      <Button
        type="submit"
        icon="message"
        pending={begin.pending}
        disabled={!declared || reason.trim().length < 3 || (change && mobile.trim() === '')}
      >
        {say('mobile.send')}
      </Button>
    </form>
  );
}

/** Why: it stands in the evidence, so that the act can be explained later. */
export function ReasonField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }): ReactNode {
  const say = consoleTexts.use();
  return <TextField label={say('reason')} hint={say('reason.hint')} value={value} onChange={onChange} maxLength={300} autoComplete="off" />;
}
