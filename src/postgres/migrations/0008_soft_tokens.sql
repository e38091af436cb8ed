-- Authenticators of customers, soft-token devices, registrations and key offers.

CREATE TABLE authenticators (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id),
  kind text NOT NULL CHECK (kind IN ('soft', 'hard')),
  status text NOT NULL CHECK (status IN ('registered', 'active', 'suspended', 'ended')),
  registered_at timestamptz NOT NULL,
  activated_at timestamptz,
  changed_at timestamptz NOT NULL,
  end_reason text CHECK ((status = 'ended') = (end_reason IS NOT NULL)),
  UNIQUE (id, customer_id)
);
-- TK-03: exactly one active authenticator for transactions.
CREATE UNIQUE INDEX authenticators_one_active ON authenticators (customer_id) WHERE status = 'active';
-- A second registration replaces the first, it never stands beside it.
CREATE UNIQUE INDEX authenticators_one_registered_soft ON authenticators (customer_id) WHERE kind = 'soft' AND status = 'registered';
CREATE INDEX authenticators_of_customer ON authenticators (customer_id);

-- TK-05: one phone carries one customer. The row is the binding; it goes when the last live device of the phone ends.
CREATE TABLE installations (
  id text PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id),
  public_key bytea NOT NULL CHECK (length(public_key) = 65),
  bound_at timestamptz NOT NULL,
  UNIQUE (id, customer_id)
);

CREATE TABLE soft_devices (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL,
  programme text NOT NULL,
  -- Null once the device has ended: the phone may then carry another customer.
  installation_id text,
  installation_key bytea NOT NULL CHECK (length(installation_key) = 65),
  platform text NOT NULL CHECK (platform IN ('ios', 'android', 'other')),
  model text NOT NULL,
  system text NOT NULL,
  screen_lock text NOT NULL CHECK (screen_lock IN ('yes', 'no', 'unknown')),
  language text NOT NULL,
  -- Sealed: K_p, K_k, K_b, K_t, 32 bytes each.
  secrets bytea,
  online_index bigint NOT NULL CHECK (online_index >= 0),
  online_state bytea,
  offline_index bigint NOT NULL CHECK (offline_index >= 0),
  offline_state bytea,
  -- The next index that Generate OTP may use, and the chain's state at it.
  otp_index bigint NOT NULL CHECK (otp_index >= 0),
  otp_state bytea,
  otp_epoch timestamptz NOT NULL,
  password_failures integer NOT NULL DEFAULT 0 CHECK (password_failures >= 0),
  password_locked_at timestamptz,
  code_failures integer NOT NULL DEFAULT 0 CHECK (code_failures >= 0),
  code_locked_at timestamptz,
  biometry text NOT NULL DEFAULT 'off' CHECK (biometry IN ('off', 'on', 'password-first')),
  push jsonb,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz,
  FOREIGN KEY (id, customer_id) REFERENCES authenticators (id, customer_id),
  FOREIGN KEY (installation_id, customer_id) REFERENCES installations (id, customer_id)
) WITH (fillfactor = 70);
CREATE INDEX soft_devices_of_installation ON soft_devices (installation_id);

CREATE TABLE registrations (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('register', 'reset-password')),
  customer_id uuid NOT NULL REFERENCES customers (id),
  device_id uuid NOT NULL,
  token_digest bytea NOT NULL,
  installation_id text NOT NULL,
  installation_key bytea NOT NULL CHECK (length(installation_key) = 65),
  platform text NOT NULL CHECK (platform IN ('ios', 'android', 'other')),
  model text NOT NULL,
  system text NOT NULL,
  screen_lock text NOT NULL CHECK (screen_lock IN ('yes', 'no', 'unknown')),
  language text NOT NULL,
  state text NOT NULL CHECK (state IN ('awaiting-sms', 'awaiting-code', 'code-verified', 'completed', 'ended')),
  mobile text NOT NULL,
  sms_text text,
  code_expires_at timestamptz,
  code_resend_at timestamptz,
  masked_to text,
  server_key bytea,
  server_private bytea,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX registrations_sms_text ON registrations (sms_text) WHERE state = 'awaiting-sms';

-- Mistaken identities per subject (digest of a number, a card, an installation, a source) and window.
CREATE TABLE registration_tries (
  subject bytea PRIMARY KEY,
  window_started_at timestamptz NOT NULL,
  tries integer NOT NULL CHECK (tries >= 0)
);

-- An ephemeral server key that waits for the phone's answer: an activation or a change of the app password.
CREATE TABLE key_offers (
  id uuid PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('activation', 'rekey')),
  customer_id uuid NOT NULL REFERENCES customers (id),
  device_id uuid NOT NULL REFERENCES soft_devices (id),
  state text NOT NULL CHECK (state IN ('open', 'committed', 'ended')),
  server_key bytea NOT NULL,
  server_private bytea,
  client_key bytea,
  confirmation bytea,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  committed_at timestamptz,
  CHECK ((state = 'committed') = (committed_at IS NOT NULL)),
  CHECK (state = 'open' OR server_private IS NULL)
);
-- A renewed code replaces the one before it.
CREATE UNIQUE INDEX key_offers_one_open ON key_offers (device_id, purpose) WHERE state = 'open';
