// The handset's door: demo data for this machine's own browser, and nothing of it for anybody else.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';

import { seedAccounts } from '../../../demo/accounts.ts';
import { seedCustomers } from '../../../demo/customers.ts';
import { demoDisplay } from '../../../demo/hard-tokens.ts';
import { openMailDrop } from '../../../demo/mail-drop.ts';
import { openSmsCentre } from '../../../demo/sms-centre.ts';
import { readAnswer, type Answer } from '../../../testing/bank-door.ts';
import { testDeps } from '../../../testing/deps.ts';
import { testFolder } from '../../../testing/messages.ts';
import { handsetDoor } from './door.ts';

async function open(t: TestContext) {
  const deps = await testDeps(t);
  const folder = testFolder(t);
  const customers = await seedCustomers(deps.database, deps.keys, deps.programme, deps.clock.now());
  const cards = await seedAccounts(deps.database, deps.keys, deps.programme, customers, deps.clock.now());
  const sms = await openSmsCentre({ port: 0, folder: join(folder, 'sms') });
  const mail = await openMailDrop({ port: 0, folder: join(folder, 'mail') });
  const staff = [{ userName: 'salma', name: 'Salma Al Harrasi', roles: ['branch'] as const, invitation: 'secret-of-the-invitation' }];
  const app = await handsetDoor(deps, { sms, mail, customers, cards, staff, port: 8420 });
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  t.after(async () => {
    await app.close();
    await Promise.all([sms.close(), mail.close()]);
  });
  const origin = `http://127.0.0.1:${port}`;
  const get = async (path: string): Promise<Answer> => await readAnswer(await fetch(`${origin}/handset/v1${path}`));
  return { deps, sms, origin, port: Number(port), customers, cards, get };
}

test('each demo customer has a phone of their own, with what is special about them', async (t) => {
  const { get, customers } = await open(t);
  const { body } = await get('/phones');
  assert.equal(body.phones.length, customers.length);
  const traits = Object.fromEntries(body.phones.map((phone: { slug: string; traits: string[] }) => [phone.slug, phone.traits]));
  assert.deepEqual(
    [traits.salim, traits.maryam, traits.thomas, traits.fatma],
    [[], ['foreign-number'], ['not-enrolled'], ['hard-token', 'joint-account']],
  );
  assert.equal(new Set(body.phones.map((phone: { slug: string }) => phone.slug)).size, customers.length);
  assert.equal(body.doors.token, 'http://{slug}.localhost:8421');
  assert.equal(body.staff[0].enrol, 'http://localhost:8422/enrol#secret-of-the-invitation');
});

test('the wallet holds the card that was issued, and the device shows the code of its moment', async (t) => {
  const { get, cards, customers, deps } = await open(t);
  const daniyar = customers.find(({ nameLatin }) => nameLatin.startsWith('Daniyar'));
  const { body } = await get('/phones/daniyar/wallet');
  const card = cards.find(({ customerId }) => customerId === daniyar?.id);
  assert.deepEqual(body.card, { number: card?.cardNumber, pin: card?.cardPin, expiresOn: card?.expiresOn });
  const device = await get(`/devices/${body.device.serial}`);
  assert.equal(device.body.code, demoDisplay(deps.keys, body.device.serial, deps.clock.now()));
  assert.equal((await get('/devices/RZ00000000')).status, 404);
  assert.equal((await get('/phones/nobody/wallet')).status, 404);
});

test('an SMS that is written on a phone leaves from its number, and the stream shows it at once', async (t) => {
  const { origin, customers } = await open(t);
  const salim = customers.find(({ nameLatin }) => nameLatin.startsWith('Salim'));
  const aborting = new AbortController();
  const stream = await fetch(`${origin}/handset/v1/phones/salim/events`, { signal: aborting.signal });
  t.after(() => aborting.abort());
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.ok(reader !== undefined);
  const sent = await fetch(`${origin}/handset/v1/phones/salim/sms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: '90909', text: 'RAMZ 4711' }),
  });
  assert.equal(sent.status, 202);
  let heard = '';
  while (!heard.includes('RAMZ 4711')) heard += (await reader.read()).value ?? '';
  assert.match(heard, /event: inbox/);
  assert.ok(heard.includes(salim?.mobile ?? '?'));
});

test('a name of somebody else that leads to this machine reads no cards and no PINs', async (t) => {
  const { port } = await open(t);
  const status = async (host: string): Promise<number> =>
    await new Promise((resolve, failed) => {
      request({ host: '127.0.0.1', port, path: '/handset/v1/phones/salim/wallet', headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', failed)
        .end();
    });
  for (const host of ['localhost', '127.0.0.1:8423', 'salim.localhost:8423']) assert.equal(await status(host), 200, host);
  for (const host of ['evil.example', 'localhost.evil.example:8423', 'evil-localhost']) assert.equal(await status(host), 404, host);
});

test('the page may frame the token app alone, and passes the camera on to it', async (t) => {
  const { get } = await open(t);
  const { headers } = await get('/phones');
  assert.match(headers.get('content-security-policy') ?? '', /frame-src http:\/\/\*\.localhost:8421(;|$)/);
  assert.match(headers.get('permissions-policy') ?? '', /camera=\*/);
});

test('a vendor’s delivery for the console’s import is a PSKC file of devices that are not in stock yet', async (t) => {
  const { get } = await open(t);
  const { headers, text } = await get('/delivery');
  assert.match(headers.get('content-disposition') ?? '', /attachment; filename="[\w.-]+\.xml"/);
  assert.match(text, /KeyContainer/);
});
