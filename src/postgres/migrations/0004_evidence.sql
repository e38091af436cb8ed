-- Evidence: several hash chains, written once, whose heads and counts are signed together.

CREATE TABLE evidence_chains (
  chain smallint PRIMARY KEY CHECK (chain BETWEEN 0 AND 255),
  count bigint NOT NULL CHECK (count >= 0),
  -- Link hash of the newest record, or the chain's origin while it has none.
  head bytea NOT NULL CHECK (octet_length(head) = 32)
) WITH (fillfactor = 10);

INSERT INTO evidence_chains (chain, count, head)
SELECT chain, 0, sha256(convert_to('ramz/1/evidence/chain/' || chain, 'UTF8')) FROM generate_series(0, 15) AS chain;

CREATE TABLE evidence_records (
  chain smallint NOT NULL REFERENCES evidence_chains (chain),
  seq bigint NOT NULL CHECK (seq > 0),
  kind text NOT NULL,
  subject text NOT NULL,
  customer_id uuid,
  recorded_at timestamptz NOT NULL,
  -- RFC 8785 text of the whole record, the bytes that record_hash is made of.
  record text NOT NULL,
  record_hash bytea NOT NULL CHECK (octet_length(record_hash) = 32),
  link_hash bytea NOT NULL CHECK (octet_length(link_hash) = 32),
  PRIMARY KEY (chain, seq)
);
CREATE INDEX evidence_records_subject ON evidence_records (subject);
CREATE INDEX evidence_records_time ON evidence_records USING brin (recorded_at) WITH (pages_per_range = 16);

CREATE TABLE evidence_heads (
  number bigint PRIMARY KEY CHECK (number > 0),
  signed_at timestamptz NOT NULL,
  -- RFC 8785 text of the statement: the count and head of every chain, and the hash of the statement before.
  statement text NOT NULL,
  signature bytea NOT NULL,
  key_id text NOT NULL,
  public_key text NOT NULL
);
CREATE INDEX evidence_heads_time ON evidence_heads (signed_at);

-- Records and heads are written once: whoever wants to change one must first take the trigger away, and the signed heads
-- outside the database still tell.
CREATE FUNCTION evidence_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'evidence is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER evidence_records_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_records
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
CREATE TRIGGER evidence_heads_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_heads
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
CREATE TRIGGER evidence_chains_kept BEFORE DELETE OR TRUNCATE ON evidence_chains
  FOR EACH STATEMENT EXECUTE FUNCTION evidence_is_append_only();
CREATE TRIGGER evidence_chains_only_grow BEFORE UPDATE ON evidence_chains
  FOR EACH ROW WHEN (NEW.count <= OLD.count OR NEW.chain <> OLD.chain) EXECUTE FUNCTION evidence_is_append_only();

-- Appends records to one chain and gives their places. Called last in a transaction, so that the chain's row is locked for
-- the time of the commit only. A transaction that appends again stays on its chain: with one chain lock each, two
-- transactions can never wait for each other.
CREATE FUNCTION evidence_append(
  kinds text[], subjects text[], customers uuid[], recorded_at timestamptz, records text[], hashes bytea[]
) RETURNS TABLE (appended_chain smallint, appended_seq bigint) LANGUAGE plpgsql AS $$
DECLARE
  own text := current_setting('ramz.evidence_chain', true);
  mine smallint := coalesce(nullif(own, '')::smallint, (pg_backend_pid() % 16)::smallint);
  at_count bigint;
  link bytea;
BEGIN
  IF coalesce(own, '') = '' THEN
    -- Any free chain will do, the session's usual one first.
    SELECT c.chain, c.count, c.head INTO mine, at_count, link
      FROM evidence_chains AS c ORDER BY (c.chain - mine + 16) % 16 LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF at_count IS NULL THEN
      mine := (pg_backend_pid() % 16)::smallint;
    END IF;
  END IF;
  IF at_count IS NULL THEN
    SELECT c.count, c.head INTO STRICT at_count, link FROM evidence_chains AS c WHERE c.chain = mine FOR UPDATE;
  END IF;
  PERFORM set_config('ramz.evidence_chain', mine::text, true);
  FOR place IN 1 .. cardinality(records) LOOP
    at_count := at_count + 1;
    link := sha256(link || int8send(at_count) || hashes[place]);
    INSERT INTO evidence_records (chain, seq, kind, subject, customer_id, recorded_at, record, record_hash, link_hash)
      VALUES (mine, at_count, kinds[place], subjects[place], customers[place], evidence_append.recorded_at, records[place], hashes[place], link);
    appended_chain := mine;
    appended_seq := at_count;
    RETURN NEXT;
  END LOOP;
  UPDATE evidence_chains AS c SET count = at_count, head = link WHERE c.chain = mine;
END $$;
