// Settings: app password, touch or face, notifications, the service menu of the web bank, removing the token from this phone.
import { useEffect, useState, type ReactNode } from 'react';
import { navigate, Link } from '../../shared/router.tsx';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Checkbox } from '../../shared/ui/checkbox.tsx';
import { ThemeSwitcher } from '../../shared/ui/choosers.tsx';
import { TextField } from '../../shared/ui/field.tsx';
import { Icon, type IconName } from '../../shared/ui/icons.tsx';
import { Page } from '../../shared/ui/shell.tsx';
import { toast } from '../../shared/ui/toast.tsx';
import { useAnswer } from '../act.ts';
import { AnswerBanner } from '../answer-banner.tsx';
import { Contact } from '../contact.tsx';
import { forgetStorage } from '../device.ts';
import { tokenTexts, type TokenText } from '../texts.ts';
import { hasBiometry, phoneAuthenticator } from '../webauthn.ts';
import { useVisit } from '../visit.ts';
import { PasswordFields } from './password-fields.tsx';

function Item({
  to,
  icon,
  title,
  note,
}: {
  readonly to: string;
  readonly icon: IconName;
  readonly title: TokenText;
  readonly note?: TokenText;
}): ReactNode {
  const say = tokenTexts.use();
  return (
    <li>
      <Link to={to} className="list-item">
        <span className="list-icon">
          <Icon name={icon} />
        </span>
        <span className="list-body">
          <span className="list-title">{say(title)}</span>
          {note !== undefined && <span className="list-note">{say(note)}</span>}
        </span>
        <Icon name="chevron-forward" />
      </Link>
    </li>
  );
}

export function Settings(): ReactNode {
  const say = tokenTexts.use();
  const { standing, status } = useVisit();
  const on = standing.device?.biometry === 'on' || standing.device?.biometry === 'password-first';
  return (
    <Page title={say('settings.title')} back="/">
      <Card flush>
        <ul className="list">
          <Item to="/settings/password" icon="key" title="change.title" />
          <Item to="/settings/biometry" icon="fingerprint" title="biometry.title" note={on ? 'biometry.isOn' : 'biometry.isOff'} />
          <Item to="/settings/notifications" icon="bell" title="notify.title" note="notify.how" />
        </ul>
      </Card>
      <Card title={say('service.title')}>
        <p>{status === 'code-locked' ? say('locked.codesLead') : say('service.lead')}</p>
      </Card>
      <Card flush>
        <ul className="list">
          <Item to="/settings/remove" icon="trash" title="remove.title" note="remove.note" />
        </ul>
      </Card>
      <ThemeSwitcher />
      <Contact />
    </Page>
  );
}

/** TK-24: the new password holds from the next sign-in. */
export function ChangePassword(): ReactNode {
  const say = tokenTexts.use();
  const { phone } = useVisit();
  const [current, setCurrent] = useState('');
  const change = useAnswer(async (next: string) => {
    const answer = await phone.changePassword(current, next);
    setCurrent('');
    if (answer.kind === 'done') {
      toast(say('change.done'));
      navigate('/settings', { replace: true });
    }
    return answer;
  });
  return (
    <Page title={say('change.title')} back="/settings">
      <AnswerBanner answer={change.answer} />
      <PasswordFields
        act={say('change.act')}
        pending={change.pending}
        current={{ value: current, onChange: setCurrent }}
        onChosen={(next) => void change.run(next)}
      />
    </Page>
  );
}

/** TK-25, RB-07: only on a phone and with fingers and a face that are the customer's alone. */
export function Biometry(): ReactNode {
  const say = tokenTexts.use();
  const { phone, standing, refresh } = useVisit();
  const [able, setAble] = useState<boolean>();
  const [own, setOwn] = useState(false);
  const [password, setPassword] = useState('');
  const on = standing.device?.biometry === 'on' || standing.device?.biometry === 'password-first';
  useEffect(() => void hasBiometry().then(setAble), []);
  const set = useAnswer(async (enabled: boolean) => {
    const answer = await phone.setBiometry({ enabled, password, ...(enabled ? { authenticator: phoneAuthenticator(say('name')) } : {}) });
    setPassword('');
    if (answer.kind === 'done') {
      await refresh();
      toast(say(enabled ? 'biometry.nowOn' : 'biometry.nowOff'));
      navigate('/settings', { replace: true });
    }
    return answer;
  });
  return (
    <Page title={say('biometry.title')} back="/settings" lead={say('biometry.lead')}>
      <AnswerBanner answer={set.answer} />
      {able === false && !on ? (
        <Banner tone="info">{say('biometry.missing')}</Banner>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (password !== '' && (on || own)) void set.run(!on);
          }}
        >
          {!on && (
            <Checkbox checked={own} onChange={setOwn} note={say('biometry.ownNote')}>
              {say('biometry.own')}
            </Checkbox>
          )}
          <TextField
            label={say('signIn.password')}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
          />
          <Button type="submit" wide icon="fingerprint" pending={set.pending} disabled={password === '' || (!on && !own)}>
            {say(on ? 'biometry.switchOff' : 'biometry.switchOn')}
          </Button>
        </form>
      )}
    </Page>
  );
}

/** TK-28: nothing of the token stays on this phone. The bank is told in the web bank or by the contact centre. */
export function Remove(): ReactNode {
  const say = tokenTexts.use();
  const { phone, refresh, setSignedIn } = useVisit();
  const remove = useAnswer(async () => {
    await phone.remove();
    forgetStorage();
    setSignedIn(undefined);
    await refresh();
    navigate('/', { replace: true });
    return { kind: 'done', value: undefined };
  });
  return (
    <Page title={say('remove.title')} back="/settings" lead={say('remove.lead')}>
      <Banner tone="warn">{say('remove.warning')}</Banner>
      <Button wide look="danger" icon="trash" pending={remove.pending} onPress={() => void remove.run()}>
        {say('remove.act')}
      </Button>
      <Contact />
    </Page>
  );
}
