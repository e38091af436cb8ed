// Surfaces and what lies on them: cards, rows of details, empty states, skeletons.
import './ui.css';
import type { ReactNode } from 'react';
import { sharedTexts } from '../i18n/shared-texts.ts';
import { Icon, type IconName } from './icons.tsx';

export type CardProps = {
  readonly title?: ReactNode;
  readonly level?: 2 | 3;
  readonly end?: ReactNode;
  readonly children: ReactNode;
  /** Without padding, for lists and tables that reach the edge. */
  readonly flush?: boolean;
};

export function Card({ title, level = 2, end, children, flush = false }: CardProps): ReactNode {
  const Heading = `h${level}` as const;
  return (
    <section className={flush ? 'card card-flush' : 'card'}>
      {title !== undefined && (
        <div className="card-head">
          <Heading>{title}</Heading>
          {end}
        </div>
      )}
      {children}
    </section>
  );
}

/** Names and values; rows whose value is undefined are left out. */
export function Details({ rows }: { readonly rows: readonly (readonly [name: ReactNode, value: ReactNode])[] }): ReactNode {
  return (
    <dl className="details">
      {rows
        .filter(([, value]) => value !== undefined)
        .map(([name, value], index) => (
          <div className="details-row" key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export function EmptyState({
  icon,
  title,
  children,
}: {
  readonly icon: IconName;
  readonly title: ReactNode;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className="empty">
      <span className="empty-icon">
        <Icon name={icon} size={26} />
      </span>
      <p className="empty-title">{title}</p>
      {children !== undefined && <div>{children}</div>}
    </div>
  );
}

/** Grey lines of the size that the content will have. Sizes are CSS lengths. */
export function Skeleton({
  lines = 1,
  height = '1em',
  width = '100%',
}: {
  readonly lines?: number;
  readonly height?: string;
  readonly width?: string;
}): ReactNode {
  const say = sharedTexts.use();
  return (
    <div className="stack" style={{ gap: '0.6em' }} role="status">
      <span className="visually-hidden">{say('loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span
          key={index}
          className="skeleton"
          style={{ blockSize: height, inlineSize: index === lines - 1 && lines > 1 ? '60%' : width }}
        />
      ))}
    </div>
  );
}
