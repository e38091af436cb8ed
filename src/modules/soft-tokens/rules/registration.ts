// Who may register a soft token, on which phone: the ladder of refusals after the identity is known.

import type { Programme } from '../../programmes/index.ts';

export type RegistrationRefusal =
  | 'not-enrolled'
  | 'joint-account-holder'
  | 'foreign-number'
  | 'screen-lock-needed'
  | 'phone-carries-another-customer'
  | 'nothing-to-reset';

export type RegistrationFacts = {
  readonly purpose: 'register' | 'reset-password';
  readonly platform: 'ios' | 'android' | 'other';
  readonly screenLock: 'yes' | 'no' | 'unknown';
  /** E.164 number of record. */
  readonly mobile: string;
  readonly enrolled: boolean;
  readonly jointHolder: boolean;
  /** The customer that this phone carries now, if any. */
  readonly phoneCarries: string | undefined;
  readonly customerId: string;
  /** Whether a live device of this customer is on this phone. */
  readonly phoneHasDevice: boolean;
};

/** Undefined when nothing stands against it. Order: TK-06, TK-04, TK-10, TK-38, TK-05, TK-23. */
export function judgeRegistration(
  programme: Pick<Programme, 'softToken' | 'countryCode'>,
  facts: RegistrationFacts,
): RegistrationRefusal | undefined {
  const { softToken, countryCode } = programme;
  if (!facts.enrolled) return 'not-enrolled';
  if (facts.jointHolder) return 'joint-account-holder';
  if (facts.purpose === 'register') {
    if (!facts.mobile.startsWith(countryCode) && softToken.platforms[facts.platform].foreignNumber === 'refuse') return 'foreign-number';
    if (facts.screenLock === 'no' && softToken.screenLock === 'required-where-known') return 'screen-lock-needed';
  }
  if (facts.phoneCarries !== undefined && facts.phoneCarries !== facts.customerId) return 'phone-carries-another-customer';
  if (facts.purpose === 'reset-password' && !facts.phoneHasDevice) return 'nothing-to-reset';
  return undefined;
}
