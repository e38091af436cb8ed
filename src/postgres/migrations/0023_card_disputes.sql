-- Disputes of card transactions: workflow, scheme stage and the holder's liability side by side, documents sealed, acts as an append-only list.

CREATE TABLE card_disputes (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  -- The transaction in dispute, all of its parts.
  transaction_id uuid NOT NULL,
  card_id uuid REFERENCES cards (id),
  customer_id uuid NOT NULL REFERENCES customers (id),
  reason text NOT NULL CHECK (reason ~ '^[a-z][a-z0-9-]{0,39}$'),
  -- What the holder writes in the form.
  statement text NOT NULL CHECK (length(statement) BETWEEN 1 AND 2000),
  -- Workflow.
  status text NOT NULL CHECK (status IN ('draft', 'incomplete', 'open', 'closed')),
  outcome text CHECK (outcome IN ('won', 'lost', 'withdrawn', 'referred-to-merchant', 'refused')),
  -- Why it ended so: documents-missing, reported-late, card-unsigned, made-by-holder …
  because text CHECK (because IS NULL OR because ~ '^[a-z][a-z0-9-]{0,39}$'),
  documents_due_on date,
  -- Scheme stages.
  stage text CHECK (stage IN ('chargeback', 're-presentment', 'pre-arbitration', 'arbitration')),
  stage_due_on date,
  -- When the last chance with the scheme was over: from then on it is between bank and holder.
  chargeback_failed_at timestamptz,
  -- Holder's liability: what staff recorded, with their words.
  reported_at timestamptz,
  sms_sent_at timestamptz,
  late_reason_good boolean,
  late_reason_note text CHECK (late_reason_note IS NULL OR length(late_reason_note) <= 400),
  card_unsigned boolean,
  card_unsigned_note text CHECK (card_unsigned_note IS NULL OR length(card_unsigned_note) <= 400),
  -- Four eyes: who asked for the write-off.
  write_off_asked_by uuid,
  write_off_asked_at timestamptz,
  write_off_note text CHECK (write_off_note IS NULL OR length(write_off_note) <= 400),
  slip_requests smallint NOT NULL DEFAULT 0 CHECK (slip_requests >= 0),
  -- Copied from the transaction, which never changes.
  occurred_at timestamptz NOT NULL,
  posted_on date NOT NULL,
  card_present boolean NOT NULL,
  merchant_name text NOT NULL DEFAULT '',
  -- Until when it could be submitted (PC-29).
  window_ends_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  submitted_at timestamptz,
  closed_at timestamptz,
  acts smallint NOT NULL DEFAULT 0,
  CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((status = 'closed') = (outcome IS NOT NULL)),
  CHECK ((stage IS NULL) = (stage_due_on IS NULL)),
  CHECK ((write_off_asked_by IS NULL) = (write_off_asked_at IS NULL))
);
-- One dispute at a time about one transaction.
CREATE UNIQUE INDEX card_disputes_one_running ON card_disputes (account_id, transaction_id) WHERE status <> 'closed';
CREATE INDEX card_disputes_of_account ON card_disputes (account_id, id);
CREATE INDEX card_disputes_running ON card_disputes (programme, status, id) WHERE status IN ('incomplete', 'open');

-- What is in dispute in each wallet: the transaction's parts, and its fees.
CREATE TABLE card_dispute_parts (
  dispute_id uuid NOT NULL REFERENCES card_disputes (id),
  part smallint NOT NULL CHECK (part >= 0),
  role text NOT NULL CHECK (role IN ('transaction', 'fee')),
  -- The transaction that took it: the disputed one, or that of the fee.
  source_id uuid NOT NULL,
  currency text NOT NULL,
  original bigint NOT NULL CHECK (original > 0),
  -- Of a fee: value added tax in it.
  vat_amount bigint NOT NULL DEFAULT 0 CHECK (vat_amount >= 0),
  vat_ppm integer NOT NULL DEFAULT 0,
  recovered bigint NOT NULL DEFAULT 0 CHECK (recovered >= 0),
  denied bigint NOT NULL DEFAULT 0 CHECK (denied >= 0),
  written_off bigint NOT NULL DEFAULT 0 CHECK (written_off >= 0),
  remaining bigint NOT NULL CHECK (remaining >= 0),
  -- What of it the holder has back now.
  credited bigint NOT NULL DEFAULT 0 CHECK (credited >= 0 AND credited <= original),
  PRIMARY KEY (dispute_id, part),
  CHECK (original = recovered + denied + written_off + remaining)
);

-- Documents of the form, sealed for their dispute.
CREATE TABLE card_dispute_documents (
  id uuid PRIMARY KEY,
  dispute_id uuid NOT NULL REFERENCES card_disputes (id),
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9-]{0,39}$'),
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 120),
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  size integer NOT NULL CHECK (size > 0),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  content bytea NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  UNIQUE (dispute_id, digest)
);

-- What happened, in order; rows never change.
CREATE TABLE card_dispute_acts (
  dispute_id uuid NOT NULL REFERENCES card_disputes (id),
  seq smallint NOT NULL CHECK (seq >= 1),
  act text NOT NULL CHECK (act ~ '^[a-z][a-z0-9-]{0,39}$'),
  -- customer:<id>, staff:<id>, client:<id> or system.
  actor text NOT NULL,
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 400),
  data jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL,
  PRIMARY KEY (dispute_id, seq)
);
CREATE TRIGGER card_dispute_acts_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_dispute_acts FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
