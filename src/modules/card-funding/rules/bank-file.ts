// Files for the other banks of the country: direct debits (ISO 20022 pain.008.001.08) and credit transfers (pain.001.001.09).

import { toDecimal, type Currency } from '../../../kernel/money.ts';

/** One order of a file. `reference` comes back in the answer: at most 35 characters. */
export type BankOrder = {
  readonly reference: string;
  readonly amount: bigint;
  readonly iban: string;
  readonly bankCode: string;
  readonly name: string;
  /** Of a collection: the leave that it rests on. */
  readonly mandate?: { readonly reference: string; /** ISO date. */ readonly givenOn: string };
};

export type BankFile = {
  readonly kind: 'collections' | 'payouts';
  readonly messageId: string;
  /** ISO instant of making. */
  readonly madeAt: string;
  /** ISO date on which the other banks should book. */
  readonly executeOn: string;
  readonly currency: Currency;
  readonly bank: { readonly name: string; readonly code: string; readonly iban: string };
  readonly orders: readonly BankOrder[];
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML 1.0 section 2.2: of the control characters tab, line feed and carriage return alone; no halves of pairs, no non-characters. */
const isXml = (character: string): boolean =>
  ['\t', '\n', '\r'].includes(character) || (/^[^\p{Cc}\p{Cs}]$/u.test(character) && character !== '\ufffe' && character !== '\uffff');

/** Text for XML 1.0: its five characters escaped, what it cannot carry left out. */
export const xmlText = (text: string): string =>
  Array.from(text)
    .filter(isXml)
    .map((character) => escapes[character] ?? character)
    .join('');

type Node = readonly [name: string, content: string | readonly Node[], attributes?: Readonly<Record<string, string>>];

function write([name, content, attributes = {}]: Node, indent: string): string {
  const head = `${indent}<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${xmlText(value)}"`)
    .join('')}>`;
  if (typeof content === 'string') return `${head}${xmlText(content)}</${name}>\n`;
  return `${head}\n${content.map((child) => write(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}

const agent = (name: string, code: string): Node => [name, [['FinInstnId', [['ClrSysMmbId', [['MmbId', code]]]]]]];
const party = (name: string, text: string): Node => [name, [['Nm', Array.from(text).slice(0, 140).join('')]]];
const account = (name: string, iban: string): Node => [name, [['Id', [['IBAN', iban]]]]];

function debit(file: BankFile, order: BankOrder): Node {
  const { mandate } = order;
  if (mandate === undefined) throw new Error('bug: a collection without its mandate');
  return [
    'DrctDbtTxInf',
    [
      ['PmtId', [['EndToEndId', order.reference]]],
      ['InstdAmt', toDecimal({ currency: file.currency, minor: order.amount }), { Ccy: file.currency }],
      [
        'DrctDbtTx',
        [
          [
            'MndtRltdInf',
            [
              ['MndtId', mandate.reference],
              ['DtOfSgntr', mandate.givenOn],
            ],
          ],
        ],
      ],
      agent('DbtrAgt', order.bankCode),
      party('Dbtr', order.name),
      account('DbtrAcct', order.iban),
    ],
  ];
}

const transfer = (file: BankFile, order: BankOrder): Node => [
  'CdtTrfTxInf',
  [
    ['PmtId', [['EndToEndId', order.reference]]],
    ['Amt', [['InstdAmt', toDecimal({ currency: file.currency, minor: order.amount }), { Ccy: file.currency }]]],
    agent('CdtrAgt', order.bankCode),
    party('Cdtr', order.name),
    account('CdtrAcct', order.iban),
  ],
];

/** The file as it is sent: one payment block, every order once, count and sum in the header so that a cut file shows. */
export function writeBankFile(file: BankFile): string {
  const { kind, messageId, madeAt, executeOn, currency, bank, orders } = file;
  const sum = toDecimal({ currency, minor: orders.reduce((total, { amount }) => total + amount, 0n) });
  const totals: Node[] = [
    ['NbOfTxs', String(orders.length)],
    ['CtrlSum', sum],
  ];
  const header: Node = ['GrpHdr', [['MsgId', messageId], ['CreDtTm', madeAt], ...totals, party('InitgPty', bank.name)]];
  const collects = kind === 'collections';
  const own = collects ? (['Cdtr', 'CdtrAcct', 'CdtrAgt'] as const) : (['Dbtr', 'DbtrAcct', 'DbtrAgt'] as const);
  const block: Node = [
    'PmtInf',
    [
      ['PmtInfId', messageId],
      ['PmtMtd', collects ? 'DD' : 'TRF'],
      ...totals,
      collects ? ['ReqdColltnDt', executeOn] : ['ReqdExctnDt', [['Dt', executeOn]]],
      party(own[0], bank.name),
      account(own[1], bank.iban),
      agent(own[2], bank.code),
      ...orders.map((order) => (collects ? debit(file, order) : transfer(file, order))),
    ],
  ];
  const [schema, root] = collects ? ['pain.008.001.08', 'CstmrDrctDbtInitn'] : ['pain.001.001.09', 'CstmrCdtTrfInitn'];
  const document: Node = ['Document', [[root, [header, block]]], { xmlns: `urn:iso:std:iso:20022:tech:xsd:${schema}` }];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(document, '')}`;
}
