// Buttons: one primary action a page, verbs as words; while pending they keep their place and size.
import './ui.css';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { sharedTexts } from '../i18n/shared-texts.ts';
import { Link } from '../router.tsx';
import { Icon, type IconName } from './icons.tsx';

type Look = {
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly small?: boolean;
  readonly wide?: boolean;
  readonly icon?: IconName;
};

function classes({ look = 'primary', small = false, wide = false }: Look, bare: boolean): string {
  return ['button', `button-${look}`, small && 'button-small', wide && 'button-wide', bare && 'button-icon'].filter(Boolean).join(' ');
}

export type ButtonProps = Look & {
  readonly children?: ReactNode;
  /** Needed where the button shows only its icon. */
  readonly label?: string;
  readonly type?: 'button' | 'submit';
  readonly pending?: boolean;
  readonly disabled?: boolean;
  readonly onPress?: () => void;
  readonly id?: string;
};

/** A button. `pending` shows a spinner, says so to screen readers and takes no second press. */
export function Button({
  children,
  label,
  type = 'button',
  pending = false,
  disabled = false,
  onPress,
  id,
  icon,
  ...look
}: ButtonProps): ReactNode {
  const say = sharedTexts.use();
  return (
    <AriaButton
      className={classes(look, children === undefined)}
      type={type}
      isPending={pending}
      isDisabled={disabled}
      {...(onPress === undefined ? {} : { onPress })}
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <span className="button-content">
        {icon !== undefined && <Icon name={icon} />}
        {children}
      </span>
      {pending && (
        <span className="button-spinner" role="progressbar" aria-label={say('loading')}>
          <span className="spinner" />
        </span>
      )}
    </AriaButton>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({
  to,
  children,
  icon,
  download,
  ...look
}: Look & { readonly to: string; readonly children: ReactNode; readonly download?: boolean }): ReactNode {
  const content = (
    <>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </>
  );
  if (download === true) {
    return (
      <a className={classes(look, false)} href={to} download>
        {content}
      </a>
    );
  }
  return (
    <Link className={classes(look, false)} to={to}>
      {content}
    </Link>
  );
}
