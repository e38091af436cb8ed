// Calls to addresses that others chose: what is refused, and that nothing is followed or waited for without end.

import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import test from 'node:test';

import { admitAddress, OutwardFault, post } from './post.ts';
import { isPublicAddress } from './public-address.ts';

const addresses: readonly (readonly [address: string, isPublic: boolean])[] = [
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['8.8.8.8', true],
  ['::1', false],
  ['::', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001:db8::1', false],
  ['2606:4700::1111', true],
  ['localhost', false],
];

test('only addresses of the public internet are public', () => {
  for (const [address, isPublic] of addresses) assert.equal(isPublicAddress(address), isPublic, address);
});

test('an address that is not https, holds a password, or names the own network in any spelling is refused', () => {
  const rows = [
    ['http://hooks.example.com/a', 'address-malformed'],
    ['ftp://hooks.example.com/', 'address-malformed'],
    ['nonsense', 'address-malformed'],
    ['https://user:secret@hooks.example.com/', 'address-malformed'],
    ['https://127.0.0.1/', 'address-private'],
    ['https://2130706433/', 'address-private'],
    ['https://0x7f.1/', 'address-private'],
    ['https://[::1]/', 'address-private'],
    ['https://[::ffff:127.0.0.1]/', 'address-private'],
    ['https://localhost/', 'address-private'],
    ['https://db.internal/', 'address-private'],
    ['https://printer/', 'address-private'],
    ['https://169.254.169.254/latest', 'address-private'],
  ] as const;
  for (const [address, reason] of rows) assert.equal(admitAddress(address, false), reason, address);
  assert.ok(admitAddress('https://hooks.example.com/a?b=c', false) instanceof URL);
  assert.ok(admitAddress('http://127.0.0.1:8080/', true) instanceof URL);
});

async function serve(t: { after(work: () => void): void }, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
}

const call = { headers: { 'content-type': 'text/plain' }, body: 'hello', timeoutMs: 1000, allowPrivate: true };

test('a redirect is not followed, a long answer is cut, a silent server is left after the time limit', async (t) => {
  const calls: string[] = [];
  const redirecting = await serve(t, (request, response) => {
    calls.push(request.url ?? '');
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  assert.equal((await post(redirecting, call)).status, 302);
  assert.deepEqual(calls, ['/']);
  const talkative = await serve(t, (_request, response) => response.end('x'.repeat(1_000_000)));
  assert.equal((await post(talkative, call)).answer.length, 2048);
  const silent = await serve(t, () => undefined);
  await assert.rejects(post(silent, { ...call, timeoutMs: 100 }), (error) => error instanceof OutwardFault && error.reason === 'timeout');
});

test('a name that resolves to the own machine is refused when it is resolved', async () => {
  const guarded = { ...call, allowPrivate: false };
  await assert.rejects(post('https://localhost.localdomain:1/', guarded), (error) => error instanceof OutwardFault);
  await assert.rejects(
    post('https://127.0.0.1:1/', guarded),
    (error) => error instanceof OutwardFault && error.reason === 'address-private',
  );
});
