// Signs the count and head of every chain together, so that a missing tail shows.

import type { Database } from '../../postgres/database.ts';
import { canonical, hashText, recordHash, signedBytes, type HeadStatement } from './rules/chain.ts';
import { insertHead, lockHeads, readChains, readNewestHead, type StoredHead } from './store.ts';

/** The evidence key: Ed25519. The key store of the bank is one. */
export type EvidenceSigner = { sign(bytes: Uint8Array): Uint8Array; readonly publicKeyPem: string; readonly keyId: string };

/**
 * Signs the heads as they are now and gives the statement's number; undefined when no record came since the last one.
 * Several processes may call it at once: they sign one after the other.
 */
export async function signHeads(db: Database, signer: EvidenceSigner, now: Temporal.Instant): Promise<bigint | undefined> {
  return await db.transaction(async (tx) => {
    await lockHeads(tx);
    const last = await readNewestHead(tx);
    const chains = (await readChains(tx)).map(({ chain, count, head }) => ({ chain, count: Number(count), head: hashText(head) }));
    if (last !== undefined && canonical(statementOf(last).chains) === canonical(chains)) return undefined;
    if (last === undefined && chains.every(({ count }) => count === 0)) return undefined;
    const number = (last?.number ?? 0n) + 1n;
    const statement: HeadStatement = {
      v: 1,
      number: Number(number),
      at: now.toString(),
      keyId: signer.keyId,
      previous: last === undefined ? '' : hashText(recordHash(last.statement)),
      chains,
    };
    const text = canonical(statement);
    await insertHead(tx, {
      number,
      signedAt: now,
      statement: text,
      signature: signer.sign(signedBytes(text)),
      keyId: signer.keyId,
      publicKey: signer.publicKeyPem,
    });
    return number;
  });
}

export function statementOf(head: StoredHead): HeadStatement {
  return JSON.parse(head.statement) as HeadStatement;
}
