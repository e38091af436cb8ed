// The handset's door, and which phone the page shows.
import type { MoneyJson } from '../../src/kernel/money.ts';
import { api } from '../shared/api.ts';
import { currentLanguage } from '../shared/i18n/language.ts';

export const door = api('/handset/v1');

export type Trait = 'hard-token' | 'foreign-number' | 'joint-account' | 'not-enrolled';

export type Phone = {
  readonly slug: string;
  readonly name: string;
  readonly nameLatin: string;
  readonly language: string;
  readonly mobile: string;
  readonly email: string;
  readonly traits: readonly Trait[];
};

export type Overview = {
  readonly phones: readonly Phone[];
  readonly doors: Readonly<Record<'bank' | 'token' | 'console' | 'handset' | 'kiosk', string>>;
  readonly bankNumber: string;
  readonly staff: readonly {
    readonly userName: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly enrol: string;
  }[];
};

export type PrepaidCard = {
  readonly cardId: string;
  readonly number: string;
  readonly expiresOn: string;
  readonly status: string;
  /** Of the cards that the demo made. */
  readonly pin?: string;
};

export type Shop = { readonly id: string; readonly name: string; readonly asksForPin: boolean; readonly usual: MoneyJson };

export type Payment = {
  readonly outcome: 'approved' | 'declined' | 'no-answer';
  readonly code?: string;
  readonly approvalCode?: string;
  readonly paymentId?: string;
};

export type Wallet = {
  readonly customerNumber: string;
  readonly card?: { readonly number: string; readonly pin: string; readonly expiresOn: string };
  readonly prepaid: readonly PrepaidCard[];
  readonly shops: readonly Shop[];
  readonly tillCurrencies: readonly string[];
  readonly signIn?: { readonly userName: string; readonly password: string };
  readonly device?: { readonly serial: string };
  readonly drawer: readonly string[];
};

export type Sms = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly at: string;
  readonly direction: 'in' | 'out';
};
export type Mail = { readonly id: string; readonly from: string; readonly subject: string; readonly text: string; readonly at: string };
export type Inbox = { readonly sms: readonly Sms[]; readonly mail: readonly Mail[] };

/** The phone of this page: by its host, salim.localhost, or where there is one host for all by the path, /phones/salim. */
export function phoneHere(): string | undefined {
  return /^([a-z]{2,20})\.localhost$/.exec(location.hostname)?.[1] ?? /^\/phones\/([a-z]{2,20})$/.exec(location.pathname)?.[1];
}

/** Where another phone is. */
export function addressOfPhone({ doors }: Overview, slug: string): string {
  const language = `?language=${currentLanguage()}`;
  return doors.handset.includes('{slug}') ? `${doors.handset.replace('{slug}', slug)}/${language}` : `/phones/${slug}${language}`;
}
