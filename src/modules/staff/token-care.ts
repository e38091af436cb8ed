// What staff do with hard tokens alone: import a vendor's file, find a device again that ran away, lift its lock.

import { parsePskc, type PskcSecrets } from '../../crypto/pskc.ts';
import { toLatinDigits } from '../../kernel/digits.ts';
import { done, refused, type Outcome, type Refused } from '../../kernel/refusal.ts';
import { importPskc, resynchronise, tokenOf, unlock, type ImportRefusal } from '../hard-tokens/index.ts';
import { notify } from '../messaging/index.ts';
import { programmeNamed } from '../programmes/index.ts';
import { recordAct } from './acts-log.ts';
import type { StaffContext } from './context.ts';

export type FileRefusal = 'pskc-key-wrong' | 'pskc-malformed' | 'pskc-unsupported' | 'already-imported';

// What staff can do about each: ask for the key, ask for the file again, or ask for another form of it.
const groups = {
  'key-missing': 'pskc-key-wrong',
  'key-length': 'pskc-key-wrong',
  'wrong-key': 'pskc-key-wrong',
  'mac-mismatch': 'pskc-key-wrong',
  'xml-too-large': 'pskc-malformed',
  'xml-encoding': 'pskc-malformed',
  'xml-doctype': 'pskc-malformed',
  'xml-too-deep': 'pskc-malformed',
  'xml-malformed': 'pskc-malformed',
  'not-pskc': 'pskc-malformed',
  'no-keys': 'pskc-malformed',
  'key-id': 'pskc-malformed',
  'secret-missing': 'pskc-malformed',
  'value-malformed': 'pskc-malformed',
  'mac-missing': 'pskc-malformed',
  integer: 'pskc-malformed',
  'serial-missing': 'pskc-malformed',
  'key-transport-unsupported': 'pskc-unsupported',
  'derivation-unsupported': 'pskc-unsupported',
  'cipher-unsupported': 'pskc-unsupported',
  'mac-unsupported': 'pskc-unsupported',
  'signature-unsupported': 'pskc-unsupported',
  'key-algorithm': 'pskc-unsupported',
  'response-format': 'pskc-unsupported',
  'challenge-format': 'pskc-unsupported',
  suite: 'pskc-unsupported',
  policy: 'pskc-unsupported',
  'secret-short': 'pskc-unsupported',
  'suite-unsupported': 'pskc-unsupported',
  'token-expired': 'pskc-unsupported',
  'already-imported': 'already-imported',
} as const satisfies Record<ImportRefusal, FileRefusal>;

function fileRefusal({ reason, figures }: Refused<ImportRefusal>): Refused<FileRefusal> {
  const device = String(figures?.['key'] ?? figures?.['serial'] ?? '—');
  return refused(groups[reason], { because: reason, device });
}

export type FileView = { keys: number; kinds: Record<string, number>; serials: string[]; imported: boolean };

const serialsShown = 5;

/**
 * Reads a PSKC file; with `commit` brings all of its devices into stock, else only tells what is in it.
 * The vendor's key or passphrase is used for this call and kept nowhere.
 */
export async function importTokens(
  { db, keys }: StaffContext,
  wanted: { programme: string; file: Uint8Array; fileName: string; secrets: PskcSecrets; staffId: string; commit: boolean; reason: string },
  now: Temporal.Instant,
): Promise<Outcome<FileView, FileRefusal>> {
  const { programme, file, fileName, secrets, staffId, commit, reason } = wanted;
  const parsed = parsePskc(file, secrets);
  if (parsed.kind === 'refused') return fileRefusal(parsed);
  const kinds: Record<string, number> = {};
  for (const { kind } of parsed.value) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const serials = parsed.value.slice(0, serialsShown).map(({ serial }) => serial);
  const view = { keys: parsed.value.length, kinds, serials };
  if (!commit) return done({ ...view, imported: false });
  return await db.transaction(async (tx) => {
    const imported = await importPskc(tx, keys, { programme, fileName, file, secrets, actor: `staff:${staffId}` }, now);
    if (imported.kind === 'refused') return fileRefusal(imported);
    const { batchId } = imported.value;
    await recordAct(tx, { kind: 'staff.hard-token.imported', staffId, subject: batchId, reason, body: { fileName, keys: view.keys } }, now);
    return done({ ...view, imported: true });
  });
}

type CareWanted = { customerId: string; programme: string; staffId: string; reason: string };

/** TK-30: two codes in a row, read from the device at the branch, find its counter or clock again. */
export async function resynchroniseToken(
  { db, keys, programmes }: StaffContext,
  wanted: CareWanted & { codes: readonly [string, string] },
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'wrong-code' | 'locked' | 'none-assigned' | 'suspended' | 'resynchronisation-not-needed'>> {
  const { customerId, staffId, reason } = wanted;
  const codes = wanted.codes.map((code) => toLatinDigits(code).replace(/\D/g, '')) as [string, string];
  const programme = programmeNamed(programmes, wanted.programme);
  const outcome = await resynchronise(db, keys, { customerId, programme, codes }, now);
  await db.transaction(async (tx) => {
    const match = outcome.kind === 'done';
    const kind = match ? 'staff.hard-token.resynchronised' : 'staff.hard-token.resynchronisation-refused';
    await recordAct(tx, { kind, staffId, subject: customerId, customerId, reason, body: { match } }, now);
  });
  if (outcome.kind === 'done') return done(undefined);
  return outcome.reason === 'not-applicable' ? refused('resynchronisation-not-needed') : refused(outcome.reason, outcome.figures);
}

/** TK-35: lifts the lock of the customer's device at the branch, and tells the customer (TK-34). */
export async function unlockToken(
  { db, programmes }: StaffContext,
  wanted: CareWanted,
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'none-assigned' | 'token-not-locked'>> {
  const { customerId, staffId, reason } = wanted;
  return await db.transaction(async (tx) => {
    const token = await tokenOf(tx, customerId);
    if (token === undefined) return refused('none-assigned');
    if ((await unlock(tx, token.id)).kind === 'refused') return refused('token-not-locked');
    await notify(tx, { programme: programmeNamed(programmes, wanted.programme), customerId, event: 'token-unlocked', values: {} }, now);
    const body = { serial: token.serial };
    await recordAct(tx, { kind: 'staff.hard-token.unlocked', staffId, subject: token.id, customerId, reason, body }, now);
    return done(undefined);
  });
}
