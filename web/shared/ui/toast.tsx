// Short words about something done; never for errors, which stay on the page.
import './ui.css';
import './toast.css';
import { useSyncExternalStore, type ReactNode } from 'react';
import { Icon } from './icons.tsx';

type Toast = { readonly id: number; readonly text: string };

const shownMs = 5000;
let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a text for five seconds; one that is shown already is told anew, not twice. */
export function toast(text: string): void {
  const id = nextId;
  nextId += 1;
  change([...toasts.filter((one) => one.text !== text), { id, text }]);
  setTimeout(() => change(toasts.filter((one) => one.id !== id)), shownMs);
}

/** Where toasts appear: once a page, always there so that screen readers hear them. */
export function Toasts(): ReactNode {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className="toasts" role="status">
      {shown.map((one) => (
        <div className="toast" key={one.id}>
          <Icon name="good" />
          {one.text}
        </div>
      ))}
    </div>
  );
}
