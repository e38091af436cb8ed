-- The outbox of messages, receipts and inbound SMS, one-time codes, webhook endpoints and their deliveries.

CREATE TABLE messages (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  -- Null for messages to staff.
  customer_id uuid REFERENCES customers (id),
  channel text NOT NULL CHECK (channel IN ('sms', 'email', 'push')),
  template text NOT NULL,
  language text NOT NULL CHECK (language IN ('ar', 'en', 'fa', 'kk')),
  -- E.164 number, e-mail address, or the id of the device that the push wakes.
  recipient text NOT NULL CHECK (length(recipient) BETWEEN 1 AND 254),
  sender text NOT NULL,
  -- What the template shows, without anything secret.
  values jsonb NOT NULL CHECK (jsonb_typeof(values) = 'object'),
  -- Codes, sealed until the message left the house or became useless, then erased.
  secrets bytea,
  -- A message that nobody needs after this time is not sent any more.
  useless_at timestamptz,
  status text NOT NULL CHECK (status IN ('queued', 'sent', 'delivered', 'failed', 'expired')),
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  -- When the next attempt is due; while an attempt runs, when it counts as lost.
  next_attempt_at timestamptz,
  failure text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  delivered_at timestamptz,
  CHECK ((status = 'queued') = (next_attempt_at IS NOT NULL)),
  CHECK (status = 'queued' OR secrets IS NULL),
  CHECK (status NOT IN ('sent', 'delivered') OR sent_at IS NOT NULL)
);
CREATE INDEX messages_due ON messages (next_attempt_at) WHERE status = 'queued';
CREATE INDEX messages_of_customer ON messages (customer_id, id DESC);

-- One row for each part of a sent SMS. A receipt may come before the answer to the submission: then message_id is still null.
CREATE TABLE message_receipts (
  provider_id text PRIMARY KEY,
  message_id uuid REFERENCES messages (id),
  state text NOT NULL CHECK (state IN ('waiting', 'delivered', 'undelivered')),
  reason text,
  reported_at timestamptz NOT NULL
);
CREATE INDEX message_receipts_of ON message_receipts (message_id);

-- SMS that customers sent. The digest settles repetitions by the centre: the same text from the same number counts once.
CREATE TABLE inbound_messages (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  sender text NOT NULL,
  recipient text NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE INDEX inbound_messages_age ON inbound_messages (received_at);

CREATE TABLE one_time_codes (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  customer_id uuid REFERENCES customers (id),
  purpose text NOT NULL CHECK (purpose ~ '^[a-z][a-z0-9-]{1,39}$'),
  subject_id text NOT NULL CHECK (length(subject_id) BETWEEN 1 AND 100),
  channel text NOT NULL CHECK (channel IN ('sms', 'email')),
  -- Keyed digests: neither the code nor the address stands here.
  code_digest bytea NOT NULL CHECK (length(code_digest) = 32),
  recipient_digest bytea NOT NULL CHECK (length(recipient_digest) = 32),
  status text NOT NULL CHECK (status IN ('open', 'used', 'replaced')),
  attempts integer NOT NULL DEFAULT 0,
  attempts_max integer NOT NULL CHECK (attempts_max > 0),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  resend_at timestamptz NOT NULL,
  used_at timestamptz,
  -- No more guesses than the programme allows, whatever the code above says.
  CONSTRAINT one_time_codes_attempts CHECK (attempts BETWEEN 0 AND attempts_max),
  CHECK ((status = 'used') = (used_at IS NOT NULL)),
  CHECK (status <> 'used' OR attempts > 0)
);
-- A newer code replaces the one before it.
CREATE UNIQUE INDEX one_time_codes_one_open ON one_time_codes (purpose, subject_id) WHERE status = 'open';
CREATE INDEX one_time_codes_of_subject ON one_time_codes (purpose, subject_id, created_at DESC);
CREATE INDEX one_time_codes_of_recipient ON one_time_codes (recipient_digest, created_at);
CREATE INDEX one_time_codes_age ON one_time_codes (created_at);

CREATE TABLE webhook_endpoints (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  url text NOT NULL CHECK (length(url) <= 500),
  description text NOT NULL DEFAULT '' CHECK (length(description) <= 200),
  -- Empty: every type.
  event_types text[] NOT NULL,
  secret bytea NOT NULL,
  -- After a rotation both secrets sign until the old one ends.
  previous_secret bytea,
  previous_secret_until timestamptz,
  status text NOT NULL CHECK (status IN ('active', 'disabled', 'deleted')),
  disabled_reason text CHECK (disabled_reason IN ('by-client', 'failing')),
  failing_since timestamptz,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL)),
  CHECK ((status = 'disabled') = (disabled_reason IS NOT NULL))
);
CREATE INDEX webhook_endpoints_of ON webhook_endpoints (programme) WHERE status <> 'deleted';

CREATE TABLE webhook_events (
  id uuid PRIMARY KEY,
  programme text NOT NULL,
  type text NOT NULL,
  object text NOT NULL,
  -- The body exactly as it is signed and sent.
  body text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE webhook_deliveries (
  -- The order in which one object's events are told.
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id uuid NOT NULL REFERENCES webhook_events (id) ON DELETE CASCADE,
  endpoint_id uuid NOT NULL REFERENCES webhook_endpoints (id),
  object text NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  last_answer text,
  created_at timestamptz NOT NULL,
  delivered_at timestamptz,
  UNIQUE (event_id, endpoint_id),
  CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL))
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_line ON webhook_deliveries (endpoint_id, object, position) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_of ON webhook_deliveries (endpoint_id, position DESC);
