// What a replay came to, as data and as Markdown.

import { toDecimal, toJson, type Money } from '../kernel/money.ts';
import type { BadRow } from './rows.ts';

export type CardSum = { readonly lastFour: string; readonly rows: number; readonly file: Money; readonly ledger: Money };

export type ReplayReport = {
  readonly file: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string;
  readonly rows: number;
  readonly unusable: readonly BadRow[];
  /** Done in this run; the others were done by one before it. */
  readonly doneNow: number;
  readonly purchases: number;
  readonly refunds: number;
  readonly foreign: number;
  readonly askedLess: number;
  readonly askedMore: number;
  readonly tips: number;
  /** Answers of this run by DE 39. */
  readonly answers: Readonly<Record<string, number>>;
  /** Settlements of this run by what became of them. */
  readonly settlements: Readonly<Record<string, number>>;
  readonly cards: readonly CardSum[];
  readonly fileTotal: Money;
  readonly ledgerTotal: Money;
  readonly held: Money;
  /** Findings of the ledger's own check: none where it balances. */
  readonly ledgerFindings: readonly string[];
  readonly seconds: { readonly cards: number; readonly rows: number };
};

export const licenceNote =
  'Contains public sector information licensed under the Open Government Licence v3.0 (https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/).';

export const differing = ({ cards }: Pick<ReplayReport, 'cards'>): readonly CardSum[] =>
  cards.filter(({ file, ledger }) => file.minor !== ledger.minor);

/** Whether every sum is the file's, nothing stays held, and the ledger balances. */
export function isReconciled(report: ReplayReport): boolean {
  const { fileTotal, ledgerTotal, held, ledgerFindings } = report;
  return differing(report).length === 0 && fileTotal.minor === ledgerTotal.minor && held.minor === 0n && ledgerFindings.length === 0;
}

const shown = (amount: Money): string => `${toDecimal(amount)} ${amount.currency}`;
const counts = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || '–';

export function reportText(report: ReplayReport): string {
  const { seconds, doneNow, unusable, cards } = report;
  const wrong = differing(report);
  const perSecond = seconds.rows > 0 && doneNow > 0 ? `, ${Math.round(doneNow / seconds.rows)} a second` : '';
  return [
    `# Replay of ${report.file}`,
    '',
    isReconciled(report)
      ? 'Every card and the whole agree with the file to the penny; nothing stays held; the ledger balances.'
      : 'THE SUMS DO NOT AGREE: see below.',
    '',
    '| | |',
    '| --- | --- |',
    `| file (SHA-256) | ${report.digest} |`,
    `| rows used | ${report.rows}, of them ${report.purchases} purchases and ${report.refunds} refunds on ${cards.length} cards |`,
    `| rows left out | ${unusable.length} |`,
    `| in a foreign currency | ${report.foreign} |`,
    `| asked 5 % less, 10 % more, before a tip | ${report.askedLess}, ${report.askedMore}, ${report.tips} |`,
    `| sum of the file | ${shown(report.fileTotal)} |`,
    `| sum of the ledger | ${shown(report.ledgerTotal)} |`,
    `| cards that differ | ${wrong.length} |`,
    `| still held | ${shown(report.held)} |`,
    `| findings of the ledger's check | ${report.ledgerFindings.length === 0 ? 'none' : report.ledgerFindings.join('; ')} |`,
    `| authorisations of this run by DE 39 | ${counts(report.answers)} |`,
    `| settlements of this run | ${counts(report.settlements)} |`,
    `| time | cards ${seconds.cards.toFixed(1)} s, ${doneNow} rows ${seconds.rows.toFixed(1)} s${perSecond} |`,
    '',
    ...(unusable.length === 0
      ? []
      : ['Rows left out of both sums:', '', ...unusable.map(({ number, reason }) => `- row ${number}: ${reason}`), '']),
    ...(wrong.length === 0
      ? []
      : [
          '| card | rows | file | ledger |',
          '| --- | --- | --- | --- |',
          ...wrong.map(({ lastFour, rows, file, ledger }) => `| …${lastFour} | ${rows} | ${shown(file)} | ${shown(ledger)} |`),
          '',
        ]),
    licenceNote,
    '',
  ].join('\n');
}

/** For programs: amounts as minor units with their currency. */
export function reportJson(report: ReplayReport): object {
  const { cards, fileTotal, ledgerTotal, held } = report;
  return {
    ...report,
    reconciled: isReconciled(report),
    cards: cards.map((card) => ({ ...card, file: toJson(card.file), ledger: toJson(card.ledger) })),
    fileTotal: toJson(fileTotal),
    ledgerTotal: toJson(ledgerTotal),
    held: toJson(held),
    licence: licenceNote,
  };
}
