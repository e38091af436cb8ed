// Reads a coloured QR out of a picture: planes apart, each read as a plain QR, the frame joined again.
import { type PlanePart, joinFrame, parsePlane } from './frame.ts';
import { patchColours, patchModules, patchStepModules, quietModules } from './encode.ts';

/** A picture as RGBA bytes, like ImageData. */
export type Picture = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };
/** What the QR reader says of one grey picture: `bytes` only where the code was read whole, corners where it was found. */
export type QrReading = {
  readonly bytes?: Uint8Array;
  readonly codeModules?: number;
  readonly corners: readonly [Point, Point, Point, Point];
};
/** Reads at most one QR of a grey picture (one byte a pixel). `hard` may take longer. */
export type QrReader = (grey: Uint8Array, width: number, height: number, hard: boolean) => Promise<QrReading | undefined>;

export type Decoded = {
  /** The whole frame, where one picture was enough. */
  readonly frame?: Uint8Array;
  /** The planes that were read; a collector may join them with those of the next grab. */
  readonly parts: readonly PlanePart[];
  /** Whether a code was seen at all: 'hold still' instead of 'point at the code'. */
  readonly seen: boolean;
};

/** Three rows of four: what a channel is made of, `rgb · row[0…2] + row[3]`. */
type Unmixing = readonly (readonly [number, number, number, number])[];

/** Green first: it has most of a camera's and of JPEG's sharpness. */
const planeOrder = [1, 0, 2] as const;

/** One plane of a picture as grey, unmixed where the camera's mixing is known. */
export function planeOf(picture: Picture, channel: number, unmixing?: Unmixing): Uint8Array {
  const { data, width, height } = picture;
  const grey = new Uint8Array(width * height);
  const row = unmixing?.[channel];
  if (row === undefined) {
    for (let pixel = 0, offset = channel; pixel < grey.length; pixel += 1, offset += 4) grey[pixel] = data[offset]!;
    return grey;
  }
  const [red, green, blue, constant] = row;
  for (let pixel = 0, offset = 0; pixel < grey.length; pixel += 1, offset += 4) {
    const value = data[offset]! * red + data[offset + 1]! * green + data[offset + 2]! * blue + constant;
    grey[pixel] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
  return grey;
}

/** Dark only where all three channels are: the finder patterns stand out of it even where the channels are badly mixed. */
function blackOnly(picture: Picture): Uint8Array {
  const grey = new Uint8Array(picture.width * picture.height);
  for (let pixel = 0, offset = 0; pixel < grey.length; pixel += 1, offset += 4) {
    grey[pixel] = Math.max(picture.data[offset]!, picture.data[offset + 1]!, picture.data[offset + 2]!);
  }
  return grey;
}

/** The projective map from module units (code's upper left corner = 0,0) to pixels. */
function moduleToPixel(corners: QrReading['corners'], side: number): (x: number, y: number) => Point {
  const [a, b, c, d] = corners;
  const sumX = a.x - b.x + c.x - d.x;
  const sumY = a.y - b.y + c.y - d.y;
  const dx1 = b.x - c.x;
  const dx2 = d.x - c.x;
  const dy1 = b.y - c.y;
  const dy2 = d.y - c.y;
  const denominator = dx1 * dy2 - dx2 * dy1;
  const g = (sumX * dy2 - dx2 * sumY) / denominator;
  const h = (dx1 * sumY - sumX * dy1) / denominator;
  return (moduleX, moduleY) => {
    const u = moduleX / side;
    const v = moduleY / side;
    const w = g * u + h * v + 1;
    return {
      x: ((b.x - a.x + g * b.x) * u + (d.x - a.x + h * d.x) * v + a.x) / w,
      y: ((b.y - a.y + g * b.y) * u + (d.y - a.y + h * d.y) * v + a.y) / w,
    };
  };
}

function invert3(m: readonly (readonly number[])[]): number[][] | undefined {
  const [a, b, c] = m[0] as [number, number, number];
  const [d, e, f] = m[1] as [number, number, number];
  const [g, h, i] = m[2] as [number, number, number];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (Math.abs(determinant) < 1e-6) return undefined;
  return [
    [(e * i - f * h) / determinant, (c * h - b * i) / determinant, (b * f - c * e) / determinant],
    [(f * g - d * i) / determinant, (a * i - c * g) / determinant, (c * d - a * f) / determinant],
    [(d * h - e * g) / determinant, (b * g - a * h) / determinant, (a * e - b * d) / determinant],
  ];
}

/** Measures the calibration patches under the code; undefined where what stands there cannot be them. */
export function measureUnmixing(picture: Picture, corners: QrReading['corners'], codeModules: number): Unmixing | undefined {
  const toPixel = moduleToPixel(corners, codeModules);
  const sample = (moduleX: number, moduleY: number): [number, number, number] | undefined => {
    const sums: [number, number, number] = [0, 0, 0];
    for (const [dx, dy] of [
      [0, 0],
      [-0.5, 0],
      [0.5, 0],
      [0, -0.5],
      [0, 0.5],
    ] as const) {
      const point = toPixel(moduleX + dx, moduleY + dy);
      const x = Math.round(point.x);
      const y = Math.round(point.y);
      if (!(x >= 0 && y >= 0 && x < picture.width && y < picture.height)) return undefined;
      const offset = (y * picture.width + x) * 4;
      for (const channel of [0, 1, 2] as const) sums[channel] += picture.data[offset + channel]! / 5;
    }
    return sums;
  };
  const patchY = codeModules + quietModules + patchModules / 2;
  const samples: { colour: number; seen: [number, number, number] }[] = [];
  for (const [index, colour] of patchColours.entries()) {
    const seen = sample(index * patchStepModules + patchModules / 2, patchY);
    if (seen === undefined) return undefined;
    samples.push({ colour, seen });
  }
  const white = sample(codeModules / 2, codeModules + quietModules / 2);
  if (white === undefined) return undefined;
  samples.push({ colour: 7, seen: white });
  // The mean effect of each channel's light over the patches that differ in it: less noise than single patches.
  const mixing: number[][] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  const seenBy = new Map(samples.map((one) => [one.colour, one.seen]));
  const black = seenBy.get(0)!;
  for (const [source, bit] of [4, 2, 1].entries()) {
    for (let rest = 0; rest < 8; rest += 1) {
      if (rest & bit) continue;
      for (let channel = 0; channel < 3; channel += 1) {
        mixing[channel]![source]! += (seenBy.get(rest | bit)![channel]! - seenBy.get(rest)![channel]!) / 4;
      }
    }
  }
  for (let channel = 0; channel < 3; channel += 1) if (mixing[channel]![channel]! < 12) return undefined;
  const inverse = invert3(mixing);
  if (inverse === undefined) return undefined;
  return inverse.map((row) => {
    const scaled = row.map((value) => value * 255) as [number, number, number];
    return [...scaled, -(scaled[0] * black[0] + scaled[1] * black[1] + scaled[2] * black[2])] as const;
  });
}

/**
 * Decodes one picture. A plain black-and-white QR that holds the whole frame is taken as well: its bytes do not begin with
 * a plane's mark. `hard` tries more (turned, blurred codes) and unmixes the channels where planes are missing.
 */
export async function decodePicture(picture: Picture, readQr: QrReader, hard: boolean): Promise<Decoded> {
  const parts = new Map<number, PlanePart>();
  let place = undefined as QrReading | undefined;
  const attempt = async (channel: number, unmixing?: Unmixing): Promise<Uint8Array | undefined> => {
    const reading = await readQr(planeOf(picture, channel, unmixing), picture.width, picture.height, hard);
    if (reading === undefined) return undefined;
    if (place === undefined || (place.bytes === undefined && reading.bytes !== undefined)) place = reading;
    if (reading.bytes === undefined) return undefined;
    const part = parsePlane(reading.bytes);
    if (part === undefined) return reading.bytes;
    parts.set(part.index, part);
    return joinFrame([...parts.values()]);
  };
  for (const channel of planeOrder) {
    const frame = await attempt(channel);
    if (frame !== undefined) return { frame, parts: [...parts.values()], seen: true };
    // Nothing in the sharpest plane, and no time to try hard: the next grab comes soon.
    if (!hard && place === undefined) return { parts: [], seen: false };
  }
  place ??= await readQr(blackOnly(picture), picture.width, picture.height, hard);
  const found = place;
  if (found !== undefined) {
    for (const codeModules of found.codeModules === undefined ? [33, 37, 41] : [found.codeModules]) {
      const unmixing = measureUnmixing(picture, found.corners, codeModules);
      if (unmixing === undefined) continue;
      for (const channel of planeOrder) {
        if (parts.has(channel)) continue;
        const frame = await attempt(channel, unmixing);
        if (frame !== undefined) return { frame, parts: [...parts.values()], seen: true };
      }
    }
  }
  return { parts: [...parts.values()], seen: found !== undefined };
}
