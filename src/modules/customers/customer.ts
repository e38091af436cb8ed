// What the bank knows of a customer, as the rest of the house sees it; the civil id stays sealed.

export type Language = 'ar' | 'en' | 'fa' | 'kk';

export const languages: readonly Language[] = ['ar', 'en', 'fa', 'kk'];

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}

export type Customer = {
  readonly id: string;
  readonly programme: string;
  readonly number: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly language: Language;
  /** ISO date. */
  readonly birthDate: string;
  /** E.164. */
  readonly mobile: string;
  readonly mobileVerifiedAt: Temporal.Instant | null;
  readonly mobileChangedAt: Temporal.Instant | null;
  readonly email: string | null;
  readonly address: string;
  readonly createdAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
};

/** How the bank reaches a customer, and in which language. */
export type Contacts = {
  readonly customerId: string;
  readonly programme: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly language: Language;
  readonly mobile: string;
  readonly email: string | null;
};
