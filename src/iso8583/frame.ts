// Frames: messages on a stream, each behind its length in two bytes (big-endian, the two not counted).

export type FrameRefusal = 'frame-oversize';

/** The frames that are whole so far; `refused` when the next is longer than allowed: nothing behind it can be found, close the line. */
export type FrameRead =
  | { readonly kind: 'done'; readonly frames: readonly Uint8Array[] }
  | { readonly kind: 'refused'; readonly reason: FrameRefusal; readonly lengthBytes: number; readonly frames: readonly Uint8Array[] };

export type FrameReader = {
  /**
   * Takes what came from the socket, in pieces of any size. Frames that lie in one piece are views of it, not copies.
   * A length of 0 is a sign of life and gives no frame.
   */
  push(chunk: Uint8Array): FrameRead;
  /** Bytes of a frame that is not whole: a line that stays so for long is closed. */
  readonly pendingBytes: number;
};

/** @param lengthMax bytes of the longest frame; a longer one is refused before memory is taken for it */
export function createFrameReader({ lengthMax }: { readonly lengthMax: number }): FrameReader {
  let high: number | undefined; // the first length byte, where a piece ended between the two
  let partial: Uint8Array | undefined; // a frame that is not whole, at its full length
  let filled = 0;
  let broken: number | undefined;

  return {
    get pendingBytes() {
      return partial === undefined ? (high === undefined ? 0 : 1) : 2 + filled;
    },
    push(chunk) {
      const frames: Uint8Array[] = [];
      let at = 0;
      while (broken === undefined && at < chunk.length) {
        if (partial !== undefined) {
          const taken = Math.min(partial.length - filled, chunk.length - at);
          partial.set(chunk.subarray(at, at + taken), filled);
          filled += taken;
          at += taken;
          if (filled < partial.length) break;
          frames.push(partial);
          partial = undefined;
          continue;
        }
        if (high === undefined) {
          high = chunk[at] as number;
          at += 1;
          continue;
        }
        const length = (high << 8) | (chunk[at] as number);
        high = undefined;
        at += 1;
        if (length > lengthMax) broken = length;
        else if (length > 0 && at + length <= chunk.length) {
          frames.push(chunk.subarray(at, at + length));
          at += length;
        } else if (length > 0) {
          partial = new Uint8Array(length);
          filled = 0;
        }
      }
      return broken === undefined ? { kind: 'done', frames } : { kind: 'refused', reason: 'frame-oversize', lengthBytes: broken, frames };
    },
  };
}

/** The bytes behind their length; `encodeFrame` does the same for a message without a copy. */
export function frame(bytes: Uint8Array): Uint8Array {
  if (bytes.length > 0xffff) throw new Error('bug: two bytes say at most 65535');
  const framed = Buffer.allocUnsafe(bytes.length + 2);
  framed[0] = bytes.length >> 8;
  framed[1] = bytes.length & 255;
  framed.set(bytes, 2);
  return framed;
}
