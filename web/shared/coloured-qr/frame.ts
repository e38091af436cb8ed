// How one frame is cut into the planes of a coloured QR and put together again.

/** One plane's bytes: `0xA0 | index << 2 | total` (1), CRC-32 of the whole frame as the picture's tag (4), the part. */
export const planeHeaderBytes = 5;
const headerMark = 0xa0;

/** A plane as it was read: which part of which picture it is. */
export type PlanePart = { readonly index: number; readonly total: number; readonly tag: number; readonly bytes: Uint8Array };

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 as ISO 3309 has it. It tells pictures apart and finds torn readings; authenticity is the frame's own tag's work. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = crcTable[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Cuts a frame into `total` (1 … 3) parts of equal length, the last one shorter, each with its header. */
export function splitFrame(frame: Uint8Array, total: number): Uint8Array[] {
  const partBytes = Math.ceil(frame.length / total);
  const tag = crc32(frame);
  return Array.from({ length: total }, (_, index) => {
    const part = frame.subarray(index * partBytes, (index + 1) * partBytes);
    const plane = new Uint8Array(planeHeaderBytes + part.length);
    plane[0] = headerMark | (index << 2) | total;
    new DataView(plane.buffer).setUint32(1, tag);
    plane.set(part, planeHeaderBytes);
    return plane;
  });
}

/** Reads a plane's header; undefined where the bytes are no plane of ours. */
export function parsePlane(bytes: Uint8Array): PlanePart | undefined {
  const first = bytes[0];
  if (first === undefined || bytes.length < planeHeaderBytes || (first & 0xf0) !== headerMark) return undefined;
  const index = (first >> 2) & 3;
  const total = first & 3;
  if (total === 0 || index >= total) return undefined;
  const tag = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(1);
  return { index, total, tag, bytes: bytes.subarray(planeHeaderBytes) };
}

/** Joins the parts of one picture; undefined while a part is missing, tags differ or the checksum does not fit. */
export function joinFrame(parts: readonly PlanePart[]): Uint8Array | undefined {
  const first = parts[0];
  if (first === undefined) return undefined;
  const ordered: Uint8Array[] = [];
  for (let index = 0; index < first.total; index += 1) {
    const part = parts.find((other) => other.index === index && other.tag === first.tag && other.total === first.total);
    if (part === undefined) return undefined;
    ordered.push(part.bytes);
  }
  const frame = new Uint8Array(ordered.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of ordered) {
    frame.set(part, offset);
    offset += part.length;
  }
  return crc32(frame) === first.tag ? frame : undefined;
}

/** Keeps the planes of the picture seen last, so that one grab may give the red plane and the next the blue one. */
export function createCollector(): { add(part: PlanePart): Uint8Array | undefined; clear(): void } {
  let parts: PlanePart[] = [];
  return {
    add(part) {
      if (parts.some((other) => other.tag !== part.tag || other.total !== part.total)) parts = [];
      if (!parts.some((other) => other.index === part.index)) parts.push({ ...part, bytes: part.bytes.slice() });
      const frame = joinFrame(parts);
      if (frame === undefined && parts.length === part.total) parts = [];
      return frame;
    },
    clear() {
      parts = [];
    },
  };
}
