// A caller proves who they are by answers that staff type and the system compares; staff never see the right ones.

import { toLatinDigits } from '../../../kernel/digits.ts';
import { done, refused, type Outcome } from '../../../kernel/refusal.ts';

export const questions = ['civil-number', 'birth-date', 'card-last-four', 'last-credit'] as const;
export type Question = (typeof questions)[number];

/** What the bank knows, already in the form that answers are normalised to; a question without data is not asked. */
export type KnownAnswers = Partial<Record<Question, string>>;

/**
 * Chooses the questions of a call, so that neither the caller nor staff can pick the easy ones.
 * @param random one number in [0, 1) for each question
 */
export function chooseQuestions(known: KnownAnswers, needed: number, random: readonly number[]): Outcome<Question[], 'not-enough-known'> {
  const available = questions.filter((question) => known[question] !== undefined);
  if (available.length < needed) return refused('not-enough-known');
  const shuffled = available
    .map((question, index) => ({ question, weight: random[index] ?? 0 }))
    .sort((left, right) => left.weight - right.weight)
    .slice(0, needed)
    .map(({ question }) => question);
  return done(questions.filter((question) => shuffled.includes(question)));
}

/**
 * An answer in its plain form: Latin digits, no spaces. Dates are YYYY-MM-DD or DD/MM/YYYY as people say them; amounts
 * are minor units after `amountToMinor`, which knows the currency's decimals.
 */
export function normaliseAnswer(question: Question, text: string, decimals: number): string {
  const plain = toLatinDigits(text).trim().normalize('NFC');
  switch (question) {
    case 'civil-number':
    case 'card-last-four':
      return plain.replace(/[\s-]/g, '');
    case 'birth-date':
      return plainDate(plain);
    case 'last-credit':
      return plainAmount(plain, decimals);
  }
}

function plainDate(text: string): string {
  const parts = text.split(/[-/.\s]+/);
  if (parts.length !== 3) return text;
  const [first = '', second = '', third = ''] = parts;
  const [year, month, day] = first.length === 4 ? [first, second, third] : [third, second, first];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function plainAmount(text: string, decimals: number): string {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text.replace(/[,\s]/g, ''));
  if (match === null) return text;
  const fraction = (match[2] ?? '').padEnd(decimals, '0');
  if (fraction.length > decimals) return text;
  return BigInt(`${match[1] ?? ''}${fraction}`).toString();
}

/** Whether every question of the call is answered rightly. One bit for all: nobody learns which answer was wrong. */
export function answersMatch(
  asked: readonly Question[],
  known: KnownAnswers,
  given: Partial<Record<Question, string>>,
  decimals: number,
): boolean {
  let right = asked.length > 0;
  for (const question of asked) {
    const truth = known[question];
    const answer = normaliseAnswer(question, given[question] ?? '', decimals);
    right = truth !== undefined && answer === truth && right;
  }
  return right;
}

export type CallState = {
  staffId: string;
  customerId: string;
  expiresAt: Temporal.Instant;
  verifiedAt: Temporal.Instant | null;
  endedAt: Temporal.Instant | null;
};

export type CallRefusal = 'no-call' | 'call-ended' | 'caller-not-verified';

/** Whether this call lets this member of staff act for this customer now. */
export function callAllows(
  call: CallState | undefined,
  wanted: { staffId: string; customerId: string },
  now: Temporal.Instant,
): Outcome<undefined, CallRefusal> {
  if (call === undefined || call.staffId !== wanted.staffId || call.customerId !== wanted.customerId) return refused('no-call');
  if (call.endedAt !== null || Temporal.Instant.compare(now, call.expiresAt) >= 0) return refused('call-ended');
  if (call.verifiedAt === null) return refused('caller-not-verified');
  return done(undefined);
}
