// A list of acts behind one button.
import './ui.css';
import './choices.css';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Icon, type IconName } from './icons.tsx';

export type MenuEntry = {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly onAction: () => void;
};

export function Menu({
  label,
  icon,
  children,
  entries,
}: {
  readonly label: string;
  readonly icon?: IconName;
  readonly children?: ReactNode;
  readonly entries: readonly MenuEntry[];
}): ReactNode {
  return (
    <MenuTrigger>
      <Button className={children === undefined ? 'button button-quiet button-icon' : 'button button-quiet'} aria-label={label}>
        {icon !== undefined && <Icon name={icon} />}
        {children}
      </Button>
      <Popover className="popover" placement="bottom end">
        <AriaMenu aria-label={label}>
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              id={entry.id}
              className={entry.danger === true ? 'option option-danger' : 'option'}
              textValue={entry.label}
              onAction={entry.onAction}
            >
              {entry.icon !== undefined && <Icon name={entry.icon} />}
              {entry.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
