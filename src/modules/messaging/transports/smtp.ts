// E-mail by SMTP, with STARTTLS wherever the server offers it.

import { createTransport } from 'nodemailer';

import type { Attempt, Transport } from '../deliver.ts';

export type SmtpSettings = {
  /** smtp://user:password@host:port, or smtps:// for TLS from the first byte. */
  readonly url: string;
  /** Refuse a server that offers no TLS. */
  readonly requireTls?: boolean;
  readonly timeoutMs?: number;
};

// RFC 5321 section 4.2.1: 5yz will fail again, 4yz may pass later; without an answer the server is away.
function judge(error: unknown): Attempt {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH') return { kind: 'never', reason: `smtp-${responseCode}` };
  if (responseCode !== undefined) return { kind: 'later', reason: `smtp-${responseCode}` };
  return code === 'EENVELOPE' ? { kind: 'never', reason: 'address-malformed' } : { kind: 'away', reason: code ?? 'smtp-away' };
}

/** Mails at the same time. A round should hold no more than twice as many, or a slow server outlasts its lease. */
const maxConnections = 8;

/** The transport of the channel 'email', with `close` for the end of the process. */
export function smtp({ url, requireTls = false, timeoutMs = 15_000 }: SmtpSettings): Transport & { close(): void } {
  const { hostname, port, protocol, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const mailer = createTransport({
    pool: true,
    maxConnections,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port === '' ? (secure ? 465 : 587) : port),
    secure,
    requireTLS: requireTls,
    // Opportunistic STARTTLS is better than clear text even with a certificate that nobody signed (RFC 7435);
    // where TLS is required the certificate must be good.
    tls: { rejectUnauthorized: requireTls || secure },
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Texts and addresses come from records; nothing in them may name a file or a URL to be attached.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, to, sender, subject = '', text }) {
      try {
        const domain = sender.slice(sender.lastIndexOf('@') + 1);
        await mailer.sendMail({
          // As parts and not as one text, so that no comma or bracket in an address can add a recipient.
          from: { name: '', address: sender },
          to: { name: '', address: to },
          subject,
          text,
          // The same id at every attempt: a reader that gets it twice shows it once.
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'sent' };
      } catch (error) {
        return judge(error);
      }
    },
    close: () => mailer.close(),
  };
}
