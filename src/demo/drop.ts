// What a demo server received: in memory, and as JSON lines in the data folder so that a restart keeps it.

import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const heldMax = 2000;

export type Drop<Item> = {
  /** Oldest first. */
  all(): readonly Item[];
  add(item: Item): void;
  clear(): void;
};

/** Opens the file `folder`/`name`, readable by its owner alone: it holds what phones would show. */
export function openDrop<Item>(folder: string, name: string): Drop<Item> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  let items = read<Item>(file);
  // A long file is cut to what is shown.
  writeFileSync(file, items.map((item) => `${JSON.stringify(item)}\n`).join(''), { mode: 0o600 });
  return {
    all: () => items,
    add(item) {
      items.push(item);
      if (items.length > heldMax) items = items.slice(-heldMax);
      appendFileSync(file, `${JSON.stringify(item)}\n`);
    },
    clear() {
      items = [];
      writeFileSync(file, '', { mode: 0o600 });
    },
  };
}

function read<Item>(file: string): Item[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    // A line that a killed process left half-written is dropped.
    return lines
      .flatMap((line) => {
        try {
          return [JSON.parse(line) as Item];
        } catch {
          return [];
        }
      })
      .slice(-heldMax);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
}
