// The life of a card through the doors: activation, secrets, additional cards, replacement, renewal, suspension, cancelling.

import assert from 'node:assert/strict';
import test from 'node:test';

import { isCardNumber } from '../crypto/card-number.ts';
import { lossReportsOfCard } from '../modules/card-care/index.ts';
import { customer } from '../modules/customers/index.ts';
import { identityOf } from './card-dump.ts';
import { approved, cardholder, openCardFor, purchase, secretsOf, type Cardholder } from './card-acts.ts';
import { openWorld, value, type Reply, type World } from './world.ts';

type CardView = { cardId: string; status: string; lastFour: string; closedReason?: string; replacementFor?: string; replacedBy?: string };

async function cardsOf({ bank, accountId }: Pick<Cardholder, 'bank' | 'accountId'>): Promise<CardView[]> {
  return (await bank.get(`/bank/v1/card-accounts/${accountId}`)).body.cards as CardView[];
}

async function statusOf(held: Pick<Cardholder, 'bank'>, cardId: string): Promise<string> {
  return (await held.bank.get(`/bank/v1/cards/${cardId}`)).body.status as string;
}

/** What can be paid from the account's first wallet, as the web bank shows it. */
async function availableOn({ bank, accountId }: Pick<Cardholder, 'bank' | 'accountId'>): Promise<bigint> {
  const { wallets } = (await bank.get(`/bank/v1/card-accounts/${accountId}`)).body;
  return BigInt(wallets[0].balance.minor as string);
}

async function saidTo(world: World, held: Pick<Cardholder, 'person'>, pattern: RegExp): Promise<boolean> {
  return (await world.texts(held.person.mobile)).some((text) => pattern.test(text));
}

test('PC-03 the holder activates a card with an approval of their own, and only then it works', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world, { active: false });
  assert.equal(await statusOf(salim, salim.cardId), 'inactive');
  const asked = await salim.bank.post('/bank/v1/operations', { kind: 'card-activation', params: { cardId: salim.cardId } });
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  assert.equal(await statusOf(salim, salim.cardId), 'inactive', 'asking alone activates nothing');
  assert.equal(await purchase(world, salim), 'card-inactive');
  value(await salim.phone.operation(asked.body.operationId));
  assert.equal(value(await salim.phone.decide(asked.body.operationId, 'approve')).status, 'executed');
  assert.equal(await statusOf(salim, salim.cardId), 'active');
  assert.ok(await saidTo(world, salim, /activated/));
  const forPin = await approved(salim, 'card-details', { cardId: salim.cardId, shows: 'pin' });
  const { pin } = (await salim.bank.post(`/bank/v1/cards/${salim.cardId}/pin`, { operationId: forPin.operationId })).body as {
    pin: string;
  };
  assert.equal(await purchase(world, { ...salim, pin }), 'approved');
  const again = await salim.bank.post('/bank/v1/operations', { kind: 'card-activation', params: { cardId: salim.cardId } });
  assert.equal(again.reason, 'card-state-unfit');
  const huda = await cardholder(world);
  const foreign = await huda.bank.post('/bank/v1/operations', { kind: 'card-activation', params: { cardId: salim.cardId } });
  assert.equal(foreign.reason, 'card-unknown', 'nobody activates the card of somebody else');
});

test('PC-03 PC-47 an account whose identity is not established yet keeps its card inactive and says what is missing', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world, { active: false });
  await identityOf(world, salim.accountId, 'pending');
  const asked = await salim.bank.post('/bank/v1/operations', { kind: 'card-activation', params: { cardId: salim.cardId } });
  assert.equal(asked.status, 409);
  assert.equal(asked.reason, 'identity-missing');
  await identityOf(world, salim.accountId, 'open');
  assert.equal((await approved(salim, 'card-activation', { cardId: salim.cardId })).body.status, 'executed');
});

test('PC-04 number, CVV2 and PIN are shown once, to who carries the card, after an approval and not much later', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world, { active: false });
  const path = `/bank/v1/cards/${salim.cardId}`;
  assert.equal((await salim.bank.post(`${path}/details`, { operationId: world.deps.cards.newId() })).reason, 'details-not-approved');

  const { operationId } = await approved(salim, 'card-details', { cardId: salim.cardId, shows: 'number' });
  assert.equal((await salim.bank.post(`${path}/pin`, { operationId })).reason, 'details-not-approved', 'it was for something else');
  const shown = await salim.bank.post(`${path}/details`, { operationId });
  assert.equal(shown.status, 200, JSON.stringify(shown.body));
  assert.match(shown.headers.get('cache-control') ?? '', /no-store/);
  const { number, cvv2, expiresOn } = shown.body as { number: string; cvv2: string; expiresOn: string };
  assert.match(number, /^95120010\d{8}$/, "16 digits in the programme's range");
  assert.ok(isCardNumber(number), 'with its check digit');
  assert.match(cvv2, /^\d{3}$/);
  assert.equal(expiresOn, '2029-03-31', 'the last day of a month, 36 months from the day of issue');
  assert.equal((await salim.bank.post(`${path}/details`, { operationId })).reason, 'details-not-approved', 'it serves once');

  const late = await approved(salim, 'card-details', { cardId: salim.cardId, shows: 'number' });
  world.deps.clock.advance(121);
  assert.equal((await salim.bank.post(`${path}/details`, { operationId: late.operationId })).reason, 'details-not-approved');

  const forPin = await approved(salim, 'card-details', { cardId: salim.cardId, shows: 'pin' });
  const pin = await salim.bank.post(`${path}/pin`, { operationId: forPin.operationId });
  assert.match(pin.body.pin as string, /^\d{4}$/);
  assert.equal((await salim.bank.post(`${path}/pin`, { operationId: forPin.operationId })).reason, 'details-not-approved');
  const second = await salim.bank.post('/bank/v1/operations', { kind: 'card-details', params: { cardId: salim.cardId, shows: 'pin' } });
  assert.equal(second.reason, 'pin-delivered', 'the PIN is delivered once');

  const huda = await cardholder(world);
  assert.equal((await huda.bank.post(`${path}/details`, { operationId: late.operationId })).reason, 'card-unknown');
  assert.equal((await huda.bank.get(path)).reason, 'card-unknown');
});

test('PC-04 the PIN can be changed after an approval, and not into an obvious one', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  const { operationId } = await approved(salim, 'card-pin-change', { cardId: salim.cardId });
  const change = async (pin: string): Promise<string> =>
    (await salim.bank.post(`/bank/v1/cards/${salim.cardId}/pin-change`, { operationId, pin })).reason;
  assert.equal(await change('12345'), 'pin-malformed');
  assert.equal(await change('1234'), 'pin-too-easy');
  assert.equal(await change('7777'), 'pin-too-easy');
  assert.equal(await change('2580'), '', 'a refused PIN leaves the approval');
  assert.equal(await change('2581'), 'details-not-approved', 'an approval changes it once');
  assert.equal(await purchase(world, salim), 'pin-wrong', 'the old PIN no longer works');
  assert.equal(await purchase(world, { ...salim, pin: '2580' }), 'approved');
  assert.ok(await saidTo(world, salim, /PIN of your card ending in \d{4} was changed/));
});

test('PC-05 an additional card has its own number and PIN and its own carrier, and the main holder can cancel it', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  const huda = await world.person({ name: 'هدى البلوشي', nameLatin: 'Huda Al Balushi' });
  const hers = await world.activated(huda);
  const herNumber = (await customer(world.deps.database, huda.id))?.number ?? '';
  const params = { accountId: salim.accountId, customerNumber: herNumber, form: 'virtual' };
  const done = await approved(salim, 'card-additional', params);
  assert.equal(done.body.status, 'executed', JSON.stringify(done.body));
  assert.equal(done.body.details.payee, 'Huda Al Balushi', 'the phone showed who will carry it');
  const [main, extra] = await cardsOf(salim);
  assert.ok(main && extra);
  assert.notEqual(extra.lastFour + extra.cardId, main.lastFour + main.cardId);
  assert.equal(extra.status, 'inactive');

  // The carrier makes it work, and sees the one card but not the account's money.
  const seen = (await hers.bank.get('/bank/v1/card-accounts')).body.accounts;
  assert.deepEqual(
    [seen.length, seen[0].isMainHolder, seen[0].wallets, seen[0].cards.map(({ cardId }: CardView) => cardId)],
    [1, false, [], [extra.cardId]],
  );
  assert.equal((await approved(hers, 'card-activation', { cardId: extra.cardId })).body.status, 'executed');
  const shows = await approved(hers, 'card-details', { cardId: extra.cardId, shows: 'number' });
  const { number } = (await hers.bank.post(`/bank/v1/cards/${extra.cardId}/details`, { operationId: shows.operationId })).body;
  assert.notEqual(number, salim.pan);
  const notHis = await salim.bank.post('/bank/v1/operations', { kind: 'card-details', params: { cardId: extra.cardId, shows: 'pin' } });
  assert.equal(notHis.reason, 'card-unknown', 'her number and PIN are hers alone');
  const notHers = await hers.bank.post('/bank/v1/operations', { kind: 'card-additional', params });
  assert.equal(notHers.reason, 'card-account-unknown');

  assert.equal((await hers.bank.post(`/bank/v1/cards/${main.cardId}/cancel`)).reason, 'card-unknown');
  assert.equal(
    (await salim.bank.post(`/bank/v1/cards/${main.cardId}/cancel`)).reason,
    'card-state-unfit',
    'the main card ends with the account',
  );
  const cancelled = await salim.bank.post(`/bank/v1/cards/${extra.cardId}/cancel`);
  assert.deepEqual([cancelled.body.status, cancelled.body.closedReason], ['closed', 'request']);
  assert.equal(await statusOf(salim, main.cardId), 'active');
  assert.equal(
    (await salim.bank.post('/bank/v1/operations', { kind: 'card-additional', params: { ...params, customerNumber: '0' } })).reason,
    'carrier-unknown',
  );
});

test('PC-05 an account has no more cards than its programme allows', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  for (let count = 0; count < 3; count += 1) {
    const made = await world.api('POST', '/v1/cards', { accountId: salim.accountId, role: 'additional', form: 'virtual' });
    assert.equal(made.status, 201, JSON.stringify(made.body));
  }
  const params = { accountId: salim.accountId, form: 'virtual' };
  assert.equal((await salim.bank.post('/bank/v1/operations', { kind: 'card-additional', params })).reason, 'too-many-cards');
  assert.equal((await world.api('POST', '/v1/cards', { accountId: salim.accountId })).reason, 'too-many-cards');
});

test('PC-06 a damaged card is replaced after an approval that names the fee: the old number stops, the balance stays', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  const before = await availableOn(salim);
  const done = await approved(salim, 'card-replacement', { cardId: salim.cardId, reason: 'damaged', form: 'virtual' });
  assert.equal(done.body.status, 'executed', JSON.stringify(done.body));
  assert.deepEqual([done.body.details.fee, done.body.details.currency], ['2100', 'OMR'], '2.000 and 5 % of tax');
  const [old, fresh, ...more] = await cardsOf(salim);
  assert.ok(old && fresh);
  assert.deepEqual([old.status, old.closedReason, old.replacedBy, more.length], ['closed', 'damaged', fresh.cardId, 0]);
  assert.deepEqual([fresh.status, fresh.replacementFor], ['inactive', salim.cardId]);
  const secrets = await secretsOf(world, fresh.cardId);
  assert.notEqual(secrets.pan, salim.pan);
  assert.equal(await purchase(world, salim), 'card-closed', 'the old number stops at once');
  assert.equal(before - (await availableOn(salim)), 2_100n, 'the fee and nothing else');
  assert.equal((await approved(salim, 'card-activation', { cardId: fresh.cardId })).body.status, 'executed');
  const forPin = await approved(salim, 'card-details', { cardId: fresh.cardId, shows: 'pin' });
  const { pin } = (await salim.bank.post(`/bank/v1/cards/${fresh.cardId}/pin`, { operationId: forPin.operationId })).body as {
    pin: string;
  };
  assert.equal(await purchase(world, { cardId: fresh.cardId, pin }), 'approved', 'from the same balance, with a PIN of its own');
  const twice = await salim.bank.post('/bank/v1/operations', {
    kind: 'card-replacement',
    params: { cardId: salim.cardId, reason: 'damaged', form: 'virtual' },
  });
  assert.equal(twice.reason, 'card-replaced');
});

test('PC-06 PC-36 the bank can refuse a replacement: of a card that it cancelled itself, it does', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  await world.api('POST', `/v1/cards/${salim.cardId}/cancel`, { reason: 'breach', note: 'left the country for good' });
  const params = { cardId: salim.cardId, reason: 'damaged', form: 'physical' };
  assert.equal((await salim.bank.post('/bank/v1/operations', { kind: 'card-replacement', params })).reason, 'card-not-replaceable');
  const byBank = await world.api('POST', `/v1/cards/${salim.cardId}/replace`, { reason: 'damaged' });
  assert.deepEqual([byBank.status, byBank.body.status], [201, 'ordered'], 'the bank itself may, free of charge');
});

test('PC-35 a card that was reported and found does not work again: nothing leads back', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  const done = await approved(salim, 'card-replacement', { cardId: salim.cardId, reason: 'lost', form: 'virtual' });
  assert.equal(done.body.status, 'executed');
  const { cardId } = salim;
  assert.deepEqual((await cardsOf(salim))[0]?.status, 'closed');
  assert.equal(await purchase(world, salim), 'card-lost');
  const reports = await lossReportsOfCard(world.deps.database, cardId);
  assert.deepEqual(
    [reports.length, reports[0]?.kind, reports[0]?.writtenAt !== null],
    [1, 'lost', true],
    'its loss file is open, in writing',
  );
  assert.equal((await salim.bank.post(`/bank/v1/cards/${cardId}/unfreeze`)).reason, 'card-closed');
  assert.equal((await salim.bank.post('/bank/v1/operations', { kind: 'card-activation', params: { cardId } })).reason, 'card-closed');
  for (const act of ['resume', 'suspend', 'cancel'])
    assert.equal((await world.api('POST', `/v1/cards/${cardId}/${act}`, { reason: 'other' })).reason, 'card-closed', act);
  assert.equal((await world.api('POST', `/v1/cards/${cardId}/reset-pin`)).reason, 'card-closed');
  assert.equal((await salim.bank.post('/bank/v1/operations', { kind: 'card-pin-change', params: { cardId } })).reason, 'card-closed');
  assert.ok(await saidTo(world, salim, /blocked for good/));
});

test('PC-36 PC-54 the bank suspends and lifts: the holder learns that, never why; the auditor finds the reason', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  await salim.bank.post(`/bank/v1/cards/${salim.cardId}/freeze`);
  const suspended = await world.api('POST', `/v1/cards/${salim.cardId}/suspend`, { reason: 'illegality', note: 'report 4711' });
  assert.deepEqual([suspended.status, suspended.body.status, suspended.body.statusReason], [200, 'suspended', 'illegality']);
  assert.equal(await purchase(world, salim), 'card-suspended');
  const seen = await salim.bank.get(`/bank/v1/card-accounts/${salim.accountId}`);
  assert.equal(seen.body.cards[0].status, 'suspended');
  assert.doesNotMatch(JSON.stringify(seen.body), /illegality|4711/);
  assert.ok(await saidTo(world, salim, /was suspended/));
  assert.equal(await saidTo(world, salim, /illegality|4711/), false);
  assert.equal((await salim.bank.post(`/bank/v1/cards/${salim.cardId}/unfreeze`)).reason, 'card-suspended', 'the holder cannot lift it');
  const { acts } = (await world.api('GET', `/v1/card-accounts/${salim.accountId}/issuer-acts`)).body;
  assert.deepEqual([acts.length, acts[0].act, acts[0].reason, acts[0].note], [1, 'suspend', 'illegality', 'report 4711']);
  const resumed = await world.api('POST', `/v1/cards/${salim.cardId}/resume`, { reason: 'other', note: 'cleared' });
  assert.equal(resumed.body.status, 'frozen', "the holder's own freeze outlives the suspension");
  assert.equal(await purchase(world, salim), 'card-frozen');
  assert.equal((await salim.bank.post(`/bank/v1/cards/${salim.cardId}/unfreeze`)).body.status, 'active');
  assert.equal(await purchase(world, salim), 'approved');
  assert.equal(
    (await world.api('POST', `/v1/cards/${salim.cardId}/suspend`, { reason: 'because' })).status,
    400,
    'a reason code is needed',
  );

  const cancelled = await world.api('POST', `/v1/cards/${salim.cardId}/cancel`, { reason: 'misuse' });
  assert.deepEqual([cancelled.body.status, cancelled.body.statusReason], ['closed', 'misuse']);
  const [view] = await cardsOf(salim);
  assert.deepEqual([view?.status, view?.closedReason], ['closed', undefined]);
});

test('production by the bank: ordered, produced, shipped, delivered; a card on its way cannot be activated', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  const made = await world.api('POST', '/v1/cards', { accountId: salim.accountId, role: 'additional' });
  const { cardId } = made.body as { cardId: string };
  assert.equal(made.body.status, 'ordered');
  const step = async (name: string): Promise<string> => {
    const reply = await world.api('POST', `/v1/cards/${cardId}/production`, { step: name });
    return reply.status === 200 ? (reply.body.status as string) : reply.reason;
  };
  assert.equal(await step('ship'), 'card-state-unfit');
  assert.equal(await step('produce'), 'produced');
  assert.equal((await salim.bank.post('/bank/v1/operations', { kind: 'card-activation', params: { cardId } })).reason, 'card-state-unfit');
  assert.equal(await step('ship'), 'shipped');
  assert.equal(await step('deliver'), 'inactive');
  assert.equal((await approved(salim, 'card-activation', { cardId })).body.status, 'executed');
});

test('controls: the holder narrows a card after an approval that shows every field, never beyond the programme', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  const controls = {
    channelsOff: ['moto'],
    countriesAllowed: ['OM', 'AE'],
    merchantGroupsOff: ['travel'],
    limits: { purchase: { perOperationMax: 50_000 }, cash: { perDayMax: 0 } },
  };
  const done = await approved(salim, 'card-controls', { cardId: salim.cardId, controls, notify: false });
  assert.equal(done.body.status, 'executed', JSON.stringify(done.body));
  assert.equal(done.body.details['purchase-perOperationMax'], '50000');
  const view = (await salim.bank.get(`/bank/v1/cards/${salim.cardId}`)).body;
  assert.deepEqual([view.controls, view.notify], [controls, false]);
  assert.equal(await purchase(world, salim), 'approved');
  assert.equal(await purchase(world, salim, { amount: { currency: 'OMR', minor: '50001' } }), 'above-maximum');
  assert.equal(await purchase(world, salim, { country: 'FR' }), 'country-off');
  assert.equal(await purchase(world, salim, { mcc: '4722' }), 'merchant-group-off');
  assert.equal(await purchase(world, salim, { channel: 'moto', cvv2: salim.cvv2 }), 'channel-off');
  const ask = async (wanted: object): Promise<string> =>
    (await salim.bank.post('/bank/v1/operations', { kind: 'card-controls', params: { cardId: salim.cardId, controls: wanted } })).reason;
  assert.equal(await ask({ limits: { purchase: { perDayMax: 2_000_001 } } }), 'limit-above-programme');
  assert.equal(await ask({ countriesAllowed: ['KP'] }), 'country-restricted');
  assert.equal(await ask({ merchantGroupsOff: ['dreams'] }), 'merchant-group-unknown');
  assert.equal(await ask({ channelsOff: ['carrier-pigeon'] }), 'params-malformed');
  await approved(salim, 'card-controls', { cardId: salim.cardId, controls: {} });
  assert.deepEqual((await salim.bank.get(`/bank/v1/cards/${salim.cardId}`)).body.controls, {});
});

test('PC-09 three wrong PINs in a row block the PIN until staff unblock it, or the holder chooses another after an approval', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  const wrong = { ...salim, pin: salim.pin === '9753' ? '9752' : '9753' };
  const pinStatus = async (): Promise<string> => (await salim.bank.get(`/bank/v1/cards/${salim.cardId}`)).body.pinStatus as string;
  assert.equal((await world.api('POST', `/v1/cards/${salim.cardId}/unblock-pin`, {})).reason, 'pin-not-blocked');
  assert.equal(await purchase(world, { ...salim, pin: '' }), 'pin-required', 'a terminal needs the PIN');
  assert.equal(await purchase(world, wrong), 'pin-wrong');
  assert.equal(await purchase(world, wrong), 'pin-wrong');
  assert.equal(await purchase(world, salim), 'approved', 'the right one between them begins the count anew');
  const block = async (): Promise<void> => {
    for (let tries = 0; tries < 3; tries += 1) assert.equal(await purchase(world, wrong), 'pin-wrong');
    assert.equal(await pinStatus(), 'blocked');
    assert.equal(await purchase(world, salim), 'pin-blocked', 'the right PIN too');
  };
  await block();
  assert.ok(await saidTo(world, salim, /was blocked on .* after several wrong tries/));
  assert.equal((await world.api('POST', `/v1/cards/${salim.cardId}/unblock-pin`, { note: 'call 17' })).body.pinStatus, 'set');
  assert.equal(await purchase(world, salim), 'approved');
  await block();
  const { operationId } = await approved(salim, 'card-pin-change', { cardId: salim.cardId });
  assert.equal((await salim.bank.post(`/bank/v1/cards/${salim.cardId}/pin-change`, { operationId, pin: '2580' })).status, 200);
  assert.deepEqual([await pinStatus(), await purchase(world, { ...salim, pin: '2580' })], ['set', 'approved']);
});

test('PC-48 a purchase on line is approved by its carrier on the phone, and the authorisation keeps how', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  const params = { cardId: salim.cardId, amount: { currency: 'OMR', minor: '12500' }, merchant: 'Muscat Books', reference: 'acs-77' };
  const ask = async (customerId: string): Promise<Reply> =>
    await world.api('POST', '/v1/operations', { customerId, kind: 'card-purchase', params });
  const huda = await cardholder(world);
  assert.equal((await ask(huda.person.id)).reason, 'card-unknown', 'only who carries the card approves');
  const asked = await ask(salim.person.id);
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  const shown = value(await salim.phone.operation(asked.body.operationId));
  assert.deepEqual([shown.details['amount'], shown.details['currency'], shown.details['payee']], ['12500', 'OMR', 'Muscat Books']);
  assert.equal(value(await salim.phone.decide(asked.body.operationId, 'approve')).status, 'executed');
  const online = { channel: 'ecommerce', verification: 'approval', cvv2: salim.cvv2, expiry: salim.expiry, merchantName: 'Muscat Books' };
  assert.equal(await purchase(world, { ...salim, pin: '' }, { ...online, amount: params.amount }), 'approved');
  const { authorizations } = (await world.api('GET', `/v1/card-authorizations?accountId=${salim.accountId}`)).body;
  assert.deepEqual([authorizations[0].verification, authorizations[0].channel], ['approval', 'ecommerce']);
  await salim.bank.post(`/bank/v1/cards/${salim.cardId}/freeze`);
  assert.equal((await ask(salim.person.id)).reason, 'card-state-unfit');
});

test('a card of another account is none of a customer’s business', async (t) => {
  const world = await openWorld(t);
  const salim = await cardholder(world);
  const huda = await world.person();
  const hers = await openCardFor(world, huda);
  for (const act of ['freeze', 'unfreeze', 'cancel'])
    assert.equal((await salim.bank.post(`/bank/v1/cards/${hers.cardId}/${act}`)).reason, 'card-unknown');
  assert.equal((await salim.bank.get(`/bank/v1/card-accounts/${hers.accountId}`)).reason, 'card-account-unknown');
  for (const [kind, params] of [
    ['card-details', { shows: 'number' }],
    ['card-pin-change', {}],
    ['card-replacement', { reason: 'lost', form: 'virtual' }],
    ['card-renewal', { choice: 'renew' }],
    ['card-controls', { controls: {} }],
  ] as const)
    assert.equal(
      (await salim.bank.post('/bank/v1/operations', { kind, params: { cardId: hers.cardId, ...params } })).reason,
      'card-unknown',
      kind,
    );
});
