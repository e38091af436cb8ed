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
          readonly currency: 'AED' | 'BHD' | 'CHF' | 'EUR' | 'GBP' | 'HUF' | 'INR' | 'IQD' | 'IRR' | 'JPY' | 'KWD' | 'KZT' | 'OMR' | 'QAR' | 'SAR' | 'TRY' | 'USD';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly held: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'BHD' | 'CHF' | 'EUR' | 'GBP' | 'HUF' | 'INR' | 'IQD' | 'IRR' | 'JPY' | 'KWD' | 'KZT' | 'OMR' | 'QAR' | 'SAR' | 'TRY' | 'USD';
          /** minor units: OMR 12.500 is "12500" */
          readonly minor: string;
        };
        readonly available: {
          /** ISO 4217 */
          readonly currency: 'AED' | 'BHD' | 'CHF' | 'EUR' | 'GBP' | 'HUF' | 'INR' | 'IQD' | 'IRR' | 'JPY' | 'KWD' | 'KZT' | 'OMR' | 'QAR' | 'SAR' | 'TRY' | 'USD';
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
          readonly currency: 'AED' | 'BHD' | 'CHF' | 'EUR' | 'GBP' | 'HUF' | 'INR' | 'IQD' | 'IRR' | 'JPY' | 'KWD' | 'KZT' | 'OMR' | 'QAR' | 'SAR' | 'TRY' | 'USD';
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
