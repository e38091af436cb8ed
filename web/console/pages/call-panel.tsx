// The call of a customer: opened only when the customer called, verified by their answers, ended by staff or by time.
import { useState, type ReactNode } from 'react';
import { useAct, useNow } from '../../shared/loading.ts';
import { formatDuration } from '../../shared/i18n/format.ts';
import { Banner, ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { OtpField } from '../../shared/ui/otp-field.tsx';
import { door, useVisit } from '../door.ts';
import { consoleTexts } from '../texts.ts';
import type { Call, Question } from '../types.ts';

type Props = { readonly customerId: string; readonly call: Call | null; readonly onChanged: () => void };

export function CallPanel({ customerId, call, onChanged }: Props): ReactNode {
  return call === null || call.customerId !== customerId ? (
    <OpenCall customerId={customerId} elsewhere={call !== null} onChanged={onChanged} />
  ) : (
    <OpenedCall key={call.id} call={call} onChanged={onChanged} />
  );
}

function OpenCall({
  customerId,
  elsewhere,
  onChanged,
}: {
  readonly customerId: string;
  readonly elsewhere: boolean;
  readonly onChanged: () => void;
}): ReactNode {
  const say = consoleTexts.use();
  const [reason, setReason] = useState('');
  const open = useAct(async () => {
    await door.post(`/customers/${customerId}/calls`, { reason });
    onChanged();
  });
  return (
    <Card title={say('call.open.title')} level={2}>
      <p className="small quiet">{say('call.open.text')}</p>
      {elsewhere && <Banner tone="warn">{say('call.elsewhere')}</Banner>}
      <ErrorBanner error={open.error} />
      <form
        className="line-form"
        onSubmit={(event) => {
          event.preventDefault();
          void open.run();
        }}
      >
        <TextField label={say('call.reason')} value={reason} onChange={setReason} maxLength={300} />
        <Button type="submit" look="secondary" icon="call" pending={open.pending} disabled={reason.trim().length < 3}>
          {say('call.open.act')}
        </Button>
      </form>
    </Card>
  );
}

const modes: Readonly<Record<Question, 'numeric' | 'decimal' | 'text'>> = {
  'civil-number': 'numeric',
  'birth-date': 'text',
  'card-last-four': 'numeric',
  'last-credit': 'decimal',
};

function OpenedCall({ call, onChanged }: { readonly call: Call; readonly onChanged: () => void }): ReactNode {
  const say = consoleTexts.use();
  const now = useNow(true);
  const secondsLeft = Math.max(0, Math.ceil((Date.parse(call.expiresAt) - now) / 1000));
  const end = useAct(async () => {
    await door.post(`/calls/${call.id}/end`);
    onChanged();
  });
  return (
    <Card
      title={say('call.title')}
      level={2}
      end={
        <span className="row tight">
          <Tag tone={call.verified ? 'good' : 'warn'}>{say(call.verified ? 'call.verified' : 'call.notVerified')}</Tag>
          <span className="tabular small quiet">{say('call.left', { time: formatDuration(secondsLeft) })}</span>
          <Button look="secondary" small pending={end.pending} onPress={() => void end.run()}>
            {say('call.end')}
          </Button>
        </span>
      }
    >
      <ErrorBanner error={end.error} />
      <p className="small quiet">
        {say('call.reason')}: <bdi>{call.reason}</bdi>
      </p>
      {!call.verified && <Answers call={call} onChanged={onChanged} />}
      <CodeCheck call={call} onChanged={onChanged} />
    </Card>
  );
}

function Answers({ call, onChanged }: { readonly call: Call; readonly onChanged: () => void }): ReactNode {
  const say = consoleTexts.use();
  const [answers, setAnswers] = useState<Partial<Record<Question, string>>>({});
  const [wrong, setWrong] = useState<number>();
  const check = useAct(async () => {
    const { match, triesLeft } = await door.post<{ match: boolean; triesLeft: number }>(`/calls/${call.id}/answers`, { answers });
    setAnswers({});
    setWrong(match ? undefined : triesLeft);
    if (match) onChanged();
  });
  const complete = call.questions.every((question) => (answers[question] ?? '').trim() !== '');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void check.run();
      }}
    >
      <p>{say('call.ask')}</p>
      <div className="answers">
        {call.questions.map((question) => (
          <TextField
            key={question}
            label={say(`question.${question}`)}
            hint={say(`question.${question}.hint`)}
            value={answers[question] ?? ''}
            onChange={(value) => setAnswers((before) => ({ ...before, [question]: value }))}
            inputMode={modes[question]}
            autoComplete="off"
            maxLength={40}
            ltr
          />
        ))}
      </div>
      {wrong !== undefined && (
        <Banner tone="bad" live title={say('call.noMatch')}>
          {say('call.triesLeft', { count: wrong })}
        </Banner>
      )}
      <ErrorBanner error={check.error} />
      <Button type="submit" icon="check" pending={check.pending} disabled={!complete}>
        {say('call.check')}
      </Button>
    </form>
  );
}

function CodeCheck({ call, onChanged }: { readonly call: Call; readonly onChanged: () => void }): ReactNode {
  const say = consoleTexts.use();
  const { codeDigits } = useVisit().session.programme;
  const [sentTo, setSentTo] = useState<string>();
  const [code, setCode] = useState('');
  const [match, setMatch] = useState<boolean>();
  const send = useAct(async () => {
    const { maskedTo } = await door.post<{ maskedTo: string }>(`/calls/${call.id}/code`);
    setSentTo(maskedTo);
    setMatch(undefined);
    setCode('');
  });
  const check = useAct(async () => {
    const answer = await door.post<{ match: boolean }>(`/calls/${call.id}/code/check`, { code });
    setMatch(answer.match);
    setCode('');
    if (answer.match) onChanged();
  });
  if (call.codeMatched) return <Banner tone="good">{say('call.code.matched')}</Banner>;
  return (
    <div className="stack call-code">
      <h3 className="part-title">{say('call.code.title')}</h3>
      <p className="small quiet">{say('call.code.text')}</p>
      <ErrorBanner error={send.error ?? check.error} />
      {match === false && <Banner tone="bad" live title={say('match.no')} />}
      <div className="row">
        <Button look="secondary" small icon="message" pending={send.pending} onPress={() => void send.run()}>
          {say('call.code.send')}
        </Button>
        {sentTo !== undefined && (
          <span className="small">
            {say('call.code.sentTo')} <Ltr>{sentTo}</Ltr>
          </span>
        )}
      </div>
      {sentTo !== undefined && (
        <form
          className="line-form"
          onSubmit={(event) => {
            event.preventDefault();
            void check.run();
          }}
        >
          <OtpField label={say('call.code.read')} digits={codeDigits} value={code} onChange={setCode} fromSms={false} />
          <Button type="submit" look="secondary" pending={check.pending} disabled={code.length !== codeDigits}>
            {say('call.code.check')}
          </Button>
        </form>
      )}
    </div>
  );
}
