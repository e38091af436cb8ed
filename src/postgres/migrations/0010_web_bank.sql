-- Signing in to the web bank, and API clients.

CREATE TABLE web_bank_users (
  customer_id uuid PRIMARY KEY REFERENCES customers (id),
  programme text NOT NULL,
  user_name text NOT NULL CHECK (user_name ~ '^[a-z0-9][a-z0-9._-]{2,31}$'),
  -- Argon2id in PHC form.
  password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  password_changed_at timestamptz NOT NULL,
  enrolled_at timestamptz NOT NULL,
  CONSTRAINT web_bank_users_name UNIQUE (programme, user_name)
);

-- Failed and running tries per subject: digest of a user name, of a known browser of a user, or of a source.
CREATE TABLE sign_in_tries (
  subject bytea PRIMARY KEY CHECK (length(subject) = 32),
  failures integer NOT NULL CHECK (failures >= 0),
  last_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL
);
CREATE INDEX sign_in_tries_last ON sign_in_tries (last_at);

-- Browsers in which a customer has signed in before.
CREATE TABLE web_bank_devices (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id),
  token_digest bytea NOT NULL UNIQUE CHECK (length(token_digest) = 32),
  label text NOT NULL CHECK (length(label) <= 120),
  first_seen_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  removed_at timestamptz
);
CREATE INDEX web_bank_devices_of_customer ON web_bank_devices (customer_id) WHERE removed_at IS NULL;

CREATE TABLE web_bank_sessions (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id),
  -- Only the digest is kept: who reads this table cannot act for anyone.
  token_digest bytea NOT NULL UNIQUE CHECK (length(token_digest) = 32),
  device_id uuid REFERENCES web_bank_devices (id),
  label text NOT NULL CHECK (length(label) <= 120),
  source text NOT NULL CHECK (length(source) <= 64),
  shared_computer boolean NOT NULL,
  idle_seconds integer NOT NULL CHECK (idle_seconds > 0),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  idle_ends_at timestamptz NOT NULL,
  -- However busy, a session ends here.
  ends_at timestamptz NOT NULL CHECK (ends_at > created_at),
  ended_at timestamptz,
  end_reason text CHECK (end_reason IN ('signed-out', 'ended-by-customer', 'ended-by-staff', 'idle', 'password-changed', 'frozen')),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX web_bank_sessions_of_customer ON web_bank_sessions (customer_id) WHERE ended_at IS NULL;

CREATE TABLE api_clients (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  created_at timestamptz NOT NULL,
  closed_at timestamptz,
  CONSTRAINT api_clients_name UNIQUE (programme, name)
);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  client_id uuid NOT NULL REFERENCES api_clients (id),
  -- First characters, so that people can tell keys apart.
  head text NOT NULL CHECK (length(head) <= 20),
  digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL,
  -- Set by a rotation: until then old and new key work side by side.
  ends_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
CREATE INDEX api_keys_of_client ON api_keys (client_id);
