// Reads a file of rates: a line that says source, day and base, a header, then one currency a line.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import type { PublishedRates } from './published.ts';

/**
 * `# source=demo day=2026-11-01 base=OMR`, `currency,rate`, `USD,2.6008` … Further lines that begin with `#` and empty ones are left out.
 * @param given what stands in for a part that the first line lacks, or overrules it
 */
export function readRatesCsv(
  text: string,
  given: { readonly source?: string; readonly day?: string; readonly base?: string } = {},
): Outcome<PublishedRates, 'csv-malformed'> {
  const parts: Record<string, string> = {};
  const rates: { currency: string; rate: string }[] = [];
  let header = false;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '') continue;
    if (line.startsWith('#')) {
      for (const [, name, value] of line.matchAll(/\b(source|day|base)=(\S+)/g)) if (name !== undefined) parts[name] ??= value ?? '';
      continue;
    }
    if (!header) {
      if (line.replaceAll(' ', '').toLowerCase() !== 'currency,rate') return refused('csv-malformed', { line: index + 1 });
      header = true;
      continue;
    }
    const match = /^([A-Za-z]{3})\s*,\s*([0-9.]{1,24})$/.exec(line);
    if (match === null) return refused('csv-malformed', { line: index + 1 });
    rates.push({ currency: (match[1] ?? '').toUpperCase(), rate: match[2] ?? '' });
  }
  if (!header) return refused('csv-malformed', { line: 1 });
  return done({
    source: given.source ?? parts['source'] ?? '',
    day: given.day ?? parts['day'] ?? '',
    base: given.base ?? parts['base'] ?? '',
    rates,
  });
}
