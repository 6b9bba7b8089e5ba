-- What was known of cases on a day; what-ifs that are kept under a name.

CREATE TABLE case_history (
    case_id uuid NOT NULL,
    court_id text NOT NULL,
    version bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('allocated', 'unallocated')),
    judge uuid,
    category text,
    instance text,
    filed_on date,
    told_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, recorded_at)
);
COMMENT ON TABLE case_history IS
'case_facts as they were told one after the other. Begins with what was known when this table was made.';
COMMENT ON COLUMN case_history.told_at IS 'Time of the event that said so.';
INSERT INTO case_history (case_id, court_id, version, status, judge, category, instance, filed_on, told_at, recorded_at)
SELECT case_id, court_id, version, status, judge, category, instance, filed_on, told_at, told_at FROM case_facts;
CREATE INDEX case_history_by_court ON case_history (court_id, filed_on);

CREATE TABLE what_ifs (
    court_id text NOT NULL,
    what_if_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('saved', 'deleted')),
    name text NOT NULL,
    question jsonb NOT NULL,
    subject text NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    CONSTRAINT what_ifs_versions PRIMARY KEY (what_if_id, version)
);
COMMENT ON TABLE what_ifs IS 'What was imagined about workload, kept under a name to be computed again.';
COMMENT ON COLUMN what_ifs.court_id IS 'The court at whose desk it was saved.';
COMMENT ON COLUMN what_ifs.question IS 'Period, courts, basis and changes as they were asked.';
COMMENT ON COLUMN what_ifs.subject IS 'Who saved or deleted it.';
CREATE UNIQUE INDEX what_ifs_standing ON what_ifs (what_if_id) WHERE superseded_at IS NULL;
CREATE INDEX what_ifs_by_court ON what_ifs (court_id) WHERE superseded_at IS NULL;
CREATE TRIGGER what_ifs_history BEFORE UPDATE OR DELETE ON what_ifs
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
