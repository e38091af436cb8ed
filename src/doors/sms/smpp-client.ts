// The bank's end of SMPP 3.4: binds, stays bound, submits SMS, and brings receipts and customers' SMS to the messages.

import smpp, { type Pdu, type Session, type Text } from 'smpp';

import type { Clock } from '../../kernel/clock.ts';
import { toMobile } from '../../modules/customers/index.ts';
import type { Attempt, Inbound, Outgoing, Transport } from '../../modules/messaging/index.ts';
import { isReceipt, readReceipt } from './receipt.ts';
import { codeText, openAssembly, placeOf } from './text.ts';

export type SmsSettings = {
  /** smpp://system_id:password@host:port, or ssmpp:// for TLS. */
  readonly url: string;
  readonly inbound: Inbound;
  readonly clock: Clock;
  /** '+968': for senders that the centre gives without their country. */
  readonly countryCode: string;
  /** Told of changes of the connection and of what could not be handled: codes only. */
  readonly log?: (event: 'bound' | 'lost' | 'refused' | 'inbound-failed' | 'throttled', detail: string) => void;
  readonly answerTimeoutMs?: number;
  readonly enquireEveryMs?: number;
  /** The first wait before a new connection; doubled up to 30 s. */
  readonly reconnectBaseMs?: number;
  /** Submissions that wait for their answers at the same time. */
  readonly windowMax?: number;
};

export type SmsConnection = Transport & {
  isBound(): boolean;
  /** Waits for open submissions, unbinds and disconnects. */
  close(): Promise<void>;
};

// SMPP 3.4 section 5.1.3.
const ok = 0x00;
const messageQueueFull = 0x14;
const throttled = 0x58;
const temporaryApplicationError = 0x64;
const notBound = 0x04;
/** Bad length, destination, number or type of destination: they would be refused again. */
const never = new Set([0x01, 0x0b, 0x50, 0x51]);

const longestReconnectMs = 30_000;

function sourceOf(sender: string): object {
  if (/^\+\d+$/.test(sender)) return { source_addr_ton: 1, source_addr_npi: 1, source_addr: sender.slice(1) };
  if (/^\d+$/.test(sender)) return { source_addr_ton: 3, source_addr_npi: 0, source_addr: sender };
  return { source_addr_ton: 5, source_addr_npi: 0, source_addr: sender.slice(0, 11) };
}

// Relative form YYMMDDhhmmss (SMPP 3.4 section 7.1.1): what nobody needs later the centre need not keep.
function validity(uselessAt: Temporal.Instant | null, now: Temporal.Instant): string {
  if (uselessAt === null) return '';
  const seconds = Math.max(1, Math.ceil((uselessAt.epochMilliseconds - now.epochMilliseconds) / 1000));
  if (seconds >= 30 * 86_400) return '';
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `0000${two(seconds / 86_400)}${two((seconds % 86_400) / 3600)}${two((seconds % 3600) / 60)}${two(seconds % 60)}`;
}

function textOf(part: Text | string | Buffer | undefined): { text: string; header: Buffer[] } | undefined {
  if (part === undefined || Buffer.isBuffer(part)) return undefined;
  if (typeof part === 'string') return { text: part, header: [] };
  return typeof part.message === 'string' ? { text: part.message, header: part.udh ?? [] } : undefined;
}

/** Connects and stays connected until `close`. Gives at once; while nothing is bound, messages stay in the outbox. */
export function connectSms(settings: SmsSettings): SmsConnection {
  const { inbound, clock, answerTimeoutMs = 10_000, enquireEveryMs = 30_000, reconnectBaseMs = 250, windowMax = 32 } = settings;
  const log = settings.log ?? (() => undefined);
  const target = new URL(settings.url);
  const tls = target.protocol === 'ssmpp:';
  const address = {
    host: target.hostname.replace(/^\[|\]$/g, ''),
    port: Number(target.port === '' ? (tls ? 3550 : 2775) : target.port),
    tls,
  };
  const assembly = openAssembly();
  let bound: Session | undefined;
  let current: Session | undefined;
  let reconnecting: NodeJS.Timeout | undefined;
  let failures = 0;
  let closing = false;
  let open = 0;
  const waiting: (() => void)[] = [];
  let pausedUntilMs = 0;
  let pauseMs = 1000;

  function reconnectLater(): void {
    if (closing) return;
    const whole = Math.min(longestReconnectMs, reconnectBaseMs * 2 ** failures);
    failures += 1;
    reconnecting = setTimeout(connect, whole * (0.5 + Math.random() / 2));
  }

  function connect(): void {
    const session = smpp.connect(address);
    current = session;
    let ended = false;
    let enquiring: NodeJS.Timeout | undefined;
    const end = (detail: string): void => {
      if (ended) return;
      ended = true;
      clearInterval(enquiring);
      clearTimeout(greeting);
      if (bound === session) {
        bound = undefined;
        log('lost', detail);
      }
      session.destroy();
      reconnectLater();
    };
    const greeting = setTimeout(() => end('no-answer-to-bind'), answerTimeoutMs);
    session.on('close', () => end('closed'));
    session.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'broken'));
    session.on(tls ? 'secureConnect' : 'connect', () => {
      const identity = { system_id: decodeURIComponent(target.username), password: decodeURIComponent(target.password) };
      session.bind_transceiver({ ...identity, system_type: '', interface_version: 0x34 }, (answer) => {
        if (answer.command_status !== ok) {
          log('refused', `bind-0x${answer.command_status.toString(16)}`);
          return end('bind-refused');
        }
        clearTimeout(greeting);
        failures = 0;
        bound = session;
        log('bound', `${address.host}:${address.port}`);
        enquiring = setInterval(() => {
          const silent = setTimeout(() => end('no-answer-to-enquire-link'), answerTimeoutMs);
          session.enquire_link({}, () => clearTimeout(silent));
        }, enquireEveryMs);
      });
    });
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response());
      end('unbound-by-centre');
    });
    session.on('unknown', (pdu: Pdu) => session.send(pdu.response()));
    session.on('deliver_sm', (pdu: Pdu) => {
      receive(pdu).then(
        () => session.send(pdu.response({ message_id: '' })),
        (error: NodeJS.ErrnoException) => {
          log('inbound-failed', error.code ?? error.name);
          // The centre keeps it and tries again.
          session.send(pdu.response({ command_status: temporaryApplicationError }));
        },
      );
    });
  }

  async function receive(pdu: Pdu): Promise<void> {
    const part = textOf(pdu.short_message);
    const read = part === undefined || (part.text === '' && pdu.message_payload !== undefined) ? textOf(pdu.message_payload) : part;
    const text = read?.text ?? '';
    if (isReceipt(pdu.esm_class ?? 0)) {
      const receipt = readReceipt({ ...pdu, text });
      if (receipt === undefined || receipt.state === 'on-the-way') return;
      return await inbound.receiveReceipt({ receiptId: receipt.receiptId, state: receipt.state, reason: receipt.reason });
    }
    if (read === undefined) return;
    const source = pdu.source_addr ?? '';
    const from = toMobile(pdu.source_addr_ton === 1 && !source.startsWith('+') ? `+${source}` : source, settings.countryCode);
    if (from === undefined) return;
    const to = pdu.destination_addr ?? '';
    const place = placeOf(read.header);
    const whole = place === undefined ? text : assembly.add(`${from} ${to}`, place, text, clock.now().epochMilliseconds);
    if (whole === undefined) return;
    await inbound.receiveSms({ from, to, text: whole });
    if (place !== undefined) assembly.take(`${from} ${to}`, place);
  }

  async function submit(fields: object): Promise<{ status: number; messageId: string } | undefined> {
    if (open >= windowMax) await new Promise<void>((free) => waiting.push(free));
    const session = bound;
    if (session === undefined) {
      waiting.shift()?.();
      return undefined;
    }
    open += 1;
    try {
      return await new Promise((answered) => {
        const limit = setTimeout(() => settle(undefined), answerTimeoutMs);
        const lost = (): void => settle(undefined);
        const settle = (answer: { status: number; messageId: string } | undefined): void => {
          clearTimeout(limit);
          session.off('close', lost);
          answered(answer);
        };
        session.setMaxListeners(windowMax + 10);
        session.once('close', lost);
        if (!session.submit_sm(fields, ({ command_status: status, message_id: messageId = '' }) => settle({ status, messageId })))
          settle(undefined);
      });
    } finally {
      open -= 1;
      waiting.shift()?.();
    }
  }

  async function send({ id, to, sender, text, uselessAt }: Outgoing): Promise<Attempt> {
    const now = clock.now();
    if (bound === undefined) return { kind: 'away', reason: 'smpp-not-bound' };
    if (now.epochMilliseconds < pausedUntilMs) return { kind: 'away', reason: 'smpp-throttled' };
    const { dataCoding, parts, hasHeader } = codeText(text, id);
    const destination = { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to.replace(/^\+/, '') };
    const shared = {
      ...sourceOf(sender),
      ...destination,
      data_coding: dataCoding,
      esm_class: hasHeader ? 0x40 : 0,
      registered_delivery: 1,
    };
    const receiptIds: string[] = [];
    for (const short_message of parts) {
      const answer = await submit({ ...shared, validity_period: validity(uselessAt, now), short_message });
      if (answer === undefined) return { kind: 'away', reason: 'smpp-no-answer' };
      if (answer.status === throttled || answer.status === messageQueueFull) {
        pausedUntilMs = clock.now().epochMilliseconds + pauseMs;
        pauseMs = Math.min(30_000, pauseMs * 2);
        log('throttled', `0x${answer.status.toString(16)}`);
        return { kind: 'away', reason: 'smpp-throttled' };
      }
      if (answer.status === notBound) return { kind: 'away', reason: 'smpp-not-bound' };
      if (answer.status !== ok)
        return { kind: never.has(answer.status) ? 'never' : 'later', reason: `smpp-0x${answer.status.toString(16)}` };
      if (answer.messageId !== '') receiptIds.push(answer.messageId);
    }
    pauseMs = 1000;
    return { kind: 'sent', receiptIds };
  }

  connect();
  return {
    send,
    isBound: () => bound !== undefined,
    async close() {
      closing = true;
      clearTimeout(reconnecting);
      const deadline = performance.now() + answerTimeoutMs;
      for (;;) {
        if (open === 0 || performance.now() >= deadline) break;
        await new Promise((tick) => setTimeout(tick, 20));
      }
      const session = bound ?? current;
      if (bound !== undefined) {
        await new Promise<void>((unbound) => {
          setTimeout(unbound, 1000).unref();
          if (bound?.unbind({}, () => unbound()) !== true) unbound();
        });
      }
      bound = undefined;
      session?.destroy();
    },
  };
}
