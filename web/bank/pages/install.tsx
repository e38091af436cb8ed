// Where to get the app on iPhone, Android and Huawei, what it costs (nothing: TK-02) and what comes after (TK-06, TK-36).
import type { ReactNode } from 'react';
import { useLoaded } from '../../shared/loading.ts';
import { Banner } from '../../shared/ui/banner.tsx';
import { Card, Skeleton } from '../../shared/ui/card.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Tabs } from '../../shared/ui/tabs.tsx';
import { bank, useVisit } from '../door.ts';
import { bankTexts } from '../texts.ts';
import { Trail } from '../trail.tsx';
import type { TokenSummary } from '../types.ts';

const phones = ['iphone', 'android', 'huawei'] as const;

export function Install(): ReactNode {
  const say = bankTexts.use();
  const { programme } = useVisit();
  const token = useLoaded('token', () => bank.get<TokenSummary>('/token'));
  const title = say('token.install.title');
  const address = programme.appAddress;
  return (
    <Page title={title} lead={say('token.install.lead')} narrow>
      <Trail last={title} />
      {token.state === 'ready' && !token.value.eligible && (
        <Banner tone="warn" title={say('token.ineligible.title')}>
          {say(token.value.hard === undefined ? 'token.ineligible.branch' : 'token.ineligible.hard')}
        </Banner>
      )}
      <Banner tone="good" title={say('install.free.title')}>
        {say('token.free')}
      </Banner>
      <Card>
        <h2>{say('install.where')}</h2>
        {address === '' ? (
          <Skeleton />
        ) : (
          <a className="button button-primary button-wide" href={address} target="_blank" rel="noreferrer">
            <Icon name="external" />
            {say('install.open')}
          </a>
        )}
        <p className="small">
          {say.rich('install.type', {
            address: (
              <strong>
                <Ltr>{address.replace(/^https?:\/\//, '').replace(/\/$/, '')}</Ltr>
              </strong>
            ),
          })}
        </p>
        <div className="phones">
          <Tabs
            label={say('install.phones')}
            parts={phones.map((phone) => ({
              id: phone,
              label: say(`install.${phone}`),
              content: (
                <ol className="numbered">
                  <li>{say(`install.${phone}.1`)}</li>
                  <li>{say(`install.${phone}.2`)}</li>
                  <li>{say(`install.${phone}.3`)}</li>
                </ol>
              ),
            }))}
          />
        </div>
      </Card>
      <Card title={say('install.next.title')}>
        <ol className="numbered">
          <li>{say('install.next.register')}</li>
          <li>{say('install.next.password')}</li>
          <li>{say('install.next.activate')}</li>
        </ol>
        <p className="small quiet">{say('install.needs')}</p>
      </Card>
    </Page>
  );
}
