-- Loads from accounts, mandates and cash machines; files to and from other banks; closings and what is paid out; interest on debts; travel.

-- PC-45: the holder's leave to collect from an account at another bank. What was agreed never changes; it is ended, and given anew.
CREATE TABLE card_mandates (
  id uuid PRIMARY KEY,
  -- What the other bank is told: unique there, at most 35 characters (ISO 20022 Max35Text).
  reference text NOT NULL UNIQUE CHECK (reference ~ '^[A-Z0-9]{8,35}$'),
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  customer_id uuid NOT NULL REFERENCES customers (id),
  iban text NOT NULL CHECK (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  -- Three digits in Oman's IBANs.
  bank_code text NOT NULL,
  bank_name text NOT NULL CHECK (length(bank_name) BETWEEN 1 AND 70),
  holder_name text NOT NULL,
  currency text NOT NULL,
  -- The most that one collection may take.
  amount_max bigint NOT NULL CHECK (amount_max > 0),
  -- The operation that the holder approved.
  operation_id uuid NOT NULL UNIQUE,
  given_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- request, returned (the other bank says that there is no such leave), closed.
  end_reason text CHECK (end_reason ~ '^[a-z][a-z0-9-]{0,39}$'),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE UNIQUE INDEX card_mandates_one ON card_mandates (account_id, iban) WHERE ended_at IS NULL;

-- Files for the other banks, kept as they were made.
CREATE TABLE card_bank_files (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('collections', 'payouts')),
  programme text NOT NULL,
  -- In the file: at most 35 characters.
  message_id text NOT NULL UNIQUE,
  entries integer NOT NULL CHECK (entries > 0),
  currency text NOT NULL,
  total bigint NOT NULL CHECK (total > 0),
  content text NOT NULL,
  made_at timestamptz NOT NULL
);
CREATE TRIGGER card_bank_files_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_bank_files FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- Every load, from its request to its end; in the account's base currency.
CREATE TABLE card_loads (
  -- The operation of the holder, or what the cash machine's receipt gives: the same load has the same id.
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  source text NOT NULL CHECK (source IN ('account', 'mandate', 'cash')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  -- asked: waits for the holder's approval; requested: waits for the next file; sent: the other bank has it;
  -- posted; returned: posted, then taken back, or never collected; cancelled: not approved.
  status text NOT NULL CHECK (status IN ('asked', 'requested', 'sent', 'posted', 'returned', 'cancelled')),
  from_account_id uuid REFERENCES accounts (id),
  mandate_id uuid REFERENCES card_mandates (id),
  -- Which machine took the cash, and its receipt.
  acceptor text,
  receipt text,
  -- In files: at most 35 characters.
  reference text UNIQUE,
  file_id uuid REFERENCES card_bank_files (id),
  return_reason text CHECK (length(return_reason) <= 105),
  -- The programme's day and month that it counts for.
  day date NOT NULL,
  month date NOT NULL,
  asked_at timestamptz NOT NULL,
  posted_at timestamptz,
  ended_at timestamptz,
  UNIQUE (acceptor, receipt),
  CHECK ((source = 'account') = (from_account_id IS NOT NULL)),
  CHECK ((source = 'mandate') = (mandate_id IS NOT NULL)),
  CHECK ((source = 'cash') = (acceptor IS NOT NULL AND receipt IS NOT NULL))
);
CREATE INDEX card_loads_of_account ON card_loads (account_id, month);
CREATE INDEX card_loads_waiting ON card_loads (asked_at) WHERE status = 'requested';
CREATE INDEX card_loads_of_file ON card_loads (file_id) WHERE file_id IS NOT NULL;

-- PC-37: one closing of an account; its fee is charged once, whatever is asked again.
CREATE TABLE card_closings (
  account_id uuid PRIMARY KEY REFERENCES card_accounts (id),
  -- The holder's approval, or whatever else started it.
  reference text NOT NULL,
  channel text NOT NULL CHECK (channel ~ '^[a-z][a-z0-9-]{0,39}$'),
  fee_id uuid NOT NULL,
  -- Where the money goes: an account here, or an IBAN elsewhere.
  to_account_id uuid REFERENCES accounts (id),
  to_iban text,
  to_name text,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((to_account_id IS NULL) <> (to_iban IS NULL)),
  CHECK ((to_iban IS NULL) = (to_name IS NULL))
);
CREATE INDEX card_closings_open ON card_closings (started_at) WHERE ended_at IS NULL;

-- What is paid out of a card account; to an account here it is posted at once, elsewhere it goes with the next file.
CREATE TABLE card_payouts (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  currency text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  to_account_id uuid REFERENCES accounts (id),
  to_iban text,
  to_name text,
  status text NOT NULL CHECK (status IN ('ordered', 'sent', 'paid', 'returned')),
  reference text UNIQUE,
  file_id uuid REFERENCES card_bank_files (id),
  return_reason text CHECK (length(return_reason) <= 105),
  ordered_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((to_account_id IS NULL) <> (to_iban IS NULL))
);
CREATE INDEX card_payouts_of_account ON card_payouts (account_id);
CREATE INDEX card_payouts_waiting ON card_payouts (ordered_at) WHERE status = 'ordered';

-- PC-21: what was owed at the end of a day, at the rate of that day. Interest of a month is their sum, rounded once.
CREATE TABLE card_debt_days (
  account_id uuid NOT NULL,
  currency text NOT NULL,
  day date NOT NULL,
  debt bigint NOT NULL CHECK (debt > 0),
  interest_per_year_ppm integer NOT NULL CHECK (interest_per_year_ppm >= 0),
  PRIMARY KEY (account_id, currency, day),
  FOREIGN KEY (account_id, currency) REFERENCES wallets (account_id, currency)
);
CREATE TRIGGER card_debt_days_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_debt_days FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

-- PC-23: travel that the holder told of.
CREATE TABLE card_travel (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  countries text[] NOT NULL CHECK (cardinality(countries) BETWEEN 1 AND 30),
  from_day date NOT NULL,
  to_day date NOT NULL,
  -- The warnings that were shown: dynamic-conversion, restricted-country …
  warnings text[] NOT NULL,
  registered_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK (to_day >= from_day)
);
CREATE INDEX card_travel_of_account ON card_travel (account_id, to_day);
