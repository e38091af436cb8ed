// Around a card: loss files, the issuer's measures and the stop list, recalls and endings, contact, defaults, personal data.

import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import test from 'node:test';

import { civilIdOf } from '../modules/customers/index.ts';
import { openConsole } from '../testing/console-door.ts';
import { careDayTasks } from '../wire-card-hooks.ts';
import { loadWallet, openCardFor } from './card-acts.ts';
import { openWorld, type World } from './world.ts';

async function endOfDay({ deps }: World, day: string): Promise<void> {
  for (const task of careDayTasks(deps.cards))
    await task.run({ programme: 'oman-prepaid', day: Temporal.PlainDate.from(day) }, deps.clock.now());
}

const note = 'told by the fraud desk';

test('PC-34 PC-50 a report blocks at once; the written notice is due by the end of the next business day; the file holds all notices', async (t) => {
  const world = await openWorld(t);
  const { clock } = world.deps;
  const salim = await world.person();
  const held = await openCardFor(world, salim);
  // A Thursday evening in Muscat: Friday and Saturday are no business days.
  clock.set('2026-03-05T16:00:00Z');
  const office = await openConsole(t, world.deps);
  const ali = await office.hire('ali', 'contact-centre');
  const made = await ali.call('POST', '/loss-reports', { cardId: held.cardId, kind: 'stolen', channel: 'phone' });
  assert.deepEqual([made.status, made.body.confirmationDueAt, made.body.confirmation], [201, '2026-03-08T20:00:00Z', 'waiting'], made.text);
  assert.equal((await world.api('GET', `/v1/cards/${held.cardId}`)).body.status, 'closed');
  const again = await ali.call('POST', '/loss-reports', { cardId: held.cardId, kind: 'lost', channel: 'phone' });
  assert.deepEqual(
    [again.status, again.body.reportId, again.body.kind],
    [201, made.body.reportId, 'stolen'],
    'told again, it has its file',
  );
  const told = (await world.texts(salim.mobile)).filter((text) => /Confirm a report by telephone in writing before/.test(text));
  assert.equal(told.length, 1);

  const path = `/bank/v1/loss-reports/${made.body.reportId}`;
  clock.set('2026-03-08T19:59:59Z');
  const session = await world.signIn(salim);
  const confirmed = await session.post(`${path}/written-notice`, { statement: 'My card was taken from my bag in Mutrah on Thursday.' });
  assert.deepEqual([confirmed.status, confirmed.body.confirmation, confirmed.body.writtenAt], [200, 'given', '2026-03-08T19:59:59Z']);
  assert.equal((await session.post(`${path}/written-notice`, { statement: 'Once more, to be sure of it.' })).reason, 'already-confirmed');
  const digest = 'ab'.repeat(32);
  await session.post(`${path}/police-report`, { reference: 'ROP 2026/1177', documentDigest: digest });
  const finding = { kind: 'late-notice', channel: 'phone', reason: 'the loss was noticed two days before the call' };
  const sara = await office.hire('sara', 'contact-centre');
  assert.equal((await sara.call('POST', `/loss-reports/${made.body.reportId}/entries`, finding)).status, 200);
  const file = (await world.api('GET', `/v1/loss-reports/${made.body.reportId}`)).body;
  assert.deepEqual(
    file.entries.map(({ kind, at }: { kind: string; at: string }) => [kind, at]),
    [
      ['spoken', '2026-03-05T16:00:00Z'],
      ['written', '2026-03-08T19:59:59Z'],
      ['police', '2026-03-08T19:59:59Z'],
      ['late-notice', '2026-03-08T19:59:59Z'],
    ],
  );
  assert.deepEqual([file.entries[2].reference, file.entries[2].documentDigest], ['ROP 2026/1177', digest]);
  const own = (await session.get('/bank/v1/loss-reports')).body.reports[0].entries;
  assert.deepEqual(
    own.map(({ kind }: { kind: string }) => kind),
    ['spoken', 'written', 'police'],
    'what staff found is not for the holder',
  );
  const side = async (at: string) => (await world.api('GET', `/v1/cards/${held.cardId}/liability?at=${at}`)).body;
  const between = await side('2026-03-06T10:00:00Z');
  assert.deepEqual([between.spokenNotice, between.writtenNotice, between.findings], ['after', 'before', ['late-notice']]);
  assert.deepEqual(
    [(await side('2026-03-05T15:59:59Z')).spokenNotice, (await side('2026-03-08T20:30:00Z')).writtenNotice],
    ['before', 'after'],
  );
});

test('PC-34 without a written notice in time the report stays unconfirmed, the holder is told once, and a later letter does not help', async (t) => {
  const world = await openWorld(t);
  const { clock } = world.deps;
  const salim = await world.person();
  const held = await openCardFor(world, salim);
  const bank = await world.signIn(salim);
  // In the app without a statement; a disclosed PIN is reported the same way. 1 March 2026 is a Sunday.
  const made = await bank.post(`/bank/v1/cards/${held.cardId}/loss-report`, { kind: 'disclosed-pin' });
  assert.deepEqual([made.status, made.body.confirmationDueAt], [201, '2026-03-02T20:00:00Z'], JSON.stringify(made.body));
  clock.set('2026-03-02T20:00:00Z');
  await endOfDay(world, '2026-03-01');
  assert.equal((await world.texts(salim.mobile)).filter((text) => /not confirmed in writing/.test(text)).length, 0);
  await endOfDay(world, '2026-03-02');
  await endOfDay(world, '2026-03-02');
  assert.equal((await world.texts(salim.mobile)).filter((text) => /not confirmed in writing/.test(text)).length, 1);
  const late = { kind: 'written', channel: 'post', reference: 'L-20' };
  const after = await world.api('POST', `/v1/loss-reports/${made.body.reportId}/entries`, late);
  assert.deepEqual([after.status, after.body.confirmation], [200, 'missed']);
  const side = (await world.api('GET', `/v1/cards/${held.cardId}/liability?at=2026-03-01T09:00:00Z`)).body;
  assert.equal(side.confirmation, 'missed');
});

test('PC-36 PC-54 suspension and cancellation carry a reason that the auditor sees and the holder does not; the stop list is shared', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const desk = await office.hire('desk', 'operations');
  const auditor = await office.hire('auditor', 'auditor');
  const salim = await world.person();
  const held = await openCardFor(world, salim);
  const measure = { reason: 'illegality', note, stopList: true };
  const done = await desk.call('POST', `/cards/${held.cardId}/suspension`, measure);
  assert.deepEqual([done.status, done.body.status], [200, 'suspended'], done.text);
  const bank = await world.signIn(salim);
  const seen = JSON.stringify((await bank.get('/bank/v1/card-accounts')).body);
  assert.match(seen, /"suspended"/);
  const messages = (await world.texts(salim.mobile)).join(' ');
  for (const text of [seen, messages]) assert.doesNotMatch(text, /illegality|fraud desk/);
  const reasons = await auditor.call('GET', `/cards/${held.cardId}/reasons`);
  assert.deepEqual(
    [reasons.body.acts[0].reason, reasons.body.acts[0].note, reasons.body.stopList[0].reason],
    ['illegality', note, 'illegality'],
    reasons.text,
  );
  assert.equal((await auditor.call('POST', `/cards/${held.cardId}/cancellation`, measure)).status, 403);

  const list = (await world.api('GET', '/v1/stop-list')).body.entries;
  assert.deepEqual([list.length, list[0].lastFour, list[0].reason], [1, held.pan.slice(-4), undefined]);
  assert.ok(!JSON.stringify(list).includes(held.pan));
  const handed = (await world.api('POST', '/v1/stop-list/exports', { recipient: 'national switch' })).body;
  assert.equal(JSON.parse(handed.body).cardNumber, held.pan);
  assert.equal(createHash('sha256').update(handed.body).digest('hex'), handed.digest);
  const key = createPublicKey(world.deps.keys.publicKeyPem);
  assert.ok(verify(null, Buffer.from(handed.body), key, Buffer.from(handed.signature, 'base64url')));
  const exports = (await world.api('GET', '/v1/stop-list/exports')).body.exports;
  assert.deepEqual([exports[0].recipient, exports[0].entries, exports[0].digest], ['national switch', 1, handed.digest]);
  assert.ok(!JSON.stringify(exports).includes(held.pan) && !world.deps.logged.join('').includes(held.pan));

  assert.equal((await desk.call('POST', `/cards/${held.cardId}/resumption`, { reason: 'other', note: 'cleared' })).body.status, 'active');
  assert.deepEqual((await world.api('GET', '/v1/stop-list')).body.entries, []);
  const ended = await desk.call('POST', `/cards/${held.cardId}/cancellation`, { reason: 'false-data', note, stopList: true });
  assert.equal(ended.body.status, 'closed');
  const entries = (await auditor.call('GET', '/card-stop-list?all=true')).body.entries;
  assert.deepEqual(
    entries.map(({ reason }: { reason: string }) => reason),
    ['illegality', 'false-data'],
  );
});

test('PC-49 attempts to reach a holder are logged, as many in vain as the programme says freeze the account, and contact lifts it', async (t) => {
  const world = await openWorld(t);
  const salim = await world.person();
  const held = await openCardFor(world, salim);
  const path = `/v1/card-accounts/${held.accountId}/contact-attempts`;
  const attempt = async (outcome: string) =>
    (await world.api('POST', path, { wantedBy: 'scheme', channel: 'phone', outcome, reason: 'a card was found' })).body;
  assert.deepEqual([(await attempt('not-reached')).account, (await attempt('not-reached')).account], ['unchanged', 'unchanged']);
  const third = await attempt('not-reached');
  assert.deepEqual([third.account, third.status, third.failedInARow], ['frozen', 'frozen', 3], JSON.stringify(third));
  assert.ok((await world.texts(salim.mobile)).some((text) => /frozen until you call/.test(text)));
  const seen = JSON.stringify((await (await world.signIn(salim)).get('/bank/v1/card-accounts')).body);
  assert.doesNotMatch(seen, /unreachable/);
  const reached = await attempt('reached');
  assert.deepEqual([reached.account, reached.status, reached.failedInARow], ['released', 'open', 0]);
  assert.equal((await world.api('GET', path)).body.attempts.length, 4);
});

test('PC-55 PC-56 a recalled card; charges stay the holder’s until the destruction is confirmed, and that ends an account under notice', async (t) => {
  const world = await openWorld(t);
  const { clock } = world.deps;
  const office = await openConsole(t, world.deps);
  const desk = await office.hire('desk', 'operations');
  const salim = await world.person();
  const held = await openCardFor(world, salim, { form: 'physical', active: false });
  for (const step of ['produce', 'ship', 'deliver']) await world.api('POST', `/v1/cards/${held.cardId}/production`, { step });
  const recalled = await desk.call('POST', `/cards/${held.cardId}/recall`, { note: 'a faulty chip' });
  assert.deepEqual([recalled.status, recalled.body.status], [200, 'suspended'], recalled.text);
  assert.ok((await world.texts(salim.mobile)).some((text) => /recalls your card/.test(text)));
  const bank = await world.signIn(salim);
  const statement = 'I end my card account and cut the card in two.';
  const noAccount = await bank.post(`/bank/v1/card-accounts/${held.accountId}/ending`, { statement, payTo: {} });
  assert.equal(noAccount.reason, 'invalid-request');
  const payTo = { account: salim.accounts[0]?.accountId };
  const noticed = await bank.post(`/bank/v1/card-accounts/${held.accountId}/ending`, { statement, payTo });
  assert.equal(noticed.status, 201, JSON.stringify(noticed.body));
  assert.deepEqual([noticed.body.effectiveAt, noticed.body.waitingCards.length], [undefined, 1]);
  const claimed = await bank.post(`/bank/v1/cards/${held.cardId}/destruction-claim`);
  assert.equal(claimed.status, 201, JSON.stringify(claimed.body));
  clock.advance(60);
  const claimedAt = clock.now().toString();
  const liability = async (at: string) => (await world.api('GET', `/v1/cards/${held.cardId}/liability?at=${at}`)).body;
  assert.deepEqual([(await liability(claimedAt)).destruction, (await liability(claimedAt)).bornBy], ['claimed', 'holder']);
  assert.equal((await world.api('GET', `/v1/card-accounts/${held.accountId}/ending`)).body.effectiveAt, undefined);
  clock.advance(60);
  const confirmed = await desk.call('POST', `/cards/${held.cardId}/destruction`, { stage: 'confirmed', how: 'received-by-post' });
  assert.deepEqual([confirmed.status, confirmed.body.accountEnded], [200, true], confirmed.text);
  const after = clock.now().toString();
  assert.deepEqual([(await liability(after)).bornBy, (await liability(claimedAt)).bornBy], ['bank', 'holder']);
  const ending = (await world.api('GET', `/v1/card-accounts/${held.accountId}/ending`)).body;
  assert.equal(ending.effectiveAt, after);
  const account = (await world.api('GET', `/v1/card-accounts/${held.accountId}`)).body;
  assert.ok(['closing', 'closed'].includes(account.status), account.status);
  assert.ok((await world.texts(salim.mobile)).some((text) => /All charges are due at once/.test(text)));
});

test('PC-57 a default on another product is flagged to staff, who may act on it, once', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const desk = await office.hire('desk', 'supervisor');
  const salim = await world.person();
  const held = await openCardFor(world, salim);
  const told = { product: 'personal loan', reference: 'LN-118', since: '2026-01-31' };
  const first = await world.api('POST', `/v1/customers/${salim.id}/defaults`, told);
  const again = await world.api('POST', `/v1/customers/${salim.id}/defaults`, told);
  assert.deepEqual([first.status, again.status, again.body.flagId], [201, 200, first.body.flagId]);
  assert.equal((await world.api('GET', `/v1/cards/${held.cardId}`)).body.status, 'active', 'a flag alone changes nothing');
  const flags = (await desk.call('GET', '/card-defaults')).body.flags;
  assert.deepEqual([flags.length, flags[0].product], [1, 'personal loan']);
  const act = await desk.call('POST', `/card-defaults/${first.body.flagId}/act`, { act: 'suspend', reason: 'three instalments are open' });
  assert.deepEqual([act.status, act.body.cardIds], [200, [held.cardId]], act.text);
  assert.equal((await world.api('GET', `/v1/cards/${held.cardId}`)).body.status, 'suspended');
  assert.equal((await desk.call('POST', `/card-defaults/${first.body.flagId}/act`, { act: 'none', reason: 'x' })).reason, 'flag-decided');
});

test('PC-40 PC-59 PC-60 a holder sees the data held, has them corrected on the path that each needs, and every disclosure is logged', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const salma = await office.hire('salma', 'branch');
  const salim = await world.person();
  const held = await openCardFor(world, salim);
  const bank = await world.signIn(salim);
  const civil = (await civilIdOf(world.deps.database, world.deps.keys, salim.id)) ?? '';

  const disclosure = {
    customerId: salim.id,
    recipientClass: 'court',
    recipient: 'Court of First Instance, Muscat',
    purpose: 'order',
    categories: ['identity', 'cards'],
    reference: '88/2026',
  };
  const given = await world.api('POST', '/v1/disclosures', disclosure);
  assert.deepEqual([given.status, given.body.data.identity.name], [201, 'سالم الحارثي'], JSON.stringify(given.body));
  assert.ok(!JSON.stringify(given.body).includes(held.pan));
  assert.equal((await world.api('POST', '/v1/disclosures', { ...disclosure, recipientClass: 'advertiser' })).reason, 'recipient-refused');
  assert.equal((await world.api('POST', '/v1/disclosures', { ...disclosure, purpose: 'marketing' })).reason, 'purpose-refused');
  const data = (await bank.get('/bank/v1/personal-data')).body;
  assert.deepEqual([data.name, data.birthDate, data.cards[0].lastFour], ['سالم الحارثي', '1984-05-11', held.pan.slice(-4)]);
  assert.deepEqual([data.disclosures.length, data.disclosures[0].recipientClass, data.disclosures[0].purpose], [1, 'court', 'order']);

  const asked = await bank.post('/bank/v1/personal-data/requests', {
    act: 'correct',
    field: 'name-latin',
    value: 'Salim Al-Harthi',
    reason: 'as in my passport',
  });
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  assert.equal((await bank.get('/bank/v1/personal-data')).body.nameLatin, 'Salim Al Harthy', 'nothing changes by asking');
  const path = `/data-requests/${asked.body.requestId}/decision`;
  const carry = { decision: 'carry-out', reason: 'letter compared' };
  assert.equal((await salma.call('POST', path, { ...carry, shown: { path: 'branch', documentNumber: civil } })).reason, 'path-not-allowed');
  const letter = { path: 'letter', letter: { reference: 'L-31', signatureCompared: true } };
  assert.equal(
    (await salma.call('POST', path, { ...carry, shown: { path: 'letter', letter: { ...letter.letter, signatureCompared: false } } }))
      .reason,
    'document-mismatch',
  );
  const carried = await salma.call('POST', path, { ...carry, shown: letter });
  assert.equal(carried.body.status, 'done', world.deps.logged.join(''));
  assert.equal((await salma.call('POST', path, { ...carry, shown: letter })).reason, 'request-decided');
  assert.equal((await bank.get('/bank/v1/personal-data')).body.nameLatin, 'Salim Al-Harthi');

  const changes = `/customers/${salim.id}/data-changes`;
  const email = { act: 'correct', field: 'email', value: 'salim.new@mail.example' };
  assert.equal((await salma.call('POST', changes, { ...email, ...letter })).reason, 'path-not-allowed');
  assert.equal((await salma.call('POST', changes, { ...email, path: 'branch' })).reason, 'proof-needed');
  assert.equal((await salma.call('POST', changes, { ...email, path: 'branch', documentNumber: '11112222' })).reason, 'document-mismatch');
  assert.equal((await salma.call('POST', changes, { ...email, path: 'branch', documentNumber: civil })).status, 204);
  await world.deliver();
  for (const address of [salim.email, 'salim.new@mail.example'])
    assert.ok(
      world.mail.inbox(address).some(({ text }) => /e-mail address of record was changed/.test(text)),
      address,
    );
  assert.equal((await salma.call('POST', changes, { act: 'delete', field: 'name', ...letter })).reason, 'field-needed');
  assert.equal((await salma.call('POST', changes, { act: 'delete', field: 'email', path: 'branch', documentNumber: civil })).status, 204);
  assert.equal((await bank.get('/bank/v1/personal-data')).body.email, undefined);
});

test('PC-59 PC-40 a phone number changes at a branch, proved by a code; name and address need a letter; old and new numbers are told', async (t) => {
  const world = await openWorld(t);
  const office = await openConsole(t, world.deps);
  const salma = await office.hire('salma', 'branch');
  const ali = await office.hire('ali', 'contact-centre');
  const salim = await world.person();
  await openCardFor(world, salim);
  const wanted = '+96898127345';
  const asked = { mobile: wanted, ownershipDeclared: true, reason: 'the holder has another number' };
  assert.equal((await ali.call('POST', `/customers/${salim.id}/mobile-changes`, asked)).status, 403);
  const begun = await salma.call('POST', `/customers/${salim.id}/mobile-changes`, asked);
  const code = await world.codeOf(wanted);
  const done = await salma.call('POST', `/mobile-checks/${begun.body.checkId}/code`, { code, reason: 'read out at the counter' });
  assert.equal(done.body.match, true, done.text);
  const bank = await world.signIn(salim);
  assert.equal((await bank.get('/bank/v1/personal-data')).body.mobile, wanted);
  for (const mobile of [salim.mobile, wanted])
    assert.ok(
      (await world.texts(mobile)).some((text) => /number of record was changed/.test(text)),
      mobile,
    );
  const changes = `/customers/${salim.id}/data-changes`;
  const address = { act: 'correct', field: 'address', value: 'Way 2214, Al Khuwair, Muscat' };
  const letter = { path: 'letter', letter: { reference: 'L-8', signatureCompared: true } };
  assert.equal((await ali.call('POST', changes, { ...address, ...letter })).status, 403);
  assert.equal((await salma.call('POST', changes, { ...address, path: 'letter' })).reason, 'proof-needed');
  assert.equal((await salma.call('POST', changes, { ...address, ...letter })).status, 204);
  assert.equal((await bank.get('/bank/v1/personal-data')).body.address, address.value);
  assert.ok((await world.texts(wanted)).some((text) => /Your address of record was changed/.test(text)));
});

test('PC-40 data stay after closing as long as the programme says, and the number of the document is erased then, once', async (t) => {
  const world = await openWorld(t);
  const { clock, database } = world.deps;
  const office = await openConsole(t, world.deps);
  const salma = await office.hire('salma', 'branch');
  const salim = await world.person();
  const number = (await civilIdOf(database, world.deps.keys, salim.id)) ?? '';
  const document = { kind: 'national-card', number, issuer: 'OMN', expiresOn: '2060-01-31' };
  const consents = { account: true, 'credit-bureau': false, marketing: false };
  const wish = {
    customerId: salim.id,
    product: 'prepaid-classic',
    form: 'virtual',
    document,
    termsVersion: '2026-01',
    termsLanguage: 'en',
    consents,
  };
  const { accountId } = (await salma.call('POST', '/card-applications', wish, { 'idempotency-key': 'k' })).body;
  const proof = async () => (await world.api('POST', `/v1/card-accounts/${accountId}/identity-proofs`, { document })).reason;
  await database.transaction(async (tx) => await loadWallet(tx, world, accountId, 'OMR', 20_000n));
  const statement = 'I end this account, its card was virtual.';
  const bank = await world.signIn(salim);
  const ended = await bank.post(`/bank/v1/card-accounts/${accountId}/ending`, {
    statement,
    payTo: { account: salim.accounts[0]?.accountId },
  });
  assert.equal(ended.status, 201, JSON.stringify(ended.body));
  assert.ok(ended.body.effectiveAt !== undefined, 'no plastic to destroy');
  const account = (await bank.get('/bank/v1/personal-data')).body.accounts[0];
  // 3650 days after 1 March 2026.
  assert.deepEqual([account.status, account.keptUntil], ['closed', '2036-02-27']);
  clock.set('2036-02-26T21:00:00Z');
  await endOfDay(world, '2036-02-26');
  assert.equal(await proof(), 'nothing-demanded', 'the number is there to compare');
  clock.set('2036-02-28T21:00:00Z');
  await endOfDay(world, '2036-02-28');
  await endOfDay(world, '2036-02-28');
  assert.equal(await proof(), 'document-mismatch', 'there is nothing to compare with');
});
