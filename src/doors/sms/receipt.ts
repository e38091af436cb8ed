// Delivery receipts: what the network says of an SMS after it took it over (SMPP 3.4 section 5.2.12, 5.2.28 and appendix B).

export type ReceiptState = 'delivered' | 'undelivered' | 'on-the-way';

// message_state of the TLV, and the words of the text form.
const byNumber: Readonly<Record<number, ReceiptState>> = {
  1: 'on-the-way',
  2: 'delivered',
  3: 'undelivered',
  4: 'undelivered',
  5: 'undelivered',
  6: 'on-the-way',
  7: 'undelivered',
  8: 'undelivered',
};
const byWord: Readonly<Record<string, ReceiptState>> = {
  ENROUTE: 'on-the-way',
  ACCEPTD: 'on-the-way',
  DELIVRD: 'delivered',
  EXPIRED: 'undelivered',
  DELETED: 'undelivered',
  UNDELIV: 'undelivered',
  UNKNOWN: 'undelivered',
  REJECTD: 'undelivered',
};

/** Whether esm_class marks a delivery receipt. */
export function isReceipt(esmClass: number): boolean {
  return (esmClass & 0x3c) === 0x04;
}

/**
 * Reads a receipt from its TLVs, or from the text `id:… stat:DELIVRD err:000 …` where a centre sends none.
 * Undefined where it names no message.
 */
export function readReceipt(pdu: {
  receipted_message_id?: string;
  message_state?: number;
  text: string;
}): { receiptId: string; state: ReceiptState; reason: string | null } | undefined {
  const field = (name: string): string | undefined => new RegExp(`(?:^|\\s)${name}:(\\S+)`, 'i').exec(pdu.text)?.[1];
  const receiptId = pdu.receipted_message_id?.replace(/\0+$/, '') ?? field('id');
  if (receiptId === undefined || receiptId === '') return undefined;
  const word = field('stat')?.toUpperCase();
  const state = (pdu.message_state === undefined ? undefined : byNumber[pdu.message_state]) ?? byWord[word ?? ''] ?? 'on-the-way';
  return {
    receiptId,
    state,
    reason: state === 'undelivered' ? `network-${word ?? pdu.message_state ?? 'UNKNOWN'}-${field('err') ?? '000'}` : null,
  };
}
