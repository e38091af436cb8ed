// From nothing to a registered app: who is not enrolled enrols in the web bank by themselves, then registers the phone.

import assert from 'node:assert/strict';
import test from 'node:test';

import { openWorld, readReply, reasonOf, value, type Person, type Reply, type World } from './world.ts';

const password = 'tiled-harbour-lantern';
const identity = ({ mobile, cardNumber, cardPin }: Person) => ({ mobile, cardNumber, cardPin });

/** A call of the enrolment page: no cookie, the enrolment's secret where there is one. */
async function call(
  world: World,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  token?: string,
  origin = world.bankOrigin,
): Promise<Reply> {
  return await readReply(
    await fetch(`${world.bankOrigin}/bank/v1/enrolments${path}`, {
      method,
      headers: {
        origin,
        'accept-language': 'en',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

test('TK-06 who is not enrolled is sent to enrol, enrols by card and SMS, signs in and registers the app', async (t) => {
  const world = await openWorld(t);
  const outsider = await world.person({ enrolled: false, nameLatin: 'Maryam Al Zadjali', name: 'مريم الزدجالية' });
  const { phone } = world.phone();
  const registration = { ...identity(outsider), platform: 'android', screenLock: 'yes', language: 'en' } as const;
  const sent = await phone.register(registration);
  assert.equal(reasonOf(sent), 'enrolment-needed');
  assert.match(sent.kind === 'refused' ? sent.detail : '', /sign-in page leads to Enrol/);
  const programme = await readReply(await fetch(`${world.tokenOrigin}/token/v1/programme`));
  assert.match(programme.body.bankAddress, /^https?:/, 'the app can lead there');

  const started = await call(world, 'POST', '', identity(outsider));
  assert.equal(started.status, 201, JSON.stringify(started.body));
  const { enrolmentId, enrolmentToken, code } = started.body;
  assert.equal(code.maskedTo, `+968 •••• ${outsider.mobile.slice(-4)}`);
  assert.doesNotMatch(JSON.stringify(started.body), /Maryam|مريم/);
  const step = async (path: string, body?: unknown): Promise<Reply> =>
    await call(world, 'POST', `/${enrolmentId}${path}`, body, enrolmentToken);
  assert.equal((await step('/completion', { userName: 'maryam.z', password })).reason, 'wrong-step');
  const wrong = await step('/code', { code: '000000' });
  assert.ok(wrong.reason === 'wrong-code' ? wrong.body.attemptsLeft === 4 : wrong.status === 200);
  const [text = ''] = await world.texts(outsider.mobile);
  assert.match(text, /enrol in the web bank.*Nobody from the bank asks for it/);
  assert.equal((await step('/code', { code: await world.codeOf(outsider.mobile) })).body.state, 'code-verified');
  assert.equal((await step('/completion', { userName: 'maryam.z', password: 'zadjali-lantern-x' })).reason, 'password-like-name');
  const done = await step('/completion', { userName: 'Maryam.Z', password });
  assert.deepEqual([done.status, done.body], [200, { userName: 'maryam.z' }]);
  assert.equal((await call(world, 'GET', `/${enrolmentId}`, undefined, enrolmentToken)).body.state, 'completed');
  assert.equal((await step('/completion', { userName: 'second', password })).reason, 'enrolment-expired');
  assert.match((await world.texts(outsider.mobile)).at(-1) ?? '', /Your access to the web bank was opened/);

  const bank = await world.signIn({ ...outsider, userName: 'maryam.z', password });
  assert.equal((await bank.get('/bank/v1/token')).body.missingStep, 'install');
  value(await phone.register(registration));
  value(await phone.enterCode(await world.codeOf(outsider.mobile)));
  value(await phone.choosePassword('739251'));
  assert.equal((await bank.get('/bank/v1/token')).body.missingStep, 'activate');
});

test('TK-06 the enrolment never says which of the three was wrong, nor to a stranger that somebody is enrolled', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const outsider = await world.person({ enrolled: false });
  const wrongPin = String((Number(salim.cardPin) + 1) % 10_000).padStart(4, '0');
  const rows = [
    { ...identity(salim), cardPin: wrongPin },
    { ...identity(salim), mobile: outsider.mobile },
    { ...identity(salim), cardNumber: outsider.cardNumber },
    { ...identity(outsider), mobile: '+96890000001' },
  ];
  const answers = [];
  for (const row of rows) answers.push(await call(world, 'POST', '', row));
  for (const { status, reason, body } of answers) {
    assert.deepEqual([status, reason], [422, 'identity-mismatch']);
    assert.deepEqual(body, answers[0]?.body);
  }
  assert.equal((await call(world, 'POST', '', identity(salim))).reason, 'already-enrolled');
  assert.deepEqual(await world.texts(salim.mobile), []);
  for (let round = 0; round < 4; round += 1) await call(world, 'POST', '', { ...identity(outsider), mobile: '+96890000001' });
  const many = await call(world, 'POST', '', { ...identity(outsider), mobile: '+96890000001' });
  assert.deepEqual([many.status, many.reason, many.headers.get('retry-after')], [429, 'too-many-tries', '3600']);
  const logged = world.deps.logged.join('');
  for (const secret of [salim.cardNumber, outsider.cardNumber]) assert.ok(!logged.includes(secret));
});

test('TK-06 an enrolment belongs to who holds its secret, and to our own pages', async (t) => {
  const world = await openWorld(t);
  const outsider = await world.person({ enrolled: false });
  const foreign = await call(world, 'POST', '', identity(outsider), undefined, 'https://evil.example');
  assert.deepEqual([foreign.status, foreign.reason], [403, 'foreign-origin']);
  const { body } = await call(world, 'POST', '', identity(outsider));
  const code = await world.codeOf(outsider.mobile);
  for (const token of [undefined, 'A'.repeat(43), `${body.enrolmentToken}A`]) {
    assert.equal((await call(world, 'GET', `/${body.enrolmentId}`, undefined, token)).reason, 'enrolment-unknown');
    assert.equal((await call(world, 'POST', `/${body.enrolmentId}/code`, { code }, token)).reason, 'enrolment-unknown');
  }
  assert.equal((await call(world, 'POST', `/${body.enrolmentId}/codes`, {}, body.enrolmentToken)).reason, 'too-soon');
  world.deps.clock.advance(900);
  assert.equal((await call(world, 'POST', `/${body.enrolmentId}/code`, { code }, body.enrolmentToken)).reason, 'enrolment-expired');
});
