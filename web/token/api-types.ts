// Requests and replies of the token door, made from docs/openapi/token.json by web/shared/generate-api-types.ts.

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
  /** Commit the activation whose coloured QR was scanned */
  readonly 'POST /token/v1/activations/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** uncompressed P-256 point: 65 bytes, base64url without padding */
      readonly clientKey: string;
      /** place in a chain */
      readonly index: number;
      /** HMAC-SHA-256: 32 bytes, base64url without padding */
      readonly proof: string;
      /** HMAC-SHA-256: 32 bytes, base64url without padding */
      readonly newProof: string;
      /** ECDSA P-256 signature, r ‖ s: 64 bytes, base64url without padding */
      readonly signature: string;
    };
    readonly reply: {
      /** HMAC-SHA-256: 32 bytes, base64url without padding */
      readonly confirmation: string;
      /** RFC 3339, UTC */
      readonly activatedAt: string;
    };
  };
  /** Switch sign-in by touch or face */
  readonly 'POST /token/v1/biometry': {
    readonly body: {
      readonly enabled: boolean;
      /** place in a chain */
      readonly index: number;
      /** UUID, lower case */
      readonly rekeyId?: string;
      /** uncompressed P-256 point: 65 bytes, base64url without padding */
      readonly clientKey?: string;
      /** HMAC-SHA-256: 32 bytes, base64url without padding */
      readonly proof: string;
      /** ECDSA P-256 signature, r ‖ s: 64 bytes, base64url without padding */
      readonly signature: string;
    };
    readonly reply: {
      readonly biometry: 'off' | 'on' | 'password-first';
    };
  };
  /** What waits for this phone */
  readonly 'GET /token/v1/operations': {
    readonly reply: {
      readonly operations: readonly {
        /** UUID, lower case */
        readonly operationId: string;
        readonly kind: string;
        readonly class: 'financial' | 'non-financial';
        readonly status: string;
        /** Exactly what is shown, signed and executed; amounts in minor units. */
        readonly details: Readonly<Record<string, string>>;
        /** RFC 3339, UTC */
        readonly createdAt: string;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        /** whether an approval must name the two digits on the page */
        readonly numberMatching: boolean;
      }[];
    };
  };
  /** One operation, with the details that will be signed and executed */
  readonly 'GET /token/v1/operations/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly operationId: string;
      readonly kind: string;
      readonly class: 'financial' | 'non-financial';
      readonly status: string;
      /** Exactly what is shown, signed and executed; amounts in minor units. */
      readonly details: Readonly<Record<string, string>>;
      /** RFC 3339, UTC */
      readonly createdAt: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** whether an approval must name the two digits on the page */
      readonly numberMatching: boolean;
    };
  };
  /** Approve or reject exactly the details that were shown */
  readonly 'POST /token/v1/operations/{id}/decision': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly decision: 'approve' | 'reject';
      readonly factor: 'knowledge' | 'biometry';
      /** place in a chain */
      readonly index: number;
      /** Exactly what is shown, signed and executed; amounts in minor units. */
      readonly details: Readonly<Record<string, string>>;
      /** HMAC-SHA-256: 32 bytes, base64url without padding */
      readonly proof: string;
      /** ECDSA P-256 signature, r ‖ s: 64 bytes, base64url without padding */
      readonly signature: string;
      /** the two digits on the page, where they are asked for */
      readonly match?: string;
      /** with a rejection: the customer did not ask for this */
      readonly notMine?: boolean;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly operationId: string;
      readonly status: string;
      readonly refusal?: string;
    };
  };
  /** What the app must know before anyone signs in */
  readonly 'GET /token/v1/programme': {
    readonly reply: {
      readonly programme: string;
      readonly title: Readonly<Record<string, string>>;
      readonly languages: readonly string[];
      readonly defaultLanguage: string;
      readonly contactCentre: string;
      /** where the web bank is; its page /enrol opens it to a customer (TK-06) */
      readonly bankAddress: string;
      readonly smsInbound: string;
      readonly passwordRule: {
        readonly lengthMin: number;
        readonly lengthMax: number;
      };
      readonly vapidPublicKey?: string;
      readonly platforms: Readonly<Record<string, {
        readonly proofBySms: boolean;
        readonly foreignNumber: string;
      }>>;
    };
  };
  /** Where this phone may be woken */
  readonly 'POST /token/v1/push-subscriptions': {
    readonly body: {
      readonly endpoint: string;
      readonly keys: {
        readonly p256dh: string;
        readonly auth: string;
      };
    };
    readonly reply: undefined;
  };
  /** Start a registration or a reset of the app password */
  readonly 'POST /token/v1/registrations': {
    readonly body: {
      readonly purpose: 'register' | 'reset-password';
      readonly platform: 'ios' | 'android' | 'other';
      readonly model?: string;
      readonly system?: string;
      readonly screenLock: 'yes' | 'no' | 'unknown';
      /** uncompressed P-256 point: 65 bytes, base64url without padding */
      readonly installationKey: string;
      /** mobile number on the records of the bank, E.164 or national */
      readonly mobile: string;
      readonly cardNumber: string;
      readonly cardPin: string;
      readonly language: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly registrationId: string;
      readonly purpose: 'register' | 'reset-password';
      readonly state: 'awaiting-sms' | 'awaiting-code' | 'code-verified' | 'completed' | 'ended';
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** TK-08: what the phone sends to the bank */
      readonly sms?: {
        readonly to: string;
        readonly body: string;
      };
      readonly code?: {
        readonly maskedTo: string;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        /** RFC 3339, UTC */
        readonly resendAt: string;
      };
      /** after the right one-time password, for an answer that was lost */
      readonly offer?: {
        /** UUID, lower case */
        readonly deviceId: string;
        /** uncompressed P-256 point: 65 bytes, base64url without padding */
        readonly serverKey: string;
      };
      readonly passwordRule: {
        readonly lengthMin: number;
        readonly lengthMax: number;
      };
      readonly contactCentre: string;
    } & {
      /** bearer secret of the steps that follow */
      readonly registrationToken: string;
    };
  };
  /** State of a registration */
  readonly 'GET /token/v1/registrations/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly registrationId: string;
      readonly purpose: 'register' | 'reset-password';
      readonly state: 'awaiting-sms' | 'awaiting-code' | 'code-verified' | 'completed' | 'ended';
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** TK-08: what the phone sends to the bank */
      readonly sms?: {
        readonly to: string;
        readonly body: string;
      };
      readonly code?: {
        readonly maskedTo: string;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        /** RFC 3339, UTC */
        readonly resendAt: string;
      };
      /** after the right one-time password, for an answer that was lost */
      readonly offer?: {
        /** UUID, lower case */
        readonly deviceId: string;
        /** uncompressed P-256 point: 65 bytes, base64url without padding */
        readonly serverKey: string;
      };
      readonly passwordRule: {
        readonly lengthMin: number;
        readonly lengthMax: number;
      };
      readonly contactCentre: string;
    };
  };
  /** Enter the one-time password */
  readonly 'POST /token/v1/registrations/{id}/code': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      readonly code: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly deviceId: string;
      /** uncompressed P-256 point: 65 bytes, base64url without padding */
      readonly serverKey: string;
    };
  };
  /** Send the one-time password again */
  readonly 'POST /token/v1/registrations/{id}/codes': {
    readonly path: {
      readonly id: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly registrationId: string;
      readonly purpose: 'register' | 'reset-password';
      readonly state: 'awaiting-sms' | 'awaiting-code' | 'code-verified' | 'completed' | 'ended';
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      /** TK-08: what the phone sends to the bank */
      readonly sms?: {
        readonly to: string;
        readonly body: string;
      };
      readonly code?: {
        readonly maskedTo: string;
        /** RFC 3339, UTC */
        readonly expiresAt: string;
        /** RFC 3339, UTC */
        readonly resendAt: string;
      };
      /** after the right one-time password, for an answer that was lost */
      readonly offer?: {
        /** UUID, lower case */
        readonly deviceId: string;
        /** uncompressed P-256 point: 65 bytes, base64url without padding */
        readonly serverKey: string;
      };
      readonly passwordRule: {
        readonly lengthMin: number;
        readonly lengthMax: number;
      };
      readonly contactCentre: string;
    };
  };
  /** Agree on the keys of the device: the token is registered, not yet active */
  readonly 'POST /token/v1/registrations/{id}/completion': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** uncompressed P-256 point: 65 bytes, base64url without padding */
      readonly clientKey: string;
      /** ECDSA P-256 signature, r ‖ s: 64 bytes, base64url without padding */
      readonly signature: string;
    };
    readonly reply: {
      /** UUID, lower case */
      readonly deviceId: string;
      /** HMAC-SHA-256: 32 bytes, base64url without padding */
      readonly confirmation: string;
    };
  };
  /** Ask for the bank’s half of a new knowledge key */
  readonly 'POST /token/v1/rekeys': {
    readonly reply: {
      /** UUID, lower case */
      readonly rekeyId: string;
      /** uncompressed P-256 point: 65 bytes, base64url without padding */
      readonly serverKey: string;
    };
  };
  /** Change the app password */
  readonly 'POST /token/v1/rekeys/{id}': {
    readonly path: {
      readonly id: string;
    };
    readonly body: {
      /** uncompressed P-256 point: 65 bytes, base64url without padding */
      readonly clientKey: string;
      /** place in a chain */
      readonly index: number;
      /** HMAC-SHA-256: 32 bytes, base64url without padding */
      readonly proof: string;
      /** HMAC-SHA-256: 32 bytes, base64url without padding */
      readonly newProof: string;
      /** ECDSA P-256 signature, r ‖ s: 64 bytes, base64url without padding */
      readonly signature: string;
    };
    readonly reply: {
      /** HMAC-SHA-256: 32 bytes, base64url without padding */
      readonly confirmation: string;
    };
  };
  /** Sign in with the app password or biometry */
  readonly 'POST /token/v1/sign-ins': {
    readonly body: {
      /** UUID, lower case */
      readonly deviceId: string;
      readonly factor: 'knowledge' | 'biometry';
      /** place in a chain */
      readonly index: number;
      /** HMAC-SHA-256: 32 bytes, base64url without padding */
      readonly proof: string;
      /** ECDSA P-256 signature, r ‖ s: 64 bytes, base64url without padding */
      readonly signature: string;
    };
    readonly reply: {
      readonly sessionToken: string;
      /** RFC 3339, UTC */
      readonly expiresAt: string;
      readonly device: {
        /** UUID, lower case */
        readonly deviceId: string;
        readonly status: 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
        readonly biometry: 'off' | 'on' | 'password-first';
        /** whether a push subscription is kept */
        readonly push: boolean;
      };
      readonly customer: {
        readonly name: string;
        readonly language: string;
      };
      readonly otp: {
        /** RFC 3339, UTC */
        readonly epoch: string;
        readonly stepSeconds: number;
      };
      readonly pending: readonly string[];
    };
  };
  /** State of a phone that is not signed in */
  readonly 'POST /token/v1/states': {
    readonly body: {
      /** UUID, lower case */
      readonly deviceId: string;
      readonly at: number;
      /** ECDSA P-256 signature, r ‖ s: 64 bytes, base64url without padding */
      readonly signature: string;
    };
    readonly reply: {
      readonly status: 'registered' | 'active' | 'suspended' | 'password-locked' | 'code-locked' | 'deregistered';
      readonly pending: number;
    };
  };
};
