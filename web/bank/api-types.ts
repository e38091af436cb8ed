// Requests and replies of the bank door, made from docs/openapi/bank.json by web/shared/generate-api-types.ts.

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

export type ParamsOfAddressChange = {
  readonly address: string;
};

export type ParamsOfBillPayment = {
  /** id of an account of the customer */
  readonly from: string;
  readonly biller: string;
  /** the customer's number at the biller */
  readonly billReference: string;
  readonly amount: {
    readonly currency: string;
    /** minor units, a decimal integer */
    readonly minor: string;
  };
};

export type ParamsOfCardActivation = {
  readonly cardId: string;
};

export type ParamsOfCardAdditional = {
  readonly accountId: string;
  /** who will carry it, a customer of the bank; without it the main holder */
  readonly customerNumber?: string;
  readonly form: 'physical' | 'virtual';
};

export type ParamsOfCardClosing = {
  readonly cardAccount: string;
  readonly payTo: {
    readonly account: string;
  } | {
    /** as a person writes it */
    readonly iban: string;
  };
};

export type ParamsOfCardControls = {
  readonly cardId: string;
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
  readonly notify?: boolean;
};

export type ParamsOfCardDetails = {
  readonly cardId: string;
  readonly shows: 'number' | 'pin';
};

export type ParamsOfCardExchange = {
  readonly cardAccount: string;
  readonly quote: string;
};

export type ParamsOfCardLoad = {
  readonly cardAccount: string;
  readonly from: {
    readonly account: string;
  } | {
    readonly mandate: string;
  };
  readonly amount: {
    readonly currency: string;
    /** minor units, a decimal integer */
    readonly minor: string;
  };
};

export type ParamsOfCardMandate = {
  readonly cardAccount: string;
  /** as a person writes it */
  readonly iban: string;
  readonly bankName: string;
  readonly amountMax: {
    readonly currency: string;
    /** minor units, a decimal integer */
    readonly minor: string;
  };
};

export type ParamsOfCardPinChange = {
  readonly cardId: string;
};

export type ParamsOfCardPurchase = {
  readonly cardId: string;
  readonly amount: {
    readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
    readonly minor: string;
  };
  /** as the holder shall read it */
  readonly merchant: string;
  /** the access control server's own */
  readonly reference?: string;
};

export type ParamsOfCardRenewal = {
  readonly cardId: string;
  /** renew now, or whether it is done without asking */
  readonly choice: 'renew' | 'by-default' | 'opt-out';
};

export type ParamsOfCardReplacement = {
  readonly cardId: string;
  readonly reason: 'lost' | 'stolen' | 'damaged' | 'disclosed-pin';
  readonly form: 'physical' | 'virtual';
};

export type ParamsOfEmailChange = {
  readonly email: string;
};

export type ParamsOfMobileChange = {
  readonly mobile: string;
};

export type ParamsOfStatementOrder = {
  /** number of an account of the customer */
  readonly account: string;
  /** month, YYYY-MM */
  readonly period: string;
  readonly delivery: 'post' | 'branch';
};

export type ParamsOfTransferCustomer = {
  /** id of an account of the customer */
  readonly from: string;
  /** account number or IBAN as a person writes it */
  readonly to: string;
  readonly amount: {
    readonly currency: string;
    /** minor units, a decimal integer */
    readonly minor: string;
  };
  /** shown on both statements; never a card number */
  readonly reference?: string;
};

export type ParamsOfTransferOwn = {
  /** id of an account of the customer */
  readonly from: string;
  /** id of an account of the customer */
  readonly to: string;
  readonly amount: {
    readonly currency: string;
    /** minor units, a decimal integer */
    readonly minor: string;
  };
  /** shown on both statements; never a card number */
  readonly reference?: string;
};

/** Each endpoint with its parameters, body and reply. */
export type Door = {
  /** All accounts of the customer, with their balances */
  readonly 'GET /bank/v1/accounts': {
    readonly reply: {
      readonly accounts: readonly {
        /** UUID, lower case */
        readonly accountId: string;
        readonly number: string;
        readonly iban: string;
        /** kind of account in the language of the request */
        readonly name: string;
        readonly currency: string;
        readonly joint: boolean;
        readonly status: 'open' | 'closed';
        readonly posted: {
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
      }[];
    };
  };
  /** Posted movements of an account, newest first */
  readonly 'GET /bank/v1/accounts/{id}/entries': {
    readonly path: {
      readonly id: string;
    };
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly reply: {
      readonly entries: readonly {
        readonly entryId: string;
        /** RFC 3339, UTC */
        readonly at: string;
        readonly amount: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly kind: string;
        readonly counterparty?: string;
        readonly reference?: string;
        readonly state: 'posted' | 'held';
        /** UUID, lower case */
        readonly operationId?: string;
      }[];
      /** cursor of the next page; absent on the last one */
      readonly next?: string;
    };
  };
  /** Who can be paid by bill */
  readonly 'GET /bank/v1/billers': {
    readonly reply: {
      readonly billers: readonly {
        readonly billerId: string;
        readonly name: string;
        readonly category: string;
        /** what the biller calls the number that it wants */
        readonly referenceLabel: string;
        /** regular expression for the whole number in Latin digits */
        readonly referencePattern: string;
        readonly referenceExample: string;
      }[];
    };
  };
  /** Card accounts with their wallets and cards */
  readonly 'GET /bank/v1/card-accounts': {
    readonly reply: {
      readonly accounts: readonly {
        /** UUID, lower case */
        readonly accountId: string;
        readonly programme: string;
        readonly product: string;
        /** name of the product in the language of the request */
        readonly title: string;
        readonly status: 'pending' | 'open' | 'frozen' | 'closing' | 'closed';
        readonly currency: string;
        readonly isMainHolder: boolean;
        readonly termsVersion: string;
        readonly renewsByDefault: boolean;
        /** RFC 3339, UTC */
        readonly openedAt: string;
        /** for the main holder alone */
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
        /** oldest first; all for the main holder, else the customer’s own */
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
          /** whether the customer carries it: number and PIN are the carrier’s alone */
          readonly isMine: boolean;
          readonly carrierName: string;
          /** why it is closed, where the holder or the calendar did it */
          readonly closedReason?: 'lost' | 'stolen' | 'damaged' | 'disclosed-pin' | 'request' | 'replaced' | 'renewed' | 'expired' | 'account-closed';
        }[];
      }[];
    };
  };
  /** One card account */
  readonly 'GET /bank/v1/card-accounts/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly accountId: string;
      readonly programme: string;
      readonly product: string;
      /** name of the product in the language of the request */
      readonly title: string;
      readonly status: 'pending' | 'open' | 'frozen' | 'closing' | 'closed';
      readonly currency: string;
      readonly isMainHolder: boolean;
      readonly termsVersion: string;
      readonly renewsByDefault: boolean;
      /** RFC 3339, UTC */
      readonly openedAt: string;
      /** for the main holder alone */
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
      /** oldest first; all for the main holder, else the customer’s own */
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
        /** whether the customer carries it: number and PIN are the carrier’s alone */
        readonly isMine: boolean;
        readonly carrierName: string;
        /** why it is closed, where the holder or the calendar did it */
        readonly closedReason?: 'lost' | 'stolen' | 'damaged' | 'disclosed-pin' | 'request' | 'replaced' | 'renewed' | 'expired' | 'account-closed';
      }[];
    };
  };
  /** Wallets, holds and the newest transactions, live (server-sent events) */
  readonly 'GET /bank/v1/card-accounts/{id}/activity': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: never;
  };
  /** What closing costs, or how it stands and what was paid out */
  readonly 'GET /bank/v1/card-accounts/{id}/closing': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly status: 'pending' | 'open' | 'frozen' | 'closing' | 'closed';
      /** closing and cancellation are one fee */
      readonly fee: {
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
      };
      /** RFC 3339, UTC */
      readonly startedAt?: string;
      /** RFC 3339, UTC */
      readonly endedAt?: string;
      readonly payouts: readonly {
        /** UUID, lower case */
        readonly payoutId: string;
        readonly amount: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly to: string;
        readonly status: 'ordered' | 'sent' | 'paid' | 'returned';
        readonly returnReason?: string;
        /** RFC 3339, UTC */
        readonly orderedAt: string;
        /** RFC 3339, UTC */
        readonly endedAt?: string;
      }[];
    };
  };
  /** Give or take back consent to a use of data */
  readonly 'POST /bank/v1/card-accounts/{id}/consents': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly use: string;
      readonly given: boolean;
    };
    readonly reply: undefined;
  };
  /** What the ending of an account waits for, and what is due then */
  readonly 'GET /bank/v1/card-accounts/{id}/ending': {
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
  /** End the account by written notice; it takes effect when the destruction of all cards is confirmed */
  readonly 'POST /bank/v1/card-accounts/{id}/ending': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** the holder's own words */
      readonly statement: string;
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
  /** One card account, live (server-sent events) */
  readonly 'GET /bank/v1/card-accounts/{id}/events': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: undefined;
  };
  /** From where and how much the card account can be loaded now */
  readonly 'GET /bank/v1/card-accounts/{id}/load-options': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly currency: string;
      readonly room: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      readonly minimum?: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      /** loading waits until the proof of identity is given */
      readonly identityMissing: boolean;
      /** of the holder at this bank, in the currency of the card account */
      readonly accounts: readonly {
        /** UUID, lower case */
        readonly accountId: string;
        readonly number: string;
        readonly iban: string;
        readonly available: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
      /** for accounts of the holder at other banks */
      readonly mandates: readonly {
        /** UUID, lower case */
        readonly mandateId: string;
        readonly reference: string;
        readonly iban: string;
        readonly bankCode: string;
        readonly bankName: string;
        readonly holderName: string;
        readonly amountMax: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        /** UUID, lower case */
        readonly operationId: string;
        /** RFC 3339, UTC */
        readonly givenAt: string;
        /** RFC 3339, UTC */
        readonly endedAt?: string;
        readonly endReason?: string;
      }[];
    };
  };
  /** Loads, newest first, with those that another bank has not answered yet */
  readonly 'GET /bank/v1/card-accounts/{id}/loads': {
    readonly path: {
      readonly id: string;
    };
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
    };
    readonly reply: {
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
      /** cursor of the next page; absent on the last one */
      readonly next?: string;
    };
  };
  /** Mandates for accounts at other banks, those that hold first */
  readonly 'GET /bank/v1/card-accounts/{id}/mandates': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly mandates: readonly {
        /** UUID, lower case */
        readonly mandateId: string;
        readonly reference: string;
        readonly iban: string;
        readonly bankCode: string;
        readonly bankName: string;
        readonly holderName: string;
        readonly amountMax: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        /** UUID, lower case */
        readonly operationId: string;
        /** RFC 3339, UTC */
        readonly givenAt: string;
        /** RFC 3339, UTC */
        readonly endedAt?: string;
        readonly endReason?: string;
      }[];
    };
  };
  /** End a mandate: from now on nothing is asked for under it */
  readonly 'POST /bank/v1/card-accounts/{id}/mandates/{mandateId}/end': {
    readonly path: {
      readonly id: string;
      readonly mandateId: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly mandateId: string;
      readonly reference: string;
      readonly iban: string;
      readonly bankCode: string;
      readonly bankName: string;
      readonly holderName: string;
      readonly amountMax: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      /** UUID, lower case */
      readonly operationId: string;
      /** RFC 3339, UTC */
      readonly givenAt: string;
      /** RFC 3339, UTC */
      readonly endedAt?: string;
      readonly endReason?: string;
    };
  };
  /** A rate for money between two wallets, kept for its time; `card-exchange` with it is what moves the money */
  readonly 'POST /bank/v1/card-accounts/{id}/quotes': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** currency of the wallet that gives */
      readonly from: string;
      readonly to: string;
      /** which side the amount is of */
      readonly side: 'sell' | 'buy';
      /** minor units of that side */
      readonly minor: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly quoteId: string;
      readonly from: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      readonly to: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      readonly spread: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      readonly spreadPpm: number;
      /** for people, the spread in it: 1 USD = 0.38693 OMR */
      readonly rate: string;
      readonly source: string;
      /** ISO date */
      readonly day: string;
      /** RFC 3339, UTC */
      readonly quotedAt: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
    };
  };
  /** Monthly statements, newest first */
  readonly 'GET /bank/v1/card-accounts/{id}/statements': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** newest first */
      readonly statements: readonly {
        /** UUID, lower case */
        readonly statementId: string;
        /** ISO date */
        readonly fromDay: string;
        /** ISO date */
        readonly toDay: string;
        /** ISO date */
        readonly statementDay: string;
        readonly language: 'ar' | 'en' | 'fa' | 'kk';
        /** RFC 3339, UTC */
        readonly madeAt: string;
      }[];
    };
  };
  /** One statement as a file: its id with .pdf, .csv or .json */
  readonly 'GET /bank/v1/card-accounts/{id}/statements/{file}': {
    readonly path: {
      readonly id: string;
      readonly file: string;
    };
    readonly query: {
      readonly language?: 'ar' | 'en' | 'fa' | 'kk';
    };
    readonly reply: never;
  };
  /** Accept a newer version of the terms */
  readonly 'POST /bank/v1/card-accounts/{id}/terms-acceptances': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly version: string;
      readonly language: 'ar' | 'en';
    };
    readonly reply: undefined;
  };
  /** What was posted, newest first, and what is held and waits for its settlement */
  readonly 'GET /bank/v1/card-accounts/{id}/transactions': {
    readonly path: {
      readonly id: string;
    };
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly from?: string;
      readonly to?: string;
      readonly cardId?: string;
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
  /** One transaction, with what applied to it: rate, mark-up, fee, terms, hold policy */
  readonly 'GET /bank/v1/card-accounts/{id}/transactions/{transactionId}': {
    readonly path: {
      readonly id: string;
      readonly transactionId: string;
    };
    readonly reply: {
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
    };
  };
  /** Travel that is not over, with its warnings */
  readonly 'GET /bank/v1/card-accounts/{id}/travel': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      readonly travel: readonly {
        /** UUID, lower case */
        readonly travelId: string;
        readonly countries: readonly string[];
        /** ISO date */
        readonly fromDay: string;
        /** ISO date */
        readonly toDay: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
        readonly warnings: readonly {
          readonly kind: 'dynamic-conversion' | 'restricted-country' | 'country-limit';
          /** in the language of the request */
          readonly text: string;
          readonly country?: string;
          readonly channel?: string;
          readonly perDayMax?: {
            /** ISO 4217 */
            readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
            /** minor units: OMR 12.500 is "12500" */
            readonly minor: string;
          };
        }[];
      }[];
    };
  };
  /** Tell of travel, and be warned: conversion at terminals abroad, restricted countries, limits of regulators */
  readonly 'POST /bank/v1/card-accounts/{id}/travel': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly countries: readonly string[];
      /** ISO date */
      readonly fromDay: string;
      /** ISO date */
      readonly toDay: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly travelId: string;
      readonly countries: readonly string[];
      /** ISO date */
      readonly fromDay: string;
      /** ISO date */
      readonly toDay: string;
      /** RFC 3339, UTC */
      readonly registeredAt: string;
      readonly warnings: readonly {
        readonly kind: 'dynamic-conversion' | 'restricted-country' | 'country-limit';
        /** in the language of the request */
        readonly text: string;
        readonly country?: string;
        readonly channel?: string;
        readonly perDayMax?: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
    };
  };
  /** Take back what was told of travel */
  readonly 'POST /bank/v1/card-accounts/{id}/travel/{travelId}/end': {
    readonly path: {
      readonly id: string;
      readonly travelId: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly travelId: string;
    };
  };
  /** The customer's applications */
  readonly 'GET /bank/v1/card-applications': {
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
  /** Apply for a card */
  readonly 'POST /bank/v1/card-applications': {
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
  /** Take back an application that waits for the proof of identity */
  readonly 'POST /bank/v1/card-applications/{id}/withdrawal': {
    readonly path: {
      readonly id: string;
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
  /** Own disputes, newest first */
  readonly 'GET /bank/v1/card-disputes': {
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
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
  /** Dispute a transaction */
  readonly 'POST /bank/v1/card-disputes': {
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
      /** how it stands and what happens next, in the language of the request */
      readonly inWords: string;
      readonly history: readonly {
        readonly act: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** A dispute: how it stands, what is missing, by when */
  readonly 'GET /bank/v1/card-disputes/{id}': {
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
      /** how it stands and what happens next, in the language of the request */
      readonly inWords: string;
      readonly history: readonly {
        readonly act: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** Add a document; the last one that was missing opens the dispute */
  readonly 'POST /bank/v1/card-disputes/{id}/documents': {
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
      /** how it stands and what happens next, in the language of the request */
      readonly inWords: string;
      readonly history: readonly {
        readonly act: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** A document as it was added */
  readonly 'GET /bank/v1/card-disputes/{id}/documents/{documentId}': {
    readonly path: {
      readonly id: string;
      readonly documentId: string;
    };
    readonly reply: unknown;
  };
  /** Ask for the slip; each request costs the fee of the schedule, returned only where the dispute ends in the holder’s favour */
  readonly 'POST /bank/v1/card-disputes/{id}/slip-requests': {
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
      /** how it stands and what happens next, in the language of the request */
      readonly inWords: string;
      readonly history: readonly {
        readonly act: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** Hand a draft in */
  readonly 'POST /bank/v1/card-disputes/{id}/submission': {
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
      /** how it stands and what happens next, in the language of the request */
      readonly inWords: string;
      readonly history: readonly {
        readonly act: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** Withdraw a dispute: the charge stays */
  readonly 'POST /bank/v1/card-disputes/{id}/withdrawal': {
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
      /** how it stands and what happens next, in the language of the request */
      readonly inWords: string;
      readonly history: readonly {
        readonly act: string;
        /** RFC 3339, UTC */
        readonly at: string;
      }[];
    };
  };
  /** The fees of a day; of today where none is given */
  readonly 'GET /bank/v1/card-fee-schedules': {
    readonly query: {
      readonly programme?: string;
      readonly day?: string;
    };
    readonly reply: {
      readonly programme: string;
      /** ISO date */
      readonly day: string;
      /** ISO date */
      readonly from: string;
      /** millionths, on top of each fee */
      readonly vatPpm: number;
      readonly fees: readonly {
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
  /** What cards cost and allow: limits, countries, groups of merchants, fees of today */
  readonly 'GET /bank/v1/card-rules': {
    readonly reply: {
      readonly programmes: readonly {
        readonly programme: string;
        readonly title: string;
        readonly currency: string;
        /** minor units of the currency; null sets none */
        readonly limits: {
          readonly purchase: {
            readonly perOperationMin: number | null;
            readonly perOperationMax: number | null;
            readonly perDayCountMax: number | null;
            readonly perDayMax: number | null;
            readonly perMonthCountMax: number | null;
            readonly perMonthMax: number | null;
          };
          readonly cash: {
            readonly perOperationMin: number | null;
            readonly perOperationMax: number | null;
            readonly perDayCountMax: number | null;
            readonly perDayMax: number | null;
            readonly perMonthCountMax: number | null;
            readonly perMonthMax: number | null;
          };
          readonly load: {
            readonly perOperationMin: number | null;
            readonly perOperationMax: number | null;
            readonly perDayCountMax: number | null;
            readonly perDayMax: number | null;
            readonly perMonthCountMax: number | null;
            readonly perMonthMax: number | null;
          };
        };
        readonly channels: readonly ('pos' | 'atm' | 'ecommerce' | 'moto')[];
        /** ISO 3166-1 alpha-2: cards do not work there */
        readonly countriesRestricted: readonly string[];
        readonly merchantGroups: readonly string[];
        readonly merchantGroupsRefused: readonly string[];
        readonly pin: {
          readonly digits: number;
          readonly triesMax: number;
        };
        readonly products: readonly {
          readonly product: string;
          readonly title: string;
          readonly currencies: readonly string[];
          readonly validMonths: number;
          readonly cardsPerAccountMax: number;
        }[];
        readonly fees: readonly {
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
      }[];
    };
  };
  /** Published terms, and which version each of the own accounts accepted */
  readonly 'GET /bank/v1/card-terms': {
    readonly query: {
      readonly programme?: string;
    };
    readonly reply: {
      readonly programme: string;
      readonly terms: readonly {
        readonly version: string;
        /** ISO date */
        readonly publishedOn: string;
        /** the day from which it holds, for holders who were told in time */
        readonly from: string;
        readonly noticeDays: number;
        /** holds at once */
        readonly security: boolean;
        readonly inForce: boolean;
        readonly languages: readonly string[];
      }[];
      readonly accounts: readonly {
        /** UUID, lower case */
        readonly accountId: string;
        readonly accepted: readonly {
          readonly version: string;
          readonly how: 'application' | 'holder' | 'use';
          /** RFC 3339, UTC */
          readonly acceptedAt: string;
        }[];
        readonly notices: readonly {
          readonly version: string;
          /** RFC 3339, UTC */
          readonly notifiedAt: string;
          /** ISO date */
          readonly holdsFrom: string;
        }[];
      }[];
    };
  };
  /** The text of one version of the terms */
  readonly 'GET /bank/v1/card-terms/{version}': {
    readonly path: {
      readonly version: string;
    };
    readonly query: {
      readonly programme?: string;
      readonly language?: 'ar' | 'en';
    };
    readonly reply: {
      readonly programme: string;
      readonly version: string;
      readonly language: string;
      /** Markdown */
      readonly text: string;
    };
  };
  /** One card */
  readonly 'GET /bank/v1/cards/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
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
      /** whether the customer carries it: number and PIN are the carrier’s alone */
      readonly isMine: boolean;
      readonly carrierName: string;
      /** why it is closed, where the holder or the calendar did it */
      readonly closedReason?: 'lost' | 'stolen' | 'damaged' | 'disclosed-pin' | 'request' | 'replaced' | 'renewed' | 'expired' | 'account-closed';
    };
  };
  /** Cancel an additional card for good: by the main holder, or by who carries it (PC-05) */
  readonly 'POST /bank/v1/cards/{id}/cancel': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
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
      /** whether the customer carries it: number and PIN are the carrier’s alone */
      readonly isMine: boolean;
      readonly carrierName: string;
      /** why it is closed, where the holder or the calendar did it */
      readonly closedReason?: 'lost' | 'stolen' | 'damaged' | 'disclosed-pin' | 'request' | 'replaced' | 'renewed' | 'expired' | 'account-closed';
    };
  };
  /** Say that a card is destroyed; charges stay the own until staff confirm it */
  readonly 'POST /bank/v1/cards/{id}/destruction-claim': {
    readonly path: {
      readonly id: string;
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
  /** Number, end and CVV2, once, after an approved operation card-details */
  readonly 'POST /bank/v1/cards/{id}/details': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** UUID, lower case */
      readonly operationId: string;
    };
    readonly reply: {
      /** 16 digits; shown once for an approval */
      readonly number: string;
      readonly expiresOn: string;
      readonly cvv2: string;
    };
  };
  /** Freeze a card: nothing is authorised until it is unfrozen */
  readonly 'POST /bank/v1/cards/{id}/freeze': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
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
      /** whether the customer carries it: number and PIN are the carrier’s alone */
      readonly isMine: boolean;
      readonly carrierName: string;
      /** why it is closed, where the holder or the calendar did it */
      readonly closedReason?: 'lost' | 'stolen' | 'damaged' | 'disclosed-pin' | 'request' | 'replaced' | 'renewed' | 'expired' | 'account-closed';
    };
  };
  /** Report a card as lost, stolen or misused, or its PIN as known to others; it is blocked at once */
  readonly 'POST /bank/v1/cards/{id}/loss-report': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly kind: 'lost' | 'stolen' | 'disclosed-pin' | 'misused';
      /** RFC 3339, UTC */
      readonly happenedAt?: string;
      /** the holder's own words */
      readonly statement?: string;
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
  /** The PIN, once, after an approved operation card-details with shows: pin */
  readonly 'POST /bank/v1/cards/{id}/pin': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** UUID, lower case */
      readonly operationId: string;
    };
    readonly reply: {
      readonly pin: string;
    };
  };
  /** Another PIN, after an approved operation card-pin-change; it also lifts a block */
  readonly 'POST /bank/v1/cards/{id}/pin-change': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** UUID, lower case */
      readonly operationId: string;
      readonly pin: string;
    };
    readonly reply: {
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
      /** whether the customer carries it: number and PIN are the carrier’s alone */
      readonly isMine: boolean;
      readonly carrierName: string;
      /** why it is closed, where the holder or the calendar did it */
      readonly closedReason?: 'lost' | 'stolen' | 'damaged' | 'disclosed-pin' | 'request' | 'replaced' | 'renewed' | 'expired' | 'account-closed';
    };
  };
  /** Unfreeze a card */
  readonly 'POST /bank/v1/cards/{id}/unfreeze': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
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
      /** whether the customer carries it: number and PIN are the carrier’s alone */
      readonly isMine: boolean;
      readonly carrierName: string;
      /** why it is closed, where the holder or the calendar did it */
      readonly closedReason?: 'lost' | 'stolen' | 'damaged' | 'disclosed-pin' | 'request' | 'replaced' | 'renewed' | 'expired' | 'account-closed';
    };
  };
  /** Browsers in which the customer has signed in */
  readonly 'GET /bank/v1/devices': {
    readonly reply: {
      readonly devices: readonly {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly label: string;
        /** RFC 3339, UTC */
        readonly firstSeenAt: string;
        /** RFC 3339, UTC */
        readonly lastSeenAt: string;
        readonly current: boolean;
      }[];
    };
  };
  /** Forget a browser and end its sessions */
  readonly 'DELETE /bank/v1/devices/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: undefined;
  };
  /** Start an enrolment: a one-time password goes to the number of record */
  readonly 'POST /bank/v1/enrolments': {
    readonly body: {
      /** mobile number on the records of the bank, E.164 or national */
      readonly mobile: string;
      readonly cardNumber: string;
      readonly cardPin: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly enrolmentId: string;
      readonly state: 'awaiting-code' | 'code-verified' | 'completed' | 'ended';
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** while the one-time password is awaited */
      readonly code?: {
        readonly maskedTo: string;
        readonly digits: number;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        /** RFC 3339, UTC */
        readonly resendAt: string;
      };
    } & {
      /** bearer secret of the steps that follow; told once */
      readonly enrolmentToken: string;
    };
  };
  /** State of an enrolment */
  readonly 'GET /bank/v1/enrolments/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly enrolmentId: string;
      readonly state: 'awaiting-code' | 'code-verified' | 'completed' | 'ended';
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** while the one-time password is awaited */
      readonly code?: {
        readonly maskedTo: string;
        readonly digits: number;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        /** RFC 3339, UTC */
        readonly resendAt: string;
      };
    };
  };
  /** Enter the one-time password */
  readonly 'POST /bank/v1/enrolments/{id}/code': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly code: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly enrolmentId: string;
      readonly state: 'awaiting-code' | 'code-verified' | 'completed' | 'ended';
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** while the one-time password is awaited */
      readonly code?: {
        readonly maskedTo: string;
        readonly digits: number;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        /** RFC 3339, UTC */
        readonly resendAt: string;
      };
    };
  };
  /** Send the one-time password again */
  readonly 'POST /bank/v1/enrolments/{id}/codes': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly enrolmentId: string;
      readonly state: 'awaiting-code' | 'code-verified' | 'completed' | 'ended';
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** while the one-time password is awaited */
      readonly code?: {
        readonly maskedTo: string;
        readonly digits: number;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        /** RFC 3339, UTC */
        readonly resendAt: string;
      };
    };
  };
  /** Choose user name and password: the web bank is open */
  readonly 'POST /bank/v1/enrolments/{id}/completion': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly userName: string;
      readonly password: string;
    };
    readonly reply: {
      /** in the one spelling that is kept */
      readonly userName: string;
    };
  };
  /** Reports about the cards of the own accounts */
  readonly 'GET /bank/v1/loss-reports': {
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
  /** Add the number of the police report */
  readonly 'POST /bank/v1/loss-reports/{id}/police-report': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly reference: string;
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
  /** Confirm a report in writing */
  readonly 'POST /bank/v1/loss-reports/{id}/written-notice': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** the holder's own words */
      readonly statement: string;
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
  /** SMS and e-mails that the bank sent, newest first; codes are hidden */
  readonly 'GET /bank/v1/messages': {
    readonly query: {
      readonly limit?: number;
      readonly cursor?: string;
      readonly text?: string;
    };
    readonly reply: {
      readonly messages: readonly {
        /** UUID, lower case */
        readonly messageId: string;
        /** RFC 3339, UTC */
        readonly at: string;
        readonly channel: 'sms' | 'email' | 'push';
        /** number or address, its middle hidden */
        readonly to: string;
        readonly title: string;
        /** codes are hidden */
        readonly body: string;
        readonly status: string;
      }[];
      /** cursor of the next page; absent on the last one */
      readonly next?: string;
    };
  };
  /** Own operations, newest first */
  readonly 'GET /bank/v1/operations': {
    readonly query: {
      readonly cursor?: string;
    };
    readonly reply: {
      readonly operations: readonly {
        /** UUID, lower case */
        readonly operationId: string;
        readonly kind: string;
        readonly class: 'financial' | 'non-financial';
        readonly status: 'pending' | 'executed' | 'rejected' | 'expired' | 'cancelled' | 'refused';
        /** Exactly what is shown, signed and executed; amounts in minor units. */
        readonly details: Readonly<Record<string, string>>;
        /** RFC 3339, UTC */
        readonly createdAt: string;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        /** RFC 3339, UTC */
        readonly codeFrom: string;
        /** RFC 3339, UTC */
        readonly decidedAt?: string;
        readonly method?: 'soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token';
        /** why an approved operation was not executed */
        readonly refusal?: string;
        /** id of the ledger transfer */
        readonly posting?: string;
        readonly approval: {
          readonly authenticator: 'soft' | 'hard' | 'none';
          readonly methods: readonly ('soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token')[];
          readonly pushSent: boolean;
          readonly ocraQuestion?: string;
          /** two digits that the customer types into the app, where the programme asks for it */
          readonly matchNumber?: string;
          readonly attemptsLeft: number;
        };
        readonly notMine: boolean;
      }[];
      readonly next?: string;
    };
  };
  /** Ask for an operation */
  readonly 'POST /bank/v1/operations': {
    readonly body: {
      /** transfer-own, transfer-customer, bill-payment, address-change, statement-order, email-change, mobile-change */
      readonly kind: string;
      /** by kind; amounts as { currency, minor } with minor units in a string */
      readonly params: Readonly<Record<string, unknown>>;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly operationId: string;
      readonly kind: string;
      readonly class: 'financial' | 'non-financial';
      readonly status: 'pending' | 'executed' | 'rejected' | 'expired' | 'cancelled' | 'refused';
      /** Exactly what is shown, signed and executed; amounts in minor units. */
      readonly details: Readonly<Record<string, string>>;
      /** RFC 3339, UTC */
      readonly createdAt: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** RFC 3339, UTC */
      readonly codeFrom: string;
      /** RFC 3339, UTC */
      readonly decidedAt?: string;
      readonly method?: 'soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token';
      /** why an approved operation was not executed */
      readonly refusal?: string;
      /** id of the ledger transfer */
      readonly posting?: string;
      readonly approval: {
        readonly authenticator: 'soft' | 'hard' | 'none';
        readonly methods: readonly ('soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token')[];
        readonly pushSent: boolean;
        readonly ocraQuestion?: string;
        /** two digits that the customer types into the app, where the programme asks for it */
        readonly matchNumber?: string;
        readonly attemptsLeft: number;
      };
      readonly notMine: boolean;
    };
  };
  /** One operation */
  readonly 'GET /bank/v1/operations/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly operationId: string;
      readonly kind: string;
      readonly class: 'financial' | 'non-financial';
      readonly status: 'pending' | 'executed' | 'rejected' | 'expired' | 'cancelled' | 'refused';
      /** Exactly what is shown, signed and executed; amounts in minor units. */
      readonly details: Readonly<Record<string, string>>;
      /** RFC 3339, UTC */
      readonly createdAt: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** RFC 3339, UTC */
      readonly codeFrom: string;
      /** RFC 3339, UTC */
      readonly decidedAt?: string;
      readonly method?: 'soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token';
      /** why an approved operation was not executed */
      readonly refusal?: string;
      /** id of the ledger transfer */
      readonly posting?: string;
      readonly approval: {
        readonly authenticator: 'soft' | 'hard' | 'none';
        readonly methods: readonly ('soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token')[];
        readonly pushSent: boolean;
        readonly ocraQuestion?: string;
        /** two digits that the customer types into the app, where the programme asks for it */
        readonly matchNumber?: string;
        readonly attemptsLeft: number;
      };
      readonly notMine: boolean;
    };
  };
  /** Cancel a pending operation */
  readonly 'POST /bank/v1/operations/{id}/cancel': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly operationId: string;
      readonly kind: string;
      readonly class: 'financial' | 'non-financial';
      readonly status: 'pending' | 'executed' | 'rejected' | 'expired' | 'cancelled' | 'refused';
      /** Exactly what is shown, signed and executed; amounts in minor units. */
      readonly details: Readonly<Record<string, string>>;
      /** RFC 3339, UTC */
      readonly createdAt: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** RFC 3339, UTC */
      readonly codeFrom: string;
      /** RFC 3339, UTC */
      readonly decidedAt?: string;
      readonly method?: 'soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token';
      /** why an approved operation was not executed */
      readonly refusal?: string;
      /** id of the ledger transfer */
      readonly posting?: string;
      readonly approval: {
        readonly authenticator: 'soft' | 'hard' | 'none';
        readonly methods: readonly ('soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token')[];
        readonly pushSent: boolean;
        readonly ocraQuestion?: string;
        /** two digits that the customer types into the app, where the programme asks for it */
        readonly matchNumber?: string;
        readonly attemptsLeft: number;
      };
      readonly notMine: boolean;
    };
  };
  /** Approve by a code: of a scanned QR, of Generate OTP where the class allows it, or of the hard token */
  readonly 'POST /bank/v1/operations/{id}/code': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** digits of any of the languages; spaces are ignored */
      readonly code: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly operationId: string;
      readonly kind: string;
      readonly class: 'financial' | 'non-financial';
      readonly status: 'pending' | 'executed' | 'rejected' | 'expired' | 'cancelled' | 'refused';
      /** Exactly what is shown, signed and executed; amounts in minor units. */
      readonly details: Readonly<Record<string, string>>;
      /** RFC 3339, UTC */
      readonly createdAt: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** RFC 3339, UTC */
      readonly codeFrom: string;
      /** RFC 3339, UTC */
      readonly decidedAt?: string;
      readonly method?: 'soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token';
      /** why an approved operation was not executed */
      readonly refusal?: string;
      /** id of the ledger transfer */
      readonly posting?: string;
      readonly approval: {
        readonly authenticator: 'soft' | 'hard' | 'none';
        readonly methods: readonly ('soft-push' | 'soft-offline' | 'soft-otp' | 'hard-token')[];
        readonly pushSent: boolean;
        readonly ocraQuestion?: string;
        /** two digits that the customer types into the app, where the programme asks for it */
        readonly matchNumber?: string;
        readonly attemptsLeft: number;
      };
      readonly notMine: boolean;
    };
  };
  /** The same, live (server-sent events) */
  readonly 'GET /bank/v1/operations/{id}/events': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: undefined;
  };
  /** The proof of an operation, a file that anyone can verify */
  readonly 'GET /bank/v1/operations/{id}/evidence': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: undefined;
  };
  /** A fresh coloured QR of a pending operation; the one before is worth nothing from now on */
  readonly 'POST /bank/v1/operations/{id}/qr': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** frame for the coloured QR, base64url */
      readonly payload: string;
      readonly index: number;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
    };
  };
  /** This was not me */
  readonly 'POST /bank/v1/operations/{id}/report': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly operationId: string;
      readonly caseNumber: string;
    };
  };
  /** Whom an account number or IBAN belongs to, to be shown before money is sent */
  readonly 'GET /bank/v1/payees/{number}': {
    readonly path: {
      readonly number: string;
    };
    readonly reply: {
      readonly accountNumber: string;
      readonly iban: string;
      readonly name: string;
      readonly currency: string;
    };
  };
  /** All personal data that are held, to whom they were disclosed, and what was changed */
  readonly 'GET /bank/v1/personal-data': {
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
  /** Ask to have data corrected or deleted */
  readonly 'POST /bank/v1/personal-data/requests': {
    readonly body: {
      readonly act: 'correct' | 'delete';
      readonly field: 'name' | 'name-latin' | 'birth-date' | 'address' | 'email';
      readonly value?: string;
      readonly reason: string;
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
  /** The customer's own data */
  readonly 'GET /bank/v1/profile': {
    readonly reply: {
      readonly customerNumber: string;
      readonly name: string;
      readonly nameLatin: string;
      readonly userName: string;
      readonly language: 'ar' | 'en' | 'fa' | 'kk';
      readonly mobile: string;
      readonly mobileVerified: boolean;
      readonly email: string;
      readonly address: string;
    };
  };
  /** Choose the language of pages and messages */
  readonly 'POST /bank/v1/profile/language': {
    readonly body: {
      readonly language: 'ar' | 'en' | 'fa' | 'kk';
    };
    readonly reply: undefined;
  };
  /** Change the password; every other session ends */
  readonly 'POST /bank/v1/profile/password': {
    readonly body: {
      readonly current: string;
      readonly next: string;
    };
    readonly reply: undefined;
  };
  /** What the pages must know before anyone signs in */
  readonly 'GET /bank/v1/programme': {
    readonly reply: {
      readonly programme: string;
      /** name of the bank in the language of the request */
      readonly title: string;
      readonly languages: readonly ('ar' | 'en' | 'fa' | 'kk')[];
      readonly defaultLanguage: 'ar' | 'en' | 'fa' | 'kk';
      readonly currency: string;
      readonly timeZone: string;
      readonly contactCentre: string;
      readonly shortNumber: string;
      readonly email: string;
      /** the exact name of the site, for people who check it */
      readonly domain: string;
      /** where the soft-token app is (TK-36) */
      readonly appAddress: string;
      readonly passwordRule: {
        readonly lengthMin: number;
        readonly lengthMax: number;
      };
    };
  };
  /** The session; asking puts off its idle end */
  readonly 'GET /bank/v1/session': {
    readonly reply: {
      /** UUID, lower case */
      readonly sessionId: string;
      /** UUID, lower case */
      readonly customerId: string;
      readonly name: string;
      readonly language: 'ar' | 'en' | 'fa' | 'kk';
      readonly sharedComputer: boolean;
      /** the session ends after this long without a request */
      readonly idleSeconds: number;
      /** a page warns this long before */
      readonly idleWarningSeconds: number;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** however busy, the session ends here */
      readonly endsAt: string;
      /** RFC 3339, UTC */
      readonly lastSignInAt?: string;
    };
  };
  /** Where the customer is signed in */
  readonly 'GET /bank/v1/sessions': {
    readonly reply: {
      readonly sessions: readonly {
        /** UUID, lower case */
        readonly sessionId: string;
        /** browser and system */
        readonly label: string;
        /** network address */
        readonly source: string;
        readonly sharedComputer: boolean;
        /** RFC 3339, UTC */
        readonly signedInAt: string;
        /** RFC 3339, UTC */
        readonly lastUsedAt: string;
        readonly current: boolean;
      }[];
    };
  };
  /** End all other sessions */
  readonly 'DELETE /bank/v1/sessions': {
    readonly reply: {
      readonly ended: number;
    };
  };
  /** End one session */
  readonly 'DELETE /bank/v1/sessions/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: undefined;
  };
  /** Sign in */
  readonly 'POST /bank/v1/sign-in': {
    readonly body: {
      readonly userName: string;
      readonly password: string;
      /** others use this computer too: a shorter session, nothing is kept */
      readonly sharedComputer?: boolean;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly sessionId: string;
      /** UUID, lower case */
      readonly customerId: string;
      readonly name: string;
      readonly language: 'ar' | 'en' | 'fa' | 'kk';
      readonly sharedComputer: boolean;
      /** the session ends after this long without a request */
      readonly idleSeconds: number;
      /** a page warns this long before */
      readonly idleWarningSeconds: number;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** however busy, the session ends here */
      readonly endsAt: string;
      /** RFC 3339, UTC */
      readonly lastSignInAt?: string;
    };
  };
  /** Sign out: the session ends on the server */
  readonly 'POST /bank/v1/sign-out': {
    readonly reply: undefined;
  };
  /** How the customer’s tokens stand */
  readonly 'GET /bank/v1/token': {
    readonly reply: {
      readonly active: 'soft' | 'hard' | 'none';
      readonly missingStep?: 'enrol' | 'install' | 'register' | 'activate';
      /** false for holders of a joint account (TK-04) */
      readonly eligible: boolean;
      readonly ineligibleBecause?: string;
      readonly soft?: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly status: 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
        readonly platform: 'ios' | 'android' | 'other';
        readonly model: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
        /** RFC 3339, UTC */
        readonly activatedAt?: string;
      };
      readonly waiting?: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly platform: 'ios' | 'android' | 'other';
        readonly model: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
      };
      readonly hard?: {
        /** UUID, lower case */
        readonly tokenId: string;
        readonly serial: string;
        readonly kind: 'hotp' | 'totp' | 'ocra';
        readonly status: 'active' | 'suspended' | 'locked';
      };
      readonly contactCentre: string;
    };
  };
  /** Make a coloured QR code for the registered phone */
  readonly 'POST /bank/v1/token/activations': {
    readonly reply: {
      /** UUID, lower case */
      readonly activationId: string;
      readonly state: 'open' | 'committed' | 'ended';
      /** frame for the coloured QR, base64url; while open */
      readonly payload?: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** RFC 3339, UTC */
      readonly committedAt?: string;
    };
  };
  /** State of an activation */
  readonly 'GET /bank/v1/token/activations/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly activationId: string;
      readonly state: 'open' | 'committed' | 'ended';
      /** frame for the coloured QR, base64url; while open */
      readonly payload?: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** RFC 3339, UTC */
      readonly committedAt?: string;
    };
  };
  /** The same, live (server-sent events) */
  readonly 'GET /bank/v1/token/activations/{id}/events': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: undefined;
  };
  /** Deregister the soft token: it is dead at once */
  readonly 'POST /bank/v1/token/deregistration': {
    readonly reply: {
      readonly active: 'soft' | 'hard' | 'none';
      readonly missingStep?: 'enrol' | 'install' | 'register' | 'activate';
      /** false for holders of a joint account (TK-04) */
      readonly eligible: boolean;
      readonly ineligibleBecause?: string;
      readonly soft?: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly status: 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
        readonly platform: 'ios' | 'android' | 'other';
        readonly model: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
        /** RFC 3339, UTC */
        readonly activatedAt?: string;
      };
      readonly waiting?: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly platform: 'ios' | 'android' | 'other';
        readonly model: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
      };
      readonly hard?: {
        /** UUID, lower case */
        readonly tokenId: string;
        readonly serial: string;
        readonly kind: 'hotp' | 'totp' | 'ocra';
        readonly status: 'active' | 'suspended' | 'locked';
      };
      readonly contactCentre: string;
    };
  };
  /** Lift the lock after wrong codes */
  readonly 'POST /bank/v1/token/enable': {
    readonly reply: {
      readonly active: 'soft' | 'hard' | 'none';
      readonly missingStep?: 'enrol' | 'install' | 'register' | 'activate';
      /** false for holders of a joint account (TK-04) */
      readonly eligible: boolean;
      readonly ineligibleBecause?: string;
      readonly soft?: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly status: 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
        readonly platform: 'ios' | 'android' | 'other';
        readonly model: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
        /** RFC 3339, UTC */
        readonly activatedAt?: string;
      };
      readonly waiting?: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly platform: 'ios' | 'android' | 'other';
        readonly model: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
      };
      readonly hard?: {
        /** UUID, lower case */
        readonly tokenId: string;
        readonly serial: string;
        readonly kind: 'hotp' | 'totp' | 'ocra';
        readonly status: 'active' | 'suspended' | 'locked';
      };
      readonly contactCentre: string;
    };
  };
  /** Switch to the hard token: sends a one-time password by SMS */
  readonly 'POST /bank/v1/token/switch-to-hard': {
    readonly reply: {
      readonly maskedTo: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** RFC 3339, UTC */
      readonly resendAt: string;
    };
  };
  /** Confirm the switch with the one-time password */
  readonly 'POST /bank/v1/token/switch-to-hard/confirmation': {
    readonly body: {
      readonly code: string;
    };
    readonly reply: {
      readonly active: 'soft' | 'hard' | 'none';
      readonly missingStep?: 'enrol' | 'install' | 'register' | 'activate';
      /** false for holders of a joint account (TK-04) */
      readonly eligible: boolean;
      readonly ineligibleBecause?: string;
      readonly soft?: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly status: 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
        readonly platform: 'ios' | 'android' | 'other';
        readonly model: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
        /** RFC 3339, UTC */
        readonly activatedAt?: string;
      };
      readonly waiting?: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly platform: 'ios' | 'android' | 'other';
        readonly model: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
      };
      readonly hard?: {
        /** UUID, lower case */
        readonly tokenId: string;
        readonly serial: string;
        readonly kind: 'hotp' | 'totp' | 'ocra';
        readonly status: 'active' | 'suspended' | 'locked';
      };
      readonly contactCentre: string;
    };
  };
  /** Switch back to the soft token */
  readonly 'POST /bank/v1/token/switch-to-soft': {
    readonly reply: {
      readonly active: 'soft' | 'hard' | 'none';
      readonly missingStep?: 'enrol' | 'install' | 'register' | 'activate';
      /** false for holders of a joint account (TK-04) */
      readonly eligible: boolean;
      readonly ineligibleBecause?: string;
      readonly soft?: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly status: 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
        readonly platform: 'ios' | 'android' | 'other';
        readonly model: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
        /** RFC 3339, UTC */
        readonly activatedAt?: string;
      };
      readonly waiting?: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly platform: 'ios' | 'android' | 'other';
        readonly model: string;
        /** RFC 3339, UTC */
        readonly registeredAt: string;
      };
      readonly hard?: {
        /** UUID, lower case */
        readonly tokenId: string;
        readonly serial: string;
        readonly kind: 'hotp' | 'totp' | 'ocra';
        readonly status: 'active' | 'suspended' | 'locked';
      };
      readonly contactCentre: string;
    };
  };
};
