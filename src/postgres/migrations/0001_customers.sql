-- Who the bank's customers are and how it reaches them.

CREATE TABLE customers (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  -- The number that people say and staff type; never an account number.
  number text NOT NULL CHECK (number ~ '^[0-9]{6,12}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  name_latin text NOT NULL CHECK (length(name_latin) BETWEEN 1 AND 120),
  language text NOT NULL CHECK (language IN ('ar', 'en', 'fa', 'kk')),
  civil_id_sealed bytea NOT NULL,
  civil_id_digest bytea NOT NULL CHECK (length(civil_id_digest) = 32),
  birth_date date NOT NULL,
  -- E.164: a plus sign and at most 15 digits.
  mobile text NOT NULL CHECK (mobile ~ '^\+[1-9][0-9]{6,14}$'),
  mobile_verified_at timestamptz,
  mobile_changed_at timestamptz,
  email text CHECK (email IS NULL OR length(email) BETWEEN 3 AND 254),
  address text NOT NULL DEFAULT '' CHECK (length(address) <= 400),
  created_at timestamptz NOT NULL,
  closed_at timestamptz,
  CONSTRAINT customers_number UNIQUE (programme, number),
  CONSTRAINT customers_civil_id UNIQUE (programme, civil_id_digest)
);

-- RB-03: a mobile number serves one living customer of a programme.
CREATE UNIQUE INDEX customers_mobile ON customers (programme, mobile) WHERE closed_at IS NULL;
CREATE INDEX customers_name ON customers (programme, lower(name_latin) text_pattern_ops);
