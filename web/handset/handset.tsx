// The page: who there is, the phone of one of them, and what to try first.
import './handset.css';
import './phone.css';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useEvents, useLoaded, useNow } from '../shared/loading.ts';
import { formatDate } from '../shared/i18n/format.ts';
import { languageRows, isLanguage } from '../shared/i18n/language.ts';
import { Banner, ErrorBanner, Tag } from '../shared/ui/banner.tsx';
import { EmptyState, Skeleton } from '../shared/ui/card.tsx';
import { LanguageSwitcher, ThemeSwitcher } from '../shared/ui/choosers.tsx';
import { Icon, type IconName } from '../shared/ui/icons.tsx';
import { Ltr } from '../shared/ui/money.tsx';
import { Shell } from '../shared/ui/shell.tsx';
import { addressOfPhone, door, phoneHere, type Inbox, type Overview, type Phone } from './door.ts';
import { Guide } from './guide.tsx';
import { Mailbox, Messages } from './inbox.tsx';
import { ShopPanel } from './shop.tsx';
import { handsetTexts } from './texts.ts';
import { WalletPanel } from './wallet.tsx';

export function Handset(): ReactNode {
  const say = handsetTexts.use();
  const loaded = useLoaded('overview', async () => await door.get<Overview>('/phones'));
  const slug = phoneHere();
  const phone = loaded.state === 'ready' ? loaded.value.phones.find((one) => one.slug === slug) : undefined;
  const title = phone === undefined ? say('title') : say('phoneOf', { name: phone.name });
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Shell
      name={say('title')}
      width="full"
      end={
        <>
          <ThemeSwitcher />
          <LanguageSwitcher />
        </>
      }
    >
      <h1 className="visually-hidden">{title}</h1>
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={6} height="2rem" />}
      {loaded.state === 'ready' && (
        <div className="handset">
          <People overview={loaded.value} current={slug} />
          {phone === undefined ? (
            <div className="phone-place">
              <EmptyState icon="phone" title={say('choose.title')}>
                {say('choose.text')}
              </EmptyState>
            </div>
          ) : (
            <PhoneView key={phone.slug} overview={loaded.value} phone={phone} />
          )}
          <Guide overview={loaded.value} phone={phone} />
        </div>
      )}
    </Shell>
  );
}

function People({ overview, current }: { readonly overview: Overview; readonly current: string | undefined }): ReactNode {
  const say = handsetTexts.use();
  return (
    <nav className="people" aria-label={say('people')}>
      <h2 className="part">{say('people')}</h2>
      <ul>
        {overview.phones.map((phone) => (
          <li key={phone.slug}>
            <a
              className="person"
              href={addressOfPhone(overview, phone.slug)}
              {...(phone.slug === current ? { 'aria-current': 'page' as const } : {})}
            >
              <span className="person-mark" aria-hidden="true">
                {phone.nameLatin.slice(0, 1)}
              </span>
              <span className="person-body">
                <bdi className="person-name">{phone.name}</bdi>
                <span className="person-note">
                  <bdi>{isLanguage(phone.language) ? languageRows[phone.language].name : phone.language}</bdi>
                  {phone.name !== phone.nameLatin && (
                    <>
                      {' · '}
                      <bdi>{phone.nameLatin}</bdi>
                    </>
                  )}
                </span>
                {phone.traits.map((trait) => (
                  <Tag key={trait} tone="info">
                    {say(`trait.${trait}`)}
                  </Tag>
                ))}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const parts: readonly { readonly id: 'messages' | 'mail' | 'token' | 'wallet' | 'shop'; readonly icon: IconName }[] = [
  { id: 'messages', icon: 'message' },
  { id: 'mail', icon: 'mail' },
  { id: 'token', icon: 'token' },
  { id: 'wallet', icon: 'card' },
  { id: 'shop', icon: 'bill' },
];

// The page in the frame asks for these itself; the frame only passes on that it may.
const frameMay =
  'camera; display-capture; clipboard-read; clipboard-write; otp-credentials; publickey-credentials-get; publickey-credentials-create; web-share';

function PhoneView({ overview, phone }: { readonly overview: Overview; readonly phone: Phone }): ReactNode {
  const say = handsetTexts.use();
  const [part, setPart] = useState<string>('token');
  const [inbox, setInbox] = useState<Inbox>();
  const { connected } = useEvents<Inbox>(`/handset/v1/phones/${phone.slug}/events`, 'inbox', setInbox);
  const now = useNow(true, 10_000);
  const seen = useRef<Record<string, number>>({});
  const counts: Readonly<Record<string, number>> = { messages: inbox?.sms.length ?? 0, mail: inbox?.mail.length ?? 0 };
  const [fresh, setFresh] = useState<Record<string, number>>({});
  const { messages = 0, mail = 0 } = counts;
  const arrived = inbox !== undefined;
  useEffect(() => {
    if (!arrived) return;
    const current: Record<string, number> = { messages, mail };
    // What was there when the page opened has been seen.
    if (Object.keys(seen.current).length === 0) seen.current = { ...current };
    if (part in current) seen.current[part] = current[part] ?? 0;
    setFresh(Object.fromEntries(Object.entries(current).map(([name, count]) => [name, Math.max(0, count - (seen.current[name] ?? 0))])));
  }, [arrived, messages, mail, part]);
  const app = overview.doors.token.replace('{slug}', phone.slug);
  return (
    <div className="phone-place">
      <section className="phone" aria-label={say('phoneOf', { name: phone.name })}>
        <div className="phone-bar">
          <span className="tabular">{formatDate(new Date(now).toISOString(), 'time')}</span>
          <span className="phone-camera" aria-hidden="true" />
          <span className="phone-number">
            <Ltr>{phone.mobile}</Ltr>
          </span>
        </div>
        {/* The dock stands first, as its panels need it; the style puts it at the bottom, where thumbs are. */}
        <Tabs className="phone-tabs" selectedKey={part} onSelectionChange={(id) => setPart(String(id))}>
          <TabList className="phone-dock" aria-label={say('parts')}>
            {parts.map(({ id, icon }) => (
              <Tab key={id} id={id} className="phone-tab">
                <Icon name={icon} size={22} />
                <span>{say(`part.${id}`)}</span>
                {(fresh[id] ?? 0) > 0 && (
                  <span className="phone-badge">
                    {fresh[id]}
                    <span className="visually-hidden"> {say('fresh')}</span>
                  </span>
                )}
              </Tab>
            ))}
          </TabList>
          <div className="phone-screen">
            <TabPanel id="messages" className="phone-panel">
              <Messages phone={phone} inbox={inbox} bankNumber={overview.bankNumber} />
            </TabPanel>
            <TabPanel id="mail" className="phone-panel">
              <Mailbox inbox={inbox} />
            </TabPanel>
            {/* Stays where it is while another part is looked at: an app is not closed by reading an SMS. */}
            <TabPanel id="token" className="phone-panel phone-app" shouldForceMount>
              <iframe title={say('token.title')} src={app} allow={frameMay} />
            </TabPanel>
            <TabPanel id="wallet" className="phone-panel">
              <WalletPanel phone={phone} />
            </TabPanel>
            <TabPanel id="shop" className="phone-panel">
              <ShopPanel phone={phone} />
            </TabPanel>
          </div>
        </Tabs>
      </section>
      <p className="phone-note">
        <a href={app} target="_blank" rel="noreferrer">
          {say('token.own')} <Icon name="external" size={16} />
        </a>
      </p>
      {!connected && inbox !== undefined && <Banner tone="warn">{say('notConnected')}</Banner>}
      <p className="visually-hidden" role="status">
        {(fresh['messages'] ?? 0) > 0 ? say('freshSms') : ''}
      </p>
    </div>
  );
}
