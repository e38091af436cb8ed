// Checking typed codes of hard tokens: a try is claimed, then the code is looked at, then the index is moved on (TK-30, TK-35).

import { parseOcraSuite } from '../../crypto/ocra.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { createBatcher, type Batcher } from '../../postgres/batcher.ts';
import type { Database, Session } from '../../postgres/database.ts';
import type { KeyStore } from '../keys/index.ts';
import type { Programme } from '../programmes/index.ts';
import { matchCode, type Match } from './rules/match-code.ts';
import { secretOwner } from './secret.ts';
import { accept, acceptCodes, answerQuestions, claim, claimTries, selectAssigned, type TokenRow } from './store.ts';

/** A code that a customer typed; `challenge` is the OCRA question of the operation that it stands for. */
export type CodeCheck = {
  readonly customerId: string;
  readonly programme: Pick<Programme, 'hardToken'>;
  readonly code: string;
  readonly challenge?: string;
};

/** `wrong-code` has the figure `attemptsLeft`; the wrong code that leaves none has locked the token. */
export type CodeRefusal = 'wrong-code' | 'locked' | 'none-assigned' | 'suspended' | 'expired';

/** `counter` is the counter or time step that the code used up; 0 where an OCRA suite has neither. */
export type CodeAccepted = { readonly tokenId: string; readonly counter: bigint };

export type CodeResult = Outcome<CodeAccepted, CodeRefusal>;

const guarded = { claim: claimTries, accept: acceptCodes };

/**
 * Judges many codes in a few statements, in the order given. Call it in a transaction, and answer nobody before its commit.
 * Several codes of one customer are judged one after the other.
 */
export async function verifyCodes(
  tx: Session,
  keys: KeyStore,
  checks: readonly CodeCheck[],
  now: Temporal.Instant,
  statements = guarded,
): Promise<CodeResult[]> {
  const results: (CodeResult | undefined)[] = checks.map(() => undefined);
  let waiting = checks.map((check, place) => ({ check, place }));
  while (waiting.length > 0) {
    const customers = new Set<string>();
    const round: typeof waiting = [];
    const later: typeof waiting = [];
    for (const item of waiting) {
      (customers.has(item.check.customerId) ? later : round).push(item);
      customers.add(item.check.customerId);
    }
    const judged = await verifyRound(
      tx,
      keys,
      round.map(({ check }) => check),
      now,
      statements,
    );
    round.forEach(({ place }, nth) => (results[place] = judged[nth]));
    waiting = later;
  }
  return results.map((result) => {
    if (result === undefined) throw new Error('bug: a code without a result');
    return result;
  });
}

async function verifyRound(
  tx: Session,
  keys: KeyStore,
  checks: readonly CodeCheck[],
  now: Temporal.Instant,
  statements: typeof guarded,
): Promise<CodeResult[]> {
  const wanted = checks.map(({ customerId, programme }) => ({ customerId, lockAfter: programme.hardToken.lockAfter }));
  const claimed = new Map((await claim(tx, wanted, now, statements.claim)).map((token) => [token.customerId, token]));
  const missed = checks.filter(({ customerId }) => !claimed.has(customerId)).map(({ customerId }) => customerId);
  const states = new Map(missed.length === 0 ? [] : (await selectAssigned(tx, missed)).map((token) => [token.customerId, token]));

  const matches = new Map<string, { token: TokenRow; match: Match; question: string | undefined }>();
  for (const { customerId, programme, code, challenge } of checks) {
    const token = claimed.get(customerId);
    if (token === undefined) continue;
    const match = matchCode(token, keys.open(secretOwner(token), token.secret), code, programme.hardToken, challenge, now);
    if (match !== undefined) matches.set(token.id, { token, match, question: token.kind === 'ocra' ? challenge : undefined });
  }

  const asked = [...matches.values()].flatMap(({ token, question }) => (question === undefined ? [] : [{ id: token.id, question }]));
  const answered = asked.length === 0 ? new Set<string>() : await answerQuestions(tx, asked, now);
  const right = [...matches.values()].filter(({ token }) => token.kind !== 'ocra' || answered.has(token.id));
  const accepted =
    right.length === 0
      ? new Set<string>()
      : await accept(
          tx,
          right.map(({ token, match }) => ({ id: token.id, ...match, counterless: isCounterless(token) })),
          now,
          statements.accept,
        );

  return checks.map(({ customerId, programme }): CodeResult => {
    const token = claimed.get(customerId);
    if (token === undefined) return refused(whyUnclaimed(states.get(customerId), now));
    const match = matches.get(token.id)?.match;
    if (match === undefined || !accepted.has(token.id))
      return refused('wrong-code', { attemptsLeft: programme.hardToken.lockAfter - token.failures });
    return done({ tokenId: token.id, counter: match.nextIndex === token.nextIndex ? 0n : match.nextIndex - 1n });
  });
}

/** An OCRA suite without a counter moves no index; its question is what is used once. */
function isCounterless(token: TokenRow): boolean {
  if (token.kind !== 'ocra') return false;
  const suite = parseOcraSuite(token.suite ?? '');
  return suite.kind === 'done' && !suite.value.counter;
}

function whyUnclaimed(token: TokenRow | undefined, now: Temporal.Instant): CodeRefusal {
  if (token === undefined) return 'none-assigned';
  if (token.authenticatorStatus !== 'active') return 'suspended';
  const early = token.validFrom !== null && Temporal.Instant.compare(token.validFrom, now) > 0;
  const late = token.validUntil !== null && Temporal.Instant.compare(token.validUntil, now) <= 0;
  return early || late ? 'expired' : 'locked';
}

/** Judges one code. `db` may be the pool: the claim is then committed before the code is looked at. */
export async function verifyCode(db: Session, keys: KeyStore, check: CodeCheck, now: Temporal.Instant): Promise<CodeResult> {
  const [result] = await verifyCodes(db, keys, [check], now);
  if (result === undefined) throw new Error('bug: a code without a result');
  return result;
}

/** Gathers concurrent checks into transactions of up to 256; each resolves after its commit. */
export function createCodeChecks(
  context: { readonly database: Database; readonly keys: KeyStore },
  lanes = 3,
): Batcher<{ check: CodeCheck; now: Temporal.Instant }, CodeResult> {
  return createBatcher({
    key: ({ check }) => check.customerId,
    lanes,
    sizeMax: 256,
    work: async (items) => {
      const [first] = items;
      if (first === undefined) return [];
      return await context.database.transaction(
        async (tx) =>
          await verifyCodes(
            tx,
            context.keys,
            items.map(({ check }) => check),
            first.now,
          ),
      );
    },
  });
}
