// What a closing pays out and cannot: returned by another bank, or to an account that was closed meanwhile.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { closeAccount, openAccount } from '../modules/accounts/index.ts';
import { followClosings, payoutsChart, redirectClosing } from '../modules/card-funding/index.ts';
import { balancesOf, checkLedger, internalAccount, transfer } from '../modules/ledger/index.ts';
import { walletsOf } from '../modules/wallets/index.ts';
import { statement } from '../postgres/database.ts';
import { connectAll, range } from '../testing/race.ts';
import { openCardFor } from './card-acts.ts';
import { must, openWorld, type World } from './world.ts';

const iban = 'OM810180000001299123456';
const reason = 'the holder came to the branch with the card of the other account';
const omr = (minor: number) => ({ currency: 'OMR', minor: String(minor) });

async function waiting({ deps: { database, clock } }: World): Promise<bigint> {
  const id = await internalAccount(database, payoutsChart, 'OMR', clock.now());
  return (await balancesOf(database, [id])).get(id)?.posted ?? 0n;
}

async function balance({ deps: { database } }: World, accountId: string): Promise<bigint> {
  return (await balancesOf(database, [accountId])).get(accountId)?.posted ?? 0n;
}

/** The next file to other banks, and what they answer. */
async function answered(world: World, result: string): Promise<string> {
  const file = await world.api('POST', '/v1/card-bank-files', { kind: 'payouts', programme: 'oman-prepaid' });
  assert.equal(file.status, 201, JSON.stringify(file.body));
  const content = String((await world.api('GET', `/v1/card-bank-files/${file.body.fileId}`)).body);
  const reference = /<EndToEndId>([A-Z0-9]+)<\/EndToEndId>/.exec(content)?.[1] ?? '';
  await world.api('POST', '/v1/card-bank-results', { content: `reference,result,reason\n${reference},${result}\n` });
  return reference;
}

test('a payout that another bank returned is sent to another account of the same holder, once', async (t) => {
  const world = await openWorld(t);
  const { clock, database } = world.deps;
  const [person, stranger] = [await world.person(), await world.person()];
  const held = await openCardFor(world, person, { balanceMinor: 50_000n });
  const path = `/v1/card-accounts/${held.accountId}/closing`;
  const own = { account: person.accounts[0]?.accountId ?? '' };
  assert.equal((await world.api('POST', `${path}/destination`, { payTo: own, reason })).reason, 'closing-unknown');
  const closed = await world.api('POST', path, { payTo: { iban }, channel: 'branch' });
  assert.equal(closed.status, 201, JSON.stringify(closed.body));
  const amount = BigInt(closed.body.payouts[0].amount.minor);
  await answered(world, 'returned,AC04');
  assert.equal(await waiting(world), amount);

  const elsewhere = { account: stranger.accounts[0]?.accountId ?? '' };
  assert.equal((await world.api('POST', `${path}/destination`, { payTo: elsewhere, reason })).reason, 'account-unknown');
  assert.equal((await world.api('POST', `${path}/destination`, { payTo: { iban: 'OM00' }, reason })).reason, 'iban-malformed');

  // To another bank again: it goes with the next file, and comes back once more.
  const other = { iban: 'OM540270000000000654321' };
  const sent = await world.api('POST', `${path}/destination`, { payTo: other, reason });
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  assert.deepEqual(
    [sent.body.sentAgain, sent.body.payouts.map(({ status }: { status: string }) => status).toSorted()],
    [1, ['ordered', 'returned']],
  );
  assert.equal((await world.api('POST', `${path}/destination`, { payTo: other, reason })).body.sentAgain, 0);
  // The holder is told where the money goes now, once for each change: a wrong account is seen before it is paid.
  const told = statement('test_payout_notices', `SELECT m.channel FROM messages m WHERE m.template = 'card-payout-redirected'`);
  assert.deepEqual((await database.query<{ channel: string }>(told)).map(({ channel }) => channel).toSorted(), ['email', 'sms']);
  assert.equal(await waiting(world), amount);
  await answered(world, 'returned,AC01');

  // To an account here: 64 times at once it is booked once.
  await connectAll(database);
  const before = await balance(world, own.account);
  const wanted = { accountId: held.accountId, payTo: own, reason, actor: 'client:test' };
  const outcomes = await Promise.all(
    range(64).map(
      async () =>
        must(await database.transaction(async (tx) => await redirectClosing(tx, world.deps.cards, wanted, clock.now()))).sentAgain,
    ),
  );
  assert.equal(
    outcomes.reduce((sum, count) => sum + count, 0),
    1,
  );
  assert.equal((await balance(world, own.account)) - before, amount);
  assert.equal(await waiting(world), 0n);
  assert.deepEqual(await checkLedger(database, clock.now()), []);
});

test('what waits because the account it was to go to was closed is paid to another one of the holder', async (t) => {
  const world = await openWorld(t);
  const { cards, clock, database } = world.deps;
  const person = await world.person();
  const held = await openCardFor(world, person, { balanceMinor: 50_000n });
  const authorized = await world.api('POST', '/v1/simulator/authorizations', {
    ...{ cardId: held.cardId, amount: omr(20_000), mcc: '5411', country: 'OM', cardPresent: true, pin: held.pin },
  });
  assert.equal(authorized.body.outcome, 'approved', JSON.stringify(authorized.body));
  const short = await database.transaction(
    async (tx) => await openAccount(tx, world.deps.programme, { customerIds: [person.id] }, clock.now()),
  );
  const path = `/v1/card-accounts/${held.accountId}/closing`;
  const closed = await world.api('POST', path, { payTo: { account: short.accountId }, channel: 'branch' });
  assert.deepEqual([closed.status, closed.body.status], [201, 'closing'], JSON.stringify(closed.body));
  // The holder takes the money and closes that account; then the hold ends.
  const own = person.accounts[0]?.accountId ?? '';
  const leg = { debitAccountId: short.accountId, creditAccountId: own, amount: await balance(world, short.accountId) };
  const emptied = { id: randomUUID(), currency: 'OMR', code: 'test', reference: 'test', legs: [leg] } as const;
  must(await database.transaction(async (tx) => await transfer(tx, emptied, clock.now())));
  must(await database.transaction(async (tx) => await closeAccount(tx, short.accountId, clock.now())));
  const { authorizationId } = authorized.body;
  const reversed = await world.api('POST', `/v1/simulator/authorizations/${authorizationId}/reverse`, { accountId: held.accountId });
  assert.equal(reversed.body.outcome, 'approved', JSON.stringify(reversed.body));
  const day = { programme: 'oman-prepaid', day: Temporal.PlainDate.from('2026-03-01') };
  const free = async (): Promise<bigint> => (await walletsOf(database, held.accountId))[0]?.available ?? 0n;
  await followClosings(cards, day, clock.now());
  assert.equal(await free(), 20_000n, 'it waits');

  const wish = { payTo: { account: short.accountId }, reason };
  assert.equal((await world.api('POST', `${path}/destination`, wish)).reason, 'account-closed');
  const before = await balance(world, own);
  const redirected = await world.api('POST', `${path}/destination`, { payTo: { account: own }, reason });
  assert.deepEqual([redirected.status, redirected.body.sentAgain], [200, 0], JSON.stringify(redirected.body));
  assert.deepEqual([(await balance(world, own)) - before, await free()], [20_000n, 0n]);
  assert.equal((await world.api('GET', `/v1/card-accounts/${held.accountId}`)).body.status, 'closed');
  assert.deepEqual(await checkLedger(database, clock.now()), []);
});
