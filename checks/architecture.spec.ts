// The code keeps to the rooms and edges of ARCHITECTURE.md, and the check finds it where it does not.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { checkImports, findCircle, importsOf, readPlan } from './architecture.ts';
import { readSources, root } from './sources.ts';

const plan = readPlan(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));

test('every import keeps to the rooms and edges of ARCHITECTURE.md', () => {
  const sources = readSources(['src', 'web'], ['.ts', '.tsx']);
  assert.ok(sources.length > 100, 'the check must see the sources');
  assert.ok(sources.flatMap(({ text }) => importsOf(text)).length > 500, 'the check must see the imports');
  assert.deepEqual(checkImports(sources, plan), []);
});

test('the edges between modules have no circle', () => {
  assert.equal(findCircle(plan.modules)?.join(' → '), undefined);
  assert.equal(findCircle(plan.rooms)?.join(' → '), undefined);
});

test('every module and every room is listed', () => {
  const folders = (path: string): string[] =>
    readdirSync(join(root, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  assert.deepEqual(
    folders('src/modules').filter((name) => !plan.modules.has(name)),
    [],
  );
  assert.deepEqual(
    folders('src').filter((name) => !plan.rooms.has(name)),
    [],
  );
});

test('every module says what it owns', () => {
  const silent = readdirSync(join(root, 'src/modules')).filter(
    (name) => !readdirSync(join(root, 'src/modules', name)).includes('README.md'),
  );
  assert.deepEqual(silent, []);
});

test('a circle is found', () => {
  const edges = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['a']],
  ]);
  assert.deepEqual(findCircle(edges), ['a', 'b', 'c', 'a']);
});

const wrong: [rule: string, path: string, text: string, told: RegExp][] = [
  ['the kernel imports no library', 'src/kernel/money.ts', `import pg from 'pg';`, /kernel imports 'pg'/],
  ['the kernel imports no room', 'src/kernel/money.ts', `import { hotp } from '../crypto/otp.ts';`, /kernel imports crypto/],
  [
    'crypto does not know the database',
    'src/crypto/otp.ts',
    `import { statement } from '../postgres/database.ts';`,
    /crypto imports postgres/,
  ],
  [
    'a module does not know the doors',
    'src/modules/ledger/post.ts',
    `import { createApp } from '../../doors/http/create-app.ts';`,
    /modules imports doors/,
  ],
  [
    'a module is reached through its index',
    'src/modules/payments/pay.ts',
    `import { lockAccounts } from '../ledger/store.ts';`,
    /past the module's index/,
  ],
  [
    'a door reaches a module through its index',
    'src/doors/http/bank/x.ts',
    `import { lockAccounts } from '../../../modules/ledger/store.ts';`,
    /past the module's index/,
  ],
  [
    'an edge that is not listed is found',
    'src/modules/ledger/post.ts',
    `import { pay } from '../payments/index.ts';`,
    /the edge is not listed/,
  ],
  [
    'an edge in an import() is found',
    'src/modules/ledger/post.ts',
    `const x = await import('../payments/index.ts');`,
    /the edge is not listed/,
  ],
  [
    'an edge over several lines is found',
    'src/modules/ledger/post.ts',
    `import {\n  pay,\n} from '../payments/index.ts';`,
    /the edge is not listed/,
  ],
  ['an edge in an export is found', 'src/modules/ledger/index.ts', `export { pay } from '../payments/index.ts';`, /the edge is not listed/],
  ['rules know no store', 'src/modules/ledger/rules/decide.ts', `import { insert } from '../store.ts';`, /rules import/],
  [
    'rules know no database',
    'src/modules/ledger/rules/decide.ts',
    `import { statement } from '../../../postgres/database.ts';`,
    /rules import/,
  ],
  ['rules know no file system', 'src/modules/ledger/rules/decide.ts', `import { readFileSync } from 'node:fs';`, /not a pure library/],
  [
    'the product knows no demo',
    'src/modules/messaging/deliver.ts',
    `import { openSmsCentre } from '../../demo/sms-centre.ts';`,
    /modules imports demo/,
  ],
  [
    'the product knows no tests',
    'src/doors/http/create-app.ts',
    `import { fixedClock } from '../../testing/clock.ts';`,
    /doors imports testing/,
  ],
  ['the wiring knows no tests', 'src/wiring.ts', `import { fixedClock } from './testing/clock.ts';`, /wiring imports testing/],
  ['a page knows no module', 'web/bank/main.tsx', `import { hold } from '../../src/modules/ledger/index.ts';`, /a page imports/],
  ['a new room must be listed', 'src/attic/x.ts', `import { money } from '../kernel/money.ts';`, /attic is not listed/],
];
for (const [rule, path, text, told] of wrong) {
  test(rule, () => assert.match(checkImports([{ path, text }], plan).join('\n'), told));
}

const right: [rule: string, path: string, text: string][] = [
  [
    'types may be taken by rules',
    'src/modules/operations/rules/x.ts',
    `import type { DeviceRow } from '../../soft-tokens/index.ts';\nimport { type Programme } from '../../programmes/index.ts';`,
  ],
  ['a spec may use the testing room', 'src/modules/ledger/ledger.spec.ts', `import { testDatabase } from '../../testing/database.ts';`],
  ['a page may use crypto and kernel', 'web/token/main.tsx', `import { utf8 } from '../../src/crypto/bytes.ts';`],
];
for (const [rule, path, text] of right) test(rule, () => assert.deepEqual(checkImports([{ path, text }], plan), []));
