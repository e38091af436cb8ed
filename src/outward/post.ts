// The one way to call an address that somebody else chose: no private networks, no redirects, no waiting without end.

import { lookup as resolve, type LookupAddress } from 'node:dns';
import { Agent as PlainAgent, request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent, request as requestTls } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

import { isPublicAddress } from './public-address.ts';

export type OutwardReason = 'address-malformed' | 'address-private' | 'timeout' | 'unreachable';

/** The call did not come to an answer. */
export class OutwardFault extends Error {
  readonly code = 'outward-call-failed';
  readonly reason: OutwardReason;

  constructor(reason: OutwardReason, cause?: unknown) {
    super(`The call ended without an answer: ${reason}.`, { cause });
    this.reason = reason;
  }
}

export type OutwardCall = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
  readonly timeoutMs: number;
  /** For tests and for a demo on one machine: http and private addresses too. */
  readonly allowPrivate: boolean;
};

// Resolves and judges in one step, so that a name cannot change its address between the check and the call.
const publicOnly: LookupFunction = (host, options, answer) => {
  resolve(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error !== null) return answer(error, '', 0);
    const [first] = found;
    if (first === undefined || !found.every(({ address }) => isPublicAddress(address)))
      return answer(new OutwardFault('address-private'), '', 0);
    return options.all === true ? answer(null, found) : answer(null, first.address, first.family);
  });
};

const plain = { open: new PlainAgent({ keepAlive: true, maxSockets: 64 }), guarded: new PlainAgent({ keepAlive: true, maxSockets: 64 }) };
const tls = { open: new TlsAgent({ keepAlive: true, maxSockets: 64 }), guarded: new TlsAgent({ keepAlive: true, maxSockets: 64 }) };

/** The address as a URL, or why it may not be called. Names are judged again when they are resolved. */
export function admitAddress(address: string, allowPrivate: boolean): URL | 'address-malformed' | 'address-private' {
  if (!URL.canParse(address) || address.length > 2000) return 'address-malformed';
  const url = new URL(address);
  if (url.username !== '' || url.password !== '' || url.hash !== '') return 'address-malformed';
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'address-malformed';
  if (allowPrivate) return url;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isPublicAddress(host) ? url : 'address-private';
  // One label, or a name of the local network, is nobody's public address.
  return !host.includes('.') || /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)\.?$/i.test(host) ? 'address-private' : url;
}

/**
 * Posts and gives the status and the first 2 kB of the answer. A redirect is an answer like any other: it is not followed.
 * @throws OutwardFault
 */
export async function post(address: string, call: OutwardCall): Promise<{ status: number; answer: string }> {
  const url = admitAddress(address, call.allowPrivate);
  if (typeof url === 'string') throw new OutwardFault(url);
  const agents = url.protocol === 'https:' ? tls : plain;
  const settings = {
    method: 'POST',
    agent: call.allowPrivate ? agents.open : agents.guarded,
    headers: { ...call.headers, 'content-length': String(Buffer.byteLength(call.body)) },
    ...(call.allowPrivate ? {} : { lookup: publicOnly }),
  };
  return await new Promise((fulfil, reject) => {
    // One limit for the whole: name, connection, answer. A slow trickle does not extend it.
    const limit = setTimeout(() => sent.destroy(new OutwardFault('timeout')), call.timeoutMs);
    const fail = (error: Error): void => {
      clearTimeout(limit);
      reject(error instanceof OutwardFault ? error : new OutwardFault('unreachable', error));
    };
    const heard = (response: IncomingMessage): void => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        if (answer.length < 2048) answer += text.slice(0, 2048 - answer.length);
        else response.destroy();
      });
      response.on('error', fail);
      response.on('close', () => {
        clearTimeout(limit);
        fulfil({ status: response.statusCode ?? 0, answer });
      });
    };
    const sent: ClientRequest = url.protocol === 'https:' ? requestTls(url, settings, heard) : requestPlain(url, settings, heard);
    sent.on('error', fail);
    sent.end(call.body);
  });
}
