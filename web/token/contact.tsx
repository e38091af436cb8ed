// The contact centre's number wherever a phone may be lost (TK-37); it comes from the programme.
import type { ReactNode } from 'react';
import { Icon } from '../shared/ui/icons.tsx';
import { tokenTexts } from './texts.ts';
import { useVisit } from './visit.ts';

export function Contact({ lost = true }: { readonly lost?: boolean }): ReactNode {
  const say = tokenTexts.use();
  const { programme } = useVisit();
  if (programme === undefined) return null;
  const number = programme.contactCentre;
  return (
    <p className="contact">
      <Icon name="call" />
      <span>
        {say.rich(lost ? 'contact.lost' : 'contact.help', {
          number: (
            <a key="number" href={`tel:${number.replace(/[^+\d]/g, '')}`} dir="ltr">
              {number}
            </a>
          ),
        })}
      </span>
    </p>
  );
}
