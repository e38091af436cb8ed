// Which message templates the bank may not send: no links, no asking for secrets, no programs, codes only with their warnings.

import type { Template, TemplateFile } from './template.ts';

export type TemplateMistake = {
  readonly language: string;
  readonly name: string;
  readonly reason:
    | 'contains-link'
    | 'asks-for-secret'
    | 'carries-program'
    | 'contains-markup'
    | 'code-without-warning'
    | 'code-beside-clickable'
    | 'code-in-email'
    | 'names-domain-in-sms'
    | 'missing-in-language'
    | 'fields-differ';
  readonly found: string;
};

// RB-14: a scheme, www, or a name with a dot and a letter after it (phones make a link of 'bank.om' by themselves).
const link =
  /\b[a-z][a-z0-9+.-]*:\/\/\S*|\bwww\.\S*|\b(?:mailto|tel|sms|javascript|data):\S+|(?<![\p{L}\p{N}])[\p{L}\p{N}-]+\.\p{L}{2,}\S*/iu;
const markup = /<\/?[a-z!][^>]*>|&[a-z#0-9]+;|\[[^\]]*\]\([^)]*\)/i;
const program =
  /\.(?:apk|exe|msi|dmg|ipa|jar|js|vbs|scr|bat|zip|rar|docm|xlsm)\b|\battach(?:ed|ment)|مرفق|پیوست|тіркелген файл|тіркеме файл/iu;

// What only the customer may know, and the verbs with which a message would ask for it.
const secrets =
  /\b(?:pin|password|passcode|cvv2?|cvc2?|card (?:number|data|details)|expiry date)s?\b|الرقم السري|كلمة المرور|بيانات البطاقة|رقم البطاقة|رمز التحقق|گذرواژه|رمز (?:کارت|دوم|پویا)|(?<!\p{L})رمز(?!\p{L})|(?:اطلاعات|شماره) کارت|ПИН|құпиясөз|карта (?:деректер|нөмір)/iu;
const asking =
  /\b(?:send|reply|enter|type|give|tell|provide|confirm|share|submit|text us|ask)\b|أرسل|أدخل|زودنا|اكتب|أعطنا|شارك|أكد|نطلب|بفرست|بفرستید|ارسال کن|وارد کن|بنویس|بدهید|بگویید|می‌خواهیم|жіберіңіз|енгізіңіз|теріңіз|айтыңыз|беріңіз|жазыңыз|растаңыз|сұра/iu;
const denying = /\b(?:never|nobody|not|no one)\b|(?<!\p{L})لا(?!\p{L})|لن|أبداً|هرگز|هیچ|نمی‌|ندهید|ешқашан|ешкім|емес/iu;

const sentences = (text: string): string[] => text.split(/[.!?؟\n{}]+/u).filter((sentence) => sentence.trim() !== '');

/** Whether a text contains something that a phone or a mail reader turns into a link. */
export function findLink(text: string): string | undefined {
  return link.exec(text)?.[0];
}

/**
 * The names of the fields of an ICU message. What stands behind a choice of select or plural is a text of its own, in which a single
 * word in braces would look like a field: braces are counted, and only every other depth holds fields.
 */
function namesIn(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [token] of text.matchAll(/\{(\w*)(?=[},])?|\}/g)) {
    if (token === '}') depth -= 1;
    else {
      const isField = depth % 2 === 0;
      depth += 1;
      if (isField && token.length > 1) names.push(token.slice(1));
    }
  }
  return names;
}

const fieldsOf = (text: string): string => [...new Set(namesIn(text))].sort((a, b) => (a < b ? -1 : 1)).join();

function checkText(text: string): Pick<TemplateMistake, 'reason' | 'found'> | undefined {
  const carried = program.exec(text);
  if (carried !== null) return { reason: 'carries-program', found: carried[0] };
  const linked = findLink(text);
  if (linked !== undefined) return { reason: 'contains-link', found: linked };
  const marked = markup.exec(text);
  if (marked !== null) return { reason: 'contains-markup', found: marked[0] };
  const asked = sentences(text).find((sentence) => secrets.test(sentence) && asking.test(sentence) && !denying.test(sentence));
  if (asked !== undefined) return { reason: 'asks-for-secret', found: asked.trim() };
  return undefined;
}

/** The first rule that one template breaks, or undefined. Source: RB-01, RB-05, RB-14. */
export function checkTemplate(name: string, template: Template): Pick<TemplateMistake, 'reason' | 'found'> | undefined {
  const whole = `${template.subject ?? ''}\n${template.text}`;
  const broken = checkText(whole);
  if (broken !== undefined) return broken;
  if (whole.includes('{domain}')) return { reason: 'names-domain-in-sms', found: '{domain}' };
  if (!whole.includes('{code}')) return undefined;
  if (!template.text.includes('{safety}')) return { reason: 'code-without-warning', found: '{safety} is missing' };
  const clickable = /\{(?:centre|shortNumber|securityEmail)\}|\+?\d[\d ]{5,}/.exec(whole);
  if (clickable !== null || template.alert === true) return { reason: 'code-beside-clickable', found: clickable?.[0] ?? 'alert' };
  const goesByEmail = template.subject !== undefined || template.channels?.includes('email') === true;
  if (goesByEmail && !name.startsWith('verify-email-')) return { reason: 'code-in-email', found: '{code}' };
  return undefined;
}

/** All mistakes of a set of files; the English one says which templates and which fields there must be. */
export function checkTemplates(files: Readonly<Record<string, TemplateFile>>): TemplateMistake[] {
  const mistakes: TemplateMistake[] = [];
  const model = files['en'];
  for (const [language, file] of Object.entries(files)) {
    for (const [name, text] of Object.entries({ ...file.fragments, ...file.kinds })) {
      const broken = checkText(text);
      if (broken !== undefined) mistakes.push({ language, name, ...broken });
    }
    for (const [name, template] of Object.entries(file.templates)) {
      const broken = checkTemplate(name, template);
      if (broken !== undefined) mistakes.push({ language, name, ...broken });
    }
    for (const part of ['fragments', 'kinds', 'templates'] as const) {
      for (const [name, wanted] of Object.entries(model?.[part] ?? {})) {
        const given = Object.hasOwn(file[part], name) ? file[part][name] : undefined;
        if (given === undefined) {
          mistakes.push({ language, name, reason: 'missing-in-language', found: part });
          continue;
        }
        const [a, b] = [wanted, given].map((one) =>
          typeof one === 'string' ? one : `${one.subject === undefined ? '' : '{subject}'}${one.text}`,
        );
        if (fieldsOf(a ?? '') !== fieldsOf(b ?? '')) mistakes.push({ language, name, reason: 'fields-differ', found: fieldsOf(b ?? '') });
      }
    }
  }
  return mistakes;
}
