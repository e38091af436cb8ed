-- What messages settled (0220), by whatever identifies it on the network: a clearing file that brings it too finds it here.

CREATE TABLE card_message_settlements (
  -- Of the card; where it is not known, all zeros.
  account_id uuid NOT NULL,
  -- An id of the authorisation or of the message, from its trace id or its elements (src/modules/card-authorizations/rules/network-key.ts).
  key uuid NOT NULL,
  -- What it posted: the id of the transaction, or of the transfer to suspense.
  message_id uuid NOT NULL,
  refund boolean NOT NULL,
  -- In the merchant's currency.
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (account_id, key, message_id)
);
CREATE TRIGGER card_message_settlements_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON card_message_settlements
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep();
