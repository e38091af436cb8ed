// Applications for cards that wait for the proof of identity; a branch checks the document in person (PC-02).
import { useState, type ReactNode } from 'react';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { formatDate } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';

type Application = {
  readonly applicationId: string;
  readonly customerId: string;
  readonly channel: string;
  readonly document: { readonly kind: string; readonly issuer: string; readonly expiresOn: string };
  readonly missing: readonly string[];
  readonly appliedAt: string;
};

export function Applications(): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  const [open, setOpen] = useState<Application>();
  const loaded = useLoaded(
    'applications',
    async () => (await door.get<{ applications: Application[] }>('/card-applications')).applications,
  );
  return (
    <Page title={say('nav.applications')} lead={say('applications.lead')}>
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={4} height="1.6rem" />}
      {loaded.state === 'ready' && (
        <div className="panel">
          <Table
            label={say('nav.applications')}
            rows={loaded.value}
            rowId={({ applicationId }) => applicationId}
            empty={<EmptyState icon="good" title={say('applications.none')} />}
            columns={[
              {
                id: 'at',
                title: say('applications.applied'),
                cell: ({ appliedAt }) => <span className="nowrap tabular">{formatDate(appliedAt, 'date-time', timeZone)}</span>,
              },
              {
                id: 'document',
                title: say('applications.document'),
                cell: ({ document }) => `${named(say, 'documentKind', document.kind)} · ${document.issuer}`,
              },
              {
                id: 'missing',
                title: say('applications.missing'),
                cell: ({ missing }) => <Tag tone="warn">{missing.map((kind) => named(say, 'check', kind)).join(' · ')}</Tag>,
              },
              {
                id: 'customer',
                title: say('customer.title'),
                cell: ({ customerId }) => <Link to={`/customers/${customerId}`}>{say('applications.look')}</Link>,
              },
              {
                id: 'act',
                title: <span className="visually-hidden">{say('acts.title')}</span>,
                end: true,
                cell: (row) => (
                  <Button look="secondary" small onPress={() => setOpen(row)}>
                    {say('applications.check')}
                  </Button>
                ),
              },
            ]}
          />
        </div>
      )}
      {open !== undefined && (
        <Check
          application={open}
          onClose={(changed) => {
            setOpen(undefined);
            if (changed) loaded.reload();
          }}
        />
      )}
    </Page>
  );
}

/** The document is typed as it lies on the counter; the server compares it with the one of the application. */
function Check({ application, onClose }: { readonly application: Application; readonly onClose: (changed: boolean) => void }): ReactNode {
  const say = consoleTexts.use();
  const { kind, issuer, expiresOn } = application.document;
  const [number, setNumber] = useState('');
  const [note, setNote] = useState('');
  const check = useAct(async () => {
    const document = { kind, issuer, expiresOn, number: toLatinDigits(number).trim() };
    await door.post(`/card-applications/${application.applicationId}/identity-checks`, { kind: 'in-person', document, note: note.trim() });
    toast(say('dispute.done'));
    onClose(true);
  });
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={say('applications.check')}
      actions={
        <>
          <Button icon="check" pending={check.pending} disabled={number.trim().length < 3} onPress={() => void check.run()}>
            {say('applications.record')}
          </Button>
          <Button look="secondary" onPress={() => onClose(false)}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <p className="small quiet">{say('applications.check.text')}</p>
      <TextField
        label={`${named(say, 'documentKind', kind)} · ${issuer}`}
        hint={say('applications.number.hint')}
        value={number}
        onChange={setNumber}
        maxLength={40}
        autoComplete="off"
        ltr
      />
      <TextField label={say('dispute.note')} hint={say('dispute.note.hint')} value={note} onChange={setNote} maxLength={400} />
      <ErrorBanner error={check.error} />
    </Dialog>
  );
}
