// The language that the customer chose: remembered, and set once on <html> together with its direction.
export const languages = ['ar', 'en', 'fa', 'kk'] as const;
export type Language = (typeof languages)[number];

type LanguageRow = {
  /** Its own name, as the switcher shows it. */
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
  /** For React Aria and Intl: digits and calendar of the place. */
  readonly tag: string;
  /** For numbers only: Chromium is built without Kazakh figures, whose marks are those of Russian (space, comma). */
  readonly numberTag: string;
};

export const languageRows: Readonly<Record<Language, LanguageRow>> = {
  ar: { name: 'العربية', dir: 'rtl', tag: 'ar-OM-u-nu-arab', numberTag: 'ar-OM-u-nu-arab' },
  en: { name: 'English', dir: 'ltr', tag: 'en-GB', numberTag: 'en-GB' },
  fa: { name: 'فارسی', dir: 'rtl', tag: 'fa-IR-u-ca-persian-nu-arabext', numberTag: 'fa-IR-u-nu-arabext' },
  kk: { name: 'Қазақша', dir: 'ltr', tag: 'kk-KZ', numberTag: 'ru-KZ' },
};

const storageKey = 'ramz-language';

export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}

function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

/** Whether a language was chosen in this browser before. */
export function hasChosenLanguage(): boolean {
  return isLanguage(remembered());
}

/** The language to begin with: the one chosen before, else the first of the browser's that we have, else Arabic. */
export function firstLanguage(): Language {
  const chosen = remembered();
  if (isLanguage(chosen)) return chosen;
  for (const wanted of navigator.languages) {
    const language = wanted.slice(0, 2).toLowerCase();
    if (isLanguage(language)) return language;
  }
  return 'ar';
}

let current: Language = 'ar';
const listeners = new Set<() => void>();

export function currentLanguage(): Language {
  return current;
}

/** Makes a language the current one; its texts must be loaded already (see texts.ts, chooseLanguage). */
export function adoptLanguage(language: Language): void {
  current = language;
  document.documentElement.lang = language;
  document.documentElement.dir = languageRows[language].dir;
  for (const listener of listeners) listener();
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Private windows may refuse storage; the choice then lasts for the visit.
  }
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
