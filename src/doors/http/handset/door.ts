// The handset's door, of the demo alone: it knows the demo's servers and people, and no table of the bank.

import type { DemoCard } from '../../../demo/accounts.ts';
import type { DemoCustomer } from '../../../demo/customers.ts';
import { demoPrepaidPin } from '../../../demo/cards.ts';
import { demoDelivery, demoDevices, demoDisplay, demoDisplaySecondsLeft } from '../../../demo/hard-tokens.ts';
import type { KioskDevices } from '../../../demo/kiosk-devices.ts';
import type { MailDrop } from '../../../demo/mail-drop.ts';
import type { SmsCentre } from '../../../demo/sms-centre.ts';
import type { DemoStaff } from '../../../demo/staff.ts';
import { shops, tillCurrencies, type Terminal } from '../../../demo/terminal.ts';
import { fromJson, toJson } from '../../../kernel/money.ts';
import { card as cardById, cardsOfHolder, type Card, type CardsContext } from '../../../modules/cards/index.ts';
import * as contract from '../contracts/handset/handset.ts';
import { createApp, type App } from '../create-app.ts';
import type { Deps, DoorName } from '../deps.ts';
import { allowStreams, openStream } from '../event-stream.ts';
import { sendProblem } from '../problems/problem.ts';

export type HandsetSource = {
  readonly sms: Pick<SmsCentre, 'inbox' | 'send' | 'events'>;
  readonly mail: Pick<MailDrop, 'inbox' | 'events'>;
  readonly customers: readonly DemoCustomer[];
  readonly cards: readonly DemoCard[];
  readonly staff: readonly DemoStaff[];
  /** The demo's kiosk, where there is one. */
  readonly devices?: KioskDevices;
  /** What prepaid cards need; without it the wallet shows none. */
  readonly cardsContext?: CardsContext;
  /** The demo's shops, where acquirers may connect. */
  readonly terminal?: Terminal;
  /** First of the installation's ports. */
  readonly port: number;
};

const messagesMax = 200;
const portAfter: Readonly<Record<DoorName, number>> = { bank: 0, token: 1, console: 2, handset: 3, kiosk: 7 };

export const slugOf = ({ nameLatin }: Pick<DemoCustomer, 'nameLatin'>): string => (nameLatin.split(' ')[0] ?? '').toLowerCase();

/**
 * Where a door is opened. Without public origins each phone has a host of its own, `<slug>.localhost`, which browsers
 * resolve to this machine: so each phone's app has its own storage, as on phones apart.
 */
function addressOf({ settings }: Pick<Deps, 'settings'>, port: number, door: DoorName): string {
  const own = door === 'token' || door === 'handset' ? '{slug}.localhost' : 'localhost';
  return settings.origins[door] ?? `http://${own}:${port + portAfter[door]}`;
}

/** Host names under which the page may be asked for: a name of somebody else that leads here must not read cards and PINs. */
function isOwnHost(hostname: string, origin: string | undefined): boolean {
  if (origin !== undefined && hostname === new URL(origin).hostname) return true;
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]' || hostname.endsWith('.localhost');
}

const topicOf = (address: string): string => `handset ${address}`;

export async function handsetDoor(deps: Deps, source: HandsetSource): Promise<App> {
  const { keys, clock, programme, settings } = deps;
  const { sms, mail, customers, cards, staff, port } = source;
  const token = addressOf(deps, port, 'token').replace('{slug}', '*');
  const app = await createApp({ deps, door: 'handset', contentSecurityPolicy: { 'frame-src': token } });
  allowStreams(app);
  // The app in the frame uses the camera, passkeys and one-time codes: the frame may only pass on what its own page has.
  const policy = [
    'camera',
    'display-capture',
    'clipboard-write',
    'otp-credentials',
    'publickey-credentials-get',
    'publickey-credentials-create',
  ];
  app.addHook('onRequest', (request, reply, next) => {
    void reply.header('permissions-policy', policy.map((feature) => `${feature}=*`).join(', '));
    if (isOwnHost(request.hostname.replace(/:\d+$/, ''), settings.origins.handset)) next();
    else sendProblem(reply, 'not-found');
  });

  const tellSms = ({ from, to }: { from: string; to: string }): void => deps.events.publish(topicOf(from), topicOf(to));
  const tellMail = ({ to }: { to: string }): void => deps.events.publish(topicOf(to));
  sms.events.on('sms', tellSms);
  mail.events.on('mail', tellMail);
  app.addHook('onClose', async () => {
    sms.events.off('sms', tellSms);
    mail.events.off('mail', tellMail);
    await source.terminal?.close();
  });

  const find = (slug: string): DemoCustomer | undefined => customers.find((customer) => slugOf(customer) === slug);
  const devices = demoDevices(customers);
  /** What is printed on a prepaid card, and the PIN in its letter where the demo made it. */
  const faceOf = (found: Card): { number: string; pin?: string } => {
    const security = source.cardsContext?.security;
    if (security === undefined) throw new Error('bug: a prepaid card without its security');
    const pin = demoPrepaidPin(keys, found.id);
    const number = security.openNumber({ cardId: found.id, accountId: found.accountId }, found.numberSealed);
    const isDemoPin =
      found.pinSealed !== null &&
      security.verifyPin({ cardId: found.id, accountId: found.accountId }, number, pin, found.pinSealed) === 'right';
    return { number, ...(isDemoPin ? { pin } : {}) };
  };
  const married = customers.slice(-2);
  const inboxOf = ({ mobile, email }: DemoCustomer) => ({
    sms: sms
      .inbox(mobile)
      .slice(-messagesMax)
      .map(({ id, from, to, text, at, direction }) => ({ id, from, to, text, at, direction })),
    mail: mail
      .inbox(email)
      .slice(-messagesMax)
      .map(({ id, from, subject, text, at }) => ({ id, from, subject, text, at })),
  });

  app.get('/handset/v1/phones', { schema: contract.Overview }, () => {
    const address = (door: DoorName): string => addressOf(deps, port, door);
    return {
      phones: customers.map((customer) => {
        const { name, nameLatin, language, mobile, email, hardToken, signIn } = customer;
        const traits: ('hard-token' | 'foreign-number' | 'joint-account' | 'not-enrolled')[] = [];
        if (hardToken) traits.push('hard-token');
        if (!mobile.startsWith(programme.countryCode)) traits.push('foreign-number');
        if (married.includes(customer)) traits.push('joint-account');
        if (signIn === undefined) traits.push('not-enrolled');
        return { slug: slugOf(customer), name, nameLatin, language, mobile, email, traits };
      }),
      doors: {
        bank: address('bank'),
        token: address('token'),
        console: address('console'),
        handset: address('handset'),
        kiosk: address('kiosk'),
      },
      bankNumber: programme.contact.smsInbound,
      staff: staff.map(({ userName, name, roles, invitation }) => ({
        userName,
        name,
        roles: [...roles],
        enrol: `${address('console')}/enrol#${invitation}`,
      })),
    };
  });

  app.get('/handset/v1/phones/:slug/wallet', { schema: contract.Wallet }, async (request, reply) => {
    const customer = find(request.params.slug);
    if (customer === undefined) return await sendProblem(reply, 'not-found');
    const card = cards.find(({ customerId }) => customerId === customer.id);
    const device = devices.find(({ customerId }) => customerId === customer.id);
    const { cardsContext } = source;
    const held = cardsContext === undefined ? [] : await cardsOfHolder(deps.database, customer.id);
    const prepaid = held.filter(({ status }) => status !== 'closed');
    return {
      customerNumber: customer.number,
      prepaid: prepaid.map((one) => ({ cardId: one.id, expiresOn: one.expiresOn, status: one.status, ...faceOf(one) })),
      shops:
        source.terminal === undefined
          ? []
          : shops.map(({ id, merchant, isOnline, usual }) => ({ id, ...merchant, asksForPin: !isOnline, usual: toJson(usual) })),
      tillCurrencies: [...tillCurrencies],
      ...(card === undefined ? {} : { card: { number: card.cardNumber, pin: card.cardPin, expiresOn: card.expiresOn } }),
      ...(customer.signIn === undefined ? {} : { signIn: customer.signIn }),
      ...(device === undefined ? {} : { device: { serial: device.serial } }),
      drawer: [...devices.filter(({ customerId }) => customerId === undefined).map(({ serial }) => serial), ...demoDelivery(keys).serials],
    };
  });

  app.get('/handset/v1/devices/:serial', { schema: contract.DeviceRead }, async (request, reply) => {
    const { serial } = request.params;
    const known = devices.some((device) => device.serial === serial) || demoDelivery(keys).serials.includes(serial);
    if (!known) return await sendProblem(reply, 'not-found');
    const now = clock.now();
    return { serial, code: demoDisplay(keys, serial, now), secondsLeft: demoDisplaySecondsLeft(now) };
  });

  app.get('/handset/v1/phones/:slug/inbox', { schema: contract.InboxRead }, async (request, reply) => {
    const customer = find(request.params.slug);
    return customer === undefined ? await sendProblem(reply, 'not-found') : inboxOf(customer);
  });

  app.get('/handset/v1/phones/:slug/events', { schema: contract.InboxStream }, async (request, reply) => {
    const customer = find(request.params.slug);
    if (customer === undefined) return await sendProblem(reply, 'not-found');
    return await openStream(request, reply, {
      deps,
      owner: `handset ${customer.id}`,
      topics: [topicOf(customer.mobile), topicOf(customer.email)],
      event: 'inbox',
      read: async () => await Promise.resolve(inboxOf(customer)),
    });
  });

  app.post('/handset/v1/phones/:slug/sms', { schema: contract.SmsSend }, async (request, reply) => {
    const customer = find(request.params.slug);
    if (customer === undefined) return await sendProblem(reply, 'not-found');
    // The centre keeps it and passes it on; a bank that is away just now gets it later.
    sms
      .send(customer.mobile, request.body.to, request.body.text)
      .catch((error: unknown) => deps.logger.warn({ err: error }, 'an SMS of the demo was not passed on'));
    return await reply.status(202).send(null);
  });

  app.post('/handset/v1/phones/:slug/payments', { schema: contract.Pay }, async (request, reply) => {
    const { terminal } = source;
    const customer = find(request.params.slug);
    const { cardId, pin } = request.body;
    const shop = shops.find(({ id }) => id === request.body.shop);
    const amount = fromJson(request.body.amount);
    const found = await cardById(deps.database, cardId);
    if (terminal === undefined || shop === undefined || amount === undefined || found === undefined)
      return await sendProblem(reply, 'not-found');
    if (found.customerId !== customer?.id) return await sendProblem(reply, 'not-found');
    const presented = { number: faceOf(found).number, expiresOn: found.expiresOn, serviceCode: found.serviceCode };
    return await terminal.pay({ shop: shop.id, card: presented, amount, ...(pin === undefined ? {} : { pin }) });
  });

  app.post('/handset/v1/payments/:paymentId/settle', { schema: contract.Settle }, async (request, reply) => {
    const settled = await source.terminal?.settle(request.params.paymentId);
    return settled === undefined ? await sendProblem(reply, 'not-found') : settled;
  });

  app.get('/handset/v1/kiosk', { schema: contract.KioskState }, async (_request, reply) => {
    const kiosk = source.devices;
    if (kiosk === undefined) return await sendProblem(reply, 'not-found');
    const { dispensed, waitsFor, ...state } = kiosk.state();
    const cards = [...deps.cardProgrammes.values()].find(({ holders }) => holders === programme.programme);
    return {
      ...state,
      waitsFor: [...waitsFor],
      currency: cards?.kiosk.cashCurrency ?? programme.currency,
      notes: [...(cards?.kiosk.cashNotes ?? [])],
      ...(dispensed === undefined ? {} : { dispensed }),
      printed: kiosk.printed().map(({ title, lines, at }) => ({ title, lines: lines.map((line) => [...line]), at })),
    };
  });

  app.post('/handset/v1/kiosk/hands', { schema: contract.KioskHands }, async (request, reply) => {
    const kiosk = source.devices;
    if (kiosk === undefined) return await sendProblem(reply, 'not-found');
    const hands = request.body;
    switch (hands.act) {
      case 'insert-card': {
        const found = await cardById(deps.database, hands.cardId);
        if (found === undefined) return await sendProblem(reply, 'not-found');
        kiosk.insertCard({ number: faceOf(found).number, expiry: found.expiresOn.slice(2, 7).replace('-', '') });
        return { taken: true };
      }
      case 'take-card':
        kiosk.takeCard();
        return { taken: true };
      case 'type-pin':
        return { taken: kiosk.typePin(hands.pin) };
      case 'place-document': {
        const person = find(hands.slug);
        if (person === undefined) return await sendProblem(reply, 'not-found');
        kiosk.placeDocument(person.document);
        return { taken: true };
      }
      case 'insert-note':
        return { taken: kiosk.insertNote(hands.value) };
      case 'jam':
        kiosk.jam(hands.on);
        return { taken: true };
      case 'empty-dispenser':
        kiosk.emptyDispenser(hands.on);
        return { taken: true };
      case 'empty-printer':
        kiosk.emptyPrinter(hands.on);
        return { taken: true };
      case 'power-cut':
        kiosk.powerCut();
        return { taken: true };
    }
  });

  app.get('/handset/v1/delivery', (_request, reply) => {
    const { fileName, file } = demoDelivery(keys);
    return reply
      .header('content-type', 'application/pskc+xml')
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .send(Buffer.from(file));
  });
  return app;
}
