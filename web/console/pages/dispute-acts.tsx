// What may be done with a dispute now; each act says why, and a write-off waits for a second person.
import { useState, type ReactNode } from 'react';
import { fromDecimal, isCurrency, toJson } from '../../../src/kernel/money.ts';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { useAct } from '../../shared/loading.ts';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import type { DisputeView } from '../card-types.ts';
import { door, useVisit } from '../door.ts';
import { consoleTexts } from '../texts.ts';

type Act = {
  readonly id: string;
  readonly icon: IconName;
  readonly path: 'work' | 'decision';
  readonly body: Readonly<Record<string, unknown>>;
  /** What else is asked for. */
  readonly field?: 'amount' | 'because' | 'reference';
  readonly danger?: boolean;
};

/** What can follow from where the dispute stands; the server judges again. */
function possibleActs(dispute: DisputeView, may: (permission: 'dispute.work' | 'dispute.decide') => boolean, self: string): readonly Act[] {
  const { status, stage, chargebackFailedAt, reason, outcome, writeOffAskedBy } = dispute;
  const failed = chargebackFailedAt !== null;
  const open = status === 'open';
  const running = open && stage !== null && !failed;
  const stageAct = (id: string, icon: IconName): Act => ({ id, icon, path: 'work', body: { act: id }, field: 'reference' });
  const rows: readonly (readonly [boolean, Act])[] = [
    [open && stage === null && reason !== 'quality', stageAct('chargeback', 'send')],
    [running && stage === 'chargeback', stageAct('re-presentment', 'swap')],
    [running && stage === 're-presentment', stageAct('pre-arbitration', 'send')],
    [running && stage === 'pre-arbitration', stageAct('arbitration', 'send')],
    [running, stageAct('won', 'good')],
    [running, { ...stageAct('lost', 'bad'), danger: true }],
    [open && stage === null, { id: 'refer', icon: 'arrow-forward', path: 'work', body: { act: 'refer' } }],
    [open && dispute.reportedLate, { id: 'lateGood', icon: 'check', path: 'work', body: { act: 'facts', lateReasonGood: true } }],
    [open && dispute.reportedLate, { id: 'lateNot', icon: 'close', path: 'work', body: { act: 'facts', lateReasonGood: false } }],
    [open && dispute.cardPresent, { id: 'unsigned', icon: 'eye', path: 'work', body: { act: 'facts', cardUnsigned: true } }],
    [open, { id: 'expense', icon: 'bill', path: 'work', body: { act: 'expense' }, field: 'amount' }],
    [
      open && failed && writeOffAskedBy !== self,
      { id: writeOffAskedBy === null ? 'writeOff' : 'confirm', icon: 'shield', path: 'decision', body: { act: 'write-off' } },
    ],
    [open && writeOffAskedBy !== null, { id: 'turnDown', icon: 'close', path: 'decision', body: { act: 'turn-down' } }],
    [
      open && (failed || stage === null),
      { id: 'deny', icon: 'lock', path: 'decision', body: { act: 'deny' }, field: 'because', danger: true },
    ],
    [
      open || (status === 'closed' && outcome === 'won'),
      { id: 'madeByHolder', icon: 'person', path: 'decision', body: { act: 'made-by-holder' }, danger: true },
    ],
    [status !== 'closed', { id: 'withdraw', icon: 'trash', path: 'work', body: { act: 'withdraw' }, danger: true }],
  ];
  return rows.filter(([possible, { path }]) => possible && may(path === 'work' ? 'dispute.work' : 'dispute.decide')).map(([, act]) => act);
}

export function DisputeActs({ dispute, onChanged }: { readonly dispute: DisputeView; readonly onChanged: () => void }): ReactNode {
  const say = consoleTexts.use();
  const { may, session } = useVisit();
  const [open, setOpen] = useState<Act>();
  const acts = possibleActs(dispute, may, session.person.staffId);
  return (
    <Card title={say('acts.title')}>
      {acts.length === 0 && <p className="quiet small">{say('dispute.noActs')}</p>}
      <div className="acts">
        {acts.map((act) => (
          <button key={act.id} type="button" className="act" onClick={() => setOpen(act)}>
            <Icon name={act.icon} size={18} />
            <span>{say(`disputeDo.${act.id}` as 'disputeDo.refer')}</span>
          </button>
        ))}
      </div>
      {open !== undefined && (
        <ActDialog
          key={open.id}
          act={open}
          dispute={dispute}
          onClose={(changed) => {
            setOpen(undefined);
            if (changed) onChanged();
          }}
        />
      )}
    </Card>
  );
}

const grounds = ['reported-late', 'card-unsigned', 'neglect', 'not-eligible'] as const;

function ActDialog({
  act,
  dispute,
  onClose,
}: {
  readonly act: Act;
  readonly dispute: DisputeView;
  readonly onClose: (changed: boolean) => void;
}): ReactNode {
  const say = consoleTexts.use();
  const { currency } = useVisit().session.programme;
  const [note, setNote] = useState('');
  const [extra, setExtra] = useState('');
  const title = say(`disputeDo.${act.id}` as 'disputeDo.refer');
  const amount = isCurrency(currency) ? fromDecimal(currency, toLatinDigits(extra).replace('٫', '.')) : undefined;
  const ready =
    (act.field === 'reference' || note.trim().length >= 3) &&
    (act.field !== 'amount' || (amount !== undefined && amount.minor > 0n)) &&
    (act.field !== 'because' || extra !== '');
  const send = useAct(async () => {
    const more = {
      ...(act.field === 'amount' && amount !== undefined ? { amount: toJson(amount) } : {}),
      ...(act.field === 'because' ? { because: extra } : {}),
      ...(act.field === 'reference' && extra.trim() !== '' ? { reference: extra.trim() } : {}),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    };
    await door.post(`/card-disputes/${dispute.disputeId}/${act.path}`, { ...act.body, ...more });
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
          <Button
            look={act.danger === true ? 'danger' : 'primary'}
            icon={act.icon}
            pending={send.pending}
            disabled={!ready}
            onPress={() => void send.run()}
          >
            {title}
          </Button>
          <Button look="secondary" onPress={() => onClose(false)}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <p className="small quiet">{say(`disputeDoes.${act.id}` as 'disputeDoes.refer')}</p>
      {act.field === 'reference' && (
        <TextField label={say('dispute.schemeReference')} value={extra} onChange={setExtra} maxLength={64} ltr autoComplete="off" />
      )}
      {act.field === 'amount' && (
        <TextField
          label={say('dispute.amount')}
          value={extra}
          onChange={setExtra}
          inputMode="decimal"
          maxLength={16}
          ltr
          affix={currency}
        />
      )}
      {act.field === 'because' && (
        <Select
          label={say('dispute.ground')}
          placeholder={say('cardActs.choose')}
          options={grounds.map((id) => ({ id, label: say(`ground.${id}`), text: say(`ground.${id}`) }))}
          value={extra === '' ? undefined : extra}
          onChange={setExtra}
        />
      )}
      <TextField label={say('dispute.note')} hint={say('dispute.note.hint')} value={note} onChange={setNote} maxLength={400} />
      <ErrorBanner error={send.error} />
    </Dialog>
  );
}
