// Accounts, cards and some weeks of history for the demo's customers.

import type { Outcome } from '../kernel/refusal.ts';
import type { Database, Session } from '../postgres/database.ts';
import {
  accountsOf,
  cardsOf,
  issueCard,
  openAccount,
  withCheckDigit,
  type AccountHooks,
  type OpenedAccount,
} from '../modules/accounts/index.ts';
import type { KeyStore } from '../modules/keys/index.ts';
import { applyTransfers, derivedId, internalAccount, type Command } from '../modules/ledger/index.ts';
import { openBiller } from '../modules/payments/index.ts';
import type { Programme } from '../modules/programmes/index.ts';
import { demoBillers } from './billers.ts';

export type DemoHolder = { readonly id: string; readonly nameLatin: string };

/** What the handset shows of a customer's card; the PIN is printed on the letter that came with it. */
export type DemoCard = { readonly customerId: string; readonly cardNumber: string; readonly cardPin: string; readonly expiresOn: string };

/**
 * Card number and PIN of a demo customer. They follow from the installation's own keys: another installation has others,
 * nothing is stored in clear, and the handset can tell them after each start.
 */
export function demoCard(keys: KeyStore, customerId: string, now: Temporal.Instant): DemoCard {
  const digits = (purpose: string, count: number): string =>
    (Buffer.from(keys.digest(purpose, customerId)).readBigUInt64BE() % 10n ** BigInt(count)).toString().padStart(count, '0');
  const year = now.toZonedDateTimeISO('UTC').year;
  return {
    customerId,
    // 5399 99: a range for tests.
    cardNumber: withCheckDigit(`539999${digits('demo/card-number', 9)}`),
    cardPin: digits('demo/card-pin', 4),
    expiresOn: `${year + 3}-12-31`,
  };
}

type Habit = {
  readonly every: number;
  readonly from: number;
  readonly code: string;
  readonly party: string;
  readonly least: number;
  readonly most: number;
};

// Every `every` days from day `from` on, amounts in baisa between the two figures.
const habits: readonly Habit[] = [
  { every: 6, from: 2, code: 'card-purchase', party: 'Al Bustan Hypermarket, Al Khuwair', least: 14_200, most: 46_900 },
  { every: 8, from: 3, code: 'card-purchase', party: 'Wadi Adai Fuel Station', least: 5_000, most: 12_000 },
  { every: 5, from: 1, code: 'card-purchase', party: 'Qahwa House, Qurum', least: 1_200, most: 4_800 },
  { every: 11, from: 7, code: 'card-purchase', party: 'Muttrah Corniche Bakery', least: 900, most: 3_650 },
  { every: 17, from: 9, code: 'card-purchase', party: 'Seeb Family Pharmacy', least: 2_350, most: 18_750 },
  { every: 21, from: 12, code: 'cash-withdrawal', party: 'Cash machine, Ruwi', least: 20_000, most: 60_000 },
  { every: 30, from: 4, code: 'bill-payment', party: 'Muscat Light and Power', least: 11_350, most: 38_200 },
  { every: 30, from: 6, code: 'bill-payment', party: 'Gulf Star Mobile', least: 9_900, most: 21_500 },
];

type Plan = { readonly balance: bigint; readonly salary?: { readonly amount: bigint; readonly party: string } };

// In the order of the customers: what the first account holds today, who pays the salary, and the second account if there is one.
const plans: readonly { readonly current: Plan; readonly second?: Plan }[] = [
  { current: { balance: 1_842_350n, salary: { amount: 985_000n, party: 'Dhofar Shipping LLC' } }, second: { balance: 6_250_000n } },
  { current: { balance: 1_134_615n, salary: { amount: 720_000n, party: 'Ministry payroll' } } },
  { current: { balance: 12_408_900n, salary: { amount: 2_150_000n, party: 'Sohar Aluminium Works' } }, second: { balance: 25_000_000n } },
  { current: { balance: 618_075n, salary: { amount: 440_000n, party: 'Nizwa Craft House' } } },
];

const historyDays = 42;

/** A row of numbers that looks random and is the same each time (multiplicative congruential, modulus 2^31 − 1). */
function sequence(seed: number): () => number {
  let state = (seed * 7919 + 104_729) % 2_147_483_647;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

type Happening = {
  readonly day: number;
  readonly account: string;
  readonly holder: string;
  readonly amount: bigint;
  readonly code: string;
  readonly party: string;
};

/** The happenings of one account, the opening balance first, so that today's balance is the plan's. */
function history(account: string, holder: string, plan: Plan, seed: number): Happening[] {
  const next = sequence(seed);
  const happenings: Happening[] = [];
  const add = (day: number, amount: bigint, code: string, party: string): void =>
    void happenings.push({ day, account, holder, amount, code, party });
  if (plan.salary !== undefined) {
    for (const { every, from, code, party, least, most } of habits) {
      for (let day = from + Math.floor(next() * 3); day < historyDays; day += every) {
        add(day, -BigInt(Math.round((least + next() * (most - least)) / 50) * 50), code, party);
      }
    }
    for (const day of [8, 38]) add(day, plan.salary.amount, 'salary', plan.salary.party);
  }
  const sum = happenings.reduce((total, { amount }) => total + amount, 0n);
  return [{ day: 0, account, holder, amount: plan.balance - sum, code: 'opening', party: 'Balance brought forward' }, ...happenings];
}

function must<T, Reason extends string>(outcome: Outcome<T, Reason>): T {
  if (outcome.kind === 'refused') throw new Error(`bug: the demo was refused: ${outcome.reason}`);
  return outcome.value;
}

async function play(tx: Session, happenings: readonly Happening[], currency: Programme['currency'], now: Temporal.Instant): Promise<void> {
  const opening = await internalAccount(tx, 'opening', currency, now);
  const settlement = await internalAccount(tx, 'settlement', currency, now);
  for (let day = 0; day < historyDays; day += 1) {
    const commands = happenings.flatMap((happening, index): Command[] => {
      const { account, holder, amount, code, party } = happening;
      // A balance that fits by chance without a brought-forward amount needs no transfer.
      if (happening.day !== day || amount === 0n) return [];
      const other = code === 'opening' ? opening : settlement;
      const leg =
        amount > 0n
          ? { debitAccountId: other, creditAccountId: account, amount, debitParty: party, creditParty: holder }
          : { debitAccountId: account, creditAccountId: other, amount: -amount, debitParty: holder, creditParty: party };
      return [{ kind: 'transfer', id: derivedId('demo-history', `${account} ${index}`), currency, code, reference: 'demo', legs: [leg] }];
    });
    const at = now.subtract({ hours: 24 * (historyDays - day) }).add({ minutes: (day * 37) % 400 });
    for (const outcome of await applyTransfers(tx, commands, at)) must(outcome);
  }
}

/**
 * Opens accounts with some weeks of history and a debit card for each customer, and the billers. The last two customers
 * hold an account together and are therefore not eligible for the soft token (TK-04). All in one transaction; customers
 * who have accounts already are left as they are. Gives each customer's card.
 */
export async function seedAccounts(
  db: Database,
  keys: KeyStore,
  programme: Programme,
  customers: readonly DemoHolder[],
  now: Temporal.Instant,
  hooks: AccountHooks = { onJointAccountOpened: [] },
): Promise<DemoCard[]> {
  const since = now.subtract({ hours: 24 * (historyDays + 1) });
  await db.transaction(async (tx) => {
    const fresh: DemoHolder[] = [];
    for (const customer of customers) if ((await accountsOf(tx, customer.id)).length === 0) fresh.push(customer);
    if (fresh.length === 0) return;
    for (const biller of demoBillers) await openBiller(tx, biller, programme.currency, since);
    const happenings: Happening[] = [];
    const open = async (holders: readonly [DemoHolder, ...DemoHolder[]], plan: Plan, at: Temporal.Instant): Promise<OpenedAccount> => {
      const [first, ...others] = holders;
      const opened = await openAccount(tx, programme, { customerIds: [first.id, ...others.map(({ id }) => id)] }, at, hooks);
      happenings.push(...history(opened.accountId, first.nameLatin, plan, happenings.length + 1));
      return opened;
    };
    for (const [index, customer] of fresh.entries()) {
      const plan = plans[index % plans.length];
      if (plan === undefined) throw new Error('bug: no plan for a demo customer');
      const { accountId } = await open([customer], plan.current, since);
      if (plan.second !== undefined) await open([customer], plan.second, since.add({ hours: 3 }));
      const card = demoCard(keys, customer.id, now);
      must(
        await issueCard(
          tx,
          keys,
          programme,
          {
            id: derivedId('demo-card', customer.id),
            customerId: customer.id,
            accountId,
            number: card.cardNumber,
            expiresOn: card.expiresOn,
            pin: card.cardPin,
          },
          since,
        ),
      );
    }
    const [wife, husband] = fresh.slice(-2);
    if (fresh.length >= 4 && wife !== undefined && husband !== undefined)
      await open([wife, husband], { balance: 4_120_500n }, since.add({ hours: 6 }));
    await play(tx, happenings, programme.currency, now);
  });
  const cards: DemoCard[] = [];
  for (const { id } of customers) {
    const expiresOn = (await cardsOf(db, id))[0]?.expiresOn;
    // A card that was made in another year keeps the date that is printed on it.
    if (expiresOn !== undefined) cards.push({ ...demoCard(keys, id, now), expiresOn });
  }
  return cards;
}
