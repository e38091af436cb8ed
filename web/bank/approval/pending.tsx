// An operation that waits: what it is, what is awaited and for how long, and the ways to approve it side by side.
import { useEffect, useState, type ReactNode } from 'react';
import { Problem, bankClock } from '../../shared/api.ts';
import { formatDate } from '../../shared/i18n/format.ts';
import { useAct, useNow } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, EmptyState } from '../../shared/ui/card.tsx';
import { CountDown } from '../../shared/ui/count-down.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank, useVisit } from '../door.ts';
import { ContactNumber } from '../pages/sign-in.tsx';
import { DetailRows, Subject, amountIn } from '../operation-words.tsx';
import { bankTexts } from '../texts.ts';
import type { Operation } from '../types.ts';
import { CodeForm } from './code-form.tsx';
import { OfflineCode } from './offline-code.tsx';

export type PendingProps = {
  readonly operation: Operation;
  readonly connected: boolean;
  readonly onChange: (operation: Operation) => void;
  readonly onLook: () => void;
};

export function Pending({ operation, connected, onChange, onLook }: PendingProps): ReactNode {
  const say = bankTexts.use();
  const { approval } = operation;
  const hasPush = approval.methods.includes('soft-push');
  const hasHard = approval.methods.includes('hard-token');
  const hasOtp = approval.methods.includes('soft-otp');
  const hasOffline = approval.methods.includes('soft-offline');
  const [isLate, setLate] = useState(() => bankClock() >= Date.parse(operation.codeFrom));
  const now = useNow(!connected, 5000);
  // Without the live stream the page asks by itself.
  useEffect(() => {
    if (!connected) onLook();
  }, [connected, now, onLook]);

  return (
    <Page title={say(`approval.title.${approval.authenticator}`)} narrow>
      <Card>
        <Subject kind={operation.kind} details={operation.details} />
        <DetailRows details={operation.details} />
      </Card>
      {/* Above what waits, so that it is seen without a scroll when it appears. */}
      {hasOffline && isLate && <OfflineCode operation={operation} onChange={onChange} />}
      {hasPush && <PushWaiting operation={operation} isLate={isLate} onLate={() => setLate(true)} />}
      {hasOtp && !isLate && (
        <Card title={say('approval.otp.title')}>
          <p>{say('approval.otp.text')}</p>
          <CodeForm operation={operation} onChange={onChange} digits={8} />
        </Card>
      )}
      {hasHard && <HardToken operation={operation} onChange={onChange} />}
      {approval.methods.length === 0 && <EmptyState icon="lock" title={say('approval.none')} />}
      <LeaveRow operation={operation} onChange={onChange} />
    </Page>
  );
}

function PushWaiting({
  operation,
  isLate,
  onLate,
}: {
  readonly operation: Operation;
  readonly isLate: boolean;
  readonly onLate: () => void;
}): ReactNode {
  const say = bankTexts.use();
  const { programme } = useVisit();
  const from = Date.parse(operation.createdAt);
  const late = Date.parse(operation.codeFrom);
  const end = Date.parse(operation.expiresAt);
  return (
    <Card title={say('approval.push.title')}>
      <div className="waiting">
        {isLate ? <CountDown key="end" from={late} until={end} /> : <CountDown key="late" from={from} until={late} onEnd={onLate} />}
        <div className="waiting-words stack" style={{ gap: 'var(--space-1)' }}>
          <p>{say(operation.approval.pushSent ? 'approval.push.sent' : 'approval.push.unsent')}</p>
          <p className="small quiet">
            {isLate
              ? say('approval.push.until', { time: formatDate(operation.expiresAt, 'time') })
              : say('approval.push.then', { seconds: Math.round((late - from) / 1000) })}
          </p>
        </div>
      </div>
      {operation.approval.matchNumber !== undefined && (
        <div className="stack">
          <p>{say('approval.match')}</p>
          <p className="ocra">
            <bdi dir="ltr">{operation.approval.matchNumber}</bdi>
          </p>
        </div>
      )}
      {!operation.approval.pushSent && <Banner tone="info">{say('approval.push.unsentWhy')}</Banner>}
      <details className="disclosure" open={isLate}>
        <summary>
          <Icon name="bell" />
          {say('approval.why.title')}
          <Icon name="chevron-down" size={16} />
        </summary>
        <ul className="bullets small">
          <li>{say('approval.why.open')}</li>
          <li>{say('approval.why.permission')}</li>
          <li>{say('approval.why.coverage')}</li>
          <li>{say('approval.why.saving')}</li>
          <li>{say.rich('approval.why.lost', { number: <ContactNumber number={programme.contactCentre} /> })}</li>
        </ul>
      </details>
    </Card>
  );
}

function HardToken({
  operation,
  onChange,
}: {
  readonly operation: Operation;
  readonly onChange: (operation: Operation) => void;
}): ReactNode {
  const say = bankTexts.use();
  const question = operation.approval.ocraQuestion;
  return (
    <Card title={say('approval.hard.title')}>
      {question === undefined ? (
        <p>{say('approval.hard.text')}</p>
      ) : (
        <>
          <p>{say('approval.hard.question')}</p>
          <p className="ocra">
            <bdi dir="ltr">{question.replace(/(.{4})(?=.)/g, '$1 ')}</bdi>
          </p>
        </>
      )}
      <CodeForm operation={operation} onChange={onChange} digits={8} shortest={6} />
      <p className="small quiet">{say('approval.push.until', { time: formatDate(operation.expiresAt, 'time') })}</p>
    </Card>
  );
}

function LeaveRow({
  operation,
  onChange,
}: {
  readonly operation: Operation;
  readonly onChange: (operation: Operation) => void;
}): ReactNode {
  const say = bankTexts.use();
  const [asking, setAsking] = useState(false);
  const cancel = useAct(async () => {
    try {
      onChange(await bank.post<Operation>(`/operations/${operation.operationId}/cancel`));
    } catch (error) {
      // Decided meanwhile: the page shows how.
      if (!(error instanceof Problem) || (error.reason !== 'operation-decided' && error.reason !== 'operation-expired')) throw error;
      onChange(await bank.get<Operation>(`/operations/${operation.operationId}`));
    }
  });
  const movesMoney = amountIn(operation.details) !== undefined;
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>
        {say(movesMoney ? 'approval.cancel.payment' : 'approval.cancel.request')}
      </Button>
      <Dialog
        open={asking}
        alert
        onClose={() => setAsking(false)}
        title={say(movesMoney ? 'approval.cancel.askPayment' : 'approval.cancel.askRequest')}
        actions={
          <>
            <Button look="danger" pending={cancel.pending} onPress={() => void cancel.run().then(() => setAsking(false))}>
              {say(movesMoney ? 'approval.cancel.payment' : 'approval.cancel.request')}
            </Button>
            <Button look="secondary" onPress={() => setAsking(false)}>
              {say('approval.cancel.keep')}
            </Button>
          </>
        }
      >
        <p>{say(movesMoney ? 'approval.cancel.textPayment' : 'approval.cancel.textRequest')}</p>
        <ErrorBanner error={cancel.error} />
      </Dialog>
    </>
  );
}
