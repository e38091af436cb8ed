-- The ledger: accounts with four counters, transfers that never change, and the state of each hold.

CREATE TABLE ledger_accounts (
  id uuid PRIMARY KEY,
  -- Place in the chart: 'customer' for the accounts of customers, else the one name of an internal account.
  chart text NOT NULL CHECK (chart ~ '^[a-z][a-z0-9:-]{0,79}$'),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- Which side may not outgrow the other; 'none' for internal accounts.
  bound text NOT NULL CHECK (bound IN ('debits', 'credits', 'none')),
  -- How far the bounded side may outgrow the other, in minor units: an overdraft or a credit line.
  credit_limit bigint NOT NULL DEFAULT 0 CHECK (credit_limit >= 0),
  -- A hot account is never locked: movements are appended to ledger_hot_entries and summed.
  hot boolean NOT NULL DEFAULT false,
  debits_posted bigint NOT NULL DEFAULT 0 CHECK (debits_posted >= 0),
  credits_posted bigint NOT NULL DEFAULT 0 CHECK (credits_posted >= 0),
  debits_pending bigint NOT NULL DEFAULT 0 CHECK (hot OR debits_pending >= 0),
  credits_pending bigint NOT NULL DEFAULT 0 CHECK (hot OR credits_pending >= 0),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  -- Without a lock there is nobody to check the bound.
  CONSTRAINT ledger_accounts_hot_unbounded CHECK (NOT hot OR bound = 'none'),
  CONSTRAINT ledger_accounts_hot_open CHECK (NOT hot OR closed_at IS NULL),
  -- The last word on funds: whatever the program does, these balances cannot become negative.
  CONSTRAINT ledger_accounts_debits_bound CHECK (bound <> 'debits' OR debits_posted + debits_pending <= credits_posted + credit_limit),
  CONSTRAINT ledger_accounts_credits_bound CHECK (bound <> 'credits' OR credits_posted + credits_pending <= debits_posted + credit_limit),
  CONSTRAINT ledger_accounts_closed_empty CHECK (closed_at IS NULL OR (debits_posted = credits_posted AND debits_pending = 0 AND credits_pending = 0))
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX ledger_accounts_chart ON ledger_accounts (chart, currency) WHERE chart <> 'customer';

-- What moved on a hot account since it was last folded. Pending amounts go down again, so they may be negative here.
CREATE TABLE ledger_hot_entries (
  account_id uuid NOT NULL,
  entry bigint GENERATED ALWAYS AS IDENTITY,
  debits_posted bigint NOT NULL CHECK (debits_posted >= 0),
  credits_posted bigint NOT NULL CHECK (credits_posted >= 0),
  debits_pending bigint NOT NULL,
  credits_pending bigint NOT NULL,
  PRIMARY KEY (account_id, entry)
);

-- One row for each leg of a transfer. The id is the caller's and names all legs together.
-- There is no foreign key to the accounts: each writer has just read them, they are never deleted,
-- and a key check for each leg would put a shared lock on the hot accounts. The ledger check looks instead.
CREATE TABLE ledger_transfers (
  id uuid NOT NULL,
  leg smallint NOT NULL CHECK (leg BETWEEN 0 AND 15),
  kind text NOT NULL CHECK (kind IN ('transfer', 'hold', 'post', 'void', 'expire')),
  hold_id uuid CHECK ((kind IN ('post', 'void', 'expire')) = (hold_id IS NOT NULL)),
  debit_account_id uuid NOT NULL,
  credit_account_id uuid NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0 AND (amount > 0 OR kind = 'post')),
  currency text NOT NULL,
  -- What kind of movement it is: the operation's kind, 'fee', 'opening' …
  code text NOT NULL CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  -- What caused it: the id of an operation, so that evidence and posting lead to each other.
  reference text NOT NULL CHECK (length(reference) <= 64),
  -- Names of both sides and the payer's words as they were on the day.
  debit_party text NOT NULL CHECK (length(debit_party) <= 140),
  credit_party text NOT NULL CHECK (length(credit_party) <= 140),
  memo text NOT NULL CHECK (length(memo) <= 140),
  expires_at timestamptz CHECK (expires_at IS NULL OR kind = 'hold'),
  created_at timestamptz NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (id, leg),
  CHECK (debit_account_id <> credit_account_id)
);
CREATE INDEX ledger_transfers_debits ON ledger_transfers (debit_account_id, position) WHERE kind IN ('transfer', 'post');
CREATE INDEX ledger_transfers_credits ON ledger_transfers (credit_account_id, position) WHERE kind IN ('transfer', 'post');

-- The only part of a hold that changes: whether it still waits.
CREATE TABLE ledger_holds (
  id uuid PRIMARY KEY,
  status text NOT NULL CHECK (status IN ('pending', 'posted', 'voided', 'expired')),
  expires_at timestamptz,
  settled_by uuid UNIQUE CHECK ((status = 'pending') = (settled_by IS NULL))
) WITH (fillfactor = 70);
CREATE INDEX ledger_holds_due ON ledger_holds (expires_at) WHERE status = 'pending';

-- Ids that were refused for the state of an account: the same id can never succeed later.
CREATE TABLE ledger_refusals (
  id uuid PRIMARY KEY,
  reason text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE FUNCTION ledger_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % never change', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_transfers_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfers FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER ledger_accounts_keep BEFORE DELETE OR TRUNCATE ON ledger_accounts FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
