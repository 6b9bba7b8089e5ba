-- Which absence from one court is a secondment to which post of another.

CREATE TABLE secondments (
    absence_id uuid PRIMARY KEY,
    home_court_id text NOT NULL,
    host_court_id text NOT NULL CHECK (host_court_id <> home_court_id),
    person_id uuid NOT NULL,
    post_id uuid NOT NULL,
    first_on date NOT NULL,
    recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE secondments IS
'Ties the absence at home to the appointment in the host court; how long both last is recorded with them.';
CREATE INDEX secondments_by_host ON secondments (host_court_id, person_id);

CREATE FUNCTION secondments_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    RAISE EXCEPTION 'a secondment that was recorded is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER secondments_history BEFORE UPDATE OR DELETE ON secondments
FOR EACH ROW EXECUTE FUNCTION secondments_are_kept();
