// Says what happened: icon, word and colour together; errors are told to screen readers at once.
import './ui.css';
import type { ReactNode } from 'react';
import { Problem, Unreachable } from '../api.ts';
import { sharedTexts } from '../i18n/shared-texts.ts';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';

export type Tone = 'good' | 'info' | 'warn' | 'bad';

export type BannerProps = {
  readonly tone: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** True where it appears in answer to an act, so that it is read aloud. */
  readonly live?: boolean;
};

export function Banner({ tone, title, children, actions, live = false }: BannerProps): ReactNode {
  const say = sharedTexts.use();
  return (
    <div className={`banner tone-${tone}`} {...(live ? { role: tone === 'bad' ? 'alert' : 'status' } : {})}>
      <Icon name={tone} size={22} />
      <div className="banner-body">
        <span className="visually-hidden">{say(tone)}: </span>
        {title !== undefined && <p className="banner-title">{title}</p>}
        {children !== undefined && <div>{children}</div>}
        {actions !== undefined && <div className="banner-actions">{actions}</div>}
      </div>
    </div>
  );
}

/** An error from `api.ts` in the customer's words: the bank's own text for a problem, ours where the bank was not reached. */
export function ErrorBanner({
  error,
  onRetry,
  actions,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
}): ReactNode {
  const say = sharedTexts.use();
  if (error === undefined) return null;
  const retry =
    onRetry === undefined ? undefined : (
      <Button look="secondary" small icon="refresh" onPress={onRetry}>
        {say('retry')}
      </Button>
    );
  const shown = actions ?? retry;
  const rest = shown === undefined ? {} : { actions: shown };
  if (error instanceof Problem && error.detail !== '') {
    return (
      <Banner tone="bad" live {...rest}>
        {error.detail}
      </Banner>
    );
  }
  const kind = error instanceof Unreachable ? (error.away ? 'away' : 'unreachable') : 'unexpected';
  return (
    <Banner tone={kind === 'unexpected' ? 'bad' : 'warn'} live title={say(`${kind}.title`)} {...rest}>
      {say(`${kind}.detail`)}
    </Banner>
  );
}

/** A state in one word, with its icon. */
export function Tag({
  tone,
  icon,
  children,
}: {
  readonly tone: Tone | 'plain';
  readonly icon?: Parameters<typeof Icon>[0]['name'];
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span className={`tag tone-${tone}`}>
      <Icon name={icon ?? (tone === 'plain' ? 'clock' : tone)} size={14} />
      {children}
    </span>
  );
}
