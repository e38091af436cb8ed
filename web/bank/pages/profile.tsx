// The customer's contacts of record, language, appearance, and sign-out.
import type { ReactNode } from 'react';
import { useLoaded } from '../../shared/loading.ts';
import { Link } from '../../shared/router.tsx';
import { ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Details, Skeleton } from '../../shared/ui/card.tsx';
import { LanguageSwitcher, ThemeSwitcher } from '../../shared/ui/choosers.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { bank, useVisit } from '../door.ts';
import { bankTexts } from '../texts.ts';
import type { Profile } from '../types.ts';

export function ProfilePage(): ReactNode {
  const say = bankTexts.use();
  const { signOut } = useVisit();
  const profile = useLoaded('profile', () => bank.get<Profile>('/profile'));
  const saveLanguage = (language: string): void => {
    bank.post('/profile/language', { language }).then(
      () => toast(bankTexts.say('profile.languageSaved')),
      () => undefined,
    );
  };
  return (
    <Page title={say('profile.title')} narrow>
      <Card title={say('profile.contacts')}>
        {profile.state === 'loading' && <Skeleton lines={4} height="2.4rem" />}
        {profile.state === 'failed' && <ErrorBanner error={profile.error} onRetry={profile.reload} />}
        {profile.state === 'ready' && (
          <Details
            rows={[
              [say('profile.name'), <bdi key="name">{profile.value.name}</bdi>],
              [say('detail.mobile'), <Changeable key="mobile" to="/service/mobile" what={say('service.mobile.title')}><Ltr>{profile.value.mobile}</Ltr></Changeable>],
              [say('detail.email'), <Changeable key="email" to="/service/email" what={say('service.email.title')}><Ltr>{profile.value.email}</Ltr></Changeable>],
              [say('detail.address'), <Changeable key="address" to="/service/address" what={say('service.address.title')}><bdi>{profile.value.address}</bdi></Changeable>],
            ]}
          />
        )}
      </Card>
      <Card title={say('profile.page')}>
        <div className="row spread">
          <LanguageSwitcher onChosen={saveLanguage} />
          <ThemeSwitcher />
        </div>
        <p className="small quiet">{say('profile.languageNote')}</p>
      </Card>
      <Button look="secondary" icon="sign-out" onPress={() => void signOut()}>
        {say('nav.signOut')}
      </Button>
    </Page>
  );
}

function Changeable({ to, what, children }: { readonly to: string; readonly what: string; readonly children: ReactNode }): ReactNode {
  const say = bankTexts.use();
  return (
    <span className="stack" style={{ gap: 0, alignItems: 'flex-end' }}>
      {children}
      <Link className="small" to={to} aria-label={what}>
        {say('profile.change')}
      </Link>
    </span>
  );
}
