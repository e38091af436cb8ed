-- The keys that card data are made and checked with, PINs until they are delivered, and what a holder may see once after an approval.

-- Every key is sealed by the key store; only src/modules/card-security opens one. An old version stays as history, its key erased.
CREATE TABLE card_keys (
  id uuid PRIMARY KEY,
  -- cvk: card verification values; pvk: PIN verification values; zpk: PIN blocks of a network connection; zmk: wraps a connection's zpk.
  kind text NOT NULL CHECK (kind IN ('cvk', 'pvk', 'zpk', 'zmk')),
  -- tdes: two keys of 8 bytes with odd parity, for PIN block formats 0 and 3; aes: 16 bytes, for format 4.
  algorithm text NOT NULL CHECK (algorithm IN ('tdes', 'aes')),
  -- The network connection of a zpk or zmk; 'cards' for cvk and pvk.
  connection text NOT NULL CHECK (connection ~ '^[a-z][a-z0-9-]{0,39}$'),
  version integer NOT NULL CHECK (version > 0),
  key_sealed bytea,
  -- Three bytes in hexadecimal that tell keys apart and give none away (src/crypto/block-cipher.ts).
  check_value text NOT NULL CHECK (check_value ~ '^[0-9A-F]{6}$'),
  made_at timestamptz NOT NULL,
  ended_at timestamptz,
  UNIQUE (kind, algorithm, connection, version),
  CHECK ((ended_at IS NULL) = (key_sealed IS NOT NULL))
);
CREATE UNIQUE INDEX card_keys_current ON card_keys (kind, algorithm, connection) WHERE ended_at IS NULL;

ALTER TABLE cards
  ADD COLUMN form text NOT NULL DEFAULT 'physical' CHECK (form IN ('physical', 'virtual')),
  -- The holder's own freeze; it outlives a suspension by the issuer.
  ADD COLUMN frozen_at timestamptz,
  -- Whether the holder is told of each use by SMS (PC-32 asks for it).
  ADD COLUMN notify boolean NOT NULL DEFAULT true;
CREATE INDEX cards_of_expiry ON cards (expires_on) WHERE status <> 'closed';

-- PC-04: a new PIN waits here, sealed, until it is delivered. The row goes with the delivery.
CREATE TABLE card_pins_waiting (
  card_id uuid PRIMARY KEY REFERENCES cards (id),
  account_id uuid NOT NULL,
  pin_sealed bytea NOT NULL,
  made_at timestamptz NOT NULL
);

-- PC-04: what the holder of a card approved to see, or the change of PIN that was approved. It serves once, and only until the end.
CREATE TABLE card_detail_grants (
  operation_id uuid PRIMARY KEY REFERENCES operations (id),
  card_id uuid NOT NULL REFERENCES cards (id),
  customer_id uuid NOT NULL REFERENCES customers (id),
  shows text NOT NULL CHECK (shows IN ('number', 'pin', 'pin-change')),
  expires_at timestamptz NOT NULL,
  shown_at timestamptz
);

-- PC-36, PC-54: why the issuer or the scheme did something to a card or an account: for auditors, never for the holder.
CREATE TABLE card_issuer_acts (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES card_accounts (id),
  card_id uuid REFERENCES cards (id),
  act text NOT NULL CHECK (act ~ '^[a-z][a-z0-9-]{0,39}$'),
  reason text NOT NULL CHECK (reason ~ '^[a-z][a-z0-9-]{0,39}$'),
  note text NOT NULL DEFAULT '' CHECK (length(note) <= 400),
  actor text NOT NULL CHECK (length(actor) <= 80),
  at timestamptz NOT NULL
);
CREATE INDEX card_issuer_acts_of_account ON card_issuer_acts (account_id, at);
CREATE INDEX card_issuer_acts_of_card ON card_issuer_acts (card_id, at) WHERE card_id IS NOT NULL;
