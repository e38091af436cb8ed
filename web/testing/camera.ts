// A page that runs the app's scanner on the camera; a test opens and closes it.
import { openCamera, readVideo } from '../token/scanner.ts';

export type Seen = { readonly frame: number[]; readonly readMs: number; readonly waitedMs: number };

/** Opens the camera, waits for a frame, closes it; undefined after `patienceMs`. */
async function scan(patienceMs: number): Promise<Seen | undefined> {
  const video = document.getElementById('video') as HTMLVideoElement;
  const stream = await openCamera();
  video.srcObject = stream;
  await video.play();
  const begun = performance.now();
  let readMs = 0;
  const seen = await new Promise<Seen | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patienceMs);
    const stop = readVideo(video, {
      onTime: (time) => (readMs = time),
      onFrame: (frame) => {
        stop();
        clearTimeout(timer);
        resolve({ frame: [...frame], readMs, waitedMs: performance.now() - begun });
      },
      onFault: () => resolve(undefined),
    });
  });
  for (const track of stream.getTracks()) track.stop();
  video.srcObject = null;
  return seen;
}

Object.assign(globalThis, { scan });
