// Applications, terms and fee schedules as JSON; shared by the doors.

import type { Static } from 'typebox';

import { dayAt, startOfDay } from '../../kernel/calendar.ts';
import { toJson } from '../../kernel/money.ts';
import {
  checksOf,
  consentsOf,
  identityState,
  publishedTerms,
  termsText,
  type Application,
  type GivenDocument as Document,
  type TermsLanguage,
} from '../../modules/card-applications/index.ts';
import { priceFee } from '../../modules/card-fees/index.ts';
import { feeNames, feeVersionOn, type CardProgramme } from '../../modules/card-programmes/index.ts';
import type { Session } from '../../postgres/database.ts';
import type { CardDeps } from './card-deps.ts';
import type { ApplicationAnswer, FeeSchedule, GivenDocument, TermsList, TermsText } from './contracts/card-applications.ts';

/** A document whose shape the schema has checked. */
export function documentOf({ kind, number, issuer, expiresOn, mrz }: Static<typeof GivenDocument>): Document {
  if (kind !== 'national-card' && kind !== 'passport') throw new Error(`bug: the document kind '${kind}' passed its schema`);
  return { kind, number, issuer, expiresOn, ...(mrz === undefined ? {} : { mrz }) };
}

export async function applicationAnswer(
  db: Session,
  { cards }: CardDeps,
  application: Application,
): Promise<Static<typeof ApplicationAnswer>> {
  const { id, programme, product, customerId, accountId, cardId, channel, termsVersion, status, appliedAt, establishedAt } = application;
  const state = await identityState(db, cards, accountId);
  const { documentKind, documentIssuer, documentExpiresOn, mrzVerified } = application;
  return {
    applicationId: id,
    programme,
    product,
    customerId,
    accountId,
    cardId,
    channel,
    document: { kind: documentKind, issuer: documentIssuer, expiresOn: documentExpiresOn, mrzVerified },
    termsVersion,
    status,
    missing: status === 'waiting' ? [...state.missing] : [],
    demanded: [...state.demanded],
    checks: (await checksOf(db, id)).map(({ kind, at }) => ({ kind, at: at.toString() })),
    consents: (await consentsOf(db, accountId)).map(({ use, given, at }) => ({ use, given, at: at.toString() })),
    appliedAt: appliedAt.toString(),
    ...(establishedAt === null ? {} : { establishedAt: establishedAt.toString() }),
  };
}

export function termsListAnswer(programme: CardProgramme, now: Temporal.Instant): Static<typeof TermsList> {
  const terms = publishedTerms(programme, dayAt(programme.timeZone, now)).map((one) => ({ ...one, languages: [...one.languages] }));
  return { programme: programme.programme, terms };
}

/** The text of a published version; undefined where there is none. */
export function termsTextAnswer(
  programme: CardProgramme,
  version: string,
  language: TermsLanguage,
  now: Temporal.Instant,
): Static<typeof TermsText> | undefined {
  const isPublished = publishedTerms(programme, dayAt(programme.timeZone, now)).some((terms) => terms.version === version);
  const text = isPublished ? termsText(programme.programme, version, language) : undefined;
  return text === undefined ? undefined : { programme: programme.programme, version, language, text };
}

/** PC-25, PC-39: the schedule in force on a day; undefined before the first one. */
export function feeScheduleAnswer(programme: CardProgramme, day: Temporal.PlainDate): Static<typeof FeeSchedule> | undefined {
  const version = feeVersionOn(programme, day.toString());
  if (version === undefined) return undefined;
  const at = startOfDay(programme.timeZone, day);
  const fees = feeNames.map((fee) => {
    const { net, vat, total } = priceFee(programme, fee, at);
    return { fee, net: toJson(net), vat: toJson(vat), total: toJson(total) };
  });
  return { programme: programme.programme, day: day.toString(), from: version.from, vatPpm: version.vatPpm, fees };
}
