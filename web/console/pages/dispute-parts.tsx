// Parts that the queue of disputes and the page of one share: its state in a word, its amounts, its table.
import type { ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { Link } from '../../shared/router.tsx';
import { Tag, type Tone } from '../../shared/ui/banner.tsx';
import { EmptyState } from '../../shared/ui/card.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Table, type Column } from '../../shared/ui/table.tsx';
import type { DisputeSummary } from '../card-types.ts';
import { useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';

const outcomeTones: Readonly<Record<string, Tone | 'plain'>> = { won: 'good', lost: 'bad', refused: 'bad' };

export function DisputeTag({ dispute }: { readonly dispute: DisputeSummary }): ReactNode {
  const say = consoleTexts.use();
  const { status, outcome, stage, chargebackFailed } = dispute;
  if (status === 'closed') return <Tag tone={outcomeTones[outcome ?? ''] ?? 'plain'}>{named(say, 'disputeOutcome', outcome ?? '')}</Tag>;
  if (status !== 'open') return <Tag tone="warn">{named(say, 'disputeStatus', status)}</Tag>;
  if (chargebackFailed) return <Tag tone="warn">{say('disputeStatus.deciding')}</Tag>;
  return <Tag tone={stage === null ? 'warn' : 'info'}>{stage === null ? say('disputeStatus.open') : named(say, 'stage', stage)}</Tag>;
}

/** The last day on which something must happen; nothing where nothing waits. */
export function dueOf({ status, documentsDueOn, stageDueOn, chargebackFailed }: DisputeSummary): string | null {
  if (status === 'incomplete') return documentsDueOn;
  return status === 'open' && !chargebackFailed ? stageDueOn : null;
}

export const showDay = (day: string): string => formatDate(`${day}T12:00:00Z`, 'date', 'UTC');

/** `compact` where there is less room: the reason stands under the merchant, the day of handing in is left out. */
export function DisputeTable({
  label,
  rows,
  compact = false,
}: {
  readonly label: string;
  readonly rows: readonly DisputeSummary[];
  readonly compact?: boolean;
}): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  const columns: readonly Column<DisputeSummary>[] = [
    {
      id: 'reference',
      title: say('dispute.reference'),
      cell: ({ disputeId, reference }) => (
        <Link className="cell-link" to={`/disputes/${disputeId}`}>
          <Ltr>{reference}</Ltr>
        </Link>
      ),
    },
    {
      id: 'merchant',
      title: say('dispute.merchant'),
      cell: ({ merchantName, reason }) => (
        <span className="cell-link">
          <bdi>{merchantName === '' ? '—' : merchantName}</bdi>
          {compact && <span className="cell-note">{named(say, 'disputeReason', reason)}</span>}
        </span>
      ),
    },
    { id: 'reason', title: say('dispute.reason'), cell: ({ reason }) => named(say, 'disputeReason', reason) },
    {
      id: 'amount',
      title: say('dispute.amount'),
      end: true,
      cell: ({ amounts }) => (
        <span className="amounts">
          {amounts
            .filter(({ role }) => role === 'transaction')
            .map(({ original }, index) => (
              <Money key={index} amount={original} />
            ))}
        </span>
      ),
    },
    {
      id: 'submitted',
      title: say('dispute.submitted'),
      cell: ({ submittedAt }) => (
        <span className="nowrap tabular">{submittedAt === null ? '—' : formatDate(submittedAt, 'date', timeZone)}</span>
      ),
    },
    {
      id: 'due',
      title: say('dispute.due'),
      cell: (row) => {
        const due = dueOf(row);
        return <span className="nowrap tabular">{due === null ? '—' : showDay(due)}</span>;
      },
    },
    { id: 'state', title: say('requests.state'), cell: (row) => <DisputeTag dispute={row} /> },
  ];
  return (
    <div className="panel">
      <Table
        label={label}
        rows={rows}
        rowId={({ disputeId }) => disputeId}
        empty={<EmptyState icon="good" title={say('disputes.none')} />}
        columns={columns.filter(({ id }) => !compact || (id !== 'reason' && id !== 'submitted'))}
      />
    </div>
  );
}
