// Waits for the holder's own approval on the phone, with the seconds seen passing (PC-03).
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useAct, useEvents } from '../shared/loading.ts';
import { CountDown } from '../shared/ui/count-down.tsx';
import { Skeleton } from '../shared/ui/card.tsx';
import { Icon } from '../shared/ui/icons.tsx';
import { Ltr } from '../shared/ui/money.tsx';
import { door, type Operation } from './door.ts';
import { Big, Note, Screen, pixels } from './screen.tsx';
import { kioskTexts } from './texts.ts';
import { useHold, useVisit } from './visit.ts';

export type Ask = { readonly act: 'activate' | 'load' | 'replace' | 'renew' | 'close'; readonly params: Readonly<Record<string, unknown>> };

export function Approved({
  ask,
  subject,
  onDone,
  onBack,
}: {
  readonly ask: Ask;
  /** What is being approved, as the biggest thing. */
  readonly subject: ReactNode;
  readonly onDone: (operation: Operation) => void;
  readonly onBack: () => void;
}): ReactNode {
  const say = kioskTexts.use();
  const { visitId } = useVisit();
  const [operation, setOperation] = useState<Operation>();
  const key = useRef(crypto.randomUUID());
  const create = useAct(async () => {
    setOperation(await door.post<Operation>(`/visits/${visitId}/operations`, ask, { idempotencyKey: key.current }));
  });
  const { run } = create;
  useEffect(() => {
    void run();
  }, [run]);
  const isPending = operation?.status === 'pending';
  useHold(isPending);
  const path = operation === undefined ? undefined : `/visits/${visitId}/operations/${operation.operationId}`;
  const look = useCallback(() => {
    if (path !== undefined) door.get<Operation>(path).then(setOperation, () => undefined);
  }, [path]);
  useEvents<Operation>(path !== undefined && isPending ? door.url(`${path}/events`) : undefined, 'operation', setOperation, look);
  const latest = useRef(onDone);
  latest.current = onDone;
  useEffect(() => {
    if (operation?.status === 'executed') latest.current(operation);
  }, [operation]);
  const stop = useAct(async () => {
    if (path !== undefined) setOperation(await door.post<Operation>(`${path}/cancel`));
  });

  if (create.error !== undefined) return <Screen title={say('wait.refused.title')} error={create.error} onBack={onBack} centred />;
  if (operation === undefined) {
    return (
      <Screen title={say('wait.title')} bare centred>
        <Skeleton lines={3} height="3rem" />
      </Screen>
    );
  }
  if (operation.status !== 'pending' && operation.status !== 'executed') {
    return (
      <Screen title={say(`wait.${operation.status}.title`)} onBack={onBack} centred>
        <span className="mark mark-warn">
          <Icon name="close" size={96} />
        </span>
        <Note tone="info">{say('wait.nothing')}</Note>
      </Screen>
    );
  }
  return (
    <Screen
      title={say('wait.title')}
      text={say('wait.text')}
      bare
      centred
      error={stop.error}
      act={
        <Big look="secondary" icon="close" pending={stop.pending} onPress={() => void stop.run()}>
          {say('wait.stop')}
        </Big>
      }
    >
      <div className="subject">{subject}</div>
      <CountDown from={Date.parse(operation.createdAt)} until={Date.parse(operation.expiresAt)} size={pixels(20)} onEnd={look} />
      {operation.approval.matchNumber !== undefined && (
        <p className="match">
          <Ltr>{operation.approval.matchNumber}</Ltr>
        </p>
      )}
    </Screen>
  );
}
