-- Holds of cards cost one row: a hold without an expiry of its own is pending until its row in ledger_holds exists.

-- Internal accounts are hot and have one name and currency; wallets and their debts share a name and are told apart by id.
DROP INDEX ledger_accounts_chart;
CREATE UNIQUE INDEX ledger_accounts_chart ON ledger_accounts (chart, currency) WHERE hot;

-- A row without a settlement needs no place in the index.
ALTER TABLE ledger_holds DROP CONSTRAINT ledger_holds_settled_by_key;
CREATE UNIQUE INDEX ledger_holds_settled_by ON ledger_holds (settled_by) WHERE settled_by IS NOT NULL;

-- Rows that were written without an expiry and still wait say what their absence says from now on.
DELETE FROM ledger_holds WHERE status = 'pending' AND expires_at IS NULL;
ALTER TABLE ledger_holds ADD CONSTRAINT ledger_holds_pending_expires CHECK (status <> 'pending' OR expires_at IS NOT NULL);

-- The programme's time zone, kept with the account: the day of a posting needs no programme file.
ALTER TABLE card_accounts ADD COLUMN time_zone text NOT NULL;

-- Few wallets owe: which of a batch's do is read without a look at the others.
CREATE INDEX wallets_in_debt ON wallets (account_id) WHERE debt_account_id IS NOT NULL;

-- A pattern is matched at every change of a row, whatever changed: it cost as much as the change. Names are the program's own words,
-- and accounts are opened in one place.
ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_chart_check, DROP CONSTRAINT ledger_accounts_currency_check;
ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_names CHECK (octet_length(chart) BETWEEN 1 AND 80 AND octet_length(currency) = 3);
ALTER TABLE ledger_transfers DROP CONSTRAINT ledger_transfers_code_check;
ALTER TABLE ledger_transfers ADD CONSTRAINT ledger_transfers_code CHECK (octet_length(code) BETWEEN 1 AND 40);
