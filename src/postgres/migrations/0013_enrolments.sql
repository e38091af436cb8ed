-- Customers who enrol in the web bank by themselves.

CREATE TABLE enrolments (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  -- Only the digest is kept: who reads this table cannot finish an enrolment.
  token_digest bytea NOT NULL CHECK (length(token_digest) = 32),
  state text NOT NULL CHECK (state IN ('awaiting-code', 'code-verified', 'completed', 'ended')),
  code_expires_at timestamptz,
  code_resend_at timestamptz,
  masked_to text,
  -- User names and passwords that were offered: who is enrolling must not learn which names are taken without end.
  choices integer NOT NULL DEFAULT 0 CHECK (choices >= 0),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);
CREATE INDEX enrolments_open_of_customer ON enrolments (customer_id) WHERE state IN ('awaiting-code', 'code-verified');
CREATE INDEX enrolments_expiry ON enrolments (expires_at);

-- Identities that were tried per subject (digest of a number, a card or a source) and window.
CREATE TABLE enrolment_tries (
  subject bytea PRIMARY KEY CHECK (length(subject) = 32),
  window_started_at timestamptz NOT NULL,
  tries integer NOT NULL CHECK (tries > 0)
);
CREATE INDEX enrolment_tries_window ON enrolment_tries (window_started_at);
