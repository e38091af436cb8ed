// The phones of the demo's customers, for whoever tries Ramz on one machine.
import { isLanguage, rememberLanguage } from '../shared/i18n/language.ts';
import { startPages } from '../shared/start.tsx';
import { Handset } from './handset.tsx';

// Each phone has a host of its own, so the language comes along in the address when one goes from phone to phone.
const wanted = new URLSearchParams(location.search).get('language');
if (isLanguage(wanted)) {
  rememberLanguage(wanted);
  history.replaceState(null, '', location.pathname);
}

void startPages(<Handset />);
