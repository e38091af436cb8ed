// PSKC key containers (RFC 6030): the file in which a vendor sends the secrets of its devices.

import { done, refused, type Outcome, type Refused } from '../kernel/refusal.ts';
import { parseOcraSuite } from './ocra.ts';
import type { OtpAlgorithm } from './otp.ts';
import { base64, child, openProtection, pskcNamespace, type PskcProtectionRefusal, type PskcSecrets, type ReadValue } from './pskc-keys.ts';
import { parseXml, type XmlElement, type XmlRefusal } from './xml.ts';

export type { PskcSecrets } from './pskc-keys.ts';

/** One key of a device. `counter` is the next one; `timeDriftSteps` is how far the device's clock was off. */
export type PskcKey = {
  readonly keyId: string;
  readonly manufacturer: string;
  readonly serial: string;
  readonly issuer: string;
  readonly kind: 'hotp' | 'totp' | 'ocra';
  readonly algorithm: OtpAlgorithm;
  readonly digits: number;
  /** OCRA suite, for the kind 'ocra' only. */
  readonly suite?: string;
  readonly counter: bigint;
  readonly periodS: number;
  readonly timeDriftSteps: number;
  readonly validFrom?: Temporal.Instant;
  readonly validUntil?: Temporal.Instant;
  readonly secret: Uint8Array;
};

export type PskcRefusal =
  | XmlRefusal
  | PskcProtectionRefusal
  | 'not-pskc' // another document, or another version than 1.x
  | 'signature-unsupported' // a signed container whose signature we could not check
  | 'no-keys'
  | 'key-id' // a key without an id, or the same device and id twice
  | 'key-algorithm' // neither HOTP, TOTP nor OCRA
  | 'secret-missing' // only a reference to a key that the vendor holds
  | 'response-format' // not 6 to 10 decimal digits, or with check digits
  | 'challenge-format' // another challenge than the suite's
  | 'suite' // an algorithm suite that is none, or not that of the key
  | 'integer' // a counter, time or interval that is no such number
  | 'policy'; // a policy that we cannot keep: RFC 6030 section 5 forbids using such a key

const elementsOfPolicy = new Set(['StartDate', 'ExpiryDate', 'PINPolicy', 'KeyUsage']);

/** An integer of Data: plain text, or encrypted as big-endian bytes. */
function readInteger(data: XmlElement | undefined, name: string, read: ReadValue): Outcome<bigint | undefined, PskcRefusal> {
  const element = child(data, name);
  const plain = child(element, 'PlainValue')?.text.trim();
  if (plain !== undefined) return /^-?\d{1,18}$/.test(plain) ? done(BigInt(plain)) : refused('integer');
  const opened = read(element);
  if (opened.kind === 'refused' || opened.value === undefined) return opened as Outcome<undefined, PskcRefusal>;
  if (opened.value.length > 7) return refused('integer');
  return done(BigInt(`0x0${Buffer.from(opened.value).toString('hex')}`));
}

function readSecret(data: XmlElement | undefined, read: ReadValue): Outcome<Uint8Array, PskcRefusal> {
  const element = child(data, 'Secret');
  const plain = child(element, 'PlainValue');
  if (plain !== undefined) {
    const bytes = base64(plain.text);
    return bytes === undefined ? refused('value-malformed') : done(bytes);
  }
  const opened = read(element);
  if (opened.kind === 'refused') return opened;
  return opened.value === undefined ? refused('secret-missing') : done(opened.value);
}

function readDate(text: string | undefined): Temporal.Instant | undefined | 'broken' {
  if (text === undefined) return undefined;
  const written = text.trim();
  try {
    // xs:dateTime may leave the zone away; then it is taken as UTC.
    return Temporal.Instant.from(/(Z|[+-]\d\d:\d\d)$/.test(written) ? written : `${written}Z`);
  } catch {
    return 'broken';
  }
}

type Policy = { validFrom?: Temporal.Instant; validUntil?: Temporal.Instant; pinKeyId?: string };

/** Unknown elements, transactions counted down and PINs that the bank would have to check are all refused. */
function readPolicy(policy: XmlElement | undefined, kind: PskcKey['kind']): Outcome<Policy, PskcRefusal> {
  if (policy === undefined) return done({});
  if (policy.children.some(({ name, namespace }) => namespace !== pskcNamespace || !elementsOfPolicy.has(name))) return refused('policy');
  const pin = child(policy, 'PINPolicy');
  // 'Local' is checked by the device itself; the other modes put the PIN into the code.
  if (pin !== undefined && pin.attributes.get('PINUsageMode') !== 'Local') return refused('policy');
  const usages = policy.children.filter(({ name }) => name === 'KeyUsage').map(({ text }) => text.trim());
  if (usages.length > 0 && !usages.includes(kind === 'ocra' ? 'CR' : 'OTP')) return refused('policy');
  const validFrom = readDate(child(policy, 'StartDate')?.text);
  const validUntil = readDate(child(policy, 'ExpiryDate')?.text);
  if (validFrom === 'broken' || validUntil === 'broken') return refused('policy');
  const pinKeyId = pin?.attributes.get('PINKeyId');
  return done({
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(pinKeyId === undefined ? {} : { pinKeyId }),
  });
}

type Form = { kind: PskcKey['kind']; algorithm: OtpAlgorithm; digits: number; suite?: string };

const challengeEncodings = { DECIMAL: 'numeric', ALPHANUMERIC: 'alphanumeric', HEXADECIMAL: 'hexadecimal' } as const;

/** The profile's name after the namespace; older files write it after '#', and an OCRA suite in its place. */
function readForm(key: XmlElement): Outcome<Form, PskcRefusal> {
  const [, profile = ''] = /^urn:ietf:params:xml:ns:keyprov:pskc[:#](.+)$/.exec(key.attributes.get('Algorithm') ?? '') ?? [];
  const parameters = child(key, 'AlgorithmParameters');
  const suiteText = child(parameters, 'Suite')?.text.trim();
  const response = child(parameters, 'ResponseFormat');
  const challenge = child(parameters, 'ChallengeFormat');
  if (
    response !== undefined &&
    (response.attributes.get('Encoding') !== 'DECIMAL' || /^(true|1)$/.test(response.attributes.get('CheckDigits') ?? ''))
  ) {
    return refused('response-format');
  }
  const length = response?.attributes.get('Length');

  if (profile.startsWith('OCRA-1:') || /^ocra(-1)?$/i.test(profile)) {
    const suite = parseOcraSuite(profile.startsWith('OCRA-1:') ? profile : (suiteText ?? ''));
    if (suite.kind === 'refused') return refused('suite');
    const { algorithm, digits, question } = suite.value;
    if (length !== undefined && Number(length) !== digits) return refused('response-format');
    if (challenge !== undefined) {
      const encoding = challenge.attributes.get('Encoding') ?? '';
      const fits =
        Object.hasOwn(challengeEncodings, encoding) && challengeEncodings[encoding as keyof typeof challengeEncodings] === question.format;
      const longest = Number(challenge.attributes.get('Max'));
      if (!fits || !(longest <= question.lengthMax) || /^(true|1)$/.test(challenge.attributes.get('CheckDigits') ?? ''))
        return refused('challenge-format');
    }
    return done({ kind: 'ocra', algorithm, digits, suite: suite.value.text });
  }

  const [, name] = /^(hotp|totp)$/i.exec(profile) ?? [];
  if (name === undefined) return refused('key-algorithm');
  const hash = suiteText === undefined || suiteText === '' ? '1' : /^(?:HMAC-?)?SHA-?(1|256|512)$/i.exec(suiteText)?.[1];
  if (hash === undefined) return refused('suite');
  // RFC 6030 figure 2 leaves the length away: RFC 4226 begins at 6.
  const digits = length === undefined ? 6 : Number(length);
  if (!Number.isInteger(digits) || digits < 6 || digits > 10) return refused('response-format');
  return done({ kind: name.toLowerCase() as 'hotp' | 'totp', algorithm: `SHA${hash}` as OtpAlgorithm, digits });
}

function readKey(keyPackage: XmlElement, key: XmlElement, read: ReadValue): Outcome<PskcKey & { pinKeyId?: string }, PskcRefusal> {
  const keyId = key.attributes.get('Id')?.trim() ?? '';
  if (keyId === '' || keyId.length > 200) return refused('key-id');
  const form = readForm(key);
  if (form.kind === 'refused') return form;
  const policy = readPolicy(child(key, 'Policy'), form.value.kind);
  if (policy.kind === 'refused') return policy;
  const data = child(key, 'Data');
  const counter = readInteger(data, 'Counter', read);
  if (counter.kind === 'refused') return counter;
  const interval = readInteger(data, 'TimeInterval', read);
  if (interval.kind === 'refused') return interval;
  const drift = readInteger(data, 'TimeDrift', read);
  if (drift.kind === 'refused') return drift;
  const periodS = Number(interval.value ?? 30n);
  const timeDriftSteps = Number(drift.value ?? 0n);
  if ((counter.value ?? 0n) < 0n || periodS < 1 || periodS > 3600 || Math.abs(timeDriftSteps) > 10_000) return refused('integer');
  const secret = readSecret(data, read);
  if (secret.kind === 'refused') return secret;
  const device = child(keyPackage, 'DeviceInfo');
  return done({
    keyId,
    manufacturer: child(device, 'Manufacturer')?.text.trim() ?? '',
    serial: child(device, 'SerialNo')?.text.trim() ?? '',
    issuer: child(key, 'Issuer')?.text.trim() ?? '',
    ...form.value,
    counter: counter.value ?? 0n,
    periodS,
    timeDriftSteps,
    ...policy.value,
    secret: secret.value,
  });
}

/**
 * Reads a container and decrypts what it holds. All or nothing: one key that cannot be used refuses the file, and the
 * figure `key` says which; the reason never quotes a value.
 */
export function parsePskc(file: Uint8Array, secrets: PskcSecrets = {}): Outcome<PskcKey[], PskcRefusal> {
  const document = parseXml(file);
  if (document.kind === 'refused') return document;
  const container = document.value;
  if (
    container.name !== 'KeyContainer' ||
    container.namespace !== pskcNamespace ||
    !/^1\.\d$/.test(container.attributes.get('Version') ?? '')
  ) {
    return refused('not-pskc');
  }
  if (container.children.some(({ name }) => name === 'Signature')) return refused('signature-unsupported');
  const read = openProtection(container, secrets);
  if (read.kind === 'refused') return read;

  const keys: PskcKey[] = [];
  const seen = new Set<string>();
  const pins = new Set<string>();
  const pinsWanted = new Set<string>();
  for (const keyPackage of container.children.filter(({ name, namespace }) => name === 'KeyPackage' && namespace === pskcNamespace)) {
    const element = child(keyPackage, 'Key');
    if (element === undefined) continue;
    const serial = child(child(keyPackage, 'DeviceInfo'), 'SerialNo')?.text.trim() ?? '';
    const id = `${serial}/${element.attributes.get('Id') ?? ''}`;
    const because = ({ reason }: Refused<PskcRefusal>): Refused<PskcRefusal> => refused(reason, { key: id.slice(0, 80) });
    if (seen.has(id)) return because(refused('key-id'));
    seen.add(id);
    if (element.attributes.get('Algorithm') === `${pskcNamespace}:pin`) {
      pins.add(id);
      continue;
    }
    const key = readKey(keyPackage, element, read.value);
    if (key.kind === 'refused') return because(key);
    const { pinKeyId, ...rest } = key.value;
    if (pinKeyId !== undefined) pinsWanted.add(`${serial}/${pinKeyId}`);
    keys.push(rest);
  }
  // A PIN that no device of the file checks by itself would be ours to check.
  const loose = [...pins].find((id) => !pinsWanted.has(id));
  if (loose !== undefined) return refused('key-algorithm', { key: loose.slice(0, 80) });
  return keys.length === 0 ? refused('no-keys') : done(keys);
}
