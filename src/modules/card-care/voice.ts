// Callers of a voice-response system: verified by security details, then balance, last transactions, blocking (PC-61).

import { randomBytes, timingSafeEqual } from 'node:crypto';

import { dayAt } from '../../kernel/calendar.ts';
import { toLatinDigits } from '../../kernel/digits.ts';
import { money } from '../../kernel/money.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import type { Session, Statement } from '../../postgres/database.ts';
import { cardProgrammeNamed, type CardProgramme } from '../card-programmes/index.ts';
import { card, cardByDigest, type Card, type CardsContext } from '../cards/index.ts';
import { customer, customerByCivilId } from '../customers/index.ts';
import { appendEvidence } from '../evidence/index.ts';
import { lockAccounts, transactionsOf, walletsOf, type CardTransaction, type WalletState } from '../wallets/index.ts';
import { reportLossIn } from './loss-reports.ts';
import type { LossReport } from './loss-store.ts';
import type { LossKind } from './rules/loss.ts';
import {
  sayBalances,
  sayBlocked,
  sayKnown,
  sayNotVerified,
  sayTransactions,
  sayUsedUp,
  sayVerified,
  voiceLanguages,
  type VoiceLanguage,
} from './rules/speech.ts';
import * as store from './voice-store.ts';
import type { VoiceSession } from './voice-store.ts';

export type CallerDetails = {
  readonly language: string;
  /** As typed on the telephone's keys. */
  readonly cardNumber: string;
  readonly civilNumber: string;
  /** Eight digits, day first: DDMMYYYY. */
  readonly birthDate: string;
};

export type VoiceRefusal = 'voice-language-unknown' | 'voice-details-wrong' | 'voice-tries-used-up';

/** Every answer carries the sentence that the caller hears. */
export type Spoken<T> = T & { readonly prompt: string };

const isVoiceLanguage = (language: string): language is VoiceLanguage => (voiceLanguages as readonly string[]).includes(language);

/** The programme whose figures hold for a caller: that of the card, or of the first for a number that nobody has. */
function programmeFor(context: CardsContext, holders: string, found: Card | undefined): CardProgramme {
  if (found !== undefined) return cardProgrammeNamed(context.cardProgrammes, found.programme);
  const [first] = [...context.cardProgrammes.values()].filter((programme) => programme.offered && programme.holders === holders);
  if (first === undefined) throw new Error(`bug: customers of ${holders} hold no cards`);
  return first;
}

/** '12051984' → '1984-05-12'. */
const isoDate = (typed: string): string => `${typed.slice(4)}-${typed.slice(2, 4)}-${typed.slice(0, 2)}`;

/**
 * Verifies a caller. A try is claimed for the typed card number first, whether there is such a card or not; then all details are
 * compared in constant time, with one answer for all of them together. The card may be blocked or expired: its holder may still ask.
 * @param caller.programme of the holders that the API client serves
 */
export async function openVoiceSession(
  context: CardsContext,
  caller: CallerDetails & { programme: string; client: string; actor: string },
  now: Temporal.Instant,
  claim: Statement = store.claimTryStatement,
): Promise<Outcome<Spoken<{ token: string; endsAt: Temporal.Instant; language: VoiceLanguage }>, VoiceRefusal>> {
  const { keys, security, database } = context;
  const number = toLatinDigits(caller.cardNumber).replace(/\D/g, '');
  const digest = security.numberDigest(number);
  const found = await cardByDigest(database, digest);
  const programme = programmeFor(context, caller.programme, found);
  const { language } = caller;
  const { voice } = programme;
  if (!isVoiceLanguage(language) || !voice.languages.includes(language))
    return refused('voice-language-unknown', { languages: voice.languages.join(', ') });
  const tryKey = keys.digest('card-care/voice-caller', digest);
  const window = { windowStart: now.subtract({ seconds: voice.triesWindowSeconds }), max: voice.triesMax };
  const tries = await store.claimTry(database, tryKey, window, now, claim);
  if (tries === undefined) return refused('voice-tries-used-up', { prompt: sayUsedUp(language) });

  const holder = found === undefined ? undefined : await customer(database, found.customerId);
  const civil = await customerByCivilId(database, keys, caller.programme, caller.civilNumber);
  const details = (id: string, birthDate: string): Uint8Array => keys.digest('card-care/voice-details', `${id} ${birthDate}`);
  const truth = holder === undefined ? randomBytes(32) : details(holder.id, holder.birthDate);
  const isCaller = timingSafeEqual(truth, details(civil?.id ?? '', isoDate(toLatinDigits(caller.birthDate).replace(/\D/g, ''))));
  if (!isCaller || found === undefined || holder === undefined || holder.programme !== caller.programme) {
    const left = voice.triesMax - tries;
    const subject = found?.id ?? 'unknown';
    await context.database.transaction(async (tx) => {
      const record = { kind: 'card-voice-refused', subject, actor: caller.actor, body: { tries } };
      await appendEvidence(tx, [found === undefined ? record : { ...record, customerId: found.customerId }], now);
    });
    return refused('voice-details-wrong', { triesLeft: left, prompt: left === 0 ? sayUsedUp(language) : sayNotVerified(language) });
  }
  const token = randomBytes(32).toString('base64url');
  const endsAt = now.add({ seconds: voice.sessionSeconds });
  await database.transaction(async (tx) => {
    await store.forgiveTries(tx, tryKey);
    const session = {
      id: context.newId(),
      programme: programme.programme,
      customerId: holder.id,
      accountId: found.accountId,
      cardId: found.id,
      language,
      endsAt,
    };
    await store.insertSession(tx, { ...session, tokenDigest: keys.digest('card-care/voice-session', token), client: caller.client }, now);
    const body = { language, sessionId: session.id };
    await appendEvidence(tx, [{ kind: 'card-voice-verified', subject: found.id, customerId: holder.id, actor: caller.actor, body }], now);
  });
  return done({ token, endsAt, language, prompt: sayVerified(language, found.lastFour) });
}

/** The verified caller behind a token, for the API client that verified them. */
export async function voiceSession(
  db: Session,
  { keys }: Pick<CardsContext, 'keys'>,
  { token, client }: { token: string; client: string },
  now: Temporal.Instant,
): Promise<VoiceSession | undefined> {
  return await store.sessionByToken(db, keys.digest('card-care/voice-session', token), client, now);
}

/** Balances of the account's wallets. An additional card's holder hears them too: all holders are liable together (PC-05). */
export async function voiceBalance(db: Session, session: VoiceSession): Promise<Spoken<{ wallets: WalletState[] }>> {
  const wallets = await walletsOf(db, session.accountId);
  const spoken = wallets.map(({ currency, posted, held, debt }) => ({
    balance: money(currency, posted - debt),
    held: money(currency, held),
  }));
  return { wallets, prompt: sayBalances(session.language, spoken) };
}

/** The last transactions of the account, newest first, as many as the programme says. */
export async function voiceTransactions(
  db: Session,
  context: Pick<CardsContext, 'cardProgrammes'>,
  session: VoiceSession,
): Promise<Spoken<{ transactions: CardTransaction[] }>> {
  const programme = cardProgrammeNamed(context.cardProgrammes, session.programme);
  const transactions = await transactionsOf(db, session.accountId, { limit: programme.voice.lastTransactions });
  const spoken = transactions.map(({ occurredAt, kind, merchantName, walletCurrency, amount }) => ({
    day: dayAt(programme.timeZone, occurredAt),
    kind,
    merchant: merchantName,
    amount: money(walletCurrency, amount),
  }));
  return { transactions, prompt: sayTransactions(session.language, spoken) };
}

/** Blocks the caller's card: a spoken report with its own file (PC-34). A card that is blocked already gives no second file. */
export async function voiceBlock(
  context: CardsContext,
  session: VoiceSession,
  wish: { kind: LossKind; actor: string },
  now: Temporal.Instant,
): Promise<Spoken<{ report?: LossReport }>> {
  return await context.database.transaction(async (tx) => {
    await lockAccounts(tx, [session.accountId]);
    const of = await card(tx, session.cardId);
    if (of === undefined) throw new Error('bug: a caller without a card');
    if (of.status === 'closed') return { prompt: sayKnown(session.language, of.lastFour) };
    const reported = await reportLossIn(tx, context, { cardId: of.id, kind: wish.kind, channel: 'voice', actor: wish.actor }, now);
    if (reported.kind === 'refused') throw new Error(`bug: a caller's report was refused: ${reported.reason}`);
    const { timeZone } = cardProgrammeNamed(context.cardProgrammes, session.programme);
    // The last moment that is in time is on the day before the instant at which it is too late.
    const lastDay = dayAt(timeZone, reported.value.confirmationDueAt.subtract({ milliseconds: 1 }));
    return { report: reported.value, prompt: sayBlocked(session.language, of.lastFour, lastDay) };
  });
}

export { endSession as endVoiceSession } from './voice-store.ts';
