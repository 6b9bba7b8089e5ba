-- Working patterns that begin on a day, known before it comes.

CREATE TABLE working_patterns (
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    from_on date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('laid_down', 'begun', 'not_begun')),
    pattern jsonb,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (court_id, person_id, from_on, version)
);
COMMENT ON TABLE working_patterns IS 'Dated changes of working patterns: entered in the appointment on their first day.';
COMMENT ON COLUMN working_patterns.what IS
'laid_down: its day is to come; begun: it stands in the appointment; not_begun: the person was not in post on its day.';
COMMENT ON COLUMN working_patterns.pattern IS '{mon: [am, pm], ...}; null means every half-day on which the court sits.';
CREATE UNIQUE INDEX working_patterns_standing ON working_patterns (court_id, person_id, from_on)
WHERE superseded_at IS NULL;
CREATE INDEX working_patterns_to_come ON working_patterns (from_on) WHERE superseded_at IS NULL AND what = 'laid_down';

CREATE TRIGGER working_patterns_history BEFORE UPDATE OR DELETE ON working_patterns
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
