// The one way to PostgreSQL: named prepared statements, transactions, and faults with stable codes.

import pg from 'pg';

import { openPipelines, type Pipelines } from './pipeline.ts';
import { DatabaseFault, isAway, toParameter, type Session, type Statement } from './session.ts';

export { DatabaseFault, statement, type Session, type Statement } from './session.ts';

export type Database = Session & {
  /**
   * Runs `work` in one transaction (READ COMMITTED) and commits it; any throw rolls back and is thrown on.
   * `work` may run again where PostgreSQL broke a deadlock, so it changes nothing outside of the transaction.
   * Nothing that `work` returns may be answered to anyone before this promise resolves: only then is it durable.
   */
  transaction<T>(work: (tx: Session) => Promise<T>): Promise<T>;
  /** Throws DatabaseFault when the server does not answer. */
  ping(): Promise<void>;
  /** Server-sent notifications of a channel, for as long as the returned stop is not called. Reconnects by itself. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /** Connections beside the pool for pipelined transactions; ended by the caller, or with the pool. */
  pipelines(): Pipelines;
  /** Clients in use and waiting, for metrics. */
  load(): { total: number; idle: number; waiting: number };
  end(): Promise<void>;
};

/**
 * Thrown inside a transaction to answer with a value and write nothing: the transaction is rolled back and its promise
 * resolves to the value. For refusals that are found after something was already written.
 */
export class RolledBack<T> extends Error {
  readonly value: T;
  constructor(value: T) {
    super('rolled back');
    this.value = value;
  }
}

/** The five-character SQLSTATE of an error that PostgreSQL sent, or undefined. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** The constraint that a write broke, when the error is a violation (SQLSTATE class 23). */
export function brokenConstraint(error: unknown): string | undefined {
  if (sqlState(error)?.startsWith('23') !== true) return undefined;
  const { constraint } = error as { constraint?: string };
  return constraint;
}

const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: string): (text: string) => unknown {
    // 20 int8, 1184 timestamptz, 1082 date; arrays of them are 1016 and 1185.
    if (format !== 'binary') {
      if (oid === 20) return BigInt;
      if (oid === 1184) return toInstant;
      if (oid === 1082) return (text) => text;
    }
    return pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown;
  },
};

function toInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
}

async function run<Row>(client: pg.ClientBase | pg.Pool, { name, text }: Statement, values: readonly unknown[]): Promise<Row[]> {
  try {
    const result = await client.query({ name, text, values: values.map(toParameter) });
    return result.rows as Row[];
  } catch (error) {
    throw isAway(error) ? new DatabaseFault('The database does not answer.', { cause: error }) : error;
  }
}

const deadlockTriesMax = 4;

const plain = (text: string): Statement => ({ name: '', text });

async function command(client: pg.ClientBase, text: string): Promise<string> {
  try {
    const result = await client.query(text);
    return result.command;
  } catch (error) {
    throw isAway(error) ? new DatabaseFault('The database does not answer.', { cause: error }) : error;
  }
}

/**
 * Opens a pool on a PostgreSQL 15 or newer.
 * @param url postgresql:// connection string
 * @param connectionsMax most connections that this process holds at once
 */
export function openDatabase(url: string, connectionsMax = 12): Database {
  const settings = { connectionString: url, types, connectionTimeoutMillis: 4000, application_name: 'ramz' };
  const pool = new pg.Pool({ ...settings, max: connectionsMax, idleTimeoutMillis: 30_000 });
  // An idle client that loses its server raises here; the pool drops it, the next query opens another.
  pool.on('error', () => undefined);
  // One that loses it inside a transaction, between two statements, raises on itself; the next statement answers with the fault.
  // Without a listener that event would end the process.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const listeners = new Set<() => Promise<void>>();
  const pipelines = new Set<Pipelines>();

  async function acquire(): Promise<pg.PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      throw new DatabaseFault('The database does not answer.', { cause: error });
    }
  }

  async function once<T>(work: (tx: Session) => Promise<T>): Promise<T> {
    const client = await acquire();
    let broken: Error | undefined;
    try {
      await command(client, 'BEGIN');
      const value = await work({
        query: async <Row>(wanted: Statement, values: readonly unknown[] = []) => await run<Row>(client, wanted, values),
      });
      // After a failed statement COMMIT answers ROLLBACK without an error: the tag must be looked at.
      if ((await command(client, 'COMMIT')) !== 'COMMIT') throw new Error('bug: the transaction had failed before its commit');
      return value;
    } catch (error) {
      if (error instanceof DatabaseFault) broken = error;
      else await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      if (error instanceof RolledBack && broken === undefined) return error.value as T;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    async query<Row>(wanted: Statement, values: readonly unknown[] = []): Promise<Row[]> {
      // Not pool.query: a server that lets nobody in may say so with a code that means other things in a statement.
      const client = await acquire();
      let broken: Error | undefined;
      try {
        return await run<Row>(client, wanted, values);
      } catch (error) {
        if (error instanceof DatabaseFault) broken = error;
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async transaction<T>(work: (tx: Session) => Promise<T>): Promise<T> {
      for (let tries = 1; ; tries += 1) {
        try {
          return await once(work);
        } catch (error) {
          // 40P01: two transactions waited for each other and this one was chosen to give way. Nothing of it was kept.
          if (sqlState(error) !== '40P01' || tries >= deadlockTriesMax) throw error;
        }
      }
    },
    async ping(): Promise<void> {
      await run(pool, plain('SELECT 1'), []);
    },
    async listen(channel, heard) {
      let stopped = false;
      let client: pg.Client | undefined;
      const open = async (): Promise<void> => {
        const fresh = new pg.Client(settings);
        fresh.on('notification', ({ payload }) => heard(payload ?? ''));
        fresh.on('error', () => void 0);
        fresh.on('end', () => {
          if (!stopped) setTimeout(() => void open().catch(() => undefined), 500).unref();
        });
        await fresh.connect();
        await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        client = fresh;
      };
      await open();
      const stop = async (): Promise<void> => {
        stopped = true;
        listeners.delete(stop);
        await client?.end().catch(() => undefined);
      };
      listeners.add(stop);
      return stop;
    },
    pipelines: () => {
      const opened = openPipelines(settings);
      pipelines.add(opened);
      const end = async (): Promise<void> => {
        pipelines.delete(opened);
        await opened.end();
      };
      return { ...opened, end };
    },
    load: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async end(): Promise<void> {
      await Promise.all([...[...listeners].map((stop) => stop()), ...[...pipelines].map((each) => each.end())]);
      await pool.end();
    },
  };
}
