// The lines to the outside: SMS centre, mail server, push services, and the rounds that deliver over them.

import { join } from 'node:path';

import { connectSms } from './doors/sms/index.ts';
import type { Deps } from './doors/http/deps.ts';
import {
  deliverDue,
  openInbound,
  openVapid,
  smtp,
  webPush,
  type Channel,
  type Inbound,
  type Transport,
} from './modules/messaging/index.ts';
import { device, forgetPush } from './modules/soft-tokens/index.ts';

export type Lines = {
  readonly vapidPublicKey: string;
  readonly inbound: Inbound;
  /** The channels that have a line. Each is delivered by a round of its own: a mail server that hangs must not hold up codes by SMS. */
  readonly channels: readonly Channel[];
  /** Delivers all that is due in a channel; stops early when `isStopping`. */
  deliver(channel: Channel, isStopping: () => boolean): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the lines. A channel without an address has no transport: its messages stay in the outbox and are shown by the metrics.
 * @param allowPrivate push services on this machine or in private networks (the demo's own)
 */
export function openLines(
  deps: Deps,
  settings: { dataFolder: string; smppUrl: string | undefined; smtpUrl: string | undefined; allowPrivate: boolean },
): Lines {
  const { database, keys, clock, programme, logger } = deps;
  const inbound = openInbound(database, clock);
  const vapid = openVapid(join(settings.dataFolder, 'keys'), `mailto:${programme.contact.email}`);
  const sms =
    settings.smppUrl === undefined
      ? undefined
      : connectSms({
          url: settings.smppUrl,
          inbound,
          clock,
          countryCode: programme.countryCode,
          log: (event, detail) => logger[event === 'bound' ? 'info' : 'warn']({ event, reason: detail }, 'SMS line'),
        });
  const email = settings.smtpUrl === undefined ? undefined : smtp({ url: settings.smtpUrl });
  const push = webPush({
    vapid,
    clock,
    allowPrivate: settings.allowPrivate,
    subscriptionOf: async (id) => {
      const row = await device(database, id);
      return row?.push === null || row === undefined ? undefined : { endpoint: row.push.endpoint, ...row.push.keys };
    },
    forget: async (_id, endpoint) => await forgetPush(database, endpoint),
  });
  const transports: Partial<Record<Channel, Transport>> = {
    push,
    ...(sms === undefined ? {} : { sms }),
    ...(email === undefined ? {} : { email }),
  };
  return {
    vapidPublicKey: vapid.publicKey,
    inbound,
    channels: Object.keys(transports) as Channel[],
    async deliver(channel, isStopping) {
      const line = { [channel]: transports[channel] };
      // A line that is away takes its messages back at once: then the next beat tries again.
      const limit = channel === 'email' ? 16 : 64;
      while (!isStopping() && (await deliverDue({ database, keys, clock, transports: line }, limit)) >= limit);
    },
    async close() {
      await sms?.close();
      email?.close();
    },
  };
}
