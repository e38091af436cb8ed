// Hard tokens in the hands of the journeys' customers: imported from a PSKC file, assigned, and pressed.

import { randomBytes, randomInt } from 'node:crypto';

import { ocra, parseOcraSuite } from '../crypto/ocra.ts';
import { hotp, totp } from '../crypto/otp.ts';
import { assign, importPskc } from '../modules/hard-tokens/index.ts';
import { must, type Person, type World } from './world.ts';

export type DeviceInHand = {
  readonly tokenId: string;
  readonly serial: string;
  /** What the display shows after a press; an OCRA device wants the question. */
  press(question?: string): string;
};

const suiteText = 'OCRA-1:HOTP-SHA256-8:QN08';

function pskc(serial: string, secret: Uint8Array, kind: 'hotp' | 'totp' | 'ocra'): string {
  const algorithm = {
    hotp: 'urn:ietf:params:xml:ns:keyprov:pskc:hotp',
    totp: 'urn:ietf:params:xml:ns:keyprov:pskc:totp',
    ocra: 'urn:ietf:params:xml:ns:keyprov:pskc:ocra',
  }[kind];
  const parameters = {
    hotp: '<ResponseFormat Length="6" Encoding="DECIMAL"/>',
    totp: '<ResponseFormat Length="6" Encoding="DECIMAL"/>',
    ocra: `<Suite>${suiteText}</Suite><ChallengeFormat Min="8" Max="8" Encoding="DECIMAL"/><ResponseFormat Length="8" Encoding="DECIMAL"/>`,
  }[kind];
  const data = {
    hotp: '<Counter><PlainValue>0</PlainValue></Counter>',
    totp: '<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>30</PlainValue></TimeInterval>',
    ocra: '',
  }[kind];
  return `<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
  <KeyPackage>
    <DeviceInfo><Manufacturer>Oman Devices</Manufacturer><SerialNo>${serial}</SerialNo></DeviceInfo>
    <Key Id="${serial}" Algorithm="${algorithm}"><Issuer>Ramz</Issuer><AlgorithmParameters>${parameters}</AlgorithmParameters>
      <Data><Secret><PlainValue>${Buffer.from(secret).toString('base64')}</PlainValue></Secret>${data}</Data>
    </Key>
  </KeyPackage>
</KeyContainer>`;
}

/** Imports one device and assigns it; active at once where the customer has no active authenticator. */
export async function handOut(world: World, person: Person, kind: 'hotp' | 'totp' | 'ocra' = 'hotp'): Promise<DeviceInHand> {
  const { database, keys, clock } = world.deps;
  const secret = randomBytes(20);
  const serial = `OD${randomInt(10_000_000, 99_999_999)}`;
  const file = Buffer.from(pskc(serial, secret, kind));
  const tokenId = await database.transaction(async (tx) => {
    const imported = must(
      await importPskc(
        tx,
        keys,
        { programme: world.programme.programme, fileName: 'delivery.xml', file, actor: 'staff:test' },
        clock.now(),
      ),
    );
    const id = imported.tokens[0]?.id ?? '';
    must(await assign(tx, keys, { tokenId: id, customerId: person.id, programme: world.programme }, clock.now()));
    return id;
  });
  let counter = 0n;
  return {
    tokenId,
    serial,
    press(question) {
      if (kind === 'totp') return totp(secret, clock.now(), 30, { algorithm: 'SHA1', digits: 6 });
      if (kind === 'ocra') return must(ocra(secret, must(parseOcraSuite(suiteText)), { question: question ?? '' }));
      counter += 1n;
      return hotp(secret, counter - 1n, { algorithm: 'SHA1', digits: 6 });
    },
  };
}
