// The lock of a data folder: one holder, and a dead one does not count.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';

import { lockDataFolder, lockHolder, startedAt } from './data-folder.ts';
import { CommandFault } from './fault.ts';

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ramz-lock-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a folder is locked once and released', (t) => {
  const folder = folderFor(t);
  const release = lockDataFolder(folder);
  assert.equal(lockHolder(folder), process.pid);
  assert.throws(
    () => lockDataFolder(folder),
    (error: unknown) => error instanceof CommandFault && error.exitCode === 75 && error.message.includes(String(process.pid)),
  );
  release();
  assert.equal(lockHolder(folder), undefined);
  assert.equal(existsSync(join(folder, 'lock')), false);
});

for (const [rule, content] of [
  ['of a process that is gone', '4194304 12345\n'],
  ['whose number another process has now', `${process.pid} 1\n`],
  ['that was cut short', ''],
] as const) {
  test(`a lock ${rule} is taken over`, (t) => {
    const folder = folderFor(t);
    writeFileSync(join(folder, 'lock'), content);
    assert.equal(lockHolder(folder), undefined);
    lockDataFolder(folder)();
  });
}

test('a process is known by its number and its start', () => {
  assert.match(startedAt(process.pid) ?? '', /^\d+$/);
  assert.equal(startedAt(4_194_304), undefined);
});
