// The texts of the terms, and which version an account accepted, when and in which language (PC-39, PC-46, PC-58).

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { statement, type Session } from '../../postgres/database.ts';

export const termsLanguages = ['ar', 'en'] as const;
export type TermsLanguage = (typeof termsLanguages)[number];

const folder = new URL('../../../docs/terms/', import.meta.url);
const texts = new Map<string, string | undefined>();

/** The text of a version (Markdown); undefined where there is none in that language. Texts never change once published. */
export function termsText(programme: string, version: string, language: TermsLanguage): string | undefined {
  const name = `${programme}-${version}.${language}.md`;
  if (!texts.has(name)) {
    let text: string | undefined;
    try {
      text = readFileSync(new URL(name, folder), 'utf8');
    } catch (error) {
      if ((error as { code?: string }).code !== 'ENOENT') throw error;
    }
    texts.set(name, text);
  }
  return texts.get(name);
}

const insert = statement(
  'card_terms_acceptance_insert',
  `INSERT INTO card_terms_acceptances (account_id, version, how, text_digest, language, accepted_at) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT DO NOTHING RETURNING version`,
);

export type Acceptance = {
  readonly version: string;
  readonly how: 'application' | 'holder' | 'use';
  readonly language: TermsLanguage | null;
  readonly acceptedAt: Temporal.Instant;
};

/** Records that an account accepted a version, with the digest of the text that was read; false where it had before. */
export async function acceptanceOf(
  tx: Session,
  accepted: {
    readonly accountId: string;
    readonly programme: string;
    readonly version: string;
    readonly how: Acceptance['how'];
    readonly language?: TermsLanguage;
  },
  now: Temporal.Instant,
): Promise<boolean> {
  const { accountId, programme, version, how, language } = accepted;
  const text = language === undefined ? undefined : termsText(programme, version, language);
  const digest = text === undefined ? null : createHash('sha256').update(text).digest();
  return (await tx.query(insert, [accountId, version, how, digest, language ?? null, now])).length === 1;
}

const all = statement(
  'card_terms_acceptances',
  `SELECT version, how, language, accepted_at AS "acceptedAt" FROM card_terms_acceptances WHERE account_id = $1 ORDER BY accepted_at, version`,
);

/** What an account accepted, oldest first. */
export async function acceptancesOf(db: Session, accountId: string): Promise<Acceptance[]> {
  return await db.query<Acceptance>(all, [accountId]);
}
