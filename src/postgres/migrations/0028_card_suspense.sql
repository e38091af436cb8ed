-- What the scheme moved and nobody could be charged or credited with: one row for each transfer to suspense, with what staff did about it.

CREATE TABLE card_suspense_items (
  -- Of the transfer that put it there.
  id uuid PRIMARY KEY,
  -- Null where no programme of the installation has such cards.
  programme text,
  -- purchase, cash: the scheme asked for it; refund, reversal: the scheme gave it back.
  kind text NOT NULL CHECK (kind IN ('purchase', 'cash', 'refund', 'reversal')),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  -- Where they are known: of a card that was never in use, or of the authorisation that was reversed.
  account_id uuid,
  card_id uuid,
  -- The file, message or authorisation that brought it.
  reference text NOT NULL CHECK (length(reference) <= 64),
  -- What it said, without a card number: merchant, time, what identifies it on the network.
  presentment jsonb NOT NULL,
  at timestamptz NOT NULL,
  -- asked: one person wants it resolved and another has to agree.
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'asked', 'matched', 'returned')),
  -- match: settled on a card; return: back to the scheme.
  act text CHECK (act IN ('match', 'return')),
  target_card_id uuid,
  reason text CHECK (length(reason) BETWEEN 1 AND 400),
  asked_by text CHECK (length(asked_by) <= 80),
  asked_at timestamptz,
  decided_by text CHECK (length(decided_by) <= 80),
  decided_at timestamptz,
  position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  CHECK ((status = 'open') = (act IS NULL)),
  CHECK ((act IS NULL) = (reason IS NULL) AND (act IS NULL) = (asked_by IS NULL) AND (act IS NULL) = (asked_at IS NULL)),
  CHECK ((act IS NOT DISTINCT FROM 'match') = (target_card_id IS NOT NULL)),
  CHECK ((status IN ('matched', 'returned')) = (decided_at IS NOT NULL) AND (decided_by IS NULL) = (decided_at IS NULL))
);
CREATE INDEX card_suspense_items_newest ON card_suspense_items (programme, position DESC);

INSERT INTO card_suspense_items (id, programme, kind, amount, currency, account_id, reference, presentment, at)
SELECT t.id, coalesce(f.programme, a.programme),
  coalesce(p.kind, CASE WHEN t.debit_account_id = s.id THEN 'purchase' ELSE 'reversal' END), t.amount, t.currency, p.account_id, t.reference,
  jsonb_strip_nulls(jsonb_build_object('merchantName', p.merchant_name, 'networkReference', p.network_reference,
    'occurredAt', to_char(coalesce(p.occurred_at, t.created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))), t.created_at
FROM ledger_accounts s
JOIN ledger_transfers t ON (t.debit_account_id = s.id OR t.credit_account_id = s.id) AND t.kind = 'transfer' AND t.code = 'card-suspense'
LEFT JOIN clearing_presentments p ON p.id = t.id LEFT JOIN clearing_files f ON f.id = p.file
LEFT JOIN card_accounts a ON a.id = p.account_id
WHERE s.chart = 'unmatched-suspense' ORDER BY t.position;
