// The acquirer's side of the line: signs on, matches answers to requests, and takes back what is not answered in time.

import { connect, type Socket } from 'node:net';

import { systemClock } from '../../kernel/clock.ts';

import {
  answerOf,
  createFrameReader,
  decodeMessage,
  dialects,
  encodeFrame,
  messageTypes,
  writeAdditionalData,
  writeSecurityControl,
  writeTransmissionTime,
  type DialectName,
  type Fields,
  type Message,
} from '../../iso8583/index.ts';
import { reversalOf } from './messages.ts';

export type Reply =
  | { readonly kind: 'answered'; readonly message: Message; /** DE 39. */ readonly code: string }
  /** No answer in time; `reversed`: the reversal that followed was acknowledged. */
  | { readonly kind: 'timed-out'; readonly reversed: boolean }
  /** The line was closed before an answer came. */
  | { readonly kind: 'closed' };

export type Acquirer = {
  /** Sends a message, with DE 7 and DE 11 where it has none, and resolves with its answer. */
  send(message: Message): Promise<Reply>;
  /** The message as it is sent: with DE 7 and DE 11. To send it again, or to reverse it. */
  stamp(message: Message): Message;
  signOn(): Promise<Reply>;
  signOff(): Promise<Reply>;
  echo(): Promise<Reply>;
  /** `wrapped`: the new key under the connection's master key. */
  changeKey(key: { readonly algorithm: 'tdes' | 'aes'; readonly wrapped: Uint8Array; readonly checkValue: string }): Promise<Reply>;
  /** Bytes as they are, for tests of what is no message. */
  write(bytes: Uint8Array): void;
  /** Messages that answer nothing that was asked: echoes of the other side (answered already), late answers. */
  readonly unasked: readonly Message[];
  /** Resolves when the other side has closed the line. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
};

type Waiting = { readonly resolve: (reply: Reply) => void; readonly message: Message; readonly until: number };

const keyOf = (mti: string, { 7: time = '', 11: stan = '' }: Fields): string => `${mti}${stan}${time}`;

/**
 * Connects. A request that is not answered within `timeoutMs` is followed by its reversal (0420, then 0421), at most `reversalsMax` times.
 * @param windowMax requests that wait for their answers at once; more wait here
 * @param stanFrom the first trace number
 */
export async function connectAcquirer(settings: {
  readonly host: string;
  readonly port: number;
  readonly dialect: DialectName;
  readonly timeoutMs?: number;
  readonly reversalsMax?: number;
  readonly windowMax?: number;
  readonly stanFrom?: number;
  readonly now?: () => Temporal.Instant;
}): Promise<Acquirer> {
  const { host, port, timeoutMs = 15_000, reversalsMax = 3, windowMax = 256, stanFrom = 1 } = settings;
  const now = settings.now ?? systemClock.now;
  const dialect = dialects[settings.dialect];
  const socket: Socket = connect({ host, port, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve();
    });
  });

  const waiting = new Map<string, Waiting>();
  const queue: { readonly message: Message; readonly resolve: (reply: Reply) => void }[] = [];
  const unasked: Message[] = [];
  const reader = createFrameReader({ lengthMax: dialect.lengthMax });
  let out: Uint8Array[] = [];
  let stan = stanFrom - 1;
  let isClosed = false;

  const flush = (): void => {
    const chunks = out;
    out = [];
    if (chunks.length > 0 && !socket.destroyed) socket.write(chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks));
  };
  const write = (message: Message): void => {
    const encoded = encodeFrame(dialect, message);
    if (encoded.kind === 'refused') throw new Error(`bug: the message cannot be written: ${encoded.reason} in DE ${encoded.field ?? ''}`);
    if (out.push(encoded.bytes) === 1) setImmediate(flush);
  };
  const begin = (message: Message, resolve: (reply: Reply) => void): void => {
    if (isClosed) {
      resolve({ kind: 'closed' });
      return;
    }
    write(message);
    waiting.set(keyOf(answerOf(message.mti) ?? '', message.fields), { resolve, message, until: performance.now() + timeoutMs });
  };
  const fill = (): void => {
    while (queue.length > 0 && waiting.size < windowMax) {
      const next = queue.shift();
      if (next !== undefined) begin(next.message, next.resolve);
    }
  };

  const onMessage = (message: Message): void => {
    const type = messageTypes.get(message.mti);
    if (type?.answer !== undefined) {
      unasked.push(message);
      // An echo of the other side.
      if (message.fields[70] === '301') write({ mti: type.answer, fields: { ...message.fields, 39: '00' } });
      return;
    }
    const key = keyOf(message.mti, message.fields);
    const asked = waiting.get(key);
    if (asked === undefined) {
      unasked.push(message);
      return;
    }
    waiting.delete(key);
    asked.resolve({ kind: 'answered', message, code: message.fields[39] ?? '' });
    if (queue.length > 0) fill();
  };

  const stamp = (message: Message): Message => {
    const { fields } = message;
    if (fields[7] !== undefined && fields[11] !== undefined) return message;
    stan = (stan % 999_999) + 1;
    const at = fields[7] ?? writeTransmissionTime(now());
    return {
      ...message,
      fields: {
        ...fields,
        7: at,
        11: fields[11] ?? stan.toString().padStart(6, '0'),
        12: fields[12] ?? at.slice(4),
        13: fields[13] ?? at.slice(0, 4),
      },
    };
  };

  const exchange = async (message: Message): Promise<Reply> =>
    await new Promise<Reply>((resolve) => {
      if (waiting.size < windowMax) begin(message, resolve);
      else queue.push({ message, resolve });
    });

  const takeBack = async (original: Message): Promise<Reply> => {
    const type = messageTypes.get(original.mti);
    if (type?.class !== 'authorisation' && type?.class !== 'financial') return { kind: 'timed-out', reversed: false };
    const reversal = stamp(reversalOf(original));
    for (let tries = 0; tries < reversalsMax; tries += 1) {
      const reply = await exchange(tries === 0 ? reversal : { ...reversal, mti: '0421' });
      if (reply.kind === 'answered') return { kind: 'timed-out', reversed: reply.code === '00' };
      if (reply.kind === 'closed') break;
    }
    return { kind: 'timed-out', reversed: false };
  };

  const timer = setInterval(() => {
    const at = performance.now();
    for (const [key, { until, resolve }] of waiting) {
      // In order of sending, so of their ends.
      if (until > at) break;
      waiting.delete(key);
      resolve({ kind: 'timed-out', reversed: false });
    }
    fill();
  }, 50);
  timer.unref();

  socket.on('data', (chunk: Uint8Array) => {
    for (const bytes of reader.push(chunk).frames) {
      const decoded = decodeMessage(dialect, bytes);
      if (decoded.kind === 'done') onMessage(decoded.message);
    }
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      isClosed = true;
      clearInterval(timer);
      for (const { resolve: answer } of waiting.values()) answer({ kind: 'closed' });
      for (const { resolve: answer } of queue.splice(0)) answer({ kind: 'closed' });
      waiting.clear();
      resolve();
    });
  });

  const send = (message: Message): Promise<Reply> => {
    const stamped = stamp(message);
    return exchange(stamped).then((reply) => (reply.kind === 'timed-out' ? takeBack(stamped) : reply));
  };
  const manage = async (code: string, fields: Fields = {}): Promise<Reply> => await send({ mti: '0800', fields: { 70: code, ...fields } });

  return {
    send,
    stamp,
    signOn: async () => await manage('001'),
    signOff: async () => await manage('002'),
    echo: async () => await manage('301'),
    async changeKey({ algorithm, wrapped, checkValue }) {
      const wrappedKey = Buffer.from(wrapped).toString('hex').toUpperCase();
      const data = writeAdditionalData({ wrappedKey, keyCheckValue: checkValue, keyUse: 'PIN' });
      const control = writeSecurityControl({ pinBlockFormat: algorithm === 'aes' ? 4 : 0, keyIndex: 1 });
      return await manage('101', { 53: control, ...(data === undefined ? {} : { 48: data }) });
    },
    write: (bytes) => void socket.write(bytes),
    unasked,
    closed,
    async close() {
      flush();
      socket.end();
      const forced = setTimeout(() => socket.destroy(), 1000);
      await closed;
      clearTimeout(forced);
    },
  };
}
