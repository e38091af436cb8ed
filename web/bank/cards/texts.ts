// The texts of the cards pages; loaded with the first of them, so that the first screen of the bank stays small.
import type en from './messages/en.json';
import { currentLanguage } from '../../shared/i18n/language.ts';
import { texts } from '../../shared/i18n/texts.ts';

export const cardTexts = texts<typeof en>({
  ar: () => import('./messages/ar.json'),
  en: () => import('./messages/en.json'),
  fa: () => import('./messages/fa.json'),
  kk: () => import('./messages/kk.json'),
});

/** Must be awaited before a page of cards is shown. */
export async function loadCardTexts(): Promise<void> {
  await cardTexts.load(currentLanguage());
}
