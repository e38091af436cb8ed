// Judges the lines of one chain against its signed start and end, and names each record that is not as it was.

import { fromHex } from '../../../crypto/bytes.ts';
import { canonical, hashText, linkHash, recordHash, type ChainHead } from './chain.ts';

export type FindingKind = 'altered' | 'reordered' | 'missing' | 'truncated' | 'duplicated' | 'unsigned' | 'proof' | 'malformed';

/** One thing that is wrong. `chain` and `seq` name the record where it is one. */
export type Finding = {
  readonly kind: FindingKind;
  readonly chain?: number;
  readonly seq?: number;
  readonly line?: number;
  readonly message: string;
};

export type ChainLine = {
  readonly line: number;
  readonly seq: number;
  readonly hash: string;
  readonly link: string;
  readonly record?: unknown;
};

const link = (before: string, seq: number, hash: string): string => hashText(linkHash(fromHex(before), seq, fromHex(hash)));

const places = (from: number, to: number): string => (from === to ? `record ${from}` : `records ${from} to ${to}`);

/** The ladder: order in the file, then each place from the signed start to the signed end, then the arrival at the signed head. */
export function verifyChain(chain: number, lines: readonly ChainLine[], start: ChainHead, end: ChainHead): Finding[] {
  const findings: Finding[] = [];
  const find = (kind: FindingKind, entry: { seq: number; line?: number }, message: string): void => {
    findings.push({
      kind,
      chain,
      seq: entry.seq,
      ...(entry.line === undefined ? {} : { line: entry.line }),
      message: `chain ${chain}: ${message}`,
    });
  };

  const bySeq = new Map<number, ChainLine>();
  let highest = start.count;
  for (const entry of lines) {
    if (entry.seq < highest && !bySeq.has(entry.seq)) find('reordered', entry, `record ${entry.seq} stands after record ${highest}`);
    if (bySeq.has(entry.seq)) find('duplicated', entry, `record ${entry.seq} is there twice`);
    else if (entry.seq <= start.count || entry.seq > end.count) {
      find('unsigned', entry, `record ${entry.seq} lies outside what was signed (${start.count + 1} to ${end.count})`);
    } else bySeq.set(entry.seq, entry);
    highest = Math.max(highest, entry.seq);
  }

  const stated = new Map<string, number>([...bySeq.values()].map((entry) => [entry.hash, entry.seq]));
  const last = Math.max(start.count, ...bySeq.keys());
  let before: string | undefined = start.head;
  for (let seq = start.count + 1; seq <= last; seq += 1) {
    const entry = bySeq.get(seq);
    if (entry === undefined) {
      let to = seq;
      while (!bySeq.has(to + 1)) to += 1;
      find('missing', { seq }, `${places(seq, to)} ${seq === to ? 'is' : 'are'} missing`);
      seq = to;
      // The link before the next record is not known: it is taken as stated, and the arrival at the signed head judges it.
      before = undefined;
      continue;
    }
    let alteredBody = false;
    if (entry.record !== undefined) {
      const actual = hashText(recordHash(canonical(entry.record)));
      if (actual !== entry.hash) {
        alteredBody = true;
        const belongs = stated.get(actual);
        if (belongs === undefined)
          find('altered', entry, `record ${seq} was altered: its content does not have the hash that the chain holds`);
        else find('reordered', entry, `record ${seq} has the content of record ${belongs}`);
      }
    }
    if (before !== undefined) {
      const expected = link(before, seq, entry.hash);
      if (expected !== entry.link) {
        const previous = before;
        const owner = [...bySeq.values()].find((other) => {
          if (other.seq === seq) return false;
          const candidate = link(previous, seq, other.hash);
          return candidate === other.link || candidate === entry.link;
        });
        if (owner !== undefined) {
          find('reordered', entry, `record ${owner.seq} belongs to place ${seq}`);
          before = link(previous, seq, owner.hash);
          continue;
        }
        if (!alteredBody) find('altered', entry, `record ${seq} was altered: its link does not follow from the record before it`);
      }
    }
    before = entry.link;
  }

  if (last < end.count) find('truncated', { seq: last + 1 }, `the tail is missing: ${places(last + 1, end.count)} of ${end.count} signed`);
  else if (before !== undefined && before !== end.head && findings.length === 0) {
    find('altered', { seq: last }, `the records do not arrive at the signed head of record ${end.count}`);
  }
  return findings;
}
