// Where a service page stands in the menu: Customer service → Token services → ….
import { Fragment, type ReactNode } from 'react';
import { Link } from '../shared/router.tsx';
import { Icon } from '../shared/ui/icons.tsx';
import { bankTexts } from './texts.ts';

export function Trail({ last }: { readonly last?: string }): ReactNode {
  const say = bankTexts.use();
  const places: readonly (readonly [label: string, to?: string])[] =
    last === undefined
      ? [[say('nav.service'), '/service'], [say('token.title')]]
      : [[say('nav.service'), '/service'], [say('token.title'), '/service/token'], [last]];
  return (
    <nav className="trail" aria-label={say('trail')}>
      {places.map(([label, to], index) => (
        <Fragment key={label}>
          {index > 0 && <Icon name="chevron-forward" size={14} />}
          {to === undefined ? <span aria-current="page">{label}</span> : <Link to={to}>{label}</Link>}
        </Fragment>
      ))}
    </nav>
  );
}
