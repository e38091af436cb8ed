// What is added to a loss file: the written notice, a document, or a finding of staff with its reason (PC-50).
import { useState, type ReactNode } from 'react';
import { useAct } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import type { LossReport } from '../care-types.ts';
import { door, useVisit } from '../door.ts';
import { MomentField, momentIn } from '../moment-field.tsx';
import { consoleTexts, named } from '../texts.ts';

export type EntryKind = 'written' | 'police' | 'found' | 'late-notice' | 'neglect' | 'unsigned';

const channels = ['branch', 'post', 'email', 'phone'] as const;

/** What the bank itself found: it came by no channel, and needs a reason. */
export const isFinding = (kind: string): boolean => ['late-notice', 'neglect', 'unsigned'].includes(kind);

export function LossEntryForm({
  report,
  kind,
  onClose,
}: {
  readonly report: LossReport;
  readonly kind: EntryKind;
  readonly onClose: (changed: boolean) => void;
}): ReactNode {
  const say = consoleTexts.use();
  const { session } = useVisit();
  const finding = isFinding(kind);
  // A notice in writing does not come by telephone.
  const offered = channels.filter((name) => kind !== 'written' || name !== 'phone');
  const [channel, setChannel] = useState<string>(offered[0] ?? 'branch');
  const [at, setAt] = useState('');
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState('');
  const title = say(`lossDo.${kind}`);
  const moment = at === '' ? undefined : momentIn(session.programme.timeZone, at);
  const ready = finding ? reason.trim().length >= 3 : kind === 'found' || reference.trim() !== '';
  const add = useAct(async () => {
    await door.post(`/loss-reports/${report.reportId}/entries`, {
      kind,
      channel,
      ...(moment === undefined ? {} : { at: moment }),
      ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
    toast(say('dispute.done'));
    onClose(true);
  });
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={title}
      actions={
        <>
          <Button icon="check" pending={add.pending} disabled={!ready} onPress={() => void add.run()}>
            {say('lossForm.add')}
          </Button>
          <Button look="secondary" onPress={() => onClose(false)}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <p className="small quiet">{say(`lossDoes.${kind}`)}</p>
      {finding ? (
        <TextField label={say('dispute.note')} hint={say('dispute.note.hint')} value={reason} onChange={setReason} maxLength={1000} />
      ) : (
        <>
          <Select
            label={say('lossForm.channel')}
            options={offered.map((id) => ({ id, label: named(say, 'lossChannel', id), text: named(say, 'lossChannel', id) }))}
            value={channel}
            onChange={setChannel}
          />
          <MomentField label={say('lossForm.at')} hint={say('lossForm.at.hint')} value={at} onChange={setAt} />
          <TextField label={say('lossForm.reference')} value={reference} onChange={setReference} maxLength={120} autoComplete="off" />
        </>
      )}
      <ErrorBanner error={add.error} />
    </Dialog>
  );
}
