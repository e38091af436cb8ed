// A person's own passkeys.
import { startRegistration, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { useState, type ReactNode } from 'react';
import { formatDate } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Banner, ErrorBanner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card, Details, EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import { wasDismissed } from './sign-in.tsx';

type Passkey = { readonly id: string; readonly name: string; readonly createdAt: string; readonly lastUsedAt: string | null };
type Begun = { readonly challengeId: string; readonly options: PublicKeyCredentialCreationOptionsJSON };

export function Account(): ReactNode {
  const say = consoleTexts.use();
  const { session } = useVisit();
  const { person, programme } = session;
  const loaded = useLoaded('passkeys', async () => (await door.get<{ passkeys: Passkey[] }>('/passkeys')).passkeys);
  const [label, setLabel] = useState('');
  const add = useAct(async () => {
    const { challengeId, options } = await door.post<Begun>('/passkeys/begin');
    const response = await startRegistration({ optionsJSON: options });
    await door.post('/passkeys', { challengeId, name: label.trim() === '' ? say('enrol.label.default') : label.trim(), response });
    setLabel('');
    toast(say('account.added'));
    loaded.reload();
  });
  const remove = useAct(async (id: string) => {
    await door.delete(`/passkeys/${id}`);
    toast(say('account.removed'));
    loaded.reload();
  });
  return (
    <Page title={say('nav.account')}>
      <div className="cards">
        <Card title={say('account.you')}>
          <Details
            rows={[
              [say('customer.name'), <bdi key="n">{person.name}</bdi>],
              [say('staff.userName'), <Ltr key="u">{person.userName}</Ltr>],
              [say('staff.roles'), person.roles.map((role) => named(say, 'role', role)).join(' · ')],
            ]}
          />
        </Card>
        <Card title={say('account.add')}>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              void add.run();
            }}
          >
            <p className="small quiet">{say('account.add.text')}</p>
            <TextField label={say('enrol.label')} hint={say('enrol.label.hint')} value={label} onChange={setLabel} maxLength={60} />
            {add.error !== undefined &&
              (wasDismissed(add.error) ? <Banner tone="info" live title={say('enrol.dismissed')} /> : <ErrorBanner error={add.error} />)}
            <Button type="submit" icon="key" pending={add.pending}>
              {say('enrol.act')}
            </Button>
          </form>
        </Card>
      </div>
      <h2>{say('account.passkeys')}</h2>
      <ErrorBanner error={remove.error} />
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={2} height="1.6rem" />}
      {loaded.state === 'ready' && (
        <div className="panel">
          <Table
            label={say('account.passkeys')}
            rows={loaded.value}
            rowId={({ id }) => id}
            empty={<EmptyState icon="key" title={say('account.passkeys')} />}
            columns={[
              { id: 'name', title: say('enrol.label'), cell: ({ name }) => <bdi>{name}</bdi> },
              { id: 'made', title: say('account.made'), cell: ({ createdAt }) => formatDate(createdAt, 'date-time', programme.timeZone) },
              {
                id: 'used',
                title: say('account.used'),
                cell: ({ lastUsedAt }) => (lastUsedAt === null ? '—' : formatDate(lastUsedAt, 'date-time', programme.timeZone)),
              },
              {
                id: 'remove',
                title: <span className="visually-hidden">{say('acts.title')}</span>,
                end: true,
                cell: ({ id, name }) => (
                  <Button
                    look="quiet"
                    small
                    icon="trash"
                    label={say('account.remove', { name })}
                    disabled={loaded.value.length < 2}
                    onPress={() => void remove.run(id)}
                  />
                ),
              },
            ]}
          />
        </div>
      )}
    </Page>
  );
}
