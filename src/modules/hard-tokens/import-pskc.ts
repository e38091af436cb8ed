// Bringing a vendor's file into stock: all of its devices or none.

import { randomBytes } from 'node:crypto';

import { parsePskc, type PskcRefusal, type PskcSecrets } from '../../crypto/pskc.ts';
import { uuidV7 } from '../../kernel/ids.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { brokenConstraint, type Session } from '../../postgres/database.ts';
import type { KeyStore } from '../keys/index.ts';
import { judgeImportable, type ImportableRefusal } from './rules/importable.ts';
import { secretOwner } from './secret.ts';
import { insertImport, selectKnown, type NewToken } from './store.ts';

export type ImportRefusal = PskcRefusal | ImportableRefusal | 'already-imported';

export type PskcImport = {
  /** The programme's name. */
  readonly programme: string;
  readonly fileName: string;
  readonly file: Uint8Array;
  /** The transport key or passphrase that came apart from the file. */
  readonly secrets?: PskcSecrets;
  /** Who imports: `staff:<id>`. */
  readonly actor: string;
};

/**
 * Imports a PSKC file (RFC 6030). Refusals say what to tell the vendor; the figure `key` or `serial` says which device.
 * Give it a transaction of its own: two imports of one file at once end in a broken constraint for the second.
 */
export async function importPskc(
  tx: Session,
  keys: KeyStore,
  { programme, fileName, file, secrets, actor }: PskcImport,
  now: Temporal.Instant,
): Promise<Outcome<{ batchId: string; tokens: { id: string; serial: string }[] }, ImportRefusal>> {
  const parsed = parsePskc(file, secrets);
  if (parsed.kind === 'refused') return parsed;
  const tokens: NewToken[] = [];
  for (const key of parsed.value) {
    const reason = judgeImportable(key, now);
    if (reason !== undefined) return refused(reason, { serial: key.serial.slice(0, 64) });
    const id = uuidV7(now.epochMilliseconds, randomBytes(10));
    const { manufacturer, serial, keyId, kind, algorithm, digits, periodS } = key;
    tokens.push({
      id,
      manufacturer,
      serial,
      keyId,
      kind,
      algorithm,
      digits,
      periodS,
      suite: key.suite ?? null,
      secret: keys.seal(secretOwner({ id, programme, customerId: null }), key.secret),
      validFrom: key.validFrom ?? null,
      validUntil: key.validUntil ?? null,
      nextIndex: kind === 'totp' ? 0n : key.counter,
      driftSteps: key.timeDriftSteps,
    });
  }
  const before = await selectKnown(tx, programme, tokens);
  if (before !== undefined) return refused('already-imported', { serial: before });
  const batchId = uuidV7(now.epochMilliseconds, randomBytes(10));
  try {
    await insertImport(tx, { id: batchId, programme, fileName: fileName.slice(0, 200) || 'unnamed', importedBy: actor }, tokens, now);
  } catch (error) {
    if (brokenConstraint(error) === 'hard_tokens_device') return refused('already-imported');
    throw error;
  }
  return done({ batchId, tokens: tokens.map(({ id, serial }) => ({ id, serial })) });
}
