// Cards at terminals, cash machines and shops on the internet: what a holder and a merchant may expect, through the ISO 8583 port.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { numericOfCountry } from '../kernel/countries.ts';
import { money } from '../kernel/money.ts';
import { authorizationsOf } from '../modules/card-authorizations/index.ts';
import { checkLedger } from '../modules/ledger/index.ts';
import { transactionsOf } from '../modules/wallets/index.ts';
import { readAdditionalAmounts, writeFee, type Message } from '../iso8583/index.ts';
import { reversalOf, type CardMessage } from '../doors/card-network/index.ts';
import { answered, openCardNetworkWorld, type CardNetworkWorld, type HeldCard } from '../testing/card-network.ts';

type Wishes = Parameters<CardNetworkWorld['message']>[1];

const shopOnline = { entryMode: '810', condition: '59', pin: null } as const;
const machine = { transaction: 'cash', mcc: '6011' } as const;
const muscat = { name: 'BANK ATM 17', city: 'MUSCAT', country: 'OM' };
const dubai = { name: 'ATM DEIRA', city: 'DUBAI', country: 'AE' };

async function code(world: CardNetworkWorld, held: HeldCard, wishes: Wishes): Promise<string> {
  return (await world.send(held, wishes)).code;
}

async function sent(world: CardNetworkWorld, message: Message): Promise<string> {
  return answered(await world.acquirer.send(message)).code;
}

const posted = async (world: CardNetworkWorld, { accountId }: HeldCard) =>
  (await transactionsOf(world.cards.database, accountId, { limit: 20 })).filter(({ kind }) => kind !== 'load');

const wrongPin = ({ pin }: HeldCard): string => (pin === '1357' ? '1358' : '1357');

test('PC-09 a terminal and a cash machine need the PIN; three wrong ones in a row block it, two and a right one do not', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  assert.equal(await code(world, held, { pin: null }), '55');
  assert.equal(await code(world, held, { ...machine, merchant: muscat, acquirer: '00000051201', minor: 5000n, pin: null }), '55');
  for (const [pin, wanted] of [
    [wrongPin(held), '55'],
    [wrongPin(held), '55'],
    [held.pin, '00'],
    [wrongPin(held), '55'],
    [wrongPin(held), '55'],
    [wrongPin(held), '55'],
    [held.pin, '75'],
  ])
    assert.equal(await code(world, held, { pin: pin as string }), wanted);
  assert.equal(await code(world, held, shopOnline), '00', 'only the use of the PIN is blocked');
});

test('PC-10 what is held cannot be spent again', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card({ OMR: 10_000n });
  assert.equal(await code(world, held, { minor: 7000n }), '00');
  assert.equal(await code(world, held, { minor: 3001n }), '51');
  assert.equal(await code(world, held, { minor: 3000n }), '00');
  const { available, posted: settled } = await world.wallet(held.accountId);
  assert.deepEqual([available, settled], [0n, 10_000n]);
});

test('PC-10 an approval in part goes to terminals that understand it', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card({ OMR: 10_000n });
  const { code: told, message } = await world.send(held, { minor: 12_000n, service: { partialApproval: '1' } });
  assert.deepEqual([told, message.fields[4]], ['10', '000000010000']);
  assert.deepEqual(readAdditionalAmounts(message.fields[54] ?? ''), [
    { accountType: '00', amountType: '57', currency: '512', minor: 12_000n },
  ]);
});

test('PC-11 a number typed at a terminal, and what was approved by voice or by the card itself, is refused', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  assert.equal(await code(world, held, { entryMode: '011', pin: null }), '57');
  assert.equal(await code(world, held, { entryMode: '000' }), '57');
  assert.equal(await code(world, held, { approvalCode: 'VOICE1' }), '57');
  const message = world.message(held);
  const certificate = new Uint8Array([0x9f, 0x27, 0x01, 0x40]);
  assert.equal(await sent(world, { ...message, fields: { ...message.fields, 55: certificate } }), '57');
  const cryptogram = new Uint8Array([0x9f, 0x27, 0x01, 0x80]);
  assert.equal(await sent(world, { ...message, fields: { ...message.fields, 55: cryptogram } }), '00');
});

test('PC-12 gambling and adult entertainment are refused by their category', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  for (const mcc of ['7995', '7800', '7802', '9406', '5967', '7273', '7297'])
    assert.equal(await code(world, held, { ...shopOnline, mcc }), '57', mcc);
  assert.equal(await code(world, held, { ...shopOnline, mcc: '5999' }), '00');
});

test('PC-14 cash is free at the own machines, refused at others in Oman, and costs its fee with tax abroad', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const own = { ...machine, merchant: muscat, acquirer: '00000051201', minor: 5000n };
  assert.equal(await code(world, held, { ...own, mti: '0200' }), '00');
  assert.equal((await world.wallet(held.accountId)).posted, 95_000n);
  assert.equal(await code(world, held, { ...own, acquirer: '00000099999' }), '57');
  const abroad = world.acquirer.stamp(
    world.message(held, { ...machine, merchant: dubai, currency: 'AED', minor: 10_000n, mti: '0200', acquirer: '00000077777' }),
  );
  assert.equal(await sent(world, abroad), '00');
  const entries = await posted(world, held);
  const cash = entries.find(({ kind, originalCurrency }) => kind === 'cash' && originalCurrency === 'AED');
  const fee = entries.find(({ kind }) => kind === 'fee');
  // 100.00 AED at 9.5514 to the rial; 1.500 with 5 % tax.
  assert.deepEqual([cash?.amount, fee?.detail, fee?.amount, fee?.vatAmount], [-10_470n, 'cash-abroad', -1575n, -75n]);
  assert.equal(fee?.parentId, cash?.id);
  assert.equal((await world.wallet(held.accountId)).posted, 95_000n - 10_470n - 1575n);
});

test('PC-15 a cash machine shows the balance, and its operator’s fee is posted', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  await world.send(held, { minor: 40_000n });
  const inquiry = { transaction: 'balance-inquiry', mcc: '6011', minor: 0n, merchant: dubai, fee: writeFee(250n) ?? '' } as const;
  const { code: told, message } = await world.send(held, inquiry);
  assert.equal(told, '00');
  const amounts = readAdditionalAmounts(message.fields[54] ?? '') ?? [];
  assert.deepEqual(
    amounts.map(({ amountType, currency }) => [amountType, currency]),
    [
      ['01', '512'],
      ['02', '512'],
    ],
  );
  assert.ok((amounts[1]?.minor ?? 0n) <= 60_000n);
  assert.equal((await world.wallet(held.accountId)).posted, 99_750n);
  assert.equal(await code(world, held, { ...inquiry, pin: null }), '55');
});

/** Authorises and then completes by message; gives both codes. */
async function completed(
  world: CardNetworkWorld,
  held: HeldCard,
  wishes: Wishes & { readonly finally: bigint; readonly completion?: Partial<CardMessage> },
): Promise<{ original: Message; codes: readonly string[] }> {
  const { finally: minor, completion, ...first } = wishes ?? {};
  const original = world.acquirer.stamp(world.message(held, first));
  const reply = answered(await world.acquirer.send(original));
  const last = world.message(held, { ...first, ...completion, mti: '0220', pin: null, minor });
  const { 90: elements } = reversalOf(original).fields;
  return {
    original,
    codes: [reply.code, await sent(world, { ...last, fields: { ...last.fields, ...(elements === undefined ? {} : { 90: elements }) } })],
  };
}

test('PC-17 at a restaurant the final amount alone is charged and the rest is free again; above the hold it is charged too', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const smaller = await completed(world, held, { mcc: '5812', minor: 12_000n, finally: 10_000n });
  assert.deepEqual(smaller.codes, ['00', '00']);
  assert.deepEqual([(await world.wallet(held.accountId)).posted, (await world.wallet(held.accountId)).held], [90_000n, 0n]);
  const larger = await completed(world, held, { mcc: '5812', minor: 10_000n, finally: 12_000n });
  assert.deepEqual(larger.codes, ['00', '00']);
  assert.deepEqual([(await world.wallet(held.accountId)).posted, (await world.wallet(held.accountId)).held], [78_000n, 0n]);
});

test('PC-18 a hotel raises and lowers its estimate; the final bill is charged and the rest is free again', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const hotel = { mcc: '7011', trace: 'STAY00000000001' } as const;
  const original = world.acquirer.stamp(world.message(held, { ...hotel, minor: 50_000n, service: { preAuthorisation: 'E' } }));
  assert.equal(await sent(world, original), '00');
  assert.equal(await code(world, held, { ...hotel, minor: 20_000n, pin: null, service: { preAuthorisation: 'I' } }), '00');
  assert.equal((await world.wallet(held.accountId)).held, 70_000n);
  assert.equal(await code(world, held, { ...hotel, minor: 40_000n, pin: null, service: { preAuthorisation: 'I' } }), '51');
  const lowered = reversalOf(original, '0420', 55_000n);
  assert.equal(await sent(world, lowered), '00');
  assert.equal((await world.wallet(held.accountId)).held, 55_000n);
  assert.equal(await code(world, held, { ...hotel, mti: '0220', minor: 52_500n, pin: null, service: { preAuthorisation: 'F' } }), '00');
  const { posted: balance, held: rest } = await world.wallet(held.accountId);
  assert.deepEqual([balance, rest], [47_500n, 0n]);
  const [stay] = await authorizationsOf(world.cards.database, held.accountId, { limit: 5 });
  assert.equal(stay?.status, 'cleared');
});

test('PC-21 a settlement larger than the balance, or with no hold at all, is charged and leaves a debt that stops spending', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card({ OMR: 10_000n });
  const { codes } = await completed(world, held, { minor: 9000n, finally: 12_000n });
  assert.deepEqual(codes, ['00', '00']);
  const { posted: balance, debt } = await world.wallet(held.accountId);
  assert.deepEqual([balance, debt], [0n, 2000n]);
  assert.equal(await code(world, held, { minor: 100n }), '51');
  const other = await world.card({ OMR: 10_000n });
  assert.equal(await code(world, other, { mti: '0220', minor: 4000n, pin: null }), '00');
  assert.equal((await world.wallet(other.accountId)).posted, 6000n);
});

test('PC-22 a foreign purchase is posted at the rate of its day, with rate, mark-up and both amounts', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const london = { name: 'KEW BOOKS', city: 'LONDON', country: 'GB' };
  const { codes } = await completed(world, held, { currency: 'GBP', minor: 1000n, finally: 1000n, merchant: london });
  assert.deepEqual(codes, ['00', '00']);
  const [entry] = await posted(world, held);
  // 10.00 GBP at 1.9702 to the rial.
  assert.deepEqual([entry?.amount, entry?.originalAmount, entry?.originalCurrency, entry?.country], [-5076n, 1000n, 'GBP', 'GB']);
  assert.deepEqual([entry?.rateSource, entry?.markUpPpm], ['test', 0]);
});

test('PC-23 PC-44 a terminal that converts itself: what it counts in, what it gave out and what was debited are kept', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const service = { dccCurrency: '784', dccAmount: '10000', dccRate: '9.10', dccMarkUp: '0400' };
  const shop = { name: 'DUBAI MALL', city: 'DUBAI', country: 'AE' };
  const { codes } = await completed(world, held, { minor: 10_989n, finally: 10_989n, merchant: shop, service });
  assert.deepEqual(codes, ['00', '00']);
  const [entry] = await posted(world, held);
  assert.equal(entry?.amount, -10_989n);
  const kept = entry?.dynamicConversion as Record<string, unknown> | undefined;
  assert.deepEqual(
    [kept?.['terminalCurrency'], kept?.['amountGiven'], kept?.['offeredAmount'], kept?.['offeredCurrency'], kept?.['accepted']],
    ['AED', '10000', '10989', 'OMR', true],
  );
  const [authorization] = await authorizationsOf(world.cards.database, held.accountId, { limit: 1 });
  assert.equal(authorization?.dynamicConversion?.terminalCurrency, 'AED');
});

test('PC-24 a refund by message is a transaction of its own, credited when it arrives', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  assert.equal(await code(world, held, { mti: '0220', transaction: 'refund', minor: 2500n, pin: null }), '00');
  const [entry] = await posted(world, held);
  assert.deepEqual([entry?.kind, entry?.amount], ['refund', 2500n]);
  assert.equal((await world.wallet(held.accountId)).posted, 102_500n);
});

test('PC-42 a restricted country, a day before the card and a day after it are each refused with a reason of their own', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const havana = { name: 'HOTEL NACIONAL', city: 'HAVANA', country: 'CU' };
  assert.equal(await code(world, held, { merchant: havana }), '62');
  assert.equal(await code(world, held, { service: { terminalCountry: numericOfCountry('KP') ?? '' } }), '62');
  const reasonsOf = async (): Promise<readonly string[]> =>
    (await authorizationsOf(world.cards.database, held.accountId, { limit: 10 })).map(({ outcome }) => outcome);
  assert.deepEqual(new Set(await reasonsOf()), new Set(['country-restricted']));
  world.clock.set('2026-02-20T08:00:00Z');
  assert.equal(await code(world, held, {}), '62');
  world.clock.set('2029-04-01T08:00:00Z');
  assert.equal(await code(world, held, {}), '54');
  assert.deepEqual(new Set(await reasonsOf()), new Set(['country-restricted', 'card-not-yet-valid', 'card-expired']));
});

test('PC-48 each transaction keeps how the holder was verified', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const cases: readonly (readonly [Wishes, string])[] = [
    [{}, 'pin'],
    [{ ...shopOnline, additional: { eci: '05' } }, 'approval'],
    [{ ...shopOnline, additional: { eci: '07' } }, 'none'],
  ];
  for (const [wishes, verification] of cases) {
    const { codes } = await completed(world, held, { ...wishes, minor: 1000n, finally: 1000n });
    assert.deepEqual(codes, ['00', '00']);
    assert.equal((await posted(world, held))[0]?.verification, verification);
  }
  const message = world.message(held);
  const signature = new Uint8Array([0x9f, 0x34, 0x03, 0x1e, 0x03, 0x00]);
  assert.equal(await sent(world, { ...message, fields: { ...message.fields, 55: signature } }), '00');
});

test('PC-28 after all of it the ledger balances: what wallets lost and gained is what the other accounts gained and lost', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  await completed(world, held, { minor: 9000n, finally: 8000n });
  await completed(world, held, { currency: 'USD', minor: 1000n, finally: 1100n });
  const reversed = world.acquirer.stamp(world.message(held, { minor: 3000n }));
  assert.equal(await sent(world, reversed), '00');
  assert.equal(await sent(world, reversalOf(reversed)), '00');
  assert.deepEqual(await checkLedger(world.cards.database, world.clock.now()), []);
  assert.deepEqual(money('OMR', (await world.wallet(held.accountId)).held), money('OMR', 0n));
});
