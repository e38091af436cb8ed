// Parts of one thing, one seen at a time.
import './ui.css';
import './choices.css';
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';

export type TabPart = { readonly id: string; readonly label: ReactNode; readonly content: ReactNode };

export function Tabs({
  label,
  parts,
  value,
  onChange,
}: {
  readonly label: string;
  readonly parts: readonly TabPart[];
  readonly value?: string;
  readonly onChange?: (id: string) => void;
}): ReactNode {
  return (
    <AriaTabs {...(value === undefined ? {} : { selectedKey: value })} onSelectionChange={(id) => onChange?.(String(id))}>
      <TabList className="tab-list" aria-label={label}>
        {parts.map((part) => (
          <Tab key={part.id} id={part.id} className="tab">
            {part.label}
          </Tab>
        ))}
      </TabList>
      {parts.map((part) => (
        <TabPanel key={part.id} id={part.id} className="tab-panel">
          {part.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
