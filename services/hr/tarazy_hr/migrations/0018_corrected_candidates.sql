-- What was known of candidates before it was corrected: kept beside it, deleted with it.

CREATE TABLE selection_corrections (
    application_id uuid NOT NULL REFERENCES selection_candidates ON DELETE CASCADE,
    version bigint NOT NULL CHECK (version > 0),
    identity_number text NOT NULL,
    name text NOT NULL,
    contacts jsonb NOT NULL,
    languages text[] NOT NULL,
    subject text NOT NULL,
    superseded_at timestamptz NOT NULL,
    PRIMARY KEY (application_id, version)
);
COMMENT ON TABLE selection_corrections IS 'Candidates'' data as they were before each correction: personal data.';
COMMENT ON COLUMN selection_corrections.subject IS 'Who corrected them.';
