// Ids of authorisations and messages, derived from what identifies them on the network: a repeat computes the same.

import { hash } from 'node:crypto';

import type { NetworkElements } from '../types.ts';

/**
 * A UUID version 8 (RFC 9562 section 5.8) from SHA-256. With a time it begins with it, as version 7 does: ids of one hour lie together
 * in an index, and a repeat has the same time.
 */
function idOf(text: string, seconds?: number): string {
  const digest = hash('sha256', text, 'hex');
  const start = seconds === undefined ? digest.slice(0, 12) : ((seconds & 0x7fffffff) * 1000).toString(16).padStart(12, '0');
  // Version 8, variant 10.
  return `${start.slice(0, 8)}-${start.slice(8)}-8${digest.slice(13, 16)}-${variants[digest.charCodeAt(16) & 3] ?? '8'}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

const variants = ['8', '9', 'a', 'b'];

// DE 32 is numeric with leading zeros that some senders drop; DE 7 has whole seconds.
const secondsOf = (at: Temporal.Instant): number => Math.floor(at.epochMilliseconds / 1000);

const elementsText = ({ acquirer, stan, transmissionAt }: NetworkElements): string =>
  `${acquirer.replace(/^0+(?=.)/, '')}\n${stan.padStart(6, '0')}\n${secondsOf(transmissionAt)}`;

/** The authorisation that a network's trace id names. */
export function idOfTrace(networkTraceId: string): string {
  return idOf(`trace\n${networkTraceId}`);
}

/** The authorisation that a request of these elements opened: DE 32, 11 and 7, as DE 90 repeats them. */
export function idOfElements(elements: NetworkElements): string {
  return idOf(`authorization\n${elementsText(elements)}`, secondsOf(elements.transmissionAt));
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
  return idOf(`${family}\n${elementsText(elements)}`, secondsOf(elements.transmissionAt));
}
