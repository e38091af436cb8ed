// Recomputes the chains of the database and compares them with the signed heads.

import type { Database } from '../../postgres/database.ts';
import { chainOrigin, hashText, linkHash, recordHash } from './rules/chain.ts';
import { statementOf } from './sign-heads.ts';
import { readChains, readNewestHead, readRange } from './store.ts';

const pageSize = 5000;

/** What is wrong with the chains, one sentence each; an empty list when all is well. Reads every record once. */
export async function checkChains(db: Database): Promise<string[]> {
  const wrong: string[] = [];
  const newest = await readNewestHead(db);
  const signed = new Map(newest === undefined ? [] : statementOf(newest).chains.map((place) => [place.chain, place]));
  for (const { chain, count, head } of await readChains(db)) {
    let link: Uint8Array = chainOrigin(chain);
    let seq = 0n;
    const place = signed.get(chain);
    walk: while (seq < count) {
      const records = await readRange(db, chain, seq, count, pageSize);
      if (records.length === 0) break;
      for (const record of records) {
        seq += 1n;
        link = linkHash(link, seq, recordHash(record.record));
        if (record.seq !== seq || hashText(link) !== hashText(record.linkHash)) {
          wrong.push(`chain ${chain}: record ${seq} is not as it was written`);
          break walk;
        }
        if (place !== undefined && BigInt(place.count) === seq && place.head !== hashText(link)) {
          wrong.push(`chain ${chain}: record ${seq} is not the one that head ${newest?.number ?? ''} signed`);
        }
      }
    }
    if (wrong.length === 0 && seq < count) wrong.push(`chain ${chain}: records ${seq + 1n} to ${count} are missing`);
    if (wrong.length === 0 && hashText(link) !== hashText(head)) wrong.push(`chain ${chain}: its head is not that of its last record`);
    if (place !== undefined && BigInt(place.count) > count)
      wrong.push(`chain ${chain}: ${place.count} records were signed, ${count} are there`);
  }
  return wrong;
}
