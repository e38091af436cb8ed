// PC-04: wherever one looks, card number, PIN and CVV2 are not there in clear.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test from 'node:test';

import { openCardSecurity } from '../modules/card-security/index.ts';
import { card, takePin } from '../modules/cards/index.ts';
import { openKeyStore, rotateKeys } from '../modules/keys/index.ts';
import { createEndpoint, deliverWebhooks } from '../modules/webhooks/index.ts';
import { sealedColumns } from '../wire-keys.ts';
import { wholeDatabase } from './card-dump.ts';
import { approved, cardholder, openCardFor, secretsOf } from './card-acts.ts';
import { must, openWorld } from './world.ts';

/** The forms in which digits could lie about: as text, as bytes in hexadecimal, in base64 at each of its three places. */
function formsOf(digits: string): string[] {
  const bytes = Buffer.from(digits);
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [digits, bytes.toString('hex'), ...base64, (digits.match(/.{4}/g) ?? []).join(' ')];
}

/** Whether short digits stand somewhere by themselves, not inside a longer number, time or id. */
const standsAlone = (text: string, digits: string): boolean => new RegExp(`(?<![0-9A-Za-z.:_+-])${digits}(?![0-9A-Za-z.:_+-])`).test(text);

test('PC-04 number, PIN and CVV2 are nowhere in clear: not in the database, the log, the evidence, a message or a webhook', async (t) => {
  const world = await openWorld(t);
  const heard: string[] = [];
  const listener = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push(`${JSON.stringify(request.headers)} ${body}`);
      response.end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  t.after(() => void listener.close());
  const { port } = listener.address() as { port: number };
  const url = `http://127.0.0.1:${port}/cards`;
  const { database, keys, clock } = world.deps;
  const endpoint = { programme: world.programme.programme, url, eventTypes: [] };
  must(await createEndpoint(database, keys, endpoint, { allowPrivate: true }, clock.now()));

  const salim = await cardholder(world, { active: false });
  const path = `/bank/v1/cards/${salim.cardId}`;
  await approved(salim, 'card-activation', { cardId: salim.cardId });
  const forPin = await approved(salim, 'card-details', { cardId: salim.cardId, shows: 'pin' });
  const first = (await salim.bank.post(`${path}/pin`, { operationId: forPin.operationId })).body.pin as string;
  const forNumber = await approved(salim, 'card-details', { cardId: salim.cardId, shows: 'number' });
  const { number, cvv2 } = (await salim.bank.post(`${path}/details`, { operationId: forNumber.operationId })).body as Record<
    string,
    string
  >;
  const forChange = await approved(salim, 'card-pin-change', { cardId: salim.cardId });
  const refused = await salim.bank.post(`${path}/pin-change`, { operationId: forChange.operationId, pin: '98765x4321' });
  assert.equal(refused.reason, 'pin-malformed');
  const chosen = '2580';
  assert.equal((await salim.bank.post(`${path}/pin-change`, { operationId: forChange.operationId, pin: chosen })).status, 200);
  await approved(salim, 'card-replacement', { cardId: salim.cardId, reason: 'stolen', form: 'virtual' });
  const [, next] = (await salim.bank.get(`/bank/v1/card-accounts/${salim.accountId}`)).body.cards as { cardId: string }[];
  const fresh = await secretsOf(world, next?.cardId ?? '');
  // What a caller sends by mistake is not kept either.
  await salim.bank.post(`${path}/details`, { operationId: number });
  await salim.bank.get(`/bank/v1/cards/${number}`);
  await world.deliver();
  while ((await deliverWebhooks({ database, keys, clock, allowPrivate: true })) > 0);

  const places = {
    database: await wholeDatabase(world),
    log: world.deps.logged.join('\n'),
    evidence: JSON.stringify((await salim.bank.get(`/bank/v1/operations/${forNumber.operationId}/evidence`)).body),
    messages: (await world.texts(salim.person.mobile)).join('\n'),
    webhooks: heard.join('\n'),
  };
  assert.match(places.database, /card_detail_grants \{/);
  assert.match(places.database, /evidence_records .*card-details-shown/);
  assert.match(places.webhooks, /card\.activated/);
  assert.match(places.messages, /card ending in/);
  for (const [place, text] of Object.entries(places)) {
    for (const pan of [number ?? '', fresh.pan]) {
      assert.equal(pan.length, 16);
      for (const form of formsOf(pan)) assert.equal(text.includes(form), false, `a card number is in ${place}`);
    }
    for (const pin of [first, chosen]) {
      // A PIN of chance may be an amount, a count or somebody's last four digits; the chosen one is not.
      if (pin === chosen) assert.equal(standsAlone(text, pin), false, `a PIN is in ${place}`);
      assert.equal(text.includes(`"${pin}"`), false, `a PIN is in ${place}`);
    }
    assert.equal(text.includes(`"${cvv2}"`) || text.includes(`cvv2":${cvv2}`), false, `a CVV2 is in ${place}`);
  }
});

test('a rotation of the keys seals card keys, numbers, PINs and waiting PINs again, and all of them still open', async (t) => {
  const world = await openWorld(t);
  const { database, keys, clock, cards, settings } = world.deps;
  const person = await world.person();
  const waiting = await openCardFor(world, person, { active: false });
  const active = await openCardFor(world, person);
  const before = keys.state().dataKeyId;
  const { broken, dataKeyId } = await rotateKeys({ folder: settings.webFolder }, { db: database, columns: sealedColumns }, clock.now());
  assert.deepEqual(broken, []);
  assert.notEqual(dataKeyId, before);
  const left = (await wholeDatabase(world))
    .split('\n')
    .filter((line) => /^(cards|card_keys|card_pins_waiting) /.test(line) && line.includes(`\\\\x01${before}`));
  assert.deepEqual(left, [], 'nothing of cards is under the data key before');
  const store = await openKeyStore({ folder: settings.webFolder });
  const reopened = await openCardSecurity(database, store, clock.now());
  assert.deepEqual(reopened.keys(), cards.security.keys());
  const there = { ...cards, keys: store, security: reopened };
  const pin = await database.transaction(async (tx) => await takePin(tx, there, { cardId: waiting.cardId, actor: 'system' }, clock.now()));
  assert.match(must(pin), /^\d{4}$/);
  const found = await card(database, active.cardId);
  assert.ok(found?.pinSealed);
  const owner = { cardId: found.id, accountId: found.accountId };
  assert.equal(reopened.openNumber(owner, found.numberSealed), active.pan);
  assert.equal(reopened.verifyPin(owner, active.pan, active.pin, found.pinSealed), 'right');
});
