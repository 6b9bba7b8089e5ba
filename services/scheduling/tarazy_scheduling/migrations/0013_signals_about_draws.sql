-- Where somebody should look: exclusions that came shortly before a draw, and parties that file the same again.

CREATE TABLE exclusion_entries (
    entry_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    court_id text NOT NULL,
    person_id uuid NOT NULL,
    code text NOT NULL,
    case_id uuid,
    entered_at timestamptz NOT NULL
);
COMMENT ON TABLE exclusion_entries IS 'When something came in that keeps a judge out of draws: an interest, recusal, absence or suspension. Rows never change.';
COMMENT ON COLUMN exclusion_entries.code IS 'As the records of draws bear it.';
COMMENT ON COLUMN exclusion_entries.case_id IS 'Of a recusal: in this case alone.';
CREATE INDEX exclusion_entries_of_court ON exclusion_entries (court_id, entered_at);
CREATE INDEX exclusion_entries_entered_at ON exclusion_entries USING brin (entered_at);
CREATE TRIGGER exclusion_entries_are_kept BEFORE UPDATE OR DELETE ON exclusion_entries
FOR EACH ROW EXECUTE FUNCTION draws_are_kept();
CREATE TRIGGER exclusion_entries_are_not_emptied BEFORE TRUNCATE ON exclusion_entries
FOR EACH STATEMENT EXECUTE FUNCTION draws_are_kept();

CREATE TABLE case_registrations (
    case_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    parties bytea NOT NULL CHECK (octet_length(parties) = 32),
    registered_at timestamptz NOT NULL
);
COMMENT ON TABLE case_registrations IS 'When cases came in, and between whom about what: tells who files the same again.';
COMMENT ON COLUMN case_registrations.parties IS 'SHA-256 of the category and of each side''s names in one spelling.';
CREATE INDEX case_registrations_of_parties ON case_registrations (court_id, parties, registered_at);
CREATE INDEX case_registrations_of_court ON case_registrations (court_id, registered_at);
CREATE INDEX case_registrations_registered_at ON case_registrations USING brin (registered_at);

-- Draws come in the order of time, in which they are looked for here.
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX draws_drawn_at ON draws USING brin (drawn_at);
