// What an authorisation costs with a million accounts beside what it costs with ten thousand, in turns on one server.

import { createAuthorizer } from '../src/modules/card-authorizations/index.ts';
import type { BenchResult } from './approvals.ts';
import { openAuthorisationWorld, requestOf, type AuthorisationWorld } from './authorisation-world.ts';
import { measure } from './callers.ts';
import { openStack } from './stack.ts';

export const about = 'cost of a card authorisation in the engine at 1,000,000 accounts, in units of its cost at 10,000';

const callers = 768;
const rounds = 3;
const round = (value: number): number => Math.round(value * 100) / 100;
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

let nth = 0;

/** Authorisations a second of cards chosen at random; every answer must be an approval. */
async function perSecond(world: AuthorisationWorld, seconds: number, say: (text: string) => void): Promise<number> {
  const authorizer = createAuthorizer(world.ctx, { onFault: (error) => say(String(error)) });
  const measured = await measure({
    callers,
    seconds,
    call: async () => {
      nth += 1;
      const answer = await authorizer.submit(requestOf(world.digestOf(Math.floor(Math.random() * world.accounts)), nth));
      if (answer.outcome !== 'approved') throw new Error(`an authorisation of the bench was answered ${answer.outcome}`);
    },
  });
  await authorizer.close();
  return measured.perSecond;
}

/**
 * Runs the bench: both worlds in turns, so that a machine that becomes slower is slower for both.
 * @param seconds length of each of the turns
 */
export async function run({ seconds, say }: { readonly seconds: number; readonly say: (text: string) => void }): Promise<BenchResult> {
  const stack = await openStack();
  try {
    const small = await openAuthorisationWorld(stack, 'small', 10_000);
    say('making a million accounts (some minutes)');
    const large = await openAuthorisationWorld(stack, 'large', 1_000_000);
    const seen = { small: [] as number[], large: [] as number[] };
    for (let turn = 0; turn < rounds; turn += 1) {
      seen.small.push(await perSecond(small, seconds, say));
      seen.large.push(await perSecond(large, seconds, say));
      say(`10,000 accounts: ${seen.small.at(-1)}/s; 1,000,000: ${seen.large.at(-1)}/s`);
    }
    await small.close();
    await large.close();
    const [fast, slow] = [middle(seen.small), middle(seen.large)];
    return { ratios: { cost: round(fast / slow) }, figures: { smallPerSecond: fast, largePerSecond: slow, callers } };
  } finally {
    await stack.close();
  }
}
