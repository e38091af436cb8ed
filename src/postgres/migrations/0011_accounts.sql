-- Current accounts, their holders, debit cards with their PINs, and the day totals of payments.

CREATE TABLE accounts (
  id uuid PRIMARY KEY REFERENCES ledger_accounts (id),
  programme text NOT NULL,
  -- Ten digits, the last one a check digit; the IBAN is derived from it.
  number text NOT NULL UNIQUE CHECK (number ~ '^[0-9]{10}$'),
  iban text NOT NULL UNIQUE CHECK (iban ~ '^OM[0-9]{21}$'),
  currency text NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'closed')),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);

CREATE TABLE account_holders (
  account_id uuid NOT NULL REFERENCES accounts (id),
  customer_id uuid NOT NULL REFERENCES customers (id),
  role text NOT NULL CHECK (role IN ('first', 'joint')),
  since timestamptz NOT NULL,
  PRIMARY KEY (customer_id, account_id)
);
CREATE INDEX account_holders_of_account ON account_holders (account_id);
CREATE UNIQUE INDEX account_holders_one_first ON account_holders (account_id) WHERE role = 'first';

CREATE TABLE debit_cards (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  customer_id uuid NOT NULL,
  account_id uuid NOT NULL,
  -- The number itself is sealed; it is found by its keyed digest.
  number_sealed bytea NOT NULL,
  number_digest bytea NOT NULL CHECK (length(number_digest) = 32),
  last_four text NOT NULL CHECK (last_four ~ '^[0-9]{4}$'),
  -- Last day of the month printed on the card.
  expires_on date NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'closed')),
  -- Keyed digest of the PIN, bound to this card.
  pin_verification bytea NOT NULL CHECK (length(pin_verification) = 32),
  pin_tries_max smallint NOT NULL DEFAULT 3 CHECK (pin_tries_max BETWEEN 1 AND 10),
  pin_failures smallint NOT NULL DEFAULT 0 CHECK (pin_failures BETWEEN 0 AND pin_tries_max),
  issued_at timestamptz NOT NULL,
  CONSTRAINT debit_cards_number UNIQUE (programme, number_digest),
  FOREIGN KEY (customer_id, account_id) REFERENCES account_holders (customer_id, account_id)
);
CREATE INDEX debit_cards_of_customer ON debit_cards (customer_id);

-- Rows that are written in place of a card that does not match, so that a miss costs what a wrong PIN costs.
CREATE TABLE debit_card_decoys (
  slot smallint PRIMARY KEY,
  writes bigint NOT NULL DEFAULT 0
);
INSERT INTO debit_card_decoys (slot) SELECT generate_series(0, 63);

-- What a customer has paid and held today, in minor units; the day is the programme's.
CREATE TABLE payment_days (
  customer_id uuid NOT NULL REFERENCES customers (id),
  programme text NOT NULL,
  day date NOT NULL,
  currency text NOT NULL,
  total bigint NOT NULL CHECK (total >= 0),
  PRIMARY KEY (customer_id, programme, day, currency)
);

CREATE TABLE billers (
  id text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{1,39}$'),
  programme text NOT NULL,
  -- Texts in ar, en, fa, kk.
  name jsonb NOT NULL,
  reference_label jsonb NOT NULL,
  reference_pattern text NOT NULL,
  reference_example text NOT NULL,
  category text NOT NULL CHECK (category IN ('telecom', 'electricity', 'water', 'government', 'education')),
  ledger_account_id uuid NOT NULL REFERENCES ledger_accounts (id),
  status text NOT NULL CHECK (status IN ('open', 'closed'))
);
