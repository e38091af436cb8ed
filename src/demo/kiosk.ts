// The demo's one kiosk: registered with a key of the installation, and its devices played on this machine.

import { join } from 'node:path';

import type { Clock } from '../kernel/clock.ts';
import type { CardProgramme } from '../modules/card-programmes/index.ts';
import type { KeyStore } from '../modules/keys/index.ts';
import { registerKiosk, type KiosksContext } from '../modules/kiosk/index.ts';
import { derivedId } from '../modules/ledger/index.ts';
import { openKioskDevices, type KioskDevices } from './kiosk-devices.ts';

export type DemoKioskSettings = {
  readonly port: number;
  readonly dataFolder: string;
  /** Origins of the kiosk's page. */
  readonly origins: () => readonly string[];
  readonly clock: Clock;
};

const place = 'Muscat Grand Mall';

const deviceKeyOf = (keys: KeyStore): Uint8Array => keys.digest('demo/kiosk', 'device-key');

/** Registers the kiosk where it is missing, and opens its devices. */
export async function openDemoKiosk(
  context: KiosksContext,
  programme: CardProgramme,
  { port, dataFolder, origins, clock }: DemoKioskSettings,
): Promise<KioskDevices> {
  const kioskId = derivedId('demo-kiosk', programme.programme);
  const deviceKey = deviceKeyOf(context.keys);
  // Refused where it is there already, which is as well.
  await registerKiosk(context, { programme: programme.programme, name: 'Demo kiosk', place, id: kioskId, key: deviceKey }, clock.now());
  return await openKioskDevices({ port, folder: join(dataFolder, 'demo', 'kiosk'), kioskId, deviceKey, origins, clock });
}
