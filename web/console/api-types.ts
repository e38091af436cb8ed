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
        readonly permissions: readonly ('own.session' | 'own.passkeys' | 'customer.find' | 'customer.view' | 'mobile.verify' | 'mobile.change' | 'hard-token.assign' | 'hard-token.resynchronise' | 'hard-token.unlock' | 'hard-token.import' | 'hard-token.stock' | 'soft-token.deregister' | 'call.take' | 'request.read' | 'request.decide' | 'staff.read' | 'staff.change')[];
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
      readonly permissions: readonly ('own.session' | 'own.passkeys' | 'customer.find' | 'customer.view' | 'mobile.verify' | 'mobile.change' | 'hard-token.assign' | 'hard-token.resynchronise' | 'hard-token.unlock' | 'hard-token.import' | 'hard-token.stock' | 'soft-token.deregister' | 'call.take' | 'request.read' | 'request.decide' | 'staff.read' | 'staff.change')[];
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
};
