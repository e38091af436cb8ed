// One customer: contacts and tokens in the middle, what may be done for them in the side panel.
import { useState, type ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { useLoaded } from '../../shared/loading.ts';
import { ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Card, Details, Skeleton } from '../../shared/ui/card.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Tabs } from '../../shared/ui/tabs.tsx';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import type { Call, CustomerView, Device } from '../types.ts';
import { CallPanel } from './call-panel.tsx';
import { CardTab } from './card-tab.tsx';
import { CustomerActs } from './customer-acts.tsx';
import { History, Messages } from './customer-lists.tsx';

export function CustomerPage({ customerId = '' }: { readonly customerId?: string }): ReactNode {
  const say = consoleTexts.use();
  const { may } = useVisit();
  const view = useLoaded(customerId, async () => await door.get<CustomerView>(`/customers/${customerId}`));
  const takesCalls = may('call.take');
  const call = useLoaded(`call ${customerId}`, async () =>
    takesCalls ? (await door.get<{ call: Call | null }>('/calls/current')).call : null,
  );
  const [turn, setTurn] = useState(0);
  const changed = (): void => {
    view.reload();
    call.reload();
    setTurn((before) => before + 1);
  };
  if (view.state !== 'ready') {
    return (
      <Page title={say('customer.title')} back="/">
        {view.state === 'failed' ? <ErrorBanner error={view.error} onRetry={view.reload} /> : <Skeleton lines={6} height="1.6rem" />}
      </Page>
    );
  }
  const { customer } = view.value;
  const open = call.state === 'ready' ? call.value : null;
  return (
    <Page title={customer.name} back={{ label: say('nav.customers'), to: '/' }}>
      <p className="customer-line">
        {customer.nameLatin !== customer.name && <bdi>{customer.nameLatin}</bdi>}
        <span>
          {say('customer.number')} <Ltr>{customer.number}</Ltr>
        </span>
        <span>{named(say, 'language', customer.language)}</span>
        <TokenTag view={view.value} />
        {customer.closedAt !== null && <Tag tone="plain">{say('customer.closed')}</Tag>}
      </p>
      <div className="columns">
        <div className="stack">
          {takesCalls && <CallPanel customerId={customer.id} call={open} onChanged={changed} />}
          <Tabs
            label={say('customer.parts')}
            parts={[
              { id: 'overview', label: say('customer.overview'), content: <Overview view={view.value} /> },
              ...(may('card.view')
                ? [
                    {
                      id: 'cards',
                      label: say('customer.cards'),
                      content: <CardTab customerId={customer.id} call={open} onChanged={changed} />,
                    },
                  ]
                : []),
              { id: 'messages', label: say('customer.messages'), content: <Messages key={turn} customerId={customer.id} /> },
              {
                id: 'history',
                label: say('customer.history'),
                content: <History key={turn} customerId={customer.id} refusedOnly={false} />,
              },
              { id: 'refusals', label: say('customer.refusals'), content: <History key={turn} customerId={customer.id} refusedOnly /> },
            ]}
          />
        </div>
        <aside className="side" aria-label={say('acts.title')}>
          <CustomerActs view={view.value} call={open} onChanged={changed} />
        </aside>
      </div>
    </Page>
  );
}

function TokenTag({ view }: { readonly view: CustomerView }): ReactNode {
  const say = consoleTexts.use();
  const { active } = view.token;
  return (
    <Tag tone={active === 'none' ? 'warn' : 'good'} icon={active === 'hard' ? 'token' : active === 'soft' ? 'phone' : 'warn'}>
      {say(`active.${active}`)}
    </Tag>
  );
}

function moment(text: string | null): ReactNode {
  return text === null ? '—' : formatDate(text, 'date-time');
}

function Overview({ view }: { readonly view: CustomerView }): ReactNode {
  const say = consoleTexts.use();
  const { customer, token } = view;
  const { timeZone } = useVisit().session.programme;
  const verified = customer.mobileVerifiedAt;
  return (
    <div className="cards">
      <Card title={say('customer.contacts')} level={2}>
        <Details
          rows={[
            [
              say('customer.mobile'),
              <span className="stack-tight" key="m">
                <Ltr>{customer.mobile}</Ltr>
                {verified === null ? (
                  <Tag tone="warn">{say('customer.notVerified')}</Tag>
                ) : (
                  <Tag tone="good">{say('customer.verifiedAt', { date: formatDate(verified, 'date', timeZone) })}</Tag>
                )}
              </span>,
            ],
            [say('customer.mobileChanged'), customer.mobileChangedAt === null ? undefined : moment(customer.mobileChangedAt)],
            [say('customer.email'), customer.email === null ? '—' : <Ltr key="e">{customer.email}</Ltr>],
            [say('customer.address'), customer.address === '' ? '—' : customer.address],
            [say('customer.civilId'), <Ltr key="c">{customer.civilId}</Ltr>],
            [say('customer.since'), formatDate(customer.createdAt, 'date', timeZone)],
          ]}
        />
      </Card>
      <Card title={say('token.title')} level={2}>
        <Details
          rows={[
            [say('token.active'), say(`active.${token.active}`)],
            [say('token.eligible'), say(token.eligible ? 'token.eligible.yes' : 'token.eligible.no')],
            [say('token.missing'), token.missingStep === null ? undefined : named(say, 'step', token.missingStep)],
          ]}
        />
        {token.soft === null && <p className="quiet small">{say('token.soft.none')}</p>}
        {token.soft !== null && <DeviceDetails title={say('token.soft')} device={token.soft} />}
        {token.waiting !== null && <DeviceDetails title={say('token.waiting')} device={token.waiting} />}
        {token.hard === null ? (
          <p className="quiet small">{say('token.hard.none')}</p>
        ) : (
          <>
            <h3 className="part-title">{say('token.hard')}</h3>
            <Details
              rows={[
                [say('token.serial'), <Ltr key="s">{token.hard.serial}</Ltr>],
                [say('token.kind'), token.hard.kind.toUpperCase()],
                [say('token.state'), named(say, 'hardStatus', token.hard.status)],
              ]}
            />
          </>
        )}
      </Card>
    </div>
  );
}

function DeviceDetails({ title, device }: { readonly title: string; readonly device: Device }): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  const locked = /locked/.test(device.status);
  return (
    <>
      <h3 className="part-title">{title}</h3>
      <Details
        rows={[
          [
            say('token.state'),
            <Tag
              key="t"
              tone={device.status === 'active' ? 'good' : locked ? 'bad' : 'plain'}
              {...(locked ? { icon: 'lock' as const } : {})}
            >
              {named(say, 'deviceStatus', device.status)}
            </Tag>,
          ],
          [say('token.model'), <Ltr key="m">{device.model === '' ? named(say, 'platform', device.platform) : device.model}</Ltr>],
          [say('token.system'), <Ltr key="y">{device.system === '' ? named(say, 'platform', device.platform) : device.system}</Ltr>],
          [say('token.screenLock'), named(say, 'screenLock', device.screenLock)],
          [say('token.registered'), formatDate(device.registeredAt, 'date-time', timeZone)],
          [say('token.activated'), device.activatedAt === null ? undefined : formatDate(device.activatedAt, 'date-time', timeZone)],
        ]}
      />
    </>
  );
}
