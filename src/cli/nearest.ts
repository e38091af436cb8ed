// Finds what somebody probably meant to type.

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The known word that is at most a third of its letters (and at least two) away, or undefined. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const rated = known.map((candidate) => ({
    candidate,
    steps: candidate.startsWith(word) && word.length > 1 ? 0 : distance(word, candidate),
  }));
  const best = rated.sort((a, b) => a.steps - b.steps)[0];
  return best !== undefined && best.steps <= Math.max(2, Math.floor(best.candidate.length / 3)) && best.steps < best.candidate.length
    ? best.candidate
    : undefined;
}
