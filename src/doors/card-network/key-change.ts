// Key change (0800, DE 70 = 101): a new ZPK under the connection's master key.

import { readAdditionalData, readSecurityControl, writeAdditionalData, type Fields, type Message } from '../../iso8583/index.ts';
import type { CardSecurity } from '../../modules/card-security/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../postgres/database.ts';
import type { Connection } from './connections.ts';

export type KeyChangeContext = {
  readonly security: CardSecurity;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: { warn(about: object, text: string): void; error(about: object, text: string): void };
};

type Refusal = Extract<Awaited<ReturnType<CardSecurity['importZpk']>>, { kind: 'refused' }>['reason'];

const codes = { 'key-unknown': '63', 'key-malformed': '63', 'wrong-check-value': '63' } as const satisfies Record<Refusal, string>;

/** DE 39 (and the check value of the key that is in use now): 00, 30 where a field is missing or wrong, 63 where the key is refused. */
export async function changeKey(
  { security, database, clock, logger }: KeyChangeContext,
  { name, zpk }: Connection,
  message: Message,
): Promise<Fields> {
  const control = message.fields[53] === undefined ? undefined : readSecurityControl(message.fields[53]);
  const data = message.fields[48] === undefined ? undefined : readAdditionalData(message.fields[48]);
  const { wrappedKey, keyCheckValue, keyUse } = data ?? {};
  if (control === undefined || wrappedKey === undefined || keyCheckValue === undefined || keyUse !== 'PIN') return { 39: '30' };
  // Digits three and four of DE 53 say the algorithm of the key.
  const algorithm = message.fields[53]?.slice(2, 4) === '02' ? 'aes' : 'tdes';
  try {
    const wrapped = Buffer.from(wrappedKey, 'hex');
    const outcome = await security.importZpk(database, { connection: zpk, algorithm, wrapped, checkValue: keyCheckValue }, clock.now());
    if (outcome.kind === 'refused') {
      logger.warn({ connection: name, reason: outcome.reason }, 'a key change was refused');
      return { 39: codes[outcome.reason] };
    }
    const back = writeAdditionalData({ keyCheckValue: outcome.value.checkValue });
    return { 39: '00', ...(back === undefined ? {} : { 48: back }) };
  } catch (error) {
    logger.error({ err: error, connection: name }, 'a key change failed');
    return { 39: '96' };
  }
}
