-- Hearings that have no place and whose last lawful day is near or gone.

CREATE TABLE escalations (
    court_id text NOT NULL,
    hearing_id uuid NOT NULL,
    case_id uuid NOT NULL,
    since timestamptz NOT NULL,
    code text NOT NULL CHECK (code IN ('limit_passed', 'after_limit', 'limit_near')),
    limit_on date NOT NULL,
    rule text NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (hearing_id, since),
    CHECK (ended_at >= since)
);
COMMENT ON TABLE escalations IS 'That hearings may miss their limit, from the moment it was first so until it is no longer; a hearing may have several, one after the other.';
COMMENT ON COLUMN escalations.code IS 'limit_passed: the last lawful day is over; after_limit: a place is free only after it; limit_near: there is no place, and it is near.';
COMMENT ON COLUMN escalations.limit_on IS 'The last lawful day as it was computed last.';
COMMENT ON COLUMN escalations.rule IS 'The code of the rule that sets it.';
COMMENT ON COLUMN escalations.ended_at IS 'Null while somebody has to act.';
CREATE UNIQUE INDEX escalations_open ON escalations (court_id, hearing_id) WHERE ended_at IS NULL;
CREATE INDEX escalations_of_court ON escalations (court_id, ended_at);
