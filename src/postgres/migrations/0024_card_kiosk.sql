-- Self-service kiosks: machines with a key of their own, visits, cash that was put in, receipts, and counts of the cash box.

CREATE TABLE kiosks (
  id uuid PRIMARY KEY,
  -- Card programme whose figures hold here.
  programme text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  place text NOT NULL DEFAULT '' CHECK (length(place) <= 120),
  -- The key that the machine's devices share with the bank, sealed.
  key_sealed bytea NOT NULL,
  cards_left integer NOT NULL DEFAULT 0 CHECK (cards_left >= 0),
  registered_at timestamptz NOT NULL,
  closed_at timestamptz,
  CONSTRAINT kiosks_name UNIQUE (programme, name)
);

CREATE TABLE kiosk_sign_ons (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  kiosk_id uuid NOT NULL REFERENCES kiosks (id),
  signed_on_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL
);

-- One person in front of the machine, from the first touch to the cleared screen.
CREATE TABLE kiosk_visits (
  id uuid PRIMARY KEY,
  kiosk_id uuid NOT NULL REFERENCES kiosks (id),
  language text NOT NULL,
  -- Who it is, and how that is known: a card was read, its PIN was right too, or an identity document was read.
  known_by text NOT NULL DEFAULT 'nobody' CHECK (known_by IN ('nobody', 'card', 'pin', 'document')),
  customer_id uuid REFERENCES customers (id),
  account_id uuid,
  card_id uuid,
  document jsonb,
  began_at timestamptz NOT NULL,
  used_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text CHECK (end_reason IN ('finished', 'idle', 'abandoned', 'card-kept', 'next-visit')),
  CHECK ((known_by = 'nobody') = (customer_id IS NULL) OR known_by = 'document'),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
-- One visit at a time at a machine.
CREATE UNIQUE INDEX kiosk_visits_open ON kiosk_visits (kiosk_id) WHERE ended_at IS NULL;

CREATE TABLE kiosk_deposits (
  id uuid PRIMARY KEY,
  kiosk_id uuid NOT NULL REFERENCES kiosks (id),
  visit_id uuid NOT NULL REFERENCES kiosk_visits (id),
  account_id uuid NOT NULL,
  card_id uuid NOT NULL,
  currency text NOT NULL,
  -- held: the bank could not load it by itself; staff see to it.
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'posted', 'empty', 'held')),
  refusal text,
  opened_at timestamptz NOT NULL,
  noted_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((status = 'open') = (ended_at IS NULL))
);
CREATE INDEX kiosk_deposits_open ON kiosk_deposits (noted_at) WHERE status = 'open';

-- The journal: each note before it is posted, once, under the number that the acceptor gave it.
CREATE TABLE kiosk_notes (
  id uuid PRIMARY KEY,
  deposit_id uuid NOT NULL REFERENCES kiosk_deposits (id),
  kiosk_id uuid NOT NULL REFERENCES kiosks (id),
  value bigint NOT NULL CHECK (value > 0),
  taken_at timestamptz NOT NULL
);
CREATE INDEX kiosk_notes_of_deposit ON kiosk_notes (deposit_id);
CREATE INDEX kiosk_notes_of_kiosk ON kiosk_notes (kiosk_id, taken_at);
CREATE TRIGGER kiosk_notes_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON kiosk_notes FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();

CREATE TABLE kiosk_receipts (
  id uuid PRIMARY KEY,
  kiosk_id uuid NOT NULL REFERENCES kiosks (id),
  visit_id uuid NOT NULL REFERENCES kiosk_visits (id),
  act text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('print', 'sms', 'email')),
  figures jsonb NOT NULL,
  made_at timestamptz NOT NULL
);

CREATE TABLE kiosk_cash_counts (
  id uuid PRIMARY KEY,
  kiosk_id uuid NOT NULL REFERENCES kiosks (id),
  counted_by text NOT NULL CHECK (length(counted_by) BETWEEN 1 AND 60),
  -- Notes since the count before, by the journal, and what was in the box.
  expected bigint NOT NULL,
  counted bigint NOT NULL CHECK (counted >= 0),
  counted_at timestamptz NOT NULL
);
CREATE INDEX kiosk_cash_counts_of_kiosk ON kiosk_cash_counts (kiosk_id, counted_at);

-- A card that this machine printed and gave out, once.
CREATE TABLE kiosk_card_prints (
  card_id uuid PRIMARY KEY REFERENCES cards (id),
  kiosk_id uuid NOT NULL REFERENCES kiosks (id),
  visit_id uuid NOT NULL REFERENCES kiosk_visits (id),
  printed_at timestamptz NOT NULL
);
