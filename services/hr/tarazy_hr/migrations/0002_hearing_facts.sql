-- HR's own copy of what scheduling says about cases and hearings: for what an absence would hit, and for evaluation.

CREATE TABLE case_facts (
    case_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    version bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('allocated', 'unallocated')),
    judge uuid,
    panel uuid[] NOT NULL,
    told_at timestamptz NOT NULL
);
COMMENT ON TABLE case_facts IS 'Which judge has which case, as scheduling last said.';
COMMENT ON COLUMN case_facts.version IS 'Of the last allocation; 0 before the first.';

CREATE TABLE hearing_facts (
    hearing_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    case_id uuid NOT NULL,
    version bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('scheduled', 'cancelled', 'unlisted', 'recorded')),
    hearing_type text,
    category text,
    case_number text,
    confidential boolean,
    judges uuid[] NOT NULL,
    people uuid[] NOT NULL,
    outcome text,
    minutes bigint,
    started_at timestamptz,
    ended_at timestamptz,
    adjournment_reason text,
    told_at timestamptz NOT NULL
);
COMMENT ON TABLE hearing_facts IS 'Hearings as scheduling last said, whatever became of them.';
COMMENT ON COLUMN hearing_facts.judges IS 'Allocated judge first.';
COMMENT ON COLUMN hearing_facts.people IS 'Everybody of the staff who sits: judges, clerk, interpreters.';
COMMENT ON COLUMN hearing_facts.told_at IS 'Time of the event that said so.';
CREATE INDEX hearing_facts_by_person ON hearing_facts USING gin (people);
CREATE INDEX hearing_facts_by_court ON hearing_facts (court_id, status);

CREATE TABLE hearing_sittings (
    hearing_id uuid NOT NULL REFERENCES hearing_facts ON DELETE CASCADE,
    sequence bigint NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    room_name text,
    PRIMARY KEY (hearing_id, sequence)
);
COMMENT ON TABLE hearing_sittings IS 'Continuous sittings of hearings that stand, half-open [starts_at, ends_at).';
