-- OATH devices: imported in batches, assigned at a branch (TK-30). Which of a customer's authenticators is active stands in
-- the table of authenticators, under the same id.

CREATE TABLE hard_token_batches (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 200),
  imported_by text NOT NULL,
  imported_at timestamptz NOT NULL,
  tokens integer NOT NULL CHECK (tokens > 0)
);

CREATE TABLE hard_tokens (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  batch_id uuid NOT NULL REFERENCES hard_token_batches (id),
  manufacturer text NOT NULL,
  serial text NOT NULL CHECK (length(serial) BETWEEN 1 AND 64),
  key_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('hotp', 'totp', 'ocra')),
  algorithm text NOT NULL CHECK (algorithm IN ('SHA1', 'SHA256', 'SHA512')),
  digits integer NOT NULL CHECK (digits BETWEEN 4 AND 10),
  period_seconds integer NOT NULL CHECK (period_seconds BETWEEN 1 AND 3600),
  suite text CHECK ((kind = 'ocra') = (suite IS NOT NULL)),
  -- Sealed for the customer; in stock for nobody.
  secret bytea NOT NULL,
  valid_from timestamptz,
  valid_until timestamptz,
  status text NOT NULL CHECK (status IN ('in-stock', 'assigned', 'retired')),
  customer_id uuid REFERENCES customers (id),
  assigned_at timestamptz,
  retired_at timestamptz,
  retire_reason text,
  -- The smallest counter or time step that is still accepted: only ever greater.
  next_index bigint NOT NULL CHECK (next_index >= 0),
  drift_steps integer NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
  locked_at timestamptz,
  last_used_at timestamptz,
  CONSTRAINT hard_tokens_device UNIQUE (programme, manufacturer, serial, key_id),
  CHECK ((status = 'in-stock') = (customer_id IS NULL)),
  CHECK ((status = 'retired') = (retired_at IS NOT NULL))
) WITH (fillfactor = 70);
-- A customer has one hard token; every check of a code finds it here.
CREATE UNIQUE INDEX hard_tokens_one_assigned ON hard_tokens (customer_id) WHERE status = 'assigned';
CREATE INDEX hard_tokens_serial ON hard_tokens (programme, serial);
CREATE INDEX hard_tokens_in_stock ON hard_tokens (programme, id) WHERE status = 'in-stock';

-- OCRA questions. Each is asked for one operation and answered once: suites without a counter have no other memory.
CREATE TABLE hard_token_questions (
  token_id uuid NOT NULL REFERENCES hard_tokens (id),
  question text NOT NULL,
  operation_id uuid NOT NULL,
  answered_at timestamptz,
  PRIMARY KEY (token_id, question),
  CONSTRAINT hard_token_questions_operation UNIQUE (token_id, operation_id)
);
