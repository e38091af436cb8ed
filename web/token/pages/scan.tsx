// Scanning the coloured QR: an activation, or an operation with its eight-digit code (TK-13, TK-19). Works without a network.
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { useAnswer } from '../act.ts';
import { AnswerBanner } from '../answer-banner.tsx';
import { OperationDetails } from '../operation-details.tsx';
import type { Answer, ScannedFrame } from '../protocol/phone.ts';
import { type CameraFault, cameraFault, canShareScreen, openCamera, openScreen, readPictureFile, readVideo } from '../scanner.ts';
import { tokenTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';

type Source = 'camera' | 'screen';

function stopStream(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** The moving picture and the file; `onFrame` may be called more than once for one picture. */
function Viewfinder({ onFrame }: { readonly onFrame: (frame: Uint8Array) => void }): ReactNode {
  const say = tokenTexts.use();
  const video = useRef<HTMLVideoElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState<Source>('camera');
  const [turn, setTurn] = useState(0);
  const [seen, setSeen] = useState(false);
  const [fault, setFault] = useState<CameraFault>();
  const [unread, setUnread] = useState(false);
  const latest = useRef(onFrame);
  latest.current = onFrame;

  useEffect(() => {
    const element = video.current;
    if (element === null) return undefined;
    let stream: MediaStream | undefined;
    let stop: (() => void) | undefined;
    let left = false;
    setFault(undefined);
    (source === 'camera' ? openCamera() : openScreen()).then(
      async (opened) => {
        stream = opened;
        if (left) return stopStream(opened);
        element.srcObject = opened;
        await element.play().catch(() => undefined);
        if (left) return undefined;
        stop = readVideo(element, {
          onFrame: (frame) => latest.current(frame),
          onSight: setSeen,
          onTime: (readMs) => (element.dataset['readMs'] = readMs.toFixed(1)),
          onFault: setFault,
        });
        return undefined;
      },
      (error: unknown) => {
        if (left) return;
        setFault(cameraFault(error));
      },
    );
    return () => {
      left = true;
      stop?.();
      stopStream(stream);
      element.srcObject = null;
    };
  }, [source, turn]);

  const choose = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return;
    setUnread(false);
    const frame = await readPictureFile(chosen).catch(() => undefined);
    if (frame === undefined) setUnread(true);
    else onFrame(frame);
  };

  return (
    <>
      <div className="viewfinder" hidden={fault !== undefined} {...(seen ? { 'data-seen': '' } : {})}>
        <video ref={video} muted playsInline aria-label={say('scan.view')} />
        <span className="viewfinder-frame" />
      </div>
      {fault === undefined ? (
        <p className="quiet" role="status">
          {seen ? say('scan.seen') : say('scan.point')}
        </p>
      ) : (
        <Banner
          tone="warn"
          live
          title={say(`scan.${fault}`)}
          actions={
            <Button
              small
              look="secondary"
              icon="camera"
              onPress={() => {
                setSource('camera');
                setTurn(turn + 1);
              }}
            >
              {say('scan.retry')}
            </Button>
          }
        >
          {say(`scan.${fault}Lead`)}
        </Banner>
      )}
      {unread && (
        <Banner tone="bad" live>
          {say('scan.unread')}
        </Banner>
      )}
      <div className="row">
        <Button look="secondary" small icon="document" onPress={() => file.current?.click()}>
          {say('scan.file')}
        </Button>
        {canShareScreen() && source === 'camera' && (
          <Button look="secondary" small icon="external" onPress={() => setSource('screen')}>
            {say('scan.screen')}
          </Button>
        )}
        {source === 'screen' && fault === undefined && (
          <Button look="secondary" small icon="camera" onPress={() => setSource('camera')}>
            {say('scan.camera')}
          </Button>
        )}
      </div>
      <input
        ref={file}
        type="file"
        accept="image/*"
        hidden
        aria-label={say('scan.file')}
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </>
  );
}

/** The code of an operation beside what it is for. */
function Code({
  frame,
  onAgain,
}: {
  readonly frame: Extract<ScannedFrame, { kind: 'operation' }>;
  readonly onAgain: () => void;
}): ReactNode {
  const say = tokenTexts.use();
  const { signedIn } = useVisit();
  return (
    <Page title={say('offline.title')} onBack={onAgain} lead={say('offline.lead')}>
      <OperationDetails details={frame.details} />
      <div className="code-box">
        <p className="quiet">{say('offline.code')}</p>
        <output className="code" aria-label={say('offline.code')}>
          {`${frame.code.slice(0, 4)} ${frame.code.slice(4)}`}
        </output>
        <p className="small quiet">{say('offline.note')}</p>
      </div>
      {signedIn?.online !== true && <Banner tone="info">{say('offline.unjudged')}</Banner>}
      <Banner tone="warn">{say('offline.warning')}</Banner>
      <LinkButton to="/" look="secondary" wide>
        {say('result.home')}
      </LinkButton>
    </Page>
  );
}

export function Scan(): ReactNode {
  const say = tokenTexts.use();
  const { phone, standing, refresh, poll, setSignedIn } = useVisit();
  const [scanned, setScanned] = useState<ScannedFrame>();
  const [refused, setRefused] = useState<Answer<ScannedFrame>>();
  const [activated, setActivated] = useState(false);
  const busy = useRef(false);
  const lastFrame = useRef('');

  const commit = useAnswer(async () => {
    const answer = await phone.commitActivation();
    if (answer.kind === 'done') {
      setActivated(true);
      await refresh();
      const connected = await phone.connect();
      if (connected.kind === 'done') setSignedIn(connected.value);
      void poll();
    }
    return answer;
  });

  const take = useCallback(
    async (frame: Uint8Array) => {
      const name = frame.join();
      if (busy.current || name === lastFrame.current) return;
      busy.current = true;
      lastFrame.current = name;
      try {
        const answer = await phone.scanFrame(frame);
        if (answer.kind === 'done') {
          navigator.vibrate?.(60);
          setRefused(undefined);
          setScanned(answer.value);
          if (answer.value.kind === 'activation') await commit.run();
        } else setRefused(answer);
      } finally {
        busy.current = false;
      }
    },
    [phone, commit],
  );
  const again = (): void => {
    lastFrame.current = '';
    setScanned(undefined);
    setRefused(undefined);
    commit.clear();
  };

  if (activated) {
    return (
      <Page key="activated" title={say('activated.title')} lead={say('activated.lead')}>
        <div className="centred">
          <span className="mark-good">
            <Icon name="check" size={36} />
          </span>
        </div>
        <LinkButton to="/settings/notifications" wide icon="bell">
          {say('activated.notify')}
        </LinkButton>
        <LinkButton to="/" look="secondary" wide>
          {say('result.home')}
        </LinkButton>
      </Page>
    );
  }
  if (scanned?.kind === 'operation') return <Code key={scanned.operationId} frame={scanned} onAgain={again} />;
  if (scanned?.kind === 'activation') {
    return (
      <Page key="activating" title={say(commit.answer === undefined ? 'activate.working' : 'activate.failed')} onBack={again}>
        {commit.answer === undefined ? (
          <div className="centred" role="status">
            <span className="spinner" />
            <p>{say('activate.wait')}</p>
          </div>
        ) : (
          <>
            <AnswerBanner answer={commit.answer} />
            {commit.answer.kind === 'unreachable' ? (
              <Button wide onPress={() => void commit.run()}>
                {say('activate.retry')}
              </Button>
            ) : (
              <Button wide onPress={again}>
                {say('scan.again')}
              </Button>
            )}
          </>
        )}
      </Page>
    );
  }
  return (
    <Page
      key="scan"
      title={say('scan.title')}
      back="/"
      lead={standing.device?.activated === true ? say('scan.lead') : say('scan.leadActivate')}
    >
      <AnswerBanner
        answer={refused}
        actions={
          <Button small look="secondary" icon="refresh" onPress={again}>
            {say('scan.again')}
          </Button>
        }
      />
      <Viewfinder onFrame={(frame) => void take(frame)} />
    </Page>
  );
}
