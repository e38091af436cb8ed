// The install page (TK-36): home screen on iPhone, on Android, and on phones without Google's services.
import { useEffect, useState, type ReactNode } from 'react';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { isInstalled, maker, type Maker } from '../device.ts';
import { tokenTexts, type TokenText } from '../texts.ts';

/** Chrome's own offer to install; other browsers have none. */
type InstallPrompt = Event & { prompt(): Promise<unknown> };

const makers: readonly { readonly id: Exclude<Maker, 'desktop'>; readonly title: TokenText; readonly steps: readonly TokenText[] }[] = [
  { id: 'iphone', title: 'install.iphone', steps: ['install.iphone1', 'install.iphone2', 'install.iphone3'] },
  { id: 'android', title: 'install.android', steps: ['install.android1', 'install.android2', 'install.android3'] },
  { id: 'huawei', title: 'install.huawei', steps: ['install.huawei1', 'install.huawei2', 'install.huawei3'] },
];

export function Install(): ReactNode {
  const say = tokenTexts.use();
  const [prompt, setPrompt] = useState<InstallPrompt>();
  const here = maker();
  useEffect(() => {
    const offered = (event: Event): void => {
      event.preventDefault();
      setPrompt(event as InstallPrompt);
    };
    addEventListener('beforeinstallprompt', offered);
    return () => removeEventListener('beforeinstallprompt', offered);
  }, []);
  const ordered = [...makers].sort((one, other) => Number(other.id === here) - Number(one.id === here));
  return (
    <Page title={say('install.title')} back="/" lead={say('install.lead')}>
      {isInstalled() && <Banner tone="good">{say('install.done')}</Banner>}
      {here === 'desktop' && <Banner tone="info">{say('install.desktop', { address: location.host })}</Banner>}
      {prompt !== undefined && (
        <Button wide icon="download" onPress={() => void prompt.prompt()}>
          {say('install.now')}
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
      <p className="quiet">{say('install.noStore')}</p>
    </Page>
  );
}
