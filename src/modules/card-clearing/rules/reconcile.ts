// Compares the ledger's account of the scheme with transactions, suspense, files and the scheme's totals, and names every difference.

export type Amounts = { readonly currency: string; readonly count: number; readonly amount: bigint };

/**
 * wrong: must not be, somebody looks into it; open: waits for something that is named; explained: nothing to do.
 * - `ledger-without-transaction`, `transaction-without-ledger`, `amounts-differ`: the two records of one posting disagree (wrong)
 * - `unknown-counterpart`: something moved on the scheme's account that is neither of wallets, suspense, disputes nor a payment (wrong)
 * - `in-suspense`: the scheme asked for what no card is known for; it is paid, and waits for its holder (open)
 * - `lines-not-posted`: lines of the day's files that could not be taken; their amounts are not known (open)
 * - `file-not-whole`: a file that was cut or refused (open)
 * - `totals-not-received`: cleared, and the scheme has not said what it settles (open)
 * - `conversion`: the scheme settles in another currency, or at another rate, than was posted (explained)
 * - `other-programmes`: cleared by other programmes of the installation (explained)
 * - `scheme-asks-more`, `scheme-asks-less`: what is left between its totals and what was cleared (open)
 */
export const differenceStates = {
  'ledger-without-transaction': 'wrong',
  'transaction-without-ledger': 'wrong',
  'amounts-differ': 'wrong',
  'unknown-counterpart': 'wrong',
  'in-suspense': 'open',
  'lines-not-posted': 'open',
  'file-not-whole': 'open',
  'totals-not-received': 'open',
  conversion: 'explained',
  'other-programmes': 'explained',
  'scheme-asks-more': 'open',
  'scheme-asks-less': 'open',
} as const;
export type DifferenceKind = keyof typeof differenceStates;

export type DifferenceItem = { readonly id: string; readonly about: string; readonly amount: bigint };

export type Difference = {
  readonly kind: DifferenceKind;
  readonly state: 'wrong' | 'open' | 'explained';
  /** Empty where it has no currency: a file. */
  readonly currency: string;
  /** Minor units; positive where the bank owes the scheme more. */
  readonly amount: bigint;
  readonly count: number;
  /** At most 100. */
  readonly items: readonly DifferenceItem[];
};

export type CurrencySheet = {
  readonly currency: string;
  /** What the bank owes the scheme. */
  readonly opening: bigint;
  readonly closing: bigint;
  /** What moved, by what stands on the other side: wallets and their debts; the bank's exchange position, for foreign currency. */
  readonly wallets: bigint;
  readonly exchanges: bigint;
  readonly suspense: bigint;
  readonly disputes: bigint;
  readonly paid: bigint;
  /** Posted transactions of this programme, as they stand against the scheme. */
  readonly transactions: { readonly count: number; readonly amount: bigint };
  /** Records of files that were posted on the day: as the scheme asks for them where the file says so, else as they were posted. */
  readonly presentments: { readonly count: number; readonly amount: bigint };
  /** The scheme's own words: debits less credits; undefined where none came. */
  readonly totals: { readonly count: number; readonly amount: bigint } | undefined;
};

export type ReconcileInput = {
  readonly balances: readonly { readonly currency: string; readonly opening: bigint; readonly closing: bigint }[];
  readonly movements: readonly { readonly currency: string; readonly chart: string; readonly amount: bigint; readonly count: number }[];
  readonly ledger: readonly { readonly currency: string; readonly id: string; readonly reference: string; readonly amount: bigint }[];
  readonly transactions: readonly {
    readonly id: string;
    readonly kind: string;
    readonly own: boolean;
    /** Where it may stand in the ledger, the likeliest first: in the wallet's currency, or converted in the merchant's. */
    readonly places: readonly { readonly ledgerId: string; readonly currency: string; readonly amount: bigint }[];
  }[];
  readonly suspense: readonly {
    readonly currency: string;
    readonly id: string;
    readonly about: string;
    readonly amount: bigint;
    /** Nobody has settled it or given it back. */
    readonly waits: boolean;
    /** The transaction that settled it, on this day or a later one. */
    readonly settledBy: string | undefined;
  }[];
  /** `currency` and `amount` as the scheme asks; null where the file does not say. */
  readonly presentments: readonly { readonly id: string; readonly currency: string | null; readonly amount: bigint | null }[];
  /** Undefined where the scheme sent none for the day; debits less credits by currency. */
  readonly totals: readonly Amounts[] | undefined;
  readonly files: readonly {
    readonly id: string;
    readonly fileId: string;
    readonly status: string;
    readonly reason: string | null;
    readonly badTotal: number;
  }[];
};

export type Sheets = { readonly currencies: readonly CurrencySheet[]; readonly differences: readonly Difference[] };

const itemsMax = 100;
const walletCharts = new Set(['card-wallet', 'wallet-debt']);
const disputeCharts = new Set(['chargeback-receivable', 'provisional-credit', 'write-off']);
const knownCharts = new Set([...walletCharts, ...disputeCharts, 'exchange-position', 'unmatched-suspense', 'nostro']);
/** Kinds that always stand against the scheme; the others only where their movement does. */
const schemeKinds = new Set(['purchase', 'cash', 'refund']);

const sumOf = (rows: readonly { readonly amount: bigint }[]): bigint => rows.reduce((sum, { amount }) => sum + amount, 0n);

function difference(
  kind: DifferenceKind,
  currency: string,
  amount: bigint,
  items: readonly DifferenceItem[],
  count = items.length,
): Difference {
  return { kind, state: differenceStates[kind], currency, amount, count, items: items.slice(0, itemsMax) };
}

type Posted = { readonly id: string; readonly currency: string; readonly amount: bigint; readonly own: boolean };

/** Each transaction with its movement on the scheme's account, and what stands alone on either side. */
function match(input: ReconcileInput): { posted: Posted[]; found: Difference[] } {
  const ledger = new Map(input.ledger.map((item) => [`${item.id} ${item.currency}`, item]));
  const [missing, differing, alone] = [
    new Map<string, DifferenceItem[]>(),
    new Map<string, DifferenceItem[]>(),
    new Map<string, DifferenceItem[]>(),
  ];
  const note = (list: Map<string, DifferenceItem[]>, currency: string, item: DifferenceItem): void =>
    void list.set(currency, [...(list.get(currency) ?? []), item]);
  const posted: Posted[] = [];
  for (const { id, kind, own, places } of input.transactions) {
    const place = places.find(({ ledgerId, currency }) => ledger.has(`${ledgerId} ${currency}`));
    if (place === undefined) {
      const [first] = places;
      if (schemeKinds.has(kind) && first !== undefined) note(missing, first.currency, { id, about: kind, amount: -first.amount });
      continue;
    }
    const key = `${place.ledgerId} ${place.currency}`;
    const amount = ledger.get(key)?.amount ?? 0n;
    ledger.delete(key);
    posted.push({ id, currency: place.currency, amount, own });
    if (amount !== place.amount) note(differing, place.currency, { id, about: kind, amount: amount - place.amount });
  }
  for (const { currency, id, reference, amount } of ledger.values()) note(alone, currency, { id, about: reference, amount });
  const named = (kind: DifferenceKind, list: ReadonlyMap<string, DifferenceItem[]>): Difference[] =>
    [...list].map(([currency, items]) => difference(kind, currency, sumOf(items), items));
  return {
    posted,
    found: [
      ...named('ledger-without-transaction', alone),
      ...named('transaction-without-ledger', missing),
      ...named('amounts-differ', differing),
    ],
  };
}

/** One sheet for each currency, and every difference with its kind; the books are right where none is `wrong`. */
export function reconcile(input: ReconcileInput): Sheets {
  const { posted, found } = match(input);
  const asked = new Map(input.presentments.map((row) => [row.id, row]));
  const names = new Set([
    ...input.balances.map(({ currency }) => currency),
    ...input.movements.map(({ currency }) => currency),
    ...(input.totals ?? []).map(({ currency }) => currency),
    ...input.presentments.flatMap(({ currency }) => (currency === null ? [] : [currency])),
    ...found.map(({ currency }) => currency),
  ]);
  const currencies: CurrencySheet[] = [];
  const differences: Difference[] = [...found];
  for (const currency of [...names].sort()) {
    const moved = input.movements.filter((row) => row.currency === currency);
    const of = (fits: (chart: string) => boolean): bigint => sumOf(moved.filter(({ chart }) => fits(chart)));
    const balance = input.balances.find((row) => row.currency === currency);
    for (const { amount, count } of moved.filter((row) => !knownCharts.has(row.chart)))
      differences.push(difference('unknown-counterpart', currency, amount, [], count));
    const suspended = input.suspense.filter((item) => item.currency === currency);
    const waiting = suspended.filter(({ waits }) => waits).map(({ id, about, amount }) => ({ id, about, amount }));
    if (waiting.length > 0) differences.push(difference('in-suspense', currency, sumOf(waiting), waiting));
    const here = posted.filter((row) => row.currency === currency);
    const [own, others] = [here.filter((row) => row.own), here.filter((row) => !row.own)];
    if (others.length > 0) differences.push(difference('other-programmes', currency, sumOf(others), [], others.length));
    // What files brought, as it was posted in this currency and as the scheme asks for it.
    const filed = [...own, ...suspended].filter(({ id }) => asked.has(id));
    const silent = filed.filter(({ id }) => asked.get(id)?.currency === null);
    const askedHere = input.presentments.filter((row) => row.currency === currency);
    const askedAmount = askedHere.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n) + sumOf(silent);
    const totals =
      input.totals === undefined ? undefined : (input.totals.find((row) => row.currency === currency) ?? { count: 0, amount: 0n });
    const sheet: CurrencySheet = {
      currency,
      opening: balance?.opening ?? 0n,
      closing: balance?.closing ?? 0n,
      wallets: of((chart) => walletCharts.has(chart)),
      exchanges: of((chart) => chart === 'exchange-position'),
      suspense: of((chart) => chart === 'unmatched-suspense'),
      disputes: of((chart) => disputeCharts.has(chart)),
      paid: -of((chart) => chart === 'nostro'),
      transactions: { count: own.length, amount: sumOf(own) },
      presentments: { count: askedHere.length + silent.length, amount: askedAmount },
      totals: totals === undefined ? undefined : { count: totals.count, amount: totals.amount },
    };
    currencies.push(sheet);
    const cleared = sheet.wallets + sheet.exchanges + sheet.suspense + sheet.disputes - sumOf(others);
    const conversion = askedAmount - sumOf(filed);
    if (conversion !== 0n) differences.push(difference('conversion', currency, conversion, [], askedHere.length));
    const expected = cleared + conversion;
    const settledHere = new Set(own.map(({ id }) => id));
    const expectedCount = own.length + suspended.filter(({ settledBy }) => settledBy === undefined || !settledHere.has(settledBy)).length;
    if (totals === undefined) {
      if (expected !== 0n) differences.push(difference('totals-not-received', currency, expected, [], expectedCount));
      continue;
    }
    const rest = totals.amount - expected;
    if (rest !== 0n)
      differences.push(
        difference(rest > 0n ? 'scheme-asks-more' : 'scheme-asks-less', currency, rest, [], Math.abs(totals.count - expectedCount)),
      );
  }
  const bad = input.files.filter(({ badTotal }) => badTotal > 0);
  if (bad.length > 0)
    differences.push(
      difference(
        'lines-not-posted',
        '',
        0n,
        bad.map(({ id, fileId, badTotal }) => ({ id, about: `${fileId}: ${badTotal}`, amount: 0n })),
        bad.reduce((sum, { badTotal }) => sum + badTotal, 0),
      ),
    );
  const broken = input.files.filter(({ status }) => status !== 'done');
  if (broken.length > 0)
    differences.push(
      difference(
        'file-not-whole',
        '',
        0n,
        broken.map(({ id, fileId, status, reason }) => ({ id, about: `${fileId}: ${status} ${reason ?? ''}`.trim(), amount: 0n })),
      ),
    );
  return { currencies, differences };
}
