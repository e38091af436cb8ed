// Structured logs without secrets: only fields that are known to be harmless are written.

import { pino, type Logger } from 'pino';

/**
 * What a log line may carry. A field that is not here is left out and its name is told, so that a body, a code or a card
 * number cannot get into the log by being passed along.
 */
const allowed: ReadonlySet<string> = new Set([
  'address',
  'attempt',
  'attempts',
  'channel',
  'code',
  'count',
  'customerId',
  'deviceId',
  'door',
  'durationMs',
  'endpointId',
  'err',
  'event',
  'failure',
  'head',
  'job',
  'kind',
  'level',
  'messageId',
  'method',
  'module',
  'msg',
  'number',
  'operationId',
  'origin',
  'pid',
  'port',
  'problemId',
  'programme',
  'reason',
  'release',
  'reqId',
  'retryAfterSeconds',
  'route',
  'signal',
  'staffId',
  'status',
  'template',
  'time',
  'tokenId',
  'waitMs',
]);

type ErrorLine = { type: string; code?: string; message?: string; stack?: string; constraint?: string; table?: string; cause?: ErrorLine };

/** An error for the log. What PostgreSQL says of a failed statement can hold values of a row: of those only the codes are kept. */
export function errorLine(error: unknown, depth = 0): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, severity, constraint, table } = error as Error & {
    code?: unknown;
    severity?: unknown;
    constraint?: unknown;
    table?: unknown;
  };
  const line: ErrorLine = { type: error.constructor.name };
  if (typeof code === 'string') line.code = code;
  if (typeof severity === 'string') {
    if (typeof constraint === 'string') line.constraint = constraint;
    if (typeof table === 'string') line.table = table;
    line.stack = (error.stack ?? '')
      .split('\n')
      .filter((text) => /^\s+at /.test(text))
      .join('\n');
  } else {
    line.message = error.message;
    line.stack = error.stack ?? '';
  }
  if (error.cause !== undefined && depth < 3) line.cause = errorLine(error.cause, depth + 1);
  return line;
}

/** Keeps the allowed fields; errors are written with what is safe of them. */
export function allowedFields(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Error) kept[name === 'err' || name === 'error' ? 'err' : name] = errorLine(value);
    else if (name === 'err' && typeof value === 'object') kept['err'] = value;
    else if (!allowed.has(name)) dropped.push(name);
    else if (value === null || ['string', 'number', 'boolean', 'bigint', 'undefined'].includes(typeof value))
      kept[name] = typeof value === 'bigint' ? value.toString() : value;
    else dropped.push(name);
  }
  return dropped.length === 0 ? kept : { ...kept, dropped: dropped.join() };
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Makes the process's logger: one JSON object a line on the standard error, written without making anybody wait. */
export function openLogger(level: LogLevel, stream: pino.DestinationStream = pino.destination({ fd: 2, sync: false })): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: allowedFields },
      serializers: { err: (value: unknown) => (value instanceof Error ? errorLine(value) : value) },
    },
    stream,
  );
}
