// The message templates: what one holds, which exist, and their loading with the check of RB-14.

import type { Language } from '../../customers/index.ts';
import ar from '../templates/ar.json' with { type: 'json' };
import en from '../templates/en.json' with { type: 'json' };
import fa from '../templates/fa.json' with { type: 'json' };
import kk from '../templates/kk.json' with { type: 'json' };
import { checkTemplates } from './template-check.ts';

export type Channel = 'sms' | 'email' | 'push';

/** One template in one language; texts are ICU messages. */
export type Template = {
  /** Subject of the e-mail. A template without one has no e-mail form. */
  readonly subject?: string;
  readonly text: string;
  /** Whether 'was it not you?' with the contact centre's number follows the text. */
  readonly alert?: boolean;
  /** Where it may go; without it: SMS, and e-mail where there is a subject. */
  readonly channels?: readonly string[];
  /** For staff, who are no customers. */
  readonly staff?: boolean;
};

export type TemplateFile = {
  readonly fragments: Readonly<Record<string, string>>;
  readonly kinds: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, Template>>;
};

/** Names of all templates, from the English file: the other languages must have the same. */
export type TemplateName = keyof typeof en.templates;

/** Templates that carry a one-time code. */
export type CodeTemplate = Extract<TemplateName, `${string}-code`>;

/** Events of which customers are notified. */
export type EventName = Exclude<TemplateName, CodeTemplate | `staff-${string}`>;

export class TemplateFault extends Error {
  readonly code = 'message-templates-invalid';
}

/** Throws TemplateFault naming every template that breaks RB-01, RB-05 or RB-14, or that a language lacks. */
export function admitTemplates(files: Readonly<Record<string, TemplateFile>>): void {
  const mistakes = checkTemplates(files);
  if (mistakes.length === 0) return;
  const lines = mistakes.map(({ language, name, reason, found }) => `  ${language}.json ${name}: ${reason} (${found})`);
  throw new TemplateFault(`Message templates are refused:\n${lines.join('\n')}`);
}

const files: Readonly<Record<Language, TemplateFile>> = { ar, en, fa, kk };
admitTemplates(files);

/** The templates of a language, checked when this module is loaded. */
export function templatesOf(language: Language): TemplateFile {
  return files[language];
}

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(en.templates, name);
}
