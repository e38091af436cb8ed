// A statement as a file: JSON, CSV, or PDF/A; PDFs are made when somebody asks, and kept for a while.

import type { Session } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { holdersProgramme } from '../cards/index.ts';
import { isLanguage, type Language } from '../customers/index.ts';
import { csvOf, documentOf } from './document.ts';
import type { StatementsContext } from './make.ts';
import { compilePdf } from './pdf/compile.ts';
import type { StatementContent } from './rules/statement.ts';
import { contentOf } from './store.ts';

export const statementForms = ['pdf', 'csv', 'json'] as const;
export type StatementForm = (typeof statementForms)[number];

export type StatementFile = { readonly name: string; readonly contentType: string; readonly body: Uint8Array | string };

/** A statement never changes, so a PDF of it is never wrong; the one that was asked for longest ago goes first. */
const kept = new Map<string, Uint8Array>();
const keptMax = 64;

async function pdfOf(context: StatementsContext, content: StatementContent, language: Language): Promise<Uint8Array> {
  const key = `${content.statementId} ${language}`;
  const known = kept.get(key);
  kept.delete(key);
  const programme = cardProgrammeNamed(context.cardProgrammes, content.programme);
  const bank = holdersProgramme(context, content.programme).title[language];
  const product = `${programme.title[language]} · ${programme.products[content.product]?.title[language] ?? content.product}`;
  const names = { bank, product, timeZone: programme.timeZone };
  const pdf = known ?? (await compilePdf(documentOf({ ...content, language }, names), Temporal.Instant.from(content.madeAt)));
  kept.set(key, pdf);
  const oldest = kept.size > keptMax ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  return pdf;
}

/**
 * One statement as a file; undefined where the account has none of that id.
 * @param wanted.language of the PDF; without it the holder's, as it was when the statement was made
 * @throws PdfUnavailable where this machine cannot make PDFs; CSV and JSON can always be had
 */
export async function statementFile(
  db: Session,
  context: StatementsContext,
  wanted: { readonly accountId: string; readonly statementId: string; readonly form: StatementForm; readonly language?: Language },
): Promise<StatementFile | undefined> {
  const content = await contentOf(db, wanted.accountId, wanted.statementId);
  if (content === undefined) return undefined;
  const name = `statement-${content.fromDay}-${content.toDay}.${wanted.form}`;
  if (wanted.form === 'json') return { name, contentType: 'application/json; charset=utf-8', body: JSON.stringify(content) };
  // With a byte order mark spreadsheets read the Arabic names right.
  if (wanted.form === 'csv') return { name, contentType: 'text/csv; charset=utf-8', body: `\ufeff${csvOf(content)}` };
  const language = wanted.language ?? (isLanguage(content.language) ? content.language : 'en');
  return { name, contentType: 'application/pdf', body: await pdfOf(context, content, language) };
}
