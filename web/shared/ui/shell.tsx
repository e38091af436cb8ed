// The frame of an application and of a page in it.
import './ui.css';
import './shell.css';
import { useEffect, useRef, type ReactNode } from 'react';
import { sharedTexts } from '../i18n/shared-texts.ts';
import { useLanguage } from '../i18n/texts.ts';
import { Link } from '../router.tsx';
import { Icon, type IconName } from './icons.tsx';
import { Toasts } from './toast.tsx';

export type NavLink = { readonly to: string; readonly label: string; readonly icon: IconName; readonly current: boolean };

export type ShellProps = {
  readonly name: string;
  readonly home?: string;
  /** At the end of the bar: choosers, sign-out. */
  readonly end?: ReactNode;
  /** Side bar on larger screens, tabs below on phones (at most five). */
  readonly links?: readonly NavLink[];
  /** Below the links in the side bar. */
  readonly sideEnd?: ReactNode;
  readonly width?: 'normal' | 'wide' | 'full';
  readonly children: ReactNode;
};

/** Our mark: three planes of one code, as in the coloured QR. */
export function BrandMark({ size = 28 }: { readonly size?: number }): ReactNode {
  return (
    <svg className="brand-mark" width={size} height={size} viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <rect x="2" y="2" width="11" height="11" rx="3" fill="currentColor" />
      <rect x="15" y="2" width="11" height="11" rx="3" fill="currentColor" opacity="0.55" />
      <rect x="2" y="15" width="11" height="11" rx="3" fill="currentColor" opacity="0.55" />
      <circle cx="20.5" cy="20.5" r="5.5" fill="currentColor" />
    </svg>
  );
}

function NavLinks({ links }: { readonly links: readonly NavLink[] }): ReactNode {
  return links.map((link) => (
    <Link key={link.to} to={link.to} className="shell-link" {...(link.current ? { 'aria-current': 'page' as const } : {})}>
      <Icon name={link.icon} size={22} />
      <span>{link.label}</span>
    </Link>
  ));
}

export function Shell({ name, home = '/', end, links, sideEnd, width = 'normal', children }: ShellProps): ReactNode {
  const say = sharedTexts.use();
  return (
    <div className={links === undefined ? 'shell' : 'shell shell-with-side'}>
      <a className="skip-link" href="#content">
        {say('skip')}
      </a>
      <header className="shell-bar">
        <Link to={home} className="brand">
          <BrandMark />
          {name}
        </Link>
        {end !== undefined && <div className="shell-bar-end">{end}</div>}
      </header>
      <div className="shell-body">
        {links !== undefined && (
          <nav className="shell-side" aria-label={say('menu')}>
            <NavLinks links={links} />
            {sideEnd}
          </nav>
        )}
        <main id="content" tabIndex={-1} className={width === 'normal' ? 'shell-main' : `shell-main shell-main-${width}`}>
          {children}
        </main>
      </div>
      {links !== undefined && (
        <nav className="shell-tabs" aria-label={say('menu')}>
          <NavLinks links={links} />
        </nav>
      )}
      <Toasts />
    </div>
  );
}

export type PageProps = {
  readonly title: string;
  /** Where 'Back' leads. */
  readonly back?: string | { readonly label: string; readonly to: string };
  readonly onBack?: () => void;
  readonly lead?: ReactNode;
  readonly narrow?: boolean;
  readonly children: ReactNode;
};

let firstPage = true;

/** A page: sets the window's title and moves the focus to its heading, so that screen readers hear where they are. */
export function Page({ title, back, onBack, lead, narrow = false, children }: PageProps): ReactNode {
  const say = sharedTexts.use();
  const language = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title;
  }, [title, language]);
  useEffect(() => {
    if (!firstPage && !(document.activeElement instanceof HTMLInputElement)) heading.current?.focus({ preventScroll: true });
    firstPage = false;
  }, []);
  const backContent = (
    <>
      <Icon name="chevron-back" size={18} />
      {typeof back === 'object' ? back.label : say('back')}
    </>
  );
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      <div className="page-head">
        {back !== undefined && (
          <Link className="page-back" to={typeof back === 'string' ? back : back.to}>
            {backContent}
          </Link>
        )}
        {onBack !== undefined && (
          <button type="button" className="page-back button-bare" onClick={onBack}>
            {backContent}
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead !== undefined && <p className="page-lead">{lead}</p>}
      </div>
      {children}
    </div>
  );
}
