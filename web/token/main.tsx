// The soft-token app.
import { startPages } from '../shared/start.tsx';
import { TokenApp } from './app.tsx';
import './token.css';

// old-browser.js has already told the person what to do.
if ((globalThis as { ramzTooOld?: boolean }).ramzTooOld !== true) void startPages(<TokenApp />);
