-- Who applied for a card, with which document, what was consented to, how the identity was established, and which terms were accepted.

CREATE TABLE card_applications (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  product text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  account_id uuid NOT NULL UNIQUE REFERENCES card_accounts (id),
  card_id uuid NOT NULL UNIQUE REFERENCES cards (id),
  channel text NOT NULL CHECK (channel IN ('app', 'kiosk', 'branch', 'api')),
  actor text NOT NULL,
  -- PC-01. The number is sealed, and compared by its keyed digest; both are erased at the end of the retention.
  document_kind text NOT NULL CHECK (document_kind IN ('national-card', 'passport')),
  document_issuer text NOT NULL CHECK (document_issuer ~ '^[A-Z]{3}$'),
  document_number_sealed bytea,
  document_number_digest bytea CHECK (document_number_digest IS NULL OR length(document_number_digest) = 32),
  document_expires_on date NOT NULL,
  mrz_verified boolean NOT NULL,
  -- PC-46
  terms_version text NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'established', 'withdrawn')),
  applied_at timestamptz NOT NULL,
  applied_on date NOT NULL,
  established_at timestamptz,
  -- Of the request that made it: the same key with the same content gives the same application.
  request_key text NOT NULL,
  request_digest bytea NOT NULL CHECK (length(request_digest) = 32),
  CONSTRAINT card_applications_request UNIQUE (actor, request_key),
  CHECK ((document_number_sealed IS NULL) = (document_number_digest IS NULL)),
  CHECK ((status = 'established') = (established_at IS NOT NULL))
);
CREATE INDEX card_applications_of_customer ON card_applications (customer_id, applied_at);
-- A second application for the same product has to wait for the first.
CREATE UNIQUE INDEX card_applications_one_waiting ON card_applications (programme, product, customer_id) WHERE status = 'waiting';
CREATE INDEX card_applications_waiting ON card_applications (programme, applied_at) WHERE status = 'waiting';

-- PC-02: what established the identity. Rows never change.
CREATE TABLE card_identity_checks (
  application_id uuid NOT NULL REFERENCES card_applications (id),
  kind text NOT NULL CHECK (kind IN ('online', 'in-person')),
  actor text NOT NULL,
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 400),
  at timestamptz NOT NULL,
  PRIMARY KEY (application_id, kind)
);
CREATE TRIGGER card_identity_checks_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_identity_checks
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- PC-47: a proof of identity that was asked for later. The step waits until it is met.
CREATE TABLE card_identity_demands (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  step text NOT NULL CHECK (step IN ('activation', 'load')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 400),
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  met_by text,
  met_at timestamptz,
  CHECK ((met_at IS NULL) = (met_by IS NULL))
);
CREATE UNIQUE INDEX card_identity_demands_one ON card_identity_demands (account_id, step) WHERE met_at IS NULL;

-- PC-46: consent to each use of data, and what came after it. The newest row of a use holds.
CREATE TABLE card_consents (
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  use text NOT NULL CHECK (use ~ '^[a-z][a-z0-9-]{0,39}$'),
  at timestamptz NOT NULL,
  given boolean NOT NULL,
  channel text NOT NULL CHECK (channel IN ('app', 'kiosk', 'branch', 'api')),
  actor text NOT NULL,
  PRIMARY KEY (account_id, use, at)
);
CREATE TRIGGER card_consents_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_consents FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- PC-39, PC-46, PC-58: which version of the terms an account accepted, when and how. Rows never change.
CREATE TABLE card_terms_acceptances (
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  version text NOT NULL,
  how text NOT NULL CHECK (how IN ('application', 'holder', 'use')),
  -- SHA-256 of the text in the language that was read; null where the use of the card accepted them.
  text_digest bytea CHECK (text_digest IS NULL OR length(text_digest) = 32),
  language text CHECK (language IS NULL OR language IN ('ar', 'en')),
  accepted_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, version)
);
CREATE TRIGGER card_terms_acceptances_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_terms_acceptances
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- PC-58: which holders were told of a version, and from when it holds.
CREATE TABLE card_terms_notices (
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  version text NOT NULL,
  notified_at timestamptz NOT NULL,
  holds_from date NOT NULL,
  PRIMARY KEY (account_id, version)
);
