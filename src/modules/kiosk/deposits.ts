// Cash: a deposit is opened, each note is written down before it is taken, and all of it becomes one load, once (PC-07).

import { isKioskProof } from '../../crypto/kiosk-device.ts';
import { done, refused, type Outcome } from '../../kernel/refusal.ts';
import { loadCash, roomForLoad } from '../card-funding/index.ts';
import { cardProgrammeNamed } from '../card-programmes/index.ts';
import { accountOf, walletsOf, type WalletState } from '../wallets/index.ts';
import type { KioskContext } from './context.ts';
import { keysOf } from './kiosks.ts';
import { judgeNote, type NoteRefusal } from './rules/note.ts';
import type { VisitRefusal } from './rules/visit.ts';
import * as store from './store.ts';
import type { DepositRow, KioskRow } from './store.ts';
import { visitFor } from './visits.ts';

export type OpenedDeposit = {
  readonly depositId: string;
  readonly currency: string;
  readonly values: readonly bigint[];
  readonly roomMax: bigint;
};
export type OpenDepositRefusal = VisitRefusal | 'card-account-unknown' | 'load-not-now';

/** Opens the slot for the account of the card in the reader. Refused where nothing can be loaded now. */
export async function openDeposit(
  context: KioskContext,
  kiosk: KioskRow,
  asked: { readonly visitId: string; readonly depositId: string },
  now: Temporal.Instant,
): Promise<Outcome<OpenedDeposit, OpenDepositRefusal>> {
  const { database } = context;
  const visit = await visitFor(context, kiosk, asked.visitId, 'load-cash', now);
  if (visit.kind === 'refused') return visit;
  const { accountId, cardId } = visit.value;
  const account = accountId === null ? undefined : await accountOf(database, accountId);
  if (account === undefined || accountId === null || cardId === null) return refused('card-account-unknown');
  const { cashNotes, cashCurrency } = cardProgrammeNamed(context.cardProgrammes, kiosk.programme).kiosk;
  const roomMax = await roomForLoad(database, context, account, await walletsOf(database, accountId), now);
  if (account.currency !== cashCurrency || roomMax < BigInt(Math.min(...cashNotes))) return refused('load-not-now');
  const row = { id: asked.depositId, kioskId: kiosk.id, visitId: asked.visitId, accountId, cardId, currency: cashCurrency };
  await store.openDeposit(database, row, now);
  return done({ depositId: asked.depositId, currency: cashCurrency, values: cashNotes.map(BigInt), roomMax });
}

export type GivenNote = {
  readonly depositId: string;
  readonly noteId: string;
  readonly currency: string;
  readonly value: bigint;
  /** The acceptor's, over all of it: no page can make up a note. */
  readonly proof: string;
};

export type TakeNoteRefusal = NoteRefusal | 'deposit-unknown' | 'note-proof-wrong' | 'note-used-otherwise';

/**
 * Writes a note down; the acceptor takes it after this answer, and gives it back after a refusal. The same note again is answered
 * as the first time, whatever has happened to its deposit since: so no cut of power loses or doubles one.
 */
export async function takeNote(
  context: KioskContext,
  kiosk: KioskRow,
  note: GivenNote,
  now: Temporal.Instant,
): Promise<Outcome<{ sum: bigint; currency: string }, TakeNoteRefusal>> {
  const { database, keys } = context;
  const parts = [note.noteId, note.depositId, note.currency, String(note.value)];
  if (!isKioskProof(keysOf(keys, kiosk), 'note', parts, note.proof)) return refused('note-proof-wrong');
  return await database.transaction<Outcome<{ sum: bigint; currency: string }, TakeNoteRefusal>>(async (tx) => {
    const deposit = await store.lockDeposit(tx, kiosk.id, note.depositId);
    if (deposit === undefined || deposit.currency !== note.currency) return refused('deposit-unknown');
    const before = await store.selectNote(tx, kiosk.id, note.noteId);
    if (before !== undefined) {
      const isSame = before.depositId === note.depositId && before.value === note.value;
      return isSame ? done({ sum: deposit.taken, currency: deposit.currency }) : refused('note-used-otherwise');
    }
    const account = await accountOf(tx, deposit.accountId);
    if (account === undefined) throw new Error('bug: a deposit without its account');
    const roomMax = await roomForLoad(tx, context, account, await walletsOf(tx, account.id), now);
    const refusal = judgeNote(
      cardProgrammeNamed(context.cardProgrammes, kiosk.programme),
      { status: deposit.status, taken: deposit.taken, roomMax },
      note.value,
    );
    if (refusal !== undefined) return refused(refusal);
    await store.insertNote(tx, { id: note.noteId, depositId: deposit.id, kioskId: kiosk.id, value: note.value }, now);
    return done({ sum: deposit.taken + note.value, currency: deposit.currency });
  });
}

export type DepositEnd = {
  readonly deposit: DepositRow;
  readonly status: 'posted' | 'empty' | 'held';
  readonly wallet: WalletState | undefined;
};

/** Ends a deposit: its notes become one load. Again gives the same end. What cannot be loaded is held for staff, never lost. */
export async function endDeposit(
  context: KioskContext,
  kiosk: Pick<KioskRow, 'id' | 'name'>,
  depositId: string,
  now: Temporal.Instant,
): Promise<Outcome<DepositEnd, 'deposit-unknown'>> {
  const ended = await context.database.transaction<Outcome<{ deposit: DepositRow; status: DepositEnd['status'] }, 'deposit-unknown'>>(
    async (tx) => {
      const deposit = await store.lockDeposit(tx, kiosk.id, depositId);
      if (deposit === undefined) return refused('deposit-unknown');
      if (deposit.status !== 'open') return done({ deposit, status: deposit.status });
      if (deposit.notes === 0) {
        await store.endDeposit(tx, depositId, 'empty', null, now);
        return done({ deposit, status: 'empty' });
      }
      const cash = { accountId: deposit.accountId, amount: deposit.taken, acceptor: kiosk.id, receipt: depositId };
      const loaded = await loadCash(tx, context, cash, now);
      const status = loaded.kind === 'done' ? 'posted' : 'held';
      await store.endDeposit(tx, depositId, status, loaded.kind === 'done' ? null : loaded.reason, now);
      return done({ deposit, status });
    },
  );
  if (ended.kind === 'refused') return ended;
  const wallets = await walletsOf(context.database, ended.value.deposit.accountId);
  const wallet = wallets.find(({ currency }) => currency === ended.value.deposit.currency);
  return done({ ...ended.value, wallet });
}

/** Loads what was left in machines: after a power cut, or by somebody who walked away. Gives how many deposits ended. */
export async function settleDeposits(context: KioskContext, now: Temporal.Instant): Promise<number> {
  let settled = 0;
  for (const programme of context.cardProgrammes.values()) {
    const { idleSeconds, warningSeconds } = programme.kiosk;
    const since = now.subtract({ seconds: 2 * (idleSeconds + warningSeconds) });
    for (const left of await store.depositsLeft(context.database, since)) {
      const kiosk = await store.selectKiosk(context.database, left.kioskId);
      if (kiosk === undefined || kiosk.programme !== programme.programme) continue;
      await endDeposit(context, kiosk, left.id, now);
      settled += 1;
    }
  }
  return settled;
}
