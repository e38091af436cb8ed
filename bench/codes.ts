// Durable checks of codes per second beside pgbench's TPC-B on the same server in the same run.

import type { BenchResult } from './approvals.ts';
import { hardTokenCodes } from './codes-hard-tokens.ts';
import { offlineCodes } from './codes-offline.ts';
import { preparePgbench, runPgbench } from './pgbench.ts';
import { openStack } from './stack.ts';

export const about = 'durable code checks per second (offline codes of the app, TOTP of hard tokens), beside pgbench TPC-B';

const round = (value: number): number => Math.round(value * 100) / 100;

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
    const totp = await hardTokenCodes(stack, seconds);
    say(`TOTP codes: ${totp.perSecond}/s, p50 ${totp.p50Ms} ms, p99 ${totp.p99Ms} ms, ${totp.callers} callers`);
    const offline = await offlineCodes(stack, seconds);
    say(`offline codes: ${offline.perSecond}/s, p50 ${offline.p50Ms} ms, p99 ${offline.p99Ms} ms, ${offline.callers} callers`);
    const after = await runPgbench(tpcbUrl, seconds, say);
    say(`pgbench TPC-B after: ${Math.round(after)} transactions/s`);
    const tpcb = (before + after) / 2;
    return {
      ratios: { offline: round(offline.perSecond / tpcb), totp: round(totp.perSecond / tpcb) },
      figures: {
        offlinePerSecond: offline.perSecond,
        offlineP50Ms: offline.p50Ms,
        offlineP99Ms: offline.p99Ms,
        offlineCallers: offline.callers,
        totpPerSecond: totp.perSecond,
        totpP50Ms: totp.p50Ms,
        totpP99Ms: totp.p99Ms,
        totpCallers: totp.callers,
        tpcbBeforePerSecond: Math.round(before),
        tpcbAfterPerSecond: Math.round(after),
      },
    };
  } finally {
    await stack.close();
  }
}
