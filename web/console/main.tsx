// The staff's console.
import { startPages } from '../shared/start.tsx';
import { Console } from './console.tsx';

void startPages(<Console />);
