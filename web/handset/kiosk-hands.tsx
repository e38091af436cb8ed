// Hands for the demo's kiosk: what the person of this phone puts into its devices.
import { useEffect, useState, type ReactNode } from 'react';
import { formatMoney } from '../shared/i18n/format.ts';
import { useAct, useLoaded } from '../shared/loading.ts';
import { ErrorBanner } from '../shared/ui/banner.tsx';
import { Button } from '../shared/ui/button.tsx';
import { Card } from '../shared/ui/card.tsx';
import { toast } from '../shared/ui/toast.tsx';
import { door, type Overview, type Phone, type Wallet } from './door.ts';
import { handsetTexts } from './texts.ts';

type KioskState = {
  readonly waitsFor: readonly ('card' | 'pin' | 'document' | 'notes')[];
  readonly currency: string;
  readonly notes: readonly number[];
};

const lookEveryMs = 1500;

export function KioskHands({ overview, phone }: { readonly overview: Overview; readonly phone: Phone }): ReactNode {
  const say = handsetTexts.use();
  const wallet = useLoaded(phone.slug, async () => await door.get<Wallet>(`/phones/${phone.slug}/wallet`));
  const [kiosk, setKiosk] = useState<KioskState>();
  useEffect(() => {
    let isGone = false;
    const look = (): void => {
      if (document.hidden) return;
      door.get<KioskState>('/kiosk').then(
        (state) => {
          if (!isGone) setKiosk(state);
        },
        () => undefined,
      );
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, []);
  const hands = useAct(async (act: Readonly<Record<string, unknown>>) => {
    const { taken } = await door.post<{ taken: boolean }>('/kiosk/hands', act);
    toast(say(taken ? 'kiosk.done' : act['act'] === 'type-pin' ? 'kiosk.noPin' : 'kiosk.shut'));
  });
  if (kiosk === undefined) return null;
  const card = wallet.state === 'ready' ? wallet.value.prepaid[0] : undefined;
  const { waitsFor, currency, notes } = kiosk;
  const waits =
    waitsFor.length === 0
      ? say('kiosk.waits.none')
      : say('kiosk.waits', { what: waitsFor.map((what) => say(`kiosk.waits.${what}`)).join(' · ') });
  const button = (text: string, act: Readonly<Record<string, unknown>>, isDue: boolean): ReactNode => (
    <Button key={text} small look={isDue ? 'primary' : 'secondary'} onPress={() => void hands.run(act)}>
      {text}
    </Button>
  );
  return (
    <Card title={say('kiosk.title')}>
      <p className="small">
        {say.rich('kiosk.text', {
          name: phone.name,
          kiosk: (chunks: ReactNode) => (
            <a href={overview.doors.kiosk} target="_blank" rel="noreferrer">
              {chunks}
            </a>
          ),
        })}
      </p>
      <ErrorBanner error={hands.error} />
      <p className="small quiet">{waits}</p>
      <div className="hands">
        {card !== undefined && button(say('kiosk.card'), { act: 'insert-card', cardId: card.cardId }, waitsFor.includes('card'))}
        {card?.pin !== undefined && button(say('kiosk.pin'), { act: 'type-pin', pin: card.pin }, waitsFor.includes('pin'))}
        {button(say('kiosk.document'), { act: 'place-document', slug: phone.slug }, waitsFor.includes('document'))}
        {button(say('kiosk.take'), { act: 'take-card' }, false)}
        {button(say('kiosk.power'), { act: 'power-cut' }, false)}
      </div>
      <h3 className="part">{say('kiosk.notes')}</h3>
      <div className="hands">
        {notes.map((value) =>
          button(formatMoney({ currency, minor: String(value) }), { act: 'insert-note', value }, waitsFor.includes('notes')),
        )}
      </div>
    </Card>
  );
}
