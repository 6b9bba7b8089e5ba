-- Training: what sessions are about is dated data, what happens in each stands in an append-only record of ids and codes;
-- the other tables are derived from the records, to be found and counted here.

CREATE TABLE training_programmes (
    court_id text NOT NULL,
    code text NOT NULL,
    valid_from date NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    programme jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (court_id, code, valid_from, version)
);
COMMENT ON TABLE training_programmes IS
'What is taught, as a whole and from a day on; of several versions of a day the last holds.';
COMMENT ON COLUMN training_programmes.court_id IS 'Empty: for every court without a programme of its own by that code.';
CREATE TRIGGER training_programmes_kept BEFORE UPDATE OR DELETE ON training_programmes
FOR EACH ROW EXECUTE FUNCTION entries_are_kept();

CREATE TABLE training_requirements (
    role text NOT NULL,
    from_year bigint NOT NULL CHECK (from_year BETWEEN 2000 AND 2200),
    version bigint NOT NULL CHECK (version > 0),
    minutes bigint NOT NULL CHECK (minutes >= 0),
    source text NOT NULL,
    verified boolean NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (role, from_year, version)
);
COMMENT ON TABLE training_requirements IS
'How much people of a role are to learn a year, from a year on; of several versions the last holds.';
CREATE TRIGGER training_requirements_kept BEFORE UPDATE OR DELETE ON training_requirements
FOR EACH ROW EXECUTE FUNCTION entries_are_kept();

CREATE TABLE training_entries (
    session_id uuid NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    what text NOT NULL,
    line text NOT NULL,
    hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (session_id, number)
);
COMMENT ON TABLE training_entries IS 'The record of each session of training: ids and codes, no names.';
COMMENT ON COLUMN training_entries.line IS 'The entry as it is exported, canonical JSON with the hash of the one before.';
CREATE TRIGGER training_entries_kept BEFORE UPDATE OR DELETE ON training_entries
FOR EACH ROW EXECUTE FUNCTION entries_are_kept();

CREATE TABLE training_sessions (
    session_id uuid PRIMARY KEY,
    court_id text NOT NULL,
    programme text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    starts_on date NOT NULL,
    minutes bigint NOT NULL,
    enrol_until date NOT NULL,
    places bigint NOT NULL,
    taken bigint NOT NULL,
    waiting bigint NOT NULL,
    cancelled boolean NOT NULL,
    rated bigint[]
);
COMMENT ON TABLE training_sessions IS 'Where each session stands: derived from its record.';
COMMENT ON COLUMN training_sessions.court_id IS 'The court that holds it; people of all courts may take part.';
COMMENT ON COLUMN training_sessions.starts_on IS 'First day, in the zone of that court: its year is the one in which its hours count.';
COMMENT ON COLUMN training_sessions.rated IS 'What those who were there think of it: how many said 1, 2, 3, 4 and 5.';
CREATE INDEX training_sessions_by_time ON training_sessions (ends_at);

CREATE TABLE training_places (
    session_id uuid NOT NULL REFERENCES training_sessions,
    person_id uuid NOT NULL,
    court_id text NOT NULL,
    role text NOT NULL,
    waits boolean NOT NULL,
    turn bigint NOT NULL,
    attended bigint,
    score numeric,
    PRIMARY KEY (session_id, person_id)
);
COMMENT ON TABLE training_places IS 'Who has a place in a session or waits for one: derived from its record.';
COMMENT ON COLUMN training_places.court_id IS 'The court through which they take part.';
COMMENT ON COLUMN training_places.turn IS 'From 1 in the order of the record, among those with a place and among those who wait.';
COMMENT ON COLUMN training_places.attended IS 'Minutes; null: not entered.';
CREATE INDEX training_places_by_person ON training_places (person_id);
CREATE INDEX training_places_by_court ON training_places (court_id);

CREATE TABLE training_absences (
    absence_id uuid PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES training_sessions,
    person_id uuid NOT NULL
);
COMMENT ON TABLE training_absences IS 'Which absences stand for places in sessions; they are cancelled when the time is given back.';
CREATE INDEX training_absences_by_place ON training_absences (session_id, person_id);

CREATE TABLE training_certificates (
    certificate_id uuid PRIMARY KEY,
    code text NOT NULL,
    session_id uuid NOT NULL REFERENCES training_sessions,
    person_id uuid NOT NULL,
    court_id text NOT NULL,
    programme text NOT NULL,
    issued_on date NOT NULL,
    expires_on date,
    warns_on date,
    revoked_on date
);
COMMENT ON TABLE training_certificates IS 'Certificates, those that were taken back too: derived from the records.';
COMMENT ON COLUMN training_certificates.code IS 'With it anybody can check the certificate; letters and digits alone.';
COMMENT ON COLUMN training_certificates.expires_on IS 'First day on which it no longer holds; null: it holds for good.';
COMMENT ON COLUMN training_certificates.warns_on IS 'First day on which its end is near.';
CREATE UNIQUE INDEX training_certificates_by_code ON training_certificates (code);
CREATE INDEX training_certificates_by_person ON training_certificates (person_id);
