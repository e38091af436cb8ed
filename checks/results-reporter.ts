// A reporter for `node --test` that writes each test's title, file and outcome as a line of JSON.

import { relative } from 'node:path';

type TestEvent = {
  type: string;
  data: { name: string; file?: string; skip?: unknown; todo?: unknown; details?: { type?: string }; nesting: number };
};

export default async function* results(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // A file itself is reported where it broke before its first test: its name is its path.
    const undone = (data.skip !== undefined && data.skip !== false) || (data.todo !== undefined && data.todo !== false);
    const outcome = type === 'test:fail' ? 'failed' : undone ? 'skipped' : 'passed';
    yield `${JSON.stringify({ name: data.name, file: data.file === undefined ? '' : relative(process.cwd(), data.file), outcome, kind: data.details?.type ?? 'test' })}\n`;
  }
}
