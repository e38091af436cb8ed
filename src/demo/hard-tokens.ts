// The demo's hard tokens: imported from a PSKC file like a vendor's, some assigned, some in stock for the console.

import { totp } from '../crypto/otp.ts';
import { assign, importPskc, tokenOf, tokensBySerial } from '../modules/hard-tokens/index.ts';
import type { KeyStore } from '../modules/keys/index.ts';
import type { Programme } from '../modules/programmes/index.ts';
import type { Database } from '../postgres/database.ts';
import type { DemoCustomer } from './customers.ts';

const stock = 4;
const periodS = 30;
const form = { algorithm: 'SHA1', digits: 6 } as const;

/** The secret inside a demo device: it follows from the installation's own keys, so that the handset can show the device's display. */
function secretOf(keys: KeyStore, serial: string): Uint8Array {
  return keys.digest('demo/hard-token', serial).subarray(0, 20);
}

const serialOf = (index: number): string => `RZ${String(40_817_100 + index * 37)}`;

export type DemoDevice = {
  readonly serial: string;
  /** Whose hands it is in from the start; absent in stock. */ readonly customerId?: string;
};

/** All devices of the demo: those in the hands of customers, then those in the drawer of the branch. */
export function demoDevices(customers: readonly DemoCustomer[]): DemoDevice[] {
  const holders = customers.filter(({ hardToken }) => hardToken);
  return Array.from({ length: holders.length + stock }, (_, index) => {
    const holder = holders[index];
    return holder === undefined ? { serial: serialOf(index) } : { serial: serialOf(index), customerId: holder.id };
  });
}

/** A vendor's next delivery: devices that are not in stock yet, to try the import with. */
export function demoDelivery(keys: KeyStore): { fileName: string; file: Uint8Array; serials: string[] } {
  const serials = [serialOf(900), serialOf(901), serialOf(902)];
  return { fileName: 'ramz-demo-delivery.pskc.xml', file: demoPskc(keys, serials), serials };
}

/** Seconds until the display shows another code. */
export function demoDisplaySecondsLeft(now: Temporal.Instant): number {
  return periodS - (Math.floor(now.epochMilliseconds / 1000) % periodS);
}

/** What the display of a demo device shows at that moment. */
export function demoDisplay(keys: KeyStore, serial: string, now: Temporal.Instant): string {
  return totp(secretOf(keys, serial), now, periodS, form);
}

/** The vendor's file of RFC 6030: time-based devices with six digits, each with its serial number. */
export function demoPskc(keys: KeyStore, serials: readonly string[]): Uint8Array {
  const packages = serials.map(
    (serial) => `<KeyPackage><DeviceInfo><Manufacturer>Ramz Demo</Manufacturer><SerialNo>${serial}</SerialNo></DeviceInfo>
<Key Id="${serial}" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp"><AlgorithmParameters><ResponseFormat Length="6" Encoding="DECIMAL"/></AlgorithmParameters>
<Data><Secret><PlainValue>${Buffer.from(secretOf(keys, serial)).toString('base64')}</PlainValue></Secret><Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>${periodS}</PlainValue></TimeInterval></Data></Key></KeyPackage>`,
  );
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">${packages.join('\n')}</KeyContainer>`);
}

/** Imports the devices once and assigns one to each demo customer that has one; the rest lie in stock. */
export async function seedHardTokens(
  database: Database,
  keys: KeyStore,
  programme: Programme,
  customers: readonly DemoCustomer[],
  now: Temporal.Instant,
): Promise<void> {
  const holders = customers.filter(({ hardToken }) => hardToken);
  const serials = Array.from({ length: holders.length + stock }, (_, index) => serialOf(index));
  await database.transaction(async (tx) => {
    if ((await tokensBySerial(tx, programme.programme, serials[0] ?? '')).length > 0) return;
    const imported = await importPskc(
      tx,
      keys,
      { programme: programme.programme, fileName: 'demo.pskc.xml', file: demoPskc(keys, serials), actor: 'system' },
      now,
    );
    if (imported.kind === 'refused') throw new Error(`bug: the demo's hard tokens were refused: ${imported.reason}`);
    for (const [index, { id }] of holders.entries()) {
      const token = imported.value.tokens.find(({ serial }) => serial === serials[index]);
      if (token === undefined || (await tokenOf(tx, id)) !== undefined) continue;
      const assigned = await assign(tx, keys, { tokenId: token.id, customerId: id, programme }, now);
      if (assigned.kind === 'refused') throw new Error(`bug: a demo hard token was not assigned: ${assigned.reason}`);
    }
  });
}
