// The sources keep to the small rules of STYLE.md, and each rule finds a file that does not.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { readSources, root } from './sources.ts';
import { checkTidy, rules } from './tidy.ts';

test('every source file is tidy', () => {
  const sources = readSources(['src', 'web', 'bench', 'checks', 'programmes', 'docs'], ['.ts', '.tsx', '.css', '.sql', '.yaml', '.md']);
  assert.ok(sources.length > 100, 'the check must see the sources');
  assert.deepEqual(checkTidy(sources), []);
});

test('every link between the documents leads somewhere', () => {
  const pages = [
    ...readSources(['docs', 'src'], ['.md']),
    ...['README', 'ARCHITECTURE', 'STYLE', 'GLOSSARY', 'SECURITY', 'CONTRIBUTING', 'CHANGELOG'].map((name) => ({
      path: `${name}.md`,
      text: readFileSync(join(root, `${name}.md`), 'utf8'),
    })),
  ];
  const broken = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(root, path, '..', target)))
      .map((target) => `${path}: ${target}`),
  );
  assert.deepEqual(broken, []);
});

const head = '// A file.\n';
const wrong: [about: RegExp, path: string, text: string][] = [
  [/begins with a comment/, 'src/modules/ledger/post.ts', `import x from 'x';\n`],
  [/at most 400 lines/, 'src/modules/ledger/post.ts', head + 'x;\n'.repeat(400)],
  [/named for what it does/, 'src/modules/ledger/ledger-utils.ts', head],
  [/named for what it does/, 'src/modules/ledger/account-service.ts', head],
  [/named for what it does/, 'src/kernel/common.ts', head],
  [/kebab-case/, 'web/bank/SignIn.tsx', head],
  [/no console/, 'src/modules/ledger/post.ts', `${head}console.log(1);\n`],
  [/no console/, 'src/doors/http/x.ts', `${head}process.stdout.write('x');\n`],
  [/no now\(\) in a query/, 'src/modules/ledger/store.ts', `${head}const s = statement('a', \`SELECT now()\`);\n`],
  [
    /no now\(\) in a query/,
    'src/modules/ledger/store.ts',
    `${head}const s = statement(\n  'a',\n  // Why.\n  \`UPDATE x SET at = CURRENT_TIMESTAMP\`,\n);\n`,
  ],
  [/no now\(\) in a query/, 'src/postgres/migrations/0099_x.sql', 'CREATE TABLE x (at timestamptz DEFAULT now());\n'],
  [/no Date\.now\(\)/, 'src/modules/ledger/post.ts', `${head}const at = Date.now();\n`],
  [/no Date\.now\(\)/, 'src/doors/http/x.ts', `${head}const at = Temporal.Now.instant();\n`],
  [/no Math\.random/, 'src/modules/ledger/rules/decide.ts', `${head}const id = randomUUID();\n`],
  [/logical properties/, 'web/bank/bank.css', '.a { margin-left: 4px; }\n'],
  [/logical properties/, 'web/bank/bank.css', '.a {\n  text-align: right;\n}\n'],
  [/logical properties/, 'web/bank/bank.css', '.a {\n  left: 0;\n}\n'],
  [/logical properties/, 'web/bank/card.tsx', `${head}const a = { paddingRight: 4 };\n`],
  [/nothing unfinished/, 'src/modules/ledger/post.ts', `${head}// TODO later\n`],
  [/nothing unfinished/, 'src/modules/ledger/post.spec.ts', `${head}test.skip('x');\n`],
  [/nothing unfinished/, 'src/modules/ledger/post.ts', `${head}// @ts-ignore\n`],
  [/somebody's machine/, 'docs/x.md', 'cd /home/ali/ramz\n'],
];
for (const [about, path, text] of wrong) {
  test(`${path} with ${JSON.stringify(text.replace(head, '').slice(0, 40))} is found`, () => {
    const found = checkTidy([{ path, text }]);
    assert.ok(
      found.some((line) => about.test(line)),
      found.join('\n'),
    );
  });
}

test('every rule has a file that breaks it', () => {
  const found = wrong.flatMap(([, path, text]) => checkTidy([{ path, text }])).join('\n');
  assert.deepEqual(
    rules.filter(({ about }) => !found.includes(about)).map(({ about }) => about),
    [],
  );
});

test('prose about time and consoles is not code', () => {
  assert.deepEqual(checkTidy([{ path: 'src/modules/ledger/post.ts', text: `${head}// Neither console.log( nor Date.now() here.\n` }]), []);
});
