// The people who work here: their roles, their invitations.
import { useState, type ReactNode } from 'react';
import { formatDate, formatNumber } from '../../shared/i18n/format.ts';
import { useAct, useLoaded } from '../../shared/loading.ts';
import { Banner, ErrorBanner, Tag } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { EmptyState, Skeleton } from '../../shared/ui/card.tsx';
import { Checkbox } from '../../shared/ui/checkbox.tsx';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Menu } from '../../shared/ui/menu.tsx';
import { Ltr } from '../../shared/ui/money.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { Table } from '../../shared/ui/table.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { door, useVisit } from '../door.ts';
import { consoleTexts, named } from '../texts.ts';
import type { StaffMember } from '../types.ts';
import { ReasonField } from './mobile-form.tsx';

const roles = ['branch', 'contact-centre', 'operations', 'supervisor', 'auditor'] as const;

type Invitation = { readonly staffId: string; readonly secret: string; readonly expiresAt: string };
type Task =
  | { readonly kind: 'add' }
  | { readonly kind: 'roles' | 'active'; readonly member: StaffMember }
  | { readonly kind: 'invited'; readonly name: string; readonly invitation: Invitation };

export function Staff(): ReactNode {
  const say = consoleTexts.use();
  const { session, may } = useVisit();
  const { timeZone } = session.programme;
  const loaded = useLoaded('staff', async () => (await door.get<{ staff: StaffMember[] }>('/staff')).staff);
  const [task, setTask] = useState<Task>();
  const invite = useAct(async (member: StaffMember) => {
    setTask({ kind: 'invited', name: member.name, invitation: await door.post<Invitation>(`/staff/${member.id}/invitation`) });
    loaded.reload();
  });
  const done = (next?: Task): void => {
    setTask(next);
    loaded.reload();
  };
  return (
    <Page title={say('nav.staff')} lead={say('staff.lead')}>
      <ErrorBanner error={invite.error} />
      {may('staff.change') && (
        <div className="row">
          <Button icon="plus" onPress={() => setTask({ kind: 'add' })}>
            {say('staff.add')}
          </Button>
        </div>
      )}
      {loaded.state === 'failed' && <ErrorBanner error={loaded.error} onRetry={loaded.reload} />}
      {loaded.state === 'loading' && <Skeleton lines={5} height="1.6rem" />}
      {loaded.state === 'ready' && (
        <div className="panel">
          <Table
            label={say('nav.staff')}
            rows={loaded.value}
            rowId={({ id }) => id}
            empty={<EmptyState icon="people" title={say('staff.none')} />}
            columns={[
              {
                id: 'name',
                title: say('customer.name'),
                cell: ({ name, userName }) => (
                  <span className="cell-link">
                    <bdi>{name}</bdi>
                    <span className="cell-note">
                      <Ltr>{userName}</Ltr>
                    </span>
                  </span>
                ),
              },
              {
                id: 'roles',
                title: say('staff.roles'),
                cell: (member) => member.roles.map((role) => named(say, 'role', role)).join(' · '),
              },
              {
                id: 'state',
                title: say('staff.state'),
                cell: ({ status, passkeys, invitedUntil }) =>
                  status === 'disabled' ? (
                    <Tag tone="plain">{say('staff.disabled')}</Tag>
                  ) : passkeys > 0 ? (
                    <Tag tone="good">{say('staff.active')}</Tag>
                  ) : (
                    <Tag tone={invitedUntil === null ? 'warn' : 'info'}>
                      {say(invitedUntil === null ? 'staff.notInvited' : 'staff.invited')}
                    </Tag>
                  ),
              },
              {
                id: 'keys',
                title: say('staff.passkeys'),
                end: true,
                cell: ({ passkeys }) => <span className="tabular">{formatNumber(passkeys)}</span>,
              },
              {
                id: 'seen',
                title: say('staff.seen'),
                cell: ({ lastSeenAt }) =>
                  lastSeenAt === null ? '—' : <span className="nowrap tabular">{formatDate(lastSeenAt, 'date-time', timeZone)}</span>,
              },
              {
                id: 'acts',
                title: <span className="visually-hidden">{say('acts.title')}</span>,
                end: true,
                cell: (member) =>
                  may('staff.change') && member.id !== session.person.staffId ? (
                    <Menu
                      label={say('staff.actsFor', { name: member.name })}
                      icon="menu"
                      entries={[
                        ...(member.status === 'active'
                          ? [
                              { id: 'invite', label: say('staff.invite'), icon: 'key' as const, onAction: () => void invite.run(member) },
                              {
                                id: 'roles',
                                label: say('staff.changeRoles'),
                                icon: 'people' as const,
                                onAction: () => setTask({ kind: 'roles', member }),
                              },
                            ]
                          : []),
                        {
                          id: 'active',
                          label: say(member.status === 'active' ? 'staff.disable' : 'staff.enable'),
                          icon: member.status === 'active' ? ('lock' as const) : ('unlock' as const),
                          danger: member.status === 'active',
                          onAction: () => setTask({ kind: 'active', member }),
                        },
                      ]}
                    />
                  ) : null,
              },
            ]}
          />
        </div>
      )}
      {task?.kind === 'add' && <AddMember onClose={() => setTask(undefined)} onDone={done} />}
      {task?.kind === 'roles' && <ChangeRoles member={task.member} onClose={() => setTask(undefined)} onDone={done} />}
      {task?.kind === 'active' && <ChangeActive member={task.member} onClose={() => setTask(undefined)} onDone={done} />}
      {task?.kind === 'invited' && <Invited name={task.name} invitation={task.invitation} onClose={() => setTask(undefined)} />}
    </Page>
  );
}

type FormProps = { readonly onClose: () => void; readonly onDone: (next?: Task) => void };

function RoleChoice({ value, onChange }: { readonly value: readonly string[]; readonly onChange: (roles: string[]) => void }): ReactNode {
  const say = consoleTexts.use();
  return (
    <fieldset className="role-choice">
      <legend>{say('staff.roles')}</legend>
      {roles.map((role) => (
        <Checkbox
          key={role}
          checked={value.includes(role)}
          onChange={(checked) => onChange(checked ? [...value, role] : value.filter((one) => one !== role))}
          note={say(`role.${role}.note`)}
        >
          {say(`role.${role}`)}
        </Checkbox>
      ))}
    </fieldset>
  );
}

function AddMember({ onClose, onDone }: FormProps): ReactNode {
  const say = consoleTexts.use();
  const [name, setName] = useState('');
  const [userName, setUserName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const add = useAct(async () => {
    const invitation = await door.post<Invitation>('/staff', { name, userName, roles: chosen });
    onDone({ kind: 'invited', name, invitation });
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('staff.add')}
      actions={
        <>
          <Button
            pending={add.pending}
            disabled={name.trim() === '' || userName.trim() === '' || chosen.length === 0}
            onPress={() => void add.run()}
          >
            {say('staff.add.act')}
          </Button>
          <Button look="secondary" onPress={onClose}>
            {say('staff.cancel')}
          </Button>
        </>
      }
    >
      <ErrorBanner error={add.error} />
      <TextField label={say('customer.name')} value={name} onChange={setName} maxLength={120} autoFocus />
      <TextField
        label={say('staff.userName')}
        hint={say('staff.userName.hint')}
        value={userName}
        onChange={setUserName}
        maxLength={40}
        ltr
        autoComplete="off"
      />
      <RoleChoice value={chosen} onChange={setChosen} />
    </Dialog>
  );
}

function ChangeRoles({ member, onClose, onDone }: FormProps & { readonly member: StaffMember }): ReactNode {
  const say = consoleTexts.use();
  const [chosen, setChosen] = useState<readonly string[]>(member.roles);
  const [reason, setReason] = useState('');
  const change = useAct(async () => {
    await door.post(`/staff/${member.id}/roles`, { roles: chosen, reason });
    toast(say('staff.rolesChanged'));
    onDone();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('staff.rolesOf', { name: member.name })}
      actions={
        <>
          <Button pending={change.pending} disabled={chosen.length === 0 || reason.trim().length < 3} onPress={() => void change.run()}>
            {say('staff.changeRoles')}
          </Button>
          <Button look="secondary" onPress={onClose}>
            {say('staff.cancel')}
          </Button>
        </>
      }
    >
      <ErrorBanner error={change.error} />
      <RoleChoice value={chosen} onChange={setChosen} />
      <ReasonField value={reason} onChange={setReason} />
    </Dialog>
  );
}

function ChangeActive({ member, onClose, onDone }: FormProps & { readonly member: StaffMember }): ReactNode {
  const say = consoleTexts.use();
  const [reason, setReason] = useState('');
  const disabling = member.status === 'active';
  const change = useAct(async () => {
    await door.post(`/staff/${member.id}/active`, { active: !disabling, reason });
    toast(say(disabling ? 'staff.disabledNow' : 'staff.enabledNow'));
    onDone();
  });
  return (
    <Dialog
      open
      alert
      onClose={onClose}
      title={say(disabling ? 'staff.disableTitle' : 'staff.enableTitle', { name: member.name })}
      actions={
        <>
          <Button
            look={disabling ? 'danger' : 'primary'}
            pending={change.pending}
            disabled={reason.trim().length < 3}
            onPress={() => void change.run()}
          >
            {say(disabling ? 'staff.disable' : 'staff.enable')}
          </Button>
          <Button look="secondary" onPress={onClose}>
            {say('staff.cancel')}
          </Button>
        </>
      }
    >
      <ErrorBanner error={change.error} />
      <p>{say(disabling ? 'staff.disableText' : 'staff.enableText')}</p>
      <ReasonField value={reason} onChange={setReason} />
    </Dialog>
  );
}

function Invited({
  name,
  invitation,
  onClose,
}: {
  readonly name: string;
  readonly invitation: Invitation;
  readonly onClose: () => void;
}): ReactNode {
  const say = consoleTexts.use();
  const { timeZone } = useVisit().session.programme;
  const link = `${location.origin}/enrol#${invitation.secret}`;
  return (
    <Dialog
      open
      onClose={onClose}
      dismissable={false}
      title={say('staff.invitedTitle', { name })}
      actions={
        <>
          <Button icon="copy" onPress={() => void navigator.clipboard.writeText(link).then(() => toast(say('staff.copied')))}>
            {say('staff.copy')}
          </Button>
          <Button look="secondary" onPress={onClose}>
            {say('requests.close')}
          </Button>
        </>
      }
    >
      <Banner tone="warn">{say('staff.invitedText', { until: formatDate(invitation.expiresAt, 'date-time', timeZone) })}</Banner>
      <p className="secret-link" dir="ltr">
        {link}
      </p>
    </Dialog>
  );
}
