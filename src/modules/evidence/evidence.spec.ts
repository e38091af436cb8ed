// Chains under concurrency, their append-only tables, signed heads, and files that tell every change.

import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { brokenConstraint, statement, type Database } from '../../postgres/database.ts';
import { testDatabase } from '../../testing/database.ts';
import {
  appendEvidence,
  checkChains,
  exportOperation,
  exportPeriod,
  readPublicKeys,
  signHeads,
  verifyEvidence,
  type EvidenceSigner,
  type Finding,
} from './index.ts';
import { insertRecords } from './store.ts';

const now = Temporal.Instant.from('2026-03-01T08:00:00Z');
const later = (minutes: number): Temporal.Instant => now.add({ minutes });

function signer(): EvidenceSigner & { publicKey: KeyObject } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    sign: (bytes) => sign(null, bytes, privateKey),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }),
    keyId: 'test',
    publicKey,
  };
}

const record = (subject: string, note = 'plain'): Parameters<typeof appendEvidence>[1][number] => ({
  kind: 'test',
  subject,
  actor: 'system',
  body: { note },
});

async function append(db: Database, subject: string, notes: string[] = ['a'], at = now): Promise<void> {
  await db.transaction(
    async (tx) =>
      void (await appendEvidence(
        tx,
        notes.map((note) => record(subject, note)),
        at,
      )),
  );
}

const read = async (parts: AsyncIterable<string> | undefined): Promise<string> => {
  assert.ok(parts);
  return (await Array.fromAsync(parts)).join('');
};

const counts = statement(
  'spec_counts',
  'SELECT sum(count)::int AS total, count(*) FILTER (WHERE count > 0)::int AS used FROM evidence_chains',
);

test('64 transactions at once append without a gap or a fork', async (t) => {
  const { database } = await testDatabase(t, 32);
  await Promise.all(Array.from({ length: 64 }, async (_, index) => await append(database, `operation-${index}`, ['one', 'two', 'three'])));
  const [row] = await database.query<{ total: number; used: number }>(counts);
  assert.equal(row?.total, 192);
  assert.ok((row?.used ?? 0) > 1, 'more than one chain was used');
  assert.deepEqual(await checkChains(database), []);
});

test('without the lock of a chain the same appends fork and are refused by the key of the table', async (t) => {
  const { database } = await testDatabase(t, 32);
  const readTail = statement('spec_tail', 'SELECT count FROM evidence_chains WHERE chain = 0');
  const write = statement(
    'spec_unguarded',
    `INSERT INTO evidence_records (chain, seq, kind, subject, recorded_at, record, record_hash, link_hash)
     VALUES (0, $1, 'test', 'unguarded', $2, '{}', sha256('a'), sha256('b'))`,
  );
  const grow = statement('spec_grow', 'UPDATE evidence_chains SET count = $1 WHERE chain = 0');
  const outcomes = await Promise.allSettled(
    Array.from({ length: 64 }, async () => {
      await database.transaction(async (tx) => {
        const [tail] = await tx.query<{ count: bigint }>(readTail);
        await sleep(5);
        const seq = (tail?.count ?? 0n) + 1n;
        await tx.query(write, [seq, now]);
        await tx.query(grow, [seq]);
      });
    }),
  );
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  assert.ok(refused.length > 0, 'the unguarded way must break');
  assert.ok(refused.some(({ reason }) => brokenConstraint(reason) === 'evidence_records_pkey'));
});

test('an open transaction that has appended keeps nobody waiting', async (t) => {
  const { database } = await testDatabase(t, 20);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const slow = database.transaction(async (tx) => {
    await appendEvidence(tx, [record('slow')], now);
    await held;
  });
  await sleep(50);
  await Promise.all(Array.from({ length: 15 }, async (_, index) => await append(database, `fast-${index}`)));
  release();
  await slow;
  assert.deepEqual(await checkChains(database), []);
});

test('a rolled back transaction leaves nothing in the chains', async (t) => {
  const { database } = await testDatabase(t);
  await assert.rejects(
    database.transaction(async (tx) => {
      await appendEvidence(tx, [record('gone')], now);
      throw new Error('on purpose');
    }),
    /on purpose/,
  );
  await append(database, 'kept');
  assert.deepEqual(await checkChains(database), []);
  assert.equal((await database.query<{ total: number }>(counts))[0]?.total, 1);
});

test('a transaction that appends twice stays on one chain', async (t) => {
  const { database } = await testDatabase(t);
  const places = await database.transaction(async (tx) => [
    ...(await appendEvidence(tx, [record('x')], now)),
    ...(await appendEvidence(tx, [record('x')], now)),
  ]);
  assert.equal(new Set(places.map(({ chain }) => chain)).size, 1);
});

for (const [rule, text] of [
  ['a record cannot be changed', `UPDATE evidence_records SET record = '{}'`],
  ['a record cannot be deleted', 'DELETE FROM evidence_records'],
  ['records cannot be emptied', 'TRUNCATE evidence_records'],
  ['a signed head cannot be deleted', 'DELETE FROM evidence_heads'],
  ['a chain cannot shrink', 'UPDATE evidence_chains SET count = count - 1 WHERE count > 0'],
  ['a chain cannot be deleted', 'DELETE FROM evidence_chains'],
] as const) {
  test(rule, async (t) => {
    const { database } = await testDatabase(t);
    await append(database, 'x');
    await signHeads(database, signer(), now);
    await assert.rejects(database.query(statement('spec_change', text)), /append-only/);
  });
}

test('heads are signed one after the other, and only when records came', async (t) => {
  const { database } = await testDatabase(t);
  const key = signer();
  assert.equal(await signHeads(database, key, now), undefined);
  await append(database, 'a');
  const numbers = await Promise.all([1, 2, 3].map(async () => await signHeads(database, key, now)));
  assert.deepEqual(
    numbers.filter((number) => number !== undefined),
    [1n],
  );
});

test('a change behind the back of the triggers is found in the database', async (t) => {
  const { database } = await testDatabase(t);
  await append(database, 'a', ['1', '2', '3']);
  await signHeads(database, signer(), now);
  await database.query(statement('spec_off', 'ALTER TABLE evidence_records DISABLE TRIGGER ALL'));
  await database.query(statement('spec_alter', `UPDATE evidence_records SET record = replace(record, '"2"', '"9"') WHERE seq = 2`));
  assert.match((await checkChains(database)).join(), /record 2 is not as it was written/);
});

describe('an evidence file', () => {
  type Line = Record<string, unknown>;
  const parse = (text: string): Line[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  // A forger who writes the file anew also writes its last line anew: only the chain can tell then.
  const write = async (lines: Line[]): Promise<string> => {
    const { createHash } = await import('node:crypto');
    const body = lines
      .filter((line) => line['type'] !== 'end')
      .map((line) => `${JSON.stringify(line)}\n`)
      .join('');
    const end = { type: 'end', lines: lines.length - 1, digest: createHash('sha256').update(body).digest('hex') };
    return `${body}${JSON.stringify(end)}\n`;
  };
  const told = (findings: readonly Finding[]): string[] => findings.map(({ kind, seq }) => (seq === undefined ? kind : `${kind} ${seq}`));

  async function file(t: Parameters<typeof testDatabase>[0]): Promise<{ text: string; key: ReturnType<typeof signer> }> {
    const { database } = await testDatabase(t);
    const key = signer();
    // One connection appends to one chain: the places are 1 to 6, two of them before the period.
    await database.transaction(async (tx) => void (await appendEvidence(tx, [record('early'), record('early')], now)));
    await signHeads(database, key, later(1));
    await database.transaction(async (tx) => {
      await tx.query(
        statement(
          'spec_same_chain',
          `SELECT set_config('ramz.evidence_chain', (SELECT chain::text FROM evidence_chains WHERE count > 0), true)`,
        ),
      );
      await appendEvidence(
        tx,
        ['a', 'b', 'c', 'd'].map((note) => record('operation', note)),
        later(2),
      );
    });
    return { text: await read(await exportOperation(database, key, 'operation', later(3))), key };
  }

  test('verifies with the public key alone, and shows its records', async (t) => {
    const { text, key } = await file(t);
    const verdict = verifyEvidence(text, [key.publicKey]);
    assert.deepEqual(verdict.findings, []);
    assert.deepEqual(
      verdict.shown.map(({ seq, record: { body } }) => [seq, body['note']]),
      [
        [3, 'a'],
        [4, 'b'],
        [5, 'c'],
        [6, 'd'],
      ],
    );
    assert.equal(verdict.pinned, true);
    assert.equal(verifyEvidence(text).pinned, false);
  });

  test('does not verify with another public key', async (t) => {
    const { text } = await file(t);
    assert.ok(verifyEvidence(text, [signer().publicKey]).findings.some(({ kind }) => kind === 'altered'));
  });

  const record4 = (line: Line): boolean => line['seq'] === 4;
  const cases: [rule: string, change: (lines: Line[]) => Line[], found: string][] = [
    [
      'an altered record is named',
      (lines) => lines.map((line) => (record4(line) ? { ...line, record: { ...(line['record'] as object), actor: 'somebody' } } : line)),
      'altered 4',
    ],
    [
      'an altered record with a hash to fit is named',
      (lines) => lines.map((line) => (record4(line) ? { ...line, hash: 'ab'.repeat(32), record: line['record'] } : line)),
      'altered 4',
    ],
    ['a missing record is named', (lines) => lines.filter((line) => !record4(line)), 'missing 4'],
    [
      'two lines that changed places are named',
      (lines) => [
        ...lines.filter((line) => !record4(line) && line['type'] !== 'head' && line['type'] !== 'end'),
        ...lines.filter(record4),
        ...lines.filter(({ type }) => type === 'head').slice(1),
        ...lines.filter(({ type }) => type === 'end'),
      ],
      'reordered 4',
    ],
    ['two records that changed contents are named', (lines) => swap(lines, ['record']), 'reordered 4'],
    ['two records that changed contents and hashes are named', (lines) => swap(lines, ['record', 'hash']), 'reordered 4'],
    ['two records that changed all but their numbers are named', (lines) => swap(lines, ['record', 'hash', 'link']), 'reordered 4'],
    ['a missing tail is named', (lines) => lines.filter(({ seq }) => seq !== 6 && seq !== 5), 'truncated 5'],
    ['a record twice is named', (lines) => lines.flatMap((line) => (record4(line) ? [line, line] : [line])), 'duplicated 4'],
    [
      'a record that was added is named',
      (lines) => lines.flatMap((line) => (line['seq'] === 6 ? [line, { ...line, seq: 7 }] : [line])),
      'unsigned 7',
    ],
    ['a changed start is named', (lines) => lines.map((line) => (line['type'] === 'start' ? { ...line, count: 1 } : line)), 'altered'],
    ['a missing signed head is named', (lines) => lines.filter(({ type }) => type !== 'head'), 'truncated'],
    [
      'a head that was altered is named',
      (lines) =>
        lines.map((line) =>
          line['type'] === 'head' ? { ...line, statement: String(line['statement']).replace('"count":6', '"count":5') } : line,
        ),
      'altered',
    ],
  ];
  function swap(lines: Line[], fields: string[]): Line[] {
    const at = (seq: number): Line => lines.find((line) => line['seq'] === seq) ?? {};
    const taken = (to: Line, from: Line): Line => ({ ...to, ...Object.fromEntries(fields.map((field) => [field, from[field]])) });
    return lines.map((line) => (record4(line) ? taken(line, at(5)) : line['seq'] === 5 ? taken(line, at(4)) : line));
  }
  for (const [rule, change, found] of cases) {
    test(rule, async (t) => {
      const { text, key } = await file(t);
      const { findings } = verifyEvidence(await write(change(parse(text))), [key.publicKey]);
      assert.ok(told(findings).includes(found), `${found} is not in: ${told(findings).join(', ')}`);
    });
  }

  test('cut anywhere is found', async (t) => {
    const { text, key } = await file(t);
    for (const length of [text.length - 2, text.length - 20, text.indexOf('"end"') - 10, Math.floor(text.length / 2), 10, 0]) {
      const { findings } = verifyEvidence(text.slice(0, length), [key.publicKey]);
      assert.ok(
        findings.some(({ kind }) => kind === 'truncated'),
        `cut at ${length}`,
      );
    }
  });

  test('with any one character changed is found', async (t) => {
    const { text, key } = await file(t);
    for (let at = 0; at < text.length; at += 37) {
      const changed = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`;
      assert.notDeepEqual(verifyEvidence(changed, [key.publicKey]).findings, [], `character ${at}`);
    }
  });

  test('hides the records of others but proves their number', async (t) => {
    const { database } = await testDatabase(t);
    const key = signer();
    await append(database, 'operation', ['mine']);
    await Promise.all(Array.from({ length: 40 }, async (_, index) => await append(database, `other-${index}`, ['secret of another'])));
    const text = await read(await exportOperation(database, key, 'operation', later(1)));
    assert.equal(text.includes('secret of another'), false);
    assert.deepEqual(verifyEvidence(text, [key.publicKey]).findings, []);
    assert.equal(await exportOperation(database, key, 'unknown', later(1)), undefined);
  });

  test('of a period has every record of it, between the signed heads around it', async (t) => {
    const { database } = await testDatabase(t);
    const key = signer();
    await append(database, 'before', ['x'], now);
    await signHeads(database, key, later(1));
    await Promise.all(Array.from({ length: 30 }, async (_, index) => await append(database, `in-${index}`, ['x'], later(5))));
    await signHeads(database, key, later(6));
    await append(database, 'after', ['x'], later(20));
    await signHeads(database, key, later(21));
    const text = await read(await exportPeriod(database, key, later(2), later(10), later(30)));
    const verdict = verifyEvidence(text, readPublicKeys(key.publicKeyPem));
    assert.deepEqual(verdict.findings, []);
    assert.equal(verdict.shown.length, 30);
  });

  test('of an empty installation is a file too', async (t) => {
    const { database } = await testDatabase(t);
    assert.deepEqual(verifyEvidence(await read(await exportPeriod(database, signer(), now, later(1), later(2)))).findings, []);
  });
});

test('the store refuses a hash of the wrong length', async (t) => {
  const { database } = await testDatabase(t);
  await assert.rejects(
    database.transaction(
      async (tx) =>
        await insertRecords(tx, [{ kind: 'x', subject: 'x', customerId: null, record: '{}', recordHash: new Uint8Array(5) }], now),
    ),
  );
});
