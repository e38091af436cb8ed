// Activating: the card in the reader or one of the holder's, approved by the holder on the phone (PC-03).
import { useState, type ReactNode } from 'react';
import { Icon } from '../../shared/ui/icons.tsx';
import { Approved } from '../approve.tsx';
import type { Known } from '../door.ts';
import { CardName, CardPicture, cardChoices } from '../card-picture.tsx';
import { Identified } from '../identify.tsx';
import { Big, Choices, Screen } from '../screen.tsx';
import { kioskTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

export function Activate(): ReactNode {
  return <Identified ways={['card', 'pin', 'document']}>{(known) => <Choose known={known} />}</Identified>;
}

function Choose({ known }: { readonly known: Known }): ReactNode {
  const say = kioskTexts.use();
  const { toReceipt, toMenu } = useVisit();
  const waiting = known.cards.filter(({ status }) => status === 'inactive' || status === 'shipped');
  const [cardId, setCardId] = useState(known.card?.status === 'inactive' ? known.card.cardId : undefined);
  const [done, setDone] = useState<string>();
  const card = waiting.find((one) => one.cardId === cardId);
  if (done !== undefined && card !== undefined) {
    return (
      <Screen
        title={say('activate.done.title')}
        text={say('activate.done.text')}
        centred
        act={
          <Big icon="bill" onPress={() => toReceipt({ act: 'activate', operationId: done })}>
            {say('continue')}
          </Big>
        }
      >
        <CardPicture lastFour={card.lastFour} expiresOn={card.expiresOn} />
      </Screen>
    );
  }
  if (card !== undefined) {
    return (
      <Approved
        ask={{ act: 'activate', params: { cardId: card.cardId } }}
        subject={
          <>
            <p>{say('act.activate')}</p>
            <CardName card={card} />
          </>
        }
        onBack={() => (waiting.length > 1 ? setCardId(undefined) : toMenu())}
        onDone={({ operationId }) => setDone(operationId)}
      />
    );
  }
  if (waiting.length === 0) {
    return (
      <Screen title={say('activate.none')} centred>
        <span className="mark mark-info">
          <Icon name="info" size={96} />
        </span>
      </Screen>
    );
  }
  return (
    <Screen title={say('activate.title')}>
      <Choices options={cardChoices(waiting, say)} onChoose={setCardId} />
    </Screen>
  );
}
