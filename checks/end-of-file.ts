// Loaded before each test file: ends its process a second after its last test, when what it reported has been read.

import { after } from 'node:test';

// A connection that a test forgot keeps no run from its end. `--test-force-exit` would do the same at once, and cuts off reports.
const lingerMs = 1000;

// The runner itself loads this too; only the process of a file has tests of its own.
if (process.env['NODE_TEST_CONTEXT'] !== undefined) {
  after(() => {
    setTimeout(() => process.exit(), lingerMs).unref();
  });
}
