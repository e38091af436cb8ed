// Warns before an idle session ends, then ends it; any act of the customer in the page counts.
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '../shared/ui/button.tsx';
import { CountDown } from '../shared/ui/count-down.tsx';
import { Dialog } from '../shared/ui/dialog.tsx';
import { bankClock } from '../shared/api.ts';
import { bank } from './door.ts';
import { bankTexts } from './texts.ts';
import type { Session } from './types.ts';

const acts = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
const lookMs = 1000;
// The bank counts from the last call: an active page tells it now and then.
const tellMs = 45_000;

export function IdleWatch({ session, onIdle }: { readonly session: Session; readonly onIdle: () => void }): ReactNode {
  const say = bankTexts.use();
  const lastAct = useRef(bankClock());
  const lastTold = useRef(bankClock());
  const [warnedAt, setWarnedAt] = useState<number>();
  const idleMs = session.idleSeconds * 1000;
  const warningMs = Math.min(session.idleWarningSeconds * 1000, idleMs / 2);

  useEffect(() => {
    const note = (): void => {
      lastAct.current = bankClock();
    };
    for (const act of acts) addEventListener(act, note, { passive: true });
    const timer = setInterval(() => {
      const now = bankClock();
      const idleFor = now - lastAct.current;
      if (idleFor >= idleMs - warningMs) setWarnedAt((before) => before ?? lastAct.current + idleMs - warningMs);
      else if (lastAct.current > lastTold.current && now - lastTold.current > tellMs) {
        lastTold.current = now;
        bank.get('/session').catch(() => undefined);
      }
    }, lookMs);
    return () => {
      clearInterval(timer);
      for (const act of acts) removeEventListener(act, note);
    };
  }, [idleMs, warningMs]);

  const stay = useCallback(() => {
    lastAct.current = bankClock();
    lastTold.current = lastAct.current;
    setWarnedAt(undefined);
    bank.get('/session').catch(() => undefined);
  }, []);

  const end = useCallback(() => {
    setWarnedAt(undefined);
    void bank.post('/sign-out').catch(() => undefined);
    onIdle();
  }, [onIdle]);

  if (warnedAt === undefined) return null;
  return (
    <Dialog
      open
      alert
      dismissable={false}
      onClose={stay}
      title={say('idle.title')}
      actions={
        <>
          <Button onPress={stay}>{say('idle.stay')}</Button>
          <Button look="secondary" onPress={end}>
            {say('nav.signOut')}
          </Button>
        </>
      }
    >
      <div className="waiting">
        <CountDown from={warnedAt} until={warnedAt + warningMs} onEnd={end} size={72} />
        <p className="waiting-words">{say('idle.text')}</p>
      </div>
    </Dialog>
  );
}
