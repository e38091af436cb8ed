// The texts of the console.
import type en from './messages/en.json';
import { texts } from '../shared/i18n/texts.ts';

export const consoleTexts = texts<typeof en>({
  ar: () => import('./messages/ar.json'),
  en: () => import('./messages/en.json'),
  fa: () => import('./messages/fa.json'),
  kk: () => import('./messages/kk.json'),
});

/** The text of a key that comes from the server, such as a role; the name itself where there is none. */
export function named(say: ReturnType<typeof consoleTexts.use>, group: string, name: string): string {
  const key = `${group}.${name}`;
  return say.has(key) ? say(key) : name;
}
