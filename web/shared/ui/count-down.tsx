// Time seen passing: a ring that empties, with the seconds in it.
import './ui.css';
import { useEffect, useRef, type ReactNode } from 'react';
import { formatDuration } from '../i18n/format.ts';
import { sharedTexts } from '../i18n/shared-texts.ts';
import { useNow } from '../loading.ts';

export type CountDownProps = {
  /** When it began and when it ends, in milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly onEnd?: () => void;
  /** Diameter in pixels. */
  readonly size?: number;
};

const announceAtSeconds = new Set([60, 30, 10]);

/** Calls onEnd once. Screen readers hear of it at 60, 30 and 10 seconds, not at each. */
export function CountDown({ from, until, onEnd, size = 88 }: CountDownProps): ReactNode {
  const say = sharedTexts.use();
  const ended = useRef(0);
  const now = useNow(true);
  const left = Math.max(0, Math.ceil((until - now) / 1000));
  const latest = useRef(onEnd);
  latest.current = onEnd;
  useEffect(() => {
    if (left > 0 || ended.current === until) return;
    ended.current = until;
    latest.current?.();
  }, [left, until]);
  const stroke = Math.max(4, size / 14);
  const radius = (size - stroke) / 2;
  const round = 2 * Math.PI * radius;
  const share = Math.min(1, Math.max(0, (until - now) / Math.max(1, until - from)));
  return (
    <span
      className="count-down"
      style={{ inlineSize: size, blockSize: size }}
      role="timer"
      aria-label={say('secondsLeft', { seconds: left })}
    >
      <svg width={size} height={size} aria-hidden="true">
        <circle className="count-down-track" cx={size / 2} cy={size / 2} r={radius} fill="none" strokeWidth={stroke} />
        <circle
          className={left <= 10 ? 'count-down-left count-down-late' : 'count-down-left'}
          cx={size / 2}
          cy={size / 2}
          r={radius}
          fill="none"
          strokeWidth={stroke}
          strokeLinecap="round"
          strokeDasharray={round}
          strokeDashoffset={round * (1 - share)}
        />
      </svg>
      <span className="count-down-figure" style={{ fontSize: size / 4 }} aria-hidden="true">
        {formatDuration(left)}
      </span>
      <span className="visually-hidden" role="status">
        {announceAtSeconds.has(left) ? say('secondsLeft', { seconds: left }) : ''}
      </span>
    </span>
  );
}
