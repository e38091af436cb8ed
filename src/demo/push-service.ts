// A push service for one machine (RFC 8030, 8291, 8292): takes encrypted pushes for subscriptions that it made itself.

import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify, type ECDH } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

import { openDrop } from './drop.ts';

export type Push = {
  readonly id: string;
  readonly endpoint: string;
  /** What the phone's app was told, decrypted as the browser would. */
  readonly payload: string;
  readonly ttlSeconds: number;
  readonly urgency: string;
  /** ISO 8601. */
  readonly at: string;
};

export type Subscription = { readonly endpoint: string; readonly p256dh: string; readonly auth: string };

export type PushService = {
  readonly port: number;
  /** A new subscription, as a browser's `subscribe` would give it. */
  subscribe(): Subscription;
  /** The phone was wiped: from now on its endpoint answers 410. */
  remove(endpoint: string): void;
  received(endpoint: string): Push[];
  /** 'push' with a Push for each that arrives. */
  readonly events: EventEmitter<{ push: [Push] }>;
  close(): Promise<void>;
};

type Phone = { readonly pair: ECDH; readonly auth: Buffer };

const derive = (key: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length));

/** Decrypts one record of RFC 8188 as RFC 8291 says for the receiver. */
function decrypt(body: Buffer, { pair, auth }: Phone): string {
  const [salt, size, length] = [body.subarray(0, 16), body.readUInt32BE(16), body.readUInt8(20)];
  const sender = body.subarray(21, 21 + length);
  const record = body.subarray(21 + length);
  if (record.length > size || record.length < 18) throw new Error('the record has another size than its header says');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender]);
  const inputKey = derive(pair.computeSecret(sender), auth, info, 32);
  const key = derive(inputKey, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const decipher = createDecipheriv('aes-128-gcm', key, derive(inputKey, salt, Buffer.from('Content-Encoding: nonce\0'), 12));
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}

/** Whether the Authorization header is a token of RFC 8292 for this service, signed by the key that it names. */
function isVapid(header: string, audience: string): boolean {
  const match = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), ?k=([\w-]+)$/.exec(header);
  if (match === null) return false;
  const [, head = '', claims = '', signature = '', key = ''] = match;
  const point = Buffer.from(key, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud?: string; exp?: number; sub?: string };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return signed && aud === audience && typeof exp === 'number' && /^(?:mailto|https):/.test(sub ?? '');
}

async function read(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > 4096) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Opens the server; by itself it listens on this machine only. */
export async function openPushService({
  port,
  folder,
  host = '127.0.0.1',
}: {
  port: number;
  folder: string;
  host?: string;
}): Promise<PushService> {
  const drop = openDrop<Push>(folder, 'pushes.jsonl');
  const events = new EventEmitter<{ push: [Push] }>();
  const phones = new Map<string, Phone>();
  const removed = new Set<string>();
  let origin = '';

  // RFC 8030 section 5 and 7.3: 201 taken, 404 unknown, 410 gone, 413 too large, 400 or 401 for what is wrong with the request.
  async function take(request: IncomingMessage): Promise<number> {
    const endpoint = `${origin}${request.url ?? ''}`;
    const body = await read(request);
    if (removed.has(endpoint)) return 410;
    const phone = phones.get(endpoint);
    if (request.method !== 'POST' || phone === undefined) return 404;
    if (body === undefined) return 413;
    const { ttl, urgency = 'normal', authorization = '', 'content-encoding': coding } = request.headers;
    if (ttl === undefined || coding !== 'aes128gcm') return 400;
    try {
      if (!isVapid(authorization, origin)) return 401;
      const payload = decrypt(body, phone);
      const push = {
        id: randomBytes(8).toString('hex'),
        endpoint,
        payload,
        ttlSeconds: Number(ttl),
        urgency: String(urgency),
        at: new Date().toISOString(),
      };
      drop.add(push);
      events.emit('push', push);
      return 201;
    } catch {
      return 400;
    }
  }

  const server = createServer((request, response) => {
    take(request).then(
      (status) => response.writeHead(status).end(),
      () => response.destroy(),
    );
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, listening);
  });
  const opened = (server.address() as { port: number }).port;
  origin = `http://${host}:${opened}`;
  return {
    port: opened,
    subscribe() {
      const pair = createECDH('prime256v1');
      pair.generateKeys();
      const auth = randomBytes(16);
      const endpoint = `${origin}/push/${randomBytes(16).toString('base64url')}`;
      phones.set(endpoint, { pair, auth });
      return { endpoint, p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') };
    },
    remove: (endpoint) => void removed.add(endpoint),
    received: (endpoint) => drop.all().filter((push) => push.endpoint === endpoint),
    events,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
