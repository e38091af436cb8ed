// The texts of the kiosk.
import type en from './messages/en.json';
import { texts } from '../shared/i18n/texts.ts';

export const kioskTexts = texts<typeof en>({
  ar: () => import('./messages/ar.json'),
  en: () => import('./messages/en.json'),
  fa: () => import('./messages/fa.json'),
  kk: () => import('./messages/kk.json'),
});
