// Writes evidence files: the records of one operation or of a period, with all that is needed to check them elsewhere.

import { createHash } from 'node:crypto';

import type { Database, Session } from '../../postgres/database.ts';
import { canonical, chainOrigin, hashText, type ChainHead } from './rules/chain.ts';
import { signHeads, statementOf, type EvidenceSigner } from './sign-heads.ts';
import * as store from './store.ts';

/** Records read at a time, so that a long period does not fill the memory. */
const pageSize = 2000;

type Scope = { readonly operation: string } | { readonly from: string; readonly to: string };

type Plan = {
  readonly scope: Scope;
  readonly start: store.StoredHead | undefined;
  readonly end: store.StoredHead;
  readonly chains: readonly number[];
  /** Records for which the file has the full body; the others are there with their hash alone. */
  shown(record: store.StoredRecord): boolean;
};

/**
 * The evidence file of one operation, line by line (JSON Lines, docs/evidence.md): its own records in full, of the others between two signed
 * heads only the hashes. Undefined when nothing is known about the operation. Signs the heads first where the newest do
 * not reach its last record.
 */
export async function exportOperation(
  db: Database,
  signer: EvidenceSigner,
  operationId: string,
  now: Temporal.Instant,
): Promise<AsyncIterable<string> | undefined> {
  const places = await store.readPlacesOf(db, operationId);
  if (places.length === 0) return undefined;
  const chains = [...new Set(places.map(({ chain }) => chain))];
  const seqs = (chain: number): bigint[] => places.filter((place) => place.chain === chain).map(({ seq }) => seq);
  const firsts = chains.map((chain) => seqs(chain).reduce((a, b) => (a < b ? a : b)));
  const lasts = chains.map((chain) => seqs(chain).reduce((a, b) => (a > b ? a : b)));
  const reaches = (head: store.StoredHead): boolean => {
    const counts = new Map(statementOf(head).chains.map((place) => [place.chain, place.count]));
    return chains.every((chain, index) => BigInt(counts.get(chain) ?? 0) >= (lasts[index] ?? 0n));
  };
  const passes = (head: store.StoredHead): boolean => {
    const counts = new Map(statementOf(head).chains.map((place) => [place.chain, place.count]));
    return chains.some((chain, index) => BigInt(counts.get(chain) ?? 0) >= (firsts[index] ?? 0n));
  };
  let end = await firstHead(db, reaches);
  if (end === undefined) {
    await signHeads(db, signer, now);
    end = await firstHead(db, reaches);
  }
  if (end === undefined) throw new Error('bug: the heads were signed and do not cover a committed record');
  const own = new Set(places.map(({ chain, seq }) => `${chain}/${seq}`));
  const start = await store.readHead(db, ((await firstHead(db, passes)) ?? end).number - 1n);
  return lines(db, { scope: { operation: operationId }, start, end, chains, shown: ({ chain, seq }) => own.has(`${chain}/${seq}`) }, now);
}

/** The first head for which `holds` is true. Counts only grow, so that once true it stays true: halves the way at each step. */
async function firstHead(db: Session, holds: (head: store.StoredHead) => boolean): Promise<store.StoredHead | undefined> {
  let found: store.StoredHead | undefined;
  let low = 1n;
  let high = (await store.readNewestHead(db))?.number ?? 0n;
  while (low <= high) {
    const middle = (low + high) / 2n;
    const head = await store.readHead(db, middle);
    if (head === undefined) throw new Error(`bug: head ${middle} is missing`);
    if (holds(head)) {
      found = head;
      high = middle - 1n;
    } else low = middle + 1n;
  }
  return found;
}

/** The evidence file of a period, `from` included, `to` not: every chain, whole, between the signed heads around it. */
export async function exportPeriod(
  db: Database,
  signer: EvidenceSigner,
  from: Temporal.Instant,
  to: Temporal.Instant,
  now: Temporal.Instant,
): Promise<AsyncIterable<string>> {
  const start = await store.readHeadAtOrBefore(db, from);
  let end = await store.readHeadAtOrAfter(db, to);
  if (end === undefined) {
    await signHeads(db, signer, now);
    end = await store.readNewestHead(db);
  }
  const chains = (await store.readChains(db)).map(({ chain }) => chain);
  const shown = ({ recordedAt }: store.StoredRecord): boolean =>
    Temporal.Instant.compare(recordedAt, from) >= 0 && Temporal.Instant.compare(recordedAt, to) < 0;
  const scope = { from: from.toString(), to: to.toString() };
  if (end === undefined) return nothing(scope, now);
  return lines(db, { scope, start, end, chains, shown }, now);
}

const headLine = ({ statement, signature, keyId }: store.StoredHead): object => ({
  type: 'head',
  keyId,
  statement,
  signature: Buffer.from(signature).toString('base64url'),
});

function placeIn(head: store.StoredHead | undefined, chain: number): ChainHead {
  return head === undefined
    ? { chain, count: 0, head: hashText(chainOrigin(chain)) }
    : (statementOf(head).chains.find((place) => place.chain === chain) ?? { chain, count: 0, head: hashText(chainOrigin(chain)) });
}

async function* body(db: Session, { scope, start, end, chains, shown }: Plan, now: Temporal.Instant): AsyncGenerator<object> {
  const keys: Record<string, string> = { [end.keyId]: end.publicKey };
  if (start !== undefined) keys[start.keyId] = start.publicKey;
  yield { type: 'ramz-evidence', version: 1, scope, exportedAt: now.toString(), keys };
  if (start !== undefined) yield headLine(start);
  for (const chain of chains) {
    const first = placeIn(start, chain);
    const last = placeIn(end, chain);
    yield { type: 'start', ...first };
    for (let after = BigInt(first.count); after < BigInt(last.count);) {
      const records = await store.readRange(db, chain, after, BigInt(last.count), pageSize);
      if (records.length === 0) break;
      for (const record of records) {
        const place = { chain, seq: Number(record.seq), hash: hashText(record.recordHash), link: hashText(record.linkHash) };
        yield shown(record) ? { type: 'record', ...place, record: JSON.parse(record.record) as object } : { type: 'hash', ...place };
        after = record.seq;
      }
      if (records.length < pageSize) break;
    }
  }
  yield headLine(end);
}

async function* lines(db: Session, plan: Plan, now: Temporal.Instant): AsyncGenerator<string> {
  yield* sealed(body(db, plan, now));
}

async function* nothing(scope: Scope, now: Temporal.Instant): AsyncGenerator<string> {
  yield* sealed(
    (async function* (): AsyncGenerator<object> {
      yield { type: 'ramz-evidence', version: 1, scope, exportedAt: now.toString(), keys: {} };
    })(),
  );
}

/** Ends the file with the number of its lines and their digest, so that a copy that was cut off shows at once. */
async function* sealed(objects: AsyncIterable<object>): AsyncGenerator<string> {
  const digest = createHash('sha256');
  let count = 0;
  for await (const object of objects) {
    const line = `${canonical(object)}\n`;
    digest.update(line);
    count += 1;
    yield line;
  }
  yield `${canonical({ type: 'end', lines: count, digest: digest.digest('hex') })}\n`;
}
