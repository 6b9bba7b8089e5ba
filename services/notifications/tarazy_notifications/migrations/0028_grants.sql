-- Who may work at the desk: by posts, and by grants to accounts of the sign-on service.

ALTER TABLE staff ADD COLUMN role text;
ALTER TABLE staff ADD COLUMN from_on date;
ALTER TABLE staff ADD COLUMN to_on date;
COMMENT ON COLUMN staff.role IS 'Of the post; null of rows from before it was kept, and of posts that were called off.';
COMMENT ON COLUMN staff.to_on IS 'The last day in post.';

CREATE TABLE grants (
    grant_id uuid NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    what text NOT NULL CHECK (what IN ('granted', 'ended')),
    issuer text NOT NULL CHECK (length(issuer) BETWEEN 1 AND 300),
    subject text NOT NULL CHECK (length(subject) BETWEEN 1 AND 255),
    person_id uuid,
    role text NOT NULL CHECK (role IN ('clerk', 'operator', 'chair', 'listing_officer', 'judge')),
    court_id text,
    from_on date NOT NULL,
    to_on date CHECK (to_on >= from_on),
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz CHECK (superseded_at >= recorded_at),
    PRIMARY KEY (grant_id, version)
);
COMMENT ON TABLE grants IS 'What accounts of sign-on services may be here, one row per version. Rows are only ever added.';
COMMENT ON COLUMN grants.issuer IS 'The sign-on service, as it names itself.';
COMMENT ON COLUMN grants.subject IS 'The account there; it says nothing about the person.';
COMMENT ON COLUMN grants.person_id IS 'Whose account it is; null for somebody who holds no post.';
COMMENT ON COLUMN grants.court_id IS 'Null: in all courts.';
COMMENT ON COLUMN grants.to_on IS 'Last day, in the zone of the court (UTC for all courts).';
CREATE UNIQUE INDEX grants_standing ON grants (grant_id) WHERE superseded_at IS NULL;
CREATE INDEX grants_of_account ON grants (issuer, subject) WHERE superseded_at IS NULL;

CREATE FUNCTION grants_are_kept() RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL
        AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'grants keeps its history: a version is only ever superseded'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
COMMENT ON FUNCTION grants_are_kept() IS 'Refuses every change of a grant but that a newer version takes its place.';
CREATE TRIGGER grants_are_kept BEFORE UPDATE OR DELETE ON grants
FOR EACH ROW EXECUTE FUNCTION grants_are_kept();
