// Free ports in a row for a test that starts the whole product.

import { createServer } from 'node:net';

async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The first of `count` free ports in a row. */
export async function freeFirstPort(count: number): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = 20_000 + Math.floor(Math.random() * 30_000);
    const free = await Promise.all(Array.from({ length: count }, async (_, offset) => await isFree(first + offset)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`${count} free ports in a row were not found`);
}
