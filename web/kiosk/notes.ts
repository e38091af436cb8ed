// One note in escrow: the bank writes it down, then the acceptor takes it; what the bank refuses is given back.
import { Problem } from '../shared/api.ts';
import type { MoneyJson } from '../../src/kernel/money.ts';
import type { DeviceEvent, KioskDevices } from './devices.ts';
import { door } from './door.ts';

type NoteEvent = Extract<DeviceEvent, { type: 'note' }>;

export type NoteOutcome = { readonly kind: 'taken'; readonly sum: MoneyJson } | { readonly kind: 'returned'; readonly detail: string };

/** Told again as often as it takes: the note's own number makes the second time the first one. */
export async function settleNote(devices: KioskDevices, note: NoteEvent): Promise<NoteOutcome> {
  try {
    const { noteId, depositId, amount, proof } = note;
    const answer = await door.post<{ sum: MoneyJson }>(
      `/deposits/${depositId}/notes`,
      { noteId, amount, proof },
      { idempotencyKey: noteId },
    );
    await devices.takeNote(noteId);
    return { kind: 'taken', sum: answer.sum };
  } catch (error) {
    // Where the bank was not reached the note stays in escrow: the devices tell of it again.
    if (!(error instanceof Problem)) throw error;
    await devices.returnNote(note.noteId);
    return { kind: 'returned', detail: error.detail };
  }
}
