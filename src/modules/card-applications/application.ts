// An application as other modules see it; the number of the document is in none of it.

export type ApplicationChannel = 'app' | 'kiosk' | 'branch' | 'api';
export type IdentityCheckKind = 'online' | 'in-person';
/** What can be made to wait for a proof of identity (PC-47). */
export type IdentityStep = 'activation' | 'load';

export type Application = {
  readonly id: string;
  readonly programme: string;
  readonly product: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly cardId: string;
  readonly channel: ApplicationChannel;
  readonly actor: string;
  readonly documentKind: 'national-card' | 'passport';
  readonly documentIssuer: string;
  /** ISO dates. */
  readonly documentExpiresOn: string;
  readonly mrzVerified: boolean;
  readonly termsVersion: string;
  /** waiting: the identity is not established; established: the card is pending activation (PC-02). */
  readonly status: 'waiting' | 'established' | 'withdrawn';
  readonly appliedAt: Temporal.Instant;
  /** The day in the programme's time zone on which the age was judged. */
  readonly appliedOn: string;
  readonly establishedAt: Temporal.Instant | null;
};

export type IdentityCheckRow = {
  readonly kind: IdentityCheckKind;
  readonly actor: string;
  readonly note: string;
  readonly at: Temporal.Instant;
};

export type Consent = {
  readonly use: string;
  readonly given: boolean;
  readonly at: Temporal.Instant;
  readonly channel: ApplicationChannel;
};

/** Where an account stands with its holder's identity (PC-02, PC-47). */
export type IdentityState = {
  /** Whether every check that the programme asks for was done. An account without an application (the bank's own tests) is established. */
  readonly established: boolean;
  /** Checks that are still missing: activation and loading wait for them. */
  readonly missing: readonly IdentityCheckKind[];
  /** Steps for which a proof was asked for later and not given yet. */
  readonly demanded: readonly IdentityStep[];
};
