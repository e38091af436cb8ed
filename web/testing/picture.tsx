// A page that shows a coloured QR by the component of the web bank; a test says which.
import { createRoot } from 'react-dom/client';
import { ColouredQr } from '../shared/coloured-qr/coloured-qr.tsx';

const root = createRoot(document.getElementById('root')!);

Object.assign(globalThis, {
  show: (frame: number[], size: number) => root.render(<ColouredQr payload={Uint8Array.from(frame)} size={size} label="Code to scan" />),
});
