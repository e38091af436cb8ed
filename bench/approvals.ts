// Full approvals per second through HTTP beside pgbench's TPC-B on the same server in the same run.
//
// One approval is four requests: the web bank asks for a transfer (money is held), the phone signs in by a proof, fetches
// the details, and sends its signed decision, in whose transaction the hold is posted and the evidence appended.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { checkLedger } from '../src/modules/ledger/index.ts';
import { statement, type Database } from '../src/postgres/database.ts';
import type { LoadCommand, LoadReport } from './approvals-load.ts';
import { makePhones } from './phones.ts';
import { preparePgbench, runPgbench } from './pgbench.ts';
import { machineSeconds, openStack, processorSeconds, residentMb } from './stack.ts';

export const about = 'full approvals per second through HTTP, 64 in flight, beside pgbench TPC-B';

const inFlight = 64;
const phoneCount = 128;
const warmUpSeconds = 4;

/** What `./ramz bench` shows: ratios by name, and all figures. */
export type BenchResult = {
  readonly ratios: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, number | string>>;
};

const countsStatement = statement(
  'bench_counts',
  `SELECT (SELECT count(*) FROM operations WHERE status = 'executed') AS executed,
          (SELECT count(*) FROM ledger_transfers WHERE kind = 'post') AS posted,
          (SELECT count(*) FROM evidence_records WHERE kind = 'approval') AS proved,
          (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()) AS commits,
          (SELECT tup_inserted + tup_updated + tup_deleted FROM pg_stat_database WHERE datname = current_database()) AS written`,
);
type Counts = { executed: bigint; posted: bigint; proved: bigint; commits: bigint; written: bigint };

async function counts(database: Database): Promise<Counts> {
  const [row] = await database.query<Counts>(countsStatement);
  if (row === undefined) throw new Error('bug: counts without a row');
  return row;
}

const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits;

/**
 * Runs the bench.
 * @param seconds length of the measurement, and of each of the two runs of pgbench
 */
export async function run({ seconds, say }: { readonly seconds: number; readonly say: (text: string) => void }): Promise<BenchResult> {
  const stack = await openStack();
  const load = fork(join(import.meta.dirname, 'approvals-load.ts'), { serialization: 'advanced' });
  const ask = async (command: LoadCommand): Promise<LoadReport | undefined> => {
    load.send(command);
    const [answer] = (await once(load, 'message')) as [{ report?: LoadReport; error?: string }];
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.report;
  };
  let server: Awaited<ReturnType<typeof stack.startServer>> | undefined;
  try {
    const tpcbUrl = await stack.databaseUrl('tpcb');
    await preparePgbench(tpcbUrl, say);
    say(`${phoneCount} customers with phones are made`);
    const phones = await makePhones(stack, phoneCount);
    const before = await runPgbench(tpcbUrl, seconds, say);
    say(`pgbench TPC-B before: ${Math.round(before)} transactions/s`);

    server = await stack.startServer();
    const { port } = stack.settings;
    await ask({ kind: 'prepare', order: { phones, inFlight, bankPort: port, tokenPort: port + 1, currency: stack.programme.currency } });
    await ask({ kind: 'run', seconds: warmUpSeconds });
    const start = await counts(stack.database);
    const machineBefore = machineSeconds();
    const [serverBefore, postgresBefore] = [processorSeconds(server.pid), processorSeconds(stack.postgresPid, true)];
    const report = await ask({ kind: 'run', seconds });
    if (report === undefined) throw new Error('bug: the load gave no report');
    const serverUse = (processorSeconds(server.pid) - serverBefore) / report.seconds;
    const postgresUse = (processorSeconds(stack.postgresPid, true) - postgresBefore) / report.seconds;
    const loadUse = report.processorSeconds / report.seconds;
    const machine = machineSeconds();
    const idle = (machine.idle - machineBefore.idle) / report.seconds;
    const othersUse = Math.max(0, (machine.busy - machineBefore.busy) / report.seconds - serverUse - postgresUse - loadUse);
    const serverMemoryMb = residentMb(server.pid);
    const end = await counts(stack.database);
    await server.stop();
    server = undefined;

    const executed = Number(end.executed - start.executed);
    if (executed !== report.approvals || Number(end.posted - start.posted) !== executed || Number(end.proved - start.proved) !== executed) {
      throw new Error(
        `${report.approvals} approvals were answered, ${executed} executed, ${end.posted - start.posted} posted, ${end.proved - start.proved} proved`,
      );
    }
    const findings = await checkLedger(stack.database, Temporal.Now.instant());
    if (findings.length > 0) throw new Error(`the ledger is not whole: ${JSON.stringify(findings)}`);

    const after = await runPgbench(tpcbUrl, seconds, say);
    say(`pgbench TPC-B after: ${Math.round(after)} transactions/s`);
    const tpcb = (before + after) / 2;
    const perSecond = report.approvals / report.seconds;
    const ratio = perSecond / tpcb;
    say(`approvals: ${Math.round(perSecond)}/s, ${inFlight} in flight, half within ${report.p50Ms} ms, 99 % within ${report.p99Ms} ms`);
    say(
      `steps, half within: ${Object.entries(report.stepP50Ms)
        .map(([step, ms]) => `${step} ${ms} ms`)
        .join(', ')}`,
    );
    const rowsWritten = round(Number(end.written - start.written) / executed, 1);
    const uses = [
      ['the server', serverUse],
      ['PostgreSQL', postgresUse],
      ['the simulated phones', loadUse],
    ] as const;
    const [most] = uses.toSorted(([, a], [, b]) => b - a);
    const limit =
      othersUse > 0.3
        ? 'other programs on this machine: repeat it when they are done'
        : idle > 0.3
          ? 'waiting: for the disk, for locks, or for one processor where the server can use no second'
          : `the processor of ${most?.[0] ?? 'the server'}`;
    const shown = uses.map(([name, use]) => `${name} ${round(use)}`).join(', ');
    say(
      `processors used: ${shown}; others ${round(othersUse)}, idle ${round(idle)}; ${round(Number(end.commits - start.commits) / executed)} commits and ${rowsWritten} rows written an approval (TPC-B writes 4)`,
    );
    say(`each approval costs ${uses.map(([name, use]) => `${name} ${round((use / perSecond) * 1000)} ms`).join(', ')} of a processor`);
    say(`limited by ${limit}`);
    say(`server memory after the run: ${serverMemoryMb} MB; approvals are ${round(ratio, 3)} × TPC-B`);
    return {
      ratios: { http: round(ratio, 3) },
      figures: {
        approvalsPerSecond: round(perSecond),
        tpcbPerSecond: round(tpcb),
        inFlight,
        p50Ms: report.p50Ms,
        p99Ms: report.p99Ms,
        serverProcessors: round(serverUse),
        postgresProcessors: round(postgresUse),
        loadProcessors: round(loadUse),
        serverMemoryMb,
        otherProcessors: round(othersUse),
        rowsWrittenPerApproval: rowsWritten,
        limit,
      },
    };
  } finally {
    load.kill();
    await server?.stop();
    await stack.close();
  }
}
