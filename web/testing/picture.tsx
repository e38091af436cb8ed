// A page that shows a coloured QR by the component of the web bank; a test says which.
import { createRoot } from 'react-dom/client';
import { ColouredQr } from '../shared/coloured-qr/coloured-qr.tsx';

const place = document.getElementById('root');
if (place === null) throw new Error('bug: the page has no place for the picture');
const root = createRoot(place);

Object.assign(globalThis, {
  show: (frame: number[], size: number) => root.render(<ColouredQr payload={Uint8Array.from(frame)} size={size} label="Code to scan" />),
});
