// How the phone reaches the bank: one call, its answer, and the three ways that it can end.

export type Call = {
  readonly method: 'GET' | 'POST';
  /** From `/token/v1/` on. */
  readonly path: string;
  readonly body?: unknown;
  /** Bearer secret of a session or a registration. */
  readonly token?: string;
};

/** Sends a call; rejects where the bank was not reached. */
export type Transport = (call: Call) => Promise<{ readonly status: number; readonly body: unknown }>;

export type Figures = Readonly<Record<string, unknown>>;

/** The bank's no, or the phone's own; `detail` is for the customer, in the language of the call, where the bank gave one. */
export type Refusal = {
  readonly kind: 'refused';
  readonly reason: string;
  readonly status: number;
  readonly detail: string;
  readonly figures: Figures;
};
export type Unreachable = { readonly kind: 'unreachable' };
export type Answer<T> = { readonly kind: 'done'; readonly value: T } | Refusal | Unreachable;

export const unreachable: Unreachable = { kind: 'unreachable' };

export function answered<T>(value: T): Answer<T> {
  return { kind: 'done', value };
}

/** A refusal that the phone itself gives, without asking the bank. */
export function declined(reason: string, figures: Figures = {}): Refusal {
  return { kind: 'refused', reason, status: 0, detail: '', figures };
}

/** Makes a call and sorts its answer: RFC 9457 problems become refusals, 5xx counts as not reached. */
export async function ask<T>(transport: Transport, call: Call): Promise<Answer<T>> {
  let reply: { status: number; body: unknown };
  try {
    reply = await transport(call);
  } catch {
    return unreachable;
  }
  if (reply.status >= 200 && reply.status < 300) return answered(reply.body as T);
  if (reply.status >= 500) return unreachable;
  const problem = (typeof reply.body === 'object' && reply.body !== null ? reply.body : {}) as Record<string, unknown>;
  const { type, title: _title, status: _status, detail, instance: _instance, ...figures } = problem;
  const reason = typeof type === 'string' ? (type.split('/').at(-1) ?? '') : '';
  return { kind: 'refused', reason, status: reply.status, detail: typeof detail === 'string' ? detail : '', figures };
}

export type HttpTransportOptions = {
  /** '' for the page's own origin. */
  readonly origin: string;
  readonly language: () => string;
  readonly fetch?: typeof globalThis.fetch;
  readonly timeoutMs?: number;
};

/** The transport over HTTP. Each POST carries its own idempotency key. */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const send = options.fetch ?? globalThis.fetch.bind(globalThis);
  return async (call) => {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': options.language() };
    if (call.token !== undefined) headers['authorization'] = `Bearer ${call.token}`;
    const init: RequestInit = {
      method: call.method,
      headers,
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(options.timeoutMs ?? 20_000),
    };
    if (call.method === 'POST') {
      headers['content-type'] = 'application/json';
      headers['idempotency-key'] = crypto.randomUUID();
      init.body = JSON.stringify(call.body ?? {});
    }
    const response = await send(`${options.origin}${call.path}`, init);
    const text = await response.text();
    let body: unknown;
    try {
      body = text === '' ? undefined : JSON.parse(text);
    } catch {
      body = undefined;
    }
    return { status: response.status, body };
  };
}
