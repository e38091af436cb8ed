// A file of connections is read with its defaults or refused with every mistake; an address finds the connection that it belongs to.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ProgrammeFault } from '../../modules/programmes/index.ts';
import { finderOf, readConnections } from './connections.ts';

const text = `
connections:
  - { name: national-switch, dialect: binary-87, addresses: [10.20.0.0/16, 192.0.2.7], zpk: national-switch, inFlightMax: 64 }
  - { name: scheme, dialect: base-87, addresses: ['2001:db8::/32'], zpk: scheme }
`;

test('figures that are left out are the defaults', () => {
  const [first, second] = readConnections('connections.yaml', text);
  assert.deepEqual([first?.inFlightMax, second?.inFlightMax, first?.answerSeconds], [64, 512, 10]);
});

const addresses: readonly (readonly [string, string | undefined])[] = [
  ['10.20.255.1', 'national-switch'],
  ['::ffff:10.20.3.4', 'national-switch'],
  ['192.0.2.7', 'national-switch'],
  ['192.0.2.8', undefined],
  ['2001:db8:1::1', 'scheme'],
  ['127.0.0.1', undefined],
  ['', undefined],
];
for (const [address, name] of addresses) {
  test(`a line from ${address === '' ? 'nowhere' : address} belongs to ${name ?? 'nobody'}`, () => {
    assert.equal(finderOf(readConnections('connections.yaml', text))(address)?.name, name);
  });
}

const wrong: readonly (readonly [rule: string, from: string, to: string, told: RegExp])[] = [
  ['an unknown dialect is named', 'dialect: binary-87', 'dialect: latin-87', /dialect/],
  ['an address that is none is named', '192.0.2.7', '192.0.2.700', /'192\.0\.2\.700' is no address/],
  ['a network too narrow is named', '10.20.0.0/16', '10.20.0.0/33', /is no address/],
  ['two connections of one name are named', 'name: scheme', 'name: national-switch', /two connections/],
  ['an address of two connections is named', "'2001:db8::/32'", '192.0.2.7', /belongs to 'national-switch' already/],
  ['an unknown field is named', 'inFlightMax: 64', 'inflight: 64', /inflight: unknown field/],
];
for (const [rule, from, to, told] of wrong) {
  test(rule, () => {
    assert.throws(
      () => readConnections('connections.yaml', text.replace(from, to)),
      (error) => error instanceof ProgrammeFault && told.test(error.message),
    );
  });
}
