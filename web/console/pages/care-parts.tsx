// Parts that the pages about loss files, contact and endings share: moments, states in a word, tables.
import type { ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { Link } from '../../shared/router.tsx';
import { Tag, type Tone } from '../../shared/ui/banner.tsx';
import { EmptyState } from '../../shared/ui/card.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Table } from '../../shared/ui/table.tsx';
import type { LossReport } from '../care-types.ts';
import { useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';

/** A moment in the bank's time zone; a dash where there is none. */
export function Moment({ at }: { readonly at: string | undefined }): ReactNode {
  const { timeZone } = useVisit().session.programme;
  return <span className="nowrap tabular">{at === undefined ? '—' : formatDate(at, 'date-time', timeZone)}</span>;
}

/** Words that somebody typed, in the direction of their own language. */
export function Words({ text }: { readonly text: string | undefined }): ReactNode {
  return (
    <bdi className="cell-text" dir="auto">
      {text === undefined || text === '' ? '—' : text}
    </bdi>
  );
}

const confirmationTones: Readonly<Record<LossReport['confirmation'], Tone>> = { given: 'good', waiting: 'warn', missed: 'bad' };

/** Whether the written notice came by the end of the next business day (PC-34). */
export function ConfirmationTag({ report }: { readonly report: LossReport }): ReactNode {
  const say = consoleTexts.use();
  const { confirmation } = report;
  return (
    <Tag tone={confirmationTones[confirmation]} {...(confirmation === 'waiting' ? { icon: 'clock' as const } : {})}>
      {say(`confirmation.${confirmation}`)}
    </Tag>
  );
}

export function LossTable({
  label,
  rows,
  none,
}: {
  readonly label: string;
  readonly rows: readonly LossReport[];
  readonly none: string;
}): ReactNode {
  const say = consoleTexts.use();
  return (
    <div className="panel">
      <Table
        label={label}
        rows={rows}
        rowId={({ reportId }) => reportId}
        empty={<EmptyState icon="good" title={none} />}
        columns={[
          {
            id: 'card',
            title: say('cards.card'),
            cell: ({ reportId, lastFour }) => (
              <Link className="cell-link" to={`/loss-files/${reportId}`}>
                <Ltr>•••• {lastFour}</Ltr>
              </Link>
            ),
          },
          { id: 'kind', title: say('lossFile.kind'), cell: ({ kind }) => named(say, 'cardReason', kind) },
          { id: 'reported', title: say('lossFile.reported'), cell: ({ reportedAt }) => <Moment at={reportedAt} /> },
          { id: 'due', title: say('lossFile.due'), cell: ({ confirmationDueAt }) => <Moment at={confirmationDueAt} /> },
          { id: 'state', title: say('lossFile.written'), cell: (report) => <ConfirmationTag report={report} /> },
        ]}
      />
    </div>
  );
}
