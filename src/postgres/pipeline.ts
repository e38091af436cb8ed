// Transactions whose statements are sent without waiting for each other's answers: for the few places where round trips are what costs.

import pg from 'pg';

import { DatabaseFault, isAway, toParameter, type Session, type Statement } from './session.ts';

export type PipelinedSession = Session & {
  /** Sends a statement whose rows nobody needs; its failure fails the transaction. Values are taken as they are, nothing is converted. */
  send(statement: Statement, values: readonly unknown[]): void;
  /** As `query`, but values are taken as they are. */
  ask<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
};

export type Pipelines = {
  /**
   * Runs `work` in one transaction on the connection of that lane, and commits it. The commit is sent with what `work` sent last.
   * One transaction at a time in a lane: the caller sees to it.
   */
  transaction<T>(lane: number, work: (tx: PipelinedSession) => Promise<T>): Promise<T>;
  end(): Promise<void>;
};

// Statements of this path name their rows by key: a plan that reads a whole table, chosen while it was empty, would stay.
const plannerSettings = `SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_memoize = off;
  SET enable_material = off; SET plan_cache_mode = force_generic_plan;
  SET jit = off`;

const asFault = (error: unknown): unknown => (isAway(error) ? new DatabaseFault('The database does not answer.', { cause: error }) : error);

/** Opens connections of their own for pipelined transactions, each on first use; a broken one is opened anew. */
export function openPipelines(settings: pg.ClientConfig): Pipelines {
  const lanes = new Map<number, Promise<pg.Client>>();

  const open = async (lane: number): Promise<pg.Client> => {
    const client = new pg.Client({ ...settings, pipeline: true } as pg.ClientConfig);
    // A server that goes away raises here, between two transactions too.
    client.on('error', () => lanes.delete(lane));
    client.on('end', () => lanes.delete(lane));
    try {
      await client.connect();
      await client.query(plannerSettings);
      return client;
    } catch (error) {
      lanes.delete(lane);
      throw new DatabaseFault('The database does not answer.', { cause: error });
    }
  };

  const clientOf = async (lane: number): Promise<pg.Client> => {
    let client = lanes.get(lane);
    if (client === undefined) {
      client = open(lane);
      lanes.set(lane, client);
    }
    return await client;
  };

  return {
    async transaction(lane, work) {
      const client = await clientOf(lane);
      const failures: unknown[] = [];
      const sent: Promise<unknown>[] = [];
      const run = async <Row>({ name, text }: Statement, values: readonly unknown[]): Promise<Row[]> =>
        (await client.query({ name, text, values: values as unknown[] })).rows as Row[];
      const note = (error: unknown): void => void failures.push(error);
      sent.push(client.query('BEGIN').catch(note));
      let value;
      try {
        value = await work({
          query: async <Row>(statement: Statement, given: readonly unknown[] = []) => await run<Row>(statement, given.map(toParameter)),
          ask: async <Row>(statement: Statement, given: readonly unknown[]) => await run<Row>(statement, given),
          send: (statement, given) => void sent.push(run(statement, given).catch(note)),
        });
      } catch (error) {
        sent.push(client.query('ROLLBACK').catch(note));
        await Promise.all(sent);
        throw asFault(failures[0] ?? error);
      }
      const committed = client.query('COMMIT').then((result) => result.command, note);
      await Promise.all(sent);
      const tag = await committed;
      if (failures.length > 0) throw asFault(failures[0]);
      // After a failed statement COMMIT answers ROLLBACK without an error: the tag must be looked at.
      if (tag !== 'COMMIT') throw new Error('bug: the transaction had failed before its commit');
      return value;
    },
    async end() {
      const open = [...lanes.values()];
      lanes.clear();
      await Promise.all(open.map(async (client) => await (await client.catch(() => undefined))?.end().catch(() => undefined)));
    },
  };
}
