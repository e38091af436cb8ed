// Acts on tokens: assign, resynchronise and unlock a hard token, deregister a soft token.
import { useState, type ReactNode } from 'react';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { useAct } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Checkbox } from '../../shared/ui/checkbox.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { door } from '../door.ts';
import { consoleTexts } from '../texts.ts';
import type { ActAnswer } from '../types.ts';
import type { ActFormProps } from './customer-acts.tsx';
import { ReasonField } from './mobile-form.tsx';

function onSubmit(act: () => Promise<unknown>): (event: { preventDefault(): void }) => void {
  return (event) => {
    event.preventDefault();
    void act();
  };
}

export function AssignForm({ view, onAnswer }: ActFormProps): ReactNode {
  const say = consoleTexts.use();
  const [serial, setSerial] = useState('');
  const [reason, setReason] = useState('');
  const assign = useAct(async () => {
    onAnswer(await door.post<ActAnswer>(`/customers/${view.customer.id}/hard-token`, { serial: toLatinDigits(serial).trim(), reason }));
  });
  return (
    <form className="stack" onSubmit={onSubmit(assign.run)}>
      {view.token.hard !== null && (
        <Banner tone="warn">
          {say('assign.replaces')} <Ltr>{view.token.hard.serial}</Ltr>
        </Banner>
      )}
      <TextField
        label={say('token.serial')}
        hint={say('assign.serial.hint')}
        value={serial}
        onChange={setSerial}
        maxLength={64}
        autoComplete="off"
        ltr
        autoFocus
      />
      <ReasonField value={reason} onChange={setReason} />
      <ErrorBanner error={assign.error} />
      <Button type="submit" icon="token" pending={assign.pending} disabled={serial.trim() === '' || reason.trim().length < 3}>
        {say('act.assign')}
      </Button>
    </form>
  );
}

export function ResynchroniseForm({ view, onAnswer }: ActFormProps): ReactNode {
  const say = consoleTexts.use();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [reason, setReason] = useState('');
  const run = useAct(async () => {
    const body = { first: toLatinDigits(first).trim(), second: toLatinDigits(second).trim(), reason };
    onAnswer(await door.post<ActAnswer>(`/customers/${view.customer.id}/hard-token/resynchronisation`, body));
  });
  return (
    <form className="stack" onSubmit={onSubmit(run.run)}>
      <p className="small quiet">{say('resync.text')}</p>
      <TextField
        label={say('resync.first')}
        value={first}
        onChange={setFirst}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        ltr
        autoFocus
      />
      <TextField
        label={say('resync.second')}
        value={second}
        onChange={setSecond}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        ltr
      />
      <ReasonField value={reason} onChange={setReason} />
      <ErrorBanner error={run.error} />
      <Button
        type="submit"
        icon="refresh"
        pending={run.pending}
        disabled={first.trim() === '' || second.trim() === '' || reason.trim().length < 3}
      >
        {say('act.resynchronise')}
      </Button>
    </form>
  );
}

export function UnlockForm({ view, onAnswer }: ActFormProps): ReactNode {
  const say = consoleTexts.use();
  const [reason, setReason] = useState('');
  const run = useAct(async () => {
    onAnswer(await door.post<ActAnswer>(`/customers/${view.customer.id}/hard-token/unlocking`, { reason }));
  });
  return (
    <form className="stack" onSubmit={onSubmit(run.run)}>
      <p className="small quiet">{say('unlock.text')}</p>
      <ReasonField value={reason} onChange={setReason} />
      <ErrorBanner error={run.error} />
      <Button type="submit" icon="unlock" pending={run.pending} disabled={reason.trim().length < 3}>
        {say('act.unlock')}
      </Button>
    </form>
  );
}

export function DeregisterForm({ view, call, onAnswer }: ActFormProps): ReactNode {
  const say = consoleTexts.use();
  const [reason, setReason] = useState('');
  const [lost, setLost] = useState(true);
  const run = useAct(async () => {
    const body = { lost, reason, ...(call === null ? {} : { callId: call.id }) };
    onAnswer(await door.post<ActAnswer>(`/customers/${view.customer.id}/soft-token/deregistration`, body));
  });
  const device = view.token.soft;
  return (
    <form className="stack" onSubmit={onSubmit(run.run)}>
      <Banner tone="warn" title={say('deregister.title')}>
        {say('deregister.text')} {device !== null && device.model !== '' && <Ltr>{device.model}</Ltr>}
      </Banner>
      <Checkbox checked={lost} onChange={setLost}>
        {say('deregister.lost')}
      </Checkbox>
      <ReasonField value={reason} onChange={setReason} />
      <ErrorBanner error={run.error} />
      <Button type="submit" look="danger" icon="trash" pending={run.pending} disabled={reason.trim().length < 3}>
        {say('act.deregister')}
      </Button>
    </form>
  );
}
