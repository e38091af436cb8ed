// The words of statements in the four languages.

import type { Language } from '../customers/index.ts';
import ar from './words/ar.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import fa from './words/fa.json' with { type: 'json' };
import kk from './words/kk.json' with { type: 'json' };

/** As English has them: the others must have the same. */
export type Words = typeof en;

const all: Readonly<Record<Language, Words>> = { ar, en, fa, kk };

export const wordsOf = (language: Language): Words => all[language];

/** Puts values where a text names them in braces. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

const named = (table: Readonly<Record<string, string>>, key: string): string | undefined => table[key];

/** 'Fee: renewal'; the detail alone where it is no name of ours. */
export function kindOf(words: Words, kind: string, detail: string): string {
  const name = named(words.kinds, kind) ?? kind;
  // A fee that was given back carries the reason after its name.
  const parts = detail
    .split(' ')
    .map((part) => named(words.details, part))
    .filter((part) => part !== undefined);
  return parts.length === 0 ? name : `${name}: ${parts.join(', ')}`;
}
