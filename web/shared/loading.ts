// React hooks for what comes from the bank: load a thing, do an act, follow a thing that changes.
import { useCallback, useEffect, useRef, useState } from 'react';
import { bankClock } from './api.ts';
import { useLanguage } from './i18n/texts.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown };

/** Loads when its name or the language changes (the bank answers in words too); a reload keeps the old value on the page until the new one is there. */
export function useLoaded<T>(what: string, load: () => Promise<T>): Loaded<T> & { readonly reload: () => void } {
  const key = `${useLanguage()} ${what}`;
  const [loaded, setLoaded] = useState<{ key: string; result: Loaded<T> }>({ key, result: { state: 'loading' } });
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    let current = true;
    latest.current().then(
      (value) => current && setLoaded({ key, result: { state: 'ready', value } }),
      (error: unknown) => current && setLoaded({ key, result: { state: 'failed', error } }),
    );
    return () => {
      current = false;
    };
  }, [key, turn]);
  const reload = useCallback(() => {
    setLoaded((before) => (before.result.state === 'failed' ? { key: before.key, result: { state: 'loading' } } : before));
    setTurn((before) => before + 1);
  }, []);
  return { ...(loaded.key === key ? loaded.result : { state: 'loading' }), reload };
}

export type Act<Arguments extends readonly unknown[], Result> = {
  readonly run: (...given: Arguments) => Promise<Result | undefined>;
  readonly pending: boolean;
  readonly error: unknown;
  readonly clear: () => void;
};

/** An act of the customer: one at a time, its error kept for the page. Resolves to undefined where it failed. */
export function useAct<Arguments extends readonly unknown[], Result>(
  act: (...given: Arguments) => Promise<Result>,
): Act<Arguments, Result> {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const busy = useRef(false);
  const latest = useRef(act);
  latest.current = act;
  const run = useCallback(async (...given: Arguments): Promise<Result | undefined> => {
    if (busy.current) return undefined;
    busy.current = true;
    setPending(true);
    setError(undefined);
    try {
      return await latest.current(...given);
    } catch (thrown) {
      setError(thrown ?? new Error('unknown'));
      return undefined;
    } finally {
      busy.current = false;
      setPending(false);
    }
  }, []);
  const clear = useCallback(() => setError(undefined), []);
  return { run, pending, error, clear };
}

/**
 * Follows a server-sent stream of JSON objects; opens it again when it breaks, waiting longer each time (1 s to 15 s).
 * `undefined` as address closes it. `onBroken` is called at each break, so that the page can ask once itself.
 * `name` is that of the events in the stream.
 */
export function useEvents<T>(
  address: string | undefined,
  name: string,
  onEvent: (value: T) => void,
  onBroken?: () => void,
): { readonly connected: boolean } {
  const [connected, setConnected] = useState(false);
  const latest = useRef({ onEvent, onBroken });
  latest.current = { onEvent, onBroken };
  useEffect(() => {
    if (address === undefined) return undefined;
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waitMs = 1000;
    let closed = false;
    const open = (): void => {
      source = new EventSource(address);
      source.onopen = () => {
        waitMs = 1000;
        setConnected(true);
      };
      source.addEventListener(name, (event: MessageEvent<string>) => latest.current.onEvent(JSON.parse(event.data) as T));
      source.onerror = () => {
        setConnected(false);
        source?.close();
        if (closed) return;
        latest.current.onBroken?.();
        timer = setTimeout(open, waitMs);
        waitMs = Math.min(waitMs * 2, 15_000);
      };
    };
    open();
    return () => {
      closed = true;
      clearTimeout(timer);
      source?.close();
    };
  }, [address, name]);
  return { connected };
}

/** The bank's time in milliseconds, told again at each step while `running`. */
export function useNow(running: boolean, stepMs = 1000): number {
  const [now, setNow] = useState(bankClock);
  useEffect(() => {
    if (!running) return undefined;
    setNow(bankClock());
    const timer = setInterval(() => setNow(bankClock()), stepMs);
    return () => clearInterval(timer);
  }, [running, stepMs]);
  return now;
}
