-- Evaluation of judges: what is decided stands in an append-only record of ids, codes and figures; words stand apart
-- and are deleted when their time is over. HR's copy of hearings learns what figures are counted from.

ALTER TABLE hearing_facts
ADD COLUMN first_starts_at timestamptz,
ADD COLUMN first_until_on date,
ADD COLUMN latest_lawful_on date;
COMMENT ON COLUMN hearing_facts.first_starts_at IS 'When it was to start as people were first told; null: told before this was kept.';
COMMENT ON COLUMN hearing_facts.first_until_on IS 'Last of the days within which people were first told that it sits; null where they were told the day.';
COMMENT ON COLUMN hearing_facts.latest_lawful_on IS 'Last day on which it could lawfully sit; null where nobody has said it.';
-- Recorded hearings alone: some thousands a court, built in a moment.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hearing_facts_by_presiding ON hearing_facts ((judges[1])) WHERE status = 'recorded';

CREATE TABLE evaluation_entries (
    evaluation_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    what text NOT NULL,
    line text NOT NULL,
    hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (evaluation_id, number)
);
COMMENT ON TABLE evaluation_entries IS 'The record of each evaluation: ids, codes and figures, no names.';
COMMENT ON COLUMN evaluation_entries.line IS 'The entry as it is exported, canonical JSON with the hash of the one before.';
CREATE TRIGGER evaluation_entries_kept BEFORE UPDATE OR DELETE ON evaluation_entries
FOR EACH ROW EXECUTE FUNCTION entries_are_kept();

CREATE TABLE evaluations (
    evaluation_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    judge uuid NOT NULL,
    kind text NOT NULL,
    phase text NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    opened_on date NOT NULL,
    ended_on date,
    total numeric,
    category text,
    needs text [] NOT NULL,
    passes_on date,
    keep_until date,
    erased boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE evaluations IS 'Where each evaluation stands: derived from its record, to be found here.';
COMMENT ON COLUMN evaluations.to_on IS 'The day after the last of the period that is looked at.';
COMMENT ON COLUMN evaluations.total IS 'What stands once it is final, 0 to 100; null before, and where it was abandoned.';
COMMENT ON COLUMN evaluations.needs IS 'Subjects of training that it asks for, once it is final.';
COMMENT ON COLUMN evaluations.passes_on IS 'First day on which it becomes final by itself.';
COMMENT ON COLUMN evaluations.keep_until IS 'Last day on which words are kept; null while it runs.';
COMMENT ON COLUMN evaluations.erased IS 'Whether its words have been deleted.';
CREATE UNIQUE INDEX evaluations_running ON evaluations (judge) WHERE phase NOT IN ('final', 'abandoned');
CREATE INDEX evaluations_by_judge ON evaluations (judge);
CREATE INDEX evaluations_by_court ON evaluations (court_id, phase);

CREATE TABLE evaluation_people (
    evaluation_id uuid NOT NULL REFERENCES evaluations,
    person_id uuid NOT NULL,
    part text NOT NULL CHECK (part IN ('judge', 'member')),
    PRIMARY KEY (evaluation_id, person_id)
);
COMMENT ON TABLE evaluation_people IS 'Who is on an evaluation and may see its file: derived from its record.';
CREATE INDEX evaluation_people_by_person ON evaluation_people (person_id);

CREATE TABLE evaluation_words (
    words_id uuid PRIMARY KEY,
    evaluation_id uuid NOT NULL REFERENCES evaluations,
    kind text NOT NULL CHECK (kind IN ('reply', 'dispute', 'settlement', 'reasons', 'appeal', 'appeal_reasons')),
    hearing_id uuid,
    words text NOT NULL,
    added_by text NOT NULL,
    recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE evaluation_words IS 'What was written in an evaluation: for those on it alone, deleted in time.';
COMMENT ON COLUMN evaluation_words.hearing_id IS 'The hearing that a dispute is about.';
CREATE INDEX evaluation_words_by_evaluation ON evaluation_words (evaluation_id, recorded_at);
