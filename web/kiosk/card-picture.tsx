// A card as it looks, its number masked, and cards to choose from.
import type { ReactNode } from 'react';
import { formatDate } from '../shared/i18n/format.ts';
import { Ltr } from '../shared/ui/money.tsx';
import { BrandMark } from '../shared/ui/shell.tsx';
import type { KioskCard } from './door.ts';
import type { Choice } from './screen.tsx';
import type { kioskTexts } from './texts.ts';

export function CardPicture({ lastFour, expiresOn }: { readonly lastFour: string; readonly expiresOn: string }): ReactNode {
  return (
    <div className="picture" dir="ltr">
      <BrandMark size={56} />
      <span className="picture-chip" />
      <span className="picture-number">•••• •••• •••• {lastFour}</span>
      <span className="picture-expiry">
        {expiresOn.slice(5, 7)}/{expiresOn.slice(2, 4)}
      </span>
    </div>
  );
}

export function CardName({ card }: { readonly card: Pick<KioskCard, 'lastFour'> }): ReactNode {
  return (
    <span className="card-name">
      <Ltr>•••• {card.lastFour}</Ltr>
    </span>
  );
}

export function cardChoices(cards: readonly KioskCard[], say: ReturnType<typeof kioskTexts.use>): Choice[] {
  return cards.map((card) => ({
    id: card.cardId,
    icon: 'card',
    title: <CardName card={card} />,
    note: `${say(`card.status.${card.status}`)} · ${say('card.expires', { date: formatDate(`${card.expiresOn}T12:00:00Z`, 'date') })}`,
  }));
}
