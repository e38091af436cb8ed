// The kiosk's port: what a machine's screen is told of the person in front of it.

import { strict as assert } from 'node:assert';
import { tmpdir } from 'node:os';
import { test } from 'node:test';

import { pino } from 'pino';

import { kioskKeys, kioskProof, sealForKiosk } from '../../../crypto/kiosk-device.ts';
import { maskMobile } from '../../../modules/customers/index.ts';
import { registerKiosk, type KioskContext } from '../../../modules/kiosk/index.ts';
import { programmeNamed } from '../../../modules/programmes/index.ts';
import { statement } from '../../../postgres/database.ts';
import { cardWorld } from '../../../testing/card-world.ts';
import { kioskDoor } from './door.ts';

const holderStatement = statement('test_kiosk_holder', `SELECT name, name_latin AS latin, mobile FROM customers c WHERE c.id = $1`);

test('a card without its PIN shows the screen neither the name nor the mobile of its holder; with it they are shown, masked', async (t) => {
  const world = await cardWorld(t);
  const { ctx, db } = world;
  const card = await world.card(10_000n);
  const registered = await registerKiosk(ctx, { programme: 'oman-prepaid', name: 'K1', place: 'Ruwi' }, ctx.clock.now());
  assert.ok(registered.kind === 'done');
  const { kioskId, key } = registered.value;
  const keys = kioskKeys(key);
  const app = await kioskDoor({
    ...ctx,
    programme: programmeNamed(ctx.programmes, 'oman-token'),
    logger: pino({ level: 'silent' }),
    settings: { origins: {}, webFolder: tmpdir(), trustedProxies: [], requestsPerSecondMax: 0, simulator: false },
    kiosks: ctx as unknown as KioskContext,
    kioskDevices: 'http://127.0.0.1:1',
  });
  const origin = `http://localhost:${new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port}`;
  t.after(() => app.close());
  let cookie = '';
  const call = async (method: string, path: string, body?: unknown, language = 'en') => {
    const response = await fetch(`${origin}/kiosk/v1${path}`, {
      method,
      headers: { origin, cookie, 'accept-language': language, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const text = await response.text();
    return { status: response.status, text, body: text === '' ? undefined : (JSON.parse(text) as Record<string, string>) };
  };
  const at = ctx.clock.now().toString();
  const on = await call('POST', '/sign-on', { kioskId, at, proof: kioskProof(keys, 'sign-on', [kioskId, at]) });
  assert.equal(on.status, 204, on.text);
  const visitId = (await call('POST', '/visits', { language: 'en' })).body?.['visitId'] ?? '';
  const visit = `/visits/${visitId}`;

  const [holder] = await db.query<{ name: string; latin: string; mobile: string }>(holderStatement, [card.customerId]);
  assert.ok(holder !== undefined);
  const secrets = [holder.name, holder.latin, holder.mobile, maskMobile(holder.mobile), holder.mobile.slice(-4), card.pan];

  const read = await call('POST', `${visit}/card`, { card: sealForKiosk(keys, 'card', visitId, { number: card.pan }) });
  assert.equal(read.status, 200, read.text);
  const again = [await call('GET', visit), await call('GET', visit, undefined, 'ar')];
  const wrong = await call('POST', `${visit}/pin`, { pin: sealForKiosk(keys, 'pin', visitId, { pin: '0000' }) });
  assert.ok(wrong.status >= 400, wrong.text);
  for (const { text, body } of [read, ...again, wrong, await call('GET', visit)]) {
    assert.deepEqual([body?.['name'], body?.['mobile']], [undefined, undefined]);
    for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} in ${text}`);
  }
  assert.deepEqual([read.body?.['knownBy'], read.body?.['customer']], ['card', true]);

  const right = await call('POST', `${visit}/pin`, { pin: sealForKiosk(keys, 'pin', visitId, { pin: card.pin }) });
  assert.equal(right.status, 200, right.text);
  assert.deepEqual([right.body?.['knownBy'], right.body?.['mobile']], ['pin', maskMobile(holder.mobile)]);
  assert.ok([holder.name, holder.latin].includes(right.body?.['name'] ?? ''));
  assert.ok(!right.text.includes(holder.mobile) && !right.text.includes(card.pan));
});
