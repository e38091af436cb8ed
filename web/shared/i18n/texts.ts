// Texts of the pages: one JSON file a language, keys typed from the English one, ICU messages, loaded when the language is chosen.
import { IntlMessageFormat } from 'intl-messageformat';
import { Fragment, createElement, isValidElement, useSyncExternalStore, type ReactNode } from 'react';
import { adoptLanguage, currentLanguage, languageRows, onLanguage, rememberLanguage, type Language } from './language.ts';

type Plain = string | number;
type Rich = Plain | ReactNode | ((chunks: ReactNode) => ReactNode);

/** Gives texts by key; `rich` takes elements as values and functions for tags. */
export type Say<Key extends string> = {
  (key: Key, values?: Readonly<Record<string, Plain>>): string;
  rich(key: Key, values: Readonly<Record<string, Rich>>): ReactNode;
  has(key: string): key is Key;
};

type Loaders = Readonly<Record<Language, () => Promise<{ readonly default: object }>>>;

/** The texts of one application. */
export type Texts<Key extends string> = {
  load(language: Language): Promise<void>;
  /** For components: renders again when the language changes. */
  use(): Say<Key>;
  /** For what is no component. */
  say: Say<Key>;
};

const all = new Set<{ load(language: Language): Promise<void> }>();

// Isolates a value that is put into right-to-left text, so that '+968 …' or a Latin name does not reorder its neighbours.
function isolated(value: Plain, language: Language): Plain {
  return typeof value === 'string' && languageRows[language].dir === 'rtl' ? `\u2068${value}\u2069` : value;
}

/** Defines the texts of an application: `texts<typeof en>({ en: () => import('./messages/en.json'), … })`. */
export function texts<English extends object>(loaders: Loaders): Texts<keyof English & string> {
  type Key = keyof English & string;
  const loaded = new Map<Language, Readonly<Record<string, string>>>();
  const compiled = new Map<string, IntlMessageFormat>();

  function compile(key: string): IntlMessageFormat {
    const language = currentLanguage();
    const id = `${language}/${key}`;
    const known = compiled.get(id);
    if (known !== undefined) return known;
    const message = loaded.get(language)?.[key];
    if (message === undefined) throw new Error(`bug: no text ${id}`);
    const made = new IntlMessageFormat(message, languageRows[language].tag);
    compiled.set(id, made);
    return made;
  }

  const say = ((key: Key, values: Readonly<Record<string, Plain>> = {}): string => {
    const language = currentLanguage();
    const given = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, isolated(value, language)]));
    return String(compile(key).format(given));
  }) as Say<Key>;

  say.has = (key): key is Key => loaded.get(currentLanguage())?.[key] !== undefined;

  say.rich = (key, values) => {
    const language = currentLanguage();
    const given = Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        if (typeof value === 'function') return [name, (chunks: ReactNode[]) => createElement(Fragment, null, value(keyed(chunks)))];
        if (typeof value === 'string' || typeof value === 'number') return [name, isolated(value, language)];
        return [name, value];
      }),
    );
    const parts = compile(key).format<ReactNode>(given as Record<string, ReactNode>);
    return Array.isArray(parts) ? keyed(parts) : parts;
  };

  const self: Texts<Key> = {
    async load(language) {
      if (!loaded.has(language)) loaded.set(language, (await loaders[language]()).default as Record<string, string>);
    },
    use() {
      useSyncExternalStore(onLanguage, currentLanguage);
      return say;
    },
    say,
  };
  all.add(self);
  return self;
}

function keyed(parts: ReactNode[]): ReactNode {
  return parts.map((part, index) => (isValidElement(part) ? createElement(Fragment, { key: index }, part) : part));
}

/** Loads every application text of a language and makes it the current one. */
export async function chooseLanguage(language: Language): Promise<void> {
  await Promise.all([...all].map((one) => one.load(language)));
  adoptLanguage(language);
}

/** As chooseLanguage, and remembered for the next visit. */
export async function chooseAndRememberLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await chooseLanguage(language);
}

/** The current language in a component. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}
