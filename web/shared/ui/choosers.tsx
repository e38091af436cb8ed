// The choosers of language and appearance; native lists, which phones show best.
import './ui.css';
import { useState, type ReactNode } from 'react';
import { languageRows, languages, type Language } from '../i18n/language.ts';
import { chooseAndRememberLanguage, useLanguage } from '../i18n/texts.ts';
import { sharedTexts } from '../i18n/shared-texts.ts';
import { chooseTheme, currentTheme, themes, type Theme } from '../theme.ts';
import { Icon } from './icons.tsx';

/** `onChosen` is told after the page has changed, e.g. to save it in the profile. */
export function LanguageSwitcher({ onChosen }: { readonly onChosen?: (language: Language) => void }): ReactNode {
  const say = sharedTexts.use();
  const language = useLanguage();
  return (
    <span className="chooser">
      <Icon name="language" />
      <select
        aria-label={say('language')}
        value={language}
        onChange={(event) => {
          const chosen = event.target.value as Language;
          void chooseAndRememberLanguage(chosen).then(() => onChosen?.(chosen));
        }}
      >
        {languages.map((one) => (
          <option key={one} value={one} lang={one}>
            {languageRows[one].name}
          </option>
        ))}
      </select>
      <span className="chooser-mark">
        <Icon name="chevron-down" size={16} />
      </span>
    </span>
  );
}

/** `compact` shows only the icon on phones, for the bar. */
export function ThemeSwitcher({ compact = false }: { readonly compact?: boolean }): ReactNode {
  const say = sharedTexts.use();
  const [theme, setTheme] = useState(currentTheme);
  return (
    <span className={compact ? 'chooser chooser-plain' : 'chooser'}>
      <Icon name="theme" />
      <select
        aria-label={say('theme')}
        value={theme}
        onChange={(event) => {
          const chosen = event.target.value as Theme;
          setTheme(chosen);
          chooseTheme(chosen);
        }}
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {say(`theme.${one}`)}
          </option>
        ))}
      </select>
      <span className="chooser-mark">
        <Icon name="chevron-down" size={16} />
      </span>
    </span>
  );
}
