// The console's port for one test: real listener, demo customers with money, staff who sign in with passkeys in software.

import { seedAccounts } from '../demo/accounts.ts';
import { seedCustomers, type DemoCustomer } from '../demo/customers.ts';
import { seedHardTokens } from '../demo/hard-tokens.ts';
import { consoleDoor, staffContext } from '../doors/http/console/door.ts';
import type { App } from '../doors/http/create-app.ts';
import type { DoorSettings } from '../doors/http/deps.ts';
import { servePages } from '../doors/http/pages.ts';
import { paymentExecutors } from '../modules/payments/index.ts';
import type { Programme } from '../modules/programmes/index.ts';
import { addMember, invite, type Role } from '../modules/staff/index.ts';
import type { CardDeps } from '../doors/http/card-deps.ts';
import { wireCards } from '../wire-cards.ts';
import { wireApprovals } from '../wire-approvals.ts';
import { readAnswer, type Answer, type Call } from './bank-door.ts';
import { testDeps } from './deps.ts';
import { softwarePasskey, type SoftwarePasskey } from './passkey.ts';

type After = { after(work: () => Promise<void> | void): void };

export type StaffAtWork = { readonly staffId: string; readonly call: Call; readonly passkey: SoftwarePasskey; cookie(): string };

export type Console = Awaited<ReturnType<typeof openConsole>>;

/** Opens the console's door over a bank that a test has made. */
export async function openConsole(t: After, deps: CardDeps, webFolder?: string) {
  const { clock } = deps;
  const app: App = await consoleDoor(deps);
  if (webFolder !== undefined) await servePages(app, webFolder);
  const origin = `http://localhost:${new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port}`;
  t.after(() => app.close());
  const staff = staffContext(deps, () => [origin]);

  const send = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Response> =>
    await fetch(`${origin}/console/v1${path}`, {
      method,
      headers: { origin, 'accept-language': 'en', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const call: Call = async (method, path, body, headers = {}) => await readAnswer(await send(method, path, body, headers));

  async function invited(userName: string, roles: readonly Role[], name = userName): Promise<{ staffId: string; secret: string }> {
    const added = await addMember(staff, { userName, name, roles, by: null }, clock.now());
    if (added.kind === 'refused') throw new Error(added.reason);
    const made = await invite(staff, { staffId: added.value.id, by: null }, clock.now());
    if (made.kind === 'refused') throw new Error(made.reason);
    return { staffId: added.value.id, secret: made.value.secret };
  }

  async function comeIn(staffId: string, passkey: SoftwarePasskey): Promise<StaffAtWork> {
    const begun = await call('POST', '/sign-in/begin');
    const response = await send(
      'POST',
      '/sign-in/complete',
      { challengeId: begun.body.challengeId, response: passkey.get(begun.body.options) },
      {},
    );
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const answer = await readAnswer(response);
    if (answer.status !== 200) throw new Error(`sign-in refused: ${answer.text}`);
    return {
      staffId,
      passkey,
      cookie: () => cookie,
      call: async (method, path, body, headers = {}) => await call(method, path, body, { cookie, ...headers }),
    };
  }

  /** Somebody with these roles who has enrolled a passkey and signed in, all through the door. */
  async function hire(userName: string, ...roles: readonly Role[]): Promise<StaffAtWork> {
    const { staffId, secret } = await invited(userName, roles);
    const passkey = softwarePasskey(origin);
    const begun = await call('POST', '/enrolment/begin', { secret });
    const body = { challengeId: begun.body.challengeId, name: 'Laptop', response: passkey.create(begun.body.options) };
    const made: Answer = await call('POST', '/enrolment/complete', body);
    if (made.status !== 201) throw new Error(`enrolment refused: ${made.text}`);
    return await comeIn(staffId, passkey);
  }

  return { app, origin, staff, call, hire, invited, comeIn };
}

export type ConsoleDoor = Awaited<ReturnType<typeof openConsoleDoor>>;

/** The console's door over the demo's customers. @param fourEyes acts that need a second person; as the programme says where absent */
export async function openConsoleDoor(
  t: After,
  {
    fourEyes,
    settings = {},
    webFolder,
  }: { fourEyes?: Partial<Programme['staff']['fourEyes']>; settings?: Partial<DoorSettings>; webFolder?: string } = {},
) {
  const base = await testDeps(t, settings);
  const programme = { ...base.programme, staff: { ...base.programme.staff, fourEyes: { ...base.programme.staff.fourEyes, ...fourEyes } } };
  const programmes = new Map([[programme.programme, programme]]);
  const changed = { ...base, programme, programmes };
  const { database, keys, clock } = base;
  const wiredCards = await wireCards(changed);
  const approvals = wireApprovals(changed, {
    executors: [...paymentExecutors(programmes), ...wiredCards.executors],
    appHost: 'token.ramz.example',
    vapidPublicKey: undefined,
  });
  const customers = await seedCustomers(database, keys, programme, clock.now());
  await seedAccounts(database, keys, programme, customers, clock.now());
  await seedHardTokens(database, keys, programme, customers, clock.now());
  const deps = { ...changed, ...approvals, cards: wiredCards.cards, clock };
  const opened = await openConsole(t, deps, webFolder);
  const customerNamed = (userName: string): DemoCustomer => {
    const found = customers.find(({ signIn }) => signIn?.userName === userName);
    if (found === undefined) throw new Error(`no demo customer ${userName}`);
    return found;
  };
  return { ...opened, deps, clock, customerNamed, logged: base.logged };
}
