// The issuer API: keys and scopes, operations that happen once, and a database that goes away and comes back.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';

import pg from 'pg';
import { Webhook } from 'standardwebhooks';

import { accountsOf } from '../../../modules/accounts/index.ts';
import { demoDisplay } from '../../../demo/hard-tokens.ts';
import { tokenOf } from '../../../modules/hard-tokens/index.ts';
import { readPublicKeys, verifyEvidence } from '../../../modules/evidence/index.ts';
import { deliverWebhooks } from '../../../modules/webhooks/index.ts';
import { openBankDoor, type BankDoor } from '../../../testing/bank-door.ts';

const nobody = '0195a5c0-7a11-7cc2-9f3e-0c2a5d8e4b10';

/** A transfer of the customer who has a hard token, in JSON. */
async function transfer({ deps, customers }: BankDoor, minor = 12_500): Promise<{ customerId: string; kind: string; params: object }> {
  const holder = customers.find(({ hardToken }) => hardToken);
  const payee = customers[0];
  assert.ok(holder && payee);
  const [from] = await accountsOf(deps.database, holder.id);
  const [to] = await accountsOf(deps.database, payee.id);
  return {
    customerId: holder.id,
    kind: 'transfer-customer',
    params: { from: from?.id, to: to?.number, amount: { currency: 'OMR', minor: String(minor) } },
  };
}

test('an operation is asked for, watched, approved by a hard-token code, and proved', async (t) => {
  const door = await openBankDoor(t);
  const client = await door.client();
  const wanted = await transfer(door);
  const created = await client('POST', '/v1/operations', wanted);
  assert.equal(created.status, 201, created.text);
  const path = `/v1/operations/${created.body.operationId}`;
  assert.equal(created.headers.get('location'), path);
  assert.deepEqual(
    [created.body.customerId, created.body.status, created.body.approval.authenticator],
    [wanted.customerId, 'pending', 'hard'],
  );
  assert.deepEqual((await client('GET', path)).body, created.body);

  const token = await tokenOf(door.deps.database, wanted.customerId);
  const wrong = await client('POST', `${path}/code`, { code: '000000' });
  assert.equal(wrong.reason, 'wrong-code');
  const stream = client('GET', `${path}/events`);
  const approved = await client('POST', `${path}/code`, { code: demoDisplay(door.deps.keys, token?.serial ?? '', door.deps.clock.now()) });
  assert.equal(approved.body.status, 'executed', approved.text);
  assert.match((await stream).text, /event: operation\ndata: .*"status":"executed"/);
  assert.equal((await client('POST', `${path}/cancel`)).reason, 'operation-decided');

  const proof = await client('GET', `${path}/evidence`);
  assert.equal(verifyEvidence(proof.text, readPublicKeys(door.deps.keys.publicKeyPem)).findings.length, 0);
  const list = await client('GET', `/v1/operations?customerId=${wanted.customerId}&status=executed`);
  assert.deepEqual(
    list.body.operations.map(({ operationId }: { operationId: string }) => operationId),
    [created.body.operationId],
  );
});

test('operations are listed in pages, and cancelled while they wait', async (t) => {
  const door = await openBankDoor(t);
  const client = await door.client();
  const ids: string[] = [];
  for (let nth = 0; nth < 3; nth += 1) {
    ids.push((await client('POST', '/v1/operations', await transfer(door, 1_000 + nth))).body.operationId);
    door.deps.clock.advance(1);
  }
  const { customerId } = await transfer(door);
  const first = await client('GET', `/v1/operations?customerId=${customerId}&limit=2`);
  const second = await client('GET', `/v1/operations?customerId=${customerId}&limit=2&cursor=${first.body.next}`);
  const listed = [...first.body.operations, ...second.body.operations].map(({ operationId }: { operationId: string }) => operationId);
  assert.deepEqual([listed, second.body.next], [ids.toReversed(), undefined]);
  assert.equal((await client('POST', `/v1/operations/${ids[0]}/cancel`)).body.status, 'cancelled');
});

test('64 requests with one Idempotency-Key make one operation and hold the money once', async (t) => {
  const door = await openBankDoor(t);
  const client = await door.client();
  const wanted = await transfer(door);
  const answers = await Promise.all(
    Array.from({ length: 64 }, () => client('POST', '/v1/operations', wanted, { 'idempotency-key': 'rent-march' })),
  );
  const made = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.operationId));
  assert.equal(made.size, 1, answers.map(({ status, reason }) => `${status} ${reason}`).join());
  assert.ok(
    answers.every(({ status }) => status === 201 || status === 409),
    answers.map(({ status, reason }) => `${status} ${reason}`).join(),
  );
  const [account] = await accountsOf(door.deps.database, wanted.customerId);
  assert.equal(account?.held, 12_500n);
  const other = await client(
    'POST',
    '/v1/operations',
    { ...wanted, params: { ...wanted.params, amount: { currency: 'OMR', minor: '1' } } },
    { 'idempotency-key': 'rent-march' },
  );
  assert.deepEqual([other.status, other.reason], [422, 'idempotency-key-reused']);
  assert.equal((await client('POST', '/v1/operations', wanted, { 'idempotency-key': '' })).reason, 'idempotency-key-missing');
  const second = await door.client();
  const theirs = await second('POST', '/v1/operations', wanted, { 'idempotency-key': 'rent-march' });
  assert.ok(theirs.status === 201 && !made.has(theirs.body.operationId), 'keys of two clients never meet');
});

test('customers are found by their number or mobile number, with contacts hidden', async (t) => {
  const door = await openBankDoor(t);
  const client = await door.client(['customers:read']);
  for (const query of ['number=1004217', 'mobile=92345678', `mobile=${encodeURIComponent('+968 9234 5678')}`]) {
    const { body } = await client('GET', `/v1/customers?${query}`);
    assert.deepEqual(
      body.customers.map(({ customerId, mobile, email }: Record<string, string>) => [customerId, mobile, email]),
      [[door.customers[0]?.id, '+968 •••• 5678', 's•••@mail.example']],
    );
  }
  assert.deepEqual((await client('GET', '/v1/customers?number=999')).body.customers, []);
  assert.equal((await client('GET', '/v1/customers')).reason, 'invalid-request');
  const { body } = await client('GET', `/v1/customers/${door.customers[0]?.id}/token`);
  assert.deepEqual([body.active, body.eligible], ['none', true]);
  assert.equal((await client('GET', `/v1/customers/${nobody}`)).reason, 'customer-unknown');
});

test('a key without the scope, a wrong key and no key are refused before anything is read', async (t) => {
  const door = await openBankDoor(t);
  const reader = await door.client(['customers:read']);
  const rows = [
    ['POST', '/v1/operations'],
    ['GET', `/v1/operations/${nobody}`],
    ['POST', `/v1/operations/${nobody}/cancel`],
    ['GET', `/v1/operations/${nobody}/evidence`],
    ['GET', `/v1/operations/${nobody}/events`],
    ['GET', '/v1/keys'],
    ['POST', '/v1/keys/rotate'],
  ] as const;
  for (const [method, path] of rows) {
    const body = method === 'POST' ? '{"cut' : undefined;
    const refused = await reader(method, path, body);
    assert.deepEqual([refused.status, refused.reason], [403, 'scope-missing'], `${method} ${path}`);
    const bare = await door.call(method, path, body);
    assert.deepEqual(
      [bare.status, bare.reason, bare.headers.get('www-authenticate')],
      [401, 'api-key-missing', 'Bearer'],
      `${method} ${path}`,
    );
    assert.equal((await door.call(method, path, body, { authorization: `Bearer ramz_live_${'x'.repeat(43)}` })).reason, 'api-key-unknown');
  }
  const browser = door.browser();
  await browser.call('POST', '/bank/v1/sign-in', door.customers[0]?.signIn);
  assert.equal((await browser.call('GET', `/v1/operations/${nobody}`)).reason, 'api-key-missing', 'a cookie opens nothing here');
});

test('a key is rotated with an overlap and revoked at once', async (t) => {
  const door = await openBankDoor(t);
  const client = await door.client();
  const fresh = await client('POST', '/v1/keys/rotate', { overlapSeconds: 60, scopes: ['customers:read', 'keys:write'] });
  assert.equal(fresh.status, 201, fresh.text);
  const authorization = { authorization: `Bearer ${fresh.body.key}` };
  assert.equal((await door.call('GET', '/v1/customers?number=1', undefined, authorization)).status, 200);
  assert.equal((await door.call('GET', `/v1/operations/${nobody}`, undefined, authorization)).reason, 'scope-missing');
  const { keys } = (await client('GET', '/v1/keys')).body;
  assert.equal(keys.length, 2);
  assert.ok(keys.every((key: Record<string, unknown>) => !('key' in key) && !('digest' in key)));
  const old = keys.find(({ keyId }: { keyId: string }) => keyId !== fresh.body.keyId);
  assert.equal((await door.call('DELETE', `/v1/keys/${old.keyId}`, undefined, authorization)).status, 204);
  assert.equal((await client('GET', '/v1/keys')).reason, 'api-key-unknown');
  assert.equal((await door.call('DELETE', `/v1/keys/${fresh.body.keyId}`, undefined, authorization)).reason, 'last-key');
});

test('malformed operations are refused with the field and change nothing', async (t) => {
  const door = await openBankDoor(t);
  const client = await door.client();
  const good = await transfer(door);
  const rows: [object | string, string, string?][] = [
    [{ ...good, extra: 1 }, 'invalid-request', 'body/extra'],
    [{ ...good, customerId: 'x' }, 'invalid-request', 'body/customerId'],
    [{ ...good, customerId: nobody }, 'customer-unknown'],
    [{ ...good, kind: 'constructor' }, 'operation-kind-unknown'],
    [{ ...good, kind: 'view-accounts' }, 'operation-kind-unknown'],
    [{ ...good, params: {} }, 'params-malformed'],
    [{ ...good, params: { ...good.params, amount: { currency: 'OMR', minor: '1e3' } } }, 'amount-malformed'],
    [`{"a":${'['.repeat(100)}${']'.repeat(100)}}`, 'json-too-deep'],
    ['{"customerId":', 'malformed-json'],
  ];
  for (const [body, reason, field] of rows) {
    const answer = await client('POST', '/v1/operations', body);
    assert.equal(answer.reason, reason, answer.text);
    if (field !== undefined) assert.equal(answer.body.errors[0].field, field);
  }
  assert.deepEqual((await client('GET', `/v1/operations?customerId=${good.customerId}`)).body.operations, []);
});

test('while the database is away the answer is 503 with Retry-After; when it is back the same process goes on', async (t) => {
  const door = await openBankDoor(t);
  const client = await door.client();
  const name = new URL(door.deps.url).pathname.slice(1);
  const admin = new pg.Client({ connectionString: door.deps.url.replace(`/${name}`, '/postgres') });
  await admin.connect();
  t.after(() => admin.end());
  assert.equal((await client('GET', '/v1/customers?number=1004217')).status, 200);
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1`, [name]);
  const away = await client('GET', '/v1/customers?number=1004217');
  assert.deepEqual([away.status, away.reason, away.headers.get('retry-after')], [503, 'database-unavailable', '2']);
  assert.doesNotMatch(away.text, /postgres|127\.0\.0\.1|FATAL/);
  await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  // A connection that died with the server may answer once more; the client tries again, as Retry-After says.
  let back = 503;
  for (let tries = 0; tries < 20 && back !== 200; tries += 1) {
    back = (await client('GET', '/v1/customers?number=1004217')).status;
    if (back !== 200) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal(back, 200);
});

test('an endpoint hears how operations end, signed with the secret that was shown once', async (t) => {
  const door = await openBankDoor(t, { allowPrivateWebhooks: true });
  const client = await door.client();
  const heard: { headers: Record<string, string>; body: string }[] = [];
  const receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ headers: request.headers as Record<string, string>, body: Buffer.concat(parts).toString() });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve));
  t.after(() => receiver.close());
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;

  const made = await client('POST', '/v1/webhooks', { url, description: 'ledger', eventTypes: ['operation.cancelled', 'endpoint.test'] });
  assert.equal(made.status, 201, made.text);
  const { secret, ...shown } = made.body;
  assert.deepEqual((await client('GET', '/v1/webhooks')).body.endpoints, [shown], 'the secret is not told again');
  assert.equal((await client('POST', '/v1/webhooks/test')).status, 202);
  const operation = (await client('POST', '/v1/operations', await transfer(door))).body;
  await client('POST', `/v1/operations/${operation.operationId}/cancel`);
  const { database, keys, clock } = door.deps;
  while ((await deliverWebhooks({ database, keys, clock, allowPrivate: true })) > 0);

  const bodies = heard.map(({ headers, body }) => {
    const webhook = new Webhook(secret);
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    assert.equal(
      headers['webhook-signature'],
      webhook.sign(headers['webhook-id'] ?? '', new Date(Number(headers['webhook-timestamp']) * 1000), body),
      signed,
    );
    return JSON.parse(body) as { type: string; data: Record<string, unknown> };
  });
  assert.deepEqual(bodies.map(({ type }) => type).sort(), ['endpoint.test', 'operation.cancelled']);
  const cancelled = bodies.find(({ type }) => type === 'operation.cancelled')?.data;
  assert.deepEqual(
    [cancelled?.['operationId'], cancelled?.['customerId'], cancelled?.['status'], cancelled?.['details']],
    [operation.operationId, operation.customerId, 'cancelled', operation.details],
  );
  const { deliveries } = (await client('GET', `/v1/webhooks/${shown.endpointId}/deliveries`)).body;
  assert.deepEqual(
    deliveries.map(({ status, lastAnswer }: Record<string, string>) => [status, lastAnswer]),
    [
      ['delivered', '204'],
      ['delivered', '204'],
    ],
  );

  assert.equal((await client('PATCH', `/v1/webhooks/${shown.endpointId}`, { active: false })).body.disabledBecause, 'by-client');
  const again = await client('POST', `/v1/webhooks/${shown.endpointId}/secret`);
  assert.ok(again.body.secret.startsWith('whsec_') && again.body.secret !== secret);
  assert.equal((await client('DELETE', `/v1/webhooks/${shown.endpointId}`)).status, 204);
  assert.equal((await client('DELETE', `/v1/webhooks/${shown.endpointId}`)).reason, 'endpoint-unknown');
});

test('webhooks go to public https addresses only', async (t) => {
  const door = await openBankDoor(t);
  const client = await door.client();
  for (const url of [
    'http://bank.example/hook',
    'https://127.0.0.1/',
    'https://10.0.0.8/',
    'https://[::1]/',
    'https://169.254.169.254/latest',
    'ftp://bank.example',
    'not a url',
    'https://user:secret@bank.example/',
  ]) {
    assert.equal((await client('POST', '/v1/webhooks', { url })).reason, 'endpoint-url-refused', url);
  }
  assert.equal(
    (await client('POST', '/v1/webhooks', { url: 'https://bank.example/hook', eventTypes: ['operation.dreamt'] })).reason,
    'invalid-request',
  );
  assert.equal((await client('POST', '/v1/webhooks', { url: 'https://bank.example/hook' })).status, 201);
});
