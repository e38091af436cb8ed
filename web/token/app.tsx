// The frame of the app: what lies on the phone decides which page comes first; signing in opens the rest.
import {
  Suspense,
  lazy,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ComponentType,
  type LazyExoticComponent,
  type ReactNode,
} from 'react';
import { currentLanguage, isLanguage } from '../shared/i18n/language.ts';
import { chooseAndRememberLanguage, useLanguage } from '../shared/i18n/texts.ts';
import { match, navigate, usePath } from '../shared/router.tsx';
import { Banner } from '../shared/ui/banner.tsx';
import { Button } from '../shared/ui/button.tsx';
import { Skeleton } from '../shared/ui/card.tsx';
import { LanguageSwitcher } from '../shared/ui/choosers.tsx';
import { Page, Shell } from '../shared/ui/shell.tsx';
import { type Lack, keepStorage, lacking } from './device.ts';
import { leaveWords, switchOn } from './notifications.ts';
import { Home } from './pages/home.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { Start } from './pages/start.tsx';
import { openPhoneStore } from './protocol/indexed-db.ts';
import { type DeviceStatus, type Phone, type SignedIn, type Standing, createHttpTransport, createPhone } from './protocol/phone.ts';
import { tokenTexts } from './texts.ts';
import { keepOffline } from './update.ts';
import { type Programme, type Visit, VisitContext, keepProgramme, keptProgramme } from './visit.ts';

type PageComponent = LazyExoticComponent<ComponentType<Readonly<Record<string, string>>>>;

function page(load: () => Promise<Record<string, unknown>>, name: string): PageComponent {
  return lazy(async () => ({ default: (await load())[name] as ComponentType<Readonly<Record<string, string>>> }));
}

const settings = (): Promise<Record<string, unknown>> => import('./pages/settings.tsx');
const approve = (): Promise<Record<string, unknown>> => import('./pages/approve.tsx');

/** Pages for everybody, and pages for who is signed in. */
const open: readonly { readonly pattern: string; readonly page: PageComponent }[] = [
  { pattern: '/install', page: page(() => import('./pages/install.tsx'), 'Install') },
  { pattern: '/register', page: page(() => import('./pages/register.tsx'), 'Register') },
  { pattern: '/forgot', page: page(() => import('./pages/register.tsx'), 'Forgot') },
];
const inside: typeof open = [
  { pattern: '/approve', page: page(approve, 'Pending') },
  { pattern: '/approve/:operationId', page: page(approve, 'Approve') },
  { pattern: '/scan', page: page(() => import('./pages/scan.tsx'), 'Scan') },
  { pattern: '/otp', page: page(() => import('./pages/otp.tsx'), 'GenerateOtp') },
  { pattern: '/settings', page: page(settings, 'Settings') },
  { pattern: '/settings/password', page: page(settings, 'ChangePassword') },
  { pattern: '/settings/biometry', page: page(settings, 'Biometry') },
  { pattern: '/settings/notifications', page: page(() => import('./pages/notifications.tsx'), 'Notifications') },
  { pattern: '/settings/remove', page: page(settings, 'Remove') },
];

const pollMs = 10_000;
/** The app locks itself after this long in the background or without a touch. */
const idleMs = 5 * 60_000;

function routeOf(routes: typeof open, path: string): ReactNode {
  for (const route of routes) {
    const values = match(route.pattern, path);
    if (values !== undefined) return <route.page key={path} {...values} />;
  }
  return undefined;
}

type Begun = { readonly phone: Phone } | { readonly lack: Lack };

async function begin(): Promise<Begun> {
  const lack = await lacking();
  if (lack !== undefined) return { lack };
  try {
    const store = await openPhoneStore();
    return { phone: createPhone({ store, transport: createHttpTransport({ origin: '', language: currentLanguage }) }) };
  } catch {
    return { lack: 'storage' };
  }
}

export function TokenApp(): ReactNode {
  const [begun, setBegun] = useState<Begun>();
  const once = useRef(false);
  useEffect(() => {
    if (once.current) return;
    once.current = true;
    void begin().then(setBegun);
  }, []);
  if (begun === undefined)
    return (
      <Frame>
        <Skeleton lines={4} height="2rem" />
      </Frame>
    );
  return 'lack' in begun ? <Lacking lack={begun.lack} /> : <Running phone={begun.phone} />;
}

function Frame({
  children,
  programme,
  end,
}: {
  readonly children: ReactNode;
  readonly programme?: Programme | undefined;
  readonly end?: ReactNode;
}): ReactNode {
  const say = tokenTexts.use();
  const language = useLanguage();
  return (
    <Shell
      name={programme?.title[language] ?? say('name')}
      end={
        <>
          <LanguageSwitcher onChosen={() => void leaveWords()} />
          {end}
        </>
      }
    >
      {children}
    </Shell>
  );
}

/** A phone or a browser that cannot carry the token: says so and what to do. */
function Lacking({ lack }: { readonly lack: Lack }): ReactNode {
  const say = tokenTexts.use();
  return (
    <Frame>
      <Page title={say('lacking.title')} lead={say('lacking.lead')}>
        <Banner tone="warn">{say(`lacking.${lack}`)}</Banner>
        <p className="quiet">{say('lacking.versions')}</p>
      </Page>
    </Frame>
  );
}

function Running({ phone }: { readonly phone: Phone }): ReactNode {
  const say = tokenTexts.use();
  const path = usePath();
  const [programme, setProgramme] = useState<Programme | undefined>(keptProgramme);
  const [standing, setStanding] = useState<Standing>();
  const [signedIn, setSignedInState] = useState<SignedIn>();
  const [status, setStatus] = useState<DeviceStatus>();
  const [waiting, setWaiting] = useState(0);
  const [clockWrong, setClockWrong] = useState(false);

  const refresh = useCallback(async () => setStanding(await phone.standing()), [phone]);
  const signOut = useCallback(() => {
    phone.signOut();
    setSignedInState(undefined);
    void refresh();
    navigate('/', { replace: true });
  }, [phone, refresh]);

  const poll = useCallback(async () => {
    const answer = await phone.state();
    if (answer.kind !== 'unreachable') setClockWrong(answer.kind === 'refused' && answer.reason === 'clock-wrong');
    if (answer.kind === 'done') {
      setStatus(answer.value.status);
      setWaiting(answer.value.pending);
    } else if (answer.kind === 'refused' && (answer.reason === 'device-unknown' || answer.reason === 'device-ended'))
      setStatus('deregistered');
  }, [phone]);

  const setSignedIn = useCallback(
    (next: SignedIn | undefined) => {
      setSignedInState(next);
      if (next?.online === true) {
        setStatus(next.status);
        setWaiting(next.pending.length);
        if (isLanguage(next.customer.language) && localStorage.getItem('ramz-language') === null)
          void chooseAndRememberLanguage(next.customer.language);
      }
      void refresh();
    },
    [refresh],
  );

  useEffect(() => {
    void refresh();
    void phone.programme<Programme>().then((answer) => {
      if (answer.kind !== 'done') return;
      keepProgramme(answer.value);
      setProgramme(answer.value);
    });
  }, [phone, refresh]);

  const idle = useRef(true);
  idle.current = signedIn === undefined && path === '/';
  useEffect(() => {
    void keepOffline(() => idle.current);
    void leaveWords();
    const heard = (event: MessageEvent): void => {
      if (event.data === 'open-pending') navigate('/approve');
      if (event.data === 'pending') void poll();
    };
    navigator.serviceWorker?.addEventListener('message', heard);
    return () => navigator.serviceWorker?.removeEventListener('message', heard);
  }, [poll]);

  // A subscription may have been renewed by the browser since the bank was told.
  const vapidPublicKey = programme?.vapidPublicKey;
  const isOnline = signedIn?.online === true;
  useEffect(() => {
    if (!isOnline || vapidPublicKey === undefined || !('Notification' in globalThis) || Notification.permission !== 'granted') return;
    void switchOn(phone, vapidPublicKey);
  }, [phone, isOnline, vapidPublicKey]);

  const hasDevice = standing?.device !== undefined;
  useEffect(() => {
    if (!hasDevice) return undefined;
    void keepStorage();
    void poll();
    const timer = setInterval(() => document.visibilityState === 'visible' && void poll(), pollMs);
    const shown = (): void => void (document.visibilityState === 'visible' && poll());
    document.addEventListener('visibilitychange', shown);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', shown);
    };
  }, [hasDevice, poll]);

  const isIn = signedIn !== undefined;
  useEffect(() => {
    if (!isIn) return undefined;
    let last = Date.now();
    const touched = (): void => void (last = Date.now());
    const check = setInterval(() => Date.now() - last > idleMs && signOut(), 5000);
    for (const name of ['pointerdown', 'keydown'] as const) addEventListener(name, touched, { passive: true });
    return () => {
      clearInterval(check);
      for (const name of ['pointerdown', 'keydown'] as const) removeEventListener(name, touched);
    };
  }, [isIn, signOut]);

  const visit = useMemo<Visit | undefined>(
    () =>
      standing === undefined
        ? undefined
        : { phone, programme, standing, signedIn, status, clockWrong, waiting, setSignedIn, refresh, poll, signOut },
    [phone, programme, standing, signedIn, status, clockWrong, waiting, setSignedIn, refresh, poll, signOut],
  );

  let content: ReactNode = <Skeleton lines={4} height="2rem" />;
  if (visit !== undefined) {
    const everybody = routeOf(open, path);
    if (everybody !== undefined) content = everybody;
    else if (!hasDevice) content = <Start />;
    else if (!isIn || status === 'deregistered') content = <SignIn />;
    else content = routeOf(inside, path) ?? <Home />;
  }
  return (
    <VisitContext value={visit}>
      <Frame
        programme={programme}
        end={isIn ? <Button look="quiet" small icon="sign-out" label={say('signOut')} onPress={signOut} /> : undefined}
      >
        <Suspense fallback={<Skeleton lines={5} height="2rem" />}>{content}</Suspense>
      </Frame>
    </VisitContext>
  );
}
