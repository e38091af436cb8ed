// The OpenAPI documents of all doors, made from their routes.

import { consoleDoor } from '../doors/http/console/door.ts';
import { createApp } from '../doors/http/create-app.ts';
import { kioskDoor } from '../doors/http/kiosk/door.ts';
import { openApiOf, type ApiName } from '../doors/http/openapi.ts';
import { registerTokenDoor } from '../doors/http/token/index.ts';
import { openBankDoor } from './bank-door.ts';

type After = { after(work: () => Promise<void> | void): void };

/** The documents as they are committed in docs/openapi, by name. */
export async function apiDocuments(t: After): Promise<Record<ApiName, string>> {
  const { app: bank, deps } = await openBankDoor(t);
  const token = await createApp({ deps, door: 'token' });
  registerTokenDoor(token, deps);
  const console = await consoleDoor(deps);
  const kiosks = { ...deps.cards, operations: deps.operations };
  const kiosk = await kioskDoor({ ...deps, kiosks, kioskDevices: 'http://127.0.0.1:8429' });
  await Promise.all([bank.ready(), token.ready(), console.ready(), kiosk.ready()]);
  t.after(async () => void (await Promise.all([token.close(), console.close(), kiosk.close()])));
  const params = new Map([...deps.operations.executors].map(([kind, executor]) => [kind, executor.params]));
  const write = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
  return {
    issuer: write(openApiOf(bank, 'issuer', params)),
    bank: write(openApiOf(bank, 'bank', params)),
    token: write(openApiOf(token, 'token')),
    console: write(openApiOf(console, 'console')),
    kiosk: write(openApiOf(kiosk, 'kiosk')),
  };
}
