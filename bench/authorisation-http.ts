// The same authorisations through the HTTP door of the product itself, a process of its own, from kept connections.

import { randomUUID } from 'node:crypto';

import { createClient } from '../src/modules/api-clients/index.ts';
import type { AuthorisationWorld } from './authorisation-world.ts';
import { measure, type Measured } from './callers.ts';
import { openConnection } from './raw-http.ts';
import type { Stack } from './stack.ts';

const connections = 384;
// What docs/operating.md advises for thousands of authorisations a second.
const nurseryMb = 32;

/** Asks over HTTP for so long; every answer must be an approval. The world must be in the stack's own database. */
export async function authoriseOverHttp(stack: Stack, world: AuthorisationWorld, seconds: number): Promise<Measured> {
  const made = await createClient(
    stack.database,
    stack.keys,
    { programme: stack.programme.programme, name: `bench ${randomUUID().slice(0, 8)}`, scopes: ['simulator:write'] },
    Temporal.Now.instant(),
  );
  if (made.kind === 'refused') throw new Error(`the bench's client was refused: ${made.reason}`);
  const server = await stack.startServer(nurseryMb);
  const open = Array.from({ length: connections }, () => openConnection(stack.settings.port));
  const free = [...open];
  try {
    return await measure({
      callers: connections,
      seconds,
      call: async (nth) => {
        const connection = free.pop();
        if (connection === undefined) throw new Error('bug: more callers than connections');
        const body = {
          cardId: world.cardIdOf(Math.floor(Math.random() * world.accounts)),
          amount: { currency: 'OMR', minor: String(1000 + (nth % 9000)) },
          mcc: '5411',
          merchantName: 'Muttrah Grocer',
          country: 'OM',
        };
        const headers = { authorization: `Bearer ${made.value.key}`, 'idempotency-key': `bench-${nth}` };
        const answer = await connection.request('POST', '/v1/simulator/authorizations', headers, JSON.stringify(body));
        free.push(connection);
        if (answer.status !== 201 || !answer.body.includes('"approved"'))
          throw new Error(`answered ${answer.status}: ${answer.body.slice(0, 300)}`);
      },
    });
  } finally {
    for (const each of open) each.close();
    await server.stop();
  }
}
