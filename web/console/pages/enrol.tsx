// The invitation of a new member of staff: makes their first passkey. The secret stands after '#', which no server sees.
import { startRegistration, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { useEffect, useState, type ReactNode } from 'react';
import { useAct } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Skeleton } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { door } from '../door.ts';
import { consoleTexts } from '../texts.ts';
import { wasDismissed } from './sign-in.tsx';

type Enrolment = {
  readonly challengeId: string;
  readonly name: string;
  readonly userName: string;
  readonly options: PublicKeyCredentialCreationOptionsJSON;
};

export function Enrol({ onDone }: { readonly onDone: () => void }): ReactNode {
  const say = consoleTexts.use();
  const [secret] = useState(() => location.hash.slice(1));
  const [person, setPerson] = useState<{ name: string; userName: string }>();
  const [label, setLabel] = useState('');
  const [made, setMade] = useState(false);
  const begin = useAct(async () => await door.post<Enrolment>('/enrolment/begin', { secret }));
  const { run: runBegin } = begin;
  useEffect(() => {
    void runBegin().then((enrolment) => enrolment !== undefined && setPerson(enrolment));
  }, [runBegin]);
  // Each press asks for a fresh challenge: the first one may have grown old while the page stood open.
  const make = useAct(async () => {
    const { challengeId, options } = await door.post<Enrolment>('/enrolment/begin', { secret });
    const response = await startRegistration({ optionsJSON: options });
    await door.post('/enrolment/complete', {
      challengeId,
      name: label.trim() === '' ? say('enrol.label.default') : label.trim(),
      response,
    });
    history.replaceState(null, '', '/enrol');
    setMade(true);
  });
  if (made) {
    return (
      <Page title={say('enrol.done.title')} narrow>
        <Banner tone="good" live title={say('enrol.done.text')} />
        <Button onPress={onDone}>{say('signIn.title')}</Button>
      </Page>
    );
  }
  return (
    <Page title={say('enrol.title')} lead={person === undefined ? undefined : say('enrol.lead', { name: person.name })} narrow>
      {begin.error !== undefined && <ErrorBanner error={begin.error} />}
      {begin.error === undefined && person === undefined && <Skeleton lines={3} height="1.5rem" />}
      {make.error !== undefined &&
        (wasDismissed(make.error) ? <Banner tone="info" live title={say('enrol.dismissed')} /> : <ErrorBanner error={make.error} />)}
      {person !== undefined && (
        <Card>
          <div className="stack">
            <p>{say('enrol.text')}</p>
            <TextField label={say('enrol.label')} hint={say('enrol.label.hint')} value={label} onChange={setLabel} maxLength={60} />
            <Button wide icon="key" pending={make.pending} onPress={() => void make.run()}>
              {say('enrol.act')}
            </Button>
          </div>
        </Card>
      )}
    </Page>
  );
}
