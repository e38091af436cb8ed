// A message as a person may read it: every field with its name, card data masked. There is no way to print it unmasked.

import { hasLuhnCheckDigit } from '../kernel/digits.ts';
import { maskPan } from '../kernel/card-number.ts';
import { additionalDataTable, pointOfServiceDataTable, type SubelementRow } from './fields/additional-data.ts';
import { hexOf, readEmvTags, shownEmvTags } from './fields/emv.ts';
import { readSubelements } from './fields/subelements.ts';
import { readTrack2 } from './fields/track2.ts';
import { fieldTable, type FieldRow, type Fields } from './field-table.ts';
import type { Decoded, Message } from './message.ts';
import { messageTypes } from './mti.ts';
import { networkCodes, responseCodes } from './response-codes.ts';

const rowOf: ReadonlyMap<number, FieldRow> = new Map(fieldTable.map((row) => [row.field, row]));
const rowsOf: Readonly<Record<number, readonly SubelementRow[]>> = {
  48: Object.values(additionalDataTable),
  61: Object.values(pointOfServiceDataTable),
};

/**
 * Several lines, for a trace, a log or a terminal. Hidden: the PAN but its first six and last four digits, tracks, PIN data, CVV2,
 * wrapped keys, the EMV tags of the card's data, private fields of unknown content, and whatever else looks like a card number,
 * in whichever field it stands.
 */
export function describe(message: Message): string {
  const { mti, header } = message;
  const type = messageTypes.get(mti);
  const about = type === undefined ? '' : `  ${type.class} ${type.role}${type.repeat ? ', repeated' : ''}`;
  const lines = [`${printable(mti)}${about}`];
  if (header !== undefined) lines.push(`header  ${header.length} bytes`);
  const fields = message.fields as Readonly<Record<number, string | Uint8Array | undefined>>;
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) lines.push(...fieldLines(Number(key), value));
  return withoutPans(lines.join('\n'), message.fields);
}

/** One line for a log: the reason, the field and the place, never a byte of the content. */
export function describeRefusal(refusal: Extract<Decoded, { kind: 'refused' }>): string {
  const { reason, field, offset } = refusal;
  const row = field === undefined ? undefined : rowOf.get(field);
  const where = field === undefined ? '' : ` in DE ${field}${row === undefined ? '' : ` (${row.name})`}`;
  return `${reason}${where} at byte ${offset}`;
}

function* fieldLines(field: number, value: string | Uint8Array): Generator<string> {
  const row = rowOf.get(field);
  const head = `  ${String(field).padStart(3, '0')}  ${(row?.name ?? 'unknown').padEnd(40)}`;
  if (typeof value !== 'string') {
    if (row?.shown !== 'emv') {
      yield `${head}  ${row?.shown === 'all' ? hexOf(value) : hidden(value.length, 'byte')}`;
      return;
    }
    yield `${head}  ${value.length} bytes`;
    const tags = readEmvTags(value);
    if (tags === undefined) yield `         not BER-TLV, hidden`;
    for (const { tag, value: content } of tags ?? [])
      yield `         ${tag.padEnd(6)} ${shownEmvTags.has(tag) ? withoutNumbers(hexOf(content)) : hidden(content.length, 'byte')}`;
    return;
  }
  switch (row?.shown) {
    case 'all':
      yield `${head}  ${shownText(row, printable(value))}${meaning(field, value)}`;
      return;
    case 'pan':
      yield `${head}  ${printable(maskPan(value))}`;
      return;
    case 'subelements': {
      const parts = readSubelements(value);
      yield `${head}  ${parts === undefined ? `not subelements, ${hidden(value.length, 'character')}` : `${value.length} characters`}`;
      for (const [tag, part] of parts ?? []) {
        const known = rowsOf[field]?.find((candidate) => candidate.tag === tag);
        const shown = known === undefined || known.hidden === true ? hidden(part.length, 'character') : withoutNumbers(printable(part));
        yield `         ${tag} ${(known?.name ?? 'unknown').padEnd(38)} ${shown}`;
      }
      return;
    }
    case 'hidden':
    case 'length':
    case 'emv':
    case undefined:
      yield `${head}  ${hidden(value.length, 'character')}`;
  }
}

const hidden = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}, hidden`;

// A merchant's number and the long fields of digits look like card numbers now and then; in free text such a run is taken for one.
function shownText({ field, format }: FieldRow, text: string): string {
  if (field === 90 && text.length === 42)
    return [text.slice(0, 4), text.slice(4, 10), text.slice(10, 20), text.slice(20, 31), text.slice(31)].join(' ');
  return format === 'n' || field === 42 ? text : withoutNumbers(text);
}

function meaning(field: number, value: string): string {
  const table: Readonly<Record<string, string>> | undefined = field === 39 ? responseCodes : field === 70 ? networkCodes : undefined;
  return table !== undefined && Object.hasOwn(table, value) ? `  ${table[value] ?? ''}` : '';
}

/** A terminal obeys control characters: only printable ASCII passes. */
function printable(text: string): string {
  let shown = '';
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    shown += code >= 0x20 && code < 0x7f ? text.charAt(index) : '?';
  }
  return shown;
}

/** Masks each run of digits in which a number of 13 to 19 digits with a right check digit could hide. */
function withoutNumbers(text: string): string {
  return text.replace(/\d{13,}/g, (run) => {
    for (let length = 13; length <= 19 && length <= run.length; length += 1)
      for (let at = 0; at + length <= run.length; at += 1)
        if (run.charAt(at) !== '0' && hasLuhnCheckDigit(run.slice(at, at + length))) return maskPan(run);
    return run;
  });
}

/** Last of all: the numbers of this very message, wherever they came out. */
function withoutPans(text: string, fields: Fields): string {
  let shown = text;
  for (const pan of [fields[2], fields[34], fields[35] === undefined ? undefined : readTrack2(fields[35])?.pan])
    if (pan !== undefined && pan.length >= 8) shown = shown.replaceAll(pan, maskPan(pan));
  return shown;
}
