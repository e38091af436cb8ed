// Reads coloured QR codes from a moving picture, a shared screen or a file; no page in it.
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { type Picture, type QrReader, decodePicture } from '../shared/coloured-qr/decode.ts';
import { createCollector } from '../shared/coloured-qr/frame.ts';
import { loadQrReader } from '../shared/coloured-qr/read-qr.ts';

let loading: Promise<QrReader> | undefined;

/** The reader, fetched once; the service worker has it already. */
function reader(): Promise<QrReader> {
  loading ??= (async () => {
    const response = await fetch(wasmUrl);
    if (!response.ok) throw new Error('the reader could not be loaded');
    return loadQrReader(await response.arrayBuffer());
  })();
  loading.catch(() => (loading = undefined));
  return loading;
}

/** Longest side of a picture that is read, in pixels: more costs time and reads no better. */
const sideMax = 1280;
/** Pause between two grabs, so that the page stays quick. */
const pauseMs = 40;

type Source = HTMLVideoElement | ImageBitmap;

function createGrabber(): (source: Source, sourceWidth: number, sourceHeight: number) => Picture {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (context === null) throw new Error('bug: no canvas');
  return (source, sourceWidth, sourceHeight) => {
    const scale = Math.min(1, sideMax / Math.max(sourceWidth, sourceHeight));
    const width = Math.max(1, Math.round(sourceWidth * scale));
    const height = Math.max(1, Math.round(sourceHeight * scale));
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.drawImage(source, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return { data, width, height };
  };
}

export type CameraFault = 'camera-refused' | 'camera-missing' | 'camera-busy' | 'reader-missing';

/** Opens the back camera. Rejects with a DOMException that `cameraFault` names. */
export function openCamera(): Promise<MediaStream> {
  if (navigator.mediaDevices === undefined) return Promise.reject(new DOMException('no camera here', 'NotFoundError'));
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
  });
}

/** A window or a screen of this computer, for who has the web bank beside the app. */
export function openScreen(): Promise<MediaStream> {
  return navigator.mediaDevices.getDisplayMedia({ audio: false, video: { frameRate: 5 } });
}

export function canShareScreen(): boolean {
  return navigator.mediaDevices !== undefined && 'getDisplayMedia' in navigator.mediaDevices;
}

export function cameraFault(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'camera-refused';
  if (name === 'NotReadableError' || name === 'AbortError') return 'camera-busy';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'camera-missing' : 'reader-missing';
}

export type Reading = {
  /** A whole frame; reading goes on until `stop`. */
  readonly onFrame: (frame: Uint8Array) => void;
  /** Whether a code is in sight that could not be read yet. */
  readonly onSight?: (seen: boolean) => void;
  /** Milliseconds that a grab took to read, for measurements. */
  readonly onTime?: (readMs: number) => void;
  readonly onFault: (fault: CameraFault) => void;
};

/** Reads the video until the returned function is called. Planes of successive grabs are joined. */
export function readVideo(video: HTMLVideoElement, { onFrame, onSight, onTime, onFault }: Reading): () => void {
  let running = true;
  const grab = createGrabber();
  const collector = createCollector();
  const run = async (): Promise<void> => {
    const readQr = await reader();
    for (let turn = 0; running; turn += 1) {
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0) {
        const begun = performance.now();
        const decoded = await decodePicture(grab(video, video.videoWidth, video.videoHeight), readQr, turn % 3 === 2);
        if (!running) return;
        let frame = decoded.frame;
        for (const part of decoded.parts) frame = collector.add(part) ?? frame;
        if (frame !== undefined) {
          onTime?.(performance.now() - begun);
          onFrame(frame);
        } else onSight?.(decoded.seen);
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  run().catch(() => running && onFault('reader-missing'));
  return () => {
    running = false;
  };
}

/** Reads a picture that was saved or photographed; undefined where it holds no whole code. */
export async function readPictureFile(file: Blob): Promise<Uint8Array | undefined> {
  const readQr = await reader();
  const bitmap = await createImageBitmap(file);
  try {
    return (await decodePicture(createGrabber()(bitmap, bitmap.width, bitmap.height), readQr, true)).frame;
  } finally {
    bitmap.close();
  }
}
