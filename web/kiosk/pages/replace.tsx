// Another card for the old one: lost, stolen or damaged, or a new date before it expires; the machine gives it out (PC-06).
import { useEffect, useState, type ReactNode } from 'react';
import { formatMoney } from '../../shared/i18n/format.ts';
import { useAct } from '../../shared/loading.ts';
import { Icon } from '../../shared/ui/icons.tsx';
import { Approved } from '../approve.tsx';
import { CardName, cardChoices } from '../card-picture.tsx';
import { DeviceFault } from '../devices.ts';
import { door, type Known, type KioskCard, type ReceiptOf } from '../door.ts';
import { Identified } from '../identify.tsx';
import { Big, Choices, Note, Screen } from '../screen.tsx';
import { kioskTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

const replaceable = (card: KioskCard): boolean => card.status !== 'closed';

export function Replace(): ReactNode {
  return <Identified ways={['pin', 'document']}>{(known) => <ReplaceOne known={known} />}</Identified>;
}

function ReplaceOne({ known }: { readonly known: Known }): ReactNode {
  const say = kioskTexts.use();
  const { setup, toMenu } = useVisit();
  const cards = known.cards.filter(replaceable);
  const only = cards.length === 1 ? cards[0]?.cardId : undefined;
  const [cardId, setCardId] = useState(known.card?.cardId ?? only);
  const [reason, setReason] = useState<'lost' | 'stolen' | 'damaged'>();
  const [done, setDone] = useState<string>();
  const card = cards.find((one) => one.cardId === cardId);
  if (card === undefined) {
    return (
      <Screen title={cards.length === 0 ? say('activate.none') : say('replace.which')}>
        <Choices options={cardChoices(cards, say)} onChoose={setCardId} />
      </Screen>
    );
  }
  if (done !== undefined) {
    return (
      <Dispensed
        oldCardId={card.cardId}
        title={say('replace.done.title')}
        text={say('replace.done.text')}
        about={{ act: 'replace', operationId: done }}
      />
    );
  }
  if (reason !== undefined) {
    return (
      <Approved
        ask={{ act: 'replace', params: { cardId: card.cardId, reason } }}
        subject={
          <>
            <p>{say('act.replace')}</p>
            <CardName card={card} />
          </>
        }
        onBack={() => setReason(undefined)}
        onDone={({ operationId }) => setDone(operationId)}
      />
    );
  }
  return (
    <Screen
      title={say('replace.title')}
      text={say('replace.note', { fee: formatMoney(setup.fees.replacement) })}
      onBack={known.card === undefined && only === undefined ? () => setCardId(undefined) : toMenu}
    >
      <Choices
        options={[
          { id: 'lost', icon: 'search', title: say('reason.lost') },
          { id: 'stolen', icon: 'warn', title: say('reason.stolen') },
          { id: 'damaged', icon: 'bad', title: say('reason.damaged') },
        ]}
        onChoose={(id) => setReason(id as 'lost')}
      />
    </Screen>
  );
}

export function Renew(): ReactNode {
  return <Identified ways={['pin', 'document']}>{(known) => <RenewOne known={known} />}</Identified>;
}

function RenewOne({ known }: { readonly known: Known }): ReactNode {
  const say = kioskTexts.use();
  const { setup, toMenu } = useVisit();
  const cards = known.cards.filter(({ status }) => status === 'active');
  const only = cards.length === 1 ? cards[0]?.cardId : undefined;
  const [cardId, setCardId] = useState(known.card?.cardId ?? only);
  const [asked, setAsked] = useState(false);
  const [done, setDone] = useState<string>();
  const card = cards.find((one) => one.cardId === cardId);
  if (card === undefined) {
    return (
      <Screen title={cards.length === 0 ? say('activate.none') : say('replace.which')}>
        <Choices options={cardChoices(cards, say)} onChoose={setCardId} />
      </Screen>
    );
  }
  if (done !== undefined) {
    return (
      <Dispensed
        oldCardId={card.cardId}
        title={say('renew.done.title')}
        text={say('replace.done.text')}
        about={{ act: 'renew', operationId: done }}
      />
    );
  }
  if (asked) {
    return (
      <Approved
        ask={{ act: 'renew', params: { cardId: card.cardId } }}
        subject={
          <>
            <p>{say('act.renew')}</p>
            <CardName card={card} />
          </>
        }
        onBack={() => setAsked(false)}
        onDone={({ operationId }) => setDone(operationId)}
      />
    );
  }
  return (
    <Screen
      title={say('renew.title')}
      text={say('renew.text', { fee: formatMoney(setup.fees.renewal) })}
      onBack={toMenu}
      act={<Big onPress={() => setAsked(true)}>{say('renew.go')}</Big>}
    >
      <Choices options={cardChoices([card], say)} value={card.cardId} onChoose={() => setAsked(true)} />
    </Screen>
  );
}

/** The machine gives out the card that came into being; where it has none left the card comes another way. */
export function Dispensed({
  oldCardId,
  cardId,
  title,
  text,
  about,
}: {
  readonly oldCardId?: string;
  readonly cardId?: string;
  readonly title: string;
  readonly text: string;
  readonly about: ReceiptOf;
}): ReactNode {
  const say = kioskTexts.use();
  const { visitId, devices, setKnown, toReceipt, toMenu } = useVisit();
  const [state, setState] = useState<'coming' | 'out' | 'empty'>('coming');
  const dispense = useAct(async () => {
    try {
      const asked = { ...(cardId === undefined ? {} : { cardId }), ...(oldCardId === undefined ? {} : { replacementFor: oldCardId }) };
      const made = await door.post<{ cardId: string; blank: string }>(`/visits/${visitId}/card-prints`, asked);
      setKnown(await door.get<Known>(`/visits/${visitId}`));
      await devices.dispenseCard(made.cardId, made.blank);
      setState('out');
    } catch (error) {
      const isEmpty = error instanceof DeviceFault || (error as { reason?: string }).reason === 'dispenser-empty';
      if (!isEmpty) throw error;
      setState('empty');
    }
  });
  const { run } = dispense;
  useEffect(() => {
    void run();
  }, [run]);
  return (
    <Screen
      title={title}
      text={state === 'empty' ? say('dispense.empty') : text}
      error={dispense.error}
      onBack={toMenu}
      centred
      act={
        <Big icon="bill" onPress={() => toReceipt(about)}>
          {say('continue')}
        </Big>
      }
    >
      <div className={state === 'out' ? 'art art-slot art-out' : 'art art-slot'} aria-hidden="true" dir="ltr">
        <span className="art-card">
          <span className="art-chip" />
        </span>
        <span className="art-mouth" />
      </div>
      {state === 'out' && <Note tone="good">{say('dispense.take')}</Note>}
      {state === 'empty' && (
        <span className="mark mark-warn">
          <Icon name="mail" size={96} />
        </span>
      )}
    </Screen>
  );
}
