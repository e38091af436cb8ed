// Consent to uses of data after the application: given or taken back at any time, except what the account cannot be without (PC-46).

import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import type { CardsContext } from '../cards/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { accountOf, lockAccounts } from '../wallets/index.ts';
import type { ApplicationChannel } from './application.ts';
import { consentsOf, insertConsents } from './store.ts';

export type ConsentRefusal = 'card-account-unknown' | 'consent-unknown' | 'consent-missing';

/** Refused with `consent-missing` where a use that the programme requires is taken back: then the account has to be closed. */
export async function changeConsent(
  context: CardsContext,
  change: { accountId: string; customerId: string; use: string; given: boolean; channel: ApplicationChannel; actor: string },
  now: Temporal.Instant,
): Promise<Outcome<undefined, ConsentRefusal>> {
  return await context.database.transaction<Outcome<undefined, ConsentRefusal>>(async (tx) => {
    const { accountId, customerId, use, given, channel, actor } = change;
    await lockAccounts(tx, [accountId]);
    const account = await accountOf(tx, accountId);
    if (account === undefined || account.customerId !== customerId) return refused('card-account-unknown');
    const { application } = cardProgrammeNamed(context.cardProgrammes, account.programme);
    if (!application.dataUses.includes(use)) return refused('consent-unknown', { use });
    if (!given && application.dataUsesRequired.includes(use)) return refused('consent-missing', { use });
    const before = (await consentsOf(tx, accountId)).find((consent) => consent.use === use);
    if (before?.given === given) return done(undefined);
    await insertConsents(tx, accountId, { consents: { [use]: given }, channel, actor }, now);
    await appendEvidence(tx, [{ kind: 'card-consent', subject: accountId, customerId, actor, body: { use, given } }], now);
    return done(undefined);
  });
}
