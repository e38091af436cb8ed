// Whether somebody may have a card: age, document, terms and consents. Pure; the ladder is in the order of the README.

import { done, refused, type Outcome } from '../../../kernel/refusal.ts';
import type { CardProgramme } from '../../card-programmes/index.ts';
import { mrzDate, readMrz, type MrzRefusal } from './mrz.ts';

export type DocumentKind = 'national-card' | 'passport';

/** An identity document as it was typed or read. */
export type GivenDocument = {
  readonly kind: DocumentKind;
  readonly number: string;
  /** ISO 3166-1 alpha-3, as documents carry it. */
  readonly issuer: string;
  /** ISO date of the last day of validity. */
  readonly expiresOn: string;
  /** Lines of the machine readable zone, where it was read. */
  readonly mrz?: readonly string[];
};

export type EligibilityRefusal =
  | 'too-young'
  | 'document-kind-refused'
  | 'document-malformed'
  | 'document-expired'
  | MrzRefusal
  | 'mrz-differs'
  | 'terms-not-current'
  | 'consent-unknown'
  | 'consent-missing';

type Figures = CardProgramme['application'];

/**
 * PC-01: whether the birthday that makes one old enough is past on a day. The birthday itself is not past yet; one who was born
 * on 29 February has it on 28 February in common years.
 */
export function isOldEnough(birthDate: string, ageYears: number, day: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(Temporal.PlainDate.from(birthDate).add({ years: ageYears }), day) < 0;
}

/** A document number in its plain form: capital letters and digits. */
export function plainNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s.-]/g, '')
    .toUpperCase();
}

/** Judges the document on a day; gives whether its machine readable zone was verified. */
export function judgeDocument(
  figures: Figures,
  document: GivenDocument,
  birthDate: string,
  day: Temporal.PlainDate,
): Outcome<{ mrzVerified: boolean }, EligibilityRefusal> {
  const { kind, expiresOn } = document;
  const number = plainNumber(document.number);
  if (!(figures.documents as readonly string[]).includes(kind)) return refused('document-kind-refused');
  if (!/^[A-Z0-9]{5,20}$/.test(number) || !/^[A-Z]{3}$/.test(document.issuer)) return refused('document-malformed');
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(expiresOn), day) < 0) return refused('document-expired');
  if (document.mrz === undefined) return done({ mrzVerified: false });
  const read = readMrz(document.mrz);
  if (read.kind === 'refused') return read;
  const { value } = read;
  const isPassport = value.code === 'P';
  const fits =
    isPassport === (kind === 'passport') &&
    value.number === number &&
    value.issuer === document.issuer &&
    value.expiresOn === mrzDate(expiresOn) &&
    value.birthDate === mrzDate(birthDate);
  return fits ? done({ mrzVerified: true }) : refused('mrz-differs');
}

/** PC-46: the version in force, and a yes or no to every use that is known, with a yes to those that are required. */
export function judgeConsents(
  figures: Figures,
  given: { termsVersion: string; consents: Readonly<Record<string, boolean>> },
  termsVersionNow: string,
): Outcome<undefined, EligibilityRefusal> {
  if (given.termsVersion !== termsVersionNow) return refused('terms-not-current', { version: termsVersionNow });
  const unknown = Object.keys(given.consents).find((use) => !figures.dataUses.includes(use));
  if (unknown !== undefined) return refused('consent-unknown', { use: unknown });
  const missing =
    figures.dataUsesRequired.find((use) => given.consents[use] !== true) ?? figures.dataUses.find((use) => !(use in given.consents));
  return missing === undefined ? done(undefined) : refused('consent-missing', { use: missing });
}

/** The whole ladder: age, document, terms, consents. */
export function judgeApplication(
  figures: Figures,
  application: {
    birthDate: string;
    document: GivenDocument;
    termsVersion: string;
    consents: Readonly<Record<string, boolean>>;
  },
  { day, termsVersionNow }: { day: Temporal.PlainDate; termsVersionNow: string },
): Outcome<{ mrzVerified: boolean }, EligibilityRefusal> {
  const { birthDate, document } = application;
  if (!isOldEnough(birthDate, figures.ageYearsMin, day)) return refused('too-young', { years: figures.ageYearsMin });
  const judged = judgeDocument(figures, document, birthDate, day);
  if (judged.kind === 'refused') return judged;
  const consented = judgeConsents(figures, application, termsVersionNow);
  return consented.kind === 'refused' ? consented : judged;
}
