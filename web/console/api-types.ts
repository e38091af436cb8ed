// Requests and replies of the console door, made from docs/openapi/console.json by web/shared/generate-api-types.ts.

export type Problem = {
  /** stable address of the reason: https://ramz.dev/problems/<reason> */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** what to do next, in the language of Accept-Language */
  readonly detail: string;
  readonly instance?: string;
  readonly errors?: readonly {
    readonly field: string;
    readonly rule: string;
  }[];
};

/** Each endpoint with its parameters, body and reply. */
export type Door = {
  /** The call that is on the line */
  readonly 'GET /console/v1/calls/current': {
    readonly reply: {
      readonly call: {
        /** UUID, lower case */
        readonly id: string;
        /** UUID, lower case */
        readonly customerId: string;
        readonly reason: string;
        readonly questions: readonly ('civil-number' | 'birth-date' | 'card-last-four' | 'last-credit')[];
        readonly attempts: number;
        readonly attemptsMax: number;
        /** RFC 3339, UTC */
        readonly openedAt: string;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        readonly verified: boolean;
        readonly codeMatched: boolean;
      } | null;
    };
  };
  /** Check an answer of the caller against the records */
  readonly 'POST /console/v1/calls/{id}/answers': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly answers: {
        readonly 'civil-number'?: string;
        readonly 'birth-date'?: string;
        readonly 'card-last-four'?: string;
        readonly 'last-credit'?: string;
      };
    };
    readonly reply: {
      readonly match: boolean;
      readonly triesLeft: number;
    };
  };
  /** Send the caller a code by SMS to the number of record */
  readonly 'POST /console/v1/calls/{id}/code': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly maskedTo: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** RFC 3339, UTC */
      readonly resendAt: string;
    };
  };
  /** Check the code that the caller reads out: match or no match */
  readonly 'POST /console/v1/calls/{id}/code/check': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** digits of any script */
      readonly code: string;
    };
    readonly reply: {
      readonly match: boolean;
    };
  };
  /** End the call */
  readonly 'POST /console/v1/calls/{id}/end': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: undefined;
  };
  /** A card account with its wallets and cards, its newest loads, its disputes, and the fees of today */
  readonly 'GET /console/v1/card-accounts/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly account: {
        /** UUID, lower case */
        readonly accountId: string;
        /** UUID, lower case */
        readonly customerId: string;
        readonly programme: string;
        readonly product: string;
        readonly status: 'pending' | 'open' | 'frozen' | 'closing' | 'closed';
        /** only for those who may read the reasons */
        readonly statusReason?: string;
        readonly currency: string;
        readonly termsVersion: string;
        readonly renewsByDefault: boolean;
        /** RFC 3339, UTC */
        readonly openedAt: string;
        readonly closedAt: string | null;
        readonly wallets: readonly {
          readonly currency: string;
          readonly balance: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly held: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly available: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly debt: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
        }[];
        readonly cards: readonly {
          /** UUID, lower case */
          readonly cardId: string;
          /** UUID, lower case */
          readonly accountId: string;
          /** who carries the card */
          readonly customerId: string;
          readonly role: 'main' | 'additional';
          readonly form: 'physical' | 'virtual';
          readonly lastFour: string;
          /** ISO date */
          readonly validFrom: string;
          /** ISO date */
          readonly expiresOn: string;
          readonly status: 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';
          readonly pinStatus: 'none' | 'set' | 'blocked';
          /** whether the first PIN was shown */
          readonly pinDelivered: boolean;
          /** UUID, lower case */
          readonly replacementFor?: string;
          /** UUID, lower case */
          readonly replacedBy?: string;
          readonly controls: {
            readonly channelsOff?: readonly ('pos' | 'atm' | 'ecommerce' | 'moto')[];
            /** ISO 3166-1 alpha-2; absent: all */
            readonly countriesAllowed?: readonly string[];
            readonly merchantGroupsOff?: readonly string[];
            readonly limits?: {
              readonly purchase?: {
                /** minor units of the currency of the account */
                readonly perOperationMax?: number;
                /** minor units of the currency of the account */
                readonly perDayMax?: number;
                /** minor units of the currency of the account */
                readonly perMonthMax?: number;
                readonly perDayCountMax?: number;
                readonly perMonthCountMax?: number;
              };
              readonly cash?: {
                /** minor units of the currency of the account */
                readonly perOperationMax?: number;
                /** minor units of the currency of the account */
                readonly perDayMax?: number;
                /** minor units of the currency of the account */
                readonly perMonthMax?: number;
                readonly perDayCountMax?: number;
                readonly perMonthCountMax?: number;
              };
            };
          };
          /** whether the holder is told of each use by SMS */
          readonly notify: boolean;
          /** RFC 3339, UTC */
          readonly issuedAt: string;
          /** RFC 3339, UTC */
          readonly activatedAt?: string;
          /** RFC 3339, UTC */
          readonly closedAt?: string;
          readonly pinFailures: number;
          /** only for those who may read the reasons */
          readonly statusReason?: string;
        }[];
      };
      /** the newest ones */
      readonly loads: readonly {
        /** UUID, lower case */
        readonly loadId: string;
        readonly source: 'account' | 'mandate' | 'cash';
        readonly amount: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly status: 'asked' | 'requested' | 'sent' | 'posted' | 'returned' | 'cancelled';
        /** UUID, lower case */
        readonly mandateId?: string;
        /** what the other bank knows a collection by */
        readonly reference?: string;
        /** UUID, lower case */
        readonly fileId?: string;
        /** code of the other bank (ISO 20022 external status reason) */
        readonly returnReason?: string;
        /** RFC 3339, UTC */
        readonly askedAt: string;
        /** RFC 3339, UTC */
        readonly postedAt?: string;
        /** RFC 3339, UTC */
        readonly endedAt?: string;
      }[];
      readonly disputes: readonly {
        /** UUID, lower case */
        readonly disputeId: string;
        /** short, to be said on the phone */
        readonly reference: string;
        /** UUID, lower case */
        readonly accountId: string;
        /** UUID, lower case */
        readonly transactionId: string;
        readonly cardId: string | null;
        readonly reason: 'fraud' | 'lost-or-stolen' | 'not-received' | 'quality' | 'duplicate' | 'wrong-amount' | 'surcharge' | 'refund-missing' | 'cash-not-dispensed';
        readonly merchantName: string;
        /** RFC 3339, UTC */
        readonly occurredAt: string;
        readonly status: 'draft' | 'incomplete' | 'open' | 'closed';
        readonly outcome: 'won' | 'lost' | 'withdrawn' | 'referred-to-merchant' | 'refused' | null;
        readonly because: 'scheme-decided' | 'acquirer-did-not-answer' | 'written-off' | 'scheme-refused' | 'reported-late' | 'card-unsigned' | 'made-by-holder' | 'neglect' | 'not-eligible' | 'documents-missing' | 'not-confirmed-in-writing' | 'quality-of-goods' | 'by-holder' | null;
        readonly stage: 'chargeback' | 're-presentment' | 'pre-arbitration' | 'arbitration' | null;
        readonly stageDueOn: string | null;
        /** the scheme’s way is over: it is between bank and holder */
        readonly chargebackFailed: boolean;
        readonly documentsDueOn: string | null;
        /** for each wallet and fee; original = recovered + denied + writtenOff + remaining */
        readonly amounts: readonly {
          readonly role: 'transaction' | 'fee';
          readonly original: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly recovered: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly denied: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly writtenOff: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly remaining: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          /** what of it the holder has back now */
          readonly credited: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
        }[];
        /** RFC 3339, UTC */
        readonly createdAt: string;
        readonly submittedAt: string | null;
        readonly closedAt: string | null;
      }[];
      readonly fees: {
        /** first day of the schedule that holds today */
        readonly from: string;
        readonly vatPpm: number;
        readonly items: readonly {
          readonly fee: string;
          readonly net: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly vat: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly total: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
        }[];
      };
    };
  };
  /** Loss files, recalls, destructions and the ending of an account */
  readonly 'GET /console/v1/card-accounts/{id}/care': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** the first one first */
      readonly reports: readonly {
        /** UUID, lower case */
        readonly reportId: string;
        /** UUID, lower case */
        readonly cardId: string;
        /** UUID, lower case */
        readonly accountId: string;
        readonly lastFour: string;
        readonly kind: 'lost' | 'stolen' | 'disclosed-pin' | 'misused';
        /** RFC 3339, UTC */
        readonly happenedAt?: string;
        /** RFC 3339, UTC */
        readonly reportedAt: string;
        /** a written notice must come before this instant */
        readonly confirmationDueAt: string;
        /** RFC 3339, UTC */
        readonly writtenAt?: string;
        readonly confirmation: 'given' | 'waiting' | 'missed';
        readonly entries: readonly {
          /** UUID, lower case */
          readonly entryId: string;
          readonly kind: string;
          /** RFC 3339, UTC */
          readonly at: string;
          readonly channel: string;
          readonly reference?: string;
          readonly documentDigest?: string;
          readonly reason?: string;
          readonly actor?: string;
        }[];
      }[];
      /** cards that were recalled, or that somebody said are destroyed */
      readonly cards: readonly {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        readonly status: string;
        readonly recalled: boolean;
        /** RFC 3339, UTC */
        readonly claimedAt?: string;
        /** RFC 3339, UTC */
        readonly confirmedAt?: string;
        readonly how?: 'cut-at-branch' | 'received-by-post' | 'retained-by-machine' | 'acceptor';
      }[];
      readonly ending?: {
        /** UUID, lower case */
        readonly accountId: string;
        readonly givenBy: string;
        /** RFC 3339, UTC */
        readonly noticedAt: string;
        readonly reference: string;
        /** RFC 3339, UTC */
        readonly effectiveAt?: string;
        readonly waitingCards: readonly {
          /** UUID, lower case */
          readonly cardId: string;
          readonly lastFour: string;
          /** RFC 3339, UTC */
          readonly claimedAt?: string;
        }[];
        readonly due: readonly {
          readonly currency: string;
          readonly owed: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly unposted: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
        }[];
      };
      /** accounts of the holder here that a balance can go to; for those who may record a notice */
      readonly payTo: readonly {
        /** UUID, lower case */
        readonly accountId: string;
        readonly number: string;
      }[];
    };
  };
  /** Attempts to reach the holder, newest first */
  readonly 'GET /console/v1/card-accounts/{id}/contact-attempts': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly attempts: readonly {
        /** UUID, lower case */
        readonly attemptId: string;
        readonly wantedBy: string;
        readonly channel: string;
        readonly outcome: string;
        readonly reason: string;
        readonly actor: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** Record an attempt to reach the holder; as many in vain as the programme says freeze the account, contact lifts it */
  readonly 'POST /console/v1/card-accounts/{id}/contact-attempts': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly wantedBy: 'bank' | 'scheme';
      readonly channel: 'phone' | 'sms' | 'email' | 'post' | 'app' | 'branch';
      readonly outcome: 'reached' | 'not-reached';
      readonly reason: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly attemptId: string;
      readonly wantedBy: string;
      readonly channel: string;
      readonly outcome: string;
      readonly reason: string;
      readonly actor: string;
      /** RFC 3339, UTC */
      readonly at: string;
      readonly failedInARow: number;
      readonly account: 'unchanged' | 'frozen' | 'released';
      readonly status: string;
    };
  };
  /** How far the ending of an account is */
  readonly 'GET /console/v1/card-accounts/{id}/ending': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly accountId: string;
      readonly givenBy: string;
      /** RFC 3339, UTC */
      readonly noticedAt: string;
      readonly reference: string;
      /** RFC 3339, UTC */
      readonly effectiveAt?: string;
      readonly waitingCards: readonly {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        /** RFC 3339, UTC */
        readonly claimedAt?: string;
      }[];
      readonly due: readonly {
        readonly currency: string;
        readonly owed: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly unposted: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
    };
  };
  /** Record the written notice that ends an account */
  readonly 'POST /console/v1/card-accounts/{id}/ending': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly givenBy: 'holder' | 'bank';
      readonly reference: string;
      /** SHA-256 of the document, hexadecimal */
      readonly documentDigest?: string;
      /** exactly one: an account of the holder here, or an IBAN of the holder at another bank */
      readonly payTo: {
        readonly account?: string;
        readonly iban?: string;
      };
    };
    readonly reply: {
      /** UUID, lower case */
      readonly accountId: string;
      readonly givenBy: string;
      /** RFC 3339, UTC */
      readonly noticedAt: string;
      readonly reference: string;
      /** RFC 3339, UTC */
      readonly effectiveAt?: string;
      readonly waitingCards: readonly {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        /** RFC 3339, UTC */
        readonly claimedAt?: string;
      }[];
      readonly due: readonly {
        readonly currency: string;
        readonly owed: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly unposted: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
    };
  };
  /** Demand a proof of identity before activation or loads */
  readonly 'POST /console/v1/card-accounts/{id}/identity-demands': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly step: 'activation' | 'load';
      readonly reason: string;
    };
    readonly reply: undefined;
  };
  /** Record the proof of identity that was demanded */
  readonly 'POST /console/v1/card-accounts/{id}/identity-proofs': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly document: {
        readonly kind: 'national-card' | 'passport';
        readonly number: string;
        /** ISO 3166-1 alpha-3 */
        readonly issuer: string;
        /** ISO date */
        readonly expiresOn: string;
        /** lines of the machine readable zone (ICAO 9303) */
        readonly mrz?: readonly string[];
      };
    };
    readonly reply: undefined;
  };
  /** Transactions of a card account, newest first; the first page has what is held too */
  readonly 'GET /console/v1/card-accounts/{id}/transactions': {
    readonly path: {
      readonly id: string;
    };
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly reply: {
      /** newest first */
      readonly transactions: readonly {
        /** UUID, lower case */
        readonly transactionId: string;
        /** a transaction that drew on several wallets has one part for each */
        readonly part: number;
        readonly kind: string;
        /** the fee's name, the recovery's reason; empty for none */
        readonly detail: string;
        readonly amount: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly vat?: {
          readonly amount: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly ppm: number;
        };
        readonly original?: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly rate?: {
          /** to six places, for people */
          readonly decimal: string;
          readonly numerator: string;
          readonly denominator: string;
          readonly source: string;
          /** RFC 3339, UTC */
          readonly at: string;
          readonly markUpPpm: number;
        };
        /** UUID, lower case */
        readonly cardId?: string;
        readonly cardLastFour?: string;
        readonly merchant?: {
          readonly name: string;
          readonly city?: string;
          readonly country?: string;
          readonly mcc?: string;
        };
        /** PC-23: the merchant converted, or offered to: what was offered and what was accepted */
        readonly dynamicConversion?: Readonly<Record<string, unknown>>;
        readonly verification?: 'pin' | 'signature' | 'approval' | 'cvv2' | 'none';
        /** UUID, lower case */
        readonly authorizationId?: string;
        /** UUID, lower case */
        readonly parentId?: string;
        readonly termsVersion: string;
        readonly feeVersion?: string;
        readonly holdPolicyVersion?: string;
        /** RFC 3339, UTC */
        readonly occurredAt: string;
        /** RFC 3339, UTC */
        readonly postedAt: string;
        /** ISO date */
        readonly postedOn: string;
      }[];
      /** what waits for its settlement; on the first page alone */
      readonly holds: readonly {
        /** UUID, lower case */
        readonly authorizationId: string;
        /** RFC 3339, UTC */
        readonly at: string;
        /** RFC 3339, UTC */
        readonly expiresAt?: string;
        readonly merchantName: string;
        readonly city?: string;
        readonly country?: string;
        readonly original: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly held: readonly {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        }[];
        readonly cardLastFour?: string;
        readonly dynamicConversion?: Readonly<Record<string, unknown>>;
      }[];
      /** cursor of the next page; absent on the last one */
      readonly next?: string;
    };
  };
  /** Applications that wait for the proof of identity, oldest first */
  readonly 'GET /console/v1/card-applications': {
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly reply: {
      readonly applications: readonly {
        /** UUID, lower case */
        readonly applicationId: string;
        readonly programme: string;
        readonly product: string;
        /** UUID, lower case */
        readonly customerId: string;
        /** UUID, lower case */
        readonly accountId: string;
        /** UUID, lower case */
        readonly cardId: string;
        readonly channel: 'app' | 'kiosk' | 'branch' | 'api';
        readonly document: {
          readonly kind: string;
          readonly issuer: string;
          /** ISO date */
          readonly expiresOn: string;
          readonly mrzVerified: boolean;
        };
        readonly termsVersion: string;
        readonly status: 'waiting' | 'established' | 'withdrawn';
        /** activation and loading wait for these checks of identity */
        readonly missing: readonly ('online' | 'in-person')[];
        /** steps that wait for a proof that was asked for later */
        readonly demanded: readonly ('activation' | 'load')[];
        readonly checks: readonly {
          readonly kind: string;
          /** RFC 3339, UTC */
          readonly at: string;
        }[];
        readonly consents: readonly {
          readonly use: string;
          readonly given: boolean;
          /** RFC 3339, UTC */
          readonly at: string;
        }[];
        /** RFC 3339, UTC */
        readonly appliedAt: string;
        /** RFC 3339, UTC */
        readonly establishedAt?: string;
      }[];
      readonly next?: string;
    };
  };
  /** Take an application at a branch */
  readonly 'POST /console/v1/card-applications': {
    readonly body: {
      readonly programme?: string;
      readonly product: string;
      /** physical where nothing is said */
      readonly form?: 'physical' | 'virtual';
      readonly document: {
        readonly kind: 'national-card' | 'passport';
        readonly number: string;
        /** ISO 3166-1 alpha-3 */
        readonly issuer: string;
        /** ISO date */
        readonly expiresOn: string;
        /** lines of the machine readable zone (ICAO 9303) */
        readonly mrz?: readonly string[];
      };
      readonly termsVersion: string;
      /** in which the terms were read */
      readonly termsLanguage: 'ar' | 'en';
      /** a yes or no to each use of data of the programme */
      readonly consents: Readonly<Record<string, boolean>>;
      /** UUID, lower case */
      readonly customerId?: string;
      readonly person?: {
        readonly name: string;
        readonly nameLatin: string;
        readonly language: 'ar' | 'en' | 'fa' | 'kk';
        /** ISO date */
        readonly birthDate: string;
        readonly mobile: string;
        readonly email?: string;
        readonly address?: string;
      };
      readonly printed?: boolean;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly applicationId: string;
      readonly programme: string;
      readonly product: string;
      /** UUID, lower case */
      readonly customerId: string;
      /** UUID, lower case */
      readonly accountId: string;
      /** UUID, lower case */
      readonly cardId: string;
      readonly channel: 'app' | 'kiosk' | 'branch' | 'api';
      readonly document: {
        readonly kind: string;
        readonly issuer: string;
        /** ISO date */
        readonly expiresOn: string;
        readonly mrzVerified: boolean;
      };
      readonly termsVersion: string;
      readonly status: 'waiting' | 'established' | 'withdrawn';
      /** activation and loading wait for these checks of identity */
      readonly missing: readonly ('online' | 'in-person')[];
      /** steps that wait for a proof that was asked for later */
      readonly demanded: readonly ('activation' | 'load')[];
      readonly checks: readonly {
        readonly kind: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
      readonly consents: readonly {
        readonly use: string;
        readonly given: boolean;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
      /** RFC 3339, UTC */
      readonly appliedAt: string;
      /** RFC 3339, UTC */
      readonly establishedAt?: string;
    };
  };
  /** Record a check of the identity */
  readonly 'POST /console/v1/card-applications/{id}/identity-checks': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly kind: 'online' | 'in-person';
      readonly document: {
        readonly kind: 'national-card' | 'passport';
        readonly number: string;
        /** ISO 3166-1 alpha-3 */
        readonly issuer: string;
        /** ISO date */
        readonly expiresOn: string;
        /** lines of the machine readable zone (ICAO 9303) */
        readonly mrz?: readonly string[];
      };
      readonly note?: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly applicationId: string;
      readonly programme: string;
      readonly product: string;
      /** UUID, lower case */
      readonly customerId: string;
      /** UUID, lower case */
      readonly accountId: string;
      /** UUID, lower case */
      readonly cardId: string;
      readonly channel: 'app' | 'kiosk' | 'branch' | 'api';
      readonly document: {
        readonly kind: string;
        readonly issuer: string;
        /** ISO date */
        readonly expiresOn: string;
        readonly mrzVerified: boolean;
      };
      readonly termsVersion: string;
      readonly status: 'waiting' | 'established' | 'withdrawn';
      /** activation and loading wait for these checks of identity */
      readonly missing: readonly ('online' | 'in-person')[];
      /** steps that wait for a proof that was asked for later */
      readonly demanded: readonly ('activation' | 'load')[];
      readonly checks: readonly {
        readonly kind: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
      readonly consents: readonly {
        readonly use: string;
        readonly given: boolean;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
      /** RFC 3339, UTC */
      readonly appliedAt: string;
      /** RFC 3339, UTC */
      readonly establishedAt?: string;
    };
  };
  /** Defaults on other products that wait for staff, newest first; with all=true the decided ones too */
  readonly 'GET /console/v1/card-defaults': {
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly all?: boolean;
    };
    readonly reply: {
      readonly flags: readonly {
        /** UUID, lower case */
        readonly flagId: string;
        /** UUID, lower case */
        readonly customerId: string;
        readonly product: string;
        readonly reference: string;
        /** ISO date */
        readonly since: string;
        /** RFC 3339, UTC */
        readonly toldAt: string;
        readonly act?: 'none' | 'suspend' | 'cancel';
        readonly actReason?: string;
        /** RFC 3339, UTC */
        readonly actAt?: string;
        /** cards that the act changed */
        readonly cardIds?: readonly string[];
      }[];
      readonly next?: string;
    };
  };
  /** Decide what a default elsewhere means for the cards */
  readonly 'POST /console/v1/card-defaults/{id}/act': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly act: 'none' | 'suspend' | 'cancel';
      readonly reason: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly flagId: string;
      /** UUID, lower case */
      readonly customerId: string;
      readonly product: string;
      readonly reference: string;
      /** ISO date */
      readonly since: string;
      /** RFC 3339, UTC */
      readonly toldAt: string;
      readonly act?: 'none' | 'suspend' | 'cancel';
      readonly actReason?: string;
      /** RFC 3339, UTC */
      readonly actAt?: string;
      /** cards that the act changed */
      readonly cardIds?: readonly string[];
    };
  };
  /** The queue of disputes of all card programmes, newest first; drafts are not shown */
  readonly 'GET /console/v1/card-disputes': {
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly status?: 'incomplete' | 'open' | 'closed';
      readonly stage?: 'chargeback' | 're-presentment' | 'pre-arbitration' | 'arbitration';
      readonly reason?: 'fraud' | 'lost-or-stolen' | 'not-received' | 'quality' | 'duplicate' | 'wrong-amount' | 'surcharge' | 'refund-missing' | 'cash-not-dispensed';
      readonly waiting?: boolean;
      readonly writeOffAsked?: boolean;
      readonly dueBy?: string;
    };
    readonly reply: {
      readonly disputes: readonly {
        /** UUID, lower case */
        readonly disputeId: string;
        /** short, to be said on the phone */
        readonly reference: string;
        /** UUID, lower case */
        readonly accountId: string;
        /** UUID, lower case */
        readonly transactionId: string;
        readonly cardId: string | null;
        readonly reason: 'fraud' | 'lost-or-stolen' | 'not-received' | 'quality' | 'duplicate' | 'wrong-amount' | 'surcharge' | 'refund-missing' | 'cash-not-dispensed';
        readonly merchantName: string;
        /** RFC 3339, UTC */
        readonly occurredAt: string;
        readonly status: 'draft' | 'incomplete' | 'open' | 'closed';
        readonly outcome: 'won' | 'lost' | 'withdrawn' | 'referred-to-merchant' | 'refused' | null;
        readonly because: 'scheme-decided' | 'acquirer-did-not-answer' | 'written-off' | 'scheme-refused' | 'reported-late' | 'card-unsigned' | 'made-by-holder' | 'neglect' | 'not-eligible' | 'documents-missing' | 'not-confirmed-in-writing' | 'quality-of-goods' | 'by-holder' | null;
        readonly stage: 'chargeback' | 're-presentment' | 'pre-arbitration' | 'arbitration' | null;
        readonly stageDueOn: string | null;
        /** the scheme’s way is over: it is between bank and holder */
        readonly chargebackFailed: boolean;
        readonly documentsDueOn: string | null;
        /** for each wallet and fee; original = recovered + denied + writtenOff + remaining */
        readonly amounts: readonly {
          readonly role: 'transaction' | 'fee';
          readonly original: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly recovered: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly denied: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly writtenOff: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly remaining: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          /** what of it the holder has back now */
          readonly credited: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
        }[];
        /** RFC 3339, UTC */
        readonly createdAt: string;
        readonly submittedAt: string | null;
        readonly closedAt: string | null;
      }[];
      /** cursor of the next page; absent on the last one */
      readonly next?: string;
    };
  };
  /** Open a dispute for a holder */
  readonly 'POST /console/v1/card-disputes': {
    readonly body: {
      /** UUID, lower case */
      readonly accountId: string;
      /** UUID, lower case */
      readonly transactionId: string;
      readonly reason: 'fraud' | 'lost-or-stolen' | 'not-received' | 'quality' | 'duplicate' | 'wrong-amount' | 'surcharge' | 'refund-missing' | 'cash-not-dispensed';
      /** what is wrong, in the holder’s words; no card number */
      readonly statement: string;
      readonly amount?: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      /** true keeps it as a draft until it is handed in */
      readonly draft?: boolean;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly disputeId: string;
      /** short, to be said on the phone */
      readonly reference: string;
      /** UUID, lower case */
      readonly accountId: string;
      /** UUID, lower case */
      readonly transactionId: string;
      readonly cardId: string | null;
      readonly reason: 'fraud' | 'lost-or-stolen' | 'not-received' | 'quality' | 'duplicate' | 'wrong-amount' | 'surcharge' | 'refund-missing' | 'cash-not-dispensed';
      readonly merchantName: string;
      /** RFC 3339, UTC */
      readonly occurredAt: string;
      readonly status: 'draft' | 'incomplete' | 'open' | 'closed';
      readonly outcome: 'won' | 'lost' | 'withdrawn' | 'referred-to-merchant' | 'refused' | null;
      readonly because: 'scheme-decided' | 'acquirer-did-not-answer' | 'written-off' | 'scheme-refused' | 'reported-late' | 'card-unsigned' | 'made-by-holder' | 'neglect' | 'not-eligible' | 'documents-missing' | 'not-confirmed-in-writing' | 'quality-of-goods' | 'by-holder' | null;
      readonly stage: 'chargeback' | 're-presentment' | 'pre-arbitration' | 'arbitration' | null;
      readonly stageDueOn: string | null;
      /** the scheme’s way is over: it is between bank and holder */
      readonly chargebackFailed: boolean;
      readonly documentsDueOn: string | null;
      /** for each wallet and fee; original = recovered + denied + writtenOff + remaining */
      readonly amounts: readonly {
        readonly role: 'transaction' | 'fee';
        readonly original: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly recovered: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly denied: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly writtenOff: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly remaining: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        /** what of it the holder has back now */
        readonly credited: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
      /** RFC 3339, UTC */
      readonly createdAt: string;
      readonly submittedAt: string | null;
      readonly closedAt: string | null;
      readonly statement: string;
      /** RFC 3339, UTC */
      readonly windowEndsAt: string;
      /** what the form still needs */
      readonly missing: readonly ('declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other')[];
      readonly documents: readonly {
        /** UUID, lower case */
        readonly documentId: string;
        readonly kind: 'declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other';
        readonly fileName: string;
        readonly mediaType: string;
        readonly size: number;
        /** SHA-256, hexadecimal */
        readonly digest: string;
        /** RFC 3339, UTC */
        readonly addedAt: string;
      }[];
      readonly slipRequests: number;
      /** UUID, lower case */
      readonly customerId: string;
      readonly cardPresent: boolean;
      readonly chargebackFailedAt: string | null;
      readonly reportedAt: string | null;
      readonly smsSentAt: string | null;
      /** told later after the SMS than the programme allows */
      readonly reportedLate: boolean;
      readonly lateReasonGood: boolean | null;
      readonly lateReasonNote: string | null;
      readonly cardUnsigned: boolean | null;
      readonly cardUnsignedNote: string | null;
      readonly writeOffAskedBy: string | null;
      readonly writeOffAskedAt: string | null;
      readonly writeOffNote: string | null;
      readonly loss: {
        /** UUID, lower case */
        readonly reportId: string;
        readonly kind: string;
        /** RFC 3339, UTC */
        readonly reportedAt: string;
        /** RFC 3339, UTC */
        readonly confirmationDueAt: string;
        readonly findings: readonly string[];
        readonly writtenAt: string | null;
        readonly spoken: 'before' | 'after' | 'none';
        readonly written: 'before' | 'after' | 'none';
      } | null;
      readonly history: readonly {
        readonly seq: number;
        readonly act: string;
        readonly actor: string;
        readonly note: string;
        readonly data: Readonly<Record<string, string>>;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** One dispute with its three tracks and its history */
  readonly 'GET /console/v1/card-disputes/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly disputeId: string;
      /** short, to be said on the phone */
      readonly reference: string;
      /** UUID, lower case */
      readonly accountId: string;
      /** UUID, lower case */
      readonly transactionId: string;
      readonly cardId: string | null;
      readonly reason: 'fraud' | 'lost-or-stolen' | 'not-received' | 'quality' | 'duplicate' | 'wrong-amount' | 'surcharge' | 'refund-missing' | 'cash-not-dispensed';
      readonly merchantName: string;
      /** RFC 3339, UTC */
      readonly occurredAt: string;
      readonly status: 'draft' | 'incomplete' | 'open' | 'closed';
      readonly outcome: 'won' | 'lost' | 'withdrawn' | 'referred-to-merchant' | 'refused' | null;
      readonly because: 'scheme-decided' | 'acquirer-did-not-answer' | 'written-off' | 'scheme-refused' | 'reported-late' | 'card-unsigned' | 'made-by-holder' | 'neglect' | 'not-eligible' | 'documents-missing' | 'not-confirmed-in-writing' | 'quality-of-goods' | 'by-holder' | null;
      readonly stage: 'chargeback' | 're-presentment' | 'pre-arbitration' | 'arbitration' | null;
      readonly stageDueOn: string | null;
      /** the scheme’s way is over: it is between bank and holder */
      readonly chargebackFailed: boolean;
      readonly documentsDueOn: string | null;
      /** for each wallet and fee; original = recovered + denied + writtenOff + remaining */
      readonly amounts: readonly {
        readonly role: 'transaction' | 'fee';
        readonly original: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly recovered: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly denied: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly writtenOff: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly remaining: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        /** what of it the holder has back now */
        readonly credited: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
      /** RFC 3339, UTC */
      readonly createdAt: string;
      readonly submittedAt: string | null;
      readonly closedAt: string | null;
      readonly statement: string;
      /** RFC 3339, UTC */
      readonly windowEndsAt: string;
      /** what the form still needs */
      readonly missing: readonly ('declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other')[];
      readonly documents: readonly {
        /** UUID, lower case */
        readonly documentId: string;
        readonly kind: 'declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other';
        readonly fileName: string;
        readonly mediaType: string;
        readonly size: number;
        /** SHA-256, hexadecimal */
        readonly digest: string;
        /** RFC 3339, UTC */
        readonly addedAt: string;
      }[];
      readonly slipRequests: number;
      /** UUID, lower case */
      readonly customerId: string;
      readonly cardPresent: boolean;
      readonly chargebackFailedAt: string | null;
      readonly reportedAt: string | null;
      readonly smsSentAt: string | null;
      /** told later after the SMS than the programme allows */
      readonly reportedLate: boolean;
      readonly lateReasonGood: boolean | null;
      readonly lateReasonNote: string | null;
      readonly cardUnsigned: boolean | null;
      readonly cardUnsignedNote: string | null;
      readonly writeOffAskedBy: string | null;
      readonly writeOffAskedAt: string | null;
      readonly writeOffNote: string | null;
      readonly loss: {
        /** UUID, lower case */
        readonly reportId: string;
        readonly kind: string;
        /** RFC 3339, UTC */
        readonly reportedAt: string;
        /** RFC 3339, UTC */
        readonly confirmationDueAt: string;
        readonly findings: readonly string[];
        readonly writtenAt: string | null;
        readonly spoken: 'before' | 'after' | 'none';
        readonly written: 'before' | 'after' | 'none';
      } | null;
      readonly history: readonly {
        readonly seq: number;
        readonly act: string;
        readonly actor: string;
        readonly note: string;
        readonly data: Readonly<Record<string, string>>;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** Decide who bears a disputed amount; a write-off under four eyes where the programme says so */
  readonly 'POST /console/v1/card-disputes/{id}/decision': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly act: 'write-off';
      /** why; kept with the act, for the auditor */
      readonly note: string;
    } | {
      readonly act: 'turn-down';
      /** why; kept with the act, for the auditor */
      readonly note: string;
    } | {
      readonly act: 'deny';
      readonly because: 'reported-late' | 'card-unsigned' | 'neglect' | 'not-eligible';
      /** why; kept with the act, for the auditor */
      readonly note: string;
    } | {
      readonly act: 'made-by-holder';
      /** why; kept with the act, for the auditor */
      readonly note: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly disputeId: string;
      /** short, to be said on the phone */
      readonly reference: string;
      /** UUID, lower case */
      readonly accountId: string;
      /** UUID, lower case */
      readonly transactionId: string;
      readonly cardId: string | null;
      readonly reason: 'fraud' | 'lost-or-stolen' | 'not-received' | 'quality' | 'duplicate' | 'wrong-amount' | 'surcharge' | 'refund-missing' | 'cash-not-dispensed';
      readonly merchantName: string;
      /** RFC 3339, UTC */
      readonly occurredAt: string;
      readonly status: 'draft' | 'incomplete' | 'open' | 'closed';
      readonly outcome: 'won' | 'lost' | 'withdrawn' | 'referred-to-merchant' | 'refused' | null;
      readonly because: 'scheme-decided' | 'acquirer-did-not-answer' | 'written-off' | 'scheme-refused' | 'reported-late' | 'card-unsigned' | 'made-by-holder' | 'neglect' | 'not-eligible' | 'documents-missing' | 'not-confirmed-in-writing' | 'quality-of-goods' | 'by-holder' | null;
      readonly stage: 'chargeback' | 're-presentment' | 'pre-arbitration' | 'arbitration' | null;
      readonly stageDueOn: string | null;
      /** the scheme’s way is over: it is between bank and holder */
      readonly chargebackFailed: boolean;
      readonly documentsDueOn: string | null;
      /** for each wallet and fee; original = recovered + denied + writtenOff + remaining */
      readonly amounts: readonly {
        readonly role: 'transaction' | 'fee';
        readonly original: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly recovered: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly denied: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly writtenOff: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly remaining: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        /** what of it the holder has back now */
        readonly credited: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
      /** RFC 3339, UTC */
      readonly createdAt: string;
      readonly submittedAt: string | null;
      readonly closedAt: string | null;
      readonly statement: string;
      /** RFC 3339, UTC */
      readonly windowEndsAt: string;
      /** what the form still needs */
      readonly missing: readonly ('declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other')[];
      readonly documents: readonly {
        /** UUID, lower case */
        readonly documentId: string;
        readonly kind: 'declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other';
        readonly fileName: string;
        readonly mediaType: string;
        readonly size: number;
        /** SHA-256, hexadecimal */
        readonly digest: string;
        /** RFC 3339, UTC */
        readonly addedAt: string;
      }[];
      readonly slipRequests: number;
      /** UUID, lower case */
      readonly customerId: string;
      readonly cardPresent: boolean;
      readonly chargebackFailedAt: string | null;
      readonly reportedAt: string | null;
      readonly smsSentAt: string | null;
      /** told later after the SMS than the programme allows */
      readonly reportedLate: boolean;
      readonly lateReasonGood: boolean | null;
      readonly lateReasonNote: string | null;
      readonly cardUnsigned: boolean | null;
      readonly cardUnsignedNote: string | null;
      readonly writeOffAskedBy: string | null;
      readonly writeOffAskedAt: string | null;
      readonly writeOffNote: string | null;
      readonly loss: {
        /** UUID, lower case */
        readonly reportId: string;
        readonly kind: string;
        /** RFC 3339, UTC */
        readonly reportedAt: string;
        /** RFC 3339, UTC */
        readonly confirmationDueAt: string;
        readonly findings: readonly string[];
        readonly writtenAt: string | null;
        readonly spoken: 'before' | 'after' | 'none';
        readonly written: 'before' | 'after' | 'none';
      } | null;
      readonly history: readonly {
        readonly seq: number;
        readonly act: string;
        readonly actor: string;
        readonly note: string;
        readonly data: Readonly<Record<string, string>>;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** Add a document to a dispute */
  readonly 'POST /console/v1/card-disputes/{id}/documents': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly kind: 'declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other';
      readonly fileName: string;
      /** the file in base64: a PDF, a JPEG or a PNG, of at most the size that the programme sets */
      readonly content: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly disputeId: string;
      /** short, to be said on the phone */
      readonly reference: string;
      /** UUID, lower case */
      readonly accountId: string;
      /** UUID, lower case */
      readonly transactionId: string;
      readonly cardId: string | null;
      readonly reason: 'fraud' | 'lost-or-stolen' | 'not-received' | 'quality' | 'duplicate' | 'wrong-amount' | 'surcharge' | 'refund-missing' | 'cash-not-dispensed';
      readonly merchantName: string;
      /** RFC 3339, UTC */
      readonly occurredAt: string;
      readonly status: 'draft' | 'incomplete' | 'open' | 'closed';
      readonly outcome: 'won' | 'lost' | 'withdrawn' | 'referred-to-merchant' | 'refused' | null;
      readonly because: 'scheme-decided' | 'acquirer-did-not-answer' | 'written-off' | 'scheme-refused' | 'reported-late' | 'card-unsigned' | 'made-by-holder' | 'neglect' | 'not-eligible' | 'documents-missing' | 'not-confirmed-in-writing' | 'quality-of-goods' | 'by-holder' | null;
      readonly stage: 'chargeback' | 're-presentment' | 'pre-arbitration' | 'arbitration' | null;
      readonly stageDueOn: string | null;
      /** the scheme’s way is over: it is between bank and holder */
      readonly chargebackFailed: boolean;
      readonly documentsDueOn: string | null;
      /** for each wallet and fee; original = recovered + denied + writtenOff + remaining */
      readonly amounts: readonly {
        readonly role: 'transaction' | 'fee';
        readonly original: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly recovered: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly denied: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly writtenOff: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly remaining: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        /** what of it the holder has back now */
        readonly credited: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
      /** RFC 3339, UTC */
      readonly createdAt: string;
      readonly submittedAt: string | null;
      readonly closedAt: string | null;
      readonly statement: string;
      /** RFC 3339, UTC */
      readonly windowEndsAt: string;
      /** what the form still needs */
      readonly missing: readonly ('declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other')[];
      readonly documents: readonly {
        /** UUID, lower case */
        readonly documentId: string;
        readonly kind: 'declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other';
        readonly fileName: string;
        readonly mediaType: string;
        readonly size: number;
        /** SHA-256, hexadecimal */
        readonly digest: string;
        /** RFC 3339, UTC */
        readonly addedAt: string;
      }[];
      readonly slipRequests: number;
      /** UUID, lower case */
      readonly customerId: string;
      readonly cardPresent: boolean;
      readonly chargebackFailedAt: string | null;
      readonly reportedAt: string | null;
      readonly smsSentAt: string | null;
      /** told later after the SMS than the programme allows */
      readonly reportedLate: boolean;
      readonly lateReasonGood: boolean | null;
      readonly lateReasonNote: string | null;
      readonly cardUnsigned: boolean | null;
      readonly cardUnsignedNote: string | null;
      readonly writeOffAskedBy: string | null;
      readonly writeOffAskedAt: string | null;
      readonly writeOffNote: string | null;
      readonly loss: {
        /** UUID, lower case */
        readonly reportId: string;
        readonly kind: string;
        /** RFC 3339, UTC */
        readonly reportedAt: string;
        /** RFC 3339, UTC */
        readonly confirmationDueAt: string;
        readonly findings: readonly string[];
        readonly writtenAt: string | null;
        readonly spoken: 'before' | 'after' | 'none';
        readonly written: 'before' | 'after' | 'none';
      } | null;
      readonly history: readonly {
        readonly seq: number;
        readonly act: string;
        readonly actor: string;
        readonly note: string;
        readonly data: Readonly<Record<string, string>>;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** Fetch a document of a dispute */
  readonly 'GET /console/v1/card-disputes/{id}/documents/{documentId}': {
    readonly path: {
      readonly id: string;
      readonly documentId: string;
    };
    readonly reply: unknown;
  };
  /** Work on a dispute: stages, facts, slips, expenses */
  readonly 'POST /console/v1/card-disputes/{id}/work': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly act: 'chargeback' | 're-presentment' | 'pre-arbitration' | 'arbitration';
      /** the scheme’s case number */
      readonly reference?: string;
      /** why; kept with the act, for the auditor */
      readonly note?: string;
    } | {
      readonly act: 'won';
      /** the scheme’s case number */
      readonly reference?: string;
      /** why; kept with the act, for the auditor */
      readonly note?: string;
    } | {
      readonly act: 'lost';
      /** the scheme’s case number */
      readonly reference?: string;
      /** why; kept with the act, for the auditor */
      readonly note?: string;
    } | {
      readonly act: 'facts';
      readonly lateReasonGood?: boolean;
      readonly cardUnsigned?: boolean;
      /** why; kept with the act, for the auditor */
      readonly note: string;
    } | {
      readonly act: 'refer';
      /** why; kept with the act, for the auditor */
      readonly note: string;
    } | {
      readonly act: 'slip';
    } | {
      readonly act: 'expense';
      readonly amount: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      /** why; kept with the act, for the auditor */
      readonly note: string;
    } | {
      readonly act: 'withdraw';
      /** why; kept with the act, for the auditor */
      readonly note: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly disputeId: string;
      /** short, to be said on the phone */
      readonly reference: string;
      /** UUID, lower case */
      readonly accountId: string;
      /** UUID, lower case */
      readonly transactionId: string;
      readonly cardId: string | null;
      readonly reason: 'fraud' | 'lost-or-stolen' | 'not-received' | 'quality' | 'duplicate' | 'wrong-amount' | 'surcharge' | 'refund-missing' | 'cash-not-dispensed';
      readonly merchantName: string;
      /** RFC 3339, UTC */
      readonly occurredAt: string;
      readonly status: 'draft' | 'incomplete' | 'open' | 'closed';
      readonly outcome: 'won' | 'lost' | 'withdrawn' | 'referred-to-merchant' | 'refused' | null;
      readonly because: 'scheme-decided' | 'acquirer-did-not-answer' | 'written-off' | 'scheme-refused' | 'reported-late' | 'card-unsigned' | 'made-by-holder' | 'neglect' | 'not-eligible' | 'documents-missing' | 'not-confirmed-in-writing' | 'quality-of-goods' | 'by-holder' | null;
      readonly stage: 'chargeback' | 're-presentment' | 'pre-arbitration' | 'arbitration' | null;
      readonly stageDueOn: string | null;
      /** the scheme’s way is over: it is between bank and holder */
      readonly chargebackFailed: boolean;
      readonly documentsDueOn: string | null;
      /** for each wallet and fee; original = recovered + denied + writtenOff + remaining */
      readonly amounts: readonly {
        readonly role: 'transaction' | 'fee';
        readonly original: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly recovered: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly denied: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly writtenOff: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly remaining: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        /** what of it the holder has back now */
        readonly credited: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
      /** RFC 3339, UTC */
      readonly createdAt: string;
      readonly submittedAt: string | null;
      readonly closedAt: string | null;
      readonly statement: string;
      /** RFC 3339, UTC */
      readonly windowEndsAt: string;
      /** what the form still needs */
      readonly missing: readonly ('declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other')[];
      readonly documents: readonly {
        /** UUID, lower case */
        readonly documentId: string;
        readonly kind: 'declaration' | 'police-report' | 'receipt' | 'order' | 'correspondence' | 'cancellation' | 'other';
        readonly fileName: string;
        readonly mediaType: string;
        readonly size: number;
        /** SHA-256, hexadecimal */
        readonly digest: string;
        /** RFC 3339, UTC */
        readonly addedAt: string;
      }[];
      readonly slipRequests: number;
      /** UUID, lower case */
      readonly customerId: string;
      readonly cardPresent: boolean;
      readonly chargebackFailedAt: string | null;
      readonly reportedAt: string | null;
      readonly smsSentAt: string | null;
      /** told later after the SMS than the programme allows */
      readonly reportedLate: boolean;
      readonly lateReasonGood: boolean | null;
      readonly lateReasonNote: string | null;
      readonly cardUnsigned: boolean | null;
      readonly cardUnsignedNote: string | null;
      readonly writeOffAskedBy: string | null;
      readonly writeOffAskedAt: string | null;
      readonly writeOffNote: string | null;
      readonly loss: {
        /** UUID, lower case */
        readonly reportId: string;
        readonly kind: string;
        /** RFC 3339, UTC */
        readonly reportedAt: string;
        /** RFC 3339, UTC */
        readonly confirmationDueAt: string;
        readonly findings: readonly string[];
        readonly writtenAt: string | null;
        readonly spoken: 'before' | 'after' | 'none';
        readonly written: 'before' | 'after' | 'none';
      } | null;
      readonly history: readonly {
        readonly seq: number;
        readonly act: string;
        readonly actor: string;
        readonly note: string;
        readonly data: Readonly<Record<string, string>>;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** Cards on the stop list with the reasons, oldest first; with all=true those that were taken off it too */
  readonly 'GET /console/v1/card-stop-list': {
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly all?: boolean;
    };
    readonly reply: {
      readonly entries: readonly {
        /** UUID, lower case */
        readonly entryId: string;
        /** UUID, lower case */
        readonly cardId: string;
        /** UUID, lower case */
        readonly accountId: string;
        readonly lastFour: string;
        readonly reason: string;
        readonly note: string;
        readonly listedBy: string;
        /** RFC 3339, UTC */
        readonly listedAt: string;
        /** RFC 3339, UTC */
        readonly liftedAt?: string;
      }[];
      readonly next?: string;
    };
  };
  /** Cards of the customer with that number; none where there is no such customer */
  readonly 'GET /console/v1/cards': {
    readonly query: {
      readonly customerNumber: string;
    };
    readonly reply: {
      readonly cards: readonly {
        /** UUID, lower case */
        readonly cardId: string;
        /** UUID, lower case */
        readonly accountId: string;
        readonly lastFour: string;
        readonly status: string;
        readonly holder: {
          /** UUID, lower case */
          readonly customerId: string;
          readonly number: string;
          readonly name: string;
        };
      }[];
    };
  };
  /** A card and its holder in a few words */
  readonly 'GET /console/v1/cards/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly cardId: string;
      /** UUID, lower case */
      readonly accountId: string;
      readonly lastFour: string;
      readonly status: string;
      readonly holder: {
        /** UUID, lower case */
        readonly customerId: string;
        readonly number: string;
        readonly name: string;
      };
    };
  };
  /** Cancel a card with a reason code */
  readonly 'POST /console/v1/cards/{id}/cancellation': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly reason: 'misuse' | 'breach' | 'illegality' | 'false-data' | 'fraud' | 'scheme' | 'unreachable' | 'recalled' | 'default-elsewhere' | 'other';
      /** for auditors; never shown to the holder */
      readonly note: string;
      readonly stopList?: boolean;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly cardId: string;
      readonly status: string;
      readonly reason?: string;
    };
  };
  /** Record that a card was destroyed, or confirm it */
  readonly 'POST /console/v1/cards/{id}/destruction': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly stage: 'claimed' | 'confirmed';
      /** required for a confirmation */
      readonly how?: 'cut-at-branch' | 'received-by-post' | 'retained-by-machine' | 'acceptor';
    };
    readonly reply: {
      /** UUID, lower case */
      readonly cardId: string;
      /** RFC 3339, UTC */
      readonly claimedAt?: string;
      /** RFC 3339, UTC */
      readonly confirmedAt?: string;
      readonly how?: string;
      readonly accountEnded: boolean;
    };
  };
  /** Unblock the PIN of a card */
  readonly 'POST /console/v1/cards/{id}/pin-unblocking': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** why; kept in the evidence */
      readonly note: string;
      /** the verified call, where the customer is not at a branch */
      readonly callId?: string;
    };
    readonly reply: {
      readonly pinStatus: string;
    };
  };
  /** Why bank or scheme acted on a card; for those who may know */
  readonly 'GET /console/v1/cards/{id}/reasons': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly acts: readonly {
        readonly act: string;
        /** UUID, lower case */
        readonly cardId?: string;
        readonly reason: string;
        readonly note: string;
        readonly actor: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
      readonly stopList: readonly {
        /** UUID, lower case */
        readonly entryId: string;
        /** UUID, lower case */
        readonly cardId: string;
        /** UUID, lower case */
        readonly accountId: string;
        readonly lastFour: string;
        readonly reason: string;
        readonly note: string;
        readonly listedBy: string;
        /** RFC 3339, UTC */
        readonly listedAt: string;
        /** RFC 3339, UTC */
        readonly liftedAt?: string;
      }[];
    };
  };
  /** Ask for a card back: it stops working at once */
  readonly 'POST /console/v1/cards/{id}/recall': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** for auditors; never shown to the holder */
      readonly note: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly cardId: string;
      readonly status: string;
      readonly reason?: string;
    };
  };
  /** Replace a card, in an emergency too */
  readonly 'POST /console/v1/cards/{id}/replacement': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly reason: 'lost' | 'stolen' | 'damaged' | 'disclosed-pin';
      readonly form: 'physical' | 'virtual';
      /** why; kept in the evidence */
      readonly note: string;
      /** the verified call, where the customer is not at a branch */
      readonly callId?: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly cardId: string;
      readonly lastFour: string;
    };
  };
  /** Lift the suspension of a card */
  readonly 'POST /console/v1/cards/{id}/resumption': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly reason: 'misuse' | 'breach' | 'illegality' | 'false-data' | 'fraud' | 'scheme' | 'unreachable' | 'recalled' | 'default-elsewhere' | 'other';
      /** for auditors; never shown to the holder */
      readonly note: string;
      readonly stopList?: boolean;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly cardId: string;
      readonly status: string;
      readonly reason?: string;
    };
  };
  /** Take a card off the stop list */
  readonly 'POST /console/v1/cards/{id}/stop-lifting': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** for auditors; never shown to the holder */
      readonly note: string;
    };
    readonly reply: undefined;
  };
  /** Put a card on the stop list */
  readonly 'POST /console/v1/cards/{id}/stop-listing': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly reason: 'misuse' | 'breach' | 'illegality' | 'false-data' | 'fraud' | 'scheme' | 'unreachable' | 'recalled' | 'default-elsewhere' | 'other';
      /** for auditors; never shown to the holder */
      readonly note: string;
      readonly stopList?: boolean;
    };
    readonly reply: undefined;
  };
  /** Suspend a card with a reason code */
  readonly 'POST /console/v1/cards/{id}/suspension': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly reason: 'misuse' | 'breach' | 'illegality' | 'false-data' | 'fraud' | 'scheme' | 'unreachable' | 'recalled' | 'default-elsewhere' | 'other';
      /** for auditors; never shown to the holder */
      readonly note: string;
      readonly stopList?: boolean;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly cardId: string;
      readonly status: string;
      readonly reason?: string;
    };
  };
  /** Find customers by number, mobile number, civil id, e-mail or name */
  readonly 'GET /console/v1/customers': {
    readonly query: {
      readonly q: string;
    };
    readonly reply: {
      readonly customers: readonly {
        /** UUID, lower case */
        readonly id: string;
        readonly number: string;
        readonly name: string;
        readonly nameLatin: string;
        readonly mobile: string;
        readonly email: string | null;
        readonly language: string;
        readonly closed: boolean;
      }[];
      readonly more: boolean;
    };
  };
  /** One customer, with the state of their tokens */
  readonly 'GET /console/v1/customers/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly customer: {
        /** UUID, lower case */
        readonly id: string;
        readonly programme: string;
        readonly number: string;
        readonly name: string;
        readonly nameLatin: string;
        readonly language: string;
        /** its end only */
        readonly civilId: string;
        readonly mobile: string;
        readonly mobileVerifiedAt: string | null;
        readonly mobileChangedAt: string | null;
        readonly email: string | null;
        readonly address: string;
        /** RFC 3339, UTC */
        readonly createdAt: string;
        readonly closedAt: string | null;
      };
      readonly token: {
        readonly active: 'soft' | 'hard' | 'none';
        readonly eligible: boolean;
        readonly missingStep: string | null;
        readonly soft: {
          /** UUID, lower case */
          readonly deviceId: string;
          readonly status: 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
          readonly platform: 'ios' | 'android' | 'other';
          readonly model: string;
          readonly system: string;
          readonly screenLock: string;
          /** RFC 3339, UTC */
          readonly registeredAt: string;
          readonly activatedAt: string | null;
        } | null;
        readonly waiting: {
          /** UUID, lower case */
          readonly deviceId: string;
          readonly status: 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
          readonly platform: 'ios' | 'android' | 'other';
          readonly model: string;
          readonly system: string;
          readonly screenLock: string;
          /** RFC 3339, UTC */
          readonly registeredAt: string;
          readonly activatedAt: string | null;
        } | null;
        readonly hard: {
          /** UUID, lower case */
          readonly tokenId: string;
          readonly serial: string;
          readonly kind: 'hotp' | 'totp' | 'ocra';
          readonly status: string;
        } | null;
      };
    };
  };
  /** Begin the call of a customer who rang */
  readonly 'POST /console/v1/customers/{id}/calls': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** why; kept in the evidence */
      readonly reason: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly id: string;
      /** UUID, lower case */
      readonly customerId: string;
      readonly reason: string;
      readonly questions: readonly ('civil-number' | 'birth-date' | 'card-last-four' | 'last-credit')[];
      readonly attempts: number;
      readonly attemptsMax: number;
      /** RFC 3339, UTC */
      readonly openedAt: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      readonly verified: boolean;
      readonly codeMatched: boolean;
    };
  };
  /** Card accounts of which a customer is the main holder */
  readonly 'GET /console/v1/customers/{id}/card-accounts': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly accounts: readonly {
        /** UUID, lower case */
        readonly accountId: string;
        /** UUID, lower case */
        readonly customerId: string;
        readonly programme: string;
        readonly product: string;
        readonly status: 'pending' | 'open' | 'frozen' | 'closing' | 'closed';
        /** only for those who may read the reasons */
        readonly statusReason?: string;
        readonly currency: string;
        readonly termsVersion: string;
        readonly renewsByDefault: boolean;
        /** RFC 3339, UTC */
        readonly openedAt: string;
        readonly closedAt: string | null;
        readonly wallets: readonly {
          readonly currency: string;
          readonly balance: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly held: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly available: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
          readonly debt: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
        }[];
        readonly cards: readonly {
          /** UUID, lower case */
          readonly cardId: string;
          /** UUID, lower case */
          readonly accountId: string;
          /** who carries the card */
          readonly customerId: string;
          readonly role: 'main' | 'additional';
          readonly form: 'physical' | 'virtual';
          readonly lastFour: string;
          /** ISO date */
          readonly validFrom: string;
          /** ISO date */
          readonly expiresOn: string;
          readonly status: 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';
          readonly pinStatus: 'none' | 'set' | 'blocked';
          /** whether the first PIN was shown */
          readonly pinDelivered: boolean;
          /** UUID, lower case */
          readonly replacementFor?: string;
          /** UUID, lower case */
          readonly replacedBy?: string;
          readonly controls: {
            readonly channelsOff?: readonly ('pos' | 'atm' | 'ecommerce' | 'moto')[];
            /** ISO 3166-1 alpha-2; absent: all */
            readonly countriesAllowed?: readonly string[];
            readonly merchantGroupsOff?: readonly string[];
            readonly limits?: {
              readonly purchase?: {
                /** minor units of the currency of the account */
                readonly perOperationMax?: number;
                /** minor units of the currency of the account */
                readonly perDayMax?: number;
                /** minor units of the currency of the account */
                readonly perMonthMax?: number;
                readonly perDayCountMax?: number;
                readonly perMonthCountMax?: number;
              };
              readonly cash?: {
                /** minor units of the currency of the account */
                readonly perOperationMax?: number;
                /** minor units of the currency of the account */
                readonly perDayMax?: number;
                /** minor units of the currency of the account */
                readonly perMonthMax?: number;
                readonly perDayCountMax?: number;
                readonly perMonthCountMax?: number;
              };
            };
          };
          /** whether the holder is told of each use by SMS */
          readonly notify: boolean;
          /** RFC 3339, UTC */
          readonly issuedAt: string;
          /** RFC 3339, UTC */
          readonly activatedAt?: string;
          /** RFC 3339, UTC */
          readonly closedAt?: string;
          readonly pinFailures: number;
          /** only for those who may read the reasons */
          readonly statusReason?: string;
        }[];
      }[];
    };
  };
  /** Applications of a customer */
  readonly 'GET /console/v1/customers/{id}/card-applications': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly applications: readonly {
        /** UUID, lower case */
        readonly applicationId: string;
        readonly programme: string;
        readonly product: string;
        /** UUID, lower case */
        readonly customerId: string;
        /** UUID, lower case */
        readonly accountId: string;
        /** UUID, lower case */
        readonly cardId: string;
        readonly channel: 'app' | 'kiosk' | 'branch' | 'api';
        readonly document: {
          readonly kind: string;
          readonly issuer: string;
          /** ISO date */
          readonly expiresOn: string;
          readonly mrzVerified: boolean;
        };
        readonly termsVersion: string;
        readonly status: 'waiting' | 'established' | 'withdrawn';
        /** activation and loading wait for these checks of identity */
        readonly missing: readonly ('online' | 'in-person')[];
        /** steps that wait for a proof that was asked for later */
        readonly demanded: readonly ('activation' | 'load')[];
        readonly checks: readonly {
          readonly kind: string;
          /** RFC 3339, UTC */
          readonly at: string;
        }[];
        readonly consents: readonly {
          readonly use: string;
          readonly given: boolean;
          /** RFC 3339, UTC */
          readonly at: string;
        }[];
        /** RFC 3339, UTC */
        readonly appliedAt: string;
        /** RFC 3339, UTC */
        readonly establishedAt?: string;
      }[];
    };
  };
  /** Change or delete data of a customer on the path that it needs */
  readonly 'POST /console/v1/customers/{id}/data-changes': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly path: 'letter' | 'branch';
      /** a letter, and that its signature was compared with the one of record */
      readonly letter?: {
        readonly reference: string;
        readonly signatureCompared: boolean;
      };
      /** of the document that was shown at the branch */
      readonly documentNumber?: string;
      readonly act: 'correct' | 'delete';
      readonly field: 'name' | 'name-latin' | 'birth-date' | 'address' | 'email';
      readonly value?: string;
    };
    readonly reply: undefined;
  };
  /** Assign a hard token */
  readonly 'POST /console/v1/customers/{id}/hard-token': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly serial: string;
      /** why; kept in the evidence */
      readonly reason: string;
    };
    readonly reply: {
      readonly state: 'done' | 'waiting';
      /** UUID, lower case */
      readonly requestId?: string;
      /** RFC 3339, UTC */
      readonly expiresAt?: string;
    };
  };
  /** Find a hard token’s place again from two codes in a row */
  readonly 'POST /console/v1/customers/{id}/hard-token/resynchronisation': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly first: string;
      readonly second: string;
      /** why; kept in the evidence */
      readonly reason: string;
    };
    readonly reply: {
      readonly state: 'done' | 'waiting';
      /** UUID, lower case */
      readonly requestId?: string;
      /** RFC 3339, UTC */
      readonly expiresAt?: string;
    };
  };
  /** Unlock a hard token */
  readonly 'POST /console/v1/customers/{id}/hard-token/unlocking': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** why; kept in the evidence */
      readonly reason: string;
    };
    readonly reply: {
      readonly state: 'done' | 'waiting';
      /** UUID, lower case */
      readonly requestId?: string;
      /** RFC 3339, UTC */
      readonly expiresAt?: string;
    };
  };
  /** What happened to a customer, from the chain of evidence */
  readonly 'GET /console/v1/customers/{id}/history': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly records: readonly {
        /** place in the evidence: chain and number */
        readonly id: string;
        /** RFC 3339, UTC */
        readonly at: string;
        readonly kind: string;
        readonly actor: {
          readonly kind: 'customer' | 'staff' | 'client' | 'system';
          readonly name: string | null;
        };
        readonly reason: string | null;
        readonly refused: boolean;
      }[];
    };
  };
  /** Messages sent to a customer; codes are hidden */
  readonly 'GET /console/v1/customers/{id}/messages': {
    readonly path: {
      readonly id: string;
    };
    readonly query: {
      readonly cursor?: string;
      readonly q?: string;
    };
    readonly reply: {
      readonly messages: readonly {
        /** UUID, lower case */
        readonly id: string;
        readonly channel: 'sms' | 'email' | 'push';
        readonly template: string;
        readonly to: string;
        /** as it was sent, a code replaced by dots */
        readonly text: string;
        readonly status: 'queued' | 'sent' | 'delivered' | 'failed' | 'expired';
        readonly failure: string | null;
        /** RFC 3339, UTC */
        readonly createdAt: string;
        readonly deliveredAt: string | null;
      }[];
      readonly next?: string;
    };
  };
  /** Change the number of record at a branch (TK-29) */
  readonly 'POST /console/v1/customers/{id}/mobile-changes': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly mobile: string;
      /** the customer has declared that the number is their own (RB-03) */
      readonly ownershipDeclared: boolean;
      /** why; kept in the evidence */
      readonly reason: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly checkId: string;
      readonly maskedTo: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** RFC 3339, UTC */
      readonly resendAt: string;
    };
  };
  /** Begin to verify that a number is the customer’s */
  readonly 'POST /console/v1/customers/{id}/mobile-checks': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** the customer has declared that the number is their own (RB-03) */
      readonly ownershipDeclared: boolean;
      /** why; kept in the evidence */
      readonly reason: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly checkId: string;
      readonly maskedTo: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** RFC 3339, UTC */
      readonly resendAt: string;
    };
  };
  /** The personal data held of a customer */
  readonly 'GET /console/v1/customers/{id}/personal-data': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly customerId: string;
      readonly customerNumber: string;
      readonly name: string;
      readonly nameLatin: string;
      readonly birthDate: string;
      /** its middle hidden */
      readonly civilNumber: string;
      readonly language: string;
      readonly mobile: string;
      readonly email?: string;
      readonly address: string;
      /** RFC 3339, UTC */
      readonly customerSince: string;
      readonly accounts: readonly {
        /** UUID, lower case */
        readonly accountId: string;
        readonly product: string;
        readonly status: string;
        /** RFC 3339, UTC */
        readonly openedAt: string;
        readonly keptUntil?: string;
      }[];
      readonly cards: readonly {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        readonly role: string;
        readonly status: string;
        readonly expiresOn: string;
      }[];
      readonly applications: readonly {
        /** UUID, lower case */
        readonly applicationId: string;
        readonly programme: string;
        readonly product: string;
        /** UUID, lower case */
        readonly customerId: string;
        /** UUID, lower case */
        readonly accountId: string;
        /** UUID, lower case */
        readonly cardId: string;
        readonly channel: 'app' | 'kiosk' | 'branch' | 'api';
        readonly document: {
          readonly kind: string;
          readonly issuer: string;
          /** ISO date */
          readonly expiresOn: string;
          readonly mrzVerified: boolean;
        };
        readonly termsVersion: string;
        readonly status: 'waiting' | 'established' | 'withdrawn';
        /** activation and loading wait for these checks of identity */
        readonly missing: readonly ('online' | 'in-person')[];
        /** steps that wait for a proof that was asked for later */
        readonly demanded: readonly ('activation' | 'load')[];
        readonly checks: readonly {
          readonly kind: string;
          /** RFC 3339, UTC */
          readonly at: string;
        }[];
        readonly consents: readonly {
          readonly use: string;
          readonly given: boolean;
          /** RFC 3339, UTC */
          readonly at: string;
        }[];
        /** RFC 3339, UTC */
        readonly appliedAt: string;
        /** RFC 3339, UTC */
        readonly establishedAt?: string;
      }[];
      readonly disclosures: readonly {
        /** UUID, lower case */
        readonly disclosureId: string;
        readonly programme: string;
        readonly recipientClass: string;
        readonly recipient: string;
        readonly purpose: string;
        readonly categories: readonly string[];
        readonly reference: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
      readonly requests: readonly {
        /** UUID, lower case */
        readonly requestId: string;
        /** UUID, lower case */
        readonly customerId: string;
        readonly act: 'correct' | 'delete';
        readonly field: 'name' | 'name-latin' | 'birth-date' | 'address' | 'email';
        readonly reason: string;
        readonly status: 'waiting' | 'done' | 'refused';
        /** RFC 3339, UTC */
        readonly askedAt: string;
        /** RFC 3339, UTC */
        readonly decidedAt?: string;
        readonly decisionReason?: string;
        /** for staff, while it waits */
        readonly value?: string;
      }[];
      readonly changes: readonly {
        readonly field: string;
        readonly path: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** Deregister a customer's soft token (TK-27) */
  readonly 'POST /console/v1/customers/{id}/soft-token/deregistration': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** the phone is lost or stolen */
      readonly lost: boolean;
      /** why; kept in the evidence */
      readonly reason: string;
      /** UUID, lower case */
      readonly callId?: string;
    };
    readonly reply: {
      readonly state: 'done' | 'waiting';
      /** UUID, lower case */
      readonly requestId?: string;
      /** RFC 3339, UTC */
      readonly expiresAt?: string;
    };
  };
  /** Requests to correct or delete data that wait, oldest first */
  readonly 'GET /console/v1/data-requests': {
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly reply: {
      readonly requests: readonly {
        /** UUID, lower case */
        readonly requestId: string;
        /** UUID, lower case */
        readonly customerId: string;
        readonly act: 'correct' | 'delete';
        readonly field: 'name' | 'name-latin' | 'birth-date' | 'address' | 'email';
        readonly reason: string;
        readonly status: 'waiting' | 'done' | 'refused';
        /** RFC 3339, UTC */
        readonly askedAt: string;
        /** RFC 3339, UTC */
        readonly decidedAt?: string;
        readonly decisionReason?: string;
        /** for staff, while it waits */
        readonly value?: string;
      }[];
      readonly next?: string;
    };
  };
  /** Decide a request for correction */
  readonly 'POST /console/v1/data-requests/{id}/decision': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly decision: 'carry-out' | 'refuse';
      /** the holder can read it */
      readonly reason: string;
      readonly shown?: {
        readonly path: 'letter' | 'branch';
        /** a letter, and that its signature was compared with the one of record */
        readonly letter?: {
          readonly reference: string;
          readonly signatureCompared: boolean;
        };
        /** of the document that was shown at the branch */
        readonly documentNumber?: string;
      };
    };
    readonly reply: {
      /** UUID, lower case */
      readonly requestId: string;
      /** UUID, lower case */
      readonly customerId: string;
      readonly act: 'correct' | 'delete';
      readonly field: 'name' | 'name-latin' | 'birth-date' | 'address' | 'email';
      readonly reason: string;
      readonly status: 'waiting' | 'done' | 'refused';
      /** RFC 3339, UTC */
      readonly askedAt: string;
      /** RFC 3339, UTC */
      readonly decidedAt?: string;
      readonly decisionReason?: string;
      /** for staff, while it waits */
      readonly value?: string;
    };
  };
  /** Begin the enrolment of an invited member of staff */
  readonly 'POST /console/v1/enrolment/begin': {
    readonly body: {
      readonly secret: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly challengeId: string;
      readonly name: string;
      readonly userName: string;
      /** WebAuthn options in JSON (level 3, parseCreationOptionsFromJSON, parseRequestOptionsFromJSON) */
      readonly options: unknown;
    };
  };
  /** Complete the enrolment with a first passkey */
  readonly 'POST /console/v1/enrolment/complete': {
    readonly body: {
      /** UUID, lower case */
      readonly challengeId: string;
      readonly name: string;
      readonly response: {
        readonly id: string;
        readonly rawId: string;
        readonly type: 'public-key';
        readonly authenticatorAttachment?: string;
        readonly clientExtensionResults: Readonly<Record<string, unknown>>;
        readonly response: {
          readonly clientDataJSON: string;
          readonly attestationObject: string;
          readonly transports?: readonly string[];
        };
      };
    };
    readonly reply: {
      /** UUID, lower case */
      readonly passkeyId: string;
    };
  };
  /** Hard tokens in stock, or by serial number */
  readonly 'GET /console/v1/hard-tokens': {
    readonly query: {
      readonly q?: string;
      readonly cursor?: string;
    };
    readonly reply: {
      readonly tokens: readonly {
        /** UUID, lower case */
        readonly tokenId: string;
        readonly serial: string;
        readonly manufacturer: string;
        readonly kind: 'hotp' | 'totp' | 'ocra';
        readonly status: 'in-stock' | 'active' | 'suspended' | 'locked' | 'retired';
        readonly customerId: string | null;
      }[];
      /** devices of all batches that are in stock */
      readonly inStock: number;
      readonly next?: string;
    };
  };
  /** Import hard tokens from a PSKC file (RFC 6030) */
  readonly 'POST /console/v1/hard-tokens/imports': {
    readonly body: {
      /** the PSKC document (RFC 6030), at most 1 MiB */
      readonly file: string;
      readonly fileName: string;
      readonly passphrase?: string;
      /** pre-shared key in hexadecimal, 16 to 32 bytes */
      readonly key?: string;
      /** false: only say what is in the file */
      readonly commit: boolean;
      /** why; kept in the evidence */
      readonly reason?: string;
    };
    readonly reply: {
      readonly keys: number;
      readonly kinds: Readonly<Record<string, number>>;
      readonly serials: readonly string[];
      readonly imported: boolean;
    };
  };
  /** Loss files without a written notice, newest first; with all=true those with one too */
  readonly 'GET /console/v1/loss-reports': {
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly all?: boolean;
    };
    readonly reply: {
      readonly reports: readonly {
        /** UUID, lower case */
        readonly reportId: string;
        /** UUID, lower case */
        readonly cardId: string;
        /** UUID, lower case */
        readonly accountId: string;
        readonly lastFour: string;
        readonly kind: 'lost' | 'stolen' | 'disclosed-pin' | 'misused';
        /** RFC 3339, UTC */
        readonly happenedAt?: string;
        /** RFC 3339, UTC */
        readonly reportedAt: string;
        /** a written notice must come before this instant */
        readonly confirmationDueAt: string;
        /** RFC 3339, UTC */
        readonly writtenAt?: string;
        readonly confirmation: 'given' | 'waiting' | 'missed';
        readonly entries: readonly {
          /** UUID, lower case */
          readonly entryId: string;
          readonly kind: string;
          /** RFC 3339, UTC */
          readonly at: string;
          readonly channel: string;
          readonly reference?: string;
          readonly documentDigest?: string;
          readonly reason?: string;
          readonly actor?: string;
        }[];
      }[];
      readonly next?: string;
    };
  };
  /** Record that a card was reported lost, stolen or misused; blocks it at once */
  readonly 'POST /console/v1/loss-reports': {
    readonly body: {
      /** UUID, lower case */
      readonly cardId: string;
      readonly kind: 'lost' | 'stolen' | 'disclosed-pin' | 'misused';
      readonly channel: 'phone' | 'branch' | 'kiosk' | 'post' | 'email' | 'api';
      /** RFC 3339, UTC */
      readonly happenedAt?: string;
      readonly reference?: string;
      /** SHA-256 of the document, hexadecimal */
      readonly documentDigest?: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly reportId: string;
      /** UUID, lower case */
      readonly cardId: string;
      /** UUID, lower case */
      readonly accountId: string;
      readonly lastFour: string;
      readonly kind: 'lost' | 'stolen' | 'disclosed-pin' | 'misused';
      /** RFC 3339, UTC */
      readonly happenedAt?: string;
      /** RFC 3339, UTC */
      readonly reportedAt: string;
      /** a written notice must come before this instant */
      readonly confirmationDueAt: string;
      /** RFC 3339, UTC */
      readonly writtenAt?: string;
      readonly confirmation: 'given' | 'waiting' | 'missed';
      readonly entries: readonly {
        /** UUID, lower case */
        readonly entryId: string;
        readonly kind: string;
        /** RFC 3339, UTC */
        readonly at: string;
        readonly channel: string;
        readonly reference?: string;
        readonly documentDigest?: string;
        readonly reason?: string;
        readonly actor?: string;
      }[];
    };
  };
  /** A loss file with its holder and its card */
  readonly 'GET /console/v1/loss-reports/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly report: {
        /** UUID, lower case */
        readonly reportId: string;
        /** UUID, lower case */
        readonly cardId: string;
        /** UUID, lower case */
        readonly accountId: string;
        readonly lastFour: string;
        readonly kind: 'lost' | 'stolen' | 'disclosed-pin' | 'misused';
        /** RFC 3339, UTC */
        readonly happenedAt?: string;
        /** RFC 3339, UTC */
        readonly reportedAt: string;
        /** a written notice must come before this instant */
        readonly confirmationDueAt: string;
        /** RFC 3339, UTC */
        readonly writtenAt?: string;
        readonly confirmation: 'given' | 'waiting' | 'missed';
        readonly entries: readonly {
          /** UUID, lower case */
          readonly entryId: string;
          readonly kind: string;
          /** RFC 3339, UTC */
          readonly at: string;
          readonly channel: string;
          readonly reference?: string;
          readonly documentDigest?: string;
          readonly reason?: string;
          readonly actor?: string;
        }[];
      };
      readonly holder: {
        /** UUID, lower case */
        readonly customerId: string;
        readonly number: string;
        readonly name: string;
      };
      readonly card: {
        readonly form: 'physical' | 'virtual';
        readonly status: string;
        /** RFC 3339, UTC */
        readonly closedAt?: string;
        /** last four digits of the card that took its place */
        readonly replacedBy?: string;
      };
    };
  };
  /** Add a notice, a document or a finding to a loss file */
  readonly 'POST /console/v1/loss-reports/{id}/entries': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly kind: 'written' | 'police' | 'found' | 'late-notice' | 'neglect' | 'unsigned';
      readonly channel: 'phone' | 'branch' | 'kiosk' | 'post' | 'email' | 'api';
      /** when it reached the bank; now where it is not given */
      readonly at?: string;
      readonly reference?: string;
      /** SHA-256 of the document, hexadecimal */
      readonly documentDigest?: string;
      /** required for findings of staff */
      readonly reason?: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly reportId: string;
      /** UUID, lower case */
      readonly cardId: string;
      /** UUID, lower case */
      readonly accountId: string;
      readonly lastFour: string;
      readonly kind: 'lost' | 'stolen' | 'disclosed-pin' | 'misused';
      /** RFC 3339, UTC */
      readonly happenedAt?: string;
      /** RFC 3339, UTC */
      readonly reportedAt: string;
      /** a written notice must come before this instant */
      readonly confirmationDueAt: string;
      /** RFC 3339, UTC */
      readonly writtenAt?: string;
      readonly confirmation: 'given' | 'waiting' | 'missed';
      readonly entries: readonly {
        /** UUID, lower case */
        readonly entryId: string;
        readonly kind: string;
        /** RFC 3339, UTC */
        readonly at: string;
        readonly channel: string;
        readonly reference?: string;
        readonly documentDigest?: string;
        readonly reason?: string;
        readonly actor?: string;
      }[];
    };
  };
  /** Check the code that was sent to the number */
  readonly 'POST /console/v1/mobile-checks/{id}/code': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** digits of any script */
      readonly code: string;
      /** why; kept in the evidence */
      readonly reason: string;
    };
    readonly reply: {
      readonly match: boolean;
      readonly attemptsLeft?: number;
      readonly act?: {
        readonly state: 'done' | 'waiting';
        /** UUID, lower case */
        readonly requestId?: string;
        /** RFC 3339, UTC */
        readonly expiresAt?: string;
      };
    };
  };
  /** Own passkeys */
  readonly 'GET /console/v1/passkeys': {
    readonly reply: {
      readonly passkeys: readonly {
        /** UUID, lower case */
        readonly id: string;
        readonly name: string;
        /** RFC 3339, UTC */
        readonly createdAt: string;
        readonly lastUsedAt: string | null;
      }[];
    };
  };
  /** Add the passkey that was begun */
  readonly 'POST /console/v1/passkeys': {
    readonly body: {
      /** UUID, lower case */
      readonly challengeId: string;
      readonly name: string;
      readonly response: {
        readonly id: string;
        readonly rawId: string;
        readonly type: 'public-key';
        readonly authenticatorAttachment?: string;
        readonly clientExtensionResults: Readonly<Record<string, unknown>>;
        readonly response: {
          readonly clientDataJSON: string;
          readonly attestationObject: string;
          readonly transports?: readonly string[];
        };
      };
    };
    readonly reply: {
      /** UUID, lower case */
      readonly passkeyId: string;
    };
  };
  /** Begin to add a passkey */
  readonly 'POST /console/v1/passkeys/begin': {
    readonly reply: {
      /** UUID, lower case */
      readonly challengeId: string;
      readonly name: string;
      readonly userName: string;
      /** WebAuthn options in JSON (level 3, parseCreationOptionsFromJSON, parseRequestOptionsFromJSON) */
      readonly options: unknown;
    };
  };
  /** Remove an own passkey */
  readonly 'DELETE /console/v1/passkeys/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: undefined;
  };
  /** Requests that wait for a second person, and decided ones */
  readonly 'GET /console/v1/requests': {
    readonly query: {
      readonly status?: 'waiting' | 'approved' | 'refused' | 'withdrawn' | 'failed';
      readonly cursor?: string;
    };
    readonly reply: {
      readonly requests: readonly {
        /** UUID, lower case */
        readonly id: string;
        readonly action: 'hard-token.assign' | 'soft-token.deregister' | 'mobile.verify';
        readonly status: 'waiting' | 'approved' | 'refused' | 'withdrawn' | 'failed' | 'expired';
        readonly customer: {
          /** UUID, lower case */
          readonly id: string;
          readonly number: string;
          readonly name: string;
          readonly nameLatin: string;
        };
        readonly payload: Readonly<Record<string, string>>;
        readonly reason: string;
        readonly askedBy: {
          /** UUID, lower case */
          readonly id: string;
          readonly name: string;
        };
        /** RFC 3339, UTC */
        readonly askedAt: string;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        readonly decidedBy: {
          /** UUID, lower case */
          readonly id: string;
          readonly name: string;
        } | null;
        readonly decidedAt: string | null;
        readonly note: string | null;
        /** whether the person who asks may decide it now */
        readonly mayDecide: boolean;
      }[];
      readonly next?: string;
    };
  };
  /** Approve or refuse a colleague’s request (four eyes) */
  readonly 'POST /console/v1/requests/{id}/decision': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly decision: 'approve' | 'refuse';
      readonly note?: string;
    };
    readonly reply: {
      readonly status: 'approved' | 'refused' | 'failed';
      /** reason code of an act that was no longer possible */
      readonly because?: string;
    };
  };
  /** Withdraw an own request */
  readonly 'POST /console/v1/requests/{id}/withdrawal': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: undefined;
  };
  /** Who is signed in, and what their roles permit */
  readonly 'GET /console/v1/session': {
    readonly reply: {
      readonly person: {
        /** UUID, lower case */
        readonly staffId: string;
        readonly userName: string;
        readonly name: string;
        readonly roles: readonly ('branch' | 'contact-centre' | 'operations' | 'supervisor' | 'auditor')[];
        readonly permissions: readonly ('own.session' | 'own.passkeys' | 'customer.find' | 'customer.view' | 'mobile.verify' | 'mobile.change' | 'hard-token.assign' | 'hard-token.resynchronise' | 'hard-token.unlock' | 'hard-token.import' | 'hard-token.stock' | 'soft-token.deregister' | 'call.take' | 'request.read' | 'request.decide' | 'card.view' | 'card.replace' | 'card.pin' | 'dispute.read' | 'dispute.open' | 'dispute.work' | 'dispute.decide' | 'suspense.read' | 'suspense.resolve' | 'card.application' | 'card.loss' | 'card.care' | 'card.reasons-read' | 'card.contact' | 'card.privacy' | 'card.privacy-read' | 'staff.read' | 'staff.change')[];
      };
      readonly idleSeconds: number;
      readonly programme: {
        readonly name: string;
        readonly title: Readonly<Record<string, string>>;
        readonly timeZone: string;
        readonly currency: string;
        readonly callerTriesMax: number;
        readonly codeDigits: number;
      };
    };
  };
  /** Sign out: the session ends on the server */
  readonly 'POST /console/v1/session/end': {
    readonly reply: undefined;
  };
  /** Begin a sign-in with a passkey */
  readonly 'POST /console/v1/sign-in/begin': {
    readonly reply: {
      /** UUID, lower case */
      readonly challengeId: string;
      /** WebAuthn options in JSON (level 3, parseCreationOptionsFromJSON, parseRequestOptionsFromJSON) */
      readonly options: unknown;
    };
  };
  /** Complete the sign-in: sets the session cookie */
  readonly 'POST /console/v1/sign-in/complete': {
    readonly body: {
      /** UUID, lower case */
      readonly challengeId: string;
      readonly response: {
        readonly id: string;
        readonly rawId: string;
        readonly type: 'public-key';
        readonly authenticatorAttachment?: string;
        readonly clientExtensionResults: Readonly<Record<string, unknown>>;
        readonly response: {
          readonly clientDataJSON: string;
          readonly authenticatorData: string;
          readonly signature: string;
          readonly userHandle?: string;
        };
      };
    };
    readonly reply: {
      /** UUID, lower case */
      readonly staffId: string;
      readonly userName: string;
      readonly name: string;
      readonly roles: readonly ('branch' | 'contact-centre' | 'operations' | 'supervisor' | 'auditor')[];
      readonly permissions: readonly ('own.session' | 'own.passkeys' | 'customer.find' | 'customer.view' | 'mobile.verify' | 'mobile.change' | 'hard-token.assign' | 'hard-token.resynchronise' | 'hard-token.unlock' | 'hard-token.import' | 'hard-token.stock' | 'soft-token.deregister' | 'call.take' | 'request.read' | 'request.decide' | 'card.view' | 'card.replace' | 'card.pin' | 'dispute.read' | 'dispute.open' | 'dispute.work' | 'dispute.decide' | 'suspense.read' | 'suspense.resolve' | 'card.application' | 'card.loss' | 'card.care' | 'card.reasons-read' | 'card.contact' | 'card.privacy' | 'card.privacy-read' | 'staff.read' | 'staff.change')[];
    };
  };
  /** Members of staff */
  readonly 'GET /console/v1/staff': {
    readonly reply: {
      readonly staff: readonly {
        /** UUID, lower case */
        readonly id: string;
        readonly userName: string;
        readonly name: string;
        readonly roles: readonly ('branch' | 'contact-centre' | 'operations' | 'supervisor' | 'auditor')[];
        readonly status: 'active' | 'disabled';
        readonly passkeys: number;
        readonly lastSeenAt: string | null;
        readonly invitedUntil: string | null;
      }[];
    };
  };
  /** Add a member of staff */
  readonly 'POST /console/v1/staff': {
    readonly body: {
      readonly userName: string;
      readonly name: string;
      readonly roles: readonly ('branch' | 'contact-centre' | 'operations' | 'supervisor' | 'auditor')[];
    };
    readonly reply: {
      /** UUID, lower case */
      readonly staffId: string;
      /** shown once; opens /enrol#<secret> */
      readonly secret: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
    };
  };
  /** Switch a member of staff on or off; off ends their sessions */
  readonly 'POST /console/v1/staff/{id}/active': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly active: boolean;
      /** why; kept in the evidence */
      readonly reason: string;
    };
    readonly reply: undefined;
  };
  /** Make a new invitation */
  readonly 'POST /console/v1/staff/{id}/invitation': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly staffId: string;
      /** shown once; opens /enrol#<secret> */
      readonly secret: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
    };
  };
  /** Change the roles of a member of staff */
  readonly 'POST /console/v1/staff/{id}/roles': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly roles: readonly ('branch' | 'contact-centre' | 'operations' | 'supervisor' | 'auditor')[];
      /** why; kept in the evidence */
      readonly reason: string;
    };
    readonly reply: undefined;
  };
  /** What waits in suspense */
  readonly 'GET /console/v1/suspense': {
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly status?: 'open' | 'asked' | 'matched' | 'returned';
    };
    readonly reply: {
      readonly items: readonly {
        /** UUID, lower case */
        readonly itemId: string;
        /** the card programme */
        readonly programme: string;
        /** asked: another person has to agree */
        readonly status: 'open' | 'asked' | 'matched' | 'returned';
        /** purchase, cash: the scheme asked for it; refund, reversal: it gave it back */
        readonly kind: 'purchase' | 'cash' | 'refund' | 'reversal';
        readonly amount: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        /** UUID, lower case */
        readonly accountId?: string;
        /** of a card that was never in use */
        readonly cardId?: string;
        /** the file, message or authorisation that brought it */
        readonly reference: string;
        readonly merchantName?: string;
        readonly country?: string;
        readonly mcc?: string;
        readonly networkReference?: string;
        /** RFC 3339, UTC */
        readonly occurredAt?: string;
        /** RFC 3339, UTC */
        readonly at: string;
        readonly resolution?: {
          readonly act: 'match' | 'return';
          /** UUID, lower case */
          readonly cardId?: string;
          readonly reason: string;
          readonly askedBy: string;
          /** RFC 3339, UTC */
          readonly askedAt: string;
          readonly decidedBy?: string;
          /** RFC 3339, UTC */
          readonly decidedAt?: string;
        };
      }[];
      /** cursor of the next page; absent on the last one */
      readonly next?: string;
    };
  };
  /** Ask for a resolution of an item in suspense, agree to it, or turn it down */
  readonly 'POST /console/v1/suspense/{id}/resolution': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** settle it on a card as if the scheme had named that card */
      readonly act: 'match';
      /** UUID, lower case */
      readonly cardId: string;
      /** why; kept in the evidence */
      readonly reason: string;
    } | {
      /** give it back to the account of the scheme */
      readonly act: 'return';
      /** why; kept in the evidence */
      readonly reason: string;
    } | {
      /** take back what was asked for */
      readonly act: 'turn-down';
      /** why; kept in the evidence */
      readonly reason: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly itemId: string;
      /** the card programme */
      readonly programme: string;
      /** asked: another person has to agree */
      readonly status: 'open' | 'asked' | 'matched' | 'returned';
      /** purchase, cash: the scheme asked for it; refund, reversal: it gave it back */
      readonly kind: 'purchase' | 'cash' | 'refund' | 'reversal';
      readonly amount: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      /** UUID, lower case */
      readonly accountId?: string;
      /** of a card that was never in use */
      readonly cardId?: string;
      /** the file, message or authorisation that brought it */
      readonly reference: string;
      readonly merchantName?: string;
      readonly country?: string;
      readonly mcc?: string;
      readonly networkReference?: string;
      /** RFC 3339, UTC */
      readonly occurredAt?: string;
      /** RFC 3339, UTC */
      readonly at: string;
      readonly resolution?: {
        readonly act: 'match' | 'return';
        /** UUID, lower case */
        readonly cardId?: string;
        readonly reason: string;
        readonly askedBy: string;
        /** RFC 3339, UTC */
        readonly askedAt: string;
        readonly decidedBy?: string;
        /** RFC 3339, UTC */
        readonly decidedAt?: string;
      };
    };
  };
};
