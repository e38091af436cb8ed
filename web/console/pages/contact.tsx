// Attempts to reach the holder of an account; as many in vain as the programme says freeze it, and contact lifts that (PC-49).
import { useState, type ReactNode } from 'react';
import { formatNumber } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Banner, ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import type { Attempt, AttemptMade } from '../care-types.ts';
import { door } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import { Moment, Words } from './care-parts.tsx';

export function Contact({ accountId, onChanged }: { readonly accountId: string; readonly onChanged?: () => void }): ReactNode {
  const say = consoleTexts.use();
  const path = `/card-accounts/${accountId}/contact-attempts`;
  const loaded = useLoaded(path, async () => (await door.get<{ attempts: Attempt[] }>(path)).attempts);
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<AttemptMade>();
  return (
    <Card
      title={say('contact.title')}
      level={2}
      end={
        <Button look="secondary" small icon="plus" onPress={() => setOpen(true)}>
          {say('contact.add')}
        </Button>
      }
    >
      {made?.account === 'frozen' && (
        <Banner tone="warn" live>
          {say('contact.frozen', { count: formatNumber(made.failedInARow) })}
        </Banner>
      )}
      {made?.account === 'released' && (
        <Banner tone="good" live>
          {say('contact.released')}
        </Banner>
      )}
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={3} height="1.5rem" />}
      {loaded.state === 'ready' && (
        <Table
          label={say('contact.title')}
          rows={loaded.value}
          rowId={({ attemptId }) => attemptId}
          empty={<EmptyState icon="call" title={say('contact.none')} />}
          columns={[
            { id: 'at', title: say('history.at'), cell: ({ at }) => <Moment at={at} /> },
            {
              id: 'how',
              title: say('messages.channel'),
              cell: ({ channel, wantedBy }) => (
                <span className="cell-link">
                  {named(say, 'contactChannel', channel)}
                  <span className="cell-note">
                    {say('contact.wantedBy')}: {named(say, 'wantedBy', wantedBy)}
                  </span>
                </span>
              ),
            },
            {
              id: 'outcome',
              title: say('contact.outcome'),
              cell: ({ outcome }) => <Tag tone={outcome === 'reached' ? 'good' : 'warn'}>{named(say, 'contactOutcome', outcome)}</Tag>,
            },
            { id: 'why', title: say('contact.why'), cell: ({ reason }) => <Words text={reason} /> },
          ]}
        />
      )}
      {open && (
        <AttemptForm
          path={path}
          onClose={(attempt) => {
            setOpen(false);
            if (attempt === undefined) return;
            setMade(attempt);
            loaded.reload();
            onChanged?.();
          }}
        />
      )}
    </Card>
  );
}

const channels = ['phone', 'sms', 'email', 'post', 'app', 'branch'] as const;

function AttemptForm({ path, onClose }: { readonly path: string; readonly onClose: (made?: AttemptMade) => void }): ReactNode {
  const say = consoleTexts.use();
  const [wantedBy, setWantedBy] = useState('bank');
  const [channel, setChannel] = useState('phone');
  const [outcome, setOutcome] = useState<string>();
  const [reason, setReason] = useState('');
  const add = useAct(async () => {
    const made = await door.post<AttemptMade>(path, { wantedBy, channel, outcome, reason: reason.trim() });
    toast(say('dispute.done'));
    onClose(made);
  });
  const choices = (group: string, names: readonly string[]) =>
    names.map((id) => ({ id, label: named(say, group, id), text: named(say, group, id) }));
  return (
    <Dialog
      open
      onClose={() => onClose()}
      title={say('contact.add')}
      actions={
        <>
          <Button
            icon="check"
            pending={add.pending}
            disabled={outcome === undefined || reason.trim().length < 3}
            onPress={() => void add.run()}
          >
            {say('contact.record')}
          </Button>
          <Button look="secondary" onPress={() => onClose()}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <p className="small quiet">{say('contact.text')}</p>
      <Select label={say('contact.wantedBy')} options={choices('wantedBy', ['bank', 'scheme'])} value={wantedBy} onChange={setWantedBy} />
      <Select label={say('messages.channel')} options={choices('contactChannel', channels)} value={channel} onChange={setChannel} />
      <Select
        label={say('contact.outcome')}
        placeholder={say('cardActs.choose')}
        options={choices('contactOutcome', ['reached', 'not-reached'])}
        value={outcome}
        onChange={setOutcome}
      />
      <TextField label={say('contact.reason')} hint={say('dispute.note.hint')} value={reason} onChange={setReason} maxLength={400} />
      <ErrorBanner error={add.error} />
    </Dialog>
  );
}
