// A document as a visit keeps it, and its dates, which stand there with two digits of the year.

export type KioskDocument = {
  readonly kind: 'national-card' | 'passport';
  readonly number: string;
  /** ISO 3166-1 alpha-3. */
  readonly issuer: string;
  /** YYMMDD, as on the document. */
  readonly birthDate: string;
  readonly mrz: readonly string[];
  /** The last day of validity; years up to fifty ahead of today belong to this document, later ones lie behind. */
  validUntil(today: Temporal.PlainDate): Temporal.PlainDate;
  readonly fields: Readonly<Record<string, string>>;
};

const yearsAheadMax = 50;

function dateOf(text: string, today: Temporal.PlainDate): Temporal.PlainDate {
  const century = Math.floor(today.year / 100) * 100;
  const near = century + Number(text.slice(0, 2));
  const year = near > today.year + yearsAheadMax ? near - 100 : near;
  return Temporal.PlainDate.from({ year, month: Number(text.slice(2, 4)), day: Number(text.slice(4, 6)) }, { overflow: 'reject' });
}

/** The document of these fields; undefined where they are no document's. */
export function documentOf(fields: Readonly<Record<string, string>>): KioskDocument | undefined {
  const { kind, number = '', issuer = '', expiresOn = '', birthDate = '', mrz = '' } = fields;
  if (kind !== 'national-card' && kind !== 'passport') return undefined;
  const isDate = (text: string): boolean => /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(text);
  if (number === '' || !isDate(expiresOn) || !isDate(birthDate)) return undefined;
  return { kind, number, issuer, birthDate, mrz: mrz.split('\n'), validUntil: (today) => dateOf(expiresOn, today), fields };
}
