// What staff do with one card: by phone only after a verified call of its holder.
import { useState, type ReactNode } from 'react';
import { useAct } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Checkbox } from '../../shared/ui/checkbox.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import type { IconName } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import type { SeenCard } from '../card-types.ts';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import type { Call, Permission } from '../types.ts';

type ActName = 'loss' | 'replace' | 'pin' | 'suspend' | 'resume' | 'cancel' | 'recall' | 'claimed' | 'destroyed';
type ActRow = {
  readonly icon: IconName;
  readonly permission: Permission;
  /** Whether whoever only works in the contact centre needs a verified call for it. */
  readonly byCall: boolean;
  readonly danger: boolean;
  readonly reasons: readonly string[];
  /** What the reasons are called; codes of the card unless something else. */
  readonly reasonsOf?: { readonly label: 'returned.how'; readonly group: string };
  /** Without a note where nothing has to be explained. */
  readonly noted: boolean;
  readonly fits: (card: SeenCard) => boolean;
};

const measures = ['misuse', 'breach', 'illegality', 'false-data', 'fraud', 'scheme', 'other'];
const isOpen = ({ status }: SeenCard): boolean => status !== 'closed';
const notHandedOut = ['ordered', 'produced', 'shipped'];
/** Plastic that the holder has. */
const isInHand = ({ form, status }: SeenCard): boolean => form === 'physical' && status !== 'closed' && !notHandedOut.includes(status);

const acts: Readonly<Record<ActName, ActRow>> = {
  loss: {
    icon: 'lock',
    permission: 'card.loss',
    byCall: false,
    danger: true,
    reasons: ['lost', 'stolen', 'disclosed-pin', 'misused'],
    noted: false,
    fits: isOpen,
  },
  replace: {
    icon: 'card',
    permission: 'card.replace',
    byCall: true,
    danger: false,
    reasons: ['lost', 'stolen', 'damaged', 'disclosed-pin'],
    noted: true,
    fits: () => true,
  },
  pin: {
    icon: 'unlock',
    permission: 'card.pin',
    byCall: true,
    danger: false,
    reasons: [],
    noted: true,
    fits: ({ pinStatus }) => pinStatus === 'blocked',
  },
  suspend: {
    icon: 'shield',
    permission: 'card.care',
    byCall: false,
    danger: true,
    reasons: measures,
    noted: true,
    fits: ({ status }) => status === 'active' || status === 'frozen' || status === 'inactive',
  },
  resume: {
    icon: 'unlock',
    permission: 'card.care',
    byCall: false,
    danger: false,
    reasons: measures,
    noted: true,
    fits: ({ status }) => status === 'suspended',
  },
  cancel: { icon: 'trash', permission: 'card.care', byCall: false, danger: true, reasons: measures, noted: true, fits: isOpen },
  recall: { icon: 'arrow-back', permission: 'card.care', byCall: false, danger: true, reasons: [], noted: true, fits: isInHand },
  claimed: { icon: 'clock', permission: 'card.contact', byCall: false, danger: true, reasons: [], noted: false, fits: isInHand },
  destroyed: {
    icon: 'trash',
    permission: 'card.contact',
    byCall: false,
    danger: true,
    reasons: ['cut-at-branch', 'received-by-post', 'retained-by-machine', 'acceptor'],
    reasonsOf: { label: 'returned.how', group: 'destroyedBy' },
    noted: false,
    fits: ({ form, status }) => form === 'physical' && !notHandedOut.includes(status),
  },
};

type Props = { readonly card: SeenCard; readonly call: Call | null; readonly onChanged: () => void };

/** One button for a card; what can be done is chosen in the dialog. */
export function CardActs({ card, call, onChanged }: Props): ReactNode {
  const say = consoleTexts.use();
  const { may } = useVisit();
  const [open, setOpen] = useState(false);
  const possible = (Object.keys(acts) as ActName[]).filter((name) => acts[name].fits(card) && may(acts[name].permission));
  if (possible.length === 0) return null;
  return (
    <>
      <Button look="secondary" small onPress={() => setOpen(true)} label={say('cardActs.of', { number: card.lastFour })}>
        {say('cardActs.open')}
      </Button>
      {open && (
        <ActDialog
          card={card}
          call={call}
          possible={possible}
          onClose={(changed) => {
            setOpen(false);
            if (changed) onChanged();
          }}
        />
      )}
    </>
  );
}

function bodyOf(
  name: ActName,
  card: SeenCard,
  given: { reason: string; note: string; stopList: boolean; callId: string | undefined; atBranch: boolean },
): readonly [path: string, body: object] {
  const { reason, note, stopList } = given;
  const byCall = given.callId === undefined ? {} : { callId: given.callId };
  switch (name) {
    case 'loss':
      return ['/loss-reports', { cardId: card.cardId, kind: reason, channel: given.atBranch ? 'branch' : 'phone' }];
    case 'replace':
      return [`/cards/${card.cardId}/replacement`, { reason, form: card.form, note, ...byCall }];
    case 'pin':
      return [`/cards/${card.cardId}/pin-unblocking`, { note, ...byCall }];
    case 'suspend':
      return [`/cards/${card.cardId}/suspension`, { reason, note, stopList }];
    case 'cancel':
      return [`/cards/${card.cardId}/cancellation`, { reason, note, stopList }];
    case 'resume':
      return [`/cards/${card.cardId}/resumption`, { reason, note }];
    case 'recall':
      return [`/cards/${card.cardId}/recall`, { note }];
    case 'claimed':
      return [`/cards/${card.cardId}/destruction`, { stage: 'claimed' }];
    case 'destroyed':
      return [`/cards/${card.cardId}/destruction`, { stage: 'confirmed', how: reason }];
  }
}

function ActDialog({
  card,
  call,
  possible,
  onClose,
}: Omit<Props, 'onChanged'> & { readonly possible: readonly ActName[]; readonly onClose: (changed: boolean) => void }): ReactNode {
  const say = consoleTexts.use();
  const { session } = useVisit();
  const [name, setName] = useState<ActName>(possible[0] ?? 'replace');
  const [reason, setReason] = useState<string>();
  const [note, setNote] = useState('');
  const [stopList, setStopList] = useState(false);
  const { icon, byCall, danger, reasons, reasonsOf, noted } = acts[name];
  const atBranch = session.person.roles.includes('branch');
  const verified = call?.verified === true ? call : null;
  const blocked = byCall && !atBranch && verified === null;
  const run = useAct(async () => {
    const [path, body] = bodyOf(name, card, { reason: reason ?? '', note: note.trim(), stopList, callId: verified?.id, atBranch });
    await door.post(path, body);
    toast(say('dispute.done'));
    onClose(true);
  });
  const option = (text: string, id: string) => ({ id, label: text, text });
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={
        <>
          {say('cards.card')} <Ltr>•••• {card.lastFour}</Ltr>
        </>
      }
      actions={
        <>
          <Button
            look={danger ? 'danger' : 'primary'}
            icon={icon}
            pending={run.pending}
            disabled={blocked || (reasons.length > 0 && reason === undefined) || (noted && note.trim().length < 3)}
            onPress={() => void run.run()}
          >
            {say(`cardAct.${name}`)}
          </Button>
          <Button look="secondary" onPress={() => onClose(false)}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <Select
        label={say('cardActs.what')}
        options={possible.map((one) => option(say(`cardAct.${one}`), one))}
        value={name}
        onChange={(id) => {
          setName(id as ActName);
          setReason(undefined);
        }}
      />
      <p className="small quiet">{say(`cardAct.${name}.text`)}</p>
      {blocked && <Banner tone="warn">{say('cardActs.callFirst')}</Banner>}
      {reasons.length > 0 && (
        <Select
          label={say(reasonsOf?.label ?? 'cardActs.reason')}
          placeholder={say('cardActs.choose')}
          options={reasons.map((id) => option(named(say, reasonsOf?.group ?? 'cardReason', id), id))}
          value={reason}
          onChange={setReason}
        />
      )}
      {noted && <TextField label={say('dispute.note')} hint={say('dispute.note.hint')} value={note} onChange={setNote} maxLength={300} />}
      {(name === 'suspend' || name === 'cancel') && (
        <Checkbox checked={stopList} onChange={setStopList}>
          {say('cardActs.stopList')}
        </Checkbox>
      )}
      <ErrorBanner error={run.error} />
    </Dialog>
  );
}
