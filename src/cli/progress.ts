// A progress bar on the standard error: redrawn on a terminal, some lines elsewhere.

import { performance } from 'node:perf_hooks';

export type Progress = {
  show(done: number, total: number): void;
  /** Ends the line of a terminal. */
  end(): void;
};

const width = 30;
const number = new Intl.NumberFormat('en-GB');

/** What the bar says: '[######----] 60 %  600 of 1,000 records  2,400/s'. */
export function barText(done: number, total: number, unit: string, elapsedMs: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.floor(share * width);
  const rate = elapsedMs < 1 ? 0 : Math.round((done * 1000) / elapsedMs);
  const bar = `${'#'.repeat(filled)}${'-'.repeat(width - filled)}`;
  return `[${bar}] ${String(Math.floor(share * 100)).padStart(3)} %  ${number.format(done)} of ${number.format(total)} ${unit}  ${number.format(rate)}/s`;
}

/** @param quiet draws nothing: for output that a program reads */
export function progressBar(unit: string, quiet = false): Progress {
  const started = performance.now();
  const { stderr } = process;
  let [shownAt, shownTenth, drawn] = [-Infinity, -1, false];
  return {
    show(done, total) {
      if (quiet) return;
      const now = performance.now();
      if (stderr.isTTY) {
        if (done < total && now - shownAt < 100) return;
        stderr.write(`\r${barText(done, total, unit, now - started)}\u001b[K`);
        drawn = true;
      } else {
        const tenth = total === 0 ? 10 : Math.floor((done * 10) / total);
        if (tenth === shownTenth) return;
        shownTenth = tenth;
        stderr.write(`${barText(done, total, unit, now - started)}\n`);
      }
      shownAt = now;
    },
    end() {
      if (drawn) stderr.write('\n');
    },
  };
}
