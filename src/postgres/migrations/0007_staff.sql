-- Staff of the bank: members, passkeys, invitations, sessions, requests that need a second person, and calls of customers.

CREATE TABLE staff_members (
  id uuid PRIMARY KEY,
  user_name text NOT NULL UNIQUE CHECK (user_name ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  roles text[] NOT NULL CHECK (
    cardinality(roles) >= 1 AND roles <@ ARRAY['branch', 'contact-centre', 'operations', 'supervisor', 'auditor']),
  status text NOT NULL CHECK (status IN ('active', 'disabled')),
  created_at timestamptz NOT NULL
);

-- A secret that lets one person enrol one passkey; only its keyed digest is kept.
CREATE TABLE staff_invitations (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff_members (id),
  secret_digest bytea NOT NULL UNIQUE CHECK (length(secret_digest) = 32),
  invited_by uuid REFERENCES staff_members (id),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  withdrawn_at timestamptz,
  CHECK (expires_at > created_at),
  CHECK (used_at IS NULL OR withdrawn_at IS NULL)
);
CREATE UNIQUE INDEX staff_invitations_one_open ON staff_invitations (staff_id) WHERE used_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE staff_passkeys (
  id uuid PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff_members (id),
  credential_id text NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  counter bigint NOT NULL CHECK (counter >= 0),
  transports text[] NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz,
  removed_at timestamptz
);
CREATE INDEX staff_passkeys_staff ON staff_passkeys (staff_id);

-- WebAuthn challenges: each is used once and soon.
CREATE TABLE staff_challenges (
  id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('sign-in', 'enrol')),
  challenge text NOT NULL,
  staff_id uuid REFERENCES staff_members (id),
  invitation_id uuid REFERENCES staff_invitations (id),
  expires_at timestamptz NOT NULL,
  CHECK ((purpose = 'enrol') = (staff_id IS NOT NULL))
);
CREATE INDEX staff_challenges_expiry ON staff_challenges (expires_at);

CREATE TABLE staff_sessions (
  id uuid PRIMARY KEY,
  token_digest bytea NOT NULL UNIQUE CHECK (length(token_digest) = 32),
  staff_id uuid NOT NULL REFERENCES staff_members (id),
  passkey_id uuid NOT NULL REFERENCES staff_passkeys (id),
  started_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text CHECK (end_reason IN ('sign-out', 'disabled', 'passkey-removed')),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX staff_sessions_open ON staff_sessions (staff_id) WHERE ended_at IS NULL;

-- An act that waits for a second person. Whoever asked can never be the one who decides.
CREATE TABLE staff_requests (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  action text NOT NULL CHECK (action IN ('hard-token.assign', 'soft-token.deregister', 'mobile.verify')),
  customer_id uuid NOT NULL REFERENCES customers (id),
  payload jsonb NOT NULL,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
  asked_by uuid NOT NULL REFERENCES staff_members (id),
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'approved', 'refused', 'withdrawn', 'failed')),
  decided_by uuid REFERENCES staff_members (id),
  decided_at timestamptz,
  note text,
  CHECK (expires_at > asked_at),
  CHECK (status NOT IN ('approved', 'refused', 'failed') OR decided_by <> asked_by),
  CHECK (status <> 'withdrawn' OR decided_by = asked_by),
  CHECK ((status = 'waiting') = (decided_by IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL))
);
CREATE INDEX staff_requests_recent ON staff_requests (asked_at DESC);
-- The same act for the same customer waits only once.
CREATE UNIQUE INDEX staff_requests_one_waiting ON staff_requests (customer_id, action) WHERE status = 'waiting';

-- A customer on the phone: nothing but their own answers opens what staff may then do for them.
CREATE TABLE staff_calls (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  staff_id uuid NOT NULL REFERENCES staff_members (id),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 300),
  questions text[] NOT NULL,
  attempts integer NOT NULL CHECK (attempts BETWEEN 0 AND 10),
  attempts_max integer NOT NULL CHECK (attempts_max BETWEEN 1 AND 10),
  opened_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  verified_at timestamptz,
  code_matched_at timestamptz,
  ended_at timestamptz,
  CHECK (attempts <= attempts_max),
  CHECK (expires_at > opened_at)
);
CREATE UNIQUE INDEX staff_calls_one_open ON staff_calls (staff_id) WHERE ended_at IS NULL;

-- Wrong answers about one customer, whoever sat at the desk: opening another call does not give more guesses.
CREATE TABLE staff_caller_failures (
  customer_id uuid PRIMARY KEY REFERENCES customers (id),
  failures integer NOT NULL CHECK (failures >= 0),
  window_started_at timestamptz NOT NULL
);

-- A code sent to a number, read to staff by the person before them: proof that the phone is in the customer's hands.
CREATE TABLE staff_mobile_checks (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  staff_id uuid NOT NULL REFERENCES staff_members (id),
  mobile text NOT NULL CHECK (mobile ~ '^\+[0-9]{6,15}$'),
  change boolean NOT NULL,
  ownership_declared boolean NOT NULL CHECK (ownership_declared),
  started_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  matched_at timestamptz,
  ended_at timestamptz,
  CHECK (matched_at IS NULL OR ended_at IS NOT NULL)
);
CREATE INDEX staff_mobile_checks_customer ON staff_mobile_checks (customer_id, id DESC);
CREATE INDEX staff_requests_customer ON staff_requests (customer_id, id DESC);
CREATE INDEX staff_calls_customer ON staff_calls (customer_id, id DESC);
