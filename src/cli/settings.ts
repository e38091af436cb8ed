// Settings of a process, read from the environment once and checked by name.

import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { CommandFault } from './fault.ts';
import { nearest } from './nearest.ts';

export const rootFolder = fileURLToPath(new URL('../../', import.meta.url));

export type Settings = {
  /** First of the ports: web bank and API; then token app, console and, in the demo, handset, SMS centre, mail drop, push service. */
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** Undefined: the embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
  readonly programmesFolder: string;
  readonly programme: string;
  readonly demo: boolean;
  /** Whether the issuer API has the simulator, which spends real money of real cards. */
  readonly simulator: boolean;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly origins: Partial<Record<'bank' | 'token' | 'console' | 'handset' | 'kiosk', string>>;
  /** Sources (CSP) of pages that may show the token app in a frame; undefined: none, but the demo's own. */
  readonly tokenFrameAncestors: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly requestsPerSecondMax: number;
  readonly evidenceHeadSeconds: number;
  readonly smppUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly pkcs11: { readonly module: string; readonly tokenLabel: string; readonly pinFile: string } | undefined;
  readonly otlpEndpoint: string | undefined;
  /** The door for acquirers: where it listens, the file with its connections, and where it traces. */
  readonly cardNetwork: {
    readonly port: number;
    readonly host: string;
    readonly connectionsFile: string | undefined;
    readonly traceFile: string | undefined;
  };
  /** Where the devices of a kiosk listen on its own machine. */
  readonly kioskDevices: string | undefined;
};

/** Every setting with what it means: the text of `./ramz start --help` and of docs/operating.md. */
export const settingTexts = [
  [
    'RAMZ_PORT',
    'first of the ports (8420): web bank and API; +1 token app, +2 console, +3 handset (demo), +4 to +6 SMS centre, mail drop and push service (demo), +7 kiosk, +8 card network (ISO 8583), +9 devices of the kiosk (demo)',
  ],
  ['RAMZ_HOST', 'address to listen on (127.0.0.1)'],
  ['RAMZ_DATA', 'data folder (.ramz): keys, embedded database, lock'],
  ['DATABASE_URL', 'a PostgreSQL 15 or newer; without it the embedded one is used'],
  ['RAMZ_DATABASE_CONNECTIONS', 'most connections of this process (16)'],
  ['RAMZ_PROGRAMMES', 'folder with the programme files (programmes)'],
  ['RAMZ_PROGRAMME', 'the programme that the doors serve (oman-token)'],
  ['RAMZ_DEMO', 'off: no demo customers, no handset, no local SMS centre and mail drop (on)'],
  ['RAMZ_SIMULATOR', 'on: the issuer API can play terminals and clearing against real cards (on in the demo, else off)'],
  ['RAMZ_LOG', 'debug, info, warn, error or silent (info; warn on a terminal)'],
  ['RAMZ_ORIGIN_BANK', 'public origin of the web bank, such as https://bank.example'],
  ['RAMZ_ORIGIN_TOKEN', 'public origin of the token app'],
  ['RAMZ_ORIGIN_CONSOLE', 'public origin of the console'],
  ['RAMZ_ORIGIN_HANDSET', 'public origin of the handset (demo)'],
  ['RAMZ_ORIGIN_KIOSK', 'public origin of the kiosk'],
  ['RAMZ_KIOSK_DEVICES', 'where the devices of a kiosk listen on its own machine (http://127.0.0.1, the ninth port after the first)'],
  ['RAMZ_TOKEN_FRAME_ANCESTORS', 'origins of pages that may show the token app in a frame, with spaces (none; in the demo the handset)'],
  ['RAMZ_TRUSTED_PROXIES', 'addresses of proxies whose X-Forwarded-For is believed, with commas (none)'],
  ['RAMZ_REQUESTS_PER_SECOND', 'requests a second that one source may send to one door; 0: no limit (50)'],
  ['RAMZ_EVIDENCE_HEAD_SECONDS', 'seconds between two signed heads of the evidence chains (60)'],
  ['RAMZ_SMPP_URL', 'SMS centre: smpp://user:password@host:port (the demo has its own)'],
  ['RAMZ_SMTP_URL', 'mail server: smtp://user:password@host:port (the demo has its own)'],
  ['RAMZ_PKCS11_MODULE', 'library of the token that holds the master key (none: a file in the data folder)'],
  ['RAMZ_PKCS11_TOKEN', 'label of that token (ramz)'],
  ['RAMZ_PKCS11_PIN_FILE', 'file with the PIN of that token'],
  ['RAMZ_CARD_NETWORK_PORT', 'port for ISO 8583 over TCP (RAMZ_PORT + 8)'],
  ['RAMZ_CARD_NETWORK_HOST', 'address that it listens on (RAMZ_HOST)'],
  [
    'RAMZ_CARD_NETWORK_CONNECTIONS',
    'file with the connections: name, dialect, addresses, key, limits (docs/iso8583.md); without it none, but in the demo one from this machine',
  ],
  ['RAMZ_CARD_NETWORK_TRACE', 'file to which each message is written readably, card data masked (none)'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'where traces go, such as http://localhost:4318 (nowhere)'],
] as const;

/** Settings that only the tests and benches read. */
const otherNames = ['RAMZ_TEST_DATABASE_URL', 'RAMZ_PAGES', 'RAMZ_CHROMIUM'];

type Environment = Readonly<Record<string, string | undefined>>;

function wholeNumber(environment: Environment, name: string, fallback: number, min: number, max: number): number {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new CommandFault('configuration', `${name} is '${text}': a whole number from ${min} to ${max} is needed.`);
  return value;
}

function oneOf<Value extends string>(environment: Environment, name: string, allowed: readonly Value[], fallback: Value): Value {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  if (!(allowed as readonly string[]).includes(text))
    throw new CommandFault('configuration', `${name} is '${text}': one of ${allowed.join(', ')} is needed.`);
  return text as Value;
}

function address(environment: Environment, name: string, protocols: readonly string[]): string | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  // The value is not repeated in the message: it may hold a password.
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new CommandFault(
      'configuration',
      `${name} is not an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`,
    );
  }
  return text;
}

function origin(environment: Environment, name: string): string | undefined {
  const text = address(environment, name, ['http:', 'https:']);
  if (text === undefined) return undefined;
  if (new URL(text).origin !== text)
    throw new CommandFault('configuration', `${name} is '${text}': an origin is needed, such as ${new URL(text).origin}.`);
  return text;
}

function frameAncestors(environment: Environment): string | undefined {
  const text = environment['RAMZ_TOKEN_FRAME_ANCESTORS']?.trim();
  if (text === undefined || text === '') return undefined;
  // What stands here goes into a header: nothing but origins, whose first label may be a star.
  const wrong = text.split(/\s+/).find((source) => !/^https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?$/.test(source));
  if (wrong !== undefined)
    throw new CommandFault(
      'configuration',
      `RAMZ_TOKEN_FRAME_ANCESTORS holds '${wrong}': origins are needed, such as https://bank.example.`,
    );
  return text.split(/\s+/).join(' ');
}

const folderOf = (text: string | undefined, fallback: string): string => {
  const given = text === undefined || text === '' ? fallback : text;
  return isAbsolute(given) ? given : text === undefined || text === '' ? join(rootFolder, given) : resolve(given);
};

/** Reads and checks all settings. Throws CommandFault (78) for the first that is wrong. */
export function readSettings(environment: Environment = process.env): Settings {
  const demo = oneOf(environment, 'RAMZ_DEMO', ['on', 'off'], 'on') === 'on';
  const origins = {
    bank: origin(environment, 'RAMZ_ORIGIN_BANK'),
    token: origin(environment, 'RAMZ_ORIGIN_TOKEN'),
    console: origin(environment, 'RAMZ_ORIGIN_CONSOLE'),
    handset: origin(environment, 'RAMZ_ORIGIN_HANDSET'),
    kiosk: origin(environment, 'RAMZ_ORIGIN_KIOSK'),
  };
  const module = environment['RAMZ_PKCS11_MODULE'];
  const pinFile = environment['RAMZ_PKCS11_PIN_FILE'];
  if (module !== undefined && module !== '' && (pinFile === undefined || pinFile === '')) {
    throw new CommandFault(
      'configuration',
      'RAMZ_PKCS11_MODULE is set, so RAMZ_PKCS11_PIN_FILE is needed too: a file with the PIN, readable by this account alone.',
    );
  }
  const port = wholeNumber(environment, 'RAMZ_PORT', 8420, 1, 65_526);
  const host = environment['RAMZ_HOST'] ?? '127.0.0.1';
  const fileOf = (name: string): string | undefined => {
    const text = environment[name];
    return text === undefined || text === '' ? undefined : resolve(text);
  };
  return {
    // Nine more ports follow, so the last first port is nine below the end.
    port,
    host,
    dataFolder: folderOf(environment['RAMZ_DATA'], '.ramz'),
    databaseUrl: address(environment, 'DATABASE_URL', ['postgres:', 'postgresql:']),
    databaseConnections: wholeNumber(environment, 'RAMZ_DATABASE_CONNECTIONS', 16, 2, 500),
    programmesFolder: folderOf(environment['RAMZ_PROGRAMMES'], 'programmes'),
    programme: environment['RAMZ_PROGRAMME'] ?? 'oman-token',
    demo,
    simulator: oneOf(environment, 'RAMZ_SIMULATOR', ['on', 'off'], demo ? 'on' : 'off') === 'on',
    logLevel: oneOf(environment, 'RAMZ_LOG', ['debug', 'info', 'warn', 'error', 'silent'], process.stderr.isTTY ? 'warn' : 'info'),
    origins: Object.fromEntries(Object.entries(origins).filter(([, value]) => value !== undefined)),
    tokenFrameAncestors: frameAncestors(environment),
    trustedProxies: (environment['RAMZ_TRUSTED_PROXIES'] ?? '')
      .split(',')
      .map((text) => text.trim())
      .filter((text) => text !== ''),
    requestsPerSecondMax: wholeNumber(environment, 'RAMZ_REQUESTS_PER_SECOND', 50, 0, 1_000_000),
    evidenceHeadSeconds: wholeNumber(environment, 'RAMZ_EVIDENCE_HEAD_SECONDS', 60, 1, 86_400),
    smppUrl: address(environment, 'RAMZ_SMPP_URL', ['smpp:', 'ssmpp:']),
    smtpUrl: address(environment, 'RAMZ_SMTP_URL', ['smtp:', 'smtps:']),
    pkcs11:
      module === undefined || module === ''
        ? undefined
        : { module, tokenLabel: environment['RAMZ_PKCS11_TOKEN'] ?? 'ramz', pinFile: pinFile ?? '' },
    otlpEndpoint: address(environment, 'OTEL_EXPORTER_OTLP_ENDPOINT', ['http:', 'https:']),
    cardNetwork: {
      port: wholeNumber(environment, 'RAMZ_CARD_NETWORK_PORT', port + 8, 1, 65_535),
      host: environment['RAMZ_CARD_NETWORK_HOST'] ?? host,
      connectionsFile: fileOf('RAMZ_CARD_NETWORK_CONNECTIONS'),
      traceFile: fileOf('RAMZ_CARD_NETWORK_TRACE'),
    },
    kioskDevices: origin(environment, 'RAMZ_KIOSK_DEVICES'),
  };
}

/** A sentence for each RAMZ_ name that is set and means nothing: most are mistyped. */
export function unknownSettings(environment: Environment = process.env): string[] {
  const known = [...settingTexts.map(([name]) => name as string), ...otherNames];
  return Object.keys(environment)
    .filter((name) => name.startsWith('RAMZ_') && !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return `${name} is set but means nothing here.${near === undefined ? '' : ` Did you mean ${near}?`}`;
    });
}
