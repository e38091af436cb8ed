// The customer's web bank.
import { startPages } from '../shared/start.tsx';
import { Bank } from './bank.tsx';

void startPages(<Bank />);
