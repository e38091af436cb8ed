// The app's scanner in a real browser, on a real camera path: screen, worsened picture, film, camera, planes, frame.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { type CameraPath, disturbances, openCameraPath } from '../../src/testing/camera-path.ts';

describe('the scanner reads a coloured QR of an activation from another screen', () => {
  let path: CameraPath;
  before(async () => {
    path = await openCameraPath();
  });
  after(() => path.close());
  for (const disturbance of disturbances) {
    test(disturbance.name, async () => {
      const frame = new Uint8Array(randomBytes(119));
      const seen = await path.scan(frame, disturbance);
      assert.deepEqual(seen?.frame, frame);
    });
  }
});
