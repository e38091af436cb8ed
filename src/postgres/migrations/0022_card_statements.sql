-- Monthly statements as they were made: data that never changes; other forms (PDF, CSV) are made from it.

CREATE TABLE card_statements (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  -- First and last day of the period, both in it; days of the programme.
  from_day date NOT NULL,
  to_day date NOT NULL,
  -- The day that it is of: the day after the period; disputes count from it.
  statement_day date NOT NULL,
  language text NOT NULL CHECK (language IN ('ar', 'en', 'fa', 'kk')),
  -- The whole statement: src/modules/card-statements/rules/statement.ts.
  content jsonb NOT NULL,
  made_at timestamptz NOT NULL,
  UNIQUE (account_id, statement_day),
  CHECK (to_day >= from_day AND statement_day > to_day)
);

-- PC-27: opening plus entries equals closing, for each wallet, also for whoever reads the tables.
CREATE TABLE card_statement_wallets (
  statement_id uuid NOT NULL REFERENCES card_statements (id),
  currency text NOT NULL,
  opening bigint NOT NULL,
  entries bigint NOT NULL,
  closing bigint NOT NULL,
  PRIMARY KEY (statement_id, currency),
  CHECK (opening + entries = closing)
);
CREATE TRIGGER card_statements_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_statements FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER card_statement_wallets_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_statement_wallets
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
