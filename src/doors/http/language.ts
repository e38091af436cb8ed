// Which of the four languages an answer is written in.

import { isLanguage, type Language } from '../../modules/customers/index.ts';

/**
 * The language that the Accept-Language header wants most among those offered (RFC 9110 section 12.5.4), by primary tag only;
 * the fallback where it wants none of them.
 */
export function chooseLanguage(header: string | undefined, offered: readonly string[], fallback: string): Language {
  const last = isLanguage(fallback) ? fallback : 'en';
  if (header === undefined || header.length > 500) return last;
  let best: { language: Language; quality: number } | undefined;
  for (const part of header.split(',')) {
    const [tag = '', ...parameters] = part.trim().split(';');
    const language = tag.trim().split('-')[0]?.toLowerCase() ?? '';
    const weight = /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameters.find((parameter) => parameter.trim().startsWith('q=')) ?? '');
    const quality = weight === null ? 1 : Number(weight[1]);
    if (!isLanguage(language) || !offered.includes(language) || quality === 0) continue;
    if (best === undefined || quality > best.quality) best = { language, quality };
  }
  return best?.language ?? last;
}
