// The door of the card network: listens, finds out who connects, and takes each request to the authoriser and its answer back.

import { createServer, type Socket } from 'node:net';

import type { Clock } from '../../kernel/clock.ts';
import type { Answer, ClearingOutcome, NetworkRequest, Presentment } from '../../modules/card-authorizations/index.ts';
import type { CardSecurity } from '../../modules/card-security/index.ts';
import { createBatcher } from '../../postgres/batcher.ts';
import type { Database } from '../../postgres/database.ts';
import { withoutRepeat, type Message } from '../../iso8583/index.ts';
import { writeAnswer } from './answer.ts';
import { finderOf, type Connection } from './connections.ts';
import { noFigures, type CardNetworkFigures } from './figures.ts';
import { Line, traceText, type LineDoor, type Pending } from './line.ts';
import { completionCodes, readPresentment } from './presentment.ts';
import { readRequest, refusalCodes, type Reading } from './request.ts';
import { createTimes } from './transmission-times.ts';

/** What the door writes to a log: never a message. */
export type DoorLogger = {
  warn(about: object, text: string): void;
  error(about: object, text: string): void;
  info(about: object, text: string): void;
};

export type DoorSettings = {
  readonly connections: readonly Connection[];
  readonly authorizer: { submit(request: NetworkRequest): Promise<Answer> };
  /** Posts completed transactions (0220) in one transaction; outcomes in the order of the presentments. */
  readonly clear: (presentments: readonly Presentment[], now: Temporal.Instant) => Promise<readonly ClearingOutcome[]>;
  readonly security: CardSecurity;
  readonly database: Database;
  readonly clock: Clock;
  /** Where the year of DE 7 is taken from, if not from the clock. */
  readonly messageClock?: Clock;
  readonly logger: DoorLogger;
  readonly figures?: CardNetworkFigures;
  /** Takes the text of each message, card data masked. */
  readonly traceTo?: (text: string) => void;
};

/** How long a request that was given up is remembered, so that a repeat of it is given up as well. */
const rememberedMs = 15 * 60_000;
const rememberedMax = 100_000;

export class Door implements LineDoor {
  readonly authorizer: DoorSettings['authorizer'];
  readonly security: CardSecurity;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: DoorLogger;
  readonly figures: CardNetworkFigures;
  readonly trace: ((direction: 'in' | 'out', connection: string, message: Message) => void) | undefined;
  readonly findConnection: (address: string) => Connection | undefined;
  readonly timeOf: (text: string) => Temporal.Instant | undefined;
  readonly readings = new Map<Connection, Reading>();
  readonly lines = new Set<Line>();
  readonly givenUp = new Map<string, number>();
  readonly completions: ReturnType<typeof createBatcher<Presentment, ClearingOutcome>>;
  /** Work that goes on without its line: late answers that are taken back. */
  readonly late = new Set<Promise<void>>();

  constructor(settings: DoorSettings) {
    const {
      authorizer,
      security,
      database,
      clock,
      logger,
      figures = noFigures,
      traceTo,
      connections,
      messageClock = clock,
      clear,
    } = settings;
    this.authorizer = authorizer;
    this.security = security;
    this.database = database;
    this.clock = clock;
    this.logger = logger;
    this.figures = figures;
    this.trace =
      traceTo === undefined
        ? undefined
        : (direction, connection, message) => traceTo(traceText(direction, connection, message, clock.now()));
    this.findConnection = finderOf(connections);
    this.timeOf = createTimes(messageClock);
    // Completions of one card keep their order; those of others go together.
    this.completions = createBatcher({
      key: ({ pan = '' }: Presentment) => pan,
      work: async (items: readonly Presentment[]) => await clear(items, clock.now()),
      lanes: 2,
      sizeMax: 256,
    });
  }

  accept(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const connection = this.findConnection(address);
    const open = connection === undefined ? 0 : [...this.lines].filter((line) => line.connection === connection).length;
    if (connection === undefined || open >= connection.linesMax) {
      const reason = connection === undefined ? 'no connection has this address' : 'the connection has its most lines';
      this.logger.warn({ from: address, reason }, 'a line was not taken');
      this.figures.refused(connection?.name ?? 'unknown', connection === undefined ? 'address-unknown' : 'lines-max');
      socket.destroy();
      return;
    }
    this.figures.lineOpened(connection.name);
    this.lines.add(new Line(this, socket, connection));
  }

  forget(line: Line): void {
    if (this.lines.delete(line)) this.figures.lineClosed(line.connection.name);
  }

  readingFor(connection: Connection): Reading {
    let reading = this.readings.get(connection);
    if (reading === undefined) {
      reading = { zpk: connection.zpk, timeOf: this.timeOf };
      this.readings.set(connection, reading);
    }
    return reading;
  }

  /** A request of a line that has signed on. */
  take(line: Line, message: Message): void {
    const reading = this.readingFor(line.connection);
    if (message.mti === '0220' || message.mti === '0221') {
      const read = readPresentment(message, reading);
      if (read.kind === 'refused') this.refuse(line, message, read);
      else void this.complete(line, message, read.presentment);
      return;
    }
    if (this.givenUp.size > 0 && this.isGivenUp(message)) {
      line.reply(message, { 39: '91' });
      return;
    }
    const read = readRequest(message, reading);
    if (read.kind === 'refused') {
      this.refuse(line, message, read);
      return;
    }
    const { request } = read;
    const pending = line.began(message);
    this.authorizer.submit(request).then(
      (answer) => {
        if (pending.isAnswered) this.takeBack(request, answer);
        else {
          pending.isAnswered = true;
          line.send(writeAnswer(message, request, answer), pending.at);
        }
        line.ended();
      },
      (error: unknown) => {
        this.failed(line, pending, error);
        line.ended();
      },
    );
  }

  refuse(line: Line, message: Message, { reason, field }: { reason: keyof typeof refusalCodes; field: number }): void {
    this.figures.refused(line.connection.name, reason);
    this.logger.warn({ connection: line.connection.name, mti: message.mti, reason, field }, 'a message could not be understood');
    line.reply(message, { 39: refusalCodes[reason] });
  }

  async complete(line: Line, message: Message, presentment: Presentment): Promise<void> {
    const pending = line.began(message);
    try {
      const { result } = await this.completions.submit(presentment);
      // An advice that is kept late is kept: a repeat of it finds it.
      if (!pending.isAnswered) {
        pending.isAnswered = true;
        line.reply(message, { 39: completionCodes[result] }, pending.at);
      }
    } catch (error) {
      this.failed(line, pending, error);
    }
    line.ended();
  }

  /** A fault: nothing was written, the other side may send it again. */
  failed(line: Line, pending: Pending, error: unknown): void {
    this.logger.error({ err: error, connection: line.connection.name, mti: pending.message.mti }, 'a request failed');
    if (pending.isAnswered) return;
    pending.isAnswered = true;
    line.reply(pending.message, { 39: '96' }, pending.at);
  }

  /** The authoriser has not answered in time and the other side was told 91: a repeat is told the same. */
  gaveUp(message: Message): void {
    // Only what is taken back when it was approved late: a repeat of anything else finds what became of the first.
    if (!/^0[12]0/.test(message.mti)) return;
    const now = performance.now();
    // Insertion order is order of age.
    for (const [key, until] of this.givenUp) {
      if (until > now && this.givenUp.size < rememberedMax) break;
      this.givenUp.delete(key);
    }
    this.givenUp.set(keyOf(message), now + rememberedMs);
  }

  isGivenUp(message: Message): boolean {
    const until = this.givenUp.get(keyOf(message));
    return until !== undefined && until > performance.now();
  }

  /** What was approved after its time is taken back, so that nothing stays held for an answer that nobody got. */
  takeBack(request: NetworkRequest, answer: Answer): void {
    const moves = request.kind === 'authorization' || request.kind === 'financial' || request.kind === 'increment';
    if (!moves || answer.outcome !== 'approved') return;
    const { stan, transmissionAt, acquirer } = request;
    const { pinBlock: _pin, cvv: _cvv, cvv2: _cvv2, ...rest } = request;
    const reversal: NetworkRequest = {
      ...rest,
      kind: 'reversal-advice',
      repeat: false,
      amount: answer.approved,
      originalElements: { stan, transmissionAt, acquirer },
    };
    const work: Promise<void> = this.authorizer.submit(reversal).then(
      ({ outcome }) =>
        this.logger.warn({ outcome, authorizationId: answer.authorizationId }, 'an approval came too late and was taken back'),
      (error: unknown) =>
        this.logger.error({ err: error, authorizationId: answer.authorizationId }, 'a late approval could not be taken back'),
    );
    this.late.add(work);
    void work.finally(() => this.late.delete(work));
  }

  /** Finishes what is in flight on all lines, then closes them. */
  async stop(): Promise<void> {
    await Promise.all([...this.lines].map(async (line) => await line.stop()));
    await this.completions.drain();
    while (this.late.size > 0) await Promise.all(this.late);
  }
}

/** What makes two messages the same request: type without its repeat digit, DE 7, 11 and 32. */
function keyOf({ mti, fields }: Message): string {
  return `${withoutRepeat(mti)} ${fields[7] ?? ''} ${fields[11] ?? ''} ${fields[32] ?? ''}`;
}

export type CardNetwork = {
  readonly port: number;
  /** Takes no new lines, answers what is in flight (at most `graceMs`), closes. */
  close(graceMs?: number): Promise<void>;
};

/** Opens the door. Port 0 takes a free one. Rejects with the system's error where it cannot listen. */
export async function openCardNetwork(settings: DoorSettings, { port, host }: { port: number; host: string }): Promise<CardNetwork> {
  const door = new Door(settings);
  const server = createServer({ noDelay: true, allowHalfOpen: false }, (socket) => door.accept(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close(graceMs = 15_000) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      let timer: NodeJS.Timeout | undefined;
      const grace = new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs)));
      await Promise.race([door.stop(), grace]);
      clearTimeout(timer);
      for (const line of door.lines) line.socket.destroySoon();
      const forced = setTimeout(() => door.lines.forEach(({ socket }) => socket.destroy()), 1000);
      await closed;
      clearTimeout(forced);
    },
  };
}
