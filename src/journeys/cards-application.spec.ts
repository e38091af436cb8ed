// Applying for a card and the terms that apply, through the doors: the web bank, the issuer API, the console.

import assert from 'node:assert/strict';
import test from 'node:test';

import { mrzCheckDigit } from '../modules/card-applications/rules/mrz.ts';
import { civilIdOf } from '../modules/customers/index.ts';
import { openConsole } from '../testing/console-door.ts';
import { careDayTasks } from '../wire-card-hooks.ts';
import { approved, loadWallet } from './card-acts.ts';
import { openWorld, type Person, type World } from './world.ts';

const terms = {
  termsVersion: '2026-01',
  termsLanguage: 'en',
  consents: { account: true, 'credit-bureau': false, marketing: false },
} as const;
const product = 'prepaid-classic';

async function nationalCard({ deps }: World, person: Pick<Person, 'id'>) {
  const number = (await civilIdOf(deps.database, deps.keys, person.id)) ?? '';
  return { kind: 'national-card', number, issuer: 'OMN', expiresOn: '2030-01-31' };
}

/** The specimen of ICAO 9303 part 4 with an expiry that is to come. */
function passportOf(number: string, birth: string, expiry: string) {
  const digit = mrzCheckDigit;
  const dates = `UTO${birth}${digit(birth)}F${expiry}${digit(expiry)}`;
  const personal = 'ZE184226B<<<<<';
  const whole = `${number}${digit(number)}${birth}${digit(birth)}${expiry}${digit(expiry)}${personal}${digit(personal)}`;
  const lower = `${number}${digit(number)}${dates}${personal}${digit(personal)}${digit(whole)}`;
  return {
    kind: 'passport',
    number,
    issuer: 'UTO',
    expiresOn: `20${expiry.slice(0, 2)}-${expiry.slice(2, 4)}-${expiry.slice(4)}`,
    mrz: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', lower],
  };
}
const passport = passportOf('L898902C3', '740812', '300415');
const someone = (birthDate: string, mobile: string) => ({
  name: 'آنا',
  nameLatin: 'Anna Maria Eriksson',
  language: 'en',
  birthDate,
  mobile,
});
const id = (number: string) => ({ kind: 'national-card', number, issuer: 'OMN', expiresOn: '2026-03-01' });

/** Runs the tasks of one day of the programme. */
async function endOfDay({ deps }: World, day: string): Promise<void> {
  for (const task of careDayTasks(deps.cards))
    await task.run({ programme: 'oman-prepaid', day: Temporal.PlainDate.from(day) }, deps.clock.now());
}

test('PC-01 PC-46 who is too young, has no valid document or does not consent gets no card; who may have one gets it', async (t) => {
  const world = await openWorld(t);
  // 23:30 on the last of February in UTC is 1 March in Muscat.
  world.deps.clock.set('2026-02-28T23:30:00Z');
  const apply = async (change: object) =>
    await world.api('POST', '/v1/card-applications', { product, ...terms, document: id('90000001'), ...change });
  const refusals: [change: object, status: number, reason: string][] = [
    [{ person: someone('2011-03-01', '+96891000001') }, 422, 'too-young'],
    [{ person: someone('2015-03-01', '+96891000001') }, 422, 'too-young'],
    [{ person: someone('1990-05-01', '+96891000001'), document: { ...id('90000001'), expiresOn: '2026-02-28' } }, 422, 'document-expired'],
    [{ person: someone('1974-08-12', '+96891000001'), document: { ...passport, number: 'L898902C4' } }, 422, 'mrz-differs'],
    [
      {
        person: someone('1974-08-12', '+96891000001'),
        document: { ...passport, mrz: [passport.mrz[0], `${passport.mrz[1]?.slice(0, 9)}0${passport.mrz[1]?.slice(10)}`] },
      },
      422,
      'mrz-check-digit',
    ],
    [
      { person: someone('1990-05-01', '+96891000001'), document: { ...id('90000001'), mrz: ['I<OMN90000001<', 'x', 'y'] } },
      422,
      'mrz-malformed',
    ],
    [{ person: someone('1990-05-01', '+96891000001'), termsVersion: '2016-01' }, 409, 'terms-not-current'],
    [
      { person: someone('1990-05-01', '+96891000001'), consents: { account: false, 'credit-bureau': true, marketing: true } },
      422,
      'consent-missing',
    ],
    [{ person: someone('1990-05-01', '+96891000001'), consents: { account: true } }, 422, 'consent-missing'],
  ];
  for (const [change, status, reason] of refusals) {
    const answer = await apply(change);
    assert.deepEqual([answer.status, answer.reason], [status, reason], JSON.stringify(answer.body));
  }
  assert.deepEqual((await world.api('GET', '/v1/card-applications')).body.applications, [], 'a refusal leaves nothing');
  // Born on 28 February 2011, the birthday is past on 1 March 2026.
  const good = await apply({ person: someone('2011-02-28', '+96891000001') });
  assert.equal(good.status, 201, JSON.stringify(good.body));
  assert.deepEqual([good.body.status, good.body.missing, good.body.termsVersion], ['waiting', ['online', 'in-person'], '2026-01']);
  const consents = good.body.consents.map(({ use, given }: { use: string; given: boolean }) => [use, given]);
  assert.deepEqual(consents, [
    ['account', true],
    ['credit-bureau', false],
    ['marketing', false],
  ]);
  const again = await apply({ person: someone('1990-05-01', '+96891000002') });
  assert.equal(again.reason, 'customer-exists', 'the document is known by now');
  const anna = await apply({ person: someone('1974-08-12', '+96891000003'), document: passport });
  assert.deepEqual(
    [anna.status, anna.body.document?.mrzVerified, anna.body.missing],
    [201, true, ['in-person']],
    JSON.stringify(anna.body),
  );
});

test('PC-02 PC-01 an application in the app waits for the person at a branch: activation and loading wait, and the holder is told', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const salim = await world.person();
  const { bank, phone } = await world.activated(salim);
  const document = await nationalCard(world, salim);
  const body = { product, ...terms, document, form: 'virtual' };
  const foreign = await bank.post('/bank/v1/card-applications', { ...body, document: { ...document, number: '11112222' } });
  assert.equal(foreign.reason, 'document-mismatch');
  const key = { 'idempotency-key': 'my-first-card' };
  const made = await bank.post('/bank/v1/card-applications', body, key);
  assert.deepEqual([made.status, made.body.status, made.body.missing], [201, 'waiting', ['in-person']], JSON.stringify(made.body));
  const repeated = await bank.post('/bank/v1/card-applications', body, key);
  assert.deepEqual([repeated.status, repeated.body.applicationId], [200, made.body.applicationId]);
  assert.equal((await bank.post('/bank/v1/card-applications', body)).reason, 'application-waiting');
  assert.ok((await world.texts(salim.mobile)).some((text) => /Show your document at a branch/.test(text)));
  const { cardId, accountId } = made.body;
  const early = await bank.post('/bank/v1/operations', { kind: 'card-activation', params: { cardId } });
  assert.equal(early.reason, 'identity-missing', JSON.stringify(early.body));

  const salma = await office.hire('salma', 'branch');
  const waiting = (await salma.call('GET', '/card-applications')).body.applications;
  assert.deepEqual(
    waiting.map(({ applicationId }: { applicationId: string }) => applicationId),
    [made.body.applicationId],
  );
  const path = `/card-applications/${made.body.applicationId}/identity-checks`;
  const wrong = await salma.call('POST', path, { kind: 'in-person', document: { ...document, number: '11112222' } });
  assert.equal(wrong.reason, 'document-mismatch');
  const seen = await salma.call('POST', path, { kind: 'in-person', document, note: 'seen at Ruwi' });
  assert.deepEqual([seen.status, seen.body.status, seen.body.missing], [200, 'established', []], seen.text);
  assert.ok((await world.texts(salim.mobile)).some((text) => /Your identity is established/.test(text)));
  const active = await approved({ bank, phone }, 'card-activation', { cardId });
  assert.equal(active.body.status, 'executed', JSON.stringify(active.body));
  const accounts = (await bank.get('/bank/v1/card-accounts')).body.accounts;
  assert.ok(accounts.some((one: { accountId: string; status: string }) => one.accountId === accountId && one.status === 'open'));
});

test('PC-47 a proof that is asked for later makes its step wait, says so, and is lifted by the document', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const salma = await office.hire('salma', 'branch');
  const salim = await world.person();
  const { bank, phone } = await world.activated(salim);
  const document = await nationalCard(world, salim);
  const applied = await salma.call(
    'POST',
    '/card-applications',
    { customerId: salim.id, product, ...terms, document, form: 'virtual' },
    { 'idempotency-key': 'k-1' },
  );
  assert.deepEqual([applied.status, applied.body.status], [201, 'established'], applied.text);
  const { accountId, cardId } = applied.body;
  const demand = { step: 'activation', reason: 'the photograph was unclear' };
  assert.equal((await salma.call('POST', `/card-accounts/${accountId}/identity-demands`, demand)).status, 204);
  assert.ok((await world.texts(salim.mobile)).some((text) => /activation of your card waits/.test(text)));
  assert.equal((await bank.post('/bank/v1/operations', { kind: 'card-activation', params: { cardId } })).reason, 'identity-missing');
  assert.deepEqual((await bank.get('/bank/v1/card-applications')).body.applications[0].demanded, ['activation']);
  const proofs = `/card-accounts/${accountId}/identity-proofs`;
  assert.equal((await salma.call('POST', proofs, { document: { ...document, number: '11112222' } })).reason, 'document-mismatch');
  assert.equal((await salma.call('POST', proofs, { document })).status, 204);
  assert.equal((await approved({ bank, phone }, 'card-activation', { cardId })).body.status, 'executed');
  // The same for a load.
  await salma.call('POST', `/card-accounts/${accountId}/identity-demands`, { step: 'load', reason: 'a large sum was announced' });
  const load = { cardAccount: accountId, from: { account: salim.accounts[0]?.accountId }, amount: { currency: 'OMR', minor: '20000' } };
  assert.match((await bank.post('/bank/v1/operations', { kind: 'card-load', params: load })).reason, /identity-(needed|missing)/);
  assert.equal((await salma.call('POST', proofs, { document })).status, 204);
  const loaded = await approved({ bank, phone }, 'card-load', load);
  assert.equal(loaded.body.status, 'executed', JSON.stringify(loaded.body));
});

test('PC-39 versions of terms and fees have dates, and what applied to a transaction can be shown', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const salma = await office.hire('salma', 'branch');
  const salim = await world.person();
  const { bank, phone } = await world.activated(salim);
  const document = await nationalCard(world, salim);
  const applied = await salma.call(
    'POST',
    '/card-applications',
    { customerId: salim.id, product, ...terms, document, form: 'virtual' },
    { 'idempotency-key': 'k-1' },
  );
  const { accountId } = applied.body;
  const load = { cardAccount: accountId, from: { account: salim.accounts[0]?.accountId }, amount: { currency: 'OMR', minor: '20000' } };
  assert.equal((await approved({ bank, phone }, 'card-load', load)).body.status, 'executed');
  const { transactions } = (await bank.get(`/bank/v1/card-accounts/${accountId}/transactions`)).body;
  const joining = transactions.find((one: { detail?: string }) => one.detail === 'joining');
  assert.ok(joining !== undefined, JSON.stringify(transactions));
  assert.deepEqual([joining.termsVersion, joining.feeVersion], ['2026-01', '2026-01-01']);
  const now = (await bank.get('/bank/v1/card-fee-schedules')).body;
  const then = (await world.api('GET', '/v1/card-fee-schedules?day=2025-12-31')).body;
  assert.deepEqual([now.from, now.vatPpm, then.from, then.vatPpm], ['2026-01-01', 50_000, '2016-01-01', 0]);
  const fee = now.fees.find((one: { fee: string }) => one.fee === 'joining');
  assert.deepEqual([fee.net.minor, fee.vat.minor, fee.total.minor], ['3000', '150', '3150']);
  const list = (await world.api('GET', '/v1/card-terms')).body.terms;
  assert.deepEqual(
    list.map(({ version, from, inForce }: { version: string; from: string; inForce: boolean }) => [version, from, inForce]),
    [
      ['2016-01', '2016-01-01', false],
      ['2026-01', '2026-01-01', true],
    ],
  );
  const english = await bank.get('/bank/v1/card-terms/2016-01?language=en');
  const arabic = await bank.get('/bank/v1/card-terms/2026-01?language=ar');
  assert.match(english.body.text, /version 2016-01/);
  assert.match(arabic.body.text, /الإصدار 2026-01/);
  assert.equal((await bank.get('/bank/v1/card-terms/2030-01')).reason, 'terms-unknown');
});

test('PC-58 new terms are told with their date; using the card afterwards accepts them, and a holder may accept before', async (t) => {
  const moved = [
    { version: '2016-01', from: '2016-01-01', noticeDays: 0 },
    { version: '2026-01', from: '2026-06-01', noticeDays: 30 },
  ];
  const world = await openWorld(
    t,
    (programme) => programme,
    (cards) => ({ ...cards, terms: moved }),
  );
  const { clock, database } = world.deps;
  const office = await openConsole(t, world.deps);
  const salma = await office.hire('salma', 'branch');
  const people = [];
  for (const key of ['one', 'two', 'three']) {
    const person = await world.person();
    const document = await nationalCard(world, person);
    const body = { customerId: person.id, product, ...terms, termsVersion: '2016-01', document, form: 'virtual' };
    const { accountId } = (await salma.call('POST', '/card-applications', body, { 'idempotency-key': key })).body;
    people.push({ person, accountId: accountId as string, bank: await world.signIn(person) });
  }
  const [user, reader, idle] = people;
  if (user === undefined || reader === undefined || idle === undefined) throw new Error('three holders');
  await endOfDay(world, '2026-05-01');
  assert.deepEqual((await user.bank.get('/bank/v1/card-terms')).body.accounts[0].notices, []);
  clock.set('2026-05-02T20:30:00Z');
  await endOfDay(world, '2026-05-02');
  await endOfDay(world, '2026-05-02');
  const told = (await world.texts(user.person.mobile)).filter((text) => /New terms/.test(text));
  assert.equal(told.length, 1, 'once');
  assert.match(told[0] ?? '', /2026-01, hold for you from 2026-06-01/);

  const accept = { version: '2026-01', language: 'en' };
  reader.bank = await world.signIn(reader.person);
  assert.equal((await reader.bank.post(`/bank/v1/card-accounts/${reader.accountId}/terms-acceptances`, accept)).status, 204);
  assert.equal((await reader.bank.post(`/bank/v1/card-accounts/${reader.accountId}/terms-acceptances`, accept)).reason, 'terms-accepted');
  const versionOf = async ({ person }: typeof user): Promise<string> =>
    (await (await world.signIn(person)).get('/bank/v1/card-accounts')).body.accounts[0].termsVersion;

  clock.set('2026-05-20T08:00:00Z');
  await database.transaction(async (tx) => await loadWallet(tx, world, user.accountId, 'OMR', 10_000n));
  await endOfDay(world, '2026-05-20');
  assert.equal(await versionOf(user), '2016-01', 'use before the date accepts nothing');
  clock.set('2026-06-02T08:00:00Z');
  await database.transaction(async (tx) => await loadWallet(tx, world, user.accountId, 'OMR', 10_000n));
  await endOfDay(world, '2026-06-02');
  assert.deepEqual([await versionOf(user), await versionOf(reader), await versionOf(idle)], ['2026-01', '2026-01', '2016-01']);
  const accepted = (await (await world.signIn(user.person)).get('/bank/v1/card-terms')).body.accounts[0].accepted;
  assert.deepEqual(
    accepted.map(({ version, how }: { version: string; how: string }) => [version, how]),
    [
      ['2016-01', 'application'],
      ['2026-01', 'use'],
    ],
  );
});
