// PSKC containers: the figures of RFC 6030, our own files under every cipher, and what is refused for which reason.

import assert from 'node:assert/strict';
import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

import fc from 'fast-check';

import { parsePskc, type PskcKey, type PskcRefusal, type PskcSecrets } from './pskc.ts';

const figure = (number: number): Uint8Array => readFileSync(new URL(`./vectors/rfc6030/figure-${number}.xml`, import.meta.url));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const secret = bytes('12345678901234567890');
const preSharedKey = new Uint8Array(Buffer.from('12345678901234567890123456789012', 'hex'));

function read(file: Uint8Array, secrets?: PskcSecrets): PskcKey[] {
  const outcome = parsePskc(file, secrets);
  assert.ok(outcome.kind === 'done', outcome.kind === 'refused' ? outcome.reason : '');
  return outcome.value;
}

function reason(file: Uint8Array | string, secrets?: PskcSecrets): PskcRefusal | undefined {
  const outcome = parsePskc(typeof file === 'string' ? bytes(file) : file, secrets);
  return outcome.kind === 'refused' ? outcome.reason : undefined;
}

describe('figures of RFC 6030', () => {
  test('figure 2: a key in the clear', () => {
    const [key] = read(figure(2));
    assert.deepEqual(key, {
      keyId: '12345678',
      manufacturer: '',
      serial: '',
      issuer: 'Issuer-A',
      kind: 'hotp',
      algorithm: 'SHA1',
      digits: 6,
      counter: 0n,
      periodS: 30,
      timeDriftSteps: 0,
      secret: bytes('1234'),
    });
  });

  test('figure 3: supplementary data', () => {
    const [key] = read(figure(3));
    assert.deepEqual(
      [key?.serial, key?.manufacturer, key?.issuer, key?.digits, key?.counter],
      ['987654321', 'Manufacturer', 'Issuer', 8, 0n],
    );
    assert.deepEqual(key?.secret, secret);
  });

  test('figure 4: a reference to a key is no key', () => assert.equal(reason(figure(4)), 'secret-missing'));

  test('figure 5: a PIN that the device checks is its own matter', () => {
    assert.deepEqual(
      read(figure(5)).map(({ keyId }) => keyId),
      ['12345678'],
    );
  });

  test('figure 6: encrypted under a pre-shared key, with a MAC', () => {
    assert.deepEqual(read(figure(6), { preSharedKey })[0]?.secret, secret);
  });

  test('figure 7: encrypted under a passphrase', () => {
    const [key] = read(figure(7), { passphrase: 'qwerty' });
    assert.deepEqual([key?.serial, key?.issuer, key?.manufacturer], ['987654321', 'Example-Issuer', 'TokenVendorAcme']);
    assert.deepEqual(key?.secret, secret);
  });

  test('figure 10: several devices with their dates, two keys of one device', () => {
    const keys = read(figure(10));
    assert.deepEqual(
      keys.map(({ keyId, serial }) => [keyId, serial]),
      [
        ['1', '654321'],
        ['2', '123456'],
        ['3', '9999999'],
        ['4', '9999999'],
      ],
    );
    assert.equal(keys[3]?.validFrom?.toString(), '2006-04-01T00:00:00Z');
    assert.equal(keys[3]?.validUntil?.toString(), '2006-04-30T00:00:00Z');
  });
});

type Parts = { root?: string; head?: string; attributes?: string; parameters?: string; data?: string; policy?: string; packages?: string };
const plain = `<Secret><PlainValue>${Buffer.from(secret).toString('base64')}</PlainValue></Secret>`;

function container(parts: Parts = {}): string {
  const algorithm = parts.attributes ?? 'Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"';
  const key = `<KeyPackage><DeviceInfo><Manufacturer>M</Manufacturer><SerialNo>S1</SerialNo></DeviceInfo><Key ${algorithm}>
    <AlgorithmParameters>${parts.parameters ?? '<ResponseFormat Length="6" Encoding="DECIMAL"/>'}</AlgorithmParameters>
    <Data>${parts.data ?? plain}</Data>${parts.policy ?? ''}</Key></KeyPackage>`;
  return `<KeyContainer ${parts.root ?? 'Version="1.0"'} xmlns="urn:ietf:params:xml:ns:keyprov:pskc" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
    xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:x11="http://www.w3.org/2009/xmlenc11#">${parts.head ?? ''}${parts.packages ?? key}</KeyContainer>`;
}

const xenc = 'http://www.w3.org/2001/04/xmlenc#';

function encrypted(bits: number, key: Uint8Array, value: Uint8Array): { xml: string; sealed: Buffer } {
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv(`aes-${bits}-cbc`, key, iv);
  const sealed = Buffer.concat([iv, cipher.update(value), cipher.final()]);
  return {
    sealed,
    xml: `<xenc:EncryptionMethod Algorithm="${xenc}aes${bits}-cbc"/><xenc:CipherData><xenc:CipherValue>${sealed.toString('base64')}</xenc:CipherValue></xenc:CipherData>`,
  };
}

const macMethod = { sha1: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1', sha256: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256' };

/** A container that we encrypt ourselves; `spoil` changes its text afterwards. */
function sealed(
  bits: 128 | 192 | 256,
  key: Uint8Array,
  hash: 'sha1' | 'sha256',
  withMacKey = true,
  encryptionKey = '<ds:KeyName>k</ds:KeyName>',
): string {
  const macKey = withMacKey ? Buffer.alloc(32, 9) : key;
  const value = encrypted(bits, key, secret);
  const mac = createHmac(hash, macKey).update(value.sealed).digest('base64');
  const counter = encrypted(bits, key, Uint8Array.of(0, 0, 1, 2));
  const counterMac = createHmac(hash, macKey).update(counter.sealed).digest('base64');
  return container({
    head: `<EncryptionKey>${encryptionKey}</EncryptionKey><MACMethod Algorithm="${macMethod[hash]}">${withMacKey ? `<MACKey>${encrypted(bits, key, macKey).xml}</MACKey>` : ''}</MACMethod>`,
    data: `<Secret><EncryptedValue>${value.xml}</EncryptedValue><ValueMAC>${mac}</ValueMAC></Secret>
      <Counter><EncryptedValue>${counter.xml}</EncryptedValue><ValueMAC>${counterMac}</ValueMAC></Counter>`,
  });
}

describe('protection', () => {
  for (const bits of [128, 192, 256] as const) {
    for (const hash of ['sha1', 'sha256'] as const) {
      test(`AES-${bits}-CBC with HMAC-${hash}, with and without a MAC key of its own`, () => {
        const key = new Uint8Array(bits / 8).fill(5);
        for (const own of [true, false]) {
          const [got] = read(bytes(sealed(bits, key, hash, own)), { preSharedKey: key });
          assert.deepEqual(got?.secret, secret);
          assert.equal(got?.counter, 258n);
        }
      });
    }
  }

  const key16 = new Uint8Array(16).fill(5);
  const file = sealed(128, key16, 'sha256');

  test('PBKDF2 with HMAC-SHA-256, and a key of 32 bytes', () => {
    const salt = Buffer.from('salt and pepper');
    const key = pbkdf2Sync('رمز', salt, 2000, 32, 'sha256');
    const derivation = (prf: string, rounds = '2000', method = 'x#pbkdf2'): string =>
      `<x11:DerivedKey><x11:KeyDerivationMethod Algorithm="${method}"><PBKDF2-params><Salt><Specified>${salt.toString('base64')}</Specified></Salt>
       <IterationCount>${rounds}</IterationCount><KeyLength>32</KeyLength>${prf}</PBKDF2-params></x11:KeyDerivationMethod></x11:DerivedKey>`;
    const good = '<PRF Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/>';
    const of = (...parts: Parameters<typeof derivation>): string => sealed(256, key, 'sha256', true, derivation(...parts));
    assert.deepEqual(read(bytes(of(good)), { passphrase: 'رمز' })[0]?.secret, secret);
    assert.equal(reason(of('<PRF Algorithm="hmac-md5"/>'), { passphrase: 'رمز' }), 'derivation-unsupported');
    assert.equal(reason(of(good, '99000000'), { passphrase: 'رمز' }), 'derivation-unsupported');
    assert.equal(reason(of(good, '0'), { passphrase: 'رمز' }), 'derivation-unsupported');
    assert.equal(reason(of(good, '2000', 'x#scrypt'), { passphrase: 'رمز' }), 'derivation-unsupported');
    assert.equal(reason(of(good), { preSharedKey: key }), 'key-missing');
  });

  test('a wrong key, a wrong passphrase and a key of another length have their own reasons', () => {
    assert.equal(reason(figure(6), { preSharedKey: new Uint8Array(16) }), 'wrong-key');
    assert.equal(reason(figure(7), { passphrase: 'qwertz' }), 'wrong-key');
    assert.equal(reason(figure(6), { preSharedKey: new Uint8Array(32) }), 'key-length');
    assert.equal(reason(figure(6)), 'key-missing');
    assert.equal(reason(figure(7)), 'key-missing');
  });

  test('no wrong key among a thousand opens a file', () => {
    const reasons = new Set<string | undefined>();
    for (let index = 0; index < 1000; index += 1) {
      const key = createHmac('sha256', 'keys').update(String(index)).digest().subarray(0, 16);
      reasons.add(reason(file, { preSharedKey: new Uint8Array(key) }));
    }
    assert.deepEqual(reasons, new Set(['wrong-key', 'mac-mismatch']));
  });

  test('an altered value, an altered MAC and a missing one are refused', () => {
    const change = (pattern: RegExp, by: (found: string) => string): PskcRefusal | undefined =>
      reason(file.replace(pattern, by), { preSharedKey: key16 });
    const flip = (text: string): string => text.replace(/[A-Za-z0-9+/](?=[A-Za-z0-9+/=]{8}<)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    assert.equal(change(/<EncryptedValue>.*?<\/xenc:CipherValue>/s, flip), 'mac-mismatch');
    assert.equal(change(/<ValueMAC>.*?<\/ValueMAC>/s, flip), 'mac-mismatch');
    assert.equal(
      change(/<ValueMAC>.*?<\/ValueMAC>/s, () => ''),
      'mac-missing',
    );
    assert.equal(
      change(/<MACMethod.*<\/MACMethod>/s, () => ''),
      'mac-missing',
    );
    assert.equal(
      change(/xmldsig-more#hmac-sha256/, () => 'xmldsig-more#hmac-md5'),
      'mac-unsupported',
    );
  });

  test('triple DES, certificates and encryption without a key element are refused', () => {
    assert.equal(reason(file.replaceAll('aes128-cbc', 'tripledes-cbc'), { preSharedKey: key16 }), 'cipher-unsupported');
    assert.equal(
      reason(file.replace('<ds:KeyName>k</ds:KeyName>', '<ds:X509Data/>'), { preSharedKey: key16 }),
      'key-transport-unsupported',
    );
    assert.equal(reason(file.replace(/<EncryptionKey>.*<\/EncryptionKey>/s, ''), { preSharedKey: key16 }), 'key-missing');
  });
});

describe('profiles and parameters', () => {
  const uri = 'urn:ietf:params:xml:ns:keyprov:pskc';
  const format = '<ResponseFormat Length="8" Encoding="DECIMAL"/>';

  test('a TOTP key with hash, interval and drift', () => {
    const [key] = read(
      bytes(
        container({
          attributes: `Id="t" Algorithm="${uri}:totp"`,
          parameters: `<Suite>HMAC-SHA256</Suite>${format}`,
          data: `${plain}<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>60</PlainValue></TimeInterval><TimeDrift><PlainValue>-4</PlainValue></TimeDrift>`,
        }),
      ),
    );
    assert.deepEqual([key?.kind, key?.algorithm, key?.digits, key?.periodS, key?.timeDriftSteps], ['totp', 'SHA256', 8, 60, -4]);
  });

  test('an OCRA key with its suite in the parameters or in the profile', () => {
    const suite = 'OCRA-1:HOTP-SHA512-8:C-QN08';
    const challenge = '<ChallengeFormat Encoding="DECIMAL" Min="8" Max="8"/>';
    for (const [attributes, parameters] of [
      [`Id="o" Algorithm="${uri}:ocra"`, `<Suite>${suite}</Suite>${challenge}${format}`],
      [`Id="o" Algorithm="${uri}#${suite}"`, `${challenge}${format}`],
    ]) {
      const [key] = read(bytes(container({ attributes: attributes ?? '', parameters: parameters ?? '' })));
      assert.deepEqual([key?.kind, key?.suite, key?.digits, key?.algorithm], ['ocra', suite, 8, 'SHA512']);
    }
  });

  const ocraKey = (challenge: string, length = '8'): string =>
    container({
      attributes: `Id="o" Algorithm="${uri}:ocra"`,
      parameters: `<Suite>OCRA-1:HOTP-SHA1-8:QN08</Suite>${challenge}<ResponseFormat Length="${length}" Encoding="DECIMAL"/>`,
    });
  const refusals: [PskcRefusal, string, string][] = [
    ['xml-malformed', 'no XML', 'MTIzNDU2Nzg5MDEy'],
    ['xml-malformed', 'a document cut short', container().slice(0, -5)],
    ['xml-malformed', 'an entity that XML does not have', container({ data: '<Secret><PlainValue>&secret;</PlainValue></Secret>' })],
    ['xml-doctype', 'a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>${container()}`],
    ['xml-doctype', 'an external entity', `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${container()}`],
    ['xml-encoding', 'another encoding', `<?xml version="1.0" encoding="ISO-8859-1"?>${container()}`],
    ['xml-too-deep', 'a nested document', `${'<a>'.repeat(40)}${'</a>'.repeat(40)}`],
    ['xml-too-large', 'a large document', container() + ' '.repeat(1_100_000)],
    ['not-pskc', 'another document', '<KeyContainer Version="1.0"/>'],
    ['not-pskc', 'another version', container({ root: 'Version="2.0"' })],
    ['signature-unsupported', 'a signature that nobody checks', container({ head: '<ds:Signature/>' })],
    ['no-keys', 'no key', container({ packages: '' })],
    ['key-id', 'a key without an id', container({ attributes: `Algorithm="${uri}:hotp"` })],
    ['key-algorithm', 'another algorithm', container({ attributes: 'Id="1" Algorithm="urn:vendor:secret"' })],
    ['key-algorithm', 'a PIN that belongs to no device', container({ attributes: `Id="1" Algorithm="${uri}:pin"` })],
    ['secret-missing', 'no secret', container({ data: '' })],
    ['value-malformed', 'a secret that is not base64', container({ data: '<Secret><PlainValue>12345</PlainValue></Secret>' })],
    ['value-malformed', 'an empty secret', container({ data: '<Secret><PlainValue/></Secret>' })],
    ['response-format', 'five digits', container({ parameters: '<ResponseFormat Length="5" Encoding="DECIMAL"/>' })],
    ['response-format', 'letters', container({ parameters: '<ResponseFormat Length="6" Encoding="ALPHANUMERIC"/>' })],
    ['response-format', 'check digits', container({ parameters: '<ResponseFormat Length="6" Encoding="DECIMAL" CheckDigits="true"/>' })],
    ['response-format', 'another length than the suite', ocraKey('', '6')],
    ['challenge-format', 'letters for a numeric question', ocraKey('<ChallengeFormat Encoding="ALPHANUMERIC" Min="8" Max="8"/>')],
    ['challenge-format', 'a longer question', ocraKey('<ChallengeFormat Encoding="DECIMAL" Min="8" Max="9"/>')],
    ['suite', 'no OCRA suite', container({ attributes: `Id="1" Algorithm="${uri}:ocra"` })],
    ['suite', 'an unknown hash', container({ parameters: '<Suite>HMAC-MD5</Suite>' })],
    ['integer', 'a counter that is no number', container({ data: `${plain}<Counter><PlainValue>x</PlainValue></Counter>` })],
    ['integer', 'a negative counter', container({ data: `${plain}<Counter><PlainValue>-1</PlainValue></Counter>` })],
    ['integer', 'an interval of nothing', container({ data: `${plain}<TimeInterval><PlainValue>0</PlainValue></TimeInterval>` })],
    ['policy', 'a PIN in the code', container({ policy: '<Policy><PINPolicy PINUsageMode="Append"/></Policy>' })],
    ['policy', 'a PIN without a mode', container({ policy: '<Policy><PINPolicy/></Policy>' })],
    ['policy', 'a number of transactions', container({ policy: '<Policy><NumberOfTransactions>5</NumberOfTransactions></Policy>' })],
    ['policy', 'an unknown policy', container({ policy: '<Policy><x:Odd xmlns:x="urn:x"/></Policy>' })],
    ['policy', 'another usage', container({ policy: '<Policy><KeyUsage>Encrypt</KeyUsage></Policy>' })],
    ['policy', 'a broken date', container({ policy: '<Policy><StartDate>soon</StartDate></Policy>' })],
  ];
  for (const [expected, what, file] of refusals) {
    test(`${what}: ${expected}`, () => assert.equal(reason(file), expected));
  }

  test('a broken encoding of the bytes is refused', () => assert.equal(reason(Uint8Array.of(0x3c, 0xff, 0x3e)), 'xml-encoding'));

  test('one key that cannot be used refuses the file and is named', () => {
    const outcome = parsePskc(
      bytes(
        new TextDecoder()
          .decode(figure(10))
          .replace('Id="3"', 'Id="3" ')
          .replace(/(Id="4"[^>]*)pskc:hotp/, '$1pskc:odd'),
      ),
    );
    assert.deepEqual(outcome, { kind: 'refused', reason: 'key-algorithm', figures: { key: '9999999/4' } });
  });

  test('one device with one key id twice is refused', () => {
    assert.equal(reason(new TextDecoder().decode(figure(10)).replace('Id="4"', 'Id="3"')), 'key-id');
  });
});

test('whatever is cut out of, put into or changed in a file, the answer is keys or a reason, never a fault', () => {
  const files = [2, 5, 6, 7, 10].map(figure);
  const change = fc.tuple(fc.nat(files.length - 1), fc.nat(4000), fc.nat(40), fc.uint8Array({ maxLength: 12 }));
  fc.assert(
    fc.property(change, ([which, at, cut, put]) => {
      const file = files[which] ?? new Uint8Array();
      const changed = Buffer.concat([file.subarray(0, at), put, file.subarray(at + cut)]);
      const outcome = parsePskc(changed, { preSharedKey, passphrase: 'qwerty' });
      assert.ok(outcome.kind === 'done' || outcome.reason !== undefined);
    }),
    { numRuns: 500 },
  );
});
