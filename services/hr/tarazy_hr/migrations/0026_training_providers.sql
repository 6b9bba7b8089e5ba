-- Who teaches: named in three languages, so that nobody has to read a code.

CREATE TABLE training_providers (
    code text NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    provider jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (code, version)
);
COMMENT ON TABLE training_providers IS
'Academies and others who teach; of several versions the last holds. They add to those that come with the program.';
CREATE TRIGGER training_providers_kept BEFORE UPDATE OR DELETE ON training_providers
FOR EACH ROW EXECUTE FUNCTION entries_are_kept();
