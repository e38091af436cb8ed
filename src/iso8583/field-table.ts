// The data elements of ISO 8583:1987 as a table: number, format, length, name, and how much of it a person may be shown.

/** ISO 8583:1987 table 2: n digits, x+n a sign and digits, a letters, an, ans printable characters, z track data, b bytes. */
export type Format = 'n' | 'x+n' | 'an' | 'ans' | 'z' | 'b';

/**
 * What `describe` prints of it: all; a card or account number with its middle hidden; nothing; its subelements or EMV tags, each
 * by its own rule; or nothing but the length, where the content is not ours to know.
 */
export type Shown = 'all' | 'pan' | 'hidden' | 'subelements' | 'emv' | 'length';

/** Length in digits, characters or bytes; the sign of x+n counts as one. `variable` lengths are maxima. */
export type FieldRow = {
  readonly field: number;
  readonly format: Format;
  readonly length: number;
  readonly variable: boolean;
  readonly name: string;
  readonly shown: Shown;
};

const fixed = <const N extends number, const F extends Format>(field: N, format: F, length: number, name: string, shown: Shown = 'all') =>
  ({ field, format, length, variable: false, name, shown }) as const;
const upTo = <const N extends number, const F extends Format>(field: N, format: F, length: number, name: string, shown: Shown = 'all') =>
  ({ field, format, length, variable: true, name, shown }) as const;

const rows = [
  upTo(2, 'n', 19, 'primary account number', 'pan'),
  fixed(3, 'n', 6, 'processing code'),
  fixed(4, 'n', 12, 'amount, transaction'),
  fixed(5, 'n', 12, 'amount, settlement'),
  fixed(6, 'n', 12, 'amount, cardholder billing'),
  fixed(7, 'n', 10, 'transmission date and time'),
  fixed(8, 'n', 8, 'amount, cardholder billing fee'),
  fixed(9, 'n', 8, 'conversion rate, settlement'),
  fixed(10, 'n', 8, 'conversion rate, cardholder billing'),
  fixed(11, 'n', 6, 'system trace audit number'),
  fixed(12, 'n', 6, 'time, local transaction'),
  fixed(13, 'n', 4, 'date, local transaction'),
  fixed(14, 'n', 4, 'date, expiration'),
  fixed(15, 'n', 4, 'date, settlement'),
  fixed(16, 'n', 4, 'date, conversion'),
  fixed(17, 'n', 4, 'date, capture'),
  fixed(18, 'n', 4, 'merchant type'),
  fixed(19, 'n', 3, 'acquiring institution country code'),
  fixed(20, 'n', 3, 'PAN country code'),
  fixed(21, 'n', 3, 'forwarding institution country code'),
  fixed(22, 'n', 3, 'point of service entry mode'),
  fixed(23, 'n', 3, 'card sequence number'),
  fixed(24, 'n', 3, 'network international identifier'),
  fixed(25, 'n', 2, 'point of service condition code'),
  fixed(26, 'n', 2, 'point of service PIN capture code'),
  fixed(27, 'n', 1, 'authorisation identification length'),
  fixed(28, 'x+n', 9, 'amount, transaction fee'),
  fixed(29, 'x+n', 9, 'amount, settlement fee'),
  fixed(30, 'x+n', 9, 'amount, transaction processing fee'),
  fixed(31, 'x+n', 9, 'amount, settlement processing fee'),
  upTo(32, 'n', 11, 'acquiring institution identification'),
  upTo(33, 'n', 11, 'forwarding institution identification'),
  upTo(34, 'ans', 28, 'primary account number, extended', 'pan'),
  upTo(35, 'z', 37, 'track 2 data', 'hidden'),
  upTo(36, 'z', 104, 'track 3 data', 'hidden'),
  fixed(37, 'an', 12, 'retrieval reference number'),
  fixed(38, 'an', 6, 'authorisation identification response'),
  fixed(39, 'an', 2, 'response code'),
  fixed(40, 'an', 3, 'service restriction code'),
  fixed(41, 'ans', 8, 'card acceptor terminal identification'),
  fixed(42, 'ans', 15, 'card acceptor identification'),
  fixed(43, 'ans', 40, 'card acceptor name and location'),
  upTo(44, 'ans', 25, 'additional response data'),
  upTo(45, 'ans', 76, 'track 1 data', 'hidden'),
  upTo(46, 'ans', 999, 'additional data, ISO', 'length'),
  upTo(47, 'ans', 999, 'additional data, national', 'length'),
  upTo(48, 'ans', 999, 'additional data, private', 'subelements'),
  fixed(49, 'n', 3, 'currency code, transaction'),
  fixed(50, 'n', 3, 'currency code, settlement'),
  fixed(51, 'n', 3, 'currency code, cardholder billing'),
  fixed(52, 'b', 8, 'PIN data', 'hidden'),
  fixed(53, 'n', 16, 'security related control information'),
  upTo(54, 'an', 120, 'additional amounts'),
  upTo(55, 'b', 255, 'integrated circuit card data', 'emv'),
  upTo(56, 'ans', 999, 'reserved, ISO', 'length'),
  upTo(57, 'ans', 999, 'reserved, national', 'length'),
  upTo(58, 'ans', 999, 'reserved, national', 'length'),
  upTo(59, 'ans', 999, 'reserved, national', 'length'),
  upTo(60, 'ans', 999, 'reserved, private', 'length'),
  upTo(61, 'ans', 999, 'point of service data, private', 'subelements'),
  upTo(62, 'ans', 999, 'reserved, private', 'length'),
  upTo(63, 'ans', 999, 'network data, private'),
  fixed(64, 'b', 8, 'message authentication code'),
  fixed(66, 'n', 1, 'settlement code'),
  fixed(67, 'n', 2, 'extended payment code'),
  fixed(68, 'n', 3, 'receiving institution country code'),
  fixed(69, 'n', 3, 'settlement institution country code'),
  fixed(70, 'n', 3, 'network management information code'),
  fixed(71, 'n', 4, 'message number'),
  fixed(72, 'n', 4, 'message number, last'),
  fixed(73, 'n', 6, 'date, action'),
  fixed(74, 'n', 10, 'credits, number'),
  fixed(75, 'n', 10, 'credits, reversal number'),
  fixed(76, 'n', 10, 'debits, number'),
  fixed(77, 'n', 10, 'debits, reversal number'),
  fixed(78, 'n', 10, 'transfers, number'),
  fixed(79, 'n', 10, 'transfers, reversal number'),
  fixed(80, 'n', 10, 'inquiries, number'),
  fixed(81, 'n', 10, 'authorisations, number'),
  fixed(82, 'n', 12, 'credits, processing fee amount'),
  fixed(83, 'n', 12, 'credits, transaction fee amount'),
  fixed(84, 'n', 12, 'debits, processing fee amount'),
  fixed(85, 'n', 12, 'debits, transaction fee amount'),
  fixed(86, 'n', 16, 'credits, amount'),
  fixed(87, 'n', 16, 'credits, reversal amount'),
  fixed(88, 'n', 16, 'debits, amount'),
  fixed(89, 'n', 16, 'debits, reversal amount'),
  fixed(90, 'n', 42, 'original data elements'),
  fixed(91, 'an', 1, 'file update code'),
  fixed(92, 'an', 2, 'file security code'),
  fixed(93, 'an', 5, 'response indicator'),
  fixed(94, 'an', 7, 'service indicator'),
  fixed(95, 'an', 42, 'replacement amounts'),
  fixed(96, 'b', 8, 'message security code', 'hidden'),
  fixed(97, 'x+n', 17, 'amount, net settlement'),
  fixed(98, 'ans', 25, 'payee'),
  upTo(99, 'n', 11, 'settlement institution identification'),
  upTo(100, 'n', 11, 'receiving institution identification'),
  upTo(101, 'ans', 17, 'file name'),
  upTo(102, 'ans', 28, 'account identification 1', 'pan'),
  upTo(103, 'ans', 28, 'account identification 2', 'pan'),
  upTo(104, 'ans', 100, 'transaction description'),
  upTo(105, 'ans', 999, 'reserved, ISO', 'length'),
  upTo(106, 'ans', 999, 'reserved, ISO', 'length'),
  upTo(107, 'ans', 999, 'reserved, ISO', 'length'),
  upTo(108, 'ans', 999, 'reserved, ISO', 'length'),
  upTo(109, 'ans', 999, 'reserved, ISO', 'length'),
  upTo(110, 'ans', 999, 'reserved, ISO', 'length'),
  upTo(111, 'ans', 999, 'reserved, ISO', 'length'),
  upTo(112, 'ans', 999, 'reserved, national', 'length'),
  upTo(113, 'ans', 999, 'reserved, national', 'length'),
  upTo(114, 'ans', 999, 'reserved, national', 'length'),
  upTo(115, 'ans', 999, 'reserved, national', 'length'),
  upTo(116, 'ans', 999, 'reserved, national', 'length'),
  upTo(117, 'ans', 999, 'reserved, national', 'length'),
  upTo(118, 'ans', 999, 'reserved, national', 'length'),
  upTo(119, 'ans', 999, 'reserved, national', 'length'),
  upTo(120, 'ans', 999, 'reserved, private', 'length'),
  upTo(121, 'ans', 999, 'reserved, private', 'length'),
  upTo(122, 'ans', 999, 'reserved, private', 'length'),
  upTo(123, 'ans', 999, 'reserved, private', 'length'),
  upTo(124, 'ans', 999, 'reserved, private', 'length'),
  upTo(125, 'ans', 999, 'reserved, private', 'length'),
  upTo(126, 'ans', 999, 'reserved, private', 'length'),
  upTo(127, 'ans', 999, 'reserved, private', 'length'),
  fixed(128, 'b', 8, 'message authentication code'),
] as const satisfies readonly FieldRow[];

type Row = (typeof rows)[number];

/** Numbers of the fields that are there: 2 to 128 without 65, which would announce a third bitmap. */
export type FieldNumber = Row['field'];

/** Fields by number: bytes for format b, otherwise text. Fixed fields have their full width, with their padding. */
export type Fields = { -readonly [R in Row as R['field']]?: (R['format'] extends 'b' ? Uint8Array : string) | undefined };

/** In the order of their numbers. */
export const fieldTable: readonly FieldRow[] = rows;
