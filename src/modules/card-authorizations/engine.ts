// The authoriser: gathers concurrent requests into micro-batches, sharded by account over lanes, and answers each after its commit.

import { LimitedMap } from './limited-map.ts';
import { unanswered } from './authorize.ts';
import { isOpening, type AuthorizationsContext, type Item, type Trust } from './batch-state.ts';
import { internalAccounts } from '../ledger/index.ts';
import { authorizationIdOf, candidateIds, messageIdOf } from './rules/network-key.ts';
import { runBatch } from './run-batch.ts';
import * as store from './store.ts';
import type { Answer, NetworkRequest, RequestKind } from './types.ts';
import { currencies } from '../../kernel/money.ts';
import { gathered } from '../../postgres/gathered.ts';
import { isKeyTaken } from '../../postgres/session.ts';

export type AuthorizerSettings = {
  /** Batches under way at once; an account always runs in the same lane. */
  readonly lanes?: number;
  readonly batchMax?: number;
  /** Requests that wait, in all: beyond it the answer is 'system-busy'. */
  readonly waitingMax?: number;
  readonly cardsCachedMax?: number;
  /** Told of each fault behind a 'system-error', for the log. */
  readonly onFault?: (error: unknown) => void;
};

export type Authorizer = {
  /**
   * Resolves after the commit of the batch that the request was in, always with an answer: a fault is 'system-error'.
   * @param isOurs whether cards of a programme may be asked about; one that may not is 'card-unknown'
   */
  submit(request: NetworkRequest, isOurs?: (programme: string) => boolean): Promise<Answer>;
  /** Resolves when nothing is waiting or under way. */
  drain(): Promise<void>;
  /** Drains and closes the connections. */
  close(): Promise<void>;
  load(): { readonly waiting: number; readonly lanesBusy: number };
};

type Waiting = { readonly item: Item; readonly resolve: (answer: Answer) => void };

const families = {
  authorization: 'request',
  financial: 'request',
  advice: 'advice',
  increment: 'increment',
  inquiry: 'inquiry',
  reversal: 'reversal',
  'reversal-advice': 'reversal',
} as const satisfies Record<RequestKind, string>;

/** What posts at once is the last of its account in a batch: later requests must see what it posted. */
const postsAtOnce = ({ kind, acquirerFee }: NetworkRequest): boolean =>
  kind === 'financial' || kind === 'reversal' || kind === 'reversal-advice' || (kind === 'inquiry' && acquirerFee !== undefined);

/** The ids where the authorisation of a request may be; for one that opens it, only its own. */
function idsOf(request: NetworkRequest): string[] {
  if (request.kind === 'inquiry') return [messageIdOf('inquiry', request)];
  return isOpening(request) ? [request.authorizationId ?? authorizationIdOf(request)] : candidateIds(request);
}

/** What a message writes under its own number: its hold, and its event. */
const messageKeys = ['ledger_transfers_pkey', 'card_authorization_events_pkey'];

type CardKey = { readonly cardId: string; readonly accountId: string; readonly programme: string };

const laneOf = (accountId: string, lanes: number): number => Number.parseInt(accountId.slice(-6), 16) % lanes;

/** Opens the authoriser. Several may share a database: what must not race is under the accounts' locks. */
export function createAuthorizer(ctx: AuthorizationsContext, settings: AuthorizerSettings = {}): Authorizer {
  const { lanes = 3, batchMax = 256, waitingMax = 20_000, cardsCachedMax = 1_000_000, onFault = () => undefined } = settings;
  const pipelines = ctx.database.pipelines();
  const queues: Waiting[][] = Array.from({ length: lanes }, () => []);
  const busy = new Set<number>();
  const idle: (() => void)[] = [];
  let waiting = 0;
  let unresolved = 0;
  let prepared: Promise<void> | undefined;

  // A card never moves to another account, so that an entry is never wrong.
  const cards = new LimitedMap<string, CardKey>(cardsCachedMax);
  const readByDigest = gathered<CardKey>(async (db, keys) => {
    const rows = await store.cardKeys(
      db,
      keys.map((key) => Buffer.from(key, 'base64')),
      [],
    );
    return new Map(
      rows.map((row) => [row.number_digest.toString('base64'), { cardId: row.id, accountId: row.account_id, programme: row.programme }]),
    );
  });
  const readById = gathered<CardKey>(async (db, keys) => {
    const rows = await store.cardKeys(db, [], keys);
    return new Map(rows.map((row) => [row.id, { cardId: row.id, accountId: row.account_id, programme: row.programme }]));
  });

  const findCard = async (key: string, isId: boolean): Promise<CardKey | undefined> => {
    const found = await (isId ? readById : readByDigest)(ctx.database, key);
    if (found !== undefined) cards.set(key, found);
    return found;
  };

  const prepare = async (): Promise<void> => {
    const charts = currencies.flatMap((currency) => [
      { chart: 'scheme-settlement', currency },
      { chart: 'fee-income', currency },
    ]);
    await internalAccounts(ctx.database, charts, ctx.clock.now());
  };

  const finish = ({ resolve }: Waiting, answer: Answer): void => {
    waiting -= 1;
    resolve(answer);
  };

  const runOnce = async (lane: number, batch: readonly Waiting[], trust: Trust): Promise<void> => {
    try {
      prepared ??= prepare();
      await prepared;
      const now = ctx.clock.now();
      const items = batch.map(({ item }) => item);
      const answers = await pipelines.transaction(lane, async (tx) => await runBatch(tx, ctx, items, now, trust));
      batch.forEach((each, index) => finish(each, answers[index] ?? unanswered(each.item.request, 'system-error')));
      publish(answers);
    } catch (error) {
      prepared = undefined;
      const isTaken = isKeyTaken(error, messageKeys);
      // Something was there before: the same once more, with a look at what is known of each message.
      if (isTaken && trust === 'new') return await runOnce(lane, batch, 'none');
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) {
        // Nothing of this account is known under the number, so that it is another account's.
        if (!isTaken) onFault(error);
        finish(only, unanswered(only.item.request, isTaken ? 'repeat-differs' : 'system-error', only.item));
        return;
      }
      // The batch was rolled back as a whole: each goes alone, so that only the one at fault fails.
      for (const single of batch) await runOnce(lane, [single], 'none');
    }
  };

  const publish = (answers: readonly Answer[]): void => {
    const topics = new Set<string>();
    for (const { accountId } of answers) if (accountId !== undefined) topics.add(`card-account:${accountId}`);
    if (topics.size > 0) ctx.events.publish(...topics);
  };

  const takeBatch = (queue: Waiting[]): Waiting[] => {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const closed = new Set<string>();
    let at = 0;
    for (; at < queue.length && batch.length < batchMax; at += 1) {
      const each = queue[at] as Waiting;
      const { accountId, request } = each.item;
      if (closed.has(accountId)) later.push(each);
      else batch.push(each);
      if (postsAtOnce(request)) closed.add(accountId);
    }
    queue.splice(0, at, ...later);
    return batch;
  };

  const runLane = async (lane: number): Promise<void> => {
    const queue = queues[lane] ?? [];
    // One turn of the event loop lets requests that arrived together be gathered.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (queue.length > 0) await runOnce(lane, takeBatch(queue), 'new');
    busy.delete(lane);
    wake();
  };

  const wake = (): void => {
    if (busy.size === 0 && unresolved === 0) idle.splice(0).forEach((resolve) => resolve());
  };

  const enqueue = (request: NetworkRequest, card: CardKey, resolve: (answer: Answer) => void): void => {
    const { cardId, accountId } = card;
    const item: Item = { request, cardId, accountId, messageId: messageIdOf(families[request.kind], request), ids: idsOf(request) };
    const lane = laneOf(accountId, lanes);
    queues[lane]?.push({ item, resolve });
    if (busy.has(lane)) return;
    busy.add(lane);
    void runLane(lane);
  };

  return {
    submit(request, isOurs = () => true) {
      if (waiting >= waitingMax) return Promise.resolve(unanswered(request, 'system-busy'));
      const isId = request.cardId !== undefined;
      const digest = isId
        ? undefined
        : (request.panDigest ?? (request.pan === undefined ? undefined : ctx.security.numberDigest(request.pan)));
      const key = request.cardId ?? (digest === undefined ? undefined : Buffer.from(digest).toString('base64'));
      if (key === undefined) return Promise.resolve(unanswered(request, 'card-unknown'));
      waiting += 1;
      return new Promise<Answer>((resolve) => {
        const card = cards.get(key);
        if (card !== undefined && isOurs(card.programme)) return enqueue(request, card, resolve);
        unresolved += 1;
        findCard(key, isId)
          .then(
            (found) => {
              unresolved -= 1;
              if (found !== undefined && isOurs(found.programme)) return enqueue(request, found, resolve);
              waiting -= 1;
              // An advice about a card that is not ours is acknowledged and forgotten.
              const advice = request.kind === 'advice' || request.kind === 'reversal-advice';
              const answer = unanswered(request, 'card-unknown');
              resolve(advice ? { ...answer, responseCode: '00' } : answer);
              wake();
            },
            (error: unknown) => {
              unresolved -= 1;
              waiting -= 1;
              onFault(error);
              resolve(unanswered(request, 'system-error'));
              wake();
            },
          )
          .catch(() => undefined);
      });
    },
    async drain() {
      while (busy.size > 0 || unresolved > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
    async close() {
      await this.drain();
      await pipelines.end();
    },
    load: () => ({ waiting, lanesBusy: busy.size }),
  };
}

const opened = new WeakMap<AuthorizationsContext, Authorizer>();

/** The one authoriser of a context, opened on first use with the settings of that call: all doors of a process gather into the same batches. */
export function authorizerOf(ctx: AuthorizationsContext, settings: AuthorizerSettings = {}): Authorizer {
  let authorizer = opened.get(ctx);
  if (authorizer === undefined) {
    authorizer = createAuthorizer(ctx, settings);
    opened.set(ctx, authorizer);
  }
  return authorizer;
}
