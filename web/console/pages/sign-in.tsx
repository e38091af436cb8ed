// Sign-in with a passkey: no user name, no password.
import {
  browserSupportsWebAuthn,
  startAuthentication,
  WebAuthnError,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { ReactNode } from 'react';
import { useAct } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { door } from '../door.ts';
import { consoleTexts } from '../texts.ts';

/** Whether the person closed the browser's question, or had no passkey for this page: nothing is wrong. */
export function wasDismissed(error: unknown): boolean {
  return (error instanceof WebAuthnError || error instanceof Error) && (error.name === 'NotAllowedError' || error.name === 'AbortError');
}

export function SignIn({ ended, onSignedIn }: { readonly ended: boolean; readonly onSignedIn: () => void }): ReactNode {
  const say = consoleTexts.use();
  const { run, pending, error } = useAct(async () => {
    const { challengeId, options } = await door.post<{ challengeId: string; options: PublicKeyCredentialRequestOptionsJSON }>(
      '/sign-in/begin',
    );
    const response = await startAuthentication({ optionsJSON: options });
    await door.post('/sign-in/complete', { challengeId, response });
    onSignedIn();
  });
  return (
    <Page title={say('signIn.title')} lead={say('signIn.lead')} narrow>
      {ended && <Banner tone="info" live title={say('signIn.ended')} />}
      {!browserSupportsWebAuthn() && <Banner tone="warn" title={say('signIn.noPasskeys')} />}
      {error !== undefined &&
        (wasDismissed(error) ? <Banner tone="info" live title={say('signIn.dismissed')} /> : <ErrorBanner error={error} />)}
      <Card>
        <div className="stack sign-in">
          <Icon name="fingerprint" size={44} />
          <p>{say('signIn.text')}</p>
          <Button wide icon="key" pending={pending} onPress={() => void run()}>
            {say('signIn.act')}
          </Button>
          <p className="small quiet">{say('signIn.none')}</p>
        </div>
      </Card>
    </Page>
  );
}
