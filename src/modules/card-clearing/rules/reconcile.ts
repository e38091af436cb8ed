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
  /** What moved, by what stands on the other side. */
  readonly wallets: bigint;
  readonly suspense: bigint;
  readonly disputes: bigint;
  readonly paid: bigint;
  /** Posted transactions of this programme that stand against the scheme. */
  readonly transactions: { readonly count: number; readonly amount: bigint };
  /** Records of files that were posted on the day, as the scheme asks for them. */
  readonly presentments: { readonly count: number; readonly amount: bigint };
  /** The scheme's own words: debits less credits; undefined where none came. */
  readonly totals: { readonly count: number; readonly amount: bigint } | undefined;
};

export type ReconcileInput = {
  readonly balances: readonly { readonly currency: string; readonly opening: bigint; readonly closing: bigint }[];
  readonly movements: readonly { readonly currency: string; readonly chart: string; readonly amount: bigint; readonly count: number }[];
  readonly ledger: readonly { readonly currency: string; readonly id: string; readonly reference: string; readonly amount: bigint }[];
  /** `ledgerId` is the id of its movement in the ledger. */
  readonly transactions: readonly {
    readonly ledgerId: string;
    readonly id: string;
    readonly kind: string;
    readonly currency: string;
    readonly amount: bigint;
    readonly own: boolean;
  }[];
  readonly suspense: readonly { readonly currency: string; readonly id: string; readonly about: string; readonly amount: bigint }[];
  readonly presentments: readonly Amounts[];
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

function postings(input: ReconcileInput, currency: string): { found: Difference[]; own: Amounts; others: Amounts } {
  const ledger = new Map(input.ledger.filter((item) => item.currency === currency).map((item) => [item.id, item]));
  const [missing, differing, found]: [DifferenceItem[], DifferenceItem[], Difference[]] = [[], [], []];
  const own = { currency, count: 0, amount: 0n };
  const others = { currency, count: 0, amount: 0n };
  const met = new Set<string>();
  for (const { ledgerId, id, kind, currency: of, amount, own: isOwn } of input.transactions) {
    if (of !== currency) continue;
    const posting = ledger.get(ledgerId);
    if (posting === undefined) {
      if (schemeKinds.has(kind)) missing.push({ id, about: kind, amount });
      continue;
    }
    met.add(ledgerId);
    const sum = isOwn ? own : others;
    sum.count += 1;
    sum.amount += amount;
    if (posting.amount !== amount) differing.push({ id, about: kind, amount: posting.amount - amount });
  }
  const alone = [...ledger.values()]
    .filter(({ id }) => !met.has(id))
    .map(({ id, reference, amount }) => ({ id, about: reference, amount }));
  if (alone.length > 0) found.push(difference('ledger-without-transaction', currency, sumOf(alone), alone));
  if (missing.length > 0) found.push(difference('transaction-without-ledger', currency, -sumOf(missing), missing));
  if (differing.length > 0) found.push(difference('amounts-differ', currency, sumOf(differing), differing));
  return { found, own, others };
}

/** One sheet for each currency, and every difference with its kind; the books are right where none is `wrong`. */
export function reconcile(input: ReconcileInput): Sheets {
  const names = new Set([
    ...[input.balances, input.movements, input.presentments, input.transactions, input.totals ?? []].flatMap((rows) =>
      rows.map(({ currency }) => currency),
    ),
  ]);
  const currencies: CurrencySheet[] = [];
  const differences: Difference[] = [];
  for (const currency of [...names].sort()) {
    const moved = input.movements.filter((row) => row.currency === currency);
    const of = (fits: (chart: string) => boolean): bigint => sumOf(moved.filter(({ chart }) => fits(chart)));
    const balance = input.balances.find((row) => row.currency === currency);
    const { found, own, others } = postings(input, currency);
    differences.push(...found);
    const unknown = moved.filter(
      ({ chart }) => !walletCharts.has(chart) && !disputeCharts.has(chart) && chart !== 'unmatched-suspense' && chart !== 'nostro',
    );
    for (const { chart, amount, count } of unknown)
      differences.push(difference('unknown-counterpart', currency, amount, [{ id: chart, about: chart, amount }], count));
    const suspended = input.suspense.filter((item) => item.currency === currency);
    if (suspended.length > 0) differences.push(difference('in-suspense', currency, sumOf(suspended), suspended));
    if (others.count > 0) differences.push(difference('other-programmes', currency, others.amount, [], others.count));
    const presentments = input.presentments.find((row) => row.currency === currency) ?? { currency, count: 0, amount: 0n };
    const totals =
      input.totals === undefined ? undefined : (input.totals.find((row) => row.currency === currency) ?? { count: 0, amount: 0n });
    const sheet: CurrencySheet = {
      currency,
      opening: balance?.opening ?? 0n,
      closing: balance?.closing ?? 0n,
      wallets: of((chart) => walletCharts.has(chart)),
      suspense: of((chart) => chart === 'unmatched-suspense'),
      disputes: of((chart) => disputeCharts.has(chart)),
      paid: -of((chart) => chart === 'nostro'),
      transactions: { count: own.count, amount: own.amount },
      presentments: { count: presentments.count, amount: presentments.amount },
      totals: totals === undefined ? undefined : { count: totals.count, amount: totals.amount },
    };
    currencies.push(sheet);
    const cleared = sheet.wallets + sheet.suspense + sheet.disputes - others.amount;
    if (totals === undefined) {
      if (cleared !== 0n) differences.push(difference('totals-not-received', currency, cleared, [], own.count + suspended.length));
      continue;
    }
    // What files brought is settled as they say; what came by message, and disputes, as they were posted.
    const conversion = presentments.count === 0 ? 0n : presentments.amount - cleared;
    const isConversion = conversion !== 0n && totals.amount === presentments.amount;
    if (isConversion) differences.push(difference('conversion', currency, conversion, [], presentments.count));
    const rest = isConversion ? 0n : totals.amount - cleared;
    if (rest !== 0n)
      differences.push(
        difference(
          rest > 0n ? 'scheme-asks-more' : 'scheme-asks-less',
          currency,
          rest,
          [],
          Math.abs(totals.count - own.count - suspended.length),
        ),
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
