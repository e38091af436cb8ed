// The parts that screens are made of: heading, big buttons, tiles, choices, the keypad.
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Problem } from '../shared/api.ts';
import { ErrorBanner } from '../shared/ui/banner.tsx';
import { Icon, type IconName } from '../shared/ui/icons.tsx';
import { DeviceFault } from './devices.ts';
import { kioskTexts } from './texts.ts';
import { useVisit } from './visit.ts';

export type ScreenProps = {
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
  /** The one primary act of the screen. */
  readonly act?: ReactNode;
  readonly onBack?: (() => void) | undefined;
  readonly error?: unknown;
  /** For screens where leaving is no choice. */
  readonly bare?: boolean;
  readonly centred?: boolean;
};

/** One task: heading, content, primary act, and the ways back and out at the foot. */
export function Screen({ title, text, children, act, onBack, error, bare = false, centred = false }: ScreenProps): ReactNode {
  const say = kioskTexts.use();
  const { end, toMenu } = useVisit();
  return (
    <main className={centred ? 'screen screen-centred' : 'screen'}>
      <div className="screen-head">
        <h1>{title}</h1>
        {text !== undefined && <p className="screen-text">{text}</p>}
      </div>
      <Fault error={error} />
      <div className="screen-body">{children}</div>
      <div className="screen-act">{act}</div>
      {!bare && (
        <footer className="screen-foot">
          <Big look="secondary" icon="chevron-back" onPress={onBack ?? toMenu}>
            {say('back')}
          </Big>
          <Big look="quiet" icon="sign-out" onPress={() => end('finished')}>
            {say('finish')}
          </Big>
        </footer>
      )}
    </main>
  );
}

function Fault({ error }: { readonly error: unknown }): ReactNode {
  const say = kioskTexts.use();
  const { setup } = useVisit();
  if (error === undefined) return null;
  if (error instanceof DeviceFault || !(error instanceof Problem)) {
    if (error instanceof DeviceFault && error.reason === 'acceptor-jammed') return <Note tone="warn">{say('cash.jam')}</Note>;
    if (error instanceof DeviceFault) return <Note tone="warn">{say('out.text', { number: setup.contactCentre })}</Note>;
  }
  return <ErrorBanner error={error} />;
}

/** Pixels of a length in rem: the stage is scaled by the size of its letters. */
export function pixels(rem: number): number {
  return rem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

export function Note({ tone, children }: { readonly tone: 'good' | 'info' | 'warn' | 'bad'; readonly children: ReactNode }): ReactNode {
  return (
    <div className={`note tone-${tone}`} role="status">
      <Icon name={tone} size={40} />
      <p>{children}</p>
    </div>
  );
}

export function Big({
  children,
  onPress,
  look = 'primary',
  icon,
  disabled = false,
  pending = false,
}: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly icon?: IconName;
  readonly disabled?: boolean;
  readonly pending?: boolean;
}): ReactNode {
  return (
    <AriaButton className={`big big-${look}`} onPress={onPress} isDisabled={disabled} isPending={pending}>
      {icon !== undefined && <Icon name={icon} size={36} />}
      <span>{children}</span>
    </AriaButton>
  );
}

export function Tile({
  icon,
  title,
  note,
  onPress,
}: {
  readonly icon: IconName;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly onPress: () => void;
}): ReactNode {
  return (
    <AriaButton className="tile" onPress={onPress}>
      <span className="tile-icon">
        <Icon name={icon} size={52} />
      </span>
      <span className="tile-words">
        <span className="tile-title">{title}</span>
        {note !== undefined && <span className="tile-note">{note}</span>}
      </span>
    </AriaButton>
  );
}

export type Choice = {
  readonly id: string;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly end?: ReactNode;
  readonly icon?: IconName;
};

/** A few to choose from, each a whole row; `value` is the chosen one. */
export function Choices({
  label,
  options,
  value,
  onChoose,
}: {
  readonly label?: ReactNode;
  readonly options: readonly Choice[];
  readonly value?: string | undefined;
  readonly onChoose: (id: string) => void;
}): ReactNode {
  return (
    <div className="choices">
      {label !== undefined && <h2 className="choices-label">{label}</h2>}
      {options.map(({ id, title, note, end, icon }) => (
        <AriaButton
          key={id}
          className="choice"
          {...(value === undefined ? {} : { 'aria-pressed': value === id })}
          onPress={() => onChoose(id)}
        >
          {icon !== undefined && (
            <span className="choice-icon">
              <Icon name={icon} size={36} />
            </span>
          )}
          <span className="choice-words">
            <span className="choice-title">{title}</span>
            {note !== undefined && <span className="choice-note">{note}</span>}
          </span>
          {end}
          {value === id ? <Icon name="good" size={40} /> : <Icon name="chevron-forward" size={32} />}
        </AriaButton>
      ))}
    </div>
  );
}

export function Keypad({
  onDigit,
  onErase,
  digits,
}: {
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly digits: readonly string[];
}): ReactNode {
  const say = kioskTexts.use();
  return (
    <div className="keypad" dir="ltr">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0'].map((digit) => (
        <AriaButton key={digit} className="key" onPress={() => onDigit(digit)}>
          {digit === '.' ? '.' : digits[Number(digit)]}
        </AriaButton>
      ))}
      <AriaButton className="key" onPress={onErase} aria-label={say('back')}>
        <Icon name="arrow-back" size={40} />
      </AriaButton>
    </div>
  );
}
