// Server-sent events: a stream carries the state of a thing at its start and each time that it has changed.

import type { FastifyReply, FastifyRequest } from 'fastify';

import type { Deps } from './deps.ts';
import { sendProblem } from './problems/problem.ts';

declare module 'fastify' {
  interface FastifyInstance {
    openStreams?: Map<string, Set<() => void>>;
  }
  interface FastifyRequest {
    /** Set by a door's guard: a stream ends once its reader may no longer read. */
    streamGuard?: StreamGuard;
  }
}

export type StreamGuard = {
  /** Events upon which the permission is looked at again, besides every ten seconds. */
  readonly topics: readonly string[];
  holds(): Promise<boolean>;
};

const streamsPerOwnerMax = 6;
const lookAgainMs = 10_000;

export type StreamSettings = {
  deps: Deps;
  /** Whose stream it is: at most six at once for each owner. */
  owner: string;
  topics: readonly string[];
  event: string;
  /** Reads the state anew; undefined ends the stream. */
  read(): Promise<object | undefined>;
  /** True for a state after which nothing can follow: it is sent, then the stream ends. */
  isLast?(state: object): boolean;
};

/** Prepares an app for streams: when it closes, all of them end. Call it once, before routes. */
export function allowStreams(app: {
  decorate(name: string, value: unknown): unknown;
  addHook(name: 'preClose', work: () => Promise<void>): unknown;
}): void {
  const open = new Map<string, Set<() => void>>();
  app.decorate('openStreams', open);
  app.addHook('preClose', async () => {
    for (const set of open.values()) for (const end of set) end();
    await Promise.resolve();
  });
}

/**
 * Answers with a stream. The state goes out when it differs from what was sent last: upon an event of the topics, and
 * every ten seconds in case one was lost; between them a comment keeps proxies from closing the connection.
 */
export async function openStream(request: FastifyRequest, reply: FastifyReply, settings: StreamSettings): Promise<void> {
  const { deps, owner, topics, event, read, isLast } = settings;
  const guard = request.streamGuard;
  const all = request.server.openStreams;
  if (all === undefined) throw new Error('bug: allowStreams was not called');
  const first = await read();
  if (first === undefined) {
    sendProblem(reply, 'not-found');
    return;
  }

  // From here on nothing is awaited before the stream is on the list: what is not on it would outlive the door.
  const own = all.get(owner) ?? new Set();
  if (own.size >= streamsPerOwnerMax) {
    sendProblem(reply, 'too-many-streams', { retryAfterSeconds: 5 });
    return;
  }
  const response = reply.raw;
  let ended = false;
  let reading = false;
  let again = false;
  let sent = '';
  const stops: (() => void)[] = [];
  const end = (): void => {
    if (ended) return;
    ended = true;
    clearInterval(timer);
    for (const stop of stops) stop();
    own.delete(end);
    if (own.size === 0) all.delete(owner);
    response.end();
  };
  const send = (state: object): void => {
    const text = JSON.stringify(state);
    if (text !== sent) response.write(`event: ${event}\ndata: ${text}\n\n`);
    sent = text;
    if (isLast?.(state) === true) end();
  };
  const look = async (): Promise<void> => {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      do {
        again = false;
        const allowed = (await guard?.holds()) ?? true;
        const state = allowed ? await read() : undefined;
        if (ended) return;
        if (state === undefined) end();
        else send(state);
      } while (again && !ended);
    } catch {
      // The database is away: the next look tells the state.
    } finally {
      reading = false;
    }
  };
  const timer = setInterval(() => {
    // A reader that does not read is let go: it comes back by itself.
    if (response.writableLength > 65_536) end();
    else {
      response.write(': here\n\n');
      void look();
    }
  }, lookAgainMs);

  own.add(end);
  all.set(owner, own);
  reply.hijack();
  response.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  response.once('close', end);
  for (const topic of [...topics, ...(guard?.topics ?? [])]) stops.push(deps.events.subscribe(topic, () => void look()));
  send(first);
  // What changed between the first reading and the subscription.
  if (!ended) void look();
}
