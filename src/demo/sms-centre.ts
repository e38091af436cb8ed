// An SMS centre for one machine: a real SMPP 3.4 server with receipts, whose phones are shown by the handset page.

import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';

import smpp, { type Pdu, type Session, type Text } from 'smpp';

import { codeText, openAssembly, placeOf } from '../doors/sms/text.ts';
import { openDrop } from './drop.ts';

/** An SMS on a phone. Numbers are E.164 with '+', or the sender's name. */
export type PhoneSms = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** ISO 8601. */
  readonly at: string;
  /** Of how many parts the text came. */
  readonly parts: number;
  /** 'in' came to the phone from the bank, 'out' was written on it. */
  readonly direction: 'in' | 'out';
};

export type SmsCentre = {
  readonly port: number;
  /** All SMS of a phone, oldest first. */
  inbox(number: string): PhoneSms[];
  /** An SMS that somebody writes on the phone `from`; resolves when the bank has taken it. It waits while the bank is away. */
  send(from: string, to: string, text: string): Promise<void>;
  /** 'sms' with a PhoneSms for each that arrives at or leaves a phone. */
  readonly events: EventEmitter<{ sms: [PhoneSms] }>;
  clear(): void;
  close(): Promise<void>;
};

export type SmsCentreSettings = {
  /** 0 for any free port. */
  readonly port: number;
  readonly folder: string;
  readonly host?: string;
  /** Who may bind; without it everybody. */
  readonly user?: { readonly name: string; readonly password: string };
  /** The command_status of the answer to a submission; without it 0. Only a submission with status 0 arrives. */
  judge?(submission: { to: string; text: string }): number;
  /** The word of the receipt; without it DELIVRD. */
  receiptOf?(submission: { to: string; text: string }): 'DELIVRD' | 'UNDELIV';
  readonly receiptDelayMs?: number;
};

const resendMs = 300;

const textIn = (part: Pdu['short_message']): Text => (part === undefined || typeof part === 'string' || Buffer.isBuffer(part) ? {} : part);
const number = (address: string, ton: number): string => (ton === 1 ? `+${address}` : address);

/** Opens the server; by itself it listens on this machine only. */
export async function openSmsCentre(settings: SmsCentreSettings): Promise<SmsCentre> {
  const { folder, host = '127.0.0.1', user, receiptDelayMs = 50 } = settings;
  const drop = openDrop<PhoneSms>(folder, 'sms.jsonl');
  const events = new EventEmitter<{ sms: [PhoneSms] }>();
  const sessions = new Set<Session>();
  const bound = new Set<Session>();
  const arrivals = new EventEmitter();
  arrivals.setMaxListeners(0);
  const timers = new Set<NodeJS.Timeout>();
  const assembly = openAssembly();
  let closed = false;

  const later = (ms: number, work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  };

  function keep(sms: Omit<PhoneSms, 'id' | 'at'>): void {
    const kept = { id: randomBytes(8).toString('hex'), at: new Date().toISOString(), ...sms };
    drop.add(kept);
    events.emit('sms', kept);
  }

  // Delivers to the bank as a centre does: one session, repeated until it is taken.
  async function deliver(fields: object): Promise<void> {
    for (;;) {
      if (closed) return;
      const [session] = bound;
      if (session === undefined) {
        await new Promise<void>((arrived) => arrivals.once('bound', arrived));
        continue;
      }
      const taken = await new Promise<boolean>((answered) => {
        const gone = (): void => answered(false);
        session.once('close', gone);
        const sent = session.deliver_sm(fields, (answer) => {
          session.off('close', gone);
          answered(answer.command_status === 0);
        });
        if (!sent) answered(false);
      });
      if (taken) return;
      await new Promise<void>((again) => later(resendMs, again));
    }
  }

  function receipt(id: string, pdu: Pdu, word: 'DELIVRD' | 'UNDELIV'): void {
    const time = new Date().toISOString().replace(/\D/g, '').slice(2, 12);
    const delivered = word === 'DELIVRD';
    const line = `id:${id} sub:001 dlvrd:${delivered ? '001' : '000'} submit date:${time} done date:${time} stat:${word} err:${delivered ? '000' : '011'} text:`;
    void deliver({
      source_addr_ton: 1,
      source_addr_npi: 1,
      source_addr: pdu.destination_addr,
      destination_addr: pdu.source_addr,
      esm_class: 0x04,
      data_coding: 0,
      short_message: Buffer.from(line),
      receipted_message_id: id,
      message_state: delivered ? 2 : 5,
    });
  }

  function submit(session: Session, pdu: Pdu): void {
    const { message, udh } = textIn(pdu.short_message);
    const text = typeof message === 'string' ? message : '';
    const to = number(pdu.destination_addr ?? '', pdu.dest_addr_ton ?? 1);
    const from = number(pdu.source_addr ?? '', pdu.source_addr_ton ?? 0);
    const status = settings.judge?.({ to, text }) ?? 0;
    if (status !== 0) return void session.send(pdu.response({ command_status: status }));
    const id = randomBytes(8).toString('hex');
    session.send(pdu.response({ message_id: id }));
    const word = settings.receiptOf?.({ to, text }) ?? 'DELIVRD';
    if (((pdu.registered_delivery ?? 0) & 1) === 1) later(receiptDelayMs, () => receipt(id, pdu, word));
    if (word !== 'DELIVRD') return;
    const place = placeOf(udh ?? []);
    const key = `${from} ${to}`;
    const whole = place === undefined ? text : assembly.add(key, place, text, Date.now());
    if (whole === undefined) return;
    if (place !== undefined) assembly.take(key, place);
    keep({ from, to, text: whole, parts: place?.total ?? 1, direction: 'in' });
  }

  const server = smpp.createServer((session) => {
    sessions.add(session);
    session.setMaxListeners(0);
    session.on('close', () => {
      sessions.delete(session);
      bound.delete(session);
    });
    session.on('error', () => session.destroy());
    session.on('bind_transceiver', (pdu: Pdu) => {
      if (user !== undefined && (pdu.system_id !== user.name || pdu.password !== user.password)) {
        // 0x0e: wrong password.
        session.send(pdu.response({ command_status: 0x0e }));
        return session.close();
      }
      session.send(pdu.response({ system_id: 'ramz-sms-centre' }));
      bound.add(session);
      arrivals.emit('bound');
    });
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response());
      session.close();
    });
    // 0x04: the session is not bound.
    session.on('submit_sm', (pdu: Pdu) =>
      bound.has(session) ? submit(session, pdu) : session.send(pdu.response({ command_status: 0x04 })),
    );
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(settings.port, host, listening);
  });

  return {
    port: (server.address() as { port: number }).port,
    inbox: (wanted) => drop.all().filter(({ from, to, direction }) => (direction === 'in' ? to : from) === wanted),
    async send(from, to, text) {
      const { parts, dataCoding, hasHeader } = codeText(text, randomBytes(4).toString('hex'));
      keep({ from, to, text, parts: parts.length, direction: 'out' });
      const source = { source_addr_ton: 1, source_addr_npi: 1, source_addr: from.replace(/^\+/, '') };
      const shared = { ...source, destination_addr: to, data_coding: dataCoding, esm_class: hasHeader ? 0x40 : 0 };
      for (const short_message of parts) await deliver({ ...shared, short_message });
    },
    events,
    clear: () => drop.clear(),
    async close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      arrivals.emit('bound');
      for (const session of sessions) session.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
