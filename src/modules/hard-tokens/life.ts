// The life of a device after its import: assigned at a branch, found again when it ran away, unlocked, retired.

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session } from '../../postgres/database.ts';
import { gathered } from '../../postgres/gathered.ts';
import { activate, activeAuthenticator, end, register } from '../authenticators/index.ts';
import type { KeyStore } from '../keys/index.ts';
import type { Programme } from '../programmes/index.ts';
import { matchConsecutive } from './rules/match-code.ts';
import { questionFor } from './rules/importable.ts';
import { secretOwner } from './secret.ts';
import {
  accept,
  claim,
  insertQuestion,
  lockCustomer,
  lockToken,
  markAssigned,
  markRetired,
  markUnlocked,
  selectAssigned,
  selectBySerial,
  selectInStock,
  selectQuestion,
  selectToken,
  type TokenRow,
} from './store.ts';

/** A device as other modules see it. `locked` goes before `suspended`: a branch must lift it either way. */
export type HardToken = {
  readonly id: string;
  readonly programme: string;
  readonly manufacturer: string;
  readonly serial: string;
  readonly kind: 'hotp' | 'totp' | 'ocra';
  readonly digits: number;
  readonly suite: string | null;
  readonly status: 'in-stock' | 'active' | 'suspended' | 'locked' | 'retired';
  readonly customerId: string | null;
  readonly assignedAt: Temporal.Instant | null;
  readonly validUntil: Temporal.Instant | null;
  readonly lastUsedAt: Temporal.Instant | null;
  readonly failures: number;
};

function toHardToken(row: TokenRow): HardToken {
  const { id, programme, manufacturer, serial, kind, digits, suite, customerId, assignedAt, validUntil, lastUsedAt, failures } = row;
  const assigned = row.lockedAt !== null ? 'locked' : row.authenticatorStatus === 'active' ? 'active' : 'suspended';
  const status = row.status === 'assigned' ? assigned : row.status;
  return { id, programme, manufacturer, serial, kind, digits, suite, status, customerId, assignedAt, validUntil, lastUsedAt, failures };
}

/** The device that is assigned to a customer, active or not; undefined where there is none. */
const assignedTo = gathered<TokenRow>(
  async (db, customerIds) => new Map((await selectAssigned(db, customerIds)).map((row) => [row.customerId ?? '', row])),
);

export async function tokenOf(db: Session, customerId: string): Promise<HardToken | undefined> {
  const row = await assignedTo(db, customerId);
  return row === undefined ? undefined : toHardToken(row);
}

export async function tokenById(db: Session, id: string): Promise<HardToken | undefined> {
  const row = await selectToken(db, id);
  return row === undefined ? undefined : toHardToken(row);
}

/** Devices with the serial number that is printed on them; several only where vendors share numbers or a device has two keys. */
export async function tokensBySerial(db: Session, programme: string, serial: string): Promise<HardToken[]> {
  return (await selectBySerial(db, programme, serial)).map(toHardToken);
}

/** A page of the stock, by ascending id after `after`. */
export async function tokensInStock(db: Session, programme: string, page: { after?: string; limit: number }): Promise<HardToken[]> {
  return (await selectInStock(db, programme, page.after ?? null, page.limit)).map(toHardToken);
}

export type AssignRefusal = 'token-unknown' | 'token-not-in-stock' | 'token-expired' | 'customer-has-token';

/**
 * Assigns a device to a customer (TK-30) and seals its secret anew for them. It is active at once where the customer has no
 * active authenticator, otherwise suspended until they switch (TK-03). Lock order: customer, token, authenticators.
 */
export async function assign(
  tx: Session,
  keys: KeyStore,
  { tokenId, customerId, programme }: { tokenId: string; customerId: string; programme: Pick<Programme, 'programme'> },
  now: Temporal.Instant,
): Promise<Outcome<HardToken, AssignRefusal>> {
  await lockCustomer(tx, customerId);
  const token = await lockToken(tx, tokenId);
  if (token === undefined || token.programme !== programme.programme) return refused('token-unknown');
  if (token.status !== 'in-stock') return refused('token-not-in-stock');
  if (token.validUntil !== null && Temporal.Instant.compare(token.validUntil, now) <= 0) return refused('token-expired');
  if ((await selectAssigned(tx, [customerId])).length > 0) return refused('customer-has-token');
  const secret = keys.seal(secretOwner({ ...token, customerId }), keys.open(secretOwner(token), token.secret));
  if (!(await markAssigned(tx, { id: tokenId, customerId, secret }, now))) throw new Error('bug: a locked token could not be assigned');
  await register(tx, { id: tokenId, customerId, kind: 'hard', status: 'suspended' }, now);
  if ((await activeAuthenticator(tx, customerId)) === undefined) await activate(tx, customerId, tokenId, now);
  const after = await selectToken(tx, tokenId);
  if (after === undefined) throw new Error('bug: an assigned token is gone');
  return done(toHardToken(after));
}

/**
 * Finds a device whose counter or clock ran away, by two consecutive codes within the programme's wide window. The pair
 * counts as one try, like a code.
 */
export async function resynchronise(
  db: Session,
  keys: KeyStore,
  { customerId, programme, codes }: { customerId: string; programme: Pick<Programme, 'hardToken'>; codes: readonly [string, string] },
  now: Temporal.Instant,
): Promise<Outcome<{ tokenId: string }, 'wrong-code' | 'locked' | 'none-assigned' | 'suspended' | 'not-applicable'>> {
  const { hardToken } = programme;
  const [state] = await selectAssigned(db, [customerId]);
  if (state === undefined) return refused('none-assigned');
  if (state.kind === 'ocra') return refused('not-applicable');
  const [token] = await claim(db, [{ customerId, lockAfter: hardToken.lockAfter }], now);
  if (token === undefined) {
    // Suspended, outside its dates, or out of tries; the last may have happened since we looked.
    const [after = state] = await selectAssigned(db, [customerId]);
    return refused(after.authenticatorStatus === 'active' && after.lockedAt !== null ? 'locked' : 'suspended');
  }
  const match = matchConsecutive(token, keys.open(secretOwner(token), token.secret), codes, hardToken, now);
  const accepted = match !== undefined && (await accept(db, [{ id: token.id, ...match, counterless: false }], now)).has(token.id);
  return accepted ? done({ tokenId: token.id }) : refused('wrong-code', { attemptsLeft: hardToken.lockAfter - token.failures });
}

/** Lifts the lock after wrong codes, at a branch (TK-35). Refusal: not-locked. */
export async function unlock(tx: Session, tokenId: string): Promise<Outcome<undefined, 'not-locked'>> {
  return (await markUnlocked(tx, tokenId)) ? done(undefined) : refused('not-locked');
}

/** Takes a device out of use for good: lost, broken, replaced. Refusal: not-assigned. */
export async function retire(
  tx: Session,
  tokenId: string,
  reason: string,
  now: Temporal.Instant,
): Promise<Outcome<undefined, 'not-assigned'>> {
  if (!(await markRetired(tx, tokenId, reason, now))) return refused('not-assigned');
  await end(tx, tokenId, reason, now);
  return done(undefined);
}

const questionTriesMax = 20;

/**
 * The OCRA question of one operation: derived from token and operation, so that asking again gives the same one; never
 * asked of this device before, and answered once.
 */
export async function ocraQuestion(
  tx: Session,
  keys: KeyStore,
  { tokenId, operationId }: { tokenId: string; operationId: string },
): Promise<string> {
  const before = await selectQuestion(tx, tokenId, operationId);
  if (before !== undefined) return before;
  const token = await selectToken(tx, tokenId);
  if (token === undefined || token.suite === null) throw new Error('bug: an OCRA question for a device without a suite');
  for (let nth = 0; nth < questionTriesMax; nth += 1) {
    const question = questionFor(token.suite, keys.digest('ocra question', `${tokenId} ${operationId} ${nth}`));
    const kept = (await insertQuestion(tx, tokenId, question, operationId)) ?? (await selectQuestion(tx, tokenId, operationId));
    if (kept !== undefined) return kept;
  }
  throw new Error(`twenty questions for the token ${tokenId} had been asked before`);
}
