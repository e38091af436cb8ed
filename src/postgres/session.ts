// What every use of the database shares: a session, a named statement, the fault of a database that is away.

import { createHash } from 'node:crypto';

/** What a query accepts and a transaction hands out: something that runs one named statement. */
export type Session = {
  /** Runs a statement and gives its rows. Values may hold bigint, Uint8Array, Temporal.Instant, arrays and null. */
  query<Row>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
};

/** A statement that is prepared once per connection under its name. */
export type Statement = { readonly name: string; readonly text: string };

/** Declares a statement; the name gets a digest of the text, so that two texts can never share a plan. */
export function statement(name: string, text: string): Statement {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 10);
  return { name: `${name}_${digest}`, text };
}

/** The database could not be reached or went away: the caller may try again later, and nothing was half-written. */
export class DatabaseFault extends Error {
  readonly code = 'database-unavailable';
}

// Class 08 is connection exceptions, 57P the server stopping, 53300 too many connections (PostgreSQL appendix A).
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: string }).code ?? '';
  return (
    /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|08|57P|53300)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(
      error.message,
    )
  );
}

/** A row of one of these keys is there already: unique_violation of a constraint of that name. */
export function isKeyTaken(error: unknown, constraints: readonly string[]): boolean {
  const { code, constraint } = error instanceof Error ? (error as { code?: string; constraint?: string }) : {};
  return code === '23505' && constraints.includes(constraint ?? '');
}

export function toParameter(value: unknown): unknown {
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) return value.toString();
  if (value instanceof Uint8Array && !Buffer.isBuffer(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (Array.isArray(value)) return value.map(toParameter);
  return value;
}
