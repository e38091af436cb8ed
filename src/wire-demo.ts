// The demo: real servers of the same protocols at the other ends, and the people of a small bank.

import { join } from 'node:path';

import { rootFolder } from './cli/settings.ts';
import { seedAccounts, type DemoCard } from './demo/accounts.ts';
import { seedCards } from './demo/cards.ts';
import { seedCustomers, type DemoCustomer } from './demo/customers.ts';
import { seedHardTokens } from './demo/hard-tokens.ts';
import { openMailDrop, type MailDrop } from './demo/mail-drop.ts';
import { openPushService, type PushService } from './demo/push-service.ts';
import { openSmsCentre, type SmsCentre } from './demo/sms-centre.ts';
import { seedRates } from './demo/rates.ts';
import { seedStaff, type DemoStaff } from './demo/staff.ts';
import { staffContext } from './doors/http/console/door.ts';
import type { Deps } from './doors/http/deps.ts';
import type { CardsContext } from './modules/cards/index.ts';

export type DemoServers = {
  readonly sms: SmsCentre;
  readonly mail: MailDrop;
  readonly push: PushService;
  readonly smppUrl: string;
  readonly smtpUrl: string;
  close(): Promise<void>;
};

/** Opens the SMS centre, the mail drop and the push service on the ports behind the doors'. What they got is kept in the data folder. */
export async function openDemoServers({ port, dataFolder }: { port: number; dataFolder: string }): Promise<DemoServers> {
  const folder = (name: string): string => join(dataFolder, 'demo', name);
  const sms = await openSmsCentre({ port: port + 4, folder: folder('sms') });
  const mail = await openMailDrop({ port: port + 5, folder: folder('mail') });
  const push = await openPushService({ port: port + 6, folder: folder('push') });
  return {
    sms,
    mail,
    push,
    smppUrl: `smpp://ramz:ramz@127.0.0.1:${sms.port}`,
    smtpUrl: `smtp://127.0.0.1:${mail.port}`,
    close: async () => void (await Promise.all([sms.close(), mail.close(), push.close()])),
  };
}

/** Who may show the token app in a frame: the handset, under the host of each phone. */
export function demoFrames({ port, origins }: { port: number; origins: { readonly handset?: string } }): string {
  return origins.handset ?? `http://localhost:${port + 3} http://127.0.0.1:${port + 3} http://*.localhost:${port + 3}`;
}

export type DemoPeople = {
  readonly customers: readonly DemoCustomer[];
  readonly cards: readonly DemoCard[];
  readonly staff: readonly DemoStaff[];
};

/** Makes the people where they are missing; what customers did since is left alone. */
export async function seedDemo(deps: Deps & { readonly cards: CardsContext }): Promise<DemoPeople> {
  const { database, keys, programme, clock } = deps;
  const now = clock.now();
  const customers = await seedCustomers(database, keys, programme, now);
  const cards = await seedAccounts(database, keys, programme, customers, now);
  await seedHardTokens(database, keys, programme, customers, now);
  await seedCards(deps.cards, customers, now);
  await seedRates(database, join(rootFolder, 'programmes', 'rates'), now);
  return {
    customers,
    cards,
    staff: await seedStaff(
      staffContext(deps, () => []),
      now,
    ),
  };
}
