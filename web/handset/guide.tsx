// The first ten minutes, step by step, and the bank's staff with their invitations.
import { useState, type ReactNode } from 'react';
import { formatNumber } from '../shared/i18n/format.ts';
import { Card } from '../shared/ui/card.tsx';
import { Icon } from '../shared/ui/icons.tsx';
import { Ltr } from '../shared/ui/money.tsx';
import type { Overview, Phone } from './door.ts';
import { KioskHands } from './kiosk-hands.tsx';
import { handsetTexts } from './texts.ts';

const steps = ['bank', 'register', 'code', 'activate', 'scan', 'pay', 'offline', 'card', 'proof'] as const;
const storageKey = 'ramz-guide';

function readDone(): readonly string[] {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '[]') as unknown;
    return Array.isArray(stored) ? stored.filter((step): step is string => typeof step === 'string') : [];
  } catch {
    return [];
  }
}

export function Guide({ overview, phone }: { readonly overview: Overview; readonly phone: Phone | undefined }): ReactNode {
  const say = handsetTexts.use();
  const [done, setDone] = useState(readDone);
  const tick = (step: string, checked: boolean): void => {
    const next = checked ? [...done, step] : done.filter((one) => one !== step);
    setDone(next);
    try {
      localStorage.setItem(storageKey, JSON.stringify(next));
    } catch {
      // Without storage the ticks last for the visit.
    }
  };
  const bank = overview.doors.bank;
  const link = (href: string) => (chunks: ReactNode) => (
    <a href={href} target="_blank" rel="noreferrer">
      {chunks}
    </a>
  );
  const special = phone?.traits[0];
  return (
    <aside className="guide" aria-label={say('guide.title')}>
      <Card title={say('guide.title')}>
        {special !== undefined && <p className="guide-special">{say(`special.${special}`)}</p>}
        <ol className="steps">
          {steps.map((step, index) => (
            <li key={step} className={done.includes(step) ? 'step step-done' : 'step'}>
              <label className="step-mark">
                <input type="checkbox" checked={done.includes(step)} onChange={(event) => tick(step, event.target.checked)} />
                <span aria-hidden="true">{done.includes(step) ? <Icon name="check" size={16} /> : formatNumber(index + 1)}</span>
                <span className="visually-hidden">{say('guide.done', { step: say(`step.${step}`) })}</span>
              </label>
              <div>
                <h3>{say(`step.${step}`)}</h3>
                <p className="small">
                  {say.rich(`step.${step}.text`, { bank: link(bank), command: (chunks: ReactNode) => <code dir="ltr">{chunks}</code> })}
                </p>
              </div>
            </li>
          ))}
        </ol>
      </Card>
      {phone !== undefined && <KioskHands key={phone.slug} overview={overview} phone={phone} />}
      <Card title={say('staff.title')}>
        <p className="small quiet">{say.rich('staff.text', { console: link(overview.doors.console) })}</p>
        <ul className="staff">
          {overview.staff.map((person) => (
            <li key={person.userName}>
              <span>
                <bdi>{person.name}</bdi>
                <span className="person-note">
                  {person.roles.map((role) => (say.has(`role.${role}`) ? say(`role.${role}` as 'role.branch') : role)).join(' · ')}
                </span>
              </span>
              <a className="button button-secondary button-small" href={person.enrol} target="_blank" rel="noreferrer">
                {say('staff.enrol')}
              </a>
            </li>
          ))}
        </ul>
        <p className="small">
          <a href="/handset/v1/delivery" download>
            {say('staff.delivery')}
          </a>{' '}
          <Ltr>(PSKC)</Ltr>
        </p>
      </Card>
    </aside>
  );
}
