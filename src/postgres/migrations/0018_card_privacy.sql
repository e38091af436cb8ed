-- Personal data of card holders: to whom it was disclosed, what holders asked to have corrected or deleted, and what was erased after its time.

-- PC-60: each disclosure, with the class of recipient and the purpose. Rows never change.
CREATE TABLE card_disclosures (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  recipient_class text NOT NULL CHECK (recipient_class ~ '^[a-z][a-z0-9-]{0,39}$'),
  recipient text NOT NULL CHECK (length(recipient) BETWEEN 1 AND 120),
  purpose text NOT NULL CHECK (purpose ~ '^[a-z][a-z0-9-]{0,39}$'),
  -- Kinds of data that went out: name, contacts, transactions …
  categories text[] NOT NULL CHECK (cardinality(categories) BETWEEN 1 AND 20),
  reference text NOT NULL DEFAULT '' CHECK (length(reference) <= 120),
  actor text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX card_disclosures_of_customer ON card_disclosures (customer_id, at);
CREATE TRIGGER card_disclosures_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_disclosures FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- PC-40, PC-60: what a holder wants to have corrected or deleted.
CREATE TABLE card_data_requests (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  act text NOT NULL CHECK (act IN ('correct', 'delete')),
  field text NOT NULL CHECK (field IN ('name', 'name-latin', 'address', 'email', 'mobile', 'birth-date', 'document')),
  -- The right value; null for a deletion, and once the request was decided.
  value_sealed bytea,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 400),
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  status text NOT NULL CHECK (status IN ('waiting', 'done', 'refused')),
  decided_by text,
  decided_at timestamptz,
  decision_reason text CHECK (decision_reason IS NULL OR length(decision_reason) BETWEEN 1 AND 400),
  CHECK ((status = 'waiting') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL))
);
CREATE INDEX card_data_requests_of_customer ON card_data_requests (customer_id, asked_at);
CREATE INDEX card_data_requests_waiting ON card_data_requests (programme, asked_at) WHERE status = 'waiting';

-- PC-59: a change of a customer's data that staff made, with the identity that its path asked for. Values themselves are in customers.
CREATE TABLE card_data_changes (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  field text NOT NULL CHECK (field IN ('name', 'name-latin', 'address', 'email', 'mobile', 'birth-date', 'document')),
  path text NOT NULL CHECK (path IN ('letter', 'branch')),
  -- Number of the letter with the compared signature, or of the document that was seen; the latter only as a digest.
  reference text NOT NULL DEFAULT '' CHECK (length(reference) <= 120),
  document_digest bytea CHECK (document_digest IS NULL OR length(document_digest) = 32),
  request_id uuid REFERENCES card_data_requests (id),
  actor text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX card_data_changes_of_customer ON card_data_changes (customer_id, at);
CREATE TRIGGER card_data_changes_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_data_changes FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- PC-40: accounts whose data reached the end of their time and were erased.
CREATE TABLE card_data_erasures (
  account_id uuid PRIMARY KEY REFERENCES card_accounts (id),
  erased_at timestamptz NOT NULL
);
