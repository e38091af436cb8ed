// A message as the rest of the house sees it, and why bytes are not one.

import type { Fields } from './field-table.ts';

export type Message = {
  /** Message type identifier, four digits: '0100'. */
  readonly mti: string;
  readonly fields: Fields;
  /** Bytes in front of the MTI in dialects that have them; an answer gives them back. */
  readonly header?: Uint8Array;
};

export type DecodeRefusal =
  | 'oversize' // longer than the dialect allows
  | 'truncated' // ends inside the header, the MTI, a bitmap, a length or a field
  | 'header-malformed' // its length byte does not fit
  | 'mti-malformed' // not four digits
  | 'mti-unknown' // not one of docs/iso8583.md
  | 'bitmap-malformed' // not hexadecimal
  | 'bitmap-tertiary' // bit 65 announces a third bitmap; 1987 has none
  | 'field-unknown' // the dialect has no such field
  | 'length-malformed' // the length is not digits or BCD
  | 'length-zero' // announced, and empty
  | 'length-over-max' // longer than the field may be
  | 'digits-malformed' // something else than 0 to 9, a nibble above 9, or wrong padding
  | 'sign-malformed' // not C or D with digits behind it
  | 'track-malformed' // something else than digits and separators
  | 'text-malformed' // a character that the format does not have, in ASCII or EBCDIC
  | 'hex-malformed' // bytes in hexadecimal that are not
  | 'trailing-bytes'; // something follows the last field

export type Decoded =
  | { readonly kind: 'done'; readonly message: Message }
  | {
      readonly kind: 'refused';
      readonly reason: DecodeRefusal;
      /** The field that could not be read; absent where it was the header, the MTI or a bitmap. */
      readonly field?: number;
      /** Bytes from the beginning of the message to what could not be read. */
      readonly offset: number;
      /** What could be read, where that is enough for an answer: the MTI is known and field 11 was read. */
      readonly readable?: Message;
    };

export type EncodeRefusal =
  | 'mti-unknown'
  | 'header-malformed' // missing length byte, or given in a dialect without a header
  | 'field-unknown'
  | 'value-kind' // text where bytes are due, or the other way round
  | 'length-zero'
  | 'length-over-max'
  | 'length-short' // bytes of a fixed field; text is padded
  | 'digits-malformed'
  | 'sign-malformed'
  | 'track-malformed'
  | 'text-malformed'
  | 'oversize';

export type Encoded =
  | { readonly kind: 'done'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: EncodeRefusal; readonly field?: number };
