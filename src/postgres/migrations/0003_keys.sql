-- When keys were rotated. The keys themselves are never in the database, not even wrapped.

CREATE TABLE key_rotations (
  data_key_id text PRIMARY KEY CHECK (data_key_id ~ '^[0-9a-f]{8}$'),
  master_key_id text NOT NULL CHECK (master_key_id ~ '^[0-9a-f]{16}$'),
  started_at timestamptz NOT NULL,
  -- Null where only the ring was wrapped again, or the sealing of rows was interrupted.
  rows_finished_at timestamptz,
  resealed bigint NOT NULL DEFAULT 0 CHECK (resealed >= 0)
);
