-- Clearing files and how far each was read, what their records became, the scheme's totals, and the payments that settle them.

CREATE TABLE clearing_files (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  -- The scheme's name of the file.
  file_id text NOT NULL CHECK (length(file_id) <= 64),
  sequence integer NOT NULL CHECK (sequence >= 0),
  format text NOT NULL CHECK (format IN ('csv', 'jsonl')),
  mode text NOT NULL CHECK (mode IN ('rest-goes-on', 'all-or-nothing')),
  -- SHA-256 over its bytes, and how many they are: the same file again is known, and a cut file can be completed.
  digest bytea NOT NULL CHECK (length(digest) = 32),
  size_bytes bigint NOT NULL CHECK (size_bytes > 0),
  -- running: being read, or stopped by a kill; done; cut: read as far as it went; refused: nothing of it was posted.
  status text NOT NULL CHECK (status IN ('running', 'done', 'cut', 'refused')),
  reason text CHECK (reason IS NULL OR reason ~ '^[a-z][a-z0-9-]{0,39}$'),
  -- Good records that the file has, and how many of them are done: the next one is where a restart goes on.
  rows_total integer NOT NULL CHECK (rows_total >= 0),
  rows_done integer NOT NULL CHECK (rows_done BETWEEN 0 AND rows_total),
  bad_total integer NOT NULL CHECK (bad_total >= 0),
  created_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL,
  -- Who gave it: a client of the API, or the command line.
  received_by text NOT NULL CHECK (length(received_by) <= 80),
  finished_at timestamptz,
  UNIQUE (programme, file_id)
) WITH (fillfactor = 70);
CREATE INDEX clearing_files_newest ON clearing_files (programme, received_at DESC);

-- Lines that could not be taken, with the reason and never with what they say.
CREATE TABLE clearing_bad_lines (
  file uuid NOT NULL REFERENCES clearing_files (id) ON DELETE CASCADE,
  line integer NOT NULL CHECK (line > 0),
  reason text NOT NULL CHECK (reason ~ '^[a-z][a-z0-9-]{0,39}$'),
  field text CHECK (field IS NULL OR field ~ '^[a-z][a-z_]{0,39}$'),
  PRIMARY KEY (file, line)
);

-- What a record became; without its card number.
CREATE TABLE clearing_presentments (
  -- The id of the record, as `clear` knows it.
  id uuid PRIMARY KEY,
  file uuid NOT NULL REFERENCES clearing_files (id),
  line integer NOT NULL CHECK (line > 0),
  kind text NOT NULL CHECK (kind IN ('purchase', 'cash', 'refund')),
  result text NOT NULL CHECK (result ~ '^[a-z][a-z0-9-]{0,39}$'),
  matched_by text,
  account_id uuid,
  authorization_id uuid,
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  -- What the scheme will ask for it, where the file says so.
  settlement_amount bigint CHECK (settlement_amount > 0),
  settlement_currency text,
  -- False where it exceeded its hold by more than the category's tolerance.
  within_tolerance boolean NOT NULL,
  debt boolean NOT NULL,
  merchant_name text NOT NULL CHECK (length(merchant_name) <= 140),
  network_reference text,
  occurred_at timestamptz NOT NULL,
  posted_at timestamptz NOT NULL,
  -- The programme's day of the posting.
  posted_on date NOT NULL,
  CHECK ((settlement_amount IS NULL) = (settlement_currency IS NULL))
);
CREATE INDEX clearing_presentments_by_day ON clearing_presentments (posted_on, result);
CREATE INDEX clearing_presentments_of_file ON clearing_presentments (file, line);
CREATE TRIGGER clearing_presentments_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON clearing_presentments
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- What the scheme says it settles for a day. A correction is the next version of the day; rows never change.
CREATE TABLE scheme_totals (
  programme text NOT NULL,
  day date NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- debit: the bank pays for its cards; credit: the bank gets, for refunds.
  direction text NOT NULL CHECK (direction IN ('debit', 'credit')),
  count integer NOT NULL CHECK (count >= 0),
  amount bigint NOT NULL CHECK (amount >= 0),
  imported_at timestamptz NOT NULL,
  imported_by text NOT NULL CHECK (length(imported_by) <= 80),
  PRIMARY KEY (programme, day, version, currency, direction)
);
CREATE TRIGGER scheme_totals_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON scheme_totals FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- The payment that settled a version of a day's totals: what was not paid for an earlier version. Its ledger transfer has the same id.
CREATE TABLE scheme_payments (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  day date NOT NULL,
  version integer NOT NULL,
  currency text NOT NULL,
  -- Positive: the bank paid.
  amount bigint NOT NULL CHECK (amount <> 0),
  posted_at timestamptz NOT NULL,
  UNIQUE (programme, day, version, currency)
);
CREATE TRIGGER scheme_payments_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON scheme_payments FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
