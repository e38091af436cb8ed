-- Card accounts, their wallets and cards, what was used of limits, authorisations as lists of events, and posted transactions.
-- The tables that every authorisation touches have the account first in their key, so that an account's rows lie together.

CREATE TABLE card_accounts (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  product text NOT NULL,
  -- The main holder.
  customer_id uuid NOT NULL REFERENCES customers (id),
  -- pending: the identity is not established (PC-02); frozen: no authorisation, clearing posts; closing: waits for holds and late clearing.
  status text NOT NULL CHECK (status IN ('pending', 'open', 'frozen', 'closing', 'closed')),
  currency text NOT NULL,
  -- The version of the terms that the holder accepted last.
  terms_version text NOT NULL,
  -- PC-38: whether the holder opted out of renewal and replacement by default.
  renewal_opted_out boolean NOT NULL DEFAULT false,
  -- PC-36, PC-49: why it is frozen; for auditors, never for the holder.
  status_reason text CHECK (status_reason IS NULL OR length(status_reason) <= 400),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  CHECK ((status = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX card_accounts_of_customer ON card_accounts (customer_id);

CREATE TABLE wallets (
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  currency text NOT NULL,
  -- A liability: what the bank owes the holder. Its debits may not outgrow its credits.
  ledger_account_id uuid NOT NULL UNIQUE REFERENCES ledger_accounts (id),
  -- PC-21: what the holder owes where a settlement took more than there was. An asset, made with the first debt.
  debt_account_id uuid UNIQUE REFERENCES ledger_accounts (id),
  debt_since timestamptz,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, currency)
);

CREATE TABLE cards (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  -- Who carries it: the main holder, or the person of an additional card.
  customer_id uuid NOT NULL REFERENCES customers (id),
  role text NOT NULL CHECK (role IN ('main', 'additional')),
  -- The first card of a line of replacements and renewals: limits count along it.
  chain_id uuid NOT NULL,
  replacement_for uuid UNIQUE REFERENCES cards (id),
  -- The number is sealed, and found by its keyed digest.
  number_sealed bytea NOT NULL,
  number_digest bytea NOT NULL UNIQUE CHECK (length(number_digest) = 32),
  last_four text NOT NULL CHECK (last_four ~ '^[0-9]{4}$'),
  sequence smallint NOT NULL DEFAULT 1,
  valid_from date NOT NULL,
  -- Last day of the month on the card.
  expires_on date NOT NULL,
  service_code text NOT NULL CHECK (service_code ~ '^[0-9]{3}$'),
  status text NOT NULL CHECK (status IN ('ordered', 'produced', 'shipped', 'inactive', 'active', 'frozen', 'suspended', 'closed')),
  -- Why it is suspended or closed: lost, stolen, damaged, expired, fraud, request, misuse, breach, illegality, false-data, recalled …
  status_reason text CHECK (status_reason IS NULL OR status_reason ~ '^[a-z][a-z0-9-]{0,39}$'),
  -- Sealed PIN verification value (PVV); null until a PIN was chosen or delivered.
  pin_sealed bytea,
  pin_status text NOT NULL DEFAULT 'none' CHECK (pin_status IN ('none', 'set', 'blocked')),
  -- PC-04: the PIN can be fetched once.
  pin_delivered_at timestamptz,
  pin_failures smallint NOT NULL DEFAULT 0 CHECK (pin_failures >= 0),
  -- The holder's own limits: {channels, countries, merchantGroups, limits}; see src/modules/cards/rules/controls.ts.
  controls jsonb NOT NULL DEFAULT '{}',
  issued_at timestamptz NOT NULL,
  activated_at timestamptz,
  closed_at timestamptz,
  CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((pin_status = 'none') = (pin_sealed IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX cards_of_account ON cards (account_id);
CREATE INDEX cards_of_customer ON cards (customer_id);
CREATE INDEX cards_of_last_four ON cards (last_four);

-- What a line of cards has used, in minor units of the account's currency; days and months are the programme's.
CREATE TABLE card_usage (
  account_id uuid NOT NULL,
  chain_id uuid NOT NULL,
  day date NOT NULL,
  month date NOT NULL,
  purchase_day_count integer NOT NULL DEFAULT 0,
  purchase_day_sum bigint NOT NULL DEFAULT 0,
  purchase_month_count integer NOT NULL DEFAULT 0,
  purchase_month_sum bigint NOT NULL DEFAULT 0,
  cash_day_count integer NOT NULL DEFAULT 0,
  cash_day_sum bigint NOT NULL DEFAULT 0,
  cash_month_count integer NOT NULL DEFAULT 0,
  cash_month_sum bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, chain_id)
) WITH (fillfactor = 70);

-- An authorisation is the list of its events; what it is now is folded from them.
CREATE TABLE card_authorization_events (
  account_id uuid NOT NULL,
  -- Derived from what identifies the message on the network, so that a repeat meets the first (src/modules/card-authorizations/rules/network-key.ts).
  authorization_id uuid NOT NULL,
  seq smallint NOT NULL CHECK (seq >= 0),
  kind text NOT NULL CHECK (kind IN ('request', 'advice', 'increment', 'reversal', 'clearing', 'refund', 'expiry', 'inquiry')),
  -- The id of this message alone: its own network key. A repeat of any message is found among the events of its authorisation.
  message_id uuid NOT NULL,
  card_id uuid NOT NULL,
  -- approved, or the reason of the refusal (src/modules/card-authorizations/rules/reasons.ts).
  outcome text NOT NULL CHECK (octet_length(outcome) BETWEEN 1 AND 40),
  -- In the wallet's currency; what this event adds to or takes from what is held, per wallet: [{currency, amount, holdId …}].
  -- json, not jsonb: written once, seldom read in parts, and taken as it comes.
  holds json NOT NULL,
  -- The message as it was understood, without card number, PIN and verification values.
  request json NOT NULL,
  -- What was answered: DE 38, DE 39, amounts. A repeat is answered from here.
  answer json NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (account_id, authorization_id, seq)
);

-- What was posted on wallets, as holders and staff see it; one row for each wallet that a transaction drew on. Rows never change.
CREATE TABLE card_transactions (
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  id uuid NOT NULL,
  part smallint NOT NULL DEFAULT 0 CHECK (part >= 0),
  card_id uuid REFERENCES cards (id),
  kind text NOT NULL CHECK (kind IN ('purchase', 'cash', 'refund', 'load', 'fee', 'exchange', 'interest', 'recovery', 'payout',
    'dispute-credit', 'dispute-debit', 'adjustment')),
  -- The fee's name, the recovery's reason …
  detail text NOT NULL DEFAULT '' CHECK (length(detail) <= 80),
  wallet_currency text NOT NULL,
  -- Minor units of the wallet's currency; negative where it left the wallet or became a debt.
  amount bigint NOT NULL CHECK (amount <> 0),
  -- Of the amount: value added tax, with its rate.
  vat_amount bigint NOT NULL DEFAULT 0,
  vat_ppm integer NOT NULL DEFAULT 0,
  -- What the merchant or machine asked, in its own currency; null for what has no other side.
  original_amount bigint,
  original_currency text,
  -- PC-22: wallet units for one original unit, exact, with its source, time and mark-up.
  rate_numerator numeric,
  rate_denominator numeric,
  rate_source text,
  rate_at timestamptz,
  mark_up_ppm integer NOT NULL DEFAULT 0,
  merchant_name text NOT NULL DEFAULT '' CHECK (length(merchant_name) <= 140),
  merchant_id text,
  terminal_id text,
  mcc text,
  city text,
  country text,
  -- PC-48
  verification text CHECK (verification IS NULL OR verification IN ('pin', 'signature', 'approval', 'cvv2', 'none')),
  entry_mode text,
  -- PC-23, PC-44: {offeredAmount, offeredCurrency, accepted, terminalCurrency, amountGiven …}
  dynamic_conversion jsonb,
  authorization_id uuid,
  -- The transaction that this one belongs to: of a fee, a refund, a provisional credit.
  parent_id uuid,
  network_reference text CHECK (network_reference IS NULL OR length(network_reference) <= 64),
  -- PC-39: what applied.
  terms_version text NOT NULL,
  fee_version text,
  hold_policy_version text,
  -- When the holder did it, when it was posted, and the programme's day of the posting.
  occurred_at timestamptz NOT NULL,
  posted_at timestamptz NOT NULL,
  posted_on date NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (account_id, id, part)
);
CREATE INDEX card_transactions_by_day ON card_transactions (account_id, posted_on, position);
CREATE INDEX card_transactions_of_authorization ON card_transactions (account_id, authorization_id) WHERE authorization_id IS NOT NULL;
CREATE TRIGGER card_transactions_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_transactions FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
CREATE TRIGGER card_authorization_events_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_authorization_events
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
