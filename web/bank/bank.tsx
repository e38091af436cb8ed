// The frame of the web bank: who is signed in, what page is shown, and the end of an idle session.
import './bank.css';
import {
  Suspense,
  lazy,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ComponentType,
  type LazyExoticComponent,
  type ReactNode,
} from 'react';
import { Problem } from '../shared/api.ts';
import { hasChosenLanguage, isLanguage } from '../shared/i18n/language.ts';
import { chooseAndRememberLanguage, useLanguage } from '../shared/i18n/texts.ts';
import { match, navigate, usePath } from '../shared/router.tsx';
import { Button } from '../shared/ui/button.tsx';
import { ErrorBanner } from '../shared/ui/banner.tsx';
import { Skeleton } from '../shared/ui/card.tsx';
import { LanguageSwitcher, ThemeSwitcher } from '../shared/ui/choosers.tsx';
import { Shell, type NavLink } from '../shared/ui/shell.tsx';
import { VisitContext, bank, whenSessionEnds, type Visit } from './door.ts';
import { IdleWatch } from './idle.tsx';
import { Overview } from './pages/overview.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { bankTexts } from './texts.ts';
import type { Programme, Session } from './types.ts';

type PageComponent = ComponentType<Readonly<Record<string, string>>>;

function page(load: () => Promise<Record<string, unknown>>, name: string): LazyExoticComponent<PageComponent> {
  return lazy(async () => ({ default: (await load())[name] as PageComponent }));
}

const services = (): Promise<Record<string, unknown>> => import('./pages/services.tsx');
const tokens = (): Promise<Record<string, unknown>> => import('./pages/token-services.tsx');
// With their texts, which are as many as those of all the rest together.
const cards = async (): Promise<Record<string, unknown>> => {
  const pages = await import('./cards/index.ts');
  await pages.loadCardTexts();
  return pages;
};

/** Each path with its page and the place in the navigation that it belongs to. */
const routes: readonly { readonly pattern: string; readonly page: LazyExoticComponent<PageComponent>; readonly place: string }[] = [
  { pattern: '/accounts/:accountId', page: page(() => import('./pages/account.tsx'), 'AccountPage'), place: '/' },
  { pattern: '/cards', page: page(cards, 'CardsHome'), place: '/cards' },
  { pattern: '/cards/apply', page: page(cards, 'ApplyPage'), place: '/cards' },
  { pattern: '/cards/disputes', page: page(cards, 'DisputeList'), place: '/cards' },
  { pattern: '/cards/disputes/:disputeId', page: page(cards, 'DisputePage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId', page: page(cards, 'CardAccountPage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId/load', page: page(cards, 'LoadPage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId/mandates', page: page(cards, 'MandatesPage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId/mandates/new', page: page(cards, 'NewMandatePage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId/exchange', page: page(cards, 'ExchangePage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId/statements', page: page(cards, 'StatementsPage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId/travel', page: page(cards, 'TravelPage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId/additional', page: page(cards, 'AdditionalPage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId/close', page: page(cards, 'ClosePage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId/transactions/:transactionId', page: page(cards, 'TransactionPage'), place: '/cards' },
  { pattern: '/cards/accounts/:accountId/transactions/:transactionId/dispute', page: page(cards, 'DisputeForm'), place: '/cards' },
  { pattern: '/cards/card/:cardId', page: page(cards, 'CardPage'), place: '/cards' },
  { pattern: '/cards/card/:cardId/controls', page: page(cards, 'ControlsPage'), place: '/cards' },
  { pattern: '/cards/card/:cardId/lost', page: page(cards, 'LostPage'), place: '/cards' },
  { pattern: '/cards/card/:cardId/replace', page: page(cards, 'ReplacePage'), place: '/cards' },
  { pattern: '/cards/card/:cardId/renew', page: page(cards, 'RenewPage'), place: '/cards' },
  { pattern: '/pay', page: page(() => import('./pages/pay.tsx'), 'Pay'), place: '/pay' },
  { pattern: '/pay/:kind', page: page(() => import('./pages/pay.tsx'), 'PayForm'), place: '/pay' },
  { pattern: '/approvals/:operationId', page: page(() => import('./pages/approval.tsx'), 'Approval'), place: '/pay' },
  { pattern: '/activity', page: page(() => import('./pages/activity.tsx'), 'Activity'), place: '/pay' },
  { pattern: '/service', page: page(services, 'CustomerService'), place: '/service' },
  { pattern: '/service/address', page: page(services, 'AddressChange'), place: '/service' },
  { pattern: '/service/statement', page: page(services, 'StatementOrder'), place: '/service' },
  { pattern: '/service/email', page: page(services, 'EmailChange'), place: '/service' },
  { pattern: '/service/mobile', page: page(services, 'MobileChange'), place: '/service' },
  { pattern: '/service/token', page: page(tokens, 'TokenServices'), place: '/service' },
  { pattern: '/service/token/activate', page: page(() => import('./pages/activate.tsx'), 'Activate'), place: '/service' },
  { pattern: '/service/token/enable', page: page(tokens, 'EnableSoftToken'), place: '/service' },
  { pattern: '/service/token/hard', page: page(tokens, 'SwitchToHard'), place: '/service' },
  { pattern: '/service/token/soft', page: page(tokens, 'SwitchToSoft'), place: '/service' },
  { pattern: '/service/token/deregister', page: page(tokens, 'Deregister'), place: '/service' },
  { pattern: '/service/token/install', page: page(() => import('./pages/install.tsx'), 'Install'), place: '/service' },
  { pattern: '/messages', page: page(() => import('./pages/messages.tsx'), 'Messages'), place: '/messages' },
  { pattern: '/profile', page: page(() => import('./pages/profile.tsx'), 'ProfilePage'), place: '/profile' },
];

/** Open to everybody, before there is a user name. */
const Enrol = lazy(async () => ({ default: (await import('./pages/enrol.tsx')).Enrol }));

const NotFound = page(() => import('./pages/not-found.tsx'), 'NotFound');

type State =
  | { readonly at: 'starting' }
  | { readonly at: 'failed'; readonly error: unknown }
  | { readonly at: 'outside'; readonly ended: boolean }
  | { readonly at: 'inside'; readonly session: Session };

export function Bank(): ReactNode {
  const say = bankTexts.use();
  const language = useLanguage();
  const [programme, setProgramme] = useState<Programme>();
  const [state, setState] = useState<State>({ at: 'starting' });
  const [enrolledAs, setEnrolledAs] = useState('');
  const path = usePath();

  const begin = useCallback(async (): Promise<void> => {
    try {
      const [named, session] = await Promise.allSettled([bank.get<Programme>('/programme'), bank.get<Session>('/session')]);
      if (named.status === 'rejected') throw named.reason;
      setProgramme(named.value);
      if (session.status === 'rejected') throw session.reason;
      setState({ at: 'inside', session: session.value });
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

  // The bank's name is in the language of the page.
  useEffect(() => {
    bank.get<Programme>('/programme').then(setProgramme, () => undefined);
  }, [language]);

  const signOut = useCallback(async () => {
    await bank.post('/sign-out').catch(() => undefined);
    setState({ at: 'outside', ended: false });
    navigate('/', { replace: true });
  }, []);

  // Who has chosen no language in this browser gets the one that the bank writes to them in.
  const entered = useCallback(async (session: Session) => {
    if (isLanguage(session.language) && !hasChosenLanguage()) await chooseAndRememberLanguage(session.language);
    setState({ at: 'inside', session });
  }, []);

  const session = state.at === 'inside' ? state.session : undefined;
  const visit = useMemo<Visit | undefined>(
    () => (session === undefined || programme === undefined ? undefined : { session, programme, signOut }),
    [session, programme, signOut],
  );
  const name = programme?.title ?? say('name');

  if (visit !== undefined) return <Inside visit={visit} name={name} onIdle={() => setState({ at: 'outside', ended: true })} />;
  return (
    <Shell
      name={name}
      end={
        <>
          <ThemeSwitcher compact />
          <LanguageSwitcher />
        </>
      }
    >
      {state.at === 'failed' && <ErrorBanner error={state.error} onRetry={() => void begin()} />}
      {state.at === 'starting' && <Skeleton lines={4} height="2rem" />}
      {state.at === 'outside' && programme !== undefined && path === '/enrol' && (
        <Suspense fallback={<Skeleton lines={4} height="2rem" />}>
          <Enrol
            programme={programme}
            onDone={(userName) => {
              setEnrolledAs(userName);
              navigate('/', { replace: true });
            }}
          />
        </Suspense>
      )}
      {state.at === 'outside' && programme !== undefined && path !== '/enrol' && (
        <SignIn programme={programme} ended={state.ended} knownAs={enrolledAs} onSignedIn={(session) => void entered(session)} />
      )}
    </Shell>
  );
}

function Inside({ visit, name, onIdle }: { readonly visit: Visit; readonly name: string; readonly onIdle: () => void }): ReactNode {
  const say = bankTexts.use();
  const path = usePath();
  const found = useMemo(() => {
    for (const route of routes) {
      const values = match(route.pattern, path);
      if (values !== undefined) return { ...route, values };
    }
    return undefined;
  }, [path]);
  // Who is signed in has enrolled.
  useEffect(() => {
    if (path === '/enrol') navigate('/', { replace: true });
  }, [path]);
  const place = path === '/' ? '/' : (found?.place ?? '');
  const link = (to: string, label: string, icon: NavLink['icon']): NavLink => ({ to, label, icon, current: place === to });
  return (
    <VisitContext value={visit}>
      <Shell
        name={name}
        links={[
          link('/', say('nav.accounts'), 'accounts'),
          link('/cards', say('nav.cards'), 'card'),
          link('/pay', say('nav.pay'), 'send'),
          link('/service', say('nav.service'), 'service'),
          link('/messages', say('nav.messages'), 'message'),
          link('/profile', say('nav.profile'), 'person'),
        ]}
        width="wide"
        end={
          <>
            <LanguageSwitcher onChosen={(language) => void bank.post('/profile/language', { language }).catch(() => undefined)} />
            <Button look="quiet" small icon="sign-out" label={say('nav.signOut')} onPress={() => void visit.signOut()} />
          </>
        }
      >
        <Suspense fallback={<Skeleton lines={5} height="2rem" />}>
          {path === '/' ? <Overview /> : found === undefined ? <NotFound /> : <found.page key={path} {...found.values} />}
        </Suspense>
      </Shell>
      <IdleWatch session={visit.session} onIdle={onIdle} />
    </VisitContext>
  );
}
