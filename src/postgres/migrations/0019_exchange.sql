-- Rates of exchange by source and day, in versions that never change, and quotes that are kept for their time and used once.

CREATE TABLE exchange_rates (
  id uuid PRIMARY KEY,
  -- Who published them: a scheme, a central bank.
  source text NOT NULL CHECK (source ~ '^[a-z][a-z0-9-]{0,39}$'),
  -- They are for this day of the source, from its first instant on, until those of a later day.
  day date NOT NULL,
  valid_from timestamptz NOT NULL,
  -- A correction is the next version of the day.
  version integer NOT NULL CHECK (version > 0),
  base text NOT NULL CHECK (base ~ '^[A-Z]{3}$'),
  -- {currency: decimal}: how many of the currency one of the base buys, as published.
  rates jsonb NOT NULL CHECK (jsonb_typeof(rates) = 'object'),
  -- Currencies whose change was absurd and was confirmed by whoever imported it.
  confirmed text[] NOT NULL,
  imported_at timestamptz NOT NULL,
  UNIQUE (source, day, version)
);
CREATE INDEX exchange_rates_newest ON exchange_rates (valid_from DESC, imported_at DESC, version DESC);
CREATE TRIGGER exchange_rates_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_rates FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

CREATE TABLE exchange_quotes (
  id uuid PRIMARY KEY,
  -- Whom it was given: a card account. Nobody else can use it.
  account_id uuid NOT NULL,
  from_amount bigint NOT NULL CHECK (from_amount > 0),
  from_currency text NOT NULL,
  to_amount bigint NOT NULL CHECK (to_amount > 0),
  to_currency text NOT NULL,
  -- In the currency that is bought; not part of to_amount.
  spread_amount bigint NOT NULL CHECK (spread_amount >= 0),
  spread_ppm integer NOT NULL CHECK (spread_ppm >= 0),
  -- What one unit of the sold currency buys without the spread, exact.
  rate_numerator numeric NOT NULL CHECK (rate_numerator > 0),
  rate_denominator numeric NOT NULL CHECK (rate_denominator > 0),
  rate_source text NOT NULL,
  rate_day date NOT NULL,
  quoted_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  -- The exchange that used it: asked again with the same id it is given again.
  used_by uuid,
  CHECK (from_currency <> to_currency),
  CHECK ((used_at IS NULL) = (used_by IS NULL))
);
CREATE INDEX exchange_quotes_over ON exchange_quotes (expires_at) WHERE used_at IS NULL;
