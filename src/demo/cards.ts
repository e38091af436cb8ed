// Prepaid cards of demo customers: some weeks of purchases in their own languages' shops, wallets, one application that waits.

import { dayAt } from '../kernel/calendar.ts';
import type { Currency } from '../kernel/money.ts';
import { convert, inverse, rateFromDecimal, type Rate } from '../kernel/rate.ts';
import type { Outcome } from '../kernel/refusal.ts';
import { applyForCard, applicationsOf, recordIdentityCheck } from '../modules/card-applications/index.ts';
import { chargeFees } from '../modules/card-fees/index.ts';
import { termsOn, type CardProgramme } from '../modules/card-programmes/index.ts';
import { isGoodPin } from '../modules/card-security/index.ts';
import { activateCard, advanceProduction, changePin, takePin, type CardsContext } from '../modules/cards/index.ts';
import type { KeyStore } from '../modules/keys/index.ts';
import { derivedId } from '../modules/ledger/index.ts';
import { chargeWallet, creditWallet, ensureWallet, type TransactionInfo } from '../modules/wallets/index.ts';
import type { DemoCustomer } from './customers.ts';

/** The PIN of a card that the demo made: four digits that follow from the installation's own keys. */
export function demoPrepaidPin(keys: KeyStore, cardId: string): string {
  for (let turn = 0; ; turn += 1) {
    const pin = String(Buffer.from(keys.digest('demo/prepaid-pin', `${cardId} ${turn}`)).readUInt32BE() % 10_000).padStart(4, '0');
    if (isGoodPin(pin, pin.length)) return pin;
  }
}

// One rial buys: the rial and the neighbours' currencies are pegged to the dollar.
const rates = { USD: '2.6008', EUR: '2.2250', GBP: '1.9480', AED: '9.5520', SAR: '9.7530' } as const;

type Bought = {
  /** Days ago, and minutes of that day. */
  readonly day: number;
  readonly minute: number;
  readonly merchant: string;
  readonly city: string;
  readonly country: string;
  readonly mcc: string;
  /** Minor units: of the account's currency, or of the shop's. */
  readonly amount: bigint;
  readonly currency?: keyof typeof rates;
  readonly online?: true;
  /** The shop abroad charged in the card's own currency. */
  readonly dynamic?: true;
};

type Holder = {
  readonly slug: string;
  readonly loads: readonly { readonly day: number; readonly amount: bigint }[];
  readonly wallets: Partial<Record<Currency, bigint>>;
  readonly bought: readonly Bought[];
};

const holders: readonly Holder[] = [
  {
    slug: 'salim',
    loads: [
      { day: 34, amount: 150_000n },
      { day: 9, amount: 80_000n },
    ],
    wallets: { AED: 42_500n },
    bought: [
      { day: 31, minute: 560, merchant: 'هايبرماركت اللولو', city: 'مسقط', country: 'OM', mcc: '5411', amount: 18_450n },
      { day: 27, minute: 1150, merchant: 'مقهى بن ماجد', city: 'مطرح', country: 'OM', mcc: '5814', amount: 2_300n },
      { day: 22, minute: 700, merchant: 'محطة المها للوقود', city: 'السيب', country: 'OM', mcc: '5541', amount: 9_000n },
      { day: 15, minute: 1240, merchant: 'مطعم البستان', city: 'مسقط', country: 'OM', mcc: '5812', amount: 14_900n },
      {
        day: 6,
        minute: 830,
        merchant: 'Souq Al Bahar Textiles',
        city: 'Dubai',
        country: 'AE',
        mcc: '5651',
        amount: 12_350n,
        currency: 'AED',
      },
      { day: 2, minute: 610, merchant: 'صيدلية مسقط', city: 'مسقط', country: 'OM', mcc: '5912', amount: 6_150n },
    ],
  },
  {
    slug: 'emma',
    loads: [
      { day: 40, amount: 250_000n },
      { day: 12, amount: 120_000n },
    ],
    wallets: { USD: 18_000n, GBP: 9_550n },
    bought: [
      { day: 36, minute: 620, merchant: 'Al Fair Supermarket', city: 'Muscat', country: 'OM', mcc: '5411', amount: 23_715n },
      { day: 30, minute: 880, merchant: 'Royal Opera House Box Office', city: 'Muscat', country: 'OM', mcc: '7922', amount: 36_000n },
      { day: 25, minute: 1190, merchant: 'The Harbour Table', city: 'London', country: 'GB', mcc: '5812', amount: 3_480n, currency: 'GBP' },
      { day: 24, minute: 640, merchant: 'Kew Garden Books', city: 'London', country: 'GB', mcc: '5942', amount: 11_240n, dynamic: true },
      {
        day: 18,
        minute: 540,
        merchant: 'Northwind Cloud Storage',
        city: 'Dublin',
        country: 'IE',
        mcc: '5968',
        amount: 999n,
        currency: 'USD',
        online: true,
      },
      { day: 5, minute: 500, merchant: 'Shatti Beach Café', city: 'Muscat', country: 'OM', mcc: '5814', amount: 4_700n },
      { day: 1, minute: 760, merchant: 'Al Maha Fuel Station', city: 'Muscat', country: 'OM', mcc: '5541', amount: 11_000n },
    ],
  },
  {
    slug: 'aigerim',
    loads: [{ day: 20, amount: 90_000n }],
    wallets: { EUR: 6_500n },
    bought: [
      { day: 17, minute: 590, merchant: 'Lulu Hypermarket', city: 'Muscat', country: 'OM', mcc: '5411', amount: 15_320n },
      { day: 11, minute: 960, merchant: 'Дәстүр дәмханасы', city: 'Алматы', country: 'KZ', mcc: '5812', amount: 8_120n },
      { day: 3, minute: 660, merchant: 'Oman Air', city: 'Muscat', country: 'OM', mcc: '4511', amount: 31_500n },
    ],
  },
];

/** The customer whose application waits for a look at the document. */
const applicantSlug = 'reza';

const hoursOfDay = 24;
const slugOf = ({ nameLatin }: DemoCustomer): string => (nameLatin.split(' ')[0] ?? '').toLowerCase();

function rateTo(base: Currency, currency: Currency): Rate | undefined {
  const decimal = Object.hasOwn(rates, currency) ? rates[currency as keyof typeof rates] : undefined;
  const published = decimal === undefined ? undefined : rateFromDecimal(base, currency, decimal);
  return published === undefined ? undefined : inverse(published);
}

function must<T>(outcome: Outcome<T, string>): T {
  if (outcome.kind === 'refused') throw new Error(`bug: the demo's cards were refused: ${outcome.reason}`);
  return outcome.value;
}

function nationalCard(person: DemoCustomer): {
  kind: 'national-card';
  number: string;
  issuer: string;
  expiresOn: string;
  mrz: readonly string[];
} {
  const number = (person.document[0] ?? '').slice(5, 14).replaceAll('<', '');
  return { kind: 'national-card', number, issuer: 'OMN', expiresOn: '2035-06-30', mrz: person.document };
}

async function apply(context: CardsContext, programme: CardProgramme, person: DemoCustomer, zone: boolean, at: Temporal.Instant) {
  const { mrz, ...plain } = nationalCard(person);
  return must(
    await applyForCard(
      context,
      {
        programme: programme.programme,
        product: Object.keys(programme.products)[0] ?? '',
        channel: 'app',
        actor: `customer:${person.id}`,
        applicant: { customerId: person.id },
        document: zone ? { ...plain, mrz } : plain,
        termsVersion: termsOn(programme, dayAt(programme.timeZone, at).toString())?.version ?? '',
        termsLanguage: person.language === 'ar' ? 'ar' : 'en',
        consents: Object.fromEntries(programme.application.dataUses.map((use) => [use, use !== 'marketing'])),
        request: { key: `demo ${person.id}`, digest: new TextEncoder().encode(person.id.slice(0, 32)) },
      },
      at,
    ),
  );
}

async function live(
  context: CardsContext,
  programme: CardProgramme,
  person: DemoCustomer,
  holder: Holder,
  now: Temporal.Instant,
): Promise<void> {
  const ago = (day: number, minute = 480): Temporal.Instant => now.subtract({ hours: hoursOfDay * day }).subtract({ minutes: minute % 60 });
  const opened = ago(Math.max(...holder.loads.map(({ day }) => day)) + 2);
  const actor = `customer:${person.id}`;
  const { application } = await apply(context, programme, person, true, opened);
  const { accountId, cardId, id: applicationId } = application;
  const check = {
    applicationId,
    kind: 'in-person',
    document: nationalCard(person),
    actor: 'staff:demo',
    note: 'branch Al Khuwair',
  } as const;
  must(await recordIdentityCheck(context, check, opened));
  const { database, keys } = context;
  const termsVersion = application.termsVersion;
  await database.transaction(async (tx) => {
    for (const step of ['produce', 'ship', 'deliver'] as const)
      must(await advanceProduction(tx, context, { cardId, actor: 'staff:demo', step }, opened));
    must(await activateCard(tx, context, { cardId, actor }, opened.add({ hours: 3 })));
    must(await takePin(tx, context, { cardId, actor }, opened.add({ hours: 3 })));
    must(await changePin(tx, context, { cardId, pin: demoPrepaidPin(keys, cardId), actor }, opened.add({ hours: 3 })));
    const entry = (name: string): string => derivedId('demo-card-entry', `${accountId} ${name}`);
    const load = async (name: string, currency: Currency, amount: bigint, at: Temporal.Instant): Promise<void> => {
      await ensureWallet(tx, accountId, currency, at);
      const transaction: TransactionInfo = { kind: 'load', detail: 'account', verification: 'approval', termsVersion, occurredAt: at };
      const credit = {
        id: entry(name),
        accountId,
        currency,
        amount,
        counterpart: 'nostro',
        code: 'card-load',
        reference: 'demo',
        transaction,
      };
      must(await creditWallet(tx, credit, at));
    };
    const happenings = [
      ...holder.loads.map(({ day, amount }, place) => ({
        day,
        act: async () => await load(`load ${place}`, programme.currency, amount, ago(day)),
      })),
      ...Object.entries(holder.wallets).map(([currency, amount]) => ({
        day: (holder.loads[0]?.day ?? 0) - 1,
        act: async () => await load(`wallet ${currency}`, currency as Currency, amount, ago((holder.loads[0]?.day ?? 0) - 1)),
      })),
      ...holder.bought.map((one, place) => ({
        day: one.day,
        act: async () => {
          const at = ago(one.day, one.minute);
          const { currency = programme.currency, merchant, city, country, mcc } = one;
          const rate = currency === programme.currency ? undefined : rateTo(programme.currency, currency);
          const original = { currency, minor: one.amount };
          const amount = rate === undefined ? original.minor : convert(original, rate).minor;
          const transaction: TransactionInfo = {
            kind: 'purchase',
            cardId,
            originalAmount: original.minor,
            originalCurrency: currency,
            ...(rate === undefined ? {} : { rate: { rate, source: 'scheme', at, markUpPpm: 0 } }),
            merchantName: merchant,
            merchantId: `M${String(place + 1).padStart(14, '0')}`,
            city,
            country,
            mcc,
            verification: one.online === true ? 'cvv2' : 'pin',
            entryMode: one.online === true ? 'ecommerce' : 'chip',
            ...(one.dynamic === true ? { dynamicConversion: { suspected: true } } : {}),
            networkReference: `DEMO${String(place + 1).padStart(8, '0')}`,
            termsVersion,
            holdPolicyVersion: programme.holdPolicy.version,
            occurredAt: at.subtract({ hours: 6 }),
          };
          const charge = {
            id: entry(`bought ${place}`),
            accountId,
            currency: programme.currency,
            amount,
            counterpart: 'scheme-settlement',
          };
          must(await chargeWallet(tx, { ...charge, code: 'card-purchase', reference: 'demo', transaction }, at));
        },
      })),
    ].sort((a, b) => b.day - a.day);
    const [first, ...rest] = happenings;
    await first?.act();
    await chargeFees(
      tx,
      context,
      [{ id: applicationId, accountId, cardId, fee: 'joining', occurredAt: ago(first?.day ?? 0) }],
      ago(first?.day ?? 0),
    );
    for (const happening of rest) await happening.act();
  });
}

/** Makes the cards where they are missing; what holders did since is left alone. */
export async function seedCards(context: CardsContext, customers: readonly DemoCustomer[], now: Temporal.Instant): Promise<void> {
  const programme = [...context.cardProgrammes.values()].find(({ programme: name }) => name === 'oman-prepaid');
  if (programme === undefined) return;
  const { database } = context;
  for (const holder of holders) {
    const person = customers.find((one) => slugOf(one) === holder.slug);
    if (person === undefined || (await applicationsOf(database, person.id)).length > 0) continue;
    await live(context, programme, person, holder, now);
  }
  const applicant = customers.find((one) => slugOf(one) === applicantSlug);
  if (applicant !== undefined && (await applicationsOf(database, applicant.id)).length === 0)
    await apply(context, programme, applicant, true, now.subtract({ hours: 30 }));
}
