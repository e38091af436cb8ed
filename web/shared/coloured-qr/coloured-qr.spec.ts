// The coloured QR on its pure pixel path: drawn, disturbed as a camera does, and read again.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { encode } from 'uqr';
import { type Picture, decodePicture } from './decode.ts';
import { drawPaths, drawPixels, encodeColouredQr } from './encode.ts';
import { crc32, createCollector, joinFrame, parsePlane, splitFrame } from './frame.ts';
import { loadQrReader } from './read-qr.ts';

const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
const readQr = await loadQrReader(new Uint8Array(wasm).buffer);

/** A frame of the length of an activation code, the same at every run. */
function frameOf(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** Lays a picture on a grey table, turned about its middle and scaled, with bilinear sampling. */
function photograph(picture: Picture, degrees: number, scale: number): Picture {
  const side = Math.ceil(Math.max(picture.width, picture.height) * scale * 1.5);
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  const cos = Math.cos((degrees * Math.PI) / 180) / scale;
  const sin = Math.sin((degrees * Math.PI) / 180) / scale;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const sourceX = cos * (x - side / 2) + sin * (y - side / 2) + picture.width / 2 - 0.5;
      const sourceY = -sin * (x - side / 2) + cos * (y - side / 2) + picture.height / 2 - 0.5;
      const left = Math.floor(sourceX);
      const top = Math.floor(sourceY);
      for (let channel = 0; channel < 3; channel += 1) {
        let value = 180;
        if (left >= 0 && top >= 0 && left + 1 < picture.width && top + 1 < picture.height) {
          const at = (dx: number, dy: number) => picture.data[((top + dy) * picture.width + left + dx) * 4 + channel]!;
          const fx = sourceX - left;
          const fy = sourceY - top;
          value = (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy;
        }
        data[(y * side + x) * 4 + channel] = value;
      }
    }
  }
  return { data, width: side, height: side };
}

function mapPixels(picture: Picture, change: (rgb: [number, number, number], offset: number) => [number, number, number]): Picture {
  const data = new Uint8ClampedArray(picture.data);
  for (let offset = 0; offset < data.length; offset += 4) {
    const changed = change([data[offset]!, data[offset + 1]!, data[offset + 2]!], offset);
    for (let channel = 0; channel < 3; channel += 1) data[offset + channel] = changed[channel]!;
  }
  return { ...picture, data };
}

const crosstalk = (share: number) => (picture: Picture) =>
  mapPixels(picture, ([r, g, b]) => {
    const whole = 1 + 2 * share;
    return [(r + share * (g + b)) / whole, (g + share * (r + b)) / whole, (b + share * (r + g)) / whole];
  });

const conditions: readonly [string, (picture: Picture) => Picture][] = [
  ['as drawn', (picture) => picture],
  ['30 % darker', (picture) => mapPixels(picture, ([r, g, b]) => [r * 0.7, g * 0.7, b * 0.7])],
  ['30 % brighter', (picture) => mapPixels(picture, ([r, g, b]) => [r * 1.3 + 20, g * 1.3 + 20, b * 1.3 + 20])],
  ['turned by 10°', (picture) => photograph(picture, 10, 1)],
  ['turned by −10°', (picture) => photograph(picture, -10, 1)],
  ['on its head', (picture) => photograph(picture, 180, 1)],
  ['at half scale', (picture) => photograph(picture, 3, 0.5)],
  ['yellowish light', (picture) => mapPixels(picture, ([r, g, b]) => [r, g * 0.9, b * 0.55])],
  [
    'noise of ±40',
    (picture) => {
      const noise = frameOf(picture.data.length, 7);
      return mapPixels(
        picture,
        (rgb, offset) => rgb.map((value, channel) => value + (noise[offset + channel]! / 255 - 0.5) * 80) as typeof rgb,
      );
    },
  ],
  ['channels mixed by 0.2', crosstalk(0.2)],
  ['channels mixed by 0.4', crosstalk(0.4)],
  ['channels mixed by 0.6', crosstalk(0.6)],
];

describe('coloured QR', () => {
  for (const [name, disturb] of conditions) {
    test(`an activation frame of 119 bytes is read: ${name}`, async () => {
      const frame = frameOf(119, 11);
      const picture = disturb(drawPixels(encodeColouredQr(frame), 8));
      const decoded = await decodePicture(picture, readQr, true);
      assert.deepEqual(decoded.frame, frame);
    });
  }

  for (const length of [1, 40, 90, 130, 255]) {
    test(`a frame of ${length} bytes comes back as it was`, async () => {
      const frame = frameOf(length, length);
      const decoded = await decodePicture(drawPixels(encodeColouredQr(frame), 5), readQr, false);
      assert.deepEqual(decoded.frame, frame);
    });
  }

  test('a black-and-white QR with the whole frame is accepted', async () => {
    const frame = frameOf(119, 3);
    frame[0] = 1;
    const code = encode([...frame], { ecc: 'M', border: 4 });
    const scale = 6;
    const side = code.size * scale;
    const data = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < side; x += 1) {
        if (code.data[Math.floor(y / scale)]![Math.floor(x / scale)]) data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
      }
    }
    assert.deepEqual((await decodePicture({ data, width: side, height: side }, readQr, false)).frame, frame);
  });

  test('a picture without a code gives nothing and is not called seen', async () => {
    const picture = { data: new Uint8ClampedArray(200 * 200 * 4).fill(255), width: 200, height: 200 };
    assert.deepEqual(await decodePicture(picture, readQr, true), { parts: [], seen: false });
  });

  test('the three planes differ: one plane alone does not give the frame', () => {
    const matrix = encodeColouredQr(frameOf(119, 1));
    assert.equal(drawPaths(matrix).length, 7, 'all eight colours occur, white included');
    const parts = splitFrame(frameOf(119, 1), 3).map((bytes) => parsePlane(bytes)!);
    assert.equal(joinFrame(parts.slice(0, 2)), undefined);
    assert.deepEqual(joinFrame([parts[2]!, parts[0]!, parts[1]!]), frameOf(119, 1));
  });

  test('planes of different pictures never mix', () => {
    const first = splitFrame(frameOf(119, 1), 3).map((bytes) => parsePlane(bytes)!);
    const second = splitFrame(frameOf(119, 2), 3).map((bytes) => parsePlane(bytes)!);
    const collector = createCollector();
    assert.equal(collector.add(first[0]!), undefined);
    assert.equal(collector.add(first[1]!), undefined);
    assert.equal(collector.add(second[2]!), undefined, 'a plane of another picture begins anew');
    assert.equal(collector.add(second[0]!), undefined);
    assert.deepEqual(collector.add(second[1]!), frameOf(119, 2));
    assert.equal(joinFrame([first[0]!, first[1]!, second[2]!]), undefined);
  });

  test('a part that was altered fails the checksum', () => {
    const parts = splitFrame(frameOf(119, 1), 3).map((bytes) => parsePlane(bytes)!);
    const altered = parts[1]!.bytes.slice();
    altered[0]! ^= 1;
    assert.equal(joinFrame([parts[0]!, { ...parts[1]!, bytes: altered }, parts[2]!]), undefined);
  });

  test('CRC-32 gives the check value of ISO 3309', () => {
    assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926);
  });
});
