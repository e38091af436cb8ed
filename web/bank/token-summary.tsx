// The state of the customer's authenticators in words, and the four steps to a soft token (TK-06).
import type { ReactNode } from 'react';
import { formatDate } from '../shared/i18n/format.ts';
import { useLoaded } from '../shared/loading.ts';
import { Banner, Tag, type Tone } from '../shared/ui/banner.tsx';
import { LinkButton } from '../shared/ui/button.tsx';
import { Card, Details } from '../shared/ui/card.tsx';
import { Ltr } from '../shared/ui/money.tsx';
import { bank } from './door.ts';
import { bankTexts } from './texts.ts';
import type { TokenSummary } from './types.ts';

export function useToken(): ReturnType<typeof useLoaded<TokenSummary>> {
  return useLoaded('token', () => bank.get<TokenSummary>('/token'));
}

const deviceTones: Readonly<Record<string, Tone | 'plain'>> = {
  active: 'good',
  registered: 'info',
  suspended: 'plain',
  deregistered: 'plain',
  'password-locked': 'bad',
  'code-locked': 'bad',
};
const hardTones: Readonly<Record<string, Tone | 'plain'>> = { active: 'good', suspended: 'plain', locked: 'bad' };

export function Summary({ token }: { readonly token: TokenSummary }): ReactNode {
  const say = bankTexts.use();
  const { soft, hard, waiting } = token;
  return (
    <>
      {token.active === 'none' && token.eligible && <Steps token={token} />}
      {!token.eligible && (
        <Banner tone="warn" title={say('token.ineligible.title')}>
          {say(hard === undefined ? 'token.ineligible.branch' : 'token.ineligible.hard')}
        </Banner>
      )}
      {soft?.status === 'code-locked' && (
        <Banner
          tone="bad"
          title={say('token.codeLocked.title')}
          actions={
            <LinkButton look="secondary" small to="/service/token/enable">
              {say('token.enable.title')}
            </LinkButton>
          }
        >
          {say('token.codeLocked.text')}
        </Banner>
      )}
      {soft?.status === 'password-locked' && (
        <Banner tone="bad" title={say('token.passwordLocked.title')}>
          {say('token.passwordLocked.text')}
        </Banner>
      )}
      {waiting !== undefined && token.active !== 'none' && (
        <Banner
          tone="info"
          title={say('token.waiting.title', { phone: phoneName(waiting) })}
          actions={
            <LinkButton look="secondary" small to="/service/token/activate">
              {say('token.activate.title')}
            </LinkButton>
          }
        >
          {say(token.active === 'soft' ? 'token.waiting.replace' : 'token.waiting.text')}
        </Banner>
      )}
      {(soft !== undefined || hard !== undefined) && (
        <Card title={say('token.yours')}>
          {soft !== undefined && (
            <Details
              rows={[
                [
                  say('token.kind.soft'),
                  <Tag
                    key="soft"
                    tone={deviceTones[soft.status] ?? 'plain'}
                    {...(soft.status.endsWith('locked') ? { icon: 'lock' as const } : {})}
                  >
                    {say(`token.status.${soft.status}`)}
                  </Tag>,
                ],
                [say('token.phone'), <bdi key="phone">{phoneName(soft)}</bdi>],
                [say('token.since'), formatDate(soft.activatedAt ?? soft.registeredAt, 'date')],
              ]}
            />
          )}
          {hard !== undefined && (
            <Details
              rows={[
                [
                  say('token.kind.hard'),
                  <Tag key="hard" tone={hardTones[hard.status] ?? 'plain'} {...(hard.status === 'locked' ? { icon: 'lock' as const } : {})}>
                    {say(`token.status.${hard.status}`)}
                  </Tag>,
                ],
                [say('token.serial'), <Ltr key="serial">{hard.serial}</Ltr>],
              ]}
            />
          )}
        </Card>
      )}
    </>
  );
}

export function phoneName(device: { readonly platform: 'ios' | 'android' | 'other'; readonly model: string }): string {
  return device.model === '' ? bankTexts.say(`token.platform.${device.platform}`) : device.model;
}

const steps = ['enrol', 'install', 'register', 'activate'] as const;

/** The four steps of TK-06, with the one that is missing. */
export function Steps({ token }: { readonly token: TokenSummary }): ReactNode {
  const say = bankTexts.use();
  const missing = steps.indexOf(token.missingStep ?? 'install');
  return (
    <Card title={say('token.steps.title')}>
      <ol className="numbered">
        {steps.map((step, index) => (
          <li key={step}>
            <span className="list-body">
              <span className="list-title">
                {say(`token.steps.${step}`)} {index < missing && <Tag tone="good">{say('token.steps.done')}</Tag>}
                {index === missing && (
                  <Tag tone="warn" icon="arrow-forward">
                    {say('token.steps.next')}
                  </Tag>
                )}
              </span>
              <span className="list-note">{say(`token.steps.${step}Note`)}</span>
            </span>
          </li>
        ))}
      </ol>
      <LinkButton to={token.missingStep === 'activate' ? '/service/token/activate' : '/service/token/install'}>
        {say(token.missingStep === 'activate' ? 'token.activate.title' : 'token.install.title')}
      </LinkButton>
    </Card>
  );
}
