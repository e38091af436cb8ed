// What gets into a log line, and what never does.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openLogger } from './logger.ts';

function logged(write: (logger: ReturnType<typeof openLogger>) => void): string {
  const lines: string[] = [];
  write(openLogger('debug', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
}

test('a field that nobody allowed is left out and its name is told', () => {
  const line = logged((logger) =>
    logger.info({ operationId: 'o1', body: { pin: '1234' }, cardNumber: '9999888877776666', authorization: 'Bearer x' }, 'done'),
  );
  assert.match(line, /"operationId":"o1"/);
  assert.match(line, /"dropped":"body,cardNumber,authorization"/);
  assert.doesNotMatch(line, /1234|9999888877776666|Bearer/);
});

test('an allowed name with an object behind it is left out too', () => {
  assert.doesNotMatch(
    logged((logger) => logger.info({ code: { typed: '55512345' } }, 'x')),
    /55512345/,
  );
});

test('what the database says of a row stays out of the log', () => {
  const error = Object.assign(new Error('invalid input syntax for type uuid: "9999888877776666"'), {
    code: '22P02',
    severity: 'ERROR',
    detail: 'Key (mobile)=(+96890000000)',
  });
  const line = logged((logger) => logger.error({ err: error }, 'a request failed'));
  assert.match(line, /22P02/);
  assert.doesNotMatch(line, /9999888877776666|96890000000/);
});

test('the cause of a fault is told', () => {
  assert.match(
    logged((logger) => logger.warn({ err: new Error('outside', { cause: new Error('inside') }) }, 'x')),
    /inside/,
  );
});
