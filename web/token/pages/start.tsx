// The first page on a phone without a token: what the app does, and registering it.
import type { ReactNode } from 'react';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button, LinkButton } from '../../shared/ui/button.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Contact } from '../contact.tsx';
import { isInstalled, maker, wasEvicted } from '../device.ts';
import { tokenTexts } from '../texts.ts';
import { useVisit } from '../visit.ts';
import { navigate } from '../../shared/router.tsx';

export function Start(): ReactNode {
  const say = tokenTexts.use();
  const { standing } = useVisit();
  const installed = isInstalled();
  // On iPhone a page in Safari and the app on the home screen keep their storage apart: installing comes first.
  const installFirst = !installed && maker() !== 'desktop';
  return (
    <Page title={say('start.title')} lead={say('start.lead')}>
      {wasEvicted() && standing.registration === undefined && (
        <Banner tone="warn" title={say('start.evictedTitle')}>
          {say('start.evicted')}
        </Banner>
      )}
      <ol className="steps">
        <li>{say('start.step1')}</li>
        <li>{say('start.step2')}</li>
        <li>{say('start.step3')}</li>
      </ol>
      <p className="quiet small">{say('start.free')}</p>
      <div className="stack">
        {installFirst ? (
          <>
            <LinkButton to="/install" wide icon="download">
              {say('start.install')}
            </LinkButton>
            <LinkButton to="/register" look="secondary" wide>
              {standing.registration === undefined ? say('start.register') : say('start.resume')}
            </LinkButton>
          </>
        ) : (
          <Button wide onPress={() => navigate('/register')}>
            {standing.registration === undefined ? say('start.register') : say('start.resume')}
          </Button>
        )}
        {!installFirst && !installed && (
          <LinkButton to="/install" look="quiet" wide>
            {say('start.howToInstall')}
          </LinkButton>
        )}
      </div>
      <Contact lost={false} />
    </Page>
  );
}
