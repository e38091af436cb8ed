// Runs a file of real purchases through the system: each is asked for through the ISO 8583 door, then settled; at the end all is compared.

import { createHash } from 'node:crypto';

import {
  connectAcquirer,
  demoConnections,
  openCardNetwork,
  cardMessage,
  type Acquirer,
  type Connection,
  type DoorLogger,
} from '../doors/card-network/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { money, type Money } from '../kernel/money.ts';
import type { Message } from '../iso8583/index.ts';
import { clear, createAuthorizer, type Presentment } from '../modules/card-authorizations/index.ts';
import { cardProgrammeNamed, type CardProgramme } from '../modules/card-programmes/index.ts';
import type { CardsContext } from '../modules/cards/index.ts';
import { checkLedger, derivedId } from '../modules/ledger/index.ts';
import { knownTransactions, lockAccounts } from '../modules/wallets/index.ts';
import { openReplayCards, type ReplayCard } from './cards.ts';
import { askOf, categoryOf, loadOf, networkNames, type ReplayData } from './plan.ts';
import type { CardSum, ReplayReport } from './report.ts';
import { readRows, sumsOf, type Row } from './rows.ts';

export type ReplayOptions = {
  readonly file: string;
  readonly text: string;
  readonly data: ReplayData;
  readonly programme?: string;
  readonly logger: DoorLogger;
  readonly onProgress?: (done: number, total: number, what: 'cards' | 'rows') => void;
  readonly isStopping?: () => boolean;
  /** Rows that are asked for and settled together. */
  readonly chunkSize?: number;
};

export type ReplayOutcome =
  | { readonly kind: 'done'; readonly report: ReplayReport }
  | { readonly kind: 'stopped'; readonly rowsDone: number; readonly rows: number }
  | { readonly kind: 'refused'; readonly reason: 'header-malformed' };

const lines = 4;
const streamCount = 2;
const noticesOff = new Map<never, never>();

type Run = {
  readonly context: CardsContext;
  readonly digest: string;
  readonly data: ReplayData;
  readonly cards: ReadonlyMap<string, ReplayCard>;
  readonly timeZone: string;
};

const clearingIdOf = (digest: string, { number }: Row): string => derivedId('replay-settlement', `${digest} ${number}`);

/** Noon of the row's day in the programme's time zone. */
const occurredAt = ({ date }: Row, timeZone: string): Temporal.Instant =>
  Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: '12:00' }).toInstant();

const cardOf = ({ cards }: Run, { lastFour }: Row): ReplayCard => {
  const card = cards.get(lastFour);
  if (card === undefined) throw new Error('bug: a row without its card');
  return card;
};

const countries = { chip: 'GB', online: 'GB', mail: 'GB' } as const;

function requestOf(run: Run, row: Row): Message {
  const { data, digest, context } = run;
  const { pan, expiry, pin } = cardOf(run, row);
  const { mcc, entry } = categoryOf(data, row);
  const { amount, billing } = askOf(data, row);
  const names = networkNames(digest, row);
  const block = entry === 'chip' ? context.security.encipherPinBlock({ pan, pin, format: 0, connection: 'local' }) : undefined;
  return cardMessage({
    mti: '0100',
    pan,
    expiry,
    amount,
    ...(billing === undefined ? {} : { billing }),
    ...names,
    mcc,
    entryMode: entry === 'chip' ? '051' : entry === 'mail' ? '012' : '810',
    condition: entry === 'chip' ? '00' : entry === 'mail' ? '08' : '59',
    merchant: { name: row.merchant, city: '', country: countries[entry] },
    ...(block === undefined ? {} : { pinBlock: { block, format: 0 } }),
  });
}

function presentmentOf(run: Run, row: Row): Presentment {
  const { cardId } = cardOf(run, row);
  const { mcc, entry } = categoryOf(run.data, row);
  const isRefund = row.billed.minor < 0n;
  const size = ({ currency, minor }: Money): Money => money(currency, minor < 0n ? -minor : minor);
  const names = networkNames(run.digest, row);
  return {
    id: clearingIdOf(run.digest, row),
    kind: isRefund ? 'refund' : 'purchase',
    cardId,
    amount: size(row.original),
    ...(row.original.currency === row.billed.currency ? {} : { billing: size(row.billed) }),
    ...(isRefund ? {} : { networkTraceId: names.trace }),
    rrn: names.rrn,
    acquirer: names.acquirer,
    merchantName: row.merchant,
    mcc,
    entryMode: entry === 'chip' ? 'chip' : entry === 'mail' ? 'keyed' : 'ecommerce',
    occurredAt: occurredAt(row, run.timeZone),
    networkReference: names.trace,
    reference: `replay ${run.digest.slice(0, 16)}`,
  };
}

const count = (counts: Record<string, number>, name: string): void => void (counts[name] = (counts[name] ?? 0) + 1);

/** The year of DE 7 follows the file and not the day of the run: the middle of its dates. */
function clockOf(rows: readonly Row[]): Clock {
  const middle = rows[Math.floor(rows.length / 2)]?.date ?? '2017-01-01';
  const at = Temporal.Instant.from(`${middle}T12:00:00Z`);
  return { now: () => at };
}

/**
 * Replays a file; the same file again goes on where it was stopped and changes nothing that was done. Purchases are posted at the present
 * time, for a ledger is never written in the past; when they happened is the file's date.
 */
export async function replay(context: CardsContext, options: ReplayOptions): Promise<ReplayOutcome> {
  const { data, logger, onProgress = () => undefined, isStopping = () => false, chunkSize = 384 } = options;
  const programme: CardProgramme = cardProgrammeNamed(context.cardProgrammes, options.programme ?? 'purchase-cards');
  const { currency, timeZone } = programme;
  const read = readRows(options.text, currency);
  if (read === undefined) return { kind: 'refused', reason: 'header-malformed' };
  const { rows, bad } = read;
  const digest = createHash('sha256').update(options.text).digest('hex');
  const byCard = Map.groupBy(rows, ({ lastFour }) => lastFour);

  const cardsBegan = performance.now();
  const wishes = [...byCard].map(([lastFour, own]) => ({ lastFour, load: money(currency, loadOf(data, own)) }));
  const cards = await openReplayCards(context, programme, digest, wishes, context.clock.now(), {
    onProgress: (done) => onProgress(done, wishes.length, 'cards'),
  });
  const rowsBegan = performance.now();

  // Nobody is told of purchases that were made years ago: without the holders' programme there are no messages and no webhooks.
  const quiet: CardsContext = { ...context, programmes: noticesOff };
  const run: Run = { context, digest, data, cards, timeZone };
  const authorizer = createAuthorizer(quiet, { onFault: (error) => logger.error({ err: error }, 'an authorisation failed') });
  const settle = async (presentments: readonly Presentment[]) =>
    await context.database.transaction(async (tx) => await clear(tx, quiet, presentments, context.clock.now()));
  const connection: Connection = { ...(demoConnections[0] as Connection), name: 'replay' };
  const network = await openCardNetwork(
    {
      connections: [connection],
      authorizer,
      clear: settle,
      security: context.security,
      database: context.database,
      clock: context.clock,
      messageClock: clockOf(rows),
      logger,
    },
    { port: 0, host: '127.0.0.1' },
  );
  const acquirers: Acquirer[] = [];
  const answers: Record<string, number> = {};
  const settlements: Record<string, number> = {};
  let doneNow = 0;
  let rowsDone = 0;
  try {
    for (let index = 0; index < lines; index += 1) {
      const acquirer = await connectAcquirer({ host: '127.0.0.1', port: network.port, dialect: 'ascii-87', timeoutMs: 60_000 });
      acquirers.push(acquirer);
      await acquirer.signOn();
    }
    const lineOf = ({ lastFour }: Row): Acquirer => acquirers[Number(lastFour) % lines] as Acquirer;
    const stream = async (own: readonly Row[]): Promise<void> => {
      let settling: Promise<void> = Promise.resolve();
      for (let from = 0; from < own.length && !isStopping(); from += chunkSize) {
        const chunk = own.slice(from, from + chunkSize);
        const keys = chunk.map((row) => ({ accountId: cardOf(run, row).accountId, id: clearingIdOf(digest, row), part: 0 }));
        const known = await knownTransactions(context.database, keys);
        const open = chunk.filter((_, index) => !known.has(`${keys[index]?.accountId} ${keys[index]?.id} 0`));
        await Promise.all(
          open
            .filter(({ billed }) => billed.minor > 0n)
            .map(async (row) => {
              const reply = await lineOf(row).send(requestOf(run, row));
              count(answers, reply.kind === 'answered' ? reply.code : reply.kind);
            }),
        );
        // The next purchases are asked for while these settle.
        await settling;
        const presentments = open.map((row) => presentmentOf(run, row));
        settling = settleAll(settle, presentments, settlements).then(() => {
          doneNow += open.length;
          rowsDone += chunk.length;
          onProgress(rowsDone, rows.length, 'rows');
        });
        // A failure is thrown at the next turn.
        settling.catch(() => undefined);
      }
      await settling;
    };
    // A card is of one stream alone: its rows keep their order, and no stream waits for the other's locks.
    const streams = Array.from({ length: streamCount }, (_, index) =>
      rows.filter(({ lastFour }) => Number(lastFour) % streamCount === index),
    );
    const ended = await Promise.allSettled(streams.map(stream));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  } finally {
    await Promise.all(acquirers.map(async (acquirer) => await acquirer.close()));
    await network.close();
    await authorizer.close();
  }
  if (rowsDone < rows.length) return { kind: 'stopped', rowsDone, rows: rows.length };
  const rowSeconds = (performance.now() - rowsBegan) / 1000;

  const { sums, held } = await compare(context, { rows, byCard, wishes, cards, currency });
  const findings = await checkLedger(context.database, context.clock.now());
  const asks = rows.filter(({ billed }) => billed.minor > 0n).map((row) => askOf(data, row).kind);
  const total = (of: (sum: CardSum) => Money): Money =>
    money(
      currency,
      sums.reduce((sum, each) => sum + of(each).minor, 0n),
    );
  return {
    kind: 'done',
    report: {
      file: options.file,
      digest,
      rows: rows.length,
      unusable: bad,
      doneNow,
      purchases: asks.length,
      refunds: rows.length - asks.length,
      foreign: rows.filter(({ original }) => original.currency !== currency).length,
      askedLess: asks.filter((kind) => kind === 'less').length,
      askedMore: asks.filter((kind) => kind === 'more').length,
      tips: asks.filter((kind) => kind === 'before-tip').length,
      answers,
      settlements,
      cards: sums,
      fileTotal: total(({ file }) => file),
      ledgerTotal: total(({ ledger }) => ledger),
      held,
      ledgerFindings: findings.map((finding) =>
        JSON.stringify(finding, (_name, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
      ),
      seconds: { cards: (rowsBegan - cardsBegan) / 1000, rows: rowSeconds },
    },
  };
}

/** One transaction for some hundreds. */
async function settleAll(
  settle: (presentments: readonly Presentment[]) => ReturnType<typeof clear>,
  presentments: readonly Presentment[],
  counts: Record<string, number>,
): Promise<void> {
  if (presentments.length === 0) return;
  for (const { result } of await settle(presentments)) count(counts, result);
}

/** What the ledger says that each card spent: its load less what is left, debts taken off. */
async function compare(
  context: CardsContext,
  {
    byCard,
    wishes,
    cards,
    currency,
    rows,
  }: {
    readonly rows: readonly Row[];
    readonly byCard: ReadonlyMap<string, readonly Row[]>;
    readonly wishes: readonly { readonly lastFour: string; readonly load: Money }[];
    readonly cards: ReadonlyMap<string, ReplayCard>;
    readonly currency: Money['currency'];
  },
): Promise<{ readonly sums: readonly CardSum[]; readonly held: Money }> {
  const wanted = sumsOf(rows, currency);
  const ids = [...cards.values()].map(({ accountId }) => accountId);
  const wallets = await context.database.transaction(async (tx) => await lockAccounts(tx, ids));
  let held = 0n;
  const sums = wishes.map(({ lastFour, load }) => {
    const own = wallets.get(cards.get(lastFour)?.accountId ?? '')?.find((wallet) => wallet.currency === currency);
    if (own === undefined) throw new Error('bug: an account of the replay has no wallet');
    held += own.held;
    return {
      lastFour,
      rows: byCard.get(lastFour)?.length ?? 0,
      file: wanted.get(lastFour) ?? money(currency, 0n),
      ledger: money(currency, load.minor - (own.posted - own.debt)),
    };
  });
  return { sums, held: money(currency, held) };
}
