// The QR reader behind the decoder: ZXing as WebAssembly, from a file of our own, never from somebody else's server.
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { QrReader } from './decode.ts';

/** Loads the reader. `wasm` is the bytes of zxing_reader.wasm; without it ZXing would fetch from a public CDN. */
export async function loadQrReader(wasm: ArrayBuffer): Promise<QrReader> {
  await prepareZXingModule({ overrides: { wasmBinary: wasm }, fireImmediately: true });
  return async (grey, width, height, hard) => {
    const rgba = new Uint8ClampedArray(width * height * 4);
    const words = new Uint32Array(rgba.buffer);
    for (let pixel = 0; pixel < grey.length; pixel += 1) words[pixel] = 0xff000000 | (grey[pixel]! * 0x010101);
    const [reading] = await readBarcodes({ data: rgba, width, height } as ImageData, {
      formats: ['QRCodeModel2'],
      maxNumberOfSymbols: 1,
      tryHarder: hard,
      tryRotate: hard,
      tryInvert: false,
      tryDownscale: hard,
      returnErrors: true,
    });
    if (reading === undefined) return undefined;
    const { topLeft, topRight, bottomRight, bottomLeft } = reading.position;
    const corners = [topLeft, topRight, bottomRight, bottomLeft] as const;
    if (!reading.isValid) return { corners };
    const version = Number(reading.version);
    return { bytes: reading.bytes.slice(), corners, ...(version > 0 ? { codeModules: 17 + 4 * version } : {}) };
  };
}
