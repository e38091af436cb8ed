// Starts an application: language, texts, appearance and fonts first, then the first screen, so that nothing jumps.
import './base.css';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { languageRows, firstLanguage } from './i18n/language.ts';
import { chooseLanguage, useLanguage } from './i18n/texts.ts';
import { applyTheme } from './theme.ts';

const fontWaitMs = 600;

function Localized({ children }: { readonly children: ReactNode }): ReactNode {
  const language = useLanguage();
  return <I18nProvider locale={languageRows[language].tag}>{children}</I18nProvider>;
}

// React Aria puts a style element into the head unless one with this id is there; the content security policy forbids
// inline styles, and base.css holds the rule.
function claimPressableStyle(): void {
  const claim = document.createElement('meta');
  claim.id = 'react-aria-pressable-style';
  document.head.append(claim);
}

/** Renders the application into #root once its texts and its font are there (the font for at most 600 ms). */
export async function startPages(page: ReactNode): Promise<void> {
  applyTheme();
  claimPressableStyle();
  const language = firstLanguage();
  await chooseLanguage(language);
  const sample = languageRows[language].dir === 'rtl' ? 'رمز' : 'Ramz ә';
  const font = languageRows[language].dir === 'rtl' ? 'Vazirmatn' : 'Inter';
  await Promise.race([document.fonts.load(`400 1em ${font}`, sample), new Promise((resolve) => setTimeout(resolve, fontWaitMs))]);
  const root = document.getElementById('root');
  if (root === null) throw new Error('bug: no #root');
  createRoot(root).render(
    <StrictMode>
      <Localized>{page}</Localized>
    </StrictMode>,
  );
}
