// What a line may bring: sign-on, echo, keys, repeats, time-outs, and everything that is no proper message, each with its documented answer.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dialectTables, encodeFrame, dialects, writeAmount, type DialectName, type Message } from '../../iso8583/index.ts';
import { money } from '../../kernel/money.ts';
import { authorizationsOf } from '../../modules/card-authorizations/index.ts';
import { answered, openCardNetworkWorld, type CardNetworkWorld, type HeldCard } from '../../testing/card-network.ts';
import { reversalOf } from './messages.ts';

const codeOf = async (world: CardNetworkWorld, message: Message): Promise<string> => answered(await world.acquirer.send(message)).code;

const with_ = (message: Message, fields: Message['fields']): Message => ({ ...message, fields: { ...message.fields, ...fields } });

/** Nothing of a card stands in the log, whichever way it was refused. */
function assertNothingTold({ logged, traced }: CardNetworkWorld, ...held: readonly HeldCard[]): void {
  for (const text of [...logged, ...traced])
    for (const { pan, pin, cvv2 } of held) {
      assert.ok(!text.includes(pan), 'a card number was written');
      assert.ok(!new RegExp(`CVV2\\s+${cvv2}`).test(text) && !text.includes(` ${pin} `), 'a secret of a card was written');
    }
}

test('a request before the sign-on is answered 91, after the sign-off too; an echo is answered always', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const line = await world.connect({ signOn: false });
  assert.equal(answered(await line.echo()).code, '00');
  assert.equal(answered(await line.send(world.message(held))).code, '91');
  assert.equal(answered(await line.signOn()).code, '00');
  assert.equal(answered(await line.send(world.message(held))).code, '00');
  assert.equal(answered(await line.signOff()).code, '00');
  assert.equal(answered(await line.send(world.message(held))).code, '91');
  assert.equal((await world.wallet(held.accountId)).held, 1000n);
});

for (const dialect of Object.keys(dialectTables) as DialectName[]) {
  test(`a purchase is approved in ${dialect}`, async (t) => {
    const world = await openCardNetworkWorld(t, { connection: { dialect } });
    const held = await world.card();
    const { message, code } = await world.send(held, { rrn: '4711' });
    assert.equal(code, '00');
    assert.equal(message.mti, '0110');
    assert.match(message.fields[38] ?? '', /^[A-Z0-9]{6}$/);
    assert.equal(message.fields[2], held.pan);
    assert.equal(message.fields[37], '000000004711');
    assert.equal(message.fields[52], undefined);
    assertNothingTold(world, held);
  });
}

test('a repeat is answered as the first time, with or without the repeat digit; other content under the same number is 94', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const message = world.acquirer.stamp(world.message(held));
  const first = answered(await world.acquirer.send(message));
  const repeated = answered(await world.acquirer.send({ ...message, mti: '0101' }));
  assert.equal(repeated.message.mti, '0110');
  assert.deepEqual([repeated.code, repeated.message.fields[38]], ['00', first.message.fields[38]]);
  assert.equal(await codeOf(world, message), '00');
  assert.equal(await codeOf(world, with_(message, { 4: writeAmount(2000n) ?? '' })), '94');
  assert.equal((await world.wallet(held.accountId)).held, 1000n);
});

test('a key change is taken with the right check value and with all its fields only', async (t) => {
  const world = await openCardNetworkWorld(t);
  const { security, database } = world.cards;
  const held = await world.card();
  const wrong = await world.acquirer.changeKey({ algorithm: 'tdes', wrapped: new Uint8Array(16), checkValue: '000000' });
  assert.equal(answered(wrong).code, '63');
  const renewed = await security.renewZpk(database, { connection: 'local', algorithm: 'tdes' }, world.clock.now());
  assert.equal(renewed.kind, 'done');
  if (renewed.kind !== 'done') return;
  const { wrapped, checkValue } = renewed.value;
  const reply = answered(await world.acquirer.changeKey({ algorithm: 'tdes', wrapped, checkValue }));
  assert.equal(reply.code, '00');
  assert.equal((await world.send(held)).code, '00');
  const bare = answered(await world.acquirer.send({ mti: '0800', fields: { 70: '101' } }));
  assert.equal(bare.code, '30');
});

test('a PIN of the AES format comes in DE 48 and is verified', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const block = world.cards.security.encipherPinBlock({ pan: held.pan, pin: held.pin, format: 4, connection: 'local' });
  assert.ok(block);
  assert.equal((await world.send(held, { pinBlock: { block, format: 4 } })).code, '00');
});

test('an answer that does not come in time is 91, what was approved late is taken back, and a repeat is 91 too', async (t) => {
  let release = (): void => undefined;
  const held_ = new Promise<void>((resolve) => (release = resolve));
  const world = await openCardNetworkWorld(t, {
    connection: { answerSeconds: 1 },
    between: (submit) => async (request) => {
      const answer = await submit(request);
      if (request.kind === 'authorization') await held_;
      return answer;
    },
  });
  const held = await world.card();
  const message = world.acquirer.stamp(world.message(held));
  assert.equal(await codeOf(world, message), '91');
  assert.equal((await world.wallet(held.accountId)).held, 1000n, 'approved, and nobody was told');
  release();
  for (let tries = 0; tries < 100 && (await world.wallet(held.accountId)).held > 0n; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal((await world.wallet(held.accountId)).held, 0n);
  assert.equal(await codeOf(world, { ...message, mti: '0101' }), '91');
  assert.equal((await world.wallet(held.accountId)).held, 0n);
});

test('an acquirer that hears nothing takes its request back by itself', async (t) => {
  let isSilent = true;
  const never = new Promise<never>(() => undefined);
  const world = await openCardNetworkWorld(t, {
    between: (submit) => async (request) => {
      const answer = await submit(request);
      if (isSilent && request.kind === 'authorization') return await never;
      return answer;
    },
  });
  const held = await world.card();
  const line = await world.connect({ timeoutMs: 300 });
  assert.deepEqual(await line.send(world.message(held)), { kind: 'timed-out', reversed: true });
  assert.equal((await world.wallet(held.accountId)).held, 0n);
  isSilent = false;
  assert.equal((await world.send(held)).code, '00');
});

test('a line that sends more than may be in flight is held back, and nothing is lost', async (t) => {
  const world = await openCardNetworkWorld(t, { connection: { inFlightMax: 4 } });
  const held = await world.card({ OMR: 1_000_000n });
  const many = await Promise.all(
    Array.from({ length: 60 }, async () => await world.send(held, { minor: 100n, pin: null, entryMode: '810', condition: '59' })),
  );
  const codes = new Set(many.map(({ code }) => code));
  assert.deepEqual(
    [...codes].filter((code) => code !== '00' && code !== '91' && code !== '65'),
    [],
  );
  const approved = many.filter(({ code }) => code === '00').length;
  assert.ok(approved >= 4);
  assert.equal((await world.wallet(held.accountId)).held, BigInt(approved) * 100n);
});

test('a stop answers what is in flight before the line is closed', async (t) => {
  const world = await openCardNetworkWorld(t, {
    between: (submit) => async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return await submit(request);
    },
  });
  const held = await world.card();
  const reply = world.acquirer.send(world.message(held));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await world.stop();
  assert.equal(answered(await reply).code, '00');
  await world.acquirer.closed;
  await assert.rejects(world.connect());
});

test('a connection takes lines of its own addresses only, and so many at once', async (t) => {
  const stranger = await openCardNetworkWorld(t, { connection: { linesMax: 1 } });
  const second = await stranger.connect({ signOn: false });
  await second.closed;
  assert.ok(stranger.logged.some((line) => line.includes('most lines')));
});

type Bad = { readonly about: string; readonly code: string; readonly message: (world: CardNetworkWorld, held: HeldCard) => Message };

const online = { entryMode: '810', condition: '59', pin: null } as const;

const badMessages: readonly Bad[] = [
  { about: 'a currency that does not exist', code: '12', message: (world, held) => with_(world.message(held), { 49: '001' }) },
  { about: 'a currency without a rate', code: '12', message: (world, held) => world.message(held, { currency: 'JPY', minor: 5000n }) },
  { about: 'an amount of nothing', code: '13', message: (world, held) => world.message(held, { minor: 0n }) },
  { about: 'an absurd amount', code: '61', message: (world, held) => world.message(held, { minor: 999_999_999_999n }) },
  { about: 'an amount below the smallest', code: '13', message: (world, held) => world.message(held, { minor: 99n }) },
  { about: 'more than there is', code: '51', message: (world, held) => world.message(held, { minor: 100_001n }) },
  {
    about: 'a wrong check digit',
    code: '14',
    message: (world, held) => world.message({ ...held, pan: `${held.pan.slice(0, 15)}${(Number(held.pan[15]) + 1) % 10}` }, online),
  },
  { about: 'a number that is not ours', code: '14', message: (world, held) => world.message({ ...held, pan: '4761739001010119' }, online) },
  { about: 'another month of expiry', code: '54', message: (world, held) => world.message({ ...held, expiry: '3001' }) },
  { about: 'a month that does not exist', code: '30', message: (world, held) => world.message({ ...held, expiry: '2913' }) },
  {
    about: 'a wrong CVV2',
    code: 'N7',
    message: (world, held) => world.message(held, { ...online, additional: { cvv2: held.cvv2 === '123' ? '124' : '123' } }),
  },
  {
    about: 'a wrong value in the chip',
    code: '82',
    message: (world, held) => world.message(held, { stripe: { serviceCode: '221', cvv: held.icvv === '123' ? '124' : '123' } }),
  },
  { about: 'a wrong PIN', code: '55', message: (world, held) => world.message(held, { pin: held.pin === '1357' ? '1358' : '1357' }) },
  { about: 'no PIN at a terminal', code: '55', message: (world, held) => world.message(held, { pin: null }) },
  {
    about: 'a PIN block under a wrong key',
    code: '81',
    message: (world, held) => with_(world.message(held), { 52: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]) }),
  },
  { about: 'an unknown PIN block format', code: '30', message: (world, held) => with_(world.message(held), { 53: '2001990100000000' }) },
  { about: 'a transaction that does not exist', code: '12', message: (world, held) => with_(world.message(held), { 3: '990000' }) },
  {
    about: 'a day that does not exist',
    code: '30',
    message: (world, held) => with_(world.acquirer.stamp(world.message(held)), { 7: '0230120000' }),
  },
  { about: 'no amount', code: '30', message: (world, held) => without(world.message(held), 4) },
  { about: 'no acquirer', code: '30', message: (world, held) => without(world.message(held), 32) },
  { about: 'no entry mode', code: '30', message: (world, held) => without(world.message(held), 22) },
  { about: 'no card', code: '30', message: (world, held) => without(world.message(held), 2) },
  {
    about: 'a track of another card',
    code: '30',
    message: (world, held) => with_(world.message(held, { stripe: { serviceCode: '221', cvv: held.icvv } }), { 2: '4761739001010119' }),
  },
  { about: 'subelements that are none', code: '30', message: (world, held) => with_(world.message(held), { 61: '0199' }) },
  {
    about: 'a reversal of nothing',
    code: '25',
    message: (world, held) => ({ ...reversalOf(world.acquirer.stamp(world.message(held)), '0400') }),
  },
  {
    about: 'a reversal that does not say of what',
    code: '30',
    message: (world, held) => without(reversalOf(world.acquirer.stamp(world.message(held)), '0400'), 90),
  },
  { about: 'a network management code that does not exist', code: '12', message: () => ({ mti: '0800', fields: { 70: '777' } }) },
];

function without(message: Message, field: 2 | 4 | 22 | 32 | 90): Message {
  const { [field]: _gone, ...fields } = message.fields;
  return { ...message, fields };
}

test('each message that cannot be approved has its documented answer, holds nothing, and tells nothing', async (t) => {
  const world = await openCardNetworkWorld(t);
  for (const { about, code, message } of badMessages) {
    const held = await world.card();
    assert.equal(await codeOf(world, message(world, held)), code, about);
    assert.deepEqual([(await world.wallet(held.accountId)).held, (await world.wallet(held.accountId)).posted], [0n, 100_000n], about);
    assertNothingTold(world, held);
  }
});

test('a reversal larger than its original is declined; an advice of one is acknowledged; neither gives anything back', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const original = world.acquirer.stamp(world.message(held, { minor: 5000n }));
  assert.equal(await codeOf(world, original), '00');
  const larger = with_(reversalOf(original, '0400'), { 4: writeAmount(9000n) ?? '' });
  assert.equal(await codeOf(world, larger), '13');
  assert.equal(await codeOf(world, { ...larger, mti: '0420' }), '00');
  assert.equal((await world.wallet(held.accountId)).held, 5000n);
  assert.equal(await codeOf(world, reversalOf(original)), '00');
  assert.equal((await world.wallet(held.accountId)).held, 0n);
});

test('an expired card is refused', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  world.clock.set('2031-01-01T00:00:00Z');
  assert.equal((await world.send(held)).code, '54');
});

const frame = (message: Message, dialect: DialectName = 'ascii-87'): Buffer => {
  const encoded = encodeFrame(dialects[dialect], message);
  if (encoded.kind === 'refused') throw new Error(encoded.reason);
  return Buffer.from(encoded.bytes);
};

type Garbage = {
  readonly about: string;
  readonly bytes: (good: Buffer) => Buffer;
  /** undefined: the line is closed. */ readonly code: string | undefined;
};

const garbage: readonly Garbage[] = [
  { about: 'a length above the longest', bytes: () => Buffer.from([0xff, 0xff, 1, 2, 3]), code: undefined },
  { about: 'nothing but chance', bytes: () => Buffer.from([0, 4, 0xde, 0xad, 0xbe, 0xef]), code: undefined },
  {
    about: 'an unknown type',
    bytes: (good) => Buffer.concat([good.subarray(0, 2), Buffer.from('0777'), good.subarray(6)]),
    code: undefined,
  },
  {
    about: 'a bitmap of letters',
    bytes: (good) => Buffer.concat([good.subarray(0, 6), Buffer.from('XXXX'), good.subarray(10)]),
    code: undefined,
  },
  { about: 'a message cut before its number', bytes: (good) => framed(good.subarray(2, 50)), code: undefined },
  { about: 'a message cut behind its number', bytes: (good) => framed(good.subarray(2, good.length - 3)), code: '30' },
  { about: 'bytes behind the last field', bytes: (good) => framed(Buffer.concat([good.subarray(2), Buffer.from('00')])), code: '30' },
  { about: 'letters in an amount', bytes: (good) => spoiled(good, '000000001000', '00000000A000'), code: '30' },
  { about: 'another dialect', bytes: () => Buffer.alloc(0), code: undefined },
];

const framed = (bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);

function spoiled(good: Buffer, from: string, to: string): Buffer {
  const at = good.indexOf(from);
  assert.ok(at > 0);
  const bytes = Buffer.from(good);
  bytes.write(to, at, 'latin1');
  return bytes;
}

for (const { about, bytes, code } of garbage) {
  test(`${about}: ${code === undefined ? 'the line is closed with a reason in the log' : `answered ${code}`}, and other lines go on`, async (t) => {
    const world = await openCardNetworkWorld(t);
    const held = await world.card();
    const line = await world.connect();
    const good = world.acquirer.stamp(world.message(held));
    line.write(about === 'another dialect' ? frame(good, 'binary-87') : bytes(frame(good)));
    if (code === undefined) {
      await line.closed;
      assert.ok(
        world.logged.some((text) => text.includes('a line was closed')),
        'the reason is in the log',
      );
    } else {
      for (let tries = 0; tries < 200 && line.unasked.length === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
      const [answer] = line.unasked;
      assert.deepEqual([answer?.mti, answer?.fields[39], answer?.fields[11]], ['0110', code, good.fields[11]]);
    }
    assert.equal((await world.wallet(held.accountId)).held, 0n);
    assert.equal((await world.send(held)).code, '00');
    assertNothingTold(world, held);
  });
}

for (const dialect of ['binary-87', 'ebcdic-87', 'base-87'] as const) {
  test(`a nibble or byte that is no digit is answered 30 in ${dialect}`, async (t) => {
    const world = await openCardNetworkWorld(t, { connection: { dialect } });
    const held = await world.card();
    const line = await world.connect();
    const good = frame(world.acquirer.stamp(world.message(held)), dialect);
    const amount = dialect === 'ebcdic-87' ? Buffer.from('f0f0f0f0f0f0f0f0f1f0f0f0', 'hex') : Buffer.from('000000001000', 'hex');
    const at = good.indexOf(amount);
    assert.ok(at > 0);
    good[at + amount.length - 1] = 0xfa;
    line.write(good);
    for (let tries = 0; tries < 200 && line.unasked.length === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal(line.unasked[0]?.fields[39], '30');
  });
}

test('a trace shows messages with card data masked', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  await world.send(held, { ...online, additional: { cvv2: held.cvv2 } });
  const text = world.traced.join('');
  assert.ok(text.includes('0100') && text.includes('0110'));
  assert.ok(text.includes(held.pan.slice(-4)));
  assertNothingTold(world, held);
});

test('a message that comes in pieces and several in one piece are read alike', async (t) => {
  const world = await openCardNetworkWorld(t);
  const held = await world.card();
  const line = await world.connect();
  const first = frame(line.stamp(world.message(held)));
  const second = frame(line.stamp(world.message(held)));
  const bytes = Buffer.concat([Buffer.from([0, 0]), first, second]);
  line.write(bytes.subarray(0, 100));
  await new Promise((resolve) => setTimeout(resolve, 20));
  line.write(bytes.subarray(100));
  for (let tries = 0; tries < 200 && line.unasked.length < 2; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(
    line.unasked.map(({ fields }) => fields[39]),
    ['00', '00'],
  );
  const page = await authorizationsOf(world.cards.database, held.accountId, { limit: 10 });
  assert.equal(page.length, 2);
  assert.deepEqual(page[0]?.authorized, money('OMR', 1000n));
});
