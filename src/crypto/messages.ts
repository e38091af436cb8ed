// What a phone proves and signs: the RFC 8785 text of exactly these fields. Meant for the bank and for the app.

import canonicalize from 'canonicalize';

import { utf8 } from './bytes.ts';
import type { Details } from './details.ts';

export type Factor = 'knowledge' | 'biometry';

/** Fields of each message; `v` and `suite` are added by `messageBytes`. Keys are base64url of 65-byte points. */
export type Messages = {
  registration: { registrationId: string; deviceId: string; serverKey: string; clientKey: string };
  signIn: { deviceId: string; factor: Factor; index: number };
  decision: { deviceId: string; operationId: string; decision: 'approve' | 'reject'; factor: Factor; index: number; details: Details };
  activation: { deviceId: string; activationId: string; index: number; serverKey: string; clientKey: string };
  rekey: { deviceId: string; rekeyId: string; index: number; serverKey: string; clientKey: string };
  /** Switching on names the agreement on the new K_b; switching off has three empty texts. */
  biometry: { deviceId: string; enabled: boolean; index: number; rekeyId: string; serverKey: string; clientKey: string };
  /** `at` is in unix seconds. */
  state: { deviceId: string; at: number };
  offline: { deviceId: string; operationId: string; index: number; details: Details };
};

export type MessageKind = keyof Messages;

const fields = {
  registration: ['registrationId', 'deviceId', 'serverKey', 'clientKey'],
  signIn: ['deviceId', 'factor', 'index'],
  decision: ['deviceId', 'operationId', 'decision', 'factor', 'index', 'details'],
  activation: ['deviceId', 'activationId', 'index', 'serverKey', 'clientKey'],
  rekey: ['deviceId', 'rekeyId', 'index', 'serverKey', 'clientKey'],
  biometry: ['deviceId', 'enabled', 'index', 'rekeyId', 'serverKey', 'clientKey'],
  state: ['deviceId', 'at'],
  offline: ['deviceId', 'operationId', 'index', 'details'],
} as const satisfies { readonly [K in MessageKind]: readonly (keyof Messages[K])[] };

/**
 * The message's text: JCS of `v`, `suite` and the kind's own fields. A field too many in `values` is left out, so that a
 * caller cannot sign more than the protocol names; a missing one is a bug.
 */
export function messageText<K extends MessageKind>(kind: K, values: Messages[K]): string {
  const object: Record<string, unknown> = { v: 1, suite: 1 };
  for (const name of fields[kind]) {
    const value = (values as Record<string, unknown>)[name];
    if (value === undefined) throw new Error(`bug: the message ${kind} has no ${name}`);
    object[name] = value;
  }
  return canonicalize(object) ?? '';
}

/** The message's bytes, UTF-8 of its text. */
export function messageBytes<K extends MessageKind>(kind: K, values: Messages[K]): Uint8Array<ArrayBuffer> {
  return utf8(messageText(kind, values));
}
