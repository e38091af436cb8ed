// The answer to a message: its type, and the fields that it gives back as they came.

import type { FieldNumber, Fields } from './field-table.ts';
import type { Message } from './message.ts';
import { answerOf } from './mti.ts';

/** What the other side finds its request by. PIN data, tracks, chip data and CVV2 are never given back. */
const givenBack = [
  2, 3, 4, 7, 11, 12, 13, 15, 18, 19, 22, 25, 32, 33, 37, 41, 42, 49, 63, 70, 90,
] as const satisfies readonly FieldNumber[];

/** The answer, with the fields over what is given back; `undefined` takes one away. To answer an answer is a bug. */
export function answerTo(message: Message, fields: Fields): Message {
  const mti = answerOf(message.mti);
  if (mti === undefined) throw new Error('bug: an answer has no answer');
  const back: Fields = {};
  for (const field of givenBack) {
    const value = message.fields[field];
    if (value !== undefined) back[field] = value;
  }
  return { mti, fields: { ...back, ...fields }, ...(message.header === undefined ? {} : { header: message.header }) };
}
