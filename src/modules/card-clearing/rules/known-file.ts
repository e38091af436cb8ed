// Judges a file whose id was seen before: the same again, one that goes on, or another one under the same name.

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, index) => byte === b[index]);

export type KnownFile = { readonly digest: Uint8Array; readonly status: 'running' | 'done' | 'cut' | 'refused' };

/**
 * new: begins; finished: nothing is to be done; interrupted: goes on where it stopped; completed: the known one was cut, this one begins with
 * the same bytes and has the rest; other-content: refused.
 */
export type KnownJudgement = 'new' | 'finished' | 'interrupted' | 'completed' | 'other-content';

/**
 * @param given.start digest of as many bytes as the known file has, where that one was cut
 * @param given.waits records of the known file wait for a rate: the same file again tries them
 */
export function judgeKnownFile(
  known: KnownFile | undefined,
  given: { readonly digest: Uint8Array; readonly start: Uint8Array | undefined; readonly waits: boolean },
): KnownJudgement {
  // Of a refused file nothing was posted: it may come corrected, or again in the other mode.
  if (known === undefined || known.status === 'refused') return 'new';
  if (same(known.digest, given.digest)) {
    if (known.status === 'running') return 'interrupted';
    return given.waits ? 'new' : 'finished';
  }
  return known.status === 'cut' && given.start !== undefined && same(known.digest, given.start) ? 'completed' : 'other-content';
}
