-- Duty plans: who is on duty where, week by week.

CREATE TABLE duties (
    court_id text NOT NULL,
    post_id uuid,
    monday date NOT NULL CHECK (extract(isodow FROM monday) = 1),
    version bigint NOT NULL CHECK (version > 0),
    person_id uuid NOT NULL,
    home_court_id text NOT NULL,
    passed jsonb NOT NULL,
    absence_id uuid,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    CONSTRAINT duties_versions UNIQUE NULLS NOT DISTINCT (court_id, post_id, monday, version),
    CHECK (post_id IS NOT NULL OR court_id = home_court_id),
    CONSTRAINT duty_place_once EXCLUDE USING gist (
        court_id WITH =, coalesce(post_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, monday WITH =
    ) WHERE (superseded_at IS NULL),
    CONSTRAINT duty_person_once EXCLUDE USING gist (person_id WITH =, monday WITH =) WHERE (superseded_at IS NULL)
);
COMMENT ON TABLE duties IS 'Who is on duty at a place from a Monday to its Sunday, one row per version.';
COMMENT ON COLUMN duties.court_id IS 'The court of the duty, together with the post the place.';
COMMENT ON COLUMN duties.home_court_id IS 'The own court of whoever is on duty.';
COMMENT ON COLUMN duties.passed IS '[{person_id, why}]: who came before in the turn and could not.';
COMMENT ON COLUMN duties.absence_id IS 'The secondment that it was told as; null before, and for duty in the own court.';
CREATE INDEX duties_by_home ON duties (home_court_id, monday) WHERE superseded_at IS NULL;

CREATE TRIGGER duties_history BEFORE UPDATE OR DELETE ON duties
FOR EACH ROW EXECUTE FUNCTION history_is_kept();
