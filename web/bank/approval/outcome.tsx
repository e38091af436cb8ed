// How an operation ended and what that means for the money; proof to keep, and a way to say 'this was not mine'.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { formatDate, formatMoney } from '../../shared/i18n/format.ts';
import { useAct } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { bank, useVisit } from '../door.ts';
import { ContactNumber } from '../pages/sign-in.tsx';
import { DetailRows, Subject, amountIn, kindWords, statusLooks } from '../operation-words.tsx';
import { bankTexts } from '../texts.ts';
import type { Operation, Report } from '../types.ts';

export function Outcome({
  operation,
  onChange,
}: {
  readonly operation: Operation;
  readonly onChange: (operation: Operation) => void;
}): ReactNode {
  const say = bankTexts.use();
  const heading = useRef<HTMLHeadingElement>(null);
  const amount = amountIn(operation.details);
  const { status } = operation;
  const class_ = amount === undefined ? 'request' : 'payment';
  // Somebody who has just rejected a payment hardly wants it again.
  const canTryAgain = amount !== undefined && (status === 'expired' || status === 'refused');
  if (status === 'pending') throw new Error('bug: the outcome of a pending operation');
  const title =
    status === 'executed' && amount !== undefined && operation.details['payee'] !== undefined
      ? say('outcome.sent', { amount: formatMoney(amount), name: operation.details['payee'] })
      : say(`outcome.${status}.${class_}.title`);

  useEffect(() => {
    document.title = title;
    heading.current?.focus({ preventScroll: true });
  }, [title]);

  return (
    <div className="page page-narrow">
      <div className={`outcome tone-${statusLooks[status].tone}`} role="status">
        <span className="outcome-mark">
          <Icon name={statusLooks[status].icon} size={40} />
        </span>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <p className="quiet">{say(`outcome.${status}.${class_}.text`)}</p>
        {status === 'refused' && operation.refusal !== undefined && say.has(`refusal.${operation.refusal}`) && (
          <p>{say(`refusal.${operation.refusal}` as 'refusal.insufficient-funds')}</p>
        )}
      </div>
      <Card>
        <Subject kind={operation.kind} details={operation.details} />
        <DetailRows
          details={operation.details}
          more={[
            [say('outcome.when'), operation.decidedAt === undefined ? undefined : formatDate(operation.decidedAt, 'date-time')],
            [say('outcome.method'), operation.method === undefined ? undefined : say(`method.${operation.method}`)],
            [
              say('outcome.posting'),
              operation.posting === undefined ? undefined : <Ltr key="posting">{operation.posting.slice(0, 8)}</Ltr>,
            ],
          ]}
        />
        {status === 'executed' && (
          <LinkButton look="secondary" icon="download" download to={bank.url(`/operations/${operation.operationId}/evidence`)}>
            {say('outcome.proof')}
          </LinkButton>
        )}
      </Card>
      <NotMine operation={operation} onChange={onChange} />
      {canTryAgain && (
        <LinkButton wide to={`/pay/${operation.kind}`}>
          {say('outcome.again')}
        </LinkButton>
      )}
      <LinkButton wide look={canTryAgain ? 'secondary' : 'primary'} to="/">
        {say('outcome.done')}
      </LinkButton>
    </div>
  );
}

function NotMine({ operation, onChange }: { readonly operation: Operation; readonly onChange: (operation: Operation) => void }): ReactNode {
  const say = bankTexts.use();
  const { programme } = useVisit();
  const [asking, setAsking] = useState(false);
  const [caseNumber, setCaseNumber] = useState<string>();
  const report = useAct(async () => {
    const answer = await bank.post<Report>(`/operations/${operation.operationId}/report`);
    setCaseNumber(answer.caseNumber);
    setAsking(false);
    onChange({ ...operation, notMine: true });
  });
  if (operation.notMine) {
    return (
      <Banner tone="info" live title={say('notMine.done.title')}>
        {caseNumber !== undefined && (
          <p>
            {say.rich('notMine.done.case', {
              number: (
                <strong>
                  <Ltr>{caseNumber}</Ltr>
                </strong>
              ),
            })}
          </p>
        )}
        <p>{say.rich('notMine.done.text', { number: <ContactNumber number={programme.contactCentre} /> })}</p>
      </Banner>
    );
  }
  const isSuspicious = operation.status === 'rejected';
  const open = (
    <Button look={isSuspicious ? 'secondary' : 'quiet'} small={!isSuspicious} onPress={() => setAsking(true)}>
      {say('notMine.go')}
    </Button>
  );
  return (
    <>
      {isSuspicious ? (
        <Banner tone="warn" title={say('notMine.title')} actions={open}>
          {say('notMine.text')}
        </Banner>
      ) : (
        operation.status !== 'cancelled' && open
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={say('notMine.ask.title', { what: kindWords(operation.kind) })}
        actions={
          <>
            <Button look="danger" pending={report.pending} onPress={() => void report.run()}>
              {say('notMine.ask.go')}
            </Button>
            <Button look="secondary" onPress={() => setAsking(false)}>
              {say('notMine.ask.no')}
            </Button>
          </>
        }
      >
        <p>{say('notMine.ask.text')}</p>
        <ErrorBanner error={report.error} />
      </Dialog>
    </>
  );
}
