// Terms: which versions there are, telling holders of new ones, and accepting them by word or by use (PC-39, PC-58).

import { dayAt, startOfDay } from '../../kernel/calendar.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { statement, type Session } from '../../postgres/database.ts';
import { cardProgrammeNamed, termsOn, type CardProgramme } from '../card-programmes/index.ts';
import type { CardsContext } from '../cards/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify } from '../messaging/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { acceptTerms, accountOf, lockAccounts } from '../wallets/index.ts';
import { holdsFrom, noticeDay, versionsToTell, type TermsVersion } from './rules/terms.ts';
import { acceptanceOf, termsLanguages, termsText, type TermsLanguage } from './terms-texts.ts';

export type PublishedTerms = {
  readonly version: string;
  /** ISO dates: when it was told, and from when it is meant to hold. */
  readonly publishedOn: string;
  readonly from: string;
  readonly noticeDays: number;
  readonly security: boolean;
  readonly inForce: boolean;
  readonly languages: readonly TermsLanguage[];
};

/** The versions that are published on a day, oldest first, with the one that new applicants accept. */
export function publishedTerms(programme: CardProgramme, day: Temporal.PlainDate): PublishedTerms[] {
  const current = termsOn(programme, day.toString())?.version;
  return programme.terms
    .filter((terms) => Temporal.PlainDate.compare(noticeDay(terms), day) <= 0)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map((terms) => ({
      version: terms.version,
      publishedOn: noticeDay(terms).toString(),
      from: terms.from,
      noticeDays: terms.noticeDays,
      security: terms.security === true,
      inForce: terms.version === current,
      languages: termsLanguages.filter((language) => termsText(programme.programme, terms.version, language) !== undefined),
    }));
}

const noticeInsert = statement(
  'card_terms_notice_insert',
  `INSERT INTO card_terms_notices (account_id, version, notified_at, holds_from) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING version`,
);

const notices = statement(
  'card_terms_notices_of',
  `SELECT version, notified_at AS "notifiedAt", holds_from AS "holdsFrom" FROM card_terms_notices WHERE account_id = $1 ORDER BY holds_from, version`,
);

export type TermsNotice = { readonly version: string; readonly notifiedAt: Temporal.Instant; readonly holdsFrom: string };

/** The versions that the holder of an account was told of, and from when each holds for them. */
export async function noticesOf(db: Session, accountId: string): Promise<TermsNotice[]> {
  return await db.query<TermsNotice>(notices, [accountId]);
}

export type AcceptRefusal = 'card-account-unknown' | 'terms-unknown' | 'terms-accepted';

/** The holder accepts a published version in words, before or after it holds. */
export async function acceptVersion(
  context: CardsContext,
  wanted: { accountId: string; customerId: string; version: string; language: TermsLanguage; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, AcceptRefusal>> {
  return await context.database.transaction<Outcome<undefined, AcceptRefusal>>(async (tx) => {
    await lockAccounts(tx, [wanted.accountId]);
    const account = await accountOf(tx, wanted.accountId);
    if (account === undefined || account.customerId !== wanted.customerId) return refused('card-account-unknown');
    const programme = cardProgrammeNamed(context.cardProgrammes, account.programme);
    const published = publishedTerms(programme, dayAt(programme.timeZone, now));
    const terms = published.find(({ version }) => version === wanted.version);
    if (terms === undefined || !terms.languages.includes(wanted.language)) return refused('terms-unknown');
    const before = published.find(({ version }) => version === account.termsVersion);
    if (before !== undefined && before.from >= terms.from) return refused('terms-accepted');
    const { accountId, version, language } = wanted;
    await acceptanceOf(tx, { accountId, programme: account.programme, version, language, how: 'holder' }, now);
    await acceptTerms(tx, accountId, version);
    const body = { version, language, how: 'holder' };
    await appendEvidence(
      tx,
      [{ kind: 'card-terms-accepted', subject: accountId, customerId: account.customerId, actor: wanted.actor, body }],
      now,
    );
    return done(undefined);
  });
}

type Waiting = { readonly accountId: string; readonly customerId: string };

const batchSize = 100;

const untold = statement(
  'card_terms_untold',
  `SELECT id AS "accountId", customer_id AS "customerId" FROM card_accounts a
   WHERE programme = $1 AND status <> 'closed' AND terms_version = ANY ($2::text[])
     AND NOT EXISTS (SELECT 1 FROM card_terms_notices n WHERE n.account_id = a.id AND n.version = $3)
   ORDER BY id LIMIT $4`,
);

/** Tells the next holders of one version; gives how many. */
async function tellSome(
  context: CardsContext,
  programme: CardProgramme,
  terms: TermsVersion,
  day: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<number> {
  const older = programme.terms.filter(({ from }) => from < terms.from).map(({ version }) => version);
  const holders = programmeNamed(context.programmes, programme.holders);
  const from = holdsFrom(terms, day).toString();
  return await context.database.transaction(async (tx) => {
    const rows = await tx.query<Waiting>(untold, [programme.programme, older, terms.version, batchSize]);
    for (const { accountId, customerId } of rows) {
      if ((await tx.query(noticeInsert, [accountId, terms.version, now, from])).length === 0) continue;
      await notify(tx, { programme: holders, customerId, event: 'card-terms-new', values: { version: terms.version, from } }, now);
    }
    return rows.length;
  });
}

// What the holder does with the card: an approved request of a merchant or machine, or a load.
const used = statement(
  'card_terms_used',
  `SELECT a.id AS "accountId", a.customer_id AS "customerId" FROM card_terms_notices n JOIN card_accounts a ON a.id = n.account_id
   WHERE a.programme = $1 AND n.version = $2 AND a.terms_version = ANY ($3::text[]) AND a.status <> 'closed' AND n.holds_from <= $4
     AND (EXISTS (SELECT 1 FROM card_authorization_events e WHERE e.account_id = a.id AND e.kind = 'request' AND e.outcome = 'approved'
                    AND e.at >= (n.holds_from::timestamp AT TIME ZONE $5) AND e.at < $6)
       OR EXISTS (SELECT 1 FROM card_transactions t WHERE t.account_id = a.id AND t.kind IN ('load', 'exchange')
                    AND t.occurred_at >= (n.holds_from::timestamp AT TIME ZONE $5) AND t.occurred_at < $6))
   ORDER BY a.id LIMIT $7`,
);

async function acceptSome(
  context: CardsContext,
  programme: CardProgramme,
  terms: TermsVersion,
  day: Temporal.PlainDate,
  now: Temporal.Instant,
): Promise<number> {
  const older = programme.terms.filter(({ from }) => from < terms.from).map(({ version }) => version);
  const until = startOfDay(programme.timeZone, day.add({ days: 1 }));
  return await context.database.transaction(async (tx) => {
    const rows = await tx.query<Waiting>(used, [programme.programme, terms.version, older, day, programme.timeZone, until, batchSize]);
    await lockAccounts(
      tx,
      rows.map(({ accountId }) => accountId),
    );
    const evidence = [];
    for (const { accountId, customerId } of rows) {
      await acceptanceOf(tx, { accountId, programme: programme.programme, version: terms.version, how: 'use' }, now);
      await acceptTerms(tx, accountId, terms.version);
      evidence.push({
        kind: 'card-terms-accepted',
        subject: accountId,
        customerId,
        actor: `customer:${customerId}`,
        body: { version: terms.version, how: 'use' },
      });
    }
    await appendEvidence(tx, evidence, now);
    return rows.length;
  });
}

type CardDay = { readonly programme: string; readonly day: Temporal.PlainDate };

/**
 * PC-58, at the end of a day: tells holders of versions that are published by then, and takes the use of a card on or after the
 * day from which a version holds for its holder as acceptance. Repeated without harm.
 */
export function termsTask(context: CardsContext) {
  return {
    name: 'card-terms',
    async run({ programme: name, day }: CardDay, now: Temporal.Instant): Promise<void> {
      const programme = cardProgrammeNamed(context.cardProgrammes, name);
      const [oldest] = [...programme.terms].sort((a, b) => (a.from < b.from ? -1 : 1));
      if (oldest === undefined) return;
      const due = versionsToTell(programme.terms, oldest.version, day).sort((a, b) => (a.from < b.from ? -1 : 1));
      for (const terms of due) {
        while ((await tellSome(context, programme, terms, day, now)) === batchSize);
        while ((await acceptSome(context, programme, terms, day, now)) === batchSize);
      }
    },
  };
}
