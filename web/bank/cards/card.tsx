// One card: its picture, what may be seen of it after an approval and for how long, freezing, PIN, and where else it leads.
import { useEffect, useState, type ReactNode } from 'react';
import { bankClock } from '../../shared/api.ts';
import { useAct } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Details, Skeleton } from '../../shared/ui/card.tsx';
import { CountDown } from '../../shared/ui/count-down.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { OtpField } from '../../shared/ui/otp-field.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Switch } from '../../shared/ui/switch.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { bank } from '../door.ts';
import { Approved, CardPicture, CardTag, Finished, LinkRow, useCard, useRules } from './parts.tsx';
import { cardTexts } from './texts.ts';
import type { BankCard, CardAccount } from './types.ts';

type Asked = 'activate' | 'number' | 'pin' | 'pin-change';
type CardSecrets = { readonly number: string; readonly expiresOn: string; readonly cvv2: string };
type Shown =
  | { readonly what: 'number'; readonly details: CardSecrets; readonly from: number }
  | { readonly what: 'pin'; readonly pin: string; readonly from: number }
  | { readonly what: 'new-pin'; readonly operationId: string }
  | { readonly what: 'activated' }
  | { readonly what: 'pin-changed' };

/** How long a number stays on the screen; it was shown once and is hidden again. */
const shownMs = 30_000;

const operations: Readonly<Record<Asked, { readonly kind: string; readonly params: Readonly<Record<string, string>> }>> = {
  activate: { kind: 'card-activation', params: {} },
  number: { kind: 'card-details', params: { shows: 'number' } },
  pin: { kind: 'card-details', params: { shows: 'pin' } },
  'pin-change': { kind: 'card-pin-change', params: {} },
};

export function CardPage({ cardId = '' }: { readonly cardId?: string }): ReactNode {
  const say = cardTexts.use();
  const { card, account, error, reload } = useCard(cardId);
  const [asked, setAsked] = useState<Asked>();
  const [shown, setShown] = useState<Shown>();
  const fetched = useAct(async (what: Asked, operationId: string) => {
    setAsked(undefined);
    if (what === 'activate') setShown({ what: 'activated' });
    else if (what === 'pin-change') setShown({ what: 'new-pin', operationId });
    else if (what === 'pin') {
      const { pin } = await bank.post<{ pin: string }>(`/cards/${cardId}/pin`, { operationId });
      setShown({ what: 'pin', pin, from: bankClock() });
    } else {
      const details = await bank.post<CardSecrets>(`/cards/${cardId}/details`, { operationId });
      setShown({ what: 'number', details, from: bankClock() });
    }
    reload();
  });
  if (card === undefined || account === undefined) {
    return (
      <Page title={say('tx.card')} back={{ label: say('cards.title'), to: '/cards' }} narrow>
        {error === undefined ? <Skeleton lines={6} height="2.6rem" /> : <ErrorBanner error={error} onRetry={reload} />}
      </Page>
    );
  }
  const title = say('card.title', { digits: card.lastFour });
  if (asked !== undefined) {
    const { kind, params } = operations[asked];
    return (
      <Approved
        kind={kind}
        params={{ cardId, ...params }}
        title={title}
        onBack={() => setAsked(undefined)}
        onDone={({ operationId }) => void fetched.run(asked, operationId)}
      />
    );
  }
  if (shown?.what === 'activated') {
    return (
      <Finished
        title={say('card.activated.title')}
        text={say('card.activated.text')}
        to={`/cards/accounts/${card.accountId}`}
        toLabel={say('toAccount')}
      >
        <CardPicture card={card} title={account.title} />
      </Finished>
    );
  }
  if (shown?.what === 'pin-changed')
    return <Finished title={say('card.pin.changed')} to={`/cards/accounts/${card.accountId}`} toLabel={say('toAccount')} />;
  if (shown?.what === 'new-pin')
    return <NewPin card={card} operationId={shown.operationId} onDone={() => setShown({ what: 'pin-changed' })} />;
  return (
    <Page title={title} back={{ label: say('toAccount'), to: `/cards/accounts/${card.accountId}` }}>
      <div className="columns">
        <div className="stack">
          <CardPicture card={card} title={account.title} />
          <div className="row" style={{ justifyContent: 'center' }}>
            <CardTag status={card.status} />
          </div>
          <ErrorBanner error={fetched.error} />
          {shown?.what === 'number' && <SecretNumber details={shown.details} from={shown.from} onHide={() => setShown(undefined)} />}
          {shown?.what === 'pin' && <Pin pin={shown.pin} from={shown.from} onHide={() => setShown(undefined)} />}
          {card.isMine && card.status !== 'closed' && shown === undefined && <Acts card={card} onAsk={setAsked} />}
        </div>
        <More card={card} account={account} onChanged={reload} />
      </div>
    </Page>
  );
}

function Acts({ card, onAsk }: { readonly card: BankCard; readonly onAsk: (asked: Asked) => void }): ReactNode {
  const say = cardTexts.use();
  const waits = card.status === 'inactive';
  return (
    <div className="stack">
      {card.pinStatus === 'blocked' && <Banner tone="warn">{say('card.pin.blocked')}</Banner>}
      {waits && (
        <Button wide icon="check" onPress={() => onAsk('activate')}>
          {say('card.activate')}
        </Button>
      )}
      <Button wide look={waits ? 'secondary' : 'primary'} icon="eye" onPress={() => onAsk('number')}>
        {say('card.show')}
      </Button>
      {!card.pinDelivered && (
        <Button wide look="secondary" icon="key" onPress={() => onAsk('pin')}>
          {say('card.pin.show')}
        </Button>
      )}
      <Button wide look="secondary" icon="lock" onPress={() => onAsk('pin-change')}>
        {say('card.pin.change')}
      </Button>
    </div>
  );
}

/** Gone with the ring, and with the page when it is left. */
function useHidden(onHide: () => void): void {
  useEffect(() => {
    const hide = (): void => {
      if (document.visibilityState === 'hidden') onHide();
    };
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, [onHide]);
}

function SecretNumber({
  details,
  from,
  onHide,
}: {
  readonly details: CardSecrets;
  readonly from: number;
  readonly onHide: () => void;
}): ReactNode {
  const say = cardTexts.use();
  useHidden(onHide);
  return (
    <Card title={say('card.details.title')} end={<CountDown from={from} until={from + shownMs} size={56} onEnd={onHide} />}>
      <Details
        rows={[
          [
            say('card.number'),
            <span className="secret" key="n">
              <Ltr>{details.number.replace(/(\d{4})(?=\d)/g, '$1 ')}</Ltr>
            </span>,
          ],
          [
            say('card.expires'),
            <span className="secret" key="e">
              <Ltr>
                {details.expiresOn.slice(5, 7)}/{details.expiresOn.slice(2, 4)}
              </Ltr>
            </span>,
          ],
          [
            say('card.cvv2'),
            <span className="secret" key="c">
              <Ltr>{details.cvv2}</Ltr>
            </span>,
          ],
        ]}
      />
      <p className="small quiet">{say('card.details.text')}</p>
      <Button look="secondary" icon="eye-off" onPress={onHide}>
        {say('card.hide')}
      </Button>
    </Card>
  );
}

function Pin({ pin, from, onHide }: { readonly pin: string; readonly from: number; readonly onHide: () => void }): ReactNode {
  const say = cardTexts.use();
  useHidden(onHide);
  return (
    <Card title={say('card.pin.title')} end={<CountDown from={from} until={from + shownMs} size={56} onEnd={onHide} />}>
      <output className="secret secret-pin">
        <Ltr>{pin}</Ltr>
      </output>
      <p className="small quiet">{say('card.pin.text')}</p>
      <Button look="secondary" icon="eye-off" onPress={onHide}>
        {say('card.hide')}
      </Button>
    </Card>
  );
}

function NewPin({
  card,
  operationId,
  onDone,
}: {
  readonly card: BankCard;
  readonly operationId: string;
  readonly onDone: () => void;
}): ReactNode {
  const say = cardTexts.use();
  const rules = useRules();
  const digits = rules.state === 'ready' ? (rules.value.programmes[0]?.pin.digits ?? 4) : 4;
  const [pin, setPin] = useState('');
  const change = useAct(async () => {
    await bank.post(`/cards/${card.cardId}/pin-change`, { operationId, pin });
    onDone();
  });
  return (
    <Page title={say('card.pin.change')} lead={say('card.title', { digits: card.lastFour })} narrow>
      <ErrorBanner error={change.error} />
      <OtpField
        label={say('card.pin.new')}
        hint={say('card.pin.hint', { digits })}
        digits={digits}
        value={pin}
        onChange={setPin}
        fromSms={false}
        hidden
        autoFocus
      />
      <Button wide disabled={pin.length !== digits} pending={change.pending} onPress={() => void change.run()}>
        {say('card.pin.set')}
      </Button>
    </Page>
  );
}

function More({
  card,
  account,
  onChanged,
}: {
  readonly card: BankCard;
  readonly account: CardAccount;
  readonly onChanged: () => void;
}): ReactNode {
  const say = cardTexts.use();
  const [asking, setAsking] = useState(false);
  const base = `/cards/card/${card.cardId}`;
  const freeze = useAct(async (on: boolean) => {
    await bank.post(`/cards/${card.cardId}/${on ? 'freeze' : 'unfreeze'}`);
    onChanged();
  });
  const cancel = useAct(async () => {
    await bank.post(`/cards/${card.cardId}/cancel`);
    setAsking(false);
    toast(say('done'));
    onChanged();
  });
  const isLive = card.status !== 'closed';
  return (
    <div className="stack">
      {(card.status === 'active' || card.status === 'frozen') && (
        <Card>
          <Switch
            on={card.status === 'frozen'}
            onChange={(on) => void freeze.run(on)}
            note={say('card.freeze.note')}
            disabled={freeze.pending}
          >
            {say('card.freeze')}
          </Switch>
          <ErrorBanner error={freeze.error} />
        </Card>
      )}
      <Card flush>
        {isLive && account.isMainHolder && (
          <LinkRow to={`${base}/controls`} icon="settings" title={say('card.controls')} note={say('card.controls.note')} />
        )}
        <LinkRow to={`${base}/lost`} icon="warn" title={say('card.lost')} note={say('card.lost.note')} />
        {card.replacedBy === undefined && (
          <LinkRow to={`${base}/replace`} icon="swap" title={say('card.replace')} note={say('card.replace.note')} />
        )}
        {card.status === 'active' && account.isMainHolder && (
          <LinkRow to={`${base}/renew`} icon="refresh" title={say('card.renew')} note={say('card.renew.note')} />
        )}
      </Card>
      <Card>
        <Details
          rows={[
            [say('card.expires'), <Ltr key="e">{`${card.expiresOn.slice(5, 7)}/${card.expiresOn.slice(2, 4)}`}</Ltr>],
            [say('tx.card'), card.role === 'additional' ? say('role.additional') : undefined],
          ]}
        />
        {isLive && card.role === 'additional' && (
          <Button look="danger" onPress={() => setAsking(true)}>
            {say('card.cancel')}
          </Button>
        )}
      </Card>
      <Dialog
        open={asking}
        alert
        onClose={() => setAsking(false)}
        title={say('card.cancel.ask')}
        actions={
          <>
            <Button look="danger" pending={cancel.pending} onPress={() => void cancel.run()}>
              {say('card.cancel')}
            </Button>
            <Button look="secondary" onPress={() => setAsking(false)}>
              {say('keep')}
            </Button>
          </>
        }
      >
        <p>{say('card.cancel.text')}</p>
        <ErrorBanner error={cancel.error} />
      </Dialog>
    </div>
  );
}
