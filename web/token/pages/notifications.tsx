// Notifications: switching them on, and how to do it in the phone's own settings (TK-18).
import { useState, type ReactNode } from 'react';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { useAnswer } from '../act.ts';
import { AnswerBanner } from '../answer-banner.tsx';
import { isInstalled, platform } from '../device.ts';
import { permission, switchOn } from '../notifications.ts';
import { declined } from '../protocol/transport.ts';
import { tokenTexts, type TokenText } from '../texts.ts';
import { useVisit } from '../visit.ts';

const systems: readonly { readonly id: 'ios' | 'android'; readonly title: TokenText; readonly steps: readonly TokenText[] }[] = [
  { id: 'ios', title: 'notify.ios', steps: ['notify.ios1', 'notify.ios2', 'notify.ios3'] },
  { id: 'android', title: 'notify.android', steps: ['notify.android1', 'notify.android2', 'notify.android3'] },
];

export function Notifications(): ReactNode {
  const say = tokenTexts.use();
  const { phone, programme } = useVisit();
  const ios = platform() === 'ios';
  const [allowed, setAllowed] = useState(() => permission(isInstalled(), ios));
  const [subscribed, setSubscribed] = useState(false);
  const key = programme?.vapidPublicKey;
  const set = useAnswer(async () => {
    const asked = await Notification.requestPermission();
    setAllowed(permission(isInstalled(), ios));
    if (asked !== 'granted') return { kind: 'done', value: undefined };
    if (key === undefined || !(await switchOn(phone, key))) return declined('no-push-service');
    setSubscribed(true);
    toast(say('notify.nowOn'));
    return { kind: 'done', value: undefined };
  });
  const ordered = [...systems].sort((one, other) => Number(other.id === platform()) - Number(one.id === platform()));
  return (
    <Page title={say('notify.title')} back="/" lead={say('notify.lead')}>
      <AnswerBanner answer={set.answer} />
      {allowed === 'needs-install' && (
        <Banner
          tone="info"
          actions={
            <LinkButton to="/install" small look="secondary">
              {say('start.howToInstall')}
            </LinkButton>
          }
        >
          {say('notify.needsInstall')}
        </Banner>
      )}
      {allowed === 'unsupported' && <Banner tone="info">{say('notify.unsupported')}</Banner>}
      {allowed === 'denied' && (
        <Banner tone="warn" title={say('notify.deniedTitle')}>
          {say('notify.denied')}
        </Banner>
      )}
      {allowed === 'granted' && subscribed && <Banner tone="good">{say('notify.on')}</Banner>}
      {(allowed === 'ask' || (allowed === 'granted' && !subscribed)) && (
        <Button wide icon="bell" pending={set.pending} onPress={() => void set.run()}>
          {say('notify.act')}
        </Button>
      )}
      {ordered.map(({ id, title, steps }) => (
        <Card key={id} title={say(title)}>
          <ol className="steps">
            {steps.map((step) => (
              <li key={step}>{say(step)}</li>
            ))}
          </ol>
        </Card>
      ))}
      <p className="quiet">{say('notify.without')}</p>
    </Page>
  );
}
