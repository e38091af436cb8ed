// The resolution of one item in suspense: what is to be done with it and why; a second person agrees to the same or turns it down.
import { useState, type ReactNode } from 'react';
import { toLatinDigits } from '../../../src/kernel/digits.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Details } from '../../shared/ui/card.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr, Money } from '../../shared/ui/money.tsx';
import { Select } from '../../shared/ui/select.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { door, useVisit } from '../door.ts';
import type { CardInWords, SuspenseItem } from '../suspense-types.ts';
import { consoleTexts, named } from '../texts.ts';

type Props = { readonly item: SuspenseItem; readonly onClose: (changed: boolean) => void };

export function SuspenseForm({ item, onClose }: Props): ReactNode {
  return item.resolution === undefined ? <AskForm item={item} onClose={onClose} /> : <DecideForm item={item} onClose={onClose} />;
}

function useResolve({ item, onClose }: Props) {
  const say = consoleTexts.use();
  return useAct(async (body: Readonly<Record<string, string>>) => {
    const after = await door.post<SuspenseItem>(`/suspense/${item.itemId}/resolution`, body);
    toast(say(after.status === 'asked' ? 'suspense.askedFor' : 'dispute.done'));
    onClose(true);
  });
}

function What({ item }: { readonly item: SuspenseItem }): ReactNode {
  const say = consoleTexts.use();
  return (
    <Details
      rows={[
        [named(say, 'suspenseKind', item.kind), <Money key="a" amount={item.amount} />],
        [say('dispute.merchant'), item.merchantName === undefined ? undefined : <bdi key="m">{item.merchantName}</bdi>],
      ]}
    />
  );
}

function CardOf({ card }: { readonly card: CardInWords }): ReactNode {
  return (
    <>
      <Ltr>•••• {card.lastFour}</Ltr> · <bdi>{card.holder.name}</bdi>
    </>
  );
}

function AskForm({ item, onClose }: Props): ReactNode {
  const say = consoleTexts.use();
  const [act, setAct] = useState<'match' | 'return'>('match');
  const [number, setNumber] = useState('');
  const [cards, setCards] = useState<readonly CardInWords[]>();
  const [cardId, setCardId] = useState<string>();
  const [reason, setReason] = useState('');
  const resolve = useResolve({ item, onClose });
  const find = useAct(async () => {
    const found = (await door.get<{ cards: CardInWords[] }>('/cards', { query: { customerNumber: number.trim() } })).cards;
    setCards(found);
    setCardId(found.length === 1 ? found[0]?.cardId : undefined);
  });
  const ready = reason.trim().length >= 3 && (act === 'return' || cardId !== undefined);
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={say('suspense.title')}
      actions={
        <>
          <Button
            icon="check"
            pending={resolve.pending}
            disabled={!ready}
            onPress={() => void resolve.run({ act, reason: reason.trim(), ...(act === 'match' ? { cardId: cardId ?? '' } : {}) })}
          >
            {say('suspense.ask')}
          </Button>
          <Button look="secondary" onPress={() => onClose(false)}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <What item={item} />
      <Select
        label={say('cardActs.what')}
        options={(['match', 'return'] as const).map((id) => ({ id, label: say(`suspenseDo.${id}`), text: say(`suspenseDo.${id}`) }))}
        value={act}
        onChange={(id) => setAct(id === 'return' ? 'return' : 'match')}
      />
      <p className="small quiet">{say(`suspenseDoes.${act}`)}</p>
      {act === 'match' && (
        <>
          <div className="line-form">
            <TextField
              label={say('customer.number')}
              value={number}
              onChange={(value) => setNumber(toLatinDigits(value))}
              inputMode="numeric"
              maxLength={20}
              autoComplete="off"
              ltr
            />
            <Button look="secondary" icon="search" pending={find.pending} disabled={number.trim() === ''} onPress={() => void find.run()}>
              {say('suspense.find')}
            </Button>
          </div>
          <ErrorBanner error={find.error} />
          {cards?.length === 0 && <Banner tone="warn">{say('suspense.noCards')}</Banner>}
          {cards !== undefined && cards.length > 0 && (
            <Select
              label={say('cards.card')}
              placeholder={say('cardActs.choose')}
              options={cards.map((card) => ({ id: card.cardId, label: <CardOf card={card} />, text: card.lastFour }))}
              value={cardId}
              onChange={setCardId}
            />
          )}
        </>
      )}
      <TextField label={say('dispute.note')} hint={say('dispute.note.hint')} value={reason} onChange={setReason} maxLength={300} />
      <ErrorBanner error={resolve.error} />
    </Dialog>
  );
}

function DecideForm({ item, onClose }: Props): ReactNode {
  const say = consoleTexts.use();
  const { session } = useVisit();
  const [reason, setReason] = useState('');
  const resolve = useResolve({ item, onClose });
  const asked = item.resolution;
  const cardId = asked?.cardId;
  const card = useLoaded(`card ${cardId ?? ''}`, async () =>
    cardId === undefined ? undefined : await door.get<CardInWords>(`/cards/${cardId}`),
  );
  if (asked === undefined) return null;
  const isOwn = asked.askedBy === `staff:${session.person.staffId}`;
  const why = reason.trim();
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={say(`suspenseDo.${asked.act}`)}
      actions={
        <>
          {!isOwn && (
            <Button
              icon="check"
              pending={resolve.pending}
              disabled={why.length < 3}
              onPress={() => void resolve.run({ act: asked.act, reason: why, ...(cardId === undefined ? {} : { cardId }) })}
            >
              {say('suspense.agree')}
            </Button>
          )}
          <Button
            look={isOwn ? 'primary' : 'secondary'}
            pending={resolve.pending}
            disabled={why.length < 3}
            onPress={() => void resolve.run({ act: 'turn-down', reason: why })}
          >
            {say('suspense.turnDown')}
          </Button>
          <Button look="secondary" onPress={() => onClose(false)}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <What item={item} />
      <p className="small quiet">{say(`suspenseDoes.${asked.act}`)}</p>
      <Details
        rows={[
          [say('cards.card'), card.state === 'ready' && card.value !== undefined ? <CardOf key="c" card={card.value} /> : undefined],
          [say('suspense.askedBecause'), <bdi key="r">{asked.reason}</bdi>],
        ]}
      />
      {card.state === 'failed' && <ErrorBanner error={card.error} onRetry={card.reload} />}
      {isOwn && <Banner tone="info">{say('suspense.own')}</Banner>}
      <TextField label={say('dispute.note')} hint={say('dispute.note.hint')} value={reason} onChange={setReason} maxLength={300} />
      <ErrorBanner error={resolve.error} />
    </Dialog>
  );
}
