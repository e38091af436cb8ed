// Durable authorisations per second in the engine beside pgbench's TPC-B on the same server in the same run.

import { createAuthorizer, type Authorizer } from '../src/modules/card-authorizations/index.ts';
import type { BenchResult } from './approvals.ts';
import { openAuthorisationWorld, requestOf, type AuthorisationWorld } from './authorisation-world.ts';
import { authoriseOverHttp } from './authorisation-http.ts';
import { measureIso8583 } from './authorisation-iso8583.ts';
import { measure, type Measured } from './callers.ts';
import { preparePgbench, runPgbench } from './pgbench.ts';
import { machineSeconds, openStack } from './stack.ts';

export const about =
  'durable card authorisations per second in the engine (200,000 accounts, uniform and with 100 hot cards), beside pgbench TPC-B';

const round = (value: number): number => Math.round(value * 100) / 100;

const callersFull = 768;
const hotCards = 100;

let nth = 0;

/** Runs authorisations of cards that `choose` picks; every answer must be an approval. */
async function run1(
  authorizer: Authorizer,
  world: AuthorisationWorld,
  choose: () => number,
  wishes: { readonly callers: number; readonly seconds: number },
): Promise<Measured & { readonly busyShare: number }> {
  const before = machineSeconds();
  const measured = await measure({
    ...wishes,
    call: async () => {
      nth += 1;
      const answer = await authorizer.submit(requestOf(world.digestOf(choose()), nth));
      if (answer.outcome !== 'approved') throw new Error(`an authorisation of the bench was answered ${answer.outcome}`);
    },
  });
  const after = machineSeconds();
  const busy = after.busy - before.busy;
  return { ...measured, busyShare: round(busy / (busy + after.idle - before.idle)) };
}

/** Half of the load: so many requests a second as half of the full rate, each on its own time whatever the ones before do. */
async function paced(
  authorizer: Authorizer,
  world: AuthorisationWorld,
  choose: () => number,
  perSecond: number,
  seconds: number,
): Promise<Measured> {
  const waits: number[] = [];
  const under: Promise<void>[] = [];
  const started = performance.now();
  for (let sent = 0; ;) {
    const elapsed = performance.now() - started;
    if (elapsed > seconds * 1000) break;
    for (const due = Math.floor((elapsed / 1000) * perSecond); sent < due; sent += 1) {
      const begun = performance.now();
      nth += 1;
      under.push(
        authorizer.submit(requestOf(world.digestOf(choose()), nth)).then(() => {
          waits.push(performance.now() - begun);
        }),
      );
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  await Promise.all(under);
  waits.sort((a, b) => a - b);
  const at = (share: number): number => round(waits[Math.floor(waits.length * share)] ?? 0);
  return { perSecond: Math.round(waits.length / seconds), calls: waits.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}

/**
 * Runs the bench.
 * @param seconds length of each measurement, and of each of the two runs of pgbench
 */
export async function run({ seconds, say }: { readonly seconds: number; readonly say: (text: string) => void }): Promise<BenchResult> {
  const stack = await openStack();
  try {
    const tpcbUrl = await stack.databaseUrl('tpcb');
    await preparePgbench(tpcbUrl, say);
    const before = await runPgbench(tpcbUrl, seconds, say);
    say(`pgbench TPC-B before: ${Math.round(before)} transactions/s`);
    const world = await openAuthorisationWorld(stack, 'ramz', 200_000);
    const authorizer = createAuthorizer(world.ctx, { onFault: (error) => say(String(error)) });
    const any = (): number => Math.floor(Math.random() * world.accounts);
    const hot = (): number => (Math.random() < 0.5 ? Math.floor(Math.random() * hotCards) : any());
    const full = { callers: callersFull, seconds };
    const uniform = await run1(authorizer, world, any, full);
    say(
      `engine, uniform: ${uniform.perSecond}/s, p50 ${uniform.p50Ms} ms, p99 ${uniform.p99Ms} ms, machine ${uniform.busyShare * 100} % busy`,
    );
    const skewed = await run1(authorizer, world, hot, full);
    say(`engine, half on ${hotCards} cards: ${skewed.perSecond}/s, p50 ${skewed.p50Ms} ms, p99 ${skewed.p99Ms} ms`);
    const half = await paced(authorizer, world, any, uniform.perSecond / 2, seconds);
    say(`engine, half load: ${half.perSecond}/s, p50 ${half.p50Ms} ms, p99 ${half.p99Ms} ms`);
    const iso = await measureIso8583(world, authorizer, { seconds });
    say(`through the ISO 8583 door: ${iso.perSecond}/s, p50 ${iso.p50Ms} ms, p99 ${iso.p99Ms} ms`);
    await authorizer.close();
    const http = await authoriseOverHttp(stack, world, seconds);
    say(`over HTTP: ${http.perSecond}/s, p50 ${http.p50Ms} ms, p99 ${http.p99Ms} ms`);
    const after = await runPgbench(tpcbUrl, seconds, say);
    say(`pgbench TPC-B after: ${Math.round(after)} transactions/s`);
    await world.close();
    const tpcb = (before + after) / 2;
    return {
      ratios: {
        engine: round(uniform.perSecond / tpcb),
        engineHot: round(skewed.perSecond / tpcb),
        iso8583: round(iso.perSecond / tpcb),
        http: round(http.perSecond / tpcb),
      },
      figures: {
        enginePerSecond: uniform.perSecond,
        engineP50Ms: uniform.p50Ms,
        engineP99Ms: uniform.p99Ms,
        engineHotPerSecond: skewed.perSecond,
        engineHotP50Ms: skewed.p50Ms,
        engineHotP99Ms: skewed.p99Ms,
        engineHalfPerSecond: half.perSecond,
        engineHalfP50Ms: half.p50Ms,
        engineHalfP99Ms: half.p99Ms,
        iso8583PerSecond: iso.perSecond,
        iso8583P50Ms: iso.p50Ms,
        iso8583P99Ms: iso.p99Ms,
        httpPerSecond: http.perSecond,
        httpP50Ms: http.p50Ms,
        httpP99Ms: http.p99Ms,
        engineCallers: callersFull,
        machineBusyShare: uniform.busyShare,
        tpcbBeforePerSecond: Math.round(before),
        tpcbAfterPerSecond: Math.round(after),
      },
    };
  } finally {
    await stack.close();
  }
}
