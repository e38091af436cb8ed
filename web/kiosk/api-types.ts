// Requests and replies of the kiosk door, made from docs/openapi/kiosk.json by web/shared/generate-api-types.ts.

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
  /** The notes become one load */
  readonly 'POST /kiosk/v1/deposits/{depositId}/end': {
    readonly path: {
      readonly depositId: string;
    };
    readonly reply: {
      readonly status: 'posted' | 'empty' | 'held';
      readonly amount: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      readonly available?: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
    };
  };
  /** Write a note down; the acceptor takes it after the answer, or gives it back after a refusal */
  readonly 'POST /kiosk/v1/deposits/{depositId}/notes': {
    readonly path: {
      readonly depositId: string;
    };
    readonly body: {
      /** UUID, lower case */
      readonly noteId: string;
      readonly amount: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      readonly proof: string;
    };
    readonly reply: {
      readonly sum: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
    };
  };
  /** What the page must know; says which machine it is once it has signed on */
  readonly 'GET /kiosk/v1/setup': {
    readonly reply: {
      readonly title: string;
      readonly languages: readonly string[];
      readonly currency: string;
      /** where the devices of this machine listen */
      readonly devices: string;
      readonly idleSeconds: number;
      readonly warningSeconds: number;
      readonly notes: readonly {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      }[];
      readonly fees: {
        readonly joining: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly replacement: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly renewal: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly closing: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      };
      readonly contactCentre: string;
      readonly kiosk?: {
        /** UUID, lower case */
        readonly kioskId: string;
        readonly name: string;
        readonly place: string;
      };
    };
  };
  /** The machine signs on with a proof of its key */
  readonly 'POST /kiosk/v1/sign-on': {
    readonly body: {
      /** UUID, lower case */
      readonly kioskId: string;
      readonly at: string;
      readonly proof: string;
    };
    readonly reply: undefined;
  };
  /** Somebody touched the screen */
  readonly 'POST /kiosk/v1/visits': {
    readonly body: {
      readonly language: 'ar' | 'en' | 'fa' | 'kk';
    };
    readonly reply: {
      /** UUID, lower case */
      readonly visitId: string;
    };
  };
  /** Who is known, with the cards as they are now */
  readonly 'GET /kiosk/v1/visits/{visitId}': {
    readonly path: {
      readonly visitId: string;
    };
    readonly reply: {
      readonly knownBy: 'nobody' | 'card' | 'pin' | 'document';
      readonly customer: boolean;
      readonly name?: string;
      /** masked */
      readonly mobile?: string;
      readonly card?: {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        readonly status: 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';
        readonly expiresOn: string;
      };
      readonly cards: readonly {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        readonly status: 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';
        readonly expiresOn: string;
      }[];
      readonly document?: {
        readonly kind: 'national-card' | 'passport';
        readonly ending: string;
      };
    };
  };
  /** Accounts of the holder, to load from and to pay out to */
  readonly 'GET /kiosk/v1/visits/{visitId}/accounts': {
    readonly path: {
      readonly visitId: string;
    };
    readonly reply: {
      readonly accounts: readonly {
        /** UUID, lower case */
        readonly accountId: string;
        readonly number: string;
        readonly name: string;
        readonly available: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
    };
  };
  /** What can be applied for */
  readonly 'GET /kiosk/v1/visits/{visitId}/application-offer': {
    readonly path: {
      readonly visitId: string;
    };
    readonly reply: {
      readonly products: readonly {
        readonly product: string;
        readonly title: string;
      }[];
      readonly termsVersion: string;
      readonly dataUses: readonly {
        readonly use: string;
        readonly required: boolean;
      }[];
    };
  };
  /** Apply with the document on the glass */
  readonly 'POST /kiosk/v1/visits/{visitId}/applications': {
    readonly path: {
      readonly visitId: string;
    };
    readonly body: {
      readonly product: string;
      readonly termsVersion: string;
      readonly dataUses: readonly string[];
    };
    readonly reply: {
      /** UUID, lower case */
      readonly applicationId: string;
      readonly status: 'waiting' | 'established' | 'withdrawn';
      readonly waitsFor: readonly string[];
      /** UUID, lower case */
      readonly cardId?: string;
    };
  };
  /** What is in the wallets */
  readonly 'GET /kiosk/v1/visits/{visitId}/balance': {
    readonly path: {
      readonly visitId: string;
    };
    readonly reply: {
      readonly lastFour: string;
      readonly wallets: readonly {
        readonly currency: string;
        readonly available: {
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
        readonly debt: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      }[];
    };
  };
  /** A card in the reader */
  readonly 'POST /kiosk/v1/visits/{visitId}/card': {
    readonly path: {
      readonly visitId: string;
    };
    readonly body: {
      /** sealed by a device for the bank */
      readonly card: string;
    };
    readonly reply: {
      readonly knownBy: 'nobody' | 'card' | 'pin' | 'document';
      readonly customer: boolean;
      readonly name?: string;
      /** masked */
      readonly mobile?: string;
      readonly card?: {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        readonly status: 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';
        readonly expiresOn: string;
      };
      readonly cards: readonly {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        readonly status: 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';
        readonly expiresOn: string;
      }[];
      readonly document?: {
        readonly kind: 'national-card' | 'passport';
        readonly ending: string;
      };
    };
  };
  /** A card of this visit for the dispenser, sealed for it; once a card */
  readonly 'POST /kiosk/v1/visits/{visitId}/card-prints': {
    readonly path: {
      readonly visitId: string;
    };
    readonly body: {
      /** UUID, lower case */
      readonly cardId?: string;
      /** UUID, lower case */
      readonly replacementFor?: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly cardId: string;
      readonly blank: string;
    };
  };
  /** Open the slot for notes */
  readonly 'POST /kiosk/v1/visits/{visitId}/deposits': {
    readonly path: {
      readonly visitId: string;
    };
    readonly body: Readonly<Record<string, never>>;
    readonly reply: {
      /** UUID, lower case */
      readonly depositId: string;
      readonly currency: string;
      readonly values: readonly string[];
      readonly roomMax: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
    };
  };
  /** An identity document on the glass */
  readonly 'POST /kiosk/v1/visits/{visitId}/document': {
    readonly path: {
      readonly visitId: string;
    };
    readonly body: {
      /** sealed by a device for the bank */
      readonly document: string;
    };
    readonly reply: {
      readonly knownBy: 'nobody' | 'card' | 'pin' | 'document';
      readonly customer: boolean;
      readonly name?: string;
      /** masked */
      readonly mobile?: string;
      readonly card?: {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        readonly status: 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';
        readonly expiresOn: string;
      };
      readonly cards: readonly {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        readonly status: 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';
        readonly expiresOn: string;
      }[];
      readonly document?: {
        readonly kind: 'national-card' | 'passport';
        readonly ending: string;
      };
    };
  };
  /** The visit is over and the screen cleared */
  readonly 'POST /kiosk/v1/visits/{visitId}/end': {
    readonly path: {
      readonly visitId: string;
    };
    readonly body: {
      readonly reason: 'finished' | 'idle' | 'abandoned' | 'card-kept';
    };
    readonly reply: undefined;
  };
  /** Ask for an operation that the holder approves on the own phone */
  readonly 'POST /kiosk/v1/visits/{visitId}/operations': {
    readonly path: {
      readonly visitId: string;
    };
    readonly body: {
      readonly act: 'activate';
      readonly params: {
        /** UUID, lower case */
        readonly cardId: string;
      };
    } | {
      readonly act: 'load';
      readonly params: {
        /** UUID, lower case */
        readonly from: string;
        readonly amount: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
      };
    } | {
      readonly act: 'replace';
      readonly params: {
        /** UUID, lower case */
        readonly cardId: string;
        readonly reason: 'lost' | 'stolen' | 'damaged';
      };
    } | {
      readonly act: 'renew';
      readonly params: {
        /** UUID, lower case */
        readonly cardId: string;
      };
    } | {
      readonly act: 'close';
      readonly params: {
        /** UUID, lower case */
        readonly to: string;
      };
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
  /** How the operation stands */
  readonly 'GET /kiosk/v1/visits/{visitId}/operations/{operationId}': {
    readonly path: {
      readonly visitId: string;
      readonly operationId: string;
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
  /** Cancel it while it is pending */
  readonly 'POST /kiosk/v1/visits/{visitId}/operations/{operationId}/cancel': {
    readonly path: {
      readonly visitId: string;
      readonly operationId: string;
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
  /** How the operation stands, live (server-sent events) */
  readonly 'GET /kiosk/v1/visits/{visitId}/operations/{operationId}/events': {
    readonly path: {
      readonly visitId: string;
      readonly operationId: string;
    };
    readonly reply: undefined;
  };
  /** The PIN of the card in the reader */
  readonly 'POST /kiosk/v1/visits/{visitId}/pin': {
    readonly path: {
      readonly visitId: string;
    };
    readonly body: {
      /** sealed by a device for the bank */
      readonly pin: string;
    };
    readonly reply: {
      readonly knownBy: 'nobody' | 'card' | 'pin' | 'document';
      readonly customer: boolean;
      readonly name?: string;
      /** masked */
      readonly mobile?: string;
      readonly card?: {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        readonly status: 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';
        readonly expiresOn: string;
      };
      readonly cards: readonly {
        /** UUID, lower case */
        readonly cardId: string;
        readonly lastFour: string;
        readonly status: 'ordered' | 'produced' | 'shipped' | 'inactive' | 'active' | 'frozen' | 'suspended' | 'closed';
        readonly expiresOn: string;
      }[];
      readonly document?: {
        readonly kind: 'national-card' | 'passport';
        readonly ending: string;
      };
    };
  };
  /** A receipt: its lines to print, or sent to the contact of record */
  readonly 'POST /kiosk/v1/visits/{visitId}/receipts': {
    readonly path: {
      readonly visitId: string;
    };
    readonly body: {
      /** UUID, lower case */
      readonly receiptId: string;
      readonly act: 'balance' | 'load-cash' | 'activate' | 'load' | 'replace' | 'renew' | 'close' | 'apply';
      readonly channel: 'print' | 'sms' | 'email';
      /** UUID, lower case */
      readonly depositId?: string;
      /** UUID, lower case */
      readonly operationId?: string;
      /** UUID, lower case */
      readonly applicationId?: string;
    };
    readonly reply: {
      readonly place: string;
      readonly at: string;
      readonly reference: string;
      readonly act: 'balance' | 'load-cash' | 'activate' | 'load' | 'replace' | 'renew' | 'close' | 'apply';
      readonly amount?: {
        /** ISO 4217 */
        readonly currency: 'AED' | 'AUD' | 'BGN' | 'BHD' | 'CAD' | 'CHF' | 'CNY' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HRK' | 'HUF' | 'IDR' | 'INR' | 'IQD' | 'IRR' | 'ISK' | 'JOD' | 'JPY' | 'KRW' | 'KWD' | 'KZT' | 'LKR' | 'MYR' | 'NOK' | 'NZD' | 'OMR' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RUB' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TRY' | 'USD' | 'ZAR';
        /** minor units: OMR 12.500 is "12500" */
        readonly minor: string;
      };
      readonly cardEnd?: string;
    };
  };
  /** Still there */
  readonly 'POST /kiosk/v1/visits/{visitId}/touch': {
    readonly path: {
      readonly visitId: string;
    };
    readonly reply: undefined;
  };
};
