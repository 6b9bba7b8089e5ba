-- What every service stands on: events out, events in, events that wait, events that failed.

CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    key bytea,
    headers json NOT NULL,
    value bytea NOT NULL,
    created_at timestamptz NOT NULL
);
COMMENT ON TABLE outbox IS 'Records to send, written in the transaction whose facts they tell; the relay deletes what Kafka acknowledged.';
COMMENT ON COLUMN outbox.headers IS 'Kafka headers as [[name, value], ...], sent as they stand.';
-- A row lives for milliseconds: without eager vacuum the dead ones slow every poll of the relay.
ALTER TABLE outbox SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0
);

CREATE TABLE outbox_parked (
    id bigint PRIMARY KEY,
    topic text NOT NULL,
    key bytea,
    headers json NOT NULL,
    value bytea NOT NULL,
    created_at timestamptz NOT NULL,
    reason text NOT NULL
);
COMMENT ON TABLE outbox_parked IS 'Records that Kafka refuses for good (too large, not permitted); an operator decides.';

CREATE TABLE inbox (
    event_id uuid PRIMARY KEY,
    received_at timestamptz NOT NULL
);
COMMENT ON TABLE inbox IS 'Ids of the events taken in; a known id is dropped. Kept longer than any topic keeps its records.';
CREATE INDEX inbox_received_at ON inbox USING brin (received_at);

CREATE TABLE waiting (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid NOT NULL UNIQUE,
    topic text NOT NULL,
    court_id text NOT NULL,
    subject text NOT NULL,
    code text NOT NULL,
    field text NOT NULL,
    reference text NOT NULL,
    record_partition integer NOT NULL,
    record_offset bigint NOT NULL,
    record_timestamp_ms bigint NOT NULL,
    record_key bytea,
    record_headers json NOT NULL,
    record_value bytea,
    since timestamptz NOT NULL,
    deadline timestamptz NOT NULL
);
COMMENT ON TABLE waiting IS 'Events that refer to something not known yet, and what came later about the same subject, in order.';
COMMENT ON COLUMN waiting.code IS 'Dead letter code if the deadline passes: unknown_case, unknown_court, ...';
COMMENT ON COLUMN waiting.record_headers IS 'Kafka headers as [[name, base64 or null], ...].';
CREATE INDEX waiting_by_court ON waiting (topic, court_id, id);

CREATE TABLE dead_letters (
    dead_letter_id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('parked', 'replaying', 'replayed', 'discarded')),
    event_id uuid,
    reasons json NOT NULL,
    attempts integer NOT NULL,
    first_failed_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    topic text NOT NULL,
    record_partition integer NOT NULL,
    record_offset bigint NOT NULL,
    record_timestamp_ms bigint NOT NULL,
    record_key bytea,
    record_headers json NOT NULL,
    record_value bytea,
    record_sha256 bytea NOT NULL,
    UNIQUE (topic, record_partition, record_offset, record_sha256)
);
COMMENT ON TABLE dead_letters IS 'Records that could not be used, whole, so that they can be replayed for this service alone.';
COMMENT ON COLUMN dead_letters.reasons IS '[{field, code, text}, ...]';
COMMENT ON COLUMN dead_letters.record_sha256 IS 'Of the value; makes the place in the topic unique even if the topic was made anew.';
CREATE INDEX dead_letters_open ON dead_letters (state, first_failed_at) WHERE state IN ('parked', 'replaying');
