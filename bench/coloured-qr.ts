// How surely and how fast the app's scanner reads a coloured QR that another screen shows, under what cameras do to pictures.

import { randomBytes } from 'node:crypto';

import { disturbances, openCameraPath } from '../src/testing/camera-path.ts';

export const about =
  'coloured QR of 119 bytes from one screen to another browser’s camera, 20 pictures for each disturbance; 1 = all were read';

const pictures = 20;

const median = (values: readonly number[]): number => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** Always 20 pictures a disturbance, however many seconds are asked for: a share of fewer says little. */
export async function run({ say }: { readonly seconds: number; readonly say: (text: string) => void }) {
  const path = await openCameraPath();
  const ratios: Record<string, number> = {};
  const figures: Record<string, number> = {};
  try {
    for (const disturbance of disturbances) {
      const times: number[] = [];
      let read = 0;
      for (let picture = 0; picture < pictures; picture += 1) {
        const frame = new Uint8Array(randomBytes(119));
        const seen = await path.scan(frame, disturbance);
        if (seen === undefined || Buffer.compare(seen.frame, frame) !== 0) continue;
        read += 1;
        times.push(seen.readMs);
      }
      ratios[`read, ${disturbance.name}`] = read / pictures;
      figures[`median milliseconds a grab, ${disturbance.name}`] = Math.round(median(times) * 10) / 10;
      say(`coloured-qr: ${disturbance.name}: ${read} of ${pictures}, ${median(times).toFixed(1)} ms a grab`);
    }
  } finally {
    await path.close();
  }
  return { ratios, figures };
}
