// The voice-response interface: callers are verified, hear balance and transactions, and block their card.

import assert from 'node:assert/strict';
import test from 'node:test';

import { allScopes, createClient } from '../modules/api-clients/index.ts';
import { civilIdOf } from '../modules/customers/index.ts';
import { range } from '../testing/race.ts';
import { openCardFor } from './card-acts.ts';
import { must, openWorld, readReply, type Reply, type World } from './world.ts';

/** The telephone system: its key, and the token of the caller on the line. */
async function telephone({ deps, bankOrigin, programme }: World, name = 'IVR') {
  const made = await createClient(deps.database, deps.keys, { programme: programme.programme, name, scopes: allScopes }, deps.clock.now());
  const { key } = must(made);
  return async (method: string, path: string, body?: unknown, token?: string): Promise<Reply> =>
    await readReply(
      await fetch(`${bankOrigin}/v1/voice${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          'accept-language': 'en',
          ...(token === undefined ? {} : { 'voice-session': token }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
}

test('PC-61 a caller is verified by security details, hears balance and last transactions, and blocks the card, in Arabic and English', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const held = await openCardFor(world, salim, { balanceMinor: 12_500n });
  const civilNumber = (await civilIdOf(world.deps.database, world.deps.keys, salim.id)) ?? '';
  const details = { language: 'en', cardNumber: held.pan, civilNumber, birthDate: '11051984' };
  const call = await telephone(world);
  assert.equal((await call('GET', '/balance')).reason, 'voice-session-over');
  assert.equal((await call('POST', '/sessions', { ...details, language: 'kk' })).reason, 'voice-language-unknown');
  const wrong = await call('POST', '/sessions', { ...details, birthDate: '12051984' });
  assert.deepEqual([wrong.status, wrong.reason, wrong.body.triesLeft], [403, 'voice-details-wrong', 2]);
  assert.equal(wrong.body.prompt, 'These details do not fit. Please try again.');
  const verified = await call('POST', '/sessions', details);
  assert.equal(verified.status, 201, JSON.stringify(verified.body));
  assert.match(verified.body.prompt, /card ending in \d \d \d \d\./);
  const { token } = verified.body;
  const balance = await call('GET', '/balance', undefined, token);
  assert.equal(balance.body.prompt, 'Your balance is 12 rials and 500 baisas.');
  const last = await call('GET', '/transactions', undefined, token);
  assert.equal(last.body.prompt, '1 March 2026: load, 12 rials and 500 baisas credited.');
  const other = await telephone(world, 'another system');
  assert.equal((await other('GET', '/balance', undefined, token)).reason, 'voice-session-over', 'a session belongs to its client');

  const arabic = (await call('POST', '/sessions', { ...details, language: 'ar' })).body;
  assert.equal((await call('GET', '/balance', undefined, arabic.token)).body.prompt, 'رصيدك 12 ريالًا عمانيًا و500 بيسة.');
  const blocked = await call('POST', '/block', { kind: 'stolen' }, token);
  assert.match(
    blocked.body.prompt,
    /is blocked and will not work again\. Please confirm your report in writing before the end of 2 March 2026\./,
  );
  assert.equal((await world.api('GET', `/v1/cards/${held.cardId}`)).body.status, 'closed');
  const report = (await world.api('GET', `/v1/loss-reports/${blocked.body.reportId}`)).body;
  assert.deepEqual([report.kind, report.confirmation, report.entries[0].kind], ['stolen', 'waiting', 'spoken']);
  assert.match((await call('POST', '/block', { kind: 'stolen' }, token)).body.prompt, /blocked already/);
  world.deps.clock.advance(301);
  assert.equal((await call('GET', '/balance', undefined, token)).reason, 'voice-session-over');
  assert.ok(!world.deps.logged.join('').includes(held.pan));
});

test('PC-61 tries are counted for the number that was typed, known or not, also when they come at once; the window ends them', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const held = await openCardFor(world, salim);
  const civilNumber = (await civilIdOf(world.deps.database, world.deps.keys, salim.id)) ?? '';
  const details = { language: 'en', cardNumber: held.pan, civilNumber, birthDate: '11051984' };
  const call = await telephone(world);
  for (const cardNumber of [held.pan, '9512001099999999']) {
    const tries = await Promise.all(
      range(12).map(async () => await call('POST', '/sessions', { ...details, cardNumber, birthDate: '01011990' })),
    );
    const statuses = tries.map(({ status }) => status).sort((a, b) => a - b);
    assert.deepEqual(statuses, [...range(3).map(() => 403), ...range(9).map(() => 423)]);
  }
  const right = await call('POST', '/sessions', details);
  assert.deepEqual([right.status, right.reason], [423, 'voice-tries-used-up'], 'the right details come too late');
  assert.match(right.body.prompt, /contact centre/);
  world.deps.clock.advance(86_401);
  assert.equal((await call('POST', '/sessions', details)).status, 201);
});
