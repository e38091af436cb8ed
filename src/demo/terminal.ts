// The demo's shops: terminals that send what a real one would through the ISO 8583 port, and settle it when the shop closes its day.

import { randomUUID } from 'node:crypto';

import { cardMessage, connectAcquirer, reversalOf, type Acquirer, type CardMessage } from '../doors/card-network/index.ts';
import type { Message } from '../iso8583/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { money, type Currency, type Money } from '../kernel/money.ts';
import type { CardSecurity } from '../modules/card-security/index.ts';

type Shop = {
  readonly id: string;
  /** As it stands in DE 43: the networks carry Latin letters alone. */
  readonly merchant: NonNullable<CardMessage['merchant']>;
  readonly mcc: string;
  readonly merchantId: string;
  readonly terminalId: string;
  readonly acquirer: string;
  readonly isOnline: boolean;
  /** What one plausibly pays there. */
  readonly usual: Money;
};

export const shops = [
  {
    id: 'cafe',
    merchant: { name: 'MUTTRAH CORNICHE CAFE', city: 'MUSCAT', country: 'OM' },
    mcc: '5814',
    merchantId: 'OM0000000004711',
    terminalId: 'MCT00017',
    acquirer: '00000051288',
    isOnline: false,
    usual: money('OMR', 2_400n),
  },
  {
    id: 'supermarket',
    merchant: { name: 'AL FAIR SUPERMARKET', city: 'MUSCAT', country: 'OM' },
    mcc: '5411',
    merchantId: 'OM0000000005230',
    terminalId: 'MCT00204',
    acquirer: '00000051288',
    isOnline: false,
    usual: money('OMR', 12_750n),
  },
  {
    id: 'hotel',
    merchant: { name: 'CREEKSIDE HOTEL', city: 'DUBAI', country: 'AE' },
    mcc: '7011',
    merchantId: 'AE0000000001902',
    terminalId: 'DXB00031',
    acquirer: '00000078410',
    isOnline: false,
    usual: money('AED', 18_500n),
  },
  {
    id: 'webshop',
    merchant: { name: 'NORTHWIND BOOKS ONLINE', city: 'DUBLIN', country: 'IE' },
    mcc: '5942',
    merchantId: 'IE0000000007305',
    terminalId: 'WEB00001',
    acquirer: '00000037205',
    isOnline: true,
    usual: money('EUR', 1_490n),
  },
] as const satisfies readonly Shop[];

export type ShopId = (typeof shops)[number]['id'];
export const shopIds = shops.map(({ id }) => id);
/** What the shops' tills count in. */
export const tillCurrencies = ['OMR', 'AED', 'USD', 'EUR', 'GBP'] as const satisfies readonly Currency[];

/** A card in front of the terminal. */
export type PresentedCard = { readonly number: string; readonly expiresOn: string; readonly serviceCode: string };

export type Payment = {
  readonly outcome: 'approved' | 'declined' | 'no-answer';
  /** DE 39; absent without an answer. */
  readonly code?: string;
  /** DE 38. */
  readonly approvalCode?: string;
  /** To settle it by. */
  readonly paymentId?: string;
};

export type Terminal = {
  /** Sends 0100. A PIN travels as a PIN block under the connection's key; on line the value on the back of the card stands for it. */
  pay(wanted: { readonly shop: ShopId; readonly card: PresentedCard; readonly amount: Money; readonly pin?: string }): Promise<Payment>;
  /** Sends 0220 for a payment that was approved; undefined where there is none of that id that waits. */
  settle(paymentId: string): Promise<Pick<Payment, 'outcome' | 'code'> | undefined>;
  close(): Promise<void>;
};

const waitingMax = 1000;
const zpk = 'local';

/** Connects when the first card comes, and anew after a line that broke. */
export function openTerminal(settings: {
  readonly host: string;
  readonly port: number;
  readonly security: Pick<CardSecurity, 'encipherPinBlock' | 'cvv' | 'cvv2'>;
  readonly clock: Clock;
}): Terminal {
  const { host, port, security, clock } = settings;
  const waiting = new Map<string, Message>();
  let line: Promise<Acquirer> | undefined;

  const connect = async (): Promise<Acquirer> => {
    const acquirer = await connectAcquirer({ host, port, dialect: 'ascii-87', now: () => clock.now() });
    void acquirer.closed.then(() => (line = undefined));
    await acquirer.signOn();
    return acquirer;
  };
  const lineNow = async (): Promise<Acquirer | undefined> => {
    line ??= connect();
    try {
      return await line;
    } catch {
      line = undefined;
      return undefined;
    }
  };

  return {
    async pay({ shop: shopId, card, amount, pin }) {
      const acquirer = await lineNow();
      const shop = shops.find(({ id }) => id === shopId);
      if (acquirer === undefined || shop === undefined) return { outcome: 'no-answer' };
      const { number: pan, expiresOn, serviceCode } = card;
      const { merchant, mcc, merchantId, terminalId } = shop;
      const words = { pan, amount, merchant, mcc, merchantId, terminalId, acquirer: shop.acquirer };
      const block = pin === undefined ? undefined : security.encipherPinBlock({ pan, pin, format: 0, connection: zpk });
      const expiry = `${expiresOn.slice(2, 4)}${expiresOn.slice(5, 7)}`;
      const original = acquirer.stamp(
        cardMessage({
          ...words,
          mti: '0100',
          expiry,
          ...(shop.isOnline
            ? { entryMode: '810', condition: '59', additional: { cvv2: security.cvv2(pan, expiresOn) } }
            : { entryMode: '051', stripe: { serviceCode, cvv: security.cvv(pan, expiresOn, '999') } }),
          ...(block === undefined ? {} : { pinBlock: { block, format: 0 } }),
        }),
      );
      const reply = await acquirer.send(original);
      if (reply.kind !== 'answered') return { outcome: 'no-answer' };
      const { code } = reply;
      if (code !== '00') return { outcome: 'declined', code };
      const approvalCode = reply.message.fields[38];
      const { 90: elements } = reversalOf(original).fields;
      const last = cardMessage({
        ...words,
        mti: '0220',
        ...(shop.isOnline ? { entryMode: '810', condition: '59' } : {}),
        ...(approvalCode === undefined ? {} : { approvalCode }),
      });
      const completion = { ...last, fields: { ...last.fields, ...(elements === undefined ? {} : { 90: elements }) } };
      const paymentId = randomUUID();
      waiting.set(paymentId, completion);
      const [oldest] = waiting.keys();
      if (waiting.size > waitingMax && oldest !== undefined) waiting.delete(oldest);
      return { outcome: 'approved', code, paymentId, ...(approvalCode === undefined ? {} : { approvalCode }) };
    },
    async settle(paymentId) {
      const kept = waiting.get(paymentId);
      if (kept === undefined) return undefined;
      const acquirer = await lineNow();
      if (acquirer === undefined) return { outcome: 'no-answer' };
      // Stamped once: sent again it is the same message, and counts once.
      const completion = acquirer.stamp(kept);
      waiting.set(paymentId, completion);
      const reply = await acquirer.send(completion);
      if (reply.kind !== 'answered') return { outcome: 'no-answer' };
      if (reply.code === '00') waiting.delete(paymentId);
      return { outcome: reply.code === '00' ? 'approved' : 'declined', code: reply.code };
    },
    async close() {
      const acquirer = await line?.catch(() => undefined);
      await acquirer?.close();
    },
  };
}
