// The port of the web bank and the issuer API for one test: real listener, demo customers with money, a client with a key.

import { randomBytes } from 'node:crypto';

import { seedAccounts } from '../demo/accounts.ts';
import { seedCustomers, type DemoCustomer } from '../demo/customers.ts';
import { seedHardTokens } from '../demo/hard-tokens.ts';
import { registerBankDoor } from '../doors/http/bank/index.ts';
import { registerBankOperationRoutes } from '../doors/http/bank/operations.ts';
import { registerBankTokenRoutes } from '../doors/http/bank/token.ts';
import { createApp, type App } from '../doors/http/create-app.ts';
import { allowStreams } from '../doors/http/event-stream.ts';
import type { DoorSettings } from '../doors/http/deps.ts';
import { registerIssuerDoor } from '../doors/http/issuer/index.ts';
import { registerReference } from '../doors/http/reference-page.ts';
import { allScopes, createClient, type Scope } from '../modules/api-clients/index.ts';
import { paymentExecutors } from '../modules/payments/index.ts';
import type { CardDeps } from '../doors/http/card-deps.ts';
import { registerBankCardDoor } from '../doors/http/bank/card-door.ts';
import { registerIssuerCardDoor } from '../doors/http/issuer/card-door.ts';
import { wireCards } from '../wire-cards.ts';
import { wireApprovals } from '../wire-approvals.ts';
import type { FixedClock } from './clock.ts';
import { testDeps } from './deps.ts';

type After = { after(work: () => Promise<void> | void): void };

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body where it is JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
  /** Last part of a problem's type. */
  readonly reason: string;
};

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export type BankDoor = {
  readonly app: App;
  readonly deps: CardDeps & { readonly clock: FixedClock; readonly logged: string[]; readonly url: string };
  readonly base: string;
  readonly customers: readonly DemoCustomer[];
  /** A request without cookie or key, of our own origin. */
  readonly call: Call;
  /** Signs in; later requests carry the cookies that a browser would hold. */
  browser(): { readonly call: Call; cookies(): string };
  /** Requests with an API key. */
  client(scopes?: readonly Scope[]): Promise<Call>;
};

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json(;|$)/.test(response.headers.get('content-type') ?? '') && text !== '';
  const body: unknown = isJson ? JSON.parse(text) : undefined;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body,
    reason: (body as { type?: string } | undefined)?.type?.split('/').at(-1) ?? '',
  };
}

export async function openBankDoor(t: After, settings: Partial<DoorSettings> = {}): Promise<BankDoor> {
  const base = await testDeps(t, settings);
  const { database, keys, programme, clock } = base;
  const wiredCards = await wireCards(base);
  const wired = wireApprovals(base, {
    executors: [...paymentExecutors(base.programmes), ...wiredCards.executors],
    appHost: 'token.ramz.example',
    vapidPublicKey: undefined,
  });
  const deps = { ...wired, cards: wiredCards.cards, clock, logged: base.logged, url: base.url };
  const customers = await seedCustomers(database, keys, programme, clock.now());
  await seedAccounts(database, keys, programme, customers, clock.now());
  await seedHardTokens(database, keys, programme, customers, clock.now());
  const app = await createApp({ deps, door: 'bank', cookiePaths: ['/bank/v1/'] });
  allowStreams(app);
  registerBankDoor(app, deps);
  registerBankOperationRoutes(app, deps);
  registerBankTokenRoutes(app, deps);
  registerIssuerDoor(app, deps);
  registerBankCardDoor(app, deps);
  registerIssuerCardDoor(app, deps);
  registerReference(app, new Map([...deps.operations.executors].map(([kind, { params }]) => [kind, params])));
  const origin = `http://localhost:${new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port}`;
  t.after(() => app.close());

  const send = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Response> =>
    await fetch(`${origin}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        origin,
        'accept-language': 'en',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomBytes(9).toString('base64url') } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const call: Call = async (method, path, body, headers = {}) => await readAnswer(await send(method, path, body, headers));
  let clients = 0;
  return {
    app,
    deps,
    base: origin,
    customers,
    call,
    browser() {
      const jar = new Map<string, string>();
      const cookies = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      return {
        cookies,
        async call(method, path, body, headers = {}) {
          const response = await send(method, path, body, { ...(jar.size === 0 ? {} : { cookie: cookies() }), ...headers });
          for (const line of response.headers.getSetCookie()) {
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            if (value === '') jar.delete(name);
            else jar.set(name, value);
          }
          return await readAnswer(response);
        },
      };
    },
    async client(scopes = allScopes) {
      clients += 1;
      const made = await createClient(database, keys, { programme: programme.programme, name: `client ${clients}`, scopes }, clock.now());
      if (made.kind === 'refused') throw new Error(made.reason);
      const { key } = made.value;
      return async (method, path, body, headers = {}) => await call(method, path, body, { authorization: `Bearer ${key}`, ...headers });
    },
  };
}
