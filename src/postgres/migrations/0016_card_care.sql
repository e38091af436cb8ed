-- What the bank does around a card besides payments: loss files, the stop list, recalls, endings, attempts to reach a holder, and callers of the voice system.

-- PC-34, PC-50: one file for each report of loss, theft, a disclosed PIN or misuse.
CREATE TABLE card_loss_reports (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  card_id uuid NOT NULL REFERENCES cards (id),
  customer_id uuid NOT NULL REFERENCES customers (id),
  kind text NOT NULL CHECK (kind IN ('lost', 'stolen', 'disclosed-pin', 'misused')),
  -- When it happened, as the holder says.
  happened_at timestamptz,
  -- The first notice, which blocked the card.
  reported_at timestamptz NOT NULL,
  -- 24:00 of the next business day: a written notice that comes at this instant is late.
  confirmation_due_at timestamptz NOT NULL,
  written_at timestamptz,
  -- Set by the end of day, once, where no written notice came in time.
  missed_at timestamptz,
  CHECK (confirmation_due_at > reported_at)
);
CREATE INDEX card_loss_reports_of_card ON card_loss_reports (card_id, reported_at);
CREATE INDEX card_loss_reports_of_account ON card_loss_reports (account_id, reported_at);
CREATE INDEX card_loss_reports_waiting ON card_loss_reports (confirmation_due_at) WHERE written_at IS NULL AND missed_at IS NULL;

-- Everything that was told or found about a report, in its order; rows never change.
CREATE TABLE card_loss_entries (
  report_id uuid NOT NULL REFERENCES card_loss_reports (id),
  id uuid NOT NULL,
  -- spoken, app, written and police are notices; found: the card turned up; late-notice, neglect and unsigned are findings of staff.
  kind text NOT NULL CHECK (kind IN ('spoken', 'app', 'written', 'police', 'found', 'late-notice', 'neglect', 'unsigned')),
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  channel text NOT NULL CHECK (channel IN ('app', 'phone', 'voice', 'branch', 'kiosk', 'post', 'email', 'api')),
  actor text NOT NULL,
  -- Number of the letter or of the police report.
  reference text CHECK (reference IS NULL OR length(reference) <= 120),
  -- SHA-256 of the document.
  document_digest bytea CHECK (document_digest IS NULL OR length(document_digest) = 32),
  reason text CHECK (reason IS NULL OR length(reason) <= 1000),
  position bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (report_id, id)
);
CREATE TRIGGER card_loss_entries_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_loss_entries FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- PC-54: cards that acceptors must not take.
CREATE TABLE card_stop_list (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  card_id uuid NOT NULL REFERENCES cards (id),
  reason text NOT NULL CHECK (reason ~ '^[a-z][a-z0-9-]{0,39}$'),
  -- For auditors: never shared with acceptors or told to the holder.
  note text NOT NULL CHECK (length(note) <= 1000),
  listed_by text NOT NULL,
  listed_at timestamptz NOT NULL,
  lifted_by text,
  lifted_at timestamptz,
  -- Order of listing, for pages and for exports that go on where the one before ended.
  position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE UNIQUE INDEX card_stop_list_one ON card_stop_list (card_id) WHERE lifted_at IS NULL;

-- Each time that card numbers of the list left the house.
CREATE TABLE card_stop_list_exports (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  client text NOT NULL,
  recipient text NOT NULL CHECK (length(recipient) <= 120),
  entries integer NOT NULL CHECK (entries >= 0),
  -- SHA-256 of what was handed out.
  digest bytea NOT NULL CHECK (length(digest) = 32),
  made_at timestamptz NOT NULL
);
CREATE TRIGGER card_stop_list_exports_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_stop_list_exports
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- PC-55, PC-56: what became of the plastic. A claim alone changes nobody's liability.
CREATE TABLE card_destructions (
  card_id uuid PRIMARY KEY REFERENCES cards (id),
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  claimed_at timestamptz,
  claimed_by text,
  confirmed_at timestamptz,
  confirmed_by text,
  -- How staff know: cut before them, received by post, retained by a machine.
  confirmed_how text CHECK (confirmed_how IS NULL OR confirmed_how IN ('cut-at-branch', 'received-by-post', 'retained-by-machine', 'acceptor')),
  CHECK ((claimed_at IS NULL) = (claimed_by IS NULL)),
  CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL) AND (confirmed_at IS NULL) = (confirmed_how IS NULL))
);
CREATE INDEX card_destructions_of_account ON card_destructions (account_id);

-- PC-56: an account ends by written notice, once the destruction of its cards is confirmed.
CREATE TABLE card_account_endings (
  account_id uuid PRIMARY KEY REFERENCES card_accounts (id),
  given_by text NOT NULL CHECK (given_by IN ('holder', 'bank')),
  noticed_at timestamptz NOT NULL,
  reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 120),
  document_digest bytea CHECK (document_digest IS NULL OR length(document_digest) = 32),
  -- Where the balance goes: {"account": number} or {"iban": IBAN}.
  pay_to jsonb NOT NULL,
  actor text NOT NULL,
  effective_at timestamptz
);

-- PC-49: attempts to reach a holder; rows never change.
CREATE TABLE card_contact_attempts (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  -- bank or scheme: who needs the holder.
  wanted_by text NOT NULL CHECK (wanted_by IN ('bank', 'scheme')),
  channel text NOT NULL CHECK (channel IN ('phone', 'sms', 'email', 'post', 'app', 'branch')),
  outcome text NOT NULL CHECK (outcome IN ('not-reached', 'reached')),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 400),
  actor text NOT NULL,
  at timestamptz NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX card_contact_attempts_of_account ON card_contact_attempts (account_id, position);
CREATE TRIGGER card_contact_attempts_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_contact_attempts
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- PC-57: a default on another product of the bank, and what staff made of it.
CREATE TABLE card_default_flags (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  product text NOT NULL CHECK (length(product) BETWEEN 1 AND 80),
  reference text NOT NULL CHECK (length(reference) BETWEEN 1 AND 80),
  since date NOT NULL,
  told_by text NOT NULL,
  told_at timestamptz NOT NULL,
  act text CHECK (act IS NULL OR act IN ('none', 'suspend', 'cancel')),
  act_reason text CHECK (act_reason IS NULL OR length(act_reason) BETWEEN 1 AND 1000),
  act_by text,
  act_at timestamptz,
  CONSTRAINT card_default_flags_once UNIQUE (programme, customer_id, product, reference),
  CHECK ((act IS NULL) = (act_at IS NULL) AND (act IS NULL) = (act_by IS NULL) AND (act IS NULL) = (act_reason IS NULL))
);
CREATE INDEX card_default_flags_waiting ON card_default_flags (programme, told_at) WHERE act IS NULL;

-- PC-61: tries of callers, by the keyed digest of the number that they typed, whether there is such a card or not.
CREATE TABLE voice_tries (
  caller_digest bytea PRIMARY KEY CHECK (length(caller_digest) = 32),
  window_started_at timestamptz NOT NULL,
  tries integer NOT NULL CHECK (tries > 0)
);

-- A verified caller, for the minutes of a call.
CREATE TABLE voice_sessions (
  id uuid PRIMARY KEY,
  token_digest bytea NOT NULL UNIQUE CHECK (length(token_digest) = 32),
  client text NOT NULL,
  programme text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  card_id uuid NOT NULL REFERENCES cards (id),
  language text NOT NULL CHECK (language IN ('ar', 'en', 'fa', 'kk')),
  opened_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  ended_at timestamptz
);
