// The acquirer of the bench, a process of its own: full windows of purchases over several lines, made and read as bytes.

import { connect } from 'node:net';

import { cardMessage } from '../src/doors/card-network/index.ts';
import { createFrameReader, decodeMessage, dialects, encodeFrame, writeTransmissionTime } from '../src/iso8583/index.ts';
import { money } from '../src/kernel/money.ts';
import { panOf } from './authorisation-world.ts';

export type Load = {
  readonly port: number;
  readonly lines: number;
  readonly window: number;
  readonly seconds: number;
  readonly accounts: number;
  /** Half of all on so many cards; 0: none. */
  readonly hotCards: number;
  /** Distinguishes the messages of one run from those of another. */
  readonly run: number;
};

const dialect = dialects['ascii-87'];

/** Places of what changes from message to message, found by writing marks there. */
const marks = { pan: '9512001099999994', amount: '000000123456', stan: '654321', rrn: 'RRNRRNRRNRRN' };

function templateOf(acquirer: string, transmittedAt: string): { bytes: Buffer; at: Record<keyof typeof marks, number> } {
  const encoded = encodeFrame(
    dialect,
    cardMessage({
      mti: '0100',
      pan: marks.pan,
      expiry: '3912',
      amount: money('OMR', 123_456n),
      transmittedAt,
      stan: marks.stan,
      acquirer,
      rrn: marks.rrn,
      entryMode: '810',
      condition: '59',
      mcc: '5411',
      merchant: { name: 'MUTTRAH GROCER', city: 'MUSCAT', country: 'OM' },
    }),
  );
  if (encoded.kind === 'refused') throw new Error(`the bench's message cannot be written: ${encoded.reason} ${encoded.field}`);
  const bytes = Buffer.from(encoded.bytes);
  const place = (mark: string): number => {
    const at = bytes.indexOf(mark, 0, 'latin1');
    if (at < 0 || bytes.indexOf(mark, at + 1, 'latin1') >= 0) throw new Error('a mark of the bench is not unique');
    return at;
  };
  return { bytes, at: { pan: place(marks.pan), amount: place(marks.amount), stan: place(marks.stan), rrn: place(marks.rrn) } };
}

const digits = (value: number, length: number): string => String(value).padStart(length, '0');

async function runLine(load: Load, line: number, pans: readonly string[], waits: number[]): Promise<number> {
  const socket = connect({ host: '127.0.0.1', port: load.port, noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const { bytes, at } = templateOf(`7${digits(load.run, 4)}${digits(line, 6)}`, writeTransmissionTime(Temporal.Now.instant()));
  const signOn = encodeFrame(dialect, { mti: '0800', fields: { 7: '0101000000', 11: '000001', 70: '001' } });
  if (signOn.kind === 'refused') throw new Error('the sign-on cannot be written');
  const reader = createFrameReader({ lengthMax: dialect.lengthMax });
  const sentAt = new Float64Array(1_000_000);
  let sent = 0;
  let answered = 0;
  let stanAt = -1;
  let codeAt = -1;
  const began = performance.now();
  const counted = began + load.seconds * 100;
  const until = began + load.seconds * 1100;
  const pick = (): number =>
    load.hotCards > 0 && Math.random() < 0.5 ? Math.floor(Math.random() * load.hotCards) : Math.floor(Math.random() * load.accounts);
  const send = (count: number): void => {
    if (count === 0) return;
    const out = Buffer.allocUnsafe(bytes.length * count);
    for (let index = 0; index < count; index += 1) {
      const base = index * bytes.length;
      bytes.copy(out, base);
      sent += 1;
      out.write(pans[pick()] as string, base + at.pan, 16, 'latin1');
      out.write(digits(1000 + (sent % 9000), 12), base + at.amount, 12, 'latin1');
      out.write(digits(sent, 6), base + at.stan, 6, 'latin1');
      out.write(digits(sent, 12), base + at.rrn, 12, 'latin1');
      sentAt[sent] = performance.now();
    }
    socket.write(out);
  };
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the door closed the line')));
    socket.on('data', (chunk: Uint8Array) => {
      let more = 0;
      const now = performance.now();
      for (const frame of reader.push(chunk).frames) {
        const text = Buffer.from(frame.buffer, frame.byteOffset, frame.length);
        if (sent === 0) {
          more = load.window;
          continue;
        }
        if (codeAt < 0) {
          // The first answer says where STAN and response code stand; all others are alike.
          const decoded = decodeMessage(dialect, frame);
          if (decoded.kind === 'refused') return reject(new Error(`an answer cannot be read: ${decoded.reason}`));
          stanAt = 4 + (frame[4] === 0x38 || (frame[4] as number) >= 0x38 ? 32 : 16) + 2 + 16 + 6 + 12 + 10;
          codeAt = text.indexOf(`${decoded.message.fields[38] ?? ''}${decoded.message.fields[39] ?? ''}`, 0, 'latin1') + 6;
          if (decoded.message.fields[39] !== '00')
            return reject(new Error(`an authorisation of the bench was answered ${decoded.message.fields[39]}`));
        }
        if (text.toString('latin1', codeAt, codeAt + 2) !== '00')
          return reject(new Error('an authorisation of the bench was not approved'));
        answered += 1;
        const asked = sentAt[Number(text.toString('latin1', stanAt, stanAt + 6))] as number;
        if (now >= counted && now < until) waits.push(now - asked);
        more += 1;
      }
      if (now < until) send(more);
      else if (answered === sent) resolve();
    });
    socket.write(signOn.bytes);
  });
  socket.removeAllListeners('close');
  socket.end();
  return answered;
}

export type Loaded = { readonly perSecond: number; readonly calls: number; readonly p50Ms: number; readonly p99Ms: number };

if (import.meta.main) {
  const load = JSON.parse(process.argv[2] ?? '{}') as Load;
  const pans = Array.from({ length: load.accounts }, (_, index) => panOf(index));
  const waits: number[] = [];
  await Promise.all(Array.from({ length: load.lines }, async (_, line) => await runLine(load, line, pans, waits)));
  waits.sort((a, b) => a - b);
  const at = (share: number): number => Math.round((waits[Math.floor(waits.length * share)] ?? 0) * 100) / 100;
  const loaded: Loaded = { perSecond: Math.round(waits.length / load.seconds), calls: waits.length, p50Ms: at(0.5), p99Ms: at(0.99) };
  process.stdout.write(`${JSON.stringify(loaded)}\n`);
}
