-- Disciplinary cases: what is decided stands in an append-only record of ids and codes; names and words stand apart and
-- are deleted when their time is over.

CREATE TABLE proceedings_rules (
    kind text NOT NULL CHECK (kind IN ('discipline', 'evaluation')),
    court_id text NOT NULL,
    valid_from date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    rules jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (kind, court_id, valid_from, version)
);
COMMENT ON TABLE proceedings_rules IS
'How proceedings of a kind run, as a whole and from a day on; of several versions of a day the last holds.';
COMMENT ON COLUMN proceedings_rules.court_id IS 'Empty: for every court without rules of its own.';
CREATE TRIGGER proceedings_rules_kept BEFORE UPDATE OR DELETE ON proceedings_rules
FOR EACH ROW EXECUTE FUNCTION entries_are_kept();

CREATE TABLE running_clocks (
    kind text NOT NULL,
    matter_id uuid NOT NULL,
    code text NOT NULL,
    court_id text NOT NULL,
    started_on date NOT NULL,
    due_on date,
    warns_on date,
    counted_on date NOT NULL,
    PRIMARY KEY (kind, matter_id, code)
);
COMMENT ON TABLE running_clocks IS 'Clocks of proceedings that have not been stopped, over all kinds: the list of deadlines.';
COMMENT ON COLUMN running_clocks.due_on IS 'Last day; null while it stands still.';
COMMENT ON COLUMN running_clocks.warns_on IS 'First day on which it is near.';
COMMENT ON COLUMN running_clocks.counted_on IS 'On this day of the court it was last computed: calendars change.';
CREATE INDEX running_clocks_by_day ON running_clocks (court_id, due_on);

CREATE TABLE discipline_entries (
    case_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    what text NOT NULL,
    line text NOT NULL,
    hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, number)
);
COMMENT ON TABLE discipline_entries IS 'The record of each disciplinary case: ids and codes, no names.';
COMMENT ON COLUMN discipline_entries.line IS 'The entry as it is exported, canonical JSON with the hash of the one before.';
CREATE TRIGGER discipline_entries_kept BEFORE UPDATE OR DELETE ON discipline_entries
FOR EACH ROW EXECUTE FUNCTION entries_are_kept();

CREATE TABLE discipline_cases (
    case_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    judge uuid NOT NULL,
    phase text NOT NULL,
    received_on date NOT NULL,
    draw_due_at timestamptz,
    passes_on date,
    keep_until date,
    erased boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE discipline_cases IS 'Where each disciplinary case stands: derived from its record, to be found here.';
COMMENT ON COLUMN discipline_cases.draw_due_at IS 'When the round comes out that a draw waits for; null where none does.';
COMMENT ON COLUMN discipline_cases.passes_on IS 'First day on which something follows by itself: into force, expired.';
COMMENT ON COLUMN discipline_cases.keep_until IS 'Last day on which names and papers are kept; null while it runs.';
CREATE INDEX discipline_cases_by_court ON discipline_cases (court_id);
CREATE INDEX discipline_cases_to_draw ON discipline_cases (draw_due_at) WHERE draw_due_at IS NOT NULL;

CREATE TABLE discipline_people (
    case_id uuid NOT NULL REFERENCES discipline_cases,
    person_id uuid NOT NULL,
    part text NOT NULL CHECK (part IN ('judge', 'initiator', 'member')),
    PRIMARY KEY (case_id, person_id)
);
COMMENT ON TABLE discipline_people IS 'Who is on a case and may see its file: derived from its record.';
CREATE INDEX discipline_people_by_person ON discipline_people (person_id);

CREATE TABLE discipline_papers (
    paper_id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES discipline_cases,
    kind text NOT NULL CHECK (kind IN ('complaint', 'evidence', 'explanation', 'finding', 'decision', 'appeal')),
    author text,
    title text NOT NULL,
    words text,
    sha256 text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    added_by text NOT NULL,
    recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE discipline_papers IS 'What was written in a case: personal data, for those on it alone, deleted in time.';
COMMENT ON COLUMN discipline_papers.author IS 'Whose words these are, as they gave their name; null: nobody named.';
COMMENT ON COLUMN discipline_papers.sha256 IS 'Of a document whose content is kept elsewhere.';
CREATE INDEX discipline_papers_by_case ON discipline_papers (case_id, recorded_at);

CREATE TABLE discipline_body (
    person_id uuid NOT NULL,
    sits_in text NOT NULL CHECK (sits_in IN ('first', 'appeal')),
    version bigint NOT NULL CHECK (version > 0),
    from_on date NOT NULL,
    to_on date CHECK (to_on >= from_on),
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (person_id, sits_in, version)
);
COMMENT ON TABLE discipline_body IS 'Who can be drawn for panels, from when to when. History is kept.';
COMMENT ON COLUMN discipline_body.to_on IS 'Last day; null: without an end.';
CREATE UNIQUE INDEX discipline_body_standing ON discipline_body (person_id, sits_in) WHERE superseded_at IS NULL;
CREATE TRIGGER discipline_body_history BEFORE UPDATE OR DELETE ON discipline_body
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
