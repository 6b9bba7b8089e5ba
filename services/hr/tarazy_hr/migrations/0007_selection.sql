-- Competitions for vacant posts. What is decided stands in an append-only record of ids and codes; what is known of
-- candidates stands apart and is deleted when its time is over.

CREATE FUNCTION entries_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION entries_are_kept() IS 'Refuses every change of a recorded row.';

CREATE TABLE selection_procedures (
    court_id text NOT NULL,
    valid_from date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    procedure jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (court_id, valid_from, version)
);
COMMENT ON TABLE selection_procedures IS
'How competitions run, as a whole and from a day on; of several versions of a day the last holds.';
COMMENT ON COLUMN selection_procedures.court_id IS 'Empty: for every court without a procedure of its own.';
CREATE TRIGGER selection_procedures_kept BEFORE UPDATE OR DELETE ON selection_procedures
FOR EACH ROW EXECUTE FUNCTION entries_are_kept();

CREATE TABLE competition_entries (
    competition_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    what text NOT NULL,
    line text NOT NULL,
    hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (competition_id, number)
);
COMMENT ON TABLE competition_entries IS 'The record of each competition: ids and codes, no names.';
COMMENT ON COLUMN competition_entries.line IS 'The entry as it is exported, canonical JSON with the hash of the one before.';
CREATE TRIGGER competition_entries_kept BEFORE UPDATE OR DELETE ON competition_entries
FOR EACH ROW EXECUTE FUNCTION entries_are_kept();

CREATE TABLE competitions (
    competition_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    post_id uuid NOT NULL,
    phase text NOT NULL,
    applications_until date NOT NULL,
    due_on date,
    warn_days bigint NOT NULL,
    first_stage text NOT NULL,
    ended_at timestamptz,
    keep_until date,
    erased boolean NOT NULL DEFAULT false,
    CONSTRAINT post_announced_once EXCLUDE USING gist (court_id WITH =, post_id WITH =) WHERE (ended_at IS NULL)
);
COMMENT ON TABLE competitions IS 'Where each competition stands: derived from its record, to be found and checked here.';
COMMENT ON COLUMN competitions.due_on IS 'Last day of the stage that runs, or of the first while applications are taken.';
COMMENT ON COLUMN competitions.keep_until IS 'Last day on which candidates'' data are kept; null while it runs.';
CREATE INDEX competitions_by_court ON competitions (court_id);

CREATE TABLE selection_candidates (
    application_id uuid PRIMARY KEY,
    competition_id uuid NOT NULL REFERENCES competitions,
    person_id uuid NOT NULL,
    identity_number text NOT NULL,
    name text NOT NULL,
    contacts jsonb NOT NULL,
    languages text[] NOT NULL,
    recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE selection_candidates IS
'Who applied: personal data, read with selection''s permissions alone and deleted after the procedure''s days.';
COMMENT ON COLUMN selection_candidates.person_id IS 'Who this is or will be among the staff.';
COMMENT ON COLUMN selection_candidates.identity_number IS 'Of the identity document, capitals and digits alone.';
COMMENT ON COLUMN selection_candidates.contacts IS '[{channel, address}], the preferred one of a channel first.';
CREATE INDEX selection_candidates_by_competition ON selection_candidates (competition_id);

CREATE TABLE selection_documents (
    application_id uuid NOT NULL REFERENCES selection_candidates ON DELETE CASCADE,
    code text NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    PRIMARY KEY (application_id, code, sha256)
);
COMMENT ON TABLE selection_documents IS 'Documents that came with an application, by name and hash: personal data.';
