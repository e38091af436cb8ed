// Who stands there: a card in the reader, its PIN on the pad, or an identity document on the glass.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Problem } from '../shared/api.ts';
import { Icon } from '../shared/ui/icons.tsx';
import { door, type Known, type KnownBy } from './door.ts';
import { Big, Screen } from './screen.tsx';
import { kioskTexts } from './texts.ts';
import { useDevice, useVisit } from './visit.ts';

/** Shows its children once the visit is known in one of the ways; until then what is to do for it. */
export function Identified({
  ways,
  children,
}: {
  readonly ways: readonly KnownBy[];
  readonly children: (known: Known) => ReactNode;
}): ReactNode {
  const { known } = useVisit();
  const [byDocument, setByDocument] = useState(!ways.includes('card') && !ways.includes('pin'));
  if (known !== undefined && ways.includes(known.knownBy)) return children(known);
  if (byDocument) return <ReadDocument />;
  if (known?.knownBy === 'card' && ways.includes('pin')) return <ReadPin />;
  return <ReadCard onWithout={ways.includes('document') ? () => setByDocument(true) : undefined} />;
}

/** Sends a sealed read to the bank; a refusal is shown, and the device waits again. */
function useRead(
  send: (sealed: string) => Promise<Known>,
  again: () => Promise<void>,
): { read: (sealed: string) => void; error: unknown; busy: boolean } {
  const { setKnown } = useVisit();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const latest = useRef(again);
  latest.current = again;
  useEffect(() => {
    latest.current().catch(setError);
  }, []);
  const read = (sealed: string): void => {
    setBusy(true);
    setError(undefined);
    send(sealed)
      .then(setKnown, async (thrown: unknown) => {
        setError(thrown);
        if (thrown instanceof Problem) await latest.current();
      })
      .catch(setError)
      .finally(() => setBusy(false));
  };
  return { read, error, busy };
}

function ReadCard({ onWithout }: { readonly onWithout: (() => void) | undefined }): ReactNode {
  const say = kioskTexts.use();
  const { visitId, devices } = useVisit();
  const { read, error } = useRead(
    (card) => door.post<Known>(`/visits/${visitId}/card`, { card }),
    () => devices.readCard(visitId),
  );
  useDevice((event) => {
    if (event.type === 'card' && event.visitId === visitId) read(event.card);
  });
  return (
    <Screen
      title={say('card.title')}
      text={say('card.text')}
      error={error}
      centred
      act={
        onWithout !== undefined && (
          <Big look="secondary" icon="document" onPress={onWithout}>
            {say('card.without')}
          </Big>
        )
      }
    >
      <div className="art art-slot" aria-hidden="true" dir="ltr">
        <span className="art-card">
          <span className="art-chip" />
        </span>
        <span className="art-mouth" />
      </div>
    </Screen>
  );
}

function ReadPin(): ReactNode {
  const say = kioskTexts.use();
  const { visitId, devices, known } = useVisit();
  const { read, error, busy } = useRead(
    (pin) => door.post<Known>(`/visits/${visitId}/pin`, { pin }),
    () => devices.readPin(visitId),
  );
  useDevice((event) => {
    if (event.type === 'pin' && event.visitId === visitId) read(event.pin);
  });
  return (
    <Screen title={say('pin.title')} text={say('pin.text')} error={error} centred>
      <div className={busy ? 'art art-pin art-pin-full' : 'art art-pin'} aria-hidden="true" dir="ltr">
        <span />
        <span />
        <span />
        <span />
      </div>
      {known?.card !== undefined && <p className="screen-text">{say('pin.card', { digits: known.card.lastFour })}</p>}
    </Screen>
  );
}

function ReadDocument(): ReactNode {
  const say = kioskTexts.use();
  const { visitId, devices } = useVisit();
  const { read, error, busy } = useRead(
    (document) => door.post<Known>(`/visits/${visitId}/document`, { document }),
    () => devices.readDocument(visitId),
  );
  useDevice((event) => {
    if (event.type === 'document' && event.visitId === visitId) read(event.document);
  });
  return (
    <Screen title={say('document.title')} text={busy ? say('document.reading') : say('document.text')} error={error} centred>
      <div className={busy ? 'art art-glass art-glass-on' : 'art art-glass'} aria-hidden="true">
        <span className="art-document">
          <Icon name="person" size={88} />
          <span className="art-lines" dir="ltr">
            {'<<<<<<<<<<<<<<<<<<<<<<'}
          </span>
        </span>
        <span className="art-beam" />
      </div>
    </Screen>
  );
}
