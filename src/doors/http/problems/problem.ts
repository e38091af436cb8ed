// Writes a refusal as a problem document (RFC 9457), in the language of the request.

import { readFileSync } from 'node:fs';

import type { FastifyReply, FastifyRequest } from 'fastify';
import { IntlMessageFormat } from 'intl-messageformat';

import type { Refused } from '../../../kernel/refusal.ts';
import { languages, type Language } from '../../../modules/customers/index.ts';
import { chooseLanguage } from '../language.ts';
import { isProblemReason, problemStatuses, type ProblemReason } from './table.ts';

export type Figures = Readonly<Record<string, string | number>>;

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  [figure: string]: unknown;
};

const locales = { ar: 'ar-OM', en: 'en-GB', fa: 'fa-IR', kk: 'kk-KZ' } as const satisfies Record<Language, string>;

/** The texts as they stand in the files, by language and reason. */
export const problemTexts = Object.fromEntries(
  languages.map((language) => [
    language,
    JSON.parse(readFileSync(new URL(`./${language}.json`, import.meta.url), 'utf8')) as Record<string, string>,
  ]),
) as Record<Language, Record<string, string>>;

const formats = new Map<string, IntlMessageFormat>();

/** The sentence of a reason. A figure that the text names and nobody gave is shown as nothing, not as an error. */
export function problemDetail(reason: ProblemReason, language: Language, figures: Figures = {}): string {
  const key = `${language} ${reason}`;
  const text = problemTexts[language][reason] ?? problemTexts.en[reason] ?? reason;
  if (!text.includes('{')) return text;
  const format = formats.get(key) ?? new IntlMessageFormat(text, locales[language], undefined, { ignoreTag: true });
  formats.set(key, format);
  try {
    return String(format.format({ ...figures }));
  } catch {
    return text.replace(/\s*\{.*\}/s, '');
  }
}

/** 'wrong-code' → 'Wrong code'. */
const titleOf = (reason: string): string => `${reason.slice(0, 1).toUpperCase()}${reason.slice(1).replaceAll('-', ' ')}`;

export function problemOf(reason: ProblemReason, language: Language, figures: Figures = {}): Problem {
  return {
    type: `https://ramz.dev/problems/${reason}`,
    title: titleOf(reason),
    status: problemStatuses[reason],
    detail: problemDetail(reason, language, figures),
    ...figures,
  };
}

/** What Accept-Language asks for, among the languages of the programme. */
export function languageOf(request: FastifyRequest): Language {
  const { offered, fallback } = request.server.languages;
  return chooseLanguage(request.headers['accept-language'], offered, fallback);
}

/**
 * Answers with a problem. `retryAfterSeconds` among the figures also becomes the header Retry-After.
 * Returned by handlers: `return sendProblem(reply, 'not-found')`.
 */
export function sendProblem(reply: FastifyReply, reason: ProblemReason, figures: Figures = {}, extra: object = {}): FastifyReply {
  const problem = { ...problemOf(reason, languageOf(reply.request), figures), ...extra };
  const after = figures['retryAfterSeconds'];
  if (after !== undefined) void reply.header('retry-after', String(after));
  if (problem.status === 401) void reply.header('www-authenticate', reason.startsWith('api-key') ? 'Bearer' : 'Cookie');
  return reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}

/** Answers with the refusal of a module; a reason without a row in the table does not compile. */
export function sendRefusal<Reason extends ProblemReason>(reply: FastifyReply, refusal: Refused<Reason>): FastifyReply {
  return sendProblem(reply, refusal.reason, refusal.figures);
}

/** The same for reasons that are only known as text (executors give them): one without a row becomes 'operation-refused' and keeps its code. */
export function sendNamedRefusal(reply: FastifyReply, refusal: Refused<string>): FastifyReply {
  if (isProblemReason(refusal.reason)) return sendProblem(reply, refusal.reason, refusal.figures);
  return sendProblem(reply, 'operation-refused', { ...refusal.figures, reason: refusal.reason });
}
