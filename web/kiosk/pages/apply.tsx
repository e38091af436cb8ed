// Applying with an identity document on the glass; the machine's glass is the check in person (PC-01, PC-02, PC-46).
import { useRef, useState, type ReactNode } from 'react';
import { formatMoney } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Skeleton } from '../../shared/ui/card.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { door, type ApplicationAnswer, type ApplicationOffer, type Known } from '../door.ts';
import { Identified } from '../identify.tsx';
import { Big, Choices, Note, Screen } from '../screen.tsx';
import { kioskTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';
import { Dispensed } from './replace.tsx';

export function Apply(): ReactNode {
  return <Identified ways={['document']}>{(known) => <Steps known={known} />}</Identified>;
}

function Steps({ known }: { readonly known: Known }): ReactNode {
  const say = kioskTexts.use();
  const { visitId, setup, setKnown, toMenu, toReceipt } = useVisit();
  const offer = useLoaded('offer', () => door.get<ApplicationOffer>(`/visits/${visitId}/application-offer`));
  const [isMe, setIsMe] = useState(false);
  const [product, setProduct] = useState<string>();
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set());
  const [answer, setAnswer] = useState<ApplicationAnswer>();
  const key = useRef(crypto.randomUUID());
  const apply = useAct(async () => {
    if (offer.state !== 'ready' || product === undefined) return;
    const { termsVersion } = offer.value;
    const dataUses = offer.value.dataUses.map(({ use }) => use).filter((use) => agreed.has(use));
    const body = { product, termsVersion, dataUses };
    const made = await door.post<ApplicationAnswer>(`/visits/${visitId}/applications`, body, { idempotencyKey: key.current });
    // The card that came into being is among those of the visit from now on.
    setKnown(await door.get<Known>(`/visits/${visitId}`));
    setAnswer(made);
  });

  if (!known.customer) {
    return (
      <Screen title={say('apply.unknown.title')} text={say('apply.unknown.text')} centred>
        <span className="mark mark-info">
          <Icon name="accounts" size={96} />
        </span>
      </Screen>
    );
  }
  if (answer !== undefined) {
    const about = { act: 'apply', applicationId: answer.applicationId } as const;
    if (answer.cardId !== undefined)
      return <Dispensed cardId={answer.cardId} title={say('apply.done.title')} text={say('apply.done.text')} about={about} />;
    return (
      <Screen
        title={say('apply.waits.title')}
        centred
        onBack={toMenu}
        act={
          <Big icon="bill" onPress={() => toReceipt(about)}>
            {say('continue')}
          </Big>
        }
      >
        <span className="mark mark-good">
          <Icon name="check" size={96} />
        </span>
        {answer.waitsFor.includes('online') && <Note tone="info">{say('apply.waits.online')}</Note>}
      </Screen>
    );
  }
  if (!isMe) {
    return (
      <Screen title={say('apply.title')} act={<Big onPress={() => setIsMe(true)}>{say('apply.yes')}</Big>}>
        <dl className="facts">
          <div>
            <dt>{say('apply.name')}</dt>
            <dd>
              <bdi>{known.name}</bdi>
            </dd>
          </div>
          {known.document !== undefined && (
            <div>
              <dt>{say(`apply.kind.${known.document.kind}`)}</dt>
              <dd>
                <Ltr>•••• {known.document.ending}</Ltr>
              </dd>
            </div>
          )}
          {known.mobile !== undefined && (
            <div>
              <dt>{say('apply.mobile')}</dt>
              <dd>
                <Ltr>{known.mobile}</Ltr>
              </dd>
            </div>
          )}
        </dl>
      </Screen>
    );
  }
  if (offer.state !== 'ready') {
    return (
      <Screen title={say('apply.product')} error={offer.state === 'failed' ? offer.error : undefined}>
        <Skeleton lines={3} height="6rem" />
      </Screen>
    );
  }
  if (product === undefined) {
    return (
      <Screen title={say('apply.product')} text={say('apply.fee', { fee: formatMoney(setup.fees.joining) })} onBack={() => setIsMe(false)}>
        <Choices options={offer.value.products.map(({ product: id, title }) => ({ id, title, icon: 'card' }))} onChoose={setProduct} />
      </Screen>
    );
  }
  const toggle = (name: string): void => {
    const next = new Set(agreed);
    if (!next.delete(name)) next.add(name);
    setAgreed(next);
  };
  const needed = ['terms', ...offer.value.dataUses.filter(({ required }) => required).map(({ use }) => use)];
  return (
    <Screen
      title={say('apply.terms.title')}
      text={say('apply.terms.note')}
      onBack={() => setProduct(undefined)}
      error={apply.error}
      act={
        <Big disabled={!needed.every((name) => agreed.has(name))} pending={apply.pending} onPress={() => void apply.run()}>
          {say('apply.go')}
        </Big>
      }
    >
      <div className="choices">
        {[{ use: 'terms', required: true }, ...offer.value.dataUses].map(({ use, required }) => (
          <button
            key={use}
            type="button"
            className="choice consent"
            role="checkbox"
            aria-checked={agreed.has(use)}
            onClick={() => toggle(use)}
          >
            <span className="consent-box">{agreed.has(use) && <Icon name="check" size={44} />}</span>
            <span className="choice-words">
              <span className="choice-title">
                {use === 'terms'
                  ? say('apply.terms', { version: offer.value.termsVersion })
                  : say(`apply.use.${use}` as 'apply.use.account')}
              </span>
              {required && <span className="choice-note">{say('apply.needed')}</span>}
            </span>
          </button>
        ))}
      </div>
    </Screen>
  );
}
