// One act of the customer at a time: runs it, keeps its answer for the page.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from './protocol/phone.ts';

/** Runs `act`; `answer` is the last refusal, undefined while none is to be shown. Answers of a page that was left are dropped. */
export function useAnswer<Arguments extends readonly unknown[], T>(
  act: (...given: Arguments) => Promise<Answer<T>>,
): {
  readonly run: (...given: Arguments) => Promise<Answer<T> | undefined>;
  readonly pending: boolean;
  readonly answer: Answer<T> | undefined;
  readonly clear: () => void;
} {
  const [pending, setPending] = useState(false);
  const [answer, setAnswer] = useState<Answer<T>>();
  const busy = useRef(false);
  const shown = useRef(true);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const run = useCallback(async (...given: Arguments) => {
    if (busy.current) return undefined;
    busy.current = true;
    setPending(true);
    setAnswer(undefined);
    try {
      const result = await latest.current(...given);
      if (shown.current) setAnswer(result.kind === 'done' ? undefined : result);
      return result;
    } finally {
      busy.current = false;
      if (shown.current) setPending(false);
    }
  }, []);
  const clear = useCallback(() => setAnswer(undefined), []);
  return { run, pending, answer, clear };
}
