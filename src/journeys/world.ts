// A bank for one test: both customer doors on real ports, real SMPP, SMTP and push at the other end, a clock that the test moves.

import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';

import { createApp } from '../doors/http/create-app.ts';
import { registerBankDoor } from '../doors/http/bank/index.ts';
import { registerBankOperationRoutes } from '../doors/http/bank/operations.ts';
import { registerBankTokenRoutes } from '../doors/http/bank/token.ts';
import { allowStreams } from '../doors/http/event-stream.ts';
import { registerIssuerDoor } from '../doors/http/issuer/index.ts';
import { registerTokenDoor } from '../doors/http/token/index.ts';
import { connectSms } from '../doors/sms/index.ts';
import { openMailDrop, type MailDrop } from '../demo/mail-drop.ts';
import { openPushService, type PushService } from '../demo/push-service.ts';
import { openSmsCentre, type SmsCentre } from '../demo/sms-centre.ts';
import { uuidV7 } from '../kernel/ids.ts';
import type { Outcome } from '../kernel/refusal.ts';
import { issueCard, openAccount, withCheckDigit } from '../modules/accounts/index.ts';
import { allScopes, createClient } from '../modules/api-clients/index.ts';
import { openCustomer, type Language } from '../modules/customers/index.ts';
import { applyTransfers, internalAccount } from '../modules/ledger/index.ts';
import { deliverDue, openInbound, openVapid, smtp, webPush } from '../modules/messaging/index.ts';
import { paymentExecutors } from '../modules/payments/index.ts';
import { deregister, device, forgetPush, takeInboundSms } from '../modules/soft-tokens/index.ts';
import { enrol } from '../modules/web-bank/index.ts';
import type { CardProgramme } from '../modules/card-programmes/index.ts';
import type { Programme } from '../modules/programmes/index.ts';
import type { CardDeps } from '../doors/http/card-deps.ts';
import { registerBankCardDoor } from '../doors/http/bank/card-door.ts';
import { registerIssuerCardDoor } from '../doors/http/issuer/card-door.ts';
import { wireCards } from '../wire-cards.ts';
import { wireApprovals } from '../wire-approvals.ts';
import { testDeps } from '../testing/deps.ts';
import { testFolder } from '../testing/messages.ts';
import type { FixedClock } from '../testing/clock.ts';
import {
  createHttpTransport,
  createMemoryStore,
  createPhone,
  type BiometricAuthenticator,
  type Phone,
  type Store,
} from '../../web/token/protocol/phone.ts';

type After = { after(work: () => Promise<void> | void): void };

export type Person = {
  readonly id: string;
  readonly userName: string;
  readonly password: string;
  readonly mobile: string;
  readonly email: string;
  readonly cardNumber: string;
  readonly cardPin: string;
  readonly accounts: readonly { readonly accountId: string; readonly number: string; readonly iban: string }[];
};

export type PersonWishes = {
  readonly name?: string;
  readonly nameLatin?: string;
  readonly language?: Language;
  readonly mobile?: string;
  readonly enrolled?: boolean;
  readonly jointWith?: Person;
  readonly balanceMinor?: bigint;
};

/** Reply of a door, its body parsed where it is JSON. */
export type Reply = { readonly status: number; readonly headers: Headers; readonly body: any; readonly reason: string };

export type BankSession = {
  get(path: string): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  readonly cookie: string;
};

export type World = {
  readonly deps: CardDeps & { readonly clock: FixedClock; readonly logged: string[] };
  readonly programme: Programme;
  readonly bankOrigin: string;
  readonly tokenOrigin: string;
  readonly sms: SmsCentre;
  readonly mail: MailDrop;
  readonly push: PushService;
  person(wishes?: PersonWishes): Promise<Person>;
  signIn(person: Person): Promise<BankSession>;
  /** The issuer API as one of the bank's other systems calls it, with a key of all scopes. With a content type the body is sent as it is. */
  api(method: 'GET' | 'POST', path: string, body?: unknown, contentType?: string): Promise<Reply>;
  /** A phone with its own storage; `store` to look at or copy it. */
  phone(store?: Store): { readonly phone: Phone; readonly store: Store };
  /** The same phone where there is no network. */
  offlinePhone(store: Store): Phone;
  /** A finger or a face: what WebAuthn PRF gives the app on a phone, its secret per credential. */
  authenticator(): BiometricAuthenticator;
  /** Sends what waits and resolves when it has arrived. */
  deliver(): Promise<void>;
  /** The digits of the newest SMS with a code on this number, after delivery. */
  codeOf(mobile: string): Promise<string>;
  /** Texts of all SMS that reached this number, oldest first. */
  texts(mobile: string): Promise<string[]>;
  /** A phone registered and activated for a person, with the password that opens it. */
  activated(
    person: Person,
    wishes?: { platform?: 'android' | 'ios' | 'other'; password?: string },
  ): Promise<{ phone: Phone; store: Store; bank: BankSession; deviceId: string; password: string }>;
};

export function must<T>(outcome: Outcome<T, string>): T {
  if (outcome.kind === 'refused') throw new Error(`refused in a test's setting: ${outcome.reason}`);
  return outcome.value;
}

/** The value of a phone's answer; a refusal fails the test with its reason. */
export function value<T>(answer: { kind: 'done'; value: T } | { kind: 'refused'; reason: string } | { kind: 'unreachable' }): T {
  if (answer.kind !== 'done') throw new Error(`the phone was answered ${answer.kind}: ${answer.kind === 'refused' ? answer.reason : ''}`);
  return answer.value;
}

/** What somebody has who copied a phone's storage: all of it as it is now, to go on from by themselves. */
export async function copyOf(store: Store): Promise<Store> {
  return createMemoryStore(await store.read());
}

/** The reason of a phone's refused answer; '' where it was not refused. */
export function reasonOf(answer: { kind: string; reason?: string }): string {
  return answer.kind === 'refused' ? (answer.reason ?? '') : '';
}

export async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const body: unknown = isJson && text !== '' && !response.headers.get('content-type')?.includes('jsonl') ? JSON.parse(text) : text;
  const type = (body as { type?: string } | null)?.type ?? '';
  return { status: response.status, headers: response.headers, body, reason: type.split('/').at(-1) ?? '' };
}

export async function openWorld(
  t: After,
  change: (programme: Programme) => Programme = (programme) => programme,
  changeCards: (programme: CardProgramme) => CardProgramme = (programme) => programme,
): Promise<World> {
  const folder = testFolder(t);
  const base = await testDeps(t);
  const programme = change(base.programme);
  const programmes = new Map([[programme.programme, programme]]);
  const cardProgrammes = new Map([...base.cardProgrammes].map(([name, cards]) => [name, changeCards(cards)]));
  const { clock, database, keys } = base;
  const sms = await openSmsCentre({ port: 0, folder: join(folder, 'sms'), receiptDelayMs: 0 });
  const mail = await openMailDrop({ port: 0, folder: join(folder, 'mail') });
  const push = await openPushService({ port: 0, folder: join(folder, 'push') });
  const vapid = openVapid(folder, 'mailto:push@ramzbank.example');
  const deps = {
    ...(await wireAll({ ...base, programme, programmes, cardProgrammes }, vapid.publicKey)),
    clock,
    logged: base.logged,
  };
  const inbound = openInbound(database, clock);
  inbound.onInboundSms(async (message, tx) => void (await takeInboundSms(deps.softTokens, tx, message, message.at)));
  const smsLine = connectSms({
    url: `smpp://ramz:ramz@127.0.0.1:${sms.port}`,
    inbound,
    clock,
    countryCode: programme.countryCode,
    reconnectBaseMs: 20,
  });
  const mailLine = smtp({ url: `smtp://127.0.0.1:${mail.port}` });
  const pushLine = webPush({
    vapid,
    clock,
    allowPrivate: true,
    subscriptionOf: async (id) => {
      const row = await device(database, id);
      return row?.push === null || row === undefined ? undefined : { endpoint: row.push.endpoint, ...row.push.keys };
    },
    forget: async (_id, endpoint) => await forgetPush(database, endpoint),
  });

  const bankApp = await createApp({ deps, door: 'bank', cookiePaths: ['/bank/v1/'] });
  allowStreams(bankApp);
  registerBankDoor(bankApp, deps);
  registerBankOperationRoutes(bankApp, deps);
  registerBankTokenRoutes(bankApp, deps);
  registerIssuerDoor(bankApp, deps);
  registerBankCardDoor(bankApp, deps);
  registerIssuerCardDoor(bankApp, deps);
  const tokenApp = await createApp({ deps, door: 'token', camera: true });
  registerTokenDoor(tokenApp, deps);
  const portOf = (address: string): string => `http://localhost:${new URL(address).port}`;
  const bankOrigin = portOf(await bankApp.listen({ port: 0, host: '127.0.0.1' }));
  const tokenOrigin = portOf(await tokenApp.listen({ port: 0, host: '127.0.0.1' }));
  t.after(async () => {
    await Promise.all([bankApp.close(), tokenApp.close()]);
    await smsLine.close();
    mailLine.close();
    await Promise.all([sms.close(), mail.close(), push.close()]);
  });

  const newId = (): string => uuidV7(clock.now().epochMilliseconds, randomBytes(10));
  const outbox = { database, keys, clock, transports: { sms: smsLine, email: mailLine, push: pushLine } };
  const deliver = async (): Promise<void> => {
    for (let tries = 0; !smsLine.isBound() && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    while ((await deliverDue(outbox)) > 0);
  };

  const bank = (cookie: string): BankSession => {
    const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
      await readReply(
        await fetch(`${bankOrigin}${path}`, {
          method,
          headers: {
            cookie,
            origin: bankOrigin,
            'accept-language': 'en',
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(method === 'POST' ? { 'idempotency-key': randomBytes(9).toString('base64url') } : {}),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
    return {
      cookie,
      get: async (path) => await call('GET', path),
      post: async (path, body, headers) => await call('POST', path, body, headers),
    };
  };

  let made = 0;
  let apiKey: string | undefined;
  const world: World = {
    deps,
    programme,
    bankOrigin,
    tokenOrigin,
    sms,
    mail,
    push,
    deliver,
    async person(wishes = {}) {
      made += 1;
      const id = newId();
      const now = clock.now();
      const mobile = wishes.mobile ?? `+9689${randomInt(1_000_000, 9_999_999)}`;
      const email = `customer${made}-${randomInt(1_000_000)}@mail.example`;
      const { name = 'سالم الحارثي', nameLatin = 'Salim Al Harthy', language = 'en' } = wishes;
      const number = String(randomInt(10_000_000, 99_999_999));
      must(
        await openCustomer(
          database,
          keys,
          {
            id,
            programme: programme.programme,
            number,
            name,
            nameLatin,
            language,
            civilId: String(randomInt(10_000_000, 99_999_999)),
            birthDate: '1984-05-11',
            mobile,
            email,
            mobileVerifiedAt: now,
          },
          now,
        ),
      );
      const userName = `customer${made}.${randomInt(1_000_000)}`;
      const password = `${randomBytes(9).toString('base64url')}-harbour`;
      if (wishes.enrolled !== false) must(await enrol(database, { customerId: id, userName, password }, now));
      const cardNumber = withCheckDigit(`539999${String(randomInt(1_000_000_000)).padStart(9, '0')}`);
      const cardPin = String(randomInt(1000, 9999));
      const accounts = await database.transaction(async (tx) => {
        const hooks = {
          onJointAccountOpened: [
            async (session: Parameters<typeof deregister>[1], ids: readonly string[], at: Temporal.Instant) => {
              for (const customerId of ids)
                await deregister(deps.softTokens, session, { customerId, actor: 'system', reason: 'joint-account' }, at);
            },
          ],
        };
        const first = await openAccount(tx, programme, { customerIds: [id] }, now);
        const second = await openAccount(tx, programme, { customerIds: [id] }, now);
        if (wishes.jointWith !== undefined) await openAccount(tx, programme, { customerIds: [id, wishes.jointWith.id] }, now, hooks);
        const opening = await internalAccount(tx, 'opening', programme.currency, now);
        const legs = [{ debitAccountId: opening, creditAccountId: first.accountId, amount: wishes.balanceMinor ?? 1_000_000n }];
        const [applied] = await applyTransfers(
          tx,
          [{ kind: 'transfer', id: newId(), currency: programme.currency, code: 'opening', reference: id, legs }],
          now,
        );
        if (applied === undefined || applied.kind === 'refused') throw new Error('the opening balance was refused');
        must(
          await issueCard(
            tx,
            keys,
            programme,
            { id: newId(), customerId: id, accountId: first.accountId, number: cardNumber, expiresOn: '2029-12-31', pin: cardPin },
            now,
          ),
        );
        return [first, second];
      });
      return { id, userName, password, mobile, email, cardNumber, cardPin, accounts };
    },
    async signIn({ userName, password }) {
      const reply = await fetch(`${bankOrigin}/bank/v1/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: bankOrigin },
        body: JSON.stringify({ userName, password }),
      });
      if (!reply.ok) throw new Error(`sign-in was answered ${reply.status}: ${await reply.text()}`);
      return bank(
        reply.headers
          .getSetCookie()
          .map((line) => line.split(';')[0] ?? '')
          .join('; '),
      );
    },
    async api(method, path, body, contentType = 'application/json') {
      const client = { programme: programme.programme, name: `test ${randomInt(1_000_000)}`, scopes: allScopes };
      apiKey ??= must(await createClient(database, keys, client, clock.now())).key;
      const headers = {
        authorization: `Bearer ${apiKey}`,
        'idempotency-key': randomBytes(9).toString('base64url'),
        ...(body === undefined ? {} : { 'content-type': contentType }),
      };
      const sent = body === undefined ? {} : { body: contentType === 'application/json' ? JSON.stringify(body) : (body as string) };
      return await readReply(await fetch(`${bankOrigin}${path}`, { method, headers, ...sent }));
    },
    phone(store = createMemoryStore()) {
      const transport = createHttpTransport({ origin: tokenOrigin, language: () => 'en' });
      return { phone: createPhone({ store, transport, clock: () => clock.now().epochMilliseconds }), store };
    },
    offlinePhone(store) {
      const nowhere = async (): Promise<never> => await Promise.reject(new Error('no network'));
      return createPhone({ store, transport: nowhere, clock: () => clock.now().epochMilliseconds });
    },
    authenticator() {
      const secrets = new Map<string, Uint8Array<ArrayBuffer>>();
      return {
        enrol: async () => {
          const credentialId = new Uint8Array(randomBytes(16));
          const secret = new Uint8Array(randomBytes(32));
          secrets.set(Buffer.from(credentialId).toString('hex'), secret);
          return await Promise.resolve({ credentialId, secret });
        },
        unlock: async (credentialId) => await Promise.resolve(secrets.get(Buffer.from(credentialId).toString('hex'))),
      };
    },
    async texts(mobile) {
      await deliver();
      return sms
        .inbox(mobile)
        .filter(({ direction }) => direction === 'in')
        .map(({ text }) => text);
    },
    async codeOf(mobile) {
      const texts = await world.texts(mobile);
      const code = texts.map((text) => /(?:^|\D)(\d{6})(?:\D|$)/.exec(text)?.[1]).findLast((found) => found !== undefined);
      if (code === undefined) throw new Error(`no code reached ${mobile}: ${texts.join(' | ')}`);
      return code;
    },
    async activated(person, { platform = 'android', password = '739251' } = {}) {
      const { phone, store } = world.phone();
      const identity = {
        platform,
        screenLock: 'yes',
        mobile: person.mobile,
        cardNumber: person.cardNumber,
        cardPin: person.cardPin,
        language: 'en',
        model: 'Pixel 9',
        system: 'Android 16',
      } as const;
      const state = value(await phone.register(identity));
      if (state.sms !== undefined) await sms.send(person.mobile, state.sms.to, state.sms.body);
      value(await phone.enterCode(await world.codeOf(person.mobile)));
      value(await phone.choosePassword(password));
      const session = await world.signIn(person);
      value(await phone.signIn({ password }));
      const activation = await session.post('/bank/v1/token/activations');
      if (activation.status !== 201) throw new Error(`activation was answered ${activation.status} ${activation.reason}`);
      const scanned = value(await phone.scanFrame(Buffer.from(activation.body.payload, 'base64url')));
      if (scanned.kind !== 'activation') throw new Error('the activation code was taken for something else');
      value(await phone.commitActivation());
      value(await phone.signIn({ password }));
      const { device: kept } = await phone.standing();
      return { phone, store, bank: session, deviceId: kept?.deviceId ?? '', password };
    },
  };
  return world;
}

async function wireAll(deps: Parameters<typeof wireApprovals>[0], vapidPublicKey: string): Promise<CardDeps> {
  const { cards, executors: ofCards } = await wireCards(deps);
  const executors = [...paymentExecutors(deps.programmes), ...ofCards];
  return { ...wireApprovals(deps, { executors, appHost: 'token.ramz.example', vapidPublicKey }), cards };
}
