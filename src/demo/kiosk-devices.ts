// The devices of a demo kiosk behind the local protocol of docs/kiosk.md: card reader, PIN pad, document reader, cash acceptor, dispenser, printer.

import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

import { kioskKeys, kioskProof, openOfKiosk, sealForKiosk } from '../crypto/kiosk-device.ts';
import type { Clock } from '../kernel/clock.ts';

/** A note between the slot and the box. In escrow it can still be given back. */
type Note = {
  readonly noteId: string;
  readonly depositId: string;
  readonly currency: string;
  readonly value: string;
  readonly proof: string;
  state: 'escrow' | 'taken';
};

/** A card that lies in the reader. */
export type InsertedCard = { readonly number: string; readonly expiry: string };

export type Printed = { readonly title: string; readonly lines: readonly (readonly [string, string])[]; readonly at: string };

export type KioskDevices = {
  readonly port: number;
  readonly address: string;
  /** What hands do at the machine. */
  insertCard(card: InsertedCard): void;
  takeCard(): void;
  /** False where the pad waits for nothing: what is typed then is lost. */
  typePin(pin: string): boolean;
  placeDocument(lines: readonly string[]): void;
  /** False where the slot is shut or jammed: the note stays in the hand. */
  insertNote(value: number): boolean;
  jam(isJammed: boolean): void;
  emptyDispenser(isEmpty: boolean): void;
  emptyPrinter(isEmpty: boolean): void;
  /** The power goes and comes back: connections break, what was in memory is lost, the journal of notes is not. */
  powerCut(): void;
  state(): {
    readonly reader: 'empty' | 'card';
    readonly waitsFor: readonly ('card' | 'pin' | 'document' | 'notes')[];
    readonly acceptor: 'shut' | 'open' | 'jammed';
    readonly dispenser: 'ready' | 'empty';
    readonly printer: 'ready' | 'empty';
    readonly inBox: string;
    /** The card that came out last and was not taken. */
    readonly dispensed: { readonly number: string; readonly expiry: string } | undefined;
  };
  printed(): readonly Printed[];
  close(): Promise<void>;
};

export type KioskDevicesSettings = {
  readonly port: number;
  readonly folder: string;
  readonly kioskId: string;
  readonly deviceKey: Uint8Array;
  /** Origins whose pages may speak to the devices. */
  readonly origins: () => readonly string[];
  readonly clock: Clock;
};

type Answer = Readonly<Record<string, unknown>>;

const bodyBytesMax = 65_536;

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > bodyBytesMax) throw new Error('the body is too large');
  }
  const value: unknown = JSON.parse(text === '' ? '{}' : text);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Opens the devices; notes of the journal in the folder that were not settled are told of again. */
export async function openKioskDevices(settings: KioskDevicesSettings): Promise<KioskDevices> {
  const { folder, kioskId, clock } = settings;
  const keys = kioskKeys(settings.deviceKey);
  mkdirSync(folder, { recursive: true });
  const journal = join(folder, 'notes.json');
  const readJournal = (): Note[] => {
    try {
      return JSON.parse(readFileSync(journal, 'utf8')) as Note[];
    } catch {
      return [];
    }
  };
  let notes = readJournal();
  const keep = (): void => {
    // Written beside and renamed: a cut leaves the old journal or the new one, never half of one.
    writeFileSync(`${journal}.new`, JSON.stringify(notes), { mode: 0o600, flush: true });
    renameSync(`${journal}.new`, journal);
  };

  const streams = new Set<ServerResponse>();
  let card: InsertedCard | undefined;
  let document: readonly string[] | undefined;
  let cardFor: string | undefined;
  let pinFor: string | undefined;
  let documentFor: string | undefined;
  let deposit: { depositId: string; currency: string; values: readonly string[] } | undefined;
  let isJammed = false;
  let isDispenserEmpty = false;
  let isPrinterEmpty = false;
  let dispensed: InsertedCard | undefined;
  const printed: Printed[] = [];

  const tell = (event: Answer): void => {
    for (const stream of streams) stream.write(`event: device\ndata: ${JSON.stringify(event)}\n\n`);
  };
  const tellNote = ({ noteId, depositId, currency, value, proof }: Note): void =>
    tell({ type: 'note', noteId, depositId, amount: { currency, minor: value }, proof });
  const readCard = (): void => {
    if (card === undefined || cardFor === undefined) return;
    tell({ type: 'card', visitId: cardFor, card: sealForKiosk(keys, 'card', cardFor, { ...card }) });
    cardFor = undefined;
  };
  const readDocument = (): void => {
    if (document === undefined || documentFor === undefined) return;
    tell({ type: 'document', visitId: documentFor, document: sealForKiosk(keys, 'document', documentFor, { lines: document }) });
    documentFor = undefined;
    document = undefined;
  };

  const commands: Readonly<Record<string, (body: Readonly<Record<string, unknown>>) => Answer | string>> = {
    'sign-on': () => {
      const at = clock.now().toString();
      return { kioskId, at, proof: kioskProof(keys, 'sign-on', [kioskId, at]) };
    },
    'read-card': ({ visitId }) => {
      cardFor = textOf(visitId);
      setTimeout(readCard, 0);
      return {};
    },
    'read-pin': ({ visitId }) => {
      pinFor = textOf(visitId);
      return {};
    },
    'read-document': ({ visitId }) => {
      documentFor = textOf(visitId);
      setTimeout(readDocument, 0);
      return {};
    },
    'accept-notes': ({ depositId, currency, values }) => {
      if (isJammed) return 'acceptor-jammed';
      deposit = { depositId: textOf(depositId), currency: textOf(currency), values: Array.isArray(values) ? values.map(String) : [] };
      return {};
    },
    'stop-notes': () => {
      deposit = undefined;
      return {};
    },
    'take-note': ({ noteId }) => {
      for (const note of notes) if (note.noteId === noteId) note.state = 'taken';
      keep();
      return {};
    },
    'return-note': ({ noteId }) => {
      notes = notes.filter((note) => note.noteId !== noteId || note.state === 'taken');
      keep();
      tell({ type: 'note-returned', noteId });
      return {};
    },
    'dispense-card': ({ cardId, blank }) => {
      if (isDispenserEmpty) return 'dispenser-empty';
      const print = openOfKiosk(keys, 'blank', textOf(cardId), textOf(blank));
      if (print === undefined) return 'blank-unreadable';
      dispensed = { number: textOf(print['number']), expiry: textOf(print['expiry']) };
      return {};
    },
    print: ({ title, lines }) => {
      if (isPrinterEmpty) return 'printer-empty';
      printed.push({ title: textOf(title), lines: Array.isArray(lines) ? (lines as [string, string][]) : [], at: clock.now().toString() });
      if (printed.length > 20) printed.shift();
      return {};
    },
    'return-card': () => {
      card = undefined;
      return {};
    },
    clear: () => {
      card = undefined;
      document = undefined;
      deposit = undefined;
      [cardFor, pinFor, documentFor] = [undefined, undefined, undefined];
      return {};
    },
  };

  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && settings.origins().includes(origin);
    response.setHeader('vary', 'origin');
    if (isAllowed) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('access-control-allow-headers', 'content-type');
      response.setHeader('access-control-allow-private-network', 'true');
    }
    const send = (status: number, body: Answer): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (!isAllowed) return send(403, { error: 'foreign-origin' });
    if (request.method === 'OPTIONS') return send(200, {});
    if (request.method === 'GET' && request.url === '/devices/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
      response.write('retry: 500\n\n');
      streams.add(response);
      response.once('close', () => streams.delete(response));
      // What a cut left in escrow is told of again, to whoever listens now.
      for (const note of notes) if (note.state === 'escrow') tellNote(note);
      return undefined;
    }
    const command = /^\/devices\/v1\/commands\/([a-z-]+)$/.exec(request.url ?? '')?.[1] ?? '';
    const act = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (request.method !== 'POST' || act === undefined) return send(404, { error: 'command-unknown' });
    try {
      const given = act(await readBody(request));
      return typeof given === 'string' ? send(409, { error: given }) : send(200, given);
    } catch {
      return send(400, { error: 'malformed' });
    }
  }
  await new Promise<void>((resolve, failed) => {
    server.once('error', failed);
    server.listen(settings.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : settings.port;

  return {
    port,
    address: `http://127.0.0.1:${port}`,
    insertCard(inserted) {
      card = inserted;
      readCard();
    },
    takeCard() {
      if (card !== undefined) tell({ type: 'card-taken' });
      card = undefined;
      dispensed = undefined;
    },
    typePin(pin) {
      if (pinFor === undefined) return false;
      tell({ type: 'pin', visitId: pinFor, pin: sealForKiosk(keys, 'pin', pinFor, { pin }) });
      pinFor = undefined;
      return true;
    },
    placeDocument(lines) {
      document = lines;
      readDocument();
    },
    insertNote(value) {
      const accepts = deposit;
      if (accepts === undefined || isJammed || !accepts.values.includes(String(value))) return false;
      const noteId = randomUUID();
      const { depositId, currency } = accepts;
      const proof = kioskProof(keys, 'note', [noteId, depositId, currency, String(value)]);
      const note: Note = { noteId, depositId, currency, value: String(value), proof, state: 'escrow' };
      notes.push(note);
      keep();
      tellNote(note);
      return true;
    },
    jam(jammed) {
      isJammed = jammed;
      tell({ type: 'acceptor', state: jammed ? 'jammed' : 'ready' });
    },
    emptyDispenser(isEmpty) {
      isDispenserEmpty = isEmpty;
    },
    emptyPrinter(isEmpty) {
      isPrinterEmpty = isEmpty;
    },
    powerCut() {
      commands['clear']?.({});
      notes = readJournal();
      for (const stream of streams) stream.destroy();
      streams.clear();
    },
    state() {
      const waits = { card: cardFor, pin: pinFor, document: documentFor, notes: isJammed ? undefined : deposit };
      return {
        reader: card === undefined ? 'empty' : 'card',
        waitsFor: (Object.keys(waits) as (keyof typeof waits)[]).filter((name) => waits[name] !== undefined),
        acceptor: isJammed ? 'jammed' : deposit === undefined ? 'shut' : 'open',
        dispenser: isDispenserEmpty ? 'empty' : 'ready',
        printer: isPrinterEmpty ? 'empty' : 'ready',
        inBox: String(notes.filter(({ state }) => state === 'taken').reduce((sum, { value }) => sum + BigInt(value), 0n)),
        dispensed,
      };
    },
    printed: () => printed,
    async close() {
      for (const stream of streams) stream.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
