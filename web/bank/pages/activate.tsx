// Customer service → Token services → Activate soft token → Go → Generate coloured QR code (TK-12, TK-13).
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { bankClock } from '../../shared/api.ts';
import { useAct, useEvents } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Skeleton } from '../../shared/ui/card.tsx';
import { CountDown } from '../../shared/ui/count-down.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { bank } from '../door.ts';
import { QrCode } from '../qr-code.tsx';
import { bankTexts } from '../texts.ts';
import { Steps, phoneName, useToken } from '../token-summary.tsx';
import { Trail } from '../trail.tsx';
import type { Activation, TokenSummary } from '../types.ts';
import { Done } from './token-services.tsx';

type Device = { readonly platform: 'ios' | 'android' | 'other'; readonly model: string };

/** The phone that waits for its activation; undefined where none is registered. */
function deviceToActivate(token: TokenSummary): Device | undefined {
  if (token.waiting !== undefined) return token.waiting;
  return token.soft?.status === 'registered' ? token.soft : undefined;
}

export function Activate(): ReactNode {
  const say = bankTexts.use();
  const token = useToken();
  const [at, setAt] = useState<'start' | 'ready' | 'code' | 'done'>('start');
  const title = say('token.activate.title');
  const device = token.state === 'ready' ? deviceToActivate(token.value) : undefined;
  if (at === 'done') return <Done title={say('token.activate.done')}>{say('token.activate.doneText')}</Done>;
  return (
    <Page title={title} narrow>
      <Trail last={title} />
      {at === 'start' && (
        <>
          {token.state === 'loading' && <Skeleton lines={4} height="1.6rem" />}
          {token.state === 'failed' && <ErrorBanner error={token.error} onRetry={token.reload} />}
          {token.state === 'ready' && device === undefined && <NothingToActivate token={token.value} />}
          {token.state === 'ready' && device !== undefined && (
            <>
              <p>{say('token.activate.text', { phone: phoneName(device) })}</p>
              {token.value.active === 'soft' && <Banner tone="info">{say('token.activate.replaces')}</Banner>}
              {token.value.active === 'hard' && <Banner tone="info">{say('token.activate.suspends')}</Banner>}
              <Button wide onPress={() => setAt('ready')}>
                {say('go')}
              </Button>
            </>
          )}
        </>
      )}
      {at === 'ready' && (
        <>
          <Card title={say('token.activate.before')}>
            <ol className="numbered">
              <li>{say('token.activate.open')}</li>
              <li>{say('token.activate.camera')}</li>
              <li>{say('token.activate.alone')}</li>
            </ol>
          </Card>
          <Button wide icon="qr" onPress={() => setAt('code')}>
            {say('token.activate.generate')}
          </Button>
        </>
      )}
      {at === 'code' && <Code onDone={() => setAt('done')} />}
    </Page>
  );
}

function NothingToActivate({ token }: { readonly token: TokenSummary }): ReactNode {
  const say = bankTexts.use();
  if (!token.eligible) {
    return (
      <Banner tone="warn" title={say('token.ineligible.title')}>
        {say(token.hard === undefined ? 'token.ineligible.branch' : 'token.ineligible.hard')}
      </Banner>
    );
  }
  if (token.soft?.status === 'active') return <Banner tone="good">{say('token.activate.already')}</Banner>;
  return (
    <>
      <Banner tone="info">{say('token.activate.nothing')}</Banner>
      <Steps token={token} />
    </>
  );
}

function Code({ onDone }: { readonly onDone: () => void }): ReactNode {
  const say = bankTexts.use();
  const [activation, setActivation] = useState<Activation>();
  const [madeAt, setMadeAt] = useState(0);
  const [isOver, setOver] = useState(false);
  const make = useAct(async () => {
    const made = await bank.post<Activation>('/token/activations');
    setMadeAt(bankClock());
    setOver(false);
    setActivation(made);
  });
  const { run } = make;
  useEffect(() => {
    void run();
  }, [run]);

  const told = useCallback(
    (now: Activation): void => {
      if (now.state === 'committed') onDone();
      else if (now.state === 'ended') setOver(true);
    },
    [onDone],
  );
  const path = activation === undefined ? undefined : `/token/activations/${activation.activationId}`;
  // One last look after the end: the phone may have been quicker than the stream.
  const look = useCallback(() => {
    if (path !== undefined) bank.get<Activation>(path).then(told, () => undefined);
  }, [path, told]);
  useEvents<Activation>(path === undefined || isOver ? undefined : bank.url(`${path}/events`), 'activation', told, look);

  if (make.error !== undefined) return <ErrorBanner error={make.error} onRetry={() => void run()} />;
  if (isOver) {
    return (
      <>
        <Banner tone="warn" live title={say('token.activate.over.title')}>
          {say('token.activate.over.text')}
        </Banner>
        <Button wide icon="refresh" pending={make.pending} onPress={() => void run()}>
          {say('token.activate.renew')}
        </Button>
      </>
    );
  }
  return (
    <>
      <p>{say('token.activate.scan')}</p>
      <QrCode payload={activation?.payload} label={say('token.activate.label')} />
      <div className="waiting">
        {activation === undefined ? (
          <span className="skeleton" style={{ inlineSize: 72, blockSize: 72, borderRadius: '50%' }} />
        ) : (
          <CountDown
            from={madeAt}
            until={Date.parse(activation.expiresAt)}
            size={72}
            onEnd={() => {
              look();
              setOver(true);
            }}
          />
        )}
        <div className="waiting-words">
          <p>{say('token.activate.waiting')}</p>
          <p className="small quiet">{say('token.activate.itself')}</p>
        </div>
      </div>
      <Button look="quiet" icon="refresh" pending={make.pending} onPress={() => void run()}>
        {say('token.activate.renew')}
      </Button>
    </>
  );
}
