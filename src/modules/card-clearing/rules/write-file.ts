// Writes a clearing file: for the template, for a replay and for tests.

import { toDecimal, type Money } from '../../../kernel/money.ts';
import { formatName, formatVersion, type ClearingHeader } from './clearing-file.ts';
import { csvField } from './csv.ts';
import { columns, type Column } from './presentment-row.ts';

/** Fields of a record as text; what is left out is empty. */
export type RecordFields = Readonly<Partial<Record<Column, string>>>;

export const amountFields = (amount: Money): { readonly amount: string; readonly currency: string } => ({
  amount: toDecimal(amount),
  currency: amount.currency,
});

/**
 * The whole text of a file, trailer included.
 * @param trailer.sum of the records' amounts in minor units, whatever their currencies and types
 */
export function writeClearingFile(
  header: ClearingHeader,
  records: readonly RecordFields[],
  trailer: { readonly count: number; readonly sum: bigint },
): string {
  const { programme, fileId, sequence, createdAt } = header;
  if (header.format === 'jsonl') {
    const first = {
      record: 'header',
      format: formatName,
      version: formatVersion,
      programme,
      file_id: fileId,
      sequence,
      created_at: createdAt,
    };
    const last = { record: 'trailer', count: trailer.count, sum: trailer.sum.toString() };
    return [first, ...records.map((fields) => ({ record: 'presentment', ...fields })), last]
      .map((value) => `${JSON.stringify(value)}\n`)
      .join('');
  }
  const used = columns.filter((name) => records.some((fields) => fields[name] !== undefined));
  const names = used.length === 0 ? columns : used;
  return [
    ['H', formatName, String(formatVersion), programme, fileId, String(sequence), createdAt.toString()],
    [...names],
    ...records.map((fields) => names.map((name) => fields[name] ?? '')),
    ['T', String(trailer.count), trailer.sum.toString()],
  ]
    .map((fields) => `${fields.map(csvField).join(',')}\n`)
    .join('');
}
