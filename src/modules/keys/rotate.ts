// Rotation of the master key while servers run, and, where asked for, of every sealed value.

import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import type { Session } from '../../postgres/database.ts';
import { KeyFault } from './fault.ts';
import { openKeyStore, openMasterKeys, type KeyStoreSettings } from './key-store.ts';
import { rewrapRing, readRing } from './ring.ts';
import { finishRotation, replaceSealed, selectSealed, startRotation, type SealedColumn } from './store.ts';

export type RotationProgress =
  | { readonly step: 'ring'; readonly masterKeyId: string; readonly dataKeyId: string; readonly rewrapped: number }
  | { readonly step: 'rows'; readonly table: string; readonly column: string; readonly resealed: number };

export type Rotation = {
  readonly masterKeyId: string;
  readonly dataKeyId: string;
  readonly resealed: number;
  /** Values that did not open for their owner: swapped or damaged rows. They are left as they are. */
  readonly broken: readonly { readonly table: string; readonly column: string; readonly id: string }[];
};

/** Lets one rotation run at a time; a lock whose process has died is taken over. */
function lock(folder: string): () => void {
  const path = join(folder, 'rotation.lock');
  for (;;) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => unlinkSync(path);
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    }
    const holder = Number(readFileSync(path, 'utf8'));
    try {
      if (holder > 0) process.kill(holder, 0);
      throw new KeyFault('rotation-running', `process ${holder} is rotating the keys of ${folder}`);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ESRCH') throw error;
      unlinkSync(path);
    }
  }
}

/**
 * Makes a new master key, wraps the ring's keys under it, and adds a new data key. Running servers go on: they notice
 * the new ring by its file. Values stay under their data keys unless `columns` says which to seal again, in batches,
 * each value compared and replaced in one statement. What an interrupted run left is finished by the next one.
 * @param options.keepOldMaster leaves the old master keys where they are; the default for a PKCS#11 token
 */
export async function rotateKeys(
  settings: KeyStoreSettings,
  options: {
    readonly db?: Session;
    readonly columns?: readonly SealedColumn[];
    readonly batchSize?: number;
    readonly keepOldMaster?: boolean;
    readonly progress?: (progress: RotationProgress) => void;
  },
  now: Temporal.Instant,
): Promise<Rotation> {
  const masters = await openMasterKeys(settings);
  readRing(settings.folder, masters);
  const unlock = lock(settings.folder);
  try {
    masters.refresh();
    const old = masters.current();
    const masterKeyId = masters.renew();
    const { dataKey, rewrapped } = rewrapRing(settings.folder, masters, masterKeyId);
    if (!(options.keepOldMaster ?? settings.pkcs11 !== undefined)) masters.drop(old);
    options.progress?.({ step: 'ring', masterKeyId, dataKeyId: dataKey, rewrapped });
    if (options.db !== undefined) await startRotation(options.db, { masterKeyId, dataKeyId: dataKey }, now);

    const broken: { table: string; column: string; id: string }[] = [];
    let resealed = 0;
    if (options.db !== undefined && options.columns !== undefined) {
      const keys = await openKeyStore(settings);
      for (const column of options.columns) {
        resealed += await resealColumn(options.db, keys, column, dataKey, options.batchSize ?? 500, broken, options.progress);
      }
      await finishRotation(options.db, dataKey, BigInt(resealed), now);
    }
    return { masterKeyId, dataKeyId: dataKey, resealed, broken };
  } finally {
    unlock();
  }
}

async function resealColumn(
  db: Session,
  keys: Awaited<ReturnType<typeof openKeyStore>>,
  column: SealedColumn,
  dataKey: string,
  batchSize: number,
  broken: { table: string; column: string; id: string }[],
  progress?: (progress: RotationProgress) => void,
): Promise<number> {
  let resealed = 0;
  let after: string | null = null;
  for (;;) {
    const rows: Awaited<ReturnType<typeof selectSealed>> = await selectSealed(db, column, dataKey, after, batchSize);
    const last = rows.at(-1);
    if (last === undefined) return resealed;
    const fresh: { id: string; old: Uint8Array; sealed: Uint8Array }[] = [];
    for (const row of rows) {
      const owner = column.ownerOf(row);
      try {
        fresh.push({ id: row.id, old: row.sealed, sealed: keys.seal(owner, keys.open(owner, row.sealed)) });
      } catch (error) {
        if (!(error instanceof KeyFault)) throw error;
        broken.push({ table: column.table, column: column.column, id: row.id });
      }
    }
    // A value that was replaced meanwhile is left alone: whoever wrote it sealed it under a key of the ring.
    resealed += await replaceSealed(db, column, fresh);
    after = last.id;
    progress?.({ step: 'rows', table: column.table, column: column.column, resealed });
  }
}
