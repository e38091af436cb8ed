// The words of the shared components.
import type en from '../messages/en.json';
import { texts } from './texts.ts';

export const sharedTexts = texts<typeof en>({
  ar: () => import('../messages/ar.json'),
  en: () => import('../messages/en.json'),
  fa: () => import('../messages/fa.json'),
  kk: () => import('../messages/kk.json'),
});
