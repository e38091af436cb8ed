// The machine's face: signs on with its devices, waits for somebody, shows one act at a time, clears itself.
import './kiosk.css';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Problem, bankClock } from '../shared/api.ts';
import { formatDate } from '../shared/i18n/format.ts';
import { languageRows, languages, type Language } from '../shared/i18n/language.ts';
import { chooseLanguage, useLanguage } from '../shared/i18n/texts.ts';
import { useNow } from '../shared/loading.ts';
import { CountDown } from '../shared/ui/count-down.tsx';
import { Icon } from '../shared/ui/icons.tsx';
import { Ltr } from '../shared/ui/money.tsx';
import { BrandMark } from '../shared/ui/shell.tsx';
import { devicesAt, type DeviceEvent, type KioskDevices } from './devices.ts';
import { door, type Known, type ReceiptOf, type Setup } from './door.ts';
import { settleNote } from './notes.ts';
import { Activate } from './pages/activate.tsx';
import { Apply } from './pages/apply.tsx';
import { Balance } from './pages/balance.tsx';
import { Close } from './pages/close.tsx';
import { Load } from './pages/load.tsx';
import { Menu, type MenuAct } from './pages/menu.tsx';
import { Receipt } from './pages/receipt.tsx';
import { Renew, Replace } from './pages/replace.tsx';
import { Big, pixels } from './screen.tsx';
import { kioskTexts } from './texts.ts';
import { VisitContext, type Visit } from './visit.ts';

type State =
  | { readonly at: 'starting' }
  | { readonly at: 'out' }
  | { readonly at: 'ready'; readonly setup: Setup; readonly devices: KioskDevices };

const retryMs = 3000;

export function Kiosk(): ReactNode {
  const say = kioskTexts.use();
  const [state, setState] = useState<State>({ at: 'starting' });
  const [contact, setContact] = useState('');
  const begin = useCallback(async (): Promise<void> => {
    try {
      let setup = await door.get<Setup>('/setup');
      setContact(setup.contactCentre);
      const devices = devicesAt(setup.devices);
      if (setup.kiosk === undefined) {
        await door.post('/sign-on', await devices.signOn());
        setup = await door.get<Setup>('/setup');
      }
      setState({ at: 'ready', setup, devices });
    } catch {
      setState({ at: 'out' });
    }
  }, []);
  useEffect(() => {
    void begin();
  }, [begin]);
  // A machine that is out tries by itself: nobody is there to press a button.
  useEffect(() => {
    if (state.at !== 'out') return undefined;
    const timer = setInterval(() => void begin(), retryMs);
    return () => clearInterval(timer);
  }, [state.at, begin]);
  if (state.at === 'ready') return <Machine setup={state.setup} devices={state.devices} onOut={() => setState({ at: 'out' })} />;
  return (
    <div className="stage">
      <Bar name={say('name')} />
      <main className="screen screen-centred">
        {state.at === 'out' && (
          <>
            <span className="mark mark-warn">
              <Icon name="warn" size={96} />
            </span>
            <div className="screen-head">
              <h1>{say('out.title')}</h1>
              <p className="screen-text">{say('out.text', { number: contact === '' ? '—' : contact })}</p>
            </div>
          </>
        )}
      </main>
    </div>
  );
}

function Bar({ name, place, children }: { readonly name: string; readonly place?: string; readonly children?: ReactNode }): ReactNode {
  const now = useNow(true, 10_000);
  useLanguage();
  return (
    <header className="bar">
      <span className="bar-brand">
        <BrandMark size={44} />
        {name}
      </span>
      <span className="bar-end">
        {children}
        {place !== undefined && <bdi className="bar-place">{place}</bdi>}
        <span className="bar-time">{formatDate(new Date(now).toISOString(), 'time')}</span>
      </span>
    </header>
  );
}

function Machine({
  setup,
  devices,
  onOut,
}: {
  readonly setup: Setup;
  readonly devices: KioskDevices;
  readonly onOut: () => void;
}): ReactNode {
  const say = kioskTexts.use();
  const [visitId, setVisitId] = useState<string>();
  const [leaving, setLeaving] = useState(false);
  const hearers = useRef(new Set<(event: DeviceEvent) => void>());
  const subscribe = useCallback((hear: (event: DeviceEvent) => void) => {
    hearers.current.add(hear);
    return () => void hearers.current.delete(hear);
  }, []);

  // A note that nobody on the screen waits for comes from before a power cut: the bank's journal has the last word about it.
  useEffect(
    () =>
      devices.listen((event) => {
        if (hearers.current.size > 0) for (const hear of hearers.current) hear(event);
        else if (event.type === 'note') settleNote(devices, event).catch(() => undefined);
      }),
    [devices],
  );

  const start = async (language: Language): Promise<void> => {
    await chooseLanguage(language);
    try {
      const begun = await door.post<{ visitId: string }>('/visits', { language });
      setVisitId(begun.visitId);
    } catch (error) {
      if (!(error instanceof Problem) || error.status === 401) onOut();
    }
  };
  const end: Visit['end'] = useCallback(
    (reason) => {
      setVisitId((current) => {
        if (current !== undefined) door.post(`/visits/${current}/end`, { reason }).catch(() => undefined);
        return undefined;
      });
      devices.clear().catch(() => undefined);
      setLeaving(reason === 'finished');
    },
    [devices],
  );
  const over = useCallback(() => setLeaving(false), []);

  if (visitId === undefined) {
    return (
      <div className="stage">
        <Bar name={setup.title} place={setup.kiosk?.place ?? ''} />
        {leaving ? <Bye onOver={over} /> : <Attract setup={setup} onChoose={(language) => void start(language)} />}
        <Foot setup={setup} />
      </div>
    );
  }
  return (
    <div className="stage">
      <Bar name={setup.title} place={setup.kiosk?.place ?? ''} />
      <Guarded key={visitId} visitId={visitId} setup={setup} devices={devices} end={end} subscribe={subscribe} />
      <footer className="foot-line">
        <Icon name="shield" size={28} /> {say('safe')}
      </footer>
    </div>
  );
}

function Foot({ setup }: { readonly setup: Setup }): ReactNode {
  const say = kioskTexts.use();
  return (
    <footer className="foot-line">
      <Icon name="call" size={28} /> {say.rich('help', { number: <Ltr key="n">{setup.contactCentre}</Ltr> })}
    </footer>
  );
}

function Attract({ setup, onChoose }: { readonly setup: Setup; readonly onChoose: (language: Language) => void }): ReactNode {
  const say = kioskTexts.use();
  return (
    <main className="attract">
      <div className="attract-art" aria-hidden="true">
        <span className="attract-card attract-card-back" />
        <span className="attract-card" dir="ltr">
          <BrandMark size={72} />
          <span className="attract-chip" />
          <span className="attract-dots">•••• •••• •••• ••••</span>
        </span>
      </div>
      <div className="attract-words">
        <h1>{say('attract.title')}</h1>
        <p>{say('attract.does')}</p>
      </div>
      <div className="attract-languages" role="group" aria-label={say('attract.text')}>
        <p className="attract-hint">{say('attract.text')}</p>
        {languages
          .filter((language) => setup.languages.includes(language))
          .map((language) => (
            <button
              key={language}
              type="button"
              className="language"
              lang={language}
              dir={languageRows[language].dir}
              onClick={() => onChoose(language)}
            >
              {languageRows[language].name}
            </button>
          ))}
      </div>
    </main>
  );
}

const byeMs = 6000;

function Bye({ onOver }: { readonly onOver: () => void }): ReactNode {
  const say = kioskTexts.use();
  useEffect(() => {
    const timer = setTimeout(onOver, byeMs);
    return () => clearTimeout(timer);
  }, [onOver]);
  return (
    <main className="screen screen-centred" role="status">
      <span className="mark mark-good">
        <Icon name="check" size={96} />
      </span>
      <div className="screen-head">
        <h1>{say('bye.title')}</h1>
        <p className="screen-text">{say('bye.text')}</p>
      </div>
    </main>
  );
}

type Place = { readonly at: 'menu' } | { readonly at: MenuAct } | { readonly at: 'receipt'; readonly about: ReceiptOf };

/** A visit with its idle clock: after a while without a touch a count-down, then the screen is cleared (PC-41). */
function Guarded({
  visitId,
  setup,
  devices,
  end,
  subscribe,
}: Pick<Visit, 'visitId' | 'setup' | 'devices' | 'end' | 'subscribe'>): ReactNode {
  const say = kioskTexts.use();
  const [known, setKnown] = useState<Known>();
  const [place, setPlace] = useState<Place>({ at: 'menu' });
  const [warnedAt, setWarnedAt] = useState<number>();
  const [begunAt] = useState(() => Date.now());
  const usedAt = useRef(begunAt);
  const held = useRef(false);
  const stir = useCallback(() => {
    usedAt.current = Date.now();
  }, []);
  const hold = useCallback(
    (isHeld: boolean) => {
      held.current = isHeld;
      stir();
    },
    [stir],
  );
  useEffect(() => {
    const timer = setInterval(() => {
      if (held.current) stir();
      if (Date.now() - usedAt.current >= setup.idleSeconds * 1000) setWarnedAt((before) => before ?? bankClock());
    }, 250);
    addEventListener('pointerdown', stir, true);
    addEventListener('keydown', stir, true);
    return () => {
      clearInterval(timer);
      removeEventListener('pointerdown', stir, true);
      removeEventListener('keydown', stir, true);
    };
  }, [setup.idleSeconds, stir]);
  const stay = (): void => {
    stir();
    setWarnedAt(undefined);
    door.post(`/visits/${visitId}/touch`).catch(() => end('idle'));
  };
  const toMenu = useCallback(() => setPlace({ at: 'menu' }), []);
  const toReceipt = useCallback((about: ReceiptOf) => setPlace({ at: 'receipt', about }), []);
  const visit = useMemo<Visit>(
    () => ({ visitId, setup, devices, known, setKnown, toMenu, toReceipt, end, hold, stir, subscribe }),
    [visitId, setup, devices, known, toMenu, toReceipt, end, hold, stir, subscribe],
  );
  return (
    <VisitContext value={visit}>
      {place.at === 'menu' && <Menu onChoose={(act) => setPlace({ at: act })} />}
      {place.at === 'apply' && <Apply />}
      {place.at === 'activate' && <Activate />}
      {place.at === 'load' && <Load />}
      {place.at === 'balance' && <Balance />}
      {place.at === 'replace' && <Replace />}
      {place.at === 'renew' && <Renew />}
      {place.at === 'close' && <Close />}
      {place.at === 'receipt' && <Receipt about={place.about} />}
      {warnedAt !== undefined && (
        <div className="veil" role="alertdialog" aria-label={say('idle.title')}>
          <div className="veil-box">
            <CountDown from={warnedAt} until={warnedAt + setup.warningSeconds * 1000} size={pixels(15)} onEnd={() => end('idle')} />
            <h2>{say('idle.title')}</h2>
            <p className="screen-text">{say('idle.text')}</p>
            <Big onPress={stay}>{say('idle.stay')}</Big>
            <Big look="quiet" onPress={() => end('finished')}>
              {say('finish')}
            </Big>
          </div>
        </div>
      )}
    </VisitContext>
  );
}
