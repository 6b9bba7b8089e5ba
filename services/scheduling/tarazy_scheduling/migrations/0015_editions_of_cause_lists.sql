-- A day's list of hearings is published in editions: what was published stays as it was.

CREATE TABLE cause_lists (
    court_id text NOT NULL,
    day date NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    edition text NOT NULL CHECK (edition IN ('draft', 'final', 'amended')),
    sha256 bytea NOT NULL CHECK (octet_length(sha256) = 32),
    published_at timestamptz NOT NULL,
    document bytea,
    PRIMARY KEY (court_id, day, number)
);
COMMENT ON TABLE cause_lists IS 'Editions of courts'' public lists of hearings, one row each.';
COMMENT ON COLUMN cause_lists.number IS '1, 2, … of the day.';
COMMENT ON COLUMN cause_lists.sha256 IS 'Of the bytes that were published.';
COMMENT ON COLUMN cause_lists.document IS 'The bytes; null once they were forgotten, because they name people.';
CREATE INDEX cause_lists_remembered ON cause_lists (day) WHERE document IS NOT NULL;
