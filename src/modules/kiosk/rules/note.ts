// Whether a note that lies in the acceptor's escrow may be taken.

import type { CardProgramme } from '../../card-programmes/index.ts';

export type DepositState = {
  readonly status: 'open' | 'posted' | 'empty' | 'held';
  /** Minor units of the notes taken so far. */
  readonly taken: bigint;
  /** What the account may still be loaded with: the least of its limits, in minor units. */
  readonly roomMax: bigint;
};

export type NoteRefusal = 'deposit-ended' | 'note-not-taken' | 'load-too-large';

/** The refusal for which the acceptor gives the note back; undefined where it is taken. PC-07, PC-13. */
export function judgeNote(
  { kiosk, limits }: Pick<CardProgramme, 'kiosk' | 'limits'>,
  deposit: DepositState,
  value: bigint,
): NoteRefusal | undefined {
  if (deposit.status !== 'open') return 'deposit-ended';
  if (!kiosk.cashNotes.includes(Number(value))) return 'note-not-taken';
  const { perOperationMax } = limits.load;
  const whole = deposit.taken + value;
  if (perOperationMax !== null && whole > BigInt(perOperationMax)) return 'load-too-large';
  return whole > deposit.roomMax ? 'load-too-large' : undefined;
}
