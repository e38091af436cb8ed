// Attempts to reach a holder; too many in vain freeze the account, and contact lifts that (PC-49).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { statement, type Session } from '../../postgres/database.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { holdersProgramme, type CardsContext } from '../cards/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { notify } from '../messaging/index.ts';
import { accountOf, lockAccounts, setAccountStatus, type AccountStatus } from '../wallets/index.ts';
import { emit } from '../webhooks/index.ts';
import { failedInARow, freezesAccount, type AttemptOutcome } from './rules/reach.ts';

export const contactChannels = ['phone', 'sms', 'email', 'post', 'app', 'branch'] as const;
export type ContactChannel = (typeof contactChannels)[number];

export type ContactAttempt = {
  readonly id: string;
  readonly wantedBy: 'bank' | 'scheme';
  readonly channel: ContactChannel;
  readonly outcome: AttemptOutcome;
  readonly reason: string;
  readonly actor: string;
  readonly at: Temporal.Instant;
};

const columns = `id, wanted_by AS "wantedBy", channel, outcome, reason, actor, at`;

const insert = statement(
  'card_contact_attempt_insert',
  `INSERT INTO card_contact_attempts (id, account_id, wanted_by, channel, outcome, reason, actor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

const newest = statement(
  'card_contact_attempts',
  `SELECT ${columns} FROM card_contact_attempts WHERE account_id = $1 ORDER BY position DESC LIMIT 100`,
);

/** Newest first, at most 100. */
export async function contactAttemptsOf(db: Session, accountId: string): Promise<ContactAttempt[]> {
  return await db.query<ContactAttempt>(newest, [accountId]);
}

/** Why an account is frozen that nobody could reach; only this reason is lifted by contact. */
export const unreachable = 'unreachable';

export type AttemptAnswer = {
  readonly attempt: ContactAttempt;
  readonly failedInARow: number;
  readonly account: 'unchanged' | 'frozen' | 'released';
  readonly status: AccountStatus;
};

/** Logs one attempt. As many in vain, one after the other, as the programme says freeze the account; one that succeeds lifts it. */
export async function logContactAttempt(
  context: CardsContext,
  made: Omit<ContactAttempt, 'id' | 'at'> & { readonly accountId: string },
  now: Temporal.Instant,
): Promise<Outcome<AttemptAnswer, 'card-account-unknown' | 'card-account-closed'>> {
  return await context.database.transaction<Outcome<AttemptAnswer, 'card-account-unknown' | 'card-account-closed'>>(async (tx) => {
    const { accountId, wantedBy, channel, outcome, reason, actor } = made;
    await lockAccounts(tx, [accountId]);
    const account = await accountOf(tx, accountId);
    if (account === undefined) return refused('card-account-unknown');
    if (account.status === 'closed') return refused('card-account-closed');
    const attempt = { id: context.newId(), wantedBy, channel, outcome, reason, actor, at: now };
    await tx.query(insert, [attempt.id, accountId, wantedBy, channel, outcome, reason, actor, now]);
    const outcomes = (await contactAttemptsOf(tx, accountId)).map((row) => row.outcome);
    const { freezeAfter } = cardProgrammeNamed(context.cardProgrammes, account.programme).contactAttempts;
    const programme = holdersProgramme(context, account.programme);
    const told = { programme, customerId: account.customerId };
    let change: AttemptAnswer['account'] = 'unchanged';
    if (outcome === 'not-reached' && freezesAccount(outcomes, freezeAfter)) {
      if (await setAccountStatus(tx, accountId, ['open'], 'frozen', unreachable, now)) {
        change = 'frozen';
        await notify(tx, { ...told, event: 'card-contact-wanted' }, now);
      }
    } else if (outcome === 'reached' && account.status === 'frozen' && account.statusReason === unreachable) {
      if (await setAccountStatus(tx, accountId, ['frozen'], 'open', null, now)) {
        change = 'released';
        await notify(tx, { ...told, event: 'card-contact-made' }, now);
      }
    }
    if (change !== 'unchanged')
      await emit(tx, { programme: programme.programme, type: `card-account.${change}`, object: accountId, data: { accountId } }, now);
    const body = { wantedBy, channel, outcome, reason, account: change };
    await appendEvidence(tx, [{ kind: 'card-contact-attempt', subject: accountId, customerId: account.customerId, actor, body }], now);
    const status = change === 'frozen' ? 'frozen' : change === 'released' ? 'open' : account.status;
    return done({ attempt, failedInARow: failedInARow(outcomes), account: change, status });
  });
}
