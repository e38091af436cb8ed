// Calls the bank's JSON interfaces: language, idempotency, and problems as typed errors.
import { currentLanguage } from './i18n/language.ts';

/** A problem document of RFC 9457: the bank understood and said no. `detail` is in the language of the page. */
export class Problem extends Error {
  readonly status: number;
  /** The last part of `type`: 'wrong-code', 'not-eligible', … */
  readonly reason: string;
  readonly title: string;
  readonly detail: string;
  /** The members beyond the standard ones: attemptsLeft, retryAfterSeconds, … */
  readonly figures: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const { type, title, detail, status: ignored, ...figures } = body;
    void ignored;
    super(typeof title === 'string' ? title : `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.reason = typeof type === 'string' ? (type.split('/').at(-1) ?? '') : '';
    this.title = typeof title === 'string' ? title : '';
    this.detail = typeof detail === 'string' ? detail : '';
    this.figures = figures;
  }
}

/** The bank was not reached, or was away (503): whether the call was heard is not known to the page. */
export class Unreachable extends Error {
  readonly away: boolean;

  constructor(away: boolean, cause?: unknown) {
    super(away ? 'the bank is away' : 'the bank cannot be reached', { cause });
    this.name = 'Unreachable';
    this.away = away;
  }
}

export type CallOptions = {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** One key for one act of the customer, however often it is sent; a new one is made where none is given. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
};

export type Api = {
  get<Reply>(path: string, options?: CallOptions): Promise<Reply>;
  post<Reply>(path: string, body?: unknown, options?: CallOptions): Promise<Reply>;
  put<Reply>(path: string, body?: unknown, options?: CallOptions): Promise<Reply>;
  patch<Reply>(path: string, body?: unknown, options?: CallOptions): Promise<Reply>;
  delete<Reply>(path: string, options?: CallOptions): Promise<Reply>;
  /** The address of a path, for links and event streams. */
  url(path: string, query?: CallOptions['query']): string;
};

const retryWaitMs = 800;
// A difference below this comes from the header's whole seconds and the way, not from a wrong clock.
const clockToleranceMs = 3000;
let clockAheadMs = 0;

/** The bank's time in milliseconds: that of this device, corrected where its clock is wrong. Count-downs go by it. */
export function bankClock(): number {
  return Date.now() + clockAheadMs;
}

function setClock(date: string | null): void {
  const told = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(told)) return;
  const difference = told - Date.now();
  clockAheadMs = Math.abs(difference) < clockToleranceMs ? 0 : difference;
}

/** A client of one door: `api('/bank/v1')`. `onProblem` hears of every problem, e.g. to send an ended session to the sign-in. */
export function api(base: string, onProblem?: (problem: Problem) => void): Api {
  function url(path: string, query: CallOptions['query'] = {}): string {
    const pairs = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
    return pairs.length === 0 ? `${base}${path}` : `${base}${path}?${new URLSearchParams(pairs)}`;
  }

  async function call<Reply>(method: string, path: string, body: unknown, options: CallOptions): Promise<Reply> {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': currentLanguage(), ...options.headers };
    if (method === 'POST') headers['idempotency-key'] = options.idempotencyKey ?? crypto.randomUUID();
    const request: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
    if (method !== 'GET' && method !== 'DELETE') {
      headers['content-type'] = 'application/json';
      request.body = JSON.stringify(body ?? {});
    }
    if (options.signal !== undefined) request.signal = options.signal;
    const response = await send(url(path, options.query), request);
    setClock(response.headers.get('date'));
    if (response.status === 204) return undefined as Reply;
    const text = await response.text();
    const parsed = parse(text);
    if (response.ok) return parsed as Reply;
    if (response.status === 503 || response.status === 502 || response.status === 504) throw new Unreachable(true);
    const problem = new Problem(response.status, typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {});
    onProblem?.(problem);
    throw problem;
  }

  return {
    get: (path, options = {}) => call('GET', path, undefined, options),
    post: (path, body, options = {}) => call('POST', path, body, options),
    put: (path, body, options = {}) => call('PUT', path, body, options),
    patch: (path, body, options = {}) => call('PATCH', path, body, options),
    delete: (path, options = {}) => call('DELETE', path, undefined, options),
    url,
  };
}

// A call that never arrived is sent once more: GET changes nothing, and POST carries its idempotency key.
async function send(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (first) {
    if (request.signal?.aborted === true) throw first;
    await new Promise((resolve) => setTimeout(resolve, retryWaitMs));
    try {
      return await fetch(address, request);
    } catch (second) {
      throw new Unreachable(false, second);
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
