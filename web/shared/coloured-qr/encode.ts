// Makes the coloured QR: three QR codes, one in each of the red, green and blue planes of one picture.
import { encode } from 'uqr';
import { splitFrame } from './frame.ts';

/** Modules of white around the code, as ISO/IEC 18004 asks. */
export const quietModules = 4;
/** Side of a calibration patch and the distance from one patch's left edge to the next. */
export const patchModules = 3;
export const patchStepModules = 4;
/** Version 4 is the smallest in use, so that the seven patches always fit under the code. */
const smallestVersion = 4;

/** Colours as three bits: 4 red, 2 green, 1 blue light. 7 is white, 0 black. */
export type ModuleColour = number;

/** The calibration patches from left to right: what each looks like tells the camera's mixing of the channels. */
export const patchColours: readonly ModuleColour[] = [4, 2, 1, 3, 5, 6, 0];

/** A picture in modules, row by row, quiet zone and calibration patches included. */
export type ColouredMatrix = {
  readonly width: number;
  readonly height: number;
  /** Modules along the side of the code itself. */
  readonly codeModules: number;
  readonly modules: Uint8Array;
};

/** Encodes a frame (at most about 600 bytes) as a coloured QR; error correction M in each plane. */
export function encodeColouredQr(frame: Uint8Array): ColouredMatrix {
  const planes = splitFrame(frame, 3);
  // All three planes must be of one version: the finder patterns then stand on each other, black in every channel.
  let version = smallestVersion;
  for (const plane of planes) {
    version = Math.max(version, encode([...plane], { ecc: 'M', boostEcc: false, border: 0, minVersion: smallestVersion }).version);
  }
  const codes = planes.map((plane) =>
    encode([...plane], { ecc: 'M', boostEcc: true, border: 0, minVersion: version, maxVersion: version }),
  );
  const codeModules = codes[0]!.size;
  const width = codeModules + 2 * quietModules;
  const height = codeModules + 2 * quietModules + patchModules + 2;
  const modules = new Uint8Array(width * height).fill(7);
  for (let y = 0; y < codeModules; y += 1) {
    for (let x = 0; x < codeModules; x += 1) {
      let colour = 0;
      for (const code of codes) colour = (colour << 1) | (code.data[y]![x] ? 0 : 1);
      modules[(y + quietModules) * width + x + quietModules] = colour;
    }
  }
  const top = quietModules + codeModules + quietModules;
  for (const [index, colour] of patchColours.entries()) {
    const left = quietModules + index * patchStepModules;
    for (let y = 0; y < patchModules; y += 1) modules.fill(colour, (top + y) * width + left, (top + y) * width + left + patchModules);
  }
  return { width, height, codeModules, modules };
}

/** The CSS colour of a module: pure channel values, for a plane must be fully lit or fully dark. */
export function moduleCss(colour: ModuleColour): string {
  return `#${colour & 4 ? 'ff' : '00'}${colour & 2 ? 'ff' : '00'}${colour & 1 ? 'ff' : '00'}`;
}

/** Paths of an SVG in module units, one for each colour but white: crisp at any density. */
export function drawPaths(matrix: ColouredMatrix): { readonly fill: string; readonly d: string }[] {
  const paths: { fill: string; d: string }[] = [];
  for (let colour = 0; colour < 7; colour += 1) {
    let d = '';
    for (let y = 0; y < matrix.height; y += 1) {
      for (let x = 0; x < matrix.width; x += 1) {
        if (matrix.modules[y * matrix.width + x] !== colour) continue;
        const start = x;
        while (x + 1 < matrix.width && matrix.modules[y * matrix.width + x + 1] === colour) x += 1;
        d += `M${start} ${y}h${x - start + 1}v1h-${x - start + 1}z`;
      }
    }
    if (d !== '') paths.push({ fill: moduleCss(colour), d });
  }
  return paths;
}

/** Draws the picture as pixels (RGBA), `pixelsPerModule` whole pixels each: for tests, canvases and PNG files. */
export function drawPixels(matrix: ColouredMatrix, pixelsPerModule: number): { data: Uint8ClampedArray; width: number; height: number } {
  const width = matrix.width * pixelsPerModule;
  const height = matrix.height * pixelsPerModule;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = matrix.modules[Math.floor(y / pixelsPerModule) * matrix.width + Math.floor(x / pixelsPerModule)]!;
      const offset = (y * width + x) * 4;
      data[offset] = colour & 4 ? 255 : 0;
      data[offset + 1] = colour & 2 ? 255 : 0;
      data[offset + 2] = colour & 1 ? 255 : 0;
      data[offset + 3] = 255;
    }
  }
  return { data, width, height };
}
