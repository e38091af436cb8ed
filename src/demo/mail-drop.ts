// A mail server for one machine: a real SMTP server that delivers into mailboxes which the handset page shows.

import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';

import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

import { openDrop } from './drop.ts';

export type Mail = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly attachments: number;
  /** Whether it came over TLS. */
  readonly secure: boolean;
  /** ISO 8601. */
  readonly at: string;
};

export type MailDrop = {
  readonly port: number;
  /** All mail of an address, oldest first. */
  inbox(address: string): Mail[];
  /** 'mail' with a Mail for each that arrives. */
  readonly events: EventEmitter<{ mail: [Mail] }>;
  clear(): void;
  close(): Promise<void>;
};

export type MailDropSettings = {
  /** 0 for any free port. */
  readonly port: number;
  readonly folder: string;
  readonly host?: string;
  /** An SMTP code with which a recipient is refused, or nothing. */
  refuse?(address: string): number | undefined;
};

const sizeMax = 1_000_000;

/** Opens the server; by itself it listens on this machine only. STARTTLS is offered with a certificate that nobody signed. */
export async function openMailDrop(settings: MailDropSettings): Promise<MailDrop> {
  const { port, folder, host = '127.0.0.1' } = settings;
  const drop = openDrop<Mail>(folder, 'mail.jsonl');
  const events = new EventEmitter<{ mail: [Mail] }>();
  const server = new SMTPServer({
    authOptional: true,
    size: sizeMax,
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, answer) {
      const code = settings.refuse?.(address);
      answer(code === undefined ? null : Object.assign(new Error('refused'), { responseCode: code }));
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks)).then(
          (mail) => {
            for (const { address } of session.envelope.rcptTo) {
              const kept: Mail = {
                id: randomBytes(8).toString('hex'),
                from: mail.from?.address ?? '',
                to: address,
                subject: mail.subject ?? '',
                text: (mail.text ?? '').trimEnd(),
                messageId: mail.messageId ?? '',
                attachments: mail.attachments.length,
                secure: session.secure,
                at: new Date().toISOString(),
              };
              drop.add(kept);
              events.emit('mail', kept);
            }
            answer(null);
          },
          (error: Error) => answer(error),
        );
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((listening, failed) => {
    server.server.once('error', failed);
    server.listen(port, host, listening);
  });
  return {
    port: (server.server.address() as { port: number }).port,
    inbox: (address) => drop.all().filter(({ to }) => to.toLowerCase() === address.toLowerCase()),
    events,
    clear: () => drop.clear(),
    close: async () => await new Promise<void>((done) => server.close(done)),
  };
}
