// The self-service kiosk: one task a screen, for fingers, in the language of whoever stands in front of it.
import { startPages } from '../shared/start.tsx';
import { Kiosk } from './kiosk.tsx';

void startPages(<Kiosk />);
