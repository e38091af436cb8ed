// The frame of the console: who is signed in, which page is shown, the keys that work everywhere.
import './console.css';
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
import { Problem } from '../shared/api.ts';
import { match, navigate, usePath } from '../shared/router.tsx';
import { Button } from '../shared/ui/button.tsx';
import { ErrorBanner } from '../shared/ui/banner.tsx';
import { Skeleton } from '../shared/ui/card.tsx';
import { LanguageSwitcher, ThemeSwitcher } from '../shared/ui/choosers.tsx';
import { Shell, type NavLink } from '../shared/ui/shell.tsx';
import { VisitContext, door, titleOf, whenSessionEnds, type Visit } from './door.ts';
import { Customers } from './pages/customers.tsx';
import { Enrol } from './pages/enrol.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { consoleTexts, named } from './texts.ts';
import type { Permission, Session } from './types.ts';

type PageComponent = ComponentType<Readonly<Record<string, string>>>;

function page(load: () => Promise<Record<string, unknown>>, name: string): LazyExoticComponent<PageComponent> {
  return lazy(async () => ({ default: (await load())[name] as PageComponent }));
}

const routes: readonly { readonly pattern: string; readonly page: LazyExoticComponent<PageComponent>; readonly place: string }[] = [
  { pattern: '/customers/:customerId', page: page(() => import('./pages/customer.tsx'), 'CustomerPage'), place: '/' },
  { pattern: '/disputes', page: page(() => import('./pages/disputes.tsx'), 'Disputes'), place: '/disputes' },
  { pattern: '/disputes/:disputeId', page: page(() => import('./pages/dispute.tsx'), 'DisputePage'), place: '/disputes' },
  { pattern: '/loss-files', page: page(() => import('./pages/loss-files.tsx'), 'LossFiles'), place: '/loss-files' },
  { pattern: '/loss-files/:reportId', page: page(() => import('./pages/loss-file.tsx'), 'LossFilePage'), place: '/loss-files' },
  { pattern: '/suspense', page: page(() => import('./pages/suspense.tsx'), 'Suspense'), place: '/suspense' },
  { pattern: '/applications', page: page(() => import('./pages/applications.tsx'), 'Applications'), place: '/applications' },
  { pattern: '/stop-list', page: page(() => import('./pages/stop-list.tsx'), 'StopList'), place: '/stop-list' },
  { pattern: '/requests', page: page(() => import('./pages/requests.tsx'), 'Requests'), place: '/requests' },
  { pattern: '/hard-tokens', page: page(() => import('./pages/hard-tokens.tsx'), 'HardTokens'), place: '/hard-tokens' },
  { pattern: '/staff', page: page(() => import('./pages/staff.tsx'), 'Staff'), place: '/staff' },
  { pattern: '/account', page: page(() => import('./pages/account.tsx'), 'Account'), place: '/account' },
];

const NotFound = page(() => import('./pages/not-found.tsx'), 'NotFound');

type State =
  | { readonly at: 'starting' }
  | { readonly at: 'failed'; readonly error: unknown }
  | { readonly at: 'outside'; readonly ended: boolean }
  | { readonly at: 'inside'; readonly session: Session };

export function Console(): ReactNode {
  const say = consoleTexts.use();
  const path = usePath();
  const [state, setState] = useState<State>({ at: 'starting' });

  const begin = useCallback(async (): Promise<void> => {
    try {
      setState({ at: 'inside', session: await door.get<Session>('/session') });
    } catch (error) {
      if (error instanceof Problem && error.status === 401)
        setState((before) => (before.at === 'outside' ? before : { at: 'outside', ended: false }));
      else setState({ at: 'failed', error });
    }
  }, []);

  useEffect(() => {
    whenSessionEnds(() => setState((before) => ({ at: 'outside', ended: before.at === 'inside' })));
    void begin();
  }, [begin]);

  const signOut = useCallback(async () => {
    await door.post('/session/end').catch(() => undefined);
    setState({ at: 'outside', ended: false });
    navigate('/', { replace: true });
  }, []);

  const leave = useCallback(() => {
    setState({ at: 'outside', ended: true });
    void door.post('/session/end').catch(() => undefined);
  }, []);

  const session = state.at === 'inside' ? state.session : undefined;
  const visit = useMemo<Visit | undefined>(() => (session === undefined ? undefined : { session, signOut }), [session, signOut]);
  if (visit !== undefined && path !== '/enrol') return <Inside visit={visit} onIdle={leave} />;
  return (
    <Shell
      name={say('name')}
      end={
        <>
          <ThemeSwitcher />
          <LanguageSwitcher />
        </>
      }
    >
      {path === '/enrol' && <Enrol onDone={() => navigate('/', { replace: true })} />}
      {path !== '/enrol' && state.at === 'failed' && <ErrorBanner error={state.error} onRetry={() => void begin()} />}
      {path !== '/enrol' && state.at === 'starting' && <Skeleton lines={4} height="2rem" />}
      {path !== '/enrol' && state.at === 'outside' && <SignIn ended={state.ended} onSignedIn={() => void begin()} />}
    </Shell>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** '/' goes to the search field from everywhere, as in the tools that staff know. */
function useSearchKey(allowed: boolean): void {
  useEffect(() => {
    if (!allowed) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      navigate('/');
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>('#find input')?.focus());
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [allowed]);
}

/** Ends the session where nobody touches the page any more: nothing stays on the screen. The server ends it by itself too. */
function useIdleEnd(idleSeconds: number, onIdle: () => void): void {
  const latest = useRef(onIdle);
  useEffect(() => {
    latest.current = onIdle;
  }, [onIdle]);
  useEffect(() => {
    let last = Date.now();
    const seen = (): void => {
      last = Date.now();
    };
    const timer = setInterval(() => {
      if (Date.now() - last > idleSeconds * 1000) latest.current();
    }, 5000);
    for (const name of ['pointerdown', 'keydown']) addEventListener(name, seen);
    return () => {
      clearInterval(timer);
      for (const name of ['pointerdown', 'keydown']) removeEventListener(name, seen);
    };
  }, [idleSeconds]);
}

function Inside({ visit, onIdle }: { readonly visit: Visit; readonly onIdle: () => void }): ReactNode {
  const say = consoleTexts.use();
  const path = usePath();
  const { session, signOut } = visit;
  const may = (permission: Permission): boolean => session.person.permissions.includes(permission);
  const found = useMemo(() => {
    for (const route of routes) {
      const values = match(route.pattern, path);
      if (values !== undefined) return { ...route, values };
    }
    return undefined;
  }, [path]);
  useSearchKey(may('customer.find'));
  useIdleEnd(session.idleSeconds, onIdle);
  const place = path === '/' ? '/' : (found?.place ?? '');
  const links: (NavLink & { readonly shown: boolean })[] = [
    { to: '/', label: say('nav.customers'), icon: 'people', current: place === '/', shown: may('customer.find') },
    { to: '/disputes', label: say('nav.disputes'), icon: 'swap', current: place === '/disputes', shown: may('dispute.read') },
    { to: '/suspense', label: say('nav.suspense'), icon: 'clock', current: place === '/suspense', shown: may('suspense.read') },
    { to: '/loss-files', label: say('nav.lossFiles'), icon: 'lock', current: place === '/loss-files', shown: may('card.view') },
    {
      to: '/applications',
      label: say('nav.applications'),
      icon: 'document',
      current: place === '/applications',
      shown: may('card.application'),
    },
    { to: '/stop-list', label: say('nav.stopList'), icon: 'shield', current: place === '/stop-list', shown: may('card.reasons-read') },
    { to: '/requests', label: say('nav.requests'), icon: 'eye', current: place === '/requests', shown: may('request.read') },
    {
      to: '/hard-tokens',
      label: say('nav.hardTokens'),
      icon: 'token',
      current: place === '/hard-tokens',
      shown: may('hard-token.stock') || may('hard-token.import'),
    },
    { to: '/staff', label: say('nav.staff'), icon: 'person', current: place === '/staff', shown: may('staff.read') },
    { to: '/account', label: say('nav.account'), icon: 'fingerprint', current: place === '/account', shown: true },
  ];
  const shown = links.filter((link) => link.shown);
  const first = shown[0]?.to ?? '/account';
  useEffect(() => {
    if (path === '/' && !session.person.permissions.includes('customer.find')) navigate(first, { replace: true });
  }, [path, first, session]);
  return (
    <VisitContext value={visit}>
      <Shell
        name={titleOf(session.programme.title)}
        links={shown}
        width="full"
        sideEnd={
          <p className="side-person">
            <strong>{session.person.name}</strong>
            <span>{session.person.roles.map((role) => named(say, 'role', role)).join(' · ')}</span>
          </p>
        }
        end={
          <>
            <ThemeSwitcher />
            <LanguageSwitcher />
            <Button look="quiet" small icon="sign-out" onPress={() => void signOut()}>
              {say('nav.signOut')}
            </Button>
          </>
        }
      >
        <div className="console">
          <Suspense fallback={<Skeleton lines={6} height="1.5rem" />}>
            {path === '/' ? (
              may('customer.find') ? (
                <Customers />
              ) : null
            ) : found === undefined ? (
              <NotFound />
            ) : (
              <found.page key={path} {...found.values} />
            )}
          </Suspense>
        </div>
      </Shell>
    </VisitContext>
  );
}
