// What staff may do for this customer: a list of acts, and the one that is open. Each says why it was done.
import { useState, type ReactNode } from 'react';
import { toast } from '../../shared/ui/toast.tsx';
import { Banner } from '../../shared/ui/banner.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import type { IconName } from '../../shared/ui/icons.tsx';
import { Icon } from '../../shared/ui/icons.tsx';
import { useVisit } from '../door.ts';
import { consoleTexts } from '../texts.ts';
import type { ActAnswer, Call, CustomerView } from '../types.ts';
import { AssignForm, DeregisterForm, ResynchroniseForm, UnlockForm } from './token-forms.tsx';
import { MobileForm } from './mobile-form.tsx';

type Props = { readonly view: CustomerView; readonly call: Call | null; readonly onChanged: () => void };

export type ActFormProps = {
  readonly view: CustomerView;
  readonly call: Call | null;
  /** Called once it is done, or once the request waits for a second person. */
  readonly onAnswer: (answer: ActAnswer) => void;
};

const names = ['verifyMobile', 'changeMobile', 'assign', 'resynchronise', 'unlock', 'deregister'] as const;
type ActName = (typeof names)[number];

const icons: Readonly<Record<ActName, IconName>> = {
  verifyMobile: 'check',
  changeMobile: 'phone',
  assign: 'token',
  resynchronise: 'refresh',
  unlock: 'unlock',
  deregister: 'trash',
};

export function CustomerActs({ view, call, onChanged }: Props): ReactNode {
  const say = consoleTexts.use();
  const { may } = useVisit();
  const [open, setOpen] = useState<ActName>();
  const [answer, setAnswer] = useState<{ act: ActName; state: ActAnswer['state'] }>();
  const { soft, hard } = view.token;
  const atBranch = may('mobile.verify');
  const callVerified = call !== null && call.customerId === view.customer.id && call.verified;
  const possible: Readonly<Record<ActName, boolean>> = {
    verifyMobile: may('mobile.verify'),
    changeMobile: may('mobile.change'),
    assign: may('hard-token.assign'),
    resynchronise: may('hard-token.resynchronise') && hard !== null,
    unlock: may('hard-token.unlock') && hard !== null,
    deregister: may('soft-token.deregister') && soft !== null,
  };
  const shown = view.customer.closedAt === null ? names.filter((name) => possible[name]) : [];
  const onAnswer = ({ state }: ActAnswer): void => {
    if (open === undefined) return;
    setAnswer({ act: open, state });
    setOpen(undefined);
    if (state === 'done') toast(say(`act.${open}.done`));
    onChanged();
  };
  const form = { view, call, onAnswer };
  return (
    <Card
      title={open === undefined ? say('acts.title') : say(`act.${open}`)}
      level={2}
      end={open !== undefined && <Button look="quiet" small icon="close" label={say('acts.close')} onPress={() => setOpen(undefined)} />}
    >
      {open === undefined && answer !== undefined && (
        <Banner
          tone={answer.state === 'done' ? 'good' : 'info'}
          live
          title={answer.state === 'done' ? say(`act.${answer.act}.done`) : say('acts.waiting.title')}
        >
          {answer.state === 'waiting' ? say('acts.waiting.text') : undefined}
        </Banner>
      )}
      {open === undefined && shown.length === 0 && <p className="quiet small">{say('acts.none')}</p>}
      {open === undefined && !atBranch && possible.deregister && !callVerified && <p className="quiet small">{say('acts.needCall')}</p>}
      {open === undefined && (
        <ul className="acts">
          {shown.map((name) => (
            <li key={name}>
              <button
                type="button"
                className="act"
                disabled={name === 'deregister' && !atBranch && !callVerified}
                onClick={() => {
                  setAnswer(undefined);
                  setOpen(name);
                }}
              >
                <Icon name={icons[name]} />
                <span>{say(`act.${name}`)}</span>
                <Icon name="chevron-forward" size={16} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {open === 'verifyMobile' && <MobileForm {...form} change={false} />}
      {open === 'changeMobile' && <MobileForm {...form} change />}
      {open === 'assign' && <AssignForm {...form} />}
      {open === 'resynchronise' && <ResynchroniseForm {...form} />}
      {open === 'unlock' && <UnlockForm {...form} />}
      {open === 'deregister' && <DeregisterForm {...form} />}
    </Card>
  );
}
