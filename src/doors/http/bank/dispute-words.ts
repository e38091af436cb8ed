// How a dispute stands, told to its holder in a sentence or two.

import type { DisputeRow } from '../../../modules/card-disputes/index.ts';
import type { Language } from '../../../modules/customers/index.ts';
import ar from './dispute-words/ar.json' with { type: 'json' };
import en from './dispute-words/en.json' with { type: 'json' };
import fa from './dispute-words/fa.json' with { type: 'json' };
import kk from './dispute-words/kk.json' with { type: 'json' };

type Standing = keyof typeof en;
const words: Readonly<Record<Language, Readonly<Record<Standing, string>>>> = { ar, en, fa, kk };
const locales = { ar: 'ar-OM', en: 'en-GB', fa: 'fa-IR', kk: 'kk-KZ' } as const satisfies Record<Language, string>;

type Told = Pick<DisputeRow, 'status' | 'because' | 'stage' | 'chargebackFailed' | 'stageDueOn' | 'documentsDueOn' | 'windowEndsAt'>;

function standingOf({ status, because, stage, chargebackFailed }: Told): Standing {
  if (status === 'closed') return because ?? 'by-holder';
  if (status !== 'open') return status;
  return chargebackFailed ? 'deciding' : (stage ?? 'open');
}

const dayIn = (language: Language, day: Temporal.PlainDate): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' }).format(day.toZonedDateTime('UTC').epochMilliseconds);

/** The sentence; its days are the last ones on which something can still be done. */
export function inWords(language: Language, timeZone: string, dispute: Told): string {
  const standing = standingOf(dispute);
  const until = dispute.status === 'incomplete' ? dispute.documentsDueOn : dispute.stageDueOn;
  const window = dispute.windowEndsAt.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(timeZone).toPlainDate();
  return words[language][standing]
    .replace('{until}', () => (until === null ? '' : dayIn(language, Temporal.PlainDate.from(until))))
    .replace('{window}', () => dayIn(language, window));
}
