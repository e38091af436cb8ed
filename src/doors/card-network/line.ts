// One line of an acquirer: frames in, answers out, sign-on, echo, limits. It decides nothing about cards.

import type { Socket } from 'node:net';

import {
  answerTo,
  createFrameReader,
  decodeMessage,
  describe,
  describeRefusal,
  dialects,
  encodeFrame,
  messageTypes,
  writeTransmissionTime,
  type Dialect,
  type Fields,
  type Message,
} from '../../iso8583/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Connection } from './connections.ts';
import type { CardNetworkFigures } from './figures.ts';
import { changeKey, type KeyChangeContext } from './key-change.ts';

/** What a line needs of its door. */
export type LineDoor = KeyChangeContext & {
  readonly clock: Clock;
  readonly figures: CardNetworkFigures;
  readonly trace: ((direction: 'in' | 'out', connection: string, message: Message) => void) | undefined;
  /** A request of a line that has signed on. */
  take(line: Line, message: Message): void;
  /** Its time is over and the other side was told so. */
  gaveUp(message: Message): void;
  forget(line: Line): void;
};

/** A request that waits for its answer. */
export type Pending = { readonly message: Message; readonly at: number; isAnswered: boolean };

/** Echoes in a row without a byte from the other side before the line is closed. */
const echoesMax = 3;
/** How long a line that was ended may take to close. */
const closeMs = 5000;
/** Bytes that wait for the other side to read them; above it nothing more is read from it. */
const unsentMax = 1024 * 1024;

export class Line {
  readonly socket: Socket;
  readonly connection: Connection;
  readonly door: LineDoor;
  readonly dialect: Dialect;
  readonly reader: ReturnType<typeof createFrameReader>;
  isSignedOn = false;
  isClosing = false;
  /** Oldest first; answered ones are taken off when they come to the front. */
  readonly pending: Pending[] = [];
  pendingFrom = 0;
  inFlight = 0;
  out: Uint8Array[] = [];
  lastByteAt = performance.now();
  frameSince: number | undefined;
  echoes = 0;
  stan = 0;
  readonly timer: NodeJS.Timeout;
  onIdle: (() => void) | undefined;

  constructor(door: LineDoor, socket: Socket, connection: Connection) {
    this.door = door;
    this.socket = socket;
    this.connection = connection;
    this.dialect = dialects[connection.dialect];
    this.reader = createFrameReader({ lengthMax: this.dialect.lengthMax });
    socket.setNoDelay(true);
    socket.on('data', (chunk: Uint8Array) => this.onData(chunk));
    socket.on('drain', () => this.readOn());
    socket.on('end', () => this.close());
    socket.on('error', () => socket.destroy());
    this.timer = setInterval(() => this.onTick(), 200);
    this.timer.unref();
    socket.once('close', () => {
      clearInterval(this.timer);
      this.isClosing = true;
      door.forget(this);
    });
  }

  onData(chunk: Uint8Array): void {
    this.lastByteAt = performance.now();
    this.echoes = 0;
    const read = this.reader.push(chunk);
    for (const bytes of read.frames) {
      if (this.isClosing) return;
      this.onFrame(bytes);
    }
    if (read.kind === 'refused') this.breakOff(`${read.reason}: ${read.lengthBytes} bytes`, read.reason);
    if (this.reader.pendingBytes === 0) this.frameSince = undefined;
    else if (this.frameSince === undefined || read.frames.length > 0) this.frameSince = this.lastByteAt;
    if (this.inFlight >= this.connection.inFlightMax) this.socket.pause();
  }

  onFrame(bytes: Uint8Array): void {
    const { door, connection } = this;
    const decoded = decodeMessage(this.dialect, bytes);
    if (decoded.kind === 'refused') {
      const { readable, reason } = decoded;
      const type = readable === undefined ? undefined : messageTypes.get(readable.mti);
      if (readable === undefined || type?.answer === undefined) {
        this.breakOff(describeRefusal(decoded), reason);
        return;
      }
      door.figures.refused(connection.name, reason);
      door.logger.warn({ connection: connection.name, mti: readable.mti, reason: describeRefusal(decoded) }, 'a message was malformed');
      this.reply(readable, { 39: '30' });
      return;
    }
    const { message } = decoded;
    door.trace?.('in', connection.name, message);
    const type = messageTypes.get(message.mti);
    // An answer: to an echo of ours. Another one answers nothing that we asked.
    if (type?.answer === undefined) return;
    if (type.class === 'network-management') void this.manage(message);
    else if (!this.isSignedOn || this.inFlight >= 2 * connection.inFlightMax) this.reply(message, { 39: '91' });
    else door.take(this, message);
  }

  /** DE 70: sign-on, sign-off, key change, echo. */
  async manage(message: Message): Promise<void> {
    switch (message.fields[70]) {
      case '001':
        this.isSignedOn = true;
        this.reply(message, { 39: '00' });
        return;
      case '002':
        this.isSignedOn = false;
        this.reply(message, { 39: '00' });
        return;
      case '301':
        this.reply(message, { 39: '00' });
        return;
      case '101':
        if (!this.isSignedOn) this.reply(message, { 39: '91' });
        else this.reply(message, await this.whileOpen(changeKey(this.door, this.connection, message)));
        return;
      default:
        this.reply(message, { 39: message.fields[70] === undefined ? '30' : '12' });
    }
  }

  /** Counts as in flight, so that a stop waits for it. */
  async whileOpen<T>(work: Promise<T>): Promise<T> {
    this.inFlight += 1;
    try {
      return await work;
    } finally {
      this.ended();
    }
  }

  began(message: Message): Pending {
    const pending: Pending = { message, at: performance.now(), isAnswered: false };
    this.pending.push(pending);
    this.inFlight += 1;
    return pending;
  }

  ended(): void {
    this.inFlight -= 1;
    this.readOn();
    if (this.inFlight === 0) this.onIdle?.();
  }

  readOn(): void {
    if (this.socket.isPaused() && this.inFlight < this.connection.inFlightMax && this.socket.writableLength < unsentMax)
      this.socket.resume();
  }

  reply(message: Message, fields: Fields, at = performance.now()): void {
    this.send(answerTo(message, fields), at);
  }

  /** Writes at the end of this turn of the event loop, all answers of the turn together. */
  send(message: Message, at: number): void {
    if (this.socket.destroyed) return;
    const encoded = encodeFrame(this.dialect, message);
    if (encoded.kind === 'refused') throw new Error(`bug: ${message.mti} could not be written: ${encoded.reason} ${encoded.field ?? ''}`);
    this.door.trace?.('out', this.connection.name, message);
    const code = message.fields[39];
    if (code !== undefined) this.door.figures.answered(this.connection.name, message.mti, code, (performance.now() - at) / 1000);
    if (this.out.push(encoded.bytes) === 1) setImmediate(this.flush);
  }

  readonly flush = (): void => {
    const { out, socket } = this;
    this.out = [];
    if (out.length === 0 || socket.destroyed) return;
    socket.write(out.length === 1 ? (out[0] as Uint8Array) : Buffer.concat(out));
    if (socket.writableLength >= unsentMax) socket.pause();
  };

  onTick(): void {
    const now = performance.now();
    const { answerSeconds, idleSeconds, frameSeconds } = this.connection;
    const { pending } = this;
    while (this.pendingFrom < pending.length) {
      const first = pending[this.pendingFrom] as Pending;
      if (!first.isAnswered) {
        if (now - first.at < answerSeconds * 1000) break;
        first.isAnswered = true;
        this.door.gaveUp(first.message);
        this.reply(first.message, { 39: '91' }, first.at);
      }
      this.pendingFrom += 1;
    }
    if (this.pendingFrom > 0) {
      pending.splice(0, this.pendingFrom);
      this.pendingFrom = 0;
    }
    if (this.frameSince !== undefined && now - this.frameSince > frameSeconds * 1000)
      this.breakOff('the rest of a message did not come', 'truncated');
    else if (now - this.lastByteAt > (this.echoes + 1) * idleSeconds * 1000 && !this.socket.isPaused()) this.onSilence();
  }

  onSilence(): void {
    if (!this.isSignedOn || this.echoes >= echoesMax) {
      this.breakOff('nothing came for long', 'idle');
      return;
    }
    this.echoes += 1;
    this.stan = (this.stan % 999_999) + 1;
    const fields: Fields = { 7: writeTransmissionTime(this.door.clock.now()), 11: this.stan.toString().padStart(6, '0'), 70: '301' };
    this.send({ mti: '0800', fields }, performance.now());
  }

  /** What came cannot be answered: the line is closed, one line says why, and no byte of it. */
  breakOff(reason: string, kind: string): void {
    this.door.figures.refused(this.connection.name, kind);
    this.door.logger.warn({ connection: this.connection.name, from: this.socket.remoteAddress, reason }, 'a line was closed');
    this.close();
  }

  /** Reads no more; answers that are ready go out first. */
  close(): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.flush();
    this.socket.end();
    // The other side may never close its half.
    setTimeout(() => this.socket.destroy(), closeMs).unref();
  }

  /** Finishes what is in flight, then closes. */
  async stop(): Promise<void> {
    this.socket.pause();
    if (this.inFlight > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
    // Answers are written at the end of the turn.
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.close();
    this.socket.resume();
  }
}

/** A trace for people: direction, connection, and the message as describe() shows it, card data masked. */
export function traceText(direction: 'in' | 'out', connection: string, message: Message, at: Temporal.Instant): string {
  return `${at.toString()} ${direction} ${connection} ${describe(message)}\n`;
}
