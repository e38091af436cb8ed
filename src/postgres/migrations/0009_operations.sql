-- Operations that wait for an approval, and what became of them.

CREATE TABLE operations (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  customer_id uuid NOT NULL REFERENCES customers (id),
  kind text NOT NULL,
  class text NOT NULL CHECK (class IN ('financial', 'non-financial')),
  status text NOT NULL CHECK (status IN ('pending', 'executed', 'rejected', 'expired', 'cancelled', 'refused')),
  -- RFC 8785 text of the details: exactly what is shown, signed and executed.
  details text NOT NULL,
  params jsonb NOT NULL,
  hold_id uuid,
  initiator text NOT NULL,
  -- Idempotency-Key of the request and a digest of its body: the same request makes one operation.
  request_key text,
  request_digest bytea,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  decided_at timestamptz,
  authenticator_id uuid REFERENCES authenticators (id),
  method text CHECK (method IN ('soft-push', 'soft-offline', 'soft-otp', 'hard-token')),
  refusal text,
  posting text,
  code_failures integer NOT NULL DEFAULT 0 CHECK (code_failures >= 0),
  -- The place of the offline chain that the coloured QR on the page asks for, and its sealed state.
  qr_device_id uuid REFERENCES soft_devices (id),
  qr_index bigint,
  qr_state bytea,
  ocra_question text,
  not_mine_at timestamptz,
  CHECK ((status = 'pending') = (decided_at IS NULL)),
  CHECK ((status = 'refused') = (refusal IS NOT NULL)),
  CHECK (status <> 'executed' OR authenticator_id IS NOT NULL)
) WITH (fillfactor = 70);
-- An executed operation used one place of one chain: the same QR code can never be taken twice.
CREATE UNIQUE INDEX operations_qr_once ON operations (qr_device_id, qr_index) WHERE qr_index IS NOT NULL;
CREATE UNIQUE INDEX operations_request_once ON operations (customer_id, initiator, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX operations_pending ON operations (customer_id) WHERE status = 'pending';
CREATE INDEX operations_due ON operations (expires_at) WHERE status = 'pending';
CREATE INDEX operations_of_customer ON operations (customer_id, id DESC);
