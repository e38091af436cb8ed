// Ids of authorisations and messages, derived from what identifies them on the network: a repeat computes the same.

import { createHash } from 'node:crypto';

import type { NetworkElements } from '../types.ts';

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A UUID version 8 (RFC 9562 section 5.8) from SHA-256. */
function idOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let out = '';
  for (let at = 0; at < 16; at += 1)
    out += at === 4 || at === 6 || at === 8 || at === 10 ? `-${hex[bytes[at] ?? 0] ?? ''}` : hex[bytes[at] ?? 0];
  return out;
}

// DE 32 is numeric with leading zeros that some senders drop; DE 7 has whole seconds.
const elementsText = ({ acquirer, stan, transmissionAt }: NetworkElements): string =>
  `${acquirer.replace(/^0+(?=.)/, '')}\n${stan.padStart(6, '0')}\n${Math.floor(transmissionAt.epochMilliseconds / 1000)}`;

/** The authorisation that a network's trace id names. */
export function idOfTrace(networkTraceId: string): string {
  return idOf(`trace\n${networkTraceId}`);
}

/** The authorisation that a request of these elements opened: DE 32, 11 and 7, as DE 90 repeats them. */
export function idOfElements(elements: NetworkElements): string {
  return idOf(`authorization\n${elementsText(elements)}`);
}

/** The id of the authorisation that a request opens: by the network's trace id where it has one. */
export function authorizationIdOf(request: NetworkElements & { readonly networkTraceId?: string }): string {
  return request.networkTraceId === undefined ? idOfElements(request) : idOfTrace(request.networkTraceId);
}

/** Where to look for the authorisation that a message is about, in this order: trace id, DE 90, the elements of the message itself. */
export function candidateIds(
  request: Partial<NetworkElements> & {
    readonly authorizationId?: string;
    readonly networkTraceId?: string;
    readonly originalElements?: NetworkElements;
  },
): string[] {
  const { networkTraceId, originalElements, stan, transmissionAt, acquirer } = request;
  const ids = [
    ...(request.authorizationId === undefined ? [] : [request.authorizationId]),
    ...(networkTraceId === undefined ? [] : [idOfTrace(networkTraceId)]),
    ...(originalElements === undefined ? [] : [idOfElements(originalElements)]),
    ...(stan === undefined || transmissionAt === undefined || acquirer === undefined
      ? []
      : [idOfElements({ stan, transmissionAt, acquirer })]),
  ];
  return [...new Set(ids)];
}

/** Families of messages: a reversal may carry the number of the request that it takes back. */
type Family = 'request' | 'reversal' | 'advice' | 'increment' | 'inquiry';

/** The id of one message: a repeat of it has the same. */
export function messageIdOf(family: Family, elements: NetworkElements): string {
  return idOf(`${family}\n${elementsText(elements)}`);
}
