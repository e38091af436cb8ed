// What the other banks answer to a file: a payment status report (ISO 20022 pain.002) or lines of CSV.

import { parseXml, type XmlElement } from '../../../crypto/xml.ts';
import { done, refused, type Outcome } from '../../../kernel/refusal.ts';

/** 'settled': booked there. 'returned': refused or given back, with the code that says why (ISO 20022 external status reasons). */
export type BankResult = { readonly reference: string; readonly result: 'settled' | 'returned'; readonly reason: string };

export type ResultsRefusal = 'results-malformed' | 'results-too-large';

const resultsMax = 20_000;

// ISO 20022 external payment transaction status codes. What only says that an order is under way settles nothing.
const statuses: Readonly<Record<string, BankResult['result'] | 'under-way'>> = {
  ACSC: 'settled',
  ACCC: 'settled',
  RJCT: 'returned',
  CANC: 'returned',
  ACCP: 'under-way',
  ACTC: 'under-way',
  ACSP: 'under-way',
  ACWC: 'under-way',
  PDNG: 'under-way',
  RCVD: 'under-way',
};

const child = (element: XmlElement, name: string): XmlElement | undefined => element.children.find((one) => one.name === name);

function findAll(element: XmlElement, name: string, found: XmlElement[] = []): XmlElement[] {
  if (element.name === name) found.push(element);
  else for (const one of element.children) findAll(one, name, found);
  return found;
}

/** A report's entries, in its order; those that are only under way are left out. */
function readReport(text: string): Outcome<BankResult[], ResultsRefusal> {
  const parsed = parseXml(new TextEncoder().encode(text));
  if (parsed.kind === 'refused') return refused(parsed.reason === 'xml-too-large' ? 'results-too-large' : 'results-malformed');
  if (!/:pain\.002\.001\.\d\d$/.test(parsed.value.namespace)) return refused('results-malformed', { line: 1 });
  const results: BankResult[] = [];
  for (const [index, entry] of findAll(parsed.value, 'TxInfAndSts').entries()) {
    const reference = child(entry, 'OrgnlEndToEndId')?.text.trim() ?? '';
    const result = statuses[child(entry, 'TxSts')?.text.trim() ?? ''];
    if (reference === '' || result === undefined) return refused('results-malformed', { line: index + 1 });
    const information = child(entry, 'StsRsnInf');
    const reason = information === undefined ? undefined : (child(information, 'Rsn') ?? undefined);
    const code = reason === undefined ? '' : (child(reason, 'Cd') ?? child(reason, 'Prtry'))?.text.trim();
    if (result !== 'under-way') results.push({ reference, result, reason: (code ?? '').slice(0, 105) });
  }
  return done(results);
}

/** `reference,result,reason` with a header; result is `settled` or `returned`. */
function readLines(text: string): Outcome<BankResult[], ResultsRefusal> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  if (lines[0]?.toLowerCase() !== 'reference,result,reason') return refused('results-malformed', { line: 1 });
  const results: BankResult[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue;
    const [reference = '', result = '', reason = '', ...more] = line.split(',').map((cell) => cell.trim());
    if (!/^[A-Z0-9]{1,35}$/.test(reference) || (result !== 'settled' && result !== 'returned') || more.length > 0 || reason.length > 105)
      return refused('results-malformed', { line: index + 1 });
    results.push({ reference, result, reason });
  }
  return done(results);
}

/** Reads an answer whole or not at all: a line that cannot be read is named, and nothing of the file counts. */
export function readBankResults(text: string): Outcome<BankResult[], ResultsRefusal> {
  const read = text.trimStart().startsWith('<') ? readReport(text) : readLines(text);
  if (read.kind === 'done' && read.value.length > resultsMax) return refused('results-too-large');
  return read;
}
