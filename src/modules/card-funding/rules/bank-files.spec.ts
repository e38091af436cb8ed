// Files to other banks are whole and escaped; answers are read whole or not at all.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseXml, type XmlElement } from '../../../crypto/xml.ts';
import { readBankResults } from './bank-results.ts';
import { writeBankFile, xmlText, type BankFile } from './bank-file.ts';

const file: BankFile = {
  kind: 'collections',
  messageId: 'RAMZ20260301X1',
  madeAt: '2026-03-01T08:00:00Z',
  executeOn: '2026-03-02',
  currency: 'OMR',
  bank: { name: 'Ramz Bank', code: '099', iban: 'OM040990000001234567897' },
  orders: [
    {
      reference: 'A1',
      amount: 12_500n,
      iban: 'OM810180000001299123456',
      bankCode: '018',
      name: 'سالم <Al & Harthy>',
      mandate: { reference: 'M1', givenOn: '2026-02-01' },
    },
    {
      reference: 'A2',
      amount: 5n,
      iban: 'OM810180000001299123456',
      bankCode: '018',
      name: 'Huda',
      mandate: { reference: 'M2', givenOn: '2026-02-02' },
    },
  ],
};

const texts = (element: XmlElement, name: string): string[] => [
  ...(element.name === name ? [element.text] : []),
  ...element.children.flatMap((one) => texts(one, name)),
];

function read(text: string): XmlElement {
  const parsed = parseXml(new TextEncoder().encode(text));
  if (parsed.kind === 'refused') throw new Error(parsed.reason);
  return parsed.value;
}

test('a collection file has every order once, with its mandate, and their count and sum', () => {
  const root = read(writeBankFile(file));
  assert.equal(root.namespace, 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.08');
  assert.deepEqual(texts(root, 'EndToEndId'), ['A1', 'A2']);
  assert.deepEqual(texts(root, 'InstdAmt'), ['12.500', '0.005']);
  assert.deepEqual(texts(root, 'MndtId'), ['M1', 'M2']);
  assert.deepEqual(texts(root, 'CtrlSum'), ['12.505', '12.505']);
  assert.deepEqual(texts(root, 'NbOfTxs'), ['2', '2']);
  assert.ok(texts(root, 'Nm').includes('سالم <Al & Harthy>'));
});

test('a payout file is a credit transfer', () => {
  const root = read(writeBankFile({ ...file, kind: 'payouts' }));
  assert.equal(root.namespace, 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09');
  assert.deepEqual(texts(root, 'PmtMtd'), ['TRF']);
  assert.deepEqual(texts(root, 'MndtId'), []);
});

test('what XML cannot carry is left out', () => assert.equal(xmlText('a\u0000b\u0007<c>&\ud800'), 'ab&lt;c&gt;&amp;'));

const report = (entries: string): string =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlPmtInfAndSts>${entries}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
const entry = (reference: string, status: string, code = ''): string =>
  `<TxInfAndSts><OrgnlEndToEndId>${reference}</OrgnlEndToEndId><TxSts>${status}</TxSts>${code === '' ? '' : `<StsRsnInf><Rsn><Cd>${code}</Cd></Rsn></StsRsnInf>`}</TxInfAndSts>`;

const answers: [rule: string, text: string, told: string][] = [
  [
    'settled, returned and under way',
    report(`${entry('A1', 'ACSC')}${entry('A2', 'RJCT', 'AM04')}${entry('A3', 'PDNG')}`),
    'A1 settled ; A2 returned AM04',
  ],
  ['an unknown status', report(entry('A1', 'WHAT')), 'results-malformed'],
  ['an entry without a reference', report(entry('', 'ACSC')), 'results-malformed'],
  ['another document', '<?xml version="1.0"?><Document xmlns="urn:other"/>', 'results-malformed'],
  ['a document that was cut', report(entry('A1', 'ACSC')).slice(0, 150), 'results-malformed'],
  ['lines', 'reference,result,reason\nA1,settled,\nA2,returned,AC04\n', 'A1 settled ; A2 returned AC04'],
  ['lines without their header', 'A1,settled,\n', 'results-malformed'],
  ['a line with another word', 'reference,result,reason\nA1,perhaps,\n', 'results-malformed'],
  ['a line with too many cells', 'reference,result,reason\nA1,settled,,x\n', 'results-malformed'],
];
for (const [rule, text, told] of answers) {
  test(`an answer: ${rule}`, () => {
    const outcome = readBankResults(text);
    const said =
      outcome.kind === 'refused'
        ? outcome.reason
        : outcome.value.map(({ reference, result, reason }) => `${reference} ${result} ${reason}`.trim()).join(' ; ');
    assert.equal(said, told);
  });
}
