// Approving and rejecting: the details as the bank will execute them, one decision, and what became of it (TK-16, TK-17, TK-21).
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { navigate, Link } from '../../shared/router.tsx';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Money } from '../../shared/ui/money.tsx';
import { OtpField } from '../../shared/ui/otp-field.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { useAnswer } from '../act.ts';
import { AnswerBanner } from '../answer-banner.tsx';
import { Contact } from '../contact.tsx';
import { OperationDetails, useOperationWords } from '../operation-details.tsx';
import type { DecisionAnswer, Operation } from '../protocol/phone.ts';
import { tokenTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

const lookMs = 5000;

/** The list of what waits; a single one opens by itself. */
export function Pending(): ReactNode {
  const say = tokenTexts.use();
  const words = useOperationWords();
  const { phone } = useVisit();
  const [operations, setOperations] = useState<readonly Operation[]>();
  const load = useAnswer(async () => {
    const answer = await phone.pending();
    if (answer.kind === 'done') {
      setOperations(answer.value);
      const [only] = answer.value;
      if (answer.value.length === 1 && only !== undefined) navigate(`/approve/${only.operationId}`, { replace: true });
    }
    return answer;
  });
  const { run } = load;
  useEffect(() => {
    void run();
    const timer = setInterval(() => void run(), lookMs);
    return () => clearInterval(timer);
  }, [run]);
  return (
    <Page title={say('home.approve')} back="/">
      <AnswerBanner
        answer={load.answer}
        actions={
          load.answer?.kind === 'unreachable' ? (
            <LinkButton to="/scan" small icon="qr">
              {say('scan.act')}
            </LinkButton>
          ) : undefined
        }
      />
      {operations === undefined && load.answer === undefined && <Skeleton lines={3} height="4rem" />}
      {operations?.length === 0 && (
        <EmptyState icon="shield" title={say('pending.none')}>
          {say('pending.noneLead')}
        </EmptyState>
      )}
      {operations !== undefined && operations.length > 0 && (
        <Card flush>
          <ul className="list">
            {operations.map(({ operationId, details, createdAt }) => (
              <li key={operationId}>
                <Link to={`/approve/${operationId}`} className="list-item">
                  <span className="list-body">
                    <span className="list-title">{details['payee'] ?? words.kind(details)}</span>
                    <span className="list-note">{`${words.kind(details)} · ${formatDate(createdAt, 'time')}`}</span>
                  </span>
                  {details['amount'] !== undefined && details['currency'] !== undefined && (
                    <Money amount={{ minor: details['amount'], currency: details['currency'] }} />
                  )}
                  <Icon name="chevron-forward" />
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <LinkButton to="/settings/notifications" look="quiet" wide icon="bell">
        {say('notify.how')}
      </LinkButton>
    </Page>
  );
}

function Outcome({
  operation,
  result,
}: {
  readonly operation: Operation;
  readonly result: DecisionAnswer & { readonly notMine?: boolean };
}): ReactNode {
  const say = tokenTexts.use();
  const words = useOperationWords();
  const rejected = result.status === 'rejected';
  const failed = result.refusal !== undefined || ['refused', 'expired', 'cancelled'].includes(result.status);
  const title = rejected ? say('result.rejected') : failed ? say('result.failed') : say('result.approved');
  const { amount, currency } = operation.details;
  const why = `result.why.${result.refusal ?? ''}`;
  return (
    <Page title={title}>
      <div className="centred">
        <span className={failed || rejected ? 'mark-bad' : 'mark-good'}>
          <Icon name={failed || rejected ? 'close' : 'check'} size={36} />
        </span>
        {amount !== undefined && currency !== undefined && <Money amount={{ minor: amount, currency }} size="l" />}
        <p>{operation.details['payee'] ?? words.kind(operation.details)}</p>
        <p className="quiet">
          {rejected
            ? say(result.notMine === true ? 'result.reported' : 'result.rejectedLead')
            : failed
              ? `${say.has(why) ? say(why) : ''} ${say('result.failedLead')}`.trim()
              : say('result.approvedLead')}
        </p>
      </div>
      <LinkButton to="/" wide>
        {say('result.home')}
      </LinkButton>
      {rejected && <Contact lost={false} />}
    </Page>
  );
}

export function Approve({ operationId = '' }: { readonly operationId?: string }): ReactNode {
  const say = tokenTexts.use();
  const words = useOperationWords();
  const { phone, poll, signedIn, setSignedIn } = useVisit();
  const [operation, setOperation] = useState<Operation>();
  const [asking, setAsking] = useState(false);
  const [match, setMatch] = useState('');
  const [result, setResult] = useState<DecisionAnswer & { readonly notMine?: boolean }>();

  const load = useAnswer(async () => {
    const answer = await phone.operation(operationId);
    if (answer.kind === 'done') setOperation(answer.value);
    return answer;
  });
  const { run: loadRun } = load;
  useEffect(() => void loadRun(), [loadRun]);

  const decide = useAnswer(async (decision: 'approve' | 'reject', notMine: boolean = false) => {
    const answer = await phone.decide(operationId, decision, match === '' ? { notMine } : { notMine, match });
    setAsking(false);
    if (answer.kind === 'done') setResult({ ...answer.value, notMine });
    void poll();
    return answer;
  });
  const close = useCallback(() => setAsking(false), []);
  const relock = useCallback(() => {
    phone.signOut();
    setSignedIn(undefined);
  }, [phone, setSignedIn]);

  if (operation !== undefined && result !== undefined) return <Outcome operation={operation} result={result} />;
  const over = operation !== undefined && operation.status !== 'pending';
  const sessionOver = decide.answer?.kind === 'refused' && decide.answer.reason === 'session-over';
  return (
    <Page title={say('approve.title')} back="/approve">
      <AnswerBanner answer={load.answer} />
      <AnswerBanner
        answer={decide.answer}
        actions={
          sessionOver ? (
            <Button small look="secondary" onPress={relock}>
              {say('signIn.act')}
            </Button>
          ) : undefined
        }
      />
      {operation === undefined && load.answer === undefined && <Skeleton lines={4} height="3rem" />}
      {operation !== undefined && <OperationDetails details={operation.details} />}
      {over && <Banner tone="info">{say('approve.over')}</Banner>}
      {operation !== undefined && !over && (
        <>
          <p className="quiet small">{say('approve.until', { time: formatDate(operation.expiresAt, 'time') })}</p>
          {operation.numberMatching === true && (
            <OtpField
              label={say('approve.match')}
              hint={say('approve.matchHint')}
              digits={2}
              value={match}
              onChange={setMatch}
              fromSms={false}
            />
          )}
          <div className="stack">
            <Button
              wide
              pending={decide.pending && !asking}
              onPress={() => void decide.run('approve')}
              disabled={signedIn === undefined || (operation.numberMatching === true && match.length < 2)}
            >
              {words.approve(operation.details)}
            </Button>
            <Button wide look="secondary" disabled={decide.pending} onPress={() => setAsking(true)}>
              {say('approve.reject')}
            </Button>
          </div>
        </>
      )}
      <Dialog
        open={asking}
        onClose={close}
        title={say('reject.title')}
        actions={
          <>
            <Button wide look="danger" pending={decide.pending} onPress={() => void decide.run('reject', true)}>
              {say('reject.notMine')}
            </Button>
            <Button wide look="secondary" disabled={decide.pending} onPress={() => void decide.run('reject')}>
              {say('reject.changed')}
            </Button>
            <Button wide look="quiet" disabled={decide.pending} onPress={close}>
              {say('reject.keep')}
            </Button>
          </>
        }
      >
        <p>{say('reject.lead')}</p>
      </Dialog>
    </Page>
  );
}
